//! Periods as administrators write them, brought to the one form that periods are read by.

use std::borrow::Cow;

/// "tháng", "quý" and "năm" in each way that they are typed, and short forms.
const MONTH: [&str; 4] = ["tháng", "tha\u{301}ng", "thang", "t"];
const QUARTER: [&str; 6] = ["quý", "quy\u{301}", "quí", "qui\u{301}", "quy", "q"];
const YEAR: [&str; 3] = ["năm", "na\u{306}m", "nam"];

/// The number of a quarter in Roman digits.
const ROMAN: [(&str, u32); 4] = [("i", 1), ("ii", 2), ("iii", 3), ("iv", 4)];

/// `6/2025`, `tháng 6/2025`, `Q2/2025`, `quý II năm 2025`, `năm 2025` as `2025-06`, `2025-Q2`, `2025`; any other text as it
/// is.
pub(super) fn usual_form(text: &str) -> Cow<'_, str> {
    // What begins with a year has that form already.
    if text.len() > 40 || text.bytes().take_while(u8::is_ascii_digit).count() > 2 {
        return Cow::Borrowed(text);
    }
    of_words(&text.trim().to_lowercase()).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn of_words(text: &str) -> Option<String> {
    if let Some(year) = after(text, &YEAR) {
        return is_year(year).then(|| year.to_owned());
    }
    let of_year = || {
        let (part, year) = text.rsplit_once(' ')?;
        Some((YEAR.iter().find_map(|word| part.trim_end().strip_suffix(word))?, year))
    };
    let (part, year) = text.rsplit_once(['/', '-']).or_else(of_year)?;
    let (part, year) = (part.trim_end(), year.trim_start());
    if !is_year(year) {
        return None;
    }
    let number = |digits: &str| {
        let is_number = matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| is_number)
    };
    if let Some(quarter) = after(part, &QUARTER) {
        let roman = || ROMAN.iter().find(|(roman, _)| *roman == quarter).map(|(_, number)| *number);
        let quarter = number(quarter).or_else(roman).filter(|quarter| (1..=4).contains(quarter))?;
        return Some(format!("{year}-Q{quarter}"));
    }
    let month = number(after(part, &MONTH).unwrap_or(part)).filter(|month| (1..=12).contains(month))?;
    Some(format!("{year}-{month:02}"))
}

/// What stands behind the first of these words that a text begins with.
fn after<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_administrators_write_them() {
        for (written, usual) in [
            ("6/2025", "2025-06"),
            ("06/2025", "2025-06"),
            ("12-2025", "2025-12"),
            ("T6/2025", "2025-06"),
            ("tháng 6/2025", "2025-06"),
            ("Tháng 06 năm 2025", "2025-06"),
            ("tha\u{301}ng 6/2025", "2025-06"),
            ("Q2/2025", "2025-Q2"),
            ("quý II/2025", "2025-Q2"),
            ("Quý 3 năm 2025", "2025-Q3"),
            ("quy\u{301} iv/2025", "2025-Q4"),
            ("năm 2025", "2025"),
        ] {
            assert_eq!(usual_form(written), usual, "{written}");
            assert!(usual.parse::<crate::Period>().is_ok());
            assert_eq!(written.parse::<crate::Period>(), usual.parse(), "{written}");
        }
    }

    #[test]
    fn other_texts_are_no_periods() {
        for text in [
            "",
            "/",
            "13/2025",
            "0/2025",
            "006/2025",
            "6/25",
            "6/20255",
            "Q5/2025",
            "quý V/2025",
            "quý/2025",
            "tháng/2025",
            "tháng 6",
            "6 2025",
            "6 2025 tháng",
            "03/06/2025",
            "1/6/2025",
            "năm 25",
            "năm",
            "+6/2025",
            "6/2025..7/2025",
            "t 6 7/2025",
        ] {
            assert_eq!(usual_form(text), text);
            assert!(text.parse::<crate::Period>().is_err(), "{text}");
        }
        for text in ["2025-06", "2025-Q2", "2025-06-03..2025-07-15", "2025", "20256/2025"] {
            assert_eq!(usual_form(text), text);
        }
    }
}
