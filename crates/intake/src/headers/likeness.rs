//! "Did you mean": what is spelled most like something.

use crate::values::{fold, without_marks};

/// Below this two texts are strangers.
const ALIKE: f64 = 0.7;

/// Longer than every text that something may be meant as.
const LONGEST: usize = 400;

/// The candidate spelled most like `text`; of equals the first. Marks are left aside, since headers typed without
/// them are the commonest miss.
pub(crate) fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // No header is so long: what is compares with nothing, and would take its length times theirs.
    if text.len() > LONGEST {
        return None;
    }
    let text = bare(text);
    let alike =
        |candidate: &'c str| (strsim::normalized_damerau_levenshtein(&text, &bare(candidate)), candidate);
    candidates
        .into_iter()
        .map(alike)
        .filter(|(score, _)| *score >= ALIKE)
        .fold(None, |best: Option<(f64, &str)>, next| best.filter(|best| best.0 >= next.0).or(Some(next)))
        .map(|(_, candidate)| candidate)
}

/// Text as headers are matched, and without its marks.
pub(super) fn bare(text: &str) -> String {
    without_marks(&fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_keep_texts_apart() {
        let known = ["Mã hồ sơ", "Đơn vị xử lý"];
        assert_eq!(nearest("Ma ho so", known), Some("Mã hồ sơ"));
        assert_eq!(nearest("Don vi xu ly", known), Some("Đơn vị xử lý"));
        assert_eq!(nearest("Ghi chú", known), None);
        assert_eq!(nearest(&"Mã hồ sơ".repeat(1_000_000), known), None);
    }
}
