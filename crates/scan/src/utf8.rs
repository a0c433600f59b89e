//! UTF-8, told many bytes at a time.

/// The text that bytes are, if they are UTF-8: what [`std::str::from_utf8`] says, the sooner for text that is not ASCII.
///
/// ```
/// assert_eq!(sipas_scan::text("Đúng hạn".as_bytes()), Some("Đúng hạn"));
/// assert_eq!(sipas_scan::text(b"\xd0\xfang"), None);
/// ```
#[inline]
pub fn text(bytes: &[u8]) -> Option<&str> {
    crate::simd::text(bytes)
}

/// How many bytes are told plain together, where a processor can; in tests few, so that short texts have several pieces.
#[cfg(target_arch = "x86_64")]
const PIECE: usize = if cfg!(test) { 128 } else { 4096 };

/// Whether bytes are UTF-8. What is not plain is left to the standard library.
///
/// `is_plain` says of some words, with the two bytes before them, that in these words bytes follow in a character just where
/// they must, and that none of its characters has four bytes or begins with one of the few that bound what may follow. It may
/// always say no.
#[cfg(target_arch = "x86_64")]
pub(crate) fn is_utf8(bytes: &[u8], is_plain: impl Fn(&[u8]) -> bool) -> bool {
    let begins = |place: &usize| !(0x80..0xc0).contains(&bytes[*place]);
    let mut from = (2..bytes.len()).find(begins).unwrap_or(bytes.len());
    if std::str::from_utf8(&bytes[..from]).is_err() {
        return false;
    }
    loop {
        let words = (bytes.len() - from) / 64 * 64;
        let to = from + words.min(PIECE);
        if words > 0 && is_plain(&bytes[from - 2..to]) {
            from = to;
            continue;
        }
        // From the character before, of which it was not said whether it is whole, to where one ends.
        let start = (from.saturating_sub(4)..from).rev().find(begins).unwrap_or(from);
        let end = (to..bytes.len()).find(begins).filter(|_| words > 0).unwrap_or(bytes.len());
        if std::str::from_utf8(&bytes[start..end]).is_err() {
            return false;
        }
        if end == bytes.len() {
            return true;
        }
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text;

    /// All that can stand at the bounds of what is right.
    const BYTES: [u8; 26] = [
        0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xdf, 0xe0, 0xe1, 0xec,
        0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
    ];

    #[test]
    fn characters_are_told_as_by_the_standard_library() {
        let bytes = |n: usize| [n, n / 26, n / 26 / 26, n / 26 / 26 / 26].map(|n| BYTES[n % 26]);
        for four in (0..26usize.pow(4)).map(bytes) {
            for before in [0, 61, 62] {
                let all = [&b"0".repeat(before)[..], &four].concat();
                assert_eq!(text(&all).is_some(), std::str::from_utf8(&all).is_ok(), "{four:x?} at {before}");
            }
        }
    }

    proptest! {
        #[test]
        fn text_is_told_as_by_the_standard_library(
            words in "([a-z]|[ạ-ỹ]|[à-ư]|[ก-๛]|[가-힣]|[😀-😿]|\\PC){0,90}", at in 0usize..300, byte: u8, cut in 0usize..4,
        ) {
            let mut all = words.into_bytes();
            prop_assert!(text(&all).is_some());
            all.truncate(all.len().saturating_sub(cut));
            prop_assert_eq!(text(&all), std::str::from_utf8(&all).ok());
            if let Some(changed) = all.get_mut(at) {
                *changed = byte;
            }
            prop_assert_eq!(text(&all), std::str::from_utf8(&all).ok());
        }
    }
}
