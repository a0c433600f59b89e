//! Text as a sheet can hold it.

use std::borrow::Cow;

/// The most that Excel takes in one cell, in units of UTF-16.
const LONGEST: usize = 32_767;

/// The text without control characters and marks that turn the direction of reading, and no longer than a cell.
pub(crate) fn fit(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| {
        matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fffe}' | '\u{ffff}')
    };
    let clean: Cow<'_, str> =
        if text.contains(harmful) { text.replace(harmful, "\u{fffd}").into() } else { text.into() };
    if clean.len() <= LONGEST || clean.encode_utf16().count() <= LONGEST {
        return clean;
    }
    let mut units = 1;
    let kept = clean.chars().take_while(|c| {
        units += c.len_utf16();
        units <= LONGEST
    });
    kept.chain(['…']).collect::<String>().into()
}

/// Whether a text begins as a formula does, for a spreadsheet that looks at it anew.
pub(crate) fn looks_like_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''])
}

/// About how many digits wide a text is. Marks above and below letters take no room.
pub(crate) fn width(text: &str) -> usize {
    let mark = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}');
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}');
    let line = |line: &str| line.chars().map(|c| if mark(c) { 0 } else { 1 + usize::from(wide(c)) }).sum();
    text.lines().map(line).max().unwrap_or(0)
}

/// The widest word.
pub(crate) fn widest_word(text: &str) -> usize {
    text.split_whitespace().map(width).max().unwrap_or(0)
}

/// How many lines a text takes in a column of that width, broken between words and within those that are too long.
pub(crate) fn lines(text: &str, wide: usize) -> usize {
    let wide = wide.max(1);
    let of_one = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split_whitespace().map(width) {
            if used > 0 && used + 1 + word > wide {
                (lines, used) = (lines + 1, 0);
            }
            used += word + usize::from(used > 0);
            lines += (used.max(1) - 1) / wide;
            used = if used > wide { (used - 1) % wide + 1 } else { used };
        }
        lines
    };
    text.split('\n').map(of_one).sum()
}

/// The name of a sheet: at most 31 units, without the characters that Excel keeps for itself, and none of `taken`,
/// whatever their case.
pub(crate) fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let allowed = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c };
    let clean: String = fit(wanted).chars().map(allowed).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean = clean.trim_matches('\'');
    // "History" is Excel's own.
    let base = match clean {
        "" => "Sheet",
        name if name.eq_ignore_ascii_case("history") => "History 1",
        name => name,
    };
    let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|n| format!(" ({n})"));
    let ends = std::iter::once(String::new()).chain(numbered);
    ends.map(|end| format!("{}{end}", cut(base, 31 - end.len())))
        .find(|name| is_free(name))
        .unwrap_or_default()
}

fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    text[..end.map_or(text.len(), |(at, _)| at)].trim_end_matches(['\'', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_such_as_excel_takes() {
        let long = "Phòng Quản lý Đầu tư: hồ sơ trễ hạn [tháng 6]";
        let name = sheet_name(long, &[]);
        assert_eq!(name, "Phòng Quản lý Đầu tư hồ sơ trễ");
        assert_eq!(sheet_name(long, std::slice::from_ref(&name)), "Phòng Quản lý Đầu tư hồ sơ (2)");
        assert_eq!(sheet_name("'='", &[]), "=");
        assert_eq!(sheet_name("//", &["sheet".to_owned()]), "Sheet (2)");
        assert_eq!(sheet_name("HISTORY", &[]), "History 1");
    }

    #[test]
    fn text_fits_into_a_cell() {
        assert_eq!(fit("a\x1b[31m\u{202e}b\n\t"), "a\u{fffd}[31m\u{fffd}b\n\t");
        let long = fit(&"ệ😀".repeat(20_000)).into_owned();
        assert_eq!(long.encode_utf16().count(), LONGEST);
        assert!(long.ends_with('…'));
        assert_eq!((width("Đơn vi\u{323}"), widest_word("Mã hồ sơ"), lines("a b\nc", 2)), (6, 2, 3));
        assert_eq!((lines("abcdefg", 3), lines("ab cd ef", 5), lines("", 5)), (3, 2, 1));
    }
}
