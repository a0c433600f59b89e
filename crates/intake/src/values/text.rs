//! Text as it is kept, and text as it is matched.

use std::borrow::Cow;

use sipas_core::reform_tones;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::row::CellKind;

/// Text that groups: NFC, trimmed, inner white space (line breaks too) collapsed to single blanks, without zero-width
/// characters and soft hyphens, case kept.
///
/// Text that is so already, as most is, is borrowed.
///
/// ```
/// assert_eq!(sipas_intake::clean("  Phòng  Nội vụ\n"), "Phòng Nội vụ");
/// ```
pub fn clean(cell: &str) -> Cow<'_, str> {
    let cell = trim(cell);
    if seems_clean(cell) || is_clean_by_tables(cell) {
        Cow::Borrowed(cell)
    } else {
        Cow::Owned(collapse(visible(cell).nfc(), cell.len()))
    }
}

/// Without white space and invisible characters around it, nor the guards by which a file of text keeps a spreadsheet from
/// reading a cell as a number: a leading apostrophe, and `="…"` around it. Most cells have none, as their first and last
/// byte show.
pub fn trim(cell: &str) -> &str {
    match cell.as_bytes() {
        [b'\'' | b'=', ..] => unguarded(cell),
        [] | [0x21..=0x7e] | [0x21..=0x7e, .., 0x21..=0x7e] => cell,
        _ => match cell.trim_matches(|c: char| c.is_whitespace() || is_invisible(c)) {
            cell if cell.starts_with(['\'', '=']) => unguarded(cell),
            cell => cell,
        },
    }
}

#[cold]
fn unguarded(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let inside = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match inside.or_else(|| cell.strip_prefix('\'')) {
        Some(inside) => unguarded(inside),
        None => cell,
    }
}

/// Whether a character leaves no mark: zero-width characters, marks of direction, byte order marks and soft hyphens.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
    )
}

fn visible(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !is_invisible(*c))
}

/// Text that identifies: NFC, trimmed and without invisible characters, nothing else, since two codes that differ in their
/// blanks are two codes.
pub fn identity(cell: &str) -> Cow<'_, str> {
    let cell = trim(cell);
    if cell.is_ascii() || is_nfc(cell) && !cell.contains(is_invisible) {
        Cow::Borrowed(cell)
    } else {
        Cow::Owned(trim(&visible(cell).nfc().collect::<String>()).to_owned())
    }
}

/// A procedure's code as the national database writes it, a digit and six decimals: `9.000010`. A spreadsheet or library
/// that took it for a number has dropped zeros at its end, and may have written a decimal comma.
///
/// A text of one or two decimals is left alone: numbers of chapters, such as 1.1 and 1.10, look so too.
///
/// ```
/// use sipas_intake::{CellKind, procedure_code};
/// assert_eq!(procedure_code("9.00001".into(), CellKind::Text), "9.000010");
/// assert_eq!(procedure_code("1,001193".into(), CellKind::Text), "1.001193");
/// assert_eq!(procedure_code("1.10".into(), CellKind::Text), "1.10");
/// assert_eq!(procedure_code("9.1".into(), CellKind::Number), "9.100000");
/// ```
pub fn procedure_code(cell: Cow<'_, str>, kind: CellKind) -> Cow<'_, str> {
    let fewest = if kind == CellKind::Number { 1 } else { 3 };
    match cell.as_bytes() {
        [b'0'..=b'9', b'.', decimals @ ..] if decimals.len() == 6 => cell,
        [b'0'..=b'9', b'.' | b',', decimals @ ..]
            if (fewest..=6).contains(&decimals.len()) && decimals.iter().all(u8::is_ascii_digit) =>
        {
            Cow::Owned(format!("{}.{:0<6}", &cell[..1], &cell[2..]))
        }
        _ => cell,
    }
}

/// What a cell says, trimmed; nothing where it says that there is no value.
pub(crate) fn value(cell: &str) -> &str {
    let cell = trim(cell);
    if is_blank(cell) { "" } else { cell }
}

/// Whether a trimmed cell says that there is no value: a dash, dots, the mask of an empty date, N/A, NULL and the like.
pub fn is_blank(cell: &str) -> bool {
    /// Matched case aside; none is longer.
    const WORDS: [&str; 9] = ["n/a", "na", "null", "\\n", "none", "nan", "nat", "(trống)", "chưa có"];
    const LONGEST: usize = 12;
    match cell.as_bytes() {
        [] => true,
        [b'-' | b'.' | b'_' | b'/' | b'(' | b'\\' | b'n' | b'N' | b'c' | b'C' | 0xe2, ..]
            if cell.len() <= 3 * LONGEST =>
        {
            let is_sign = |c: char| {
                matches!(c, '-' | '.' | '_' | '/' | ' ' | ':' | '…' | '\u{2010}'..='\u{2015}' | '\u{2212}')
            };
            cell.chars().all(is_sign) || cell.len() <= LONGEST && WORDS.contains(&fold(cell).as_str())
        }
        _ => false,
    }
}

/// Sixteen bytes of text as two words, the first byte lowest.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the halves")]
pub(crate) fn words_of(bytes: &[u8; 16]) -> [u64; 2] {
    let all = u128::from_le_bytes(*bytes);
    [all as u64, (all >> 64) as u64]
}

/// Text as headers and words are matched: invisible characters taken out, NFC, trimmed, white space collapsed, case folded,
/// and the tone mark moved to where the reformed spelling has it (hòa → hoà, hủy → huỷ).
///
/// ```
/// use sipas_intake::fold;
/// assert_eq!(fold("\u{feff} ĐÃ  HỦY"), fold("đã huỷ"));
/// ```
pub fn fold(text: &str) -> String {
    // Small letters of what is clean at a glance are so too, and each is one, but for one that a mark follows.
    let lower = if seems_clean(text) && !text.contains('\u{130}') {
        collapse(text.chars().map(small), text.len())
    } else {
        collapse(visible(text).nfc().flat_map(char::to_lowercase).nfc(), text.len())
    };
    match reform_tones(&lower) {
        Cow::Borrowed(_) => lower,
        Cow::Owned(moved) => moved,
    }
}

/// The letters of a text without their marks, as a typewriter has them: đ is d.
pub(crate) fn without_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        each_part(letter, |part| match part {
            'đ' => plain.push('d'),
            part if part.is_ascii() || !is_combining_mark(part) => plain.push(part),
            _ => {}
        });
    }
    plain
}

/// Calls with a letter and its marks. Most letters are ASCII, and their own.
pub(crate) fn each_part(letter: char, mut with: impl FnMut(char)) {
    if letter.is_ascii() { with(letter) } else { decompose_canonical(letter, with) }
}

/// The words of a text alone: small letters without accents, and digits, with single blanks between.
pub fn bare_words(text: &str) -> String {
    let letters = text.nfd().flat_map(char::to_lowercase).filter(|letter| !is_combining_mark(*letter));
    let letter = |letter: char| match letter {
        'đ' => 'd',
        letter if letter.is_alphanumeric() => letter,
        _ => ' ',
    };
    collapse(letters.map(letter), text.len())
}

/// Whether a glance shows that nothing is to be done. Vietnamese text needs only the letters below U+0300 and U+1E00 to U+1EFF, all of
/// which are NFC and never combine with what precedes them; whatever else occurs is asked of Unicode's tables.
#[allow(clippy::needless_bitwise_bool, reason = "a branch for each byte costs twice the time")]
pub(crate) fn seems_clean(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    // Text is trimmed, so its last byte is no blank, and begins no letter.
    let odd = bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(false, |odd, (&byte, &next)| {
        odd | ((byte == b' ') & (next == b' '))
            | (byte.wrapping_sub(b'\t') < 5)
            | (byte == 0xc2)
            | ((byte > 0xcb) & (byte != 0xe1))
            | ((byte == 0xe1) & (next.wrapping_sub(0xb8) > 3))
    });
    !odd
}

/// The first small letter of a letter.
fn small(letter: char) -> char {
    match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        // Most of the others are small already: à to ÿ, and of the rarer letters of Vietnamese every second one.
        'à'..='ÿ' => letter,
        'Ạ'..='ỹ' if u32::from(letter) % 2 == 1 => letter,
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

fn is_clean_by_tables(cell: &str) -> bool {
    let mut after_blank = false;
    let blanks = cell.chars().all(|c| {
        let twice = after_blank && c == ' ';
        after_blank = c == ' ';
        !twice && (c == ' ' || !c.is_whitespace())
    });
    blanks && is_nfc(cell) && !cell.contains(is_invisible)
}

/// Without white space around, and with single blanks within; of about so many bytes.
fn collapse(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut text = String::with_capacity(length);
    for c in chars {
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.is_empty() && !text.ends_with(' ') {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::*;

    #[test]
    fn tone_marks_meet() {
        for (old, new) in [("Hòa", "Hoà"), ("KHỎE", "khoẻ"), ("Thủy", "thuỷ"), ("Hủy", "HUỶ"), ("Qúy", "quý")]
        {
            assert_eq!(fold(old), fold(new));
        }
        assert_eq!(fold("Hoàn thành"), "hoàn thành");
        assert_eq!(fold("Quý"), "quý");
        assert_ne!(fold("múa"), fold("muá"));
    }

    #[test]
    fn headers_meet_whatever_their_bytes() {
        let nfd: String = "Ngày tiếp nhận".nfd().collect();
        assert_eq!(fold(&nfd), fold("\u{feff}NGÀY\u{a0} TIẾP\r\nNHẬN "));
    }

    #[test]
    fn guards_of_spreadsheets_are_no_part_of_a_cell() {
        for cell in ["H37-1", "'H37-1", "=\"H37-1\"", " =\"'H37-1\" ", "\u{feff}'H37-1", "H37-1\u{200b}"] {
            assert_eq!(trim(cell), "H37-1", "{cell}");
        }
        for cell in ["=A1", "=\"", "D'Ran", "H37'"] {
            assert_eq!(trim(cell), cell);
        }
        assert_eq!(identity("H37\u{200b}.12\u{ad}-1"), "H37.12-1");
        assert_eq!(clean("Văn\u{200b}  phòng\u{ad}\u{feff}"), "Văn phòng");
    }

    #[test]
    fn what_says_that_there_is_no_value_is_blank() {
        for cell in [
            "",
            "-",
            "--",
            "—",
            "–",
            "…",
            "...",
            "__/__/____",
            "N/A",
            "n/a",
            "NA",
            "NULL",
            "Null",
            "\\N",
            "None",
            "NaN",
            "NaT",
            "(trống)",
            "(TRỐNG)",
            "chưa có",
            "Chưa  Có",
            "_/_/_",
            "__/__/____ __:__",
        ] {
            assert!(is_blank(cell), "{cell}");
        }
        for cell in
            ["0", "x", "Không", "n", "NA1", "Nam", "Có", "-1", "Chưa trả", "(1)", "#N/A", "Năm", "./a"]
        {
            assert!(!is_blank(cell), "{cell}");
        }
    }

    #[test]
    fn vietnamese_letters_need_no_tables() {
        for c in ('\u{c0}'..='\u{2ff}').chain('\u{1e00}'..='\u{1eff}') {
            assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c}");
            assert!(!c.is_whitespace());
            let mut small = c.to_lowercase();
            assert!(
                c == '\u{130}' || small.all(|c| is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes),
                "{c}"
            );
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn marks_are_those_of_the_decomposed_text(text in "([a-zđĐ]|[À-˿]|[Ḁ-ỿ]|\\PC|e\u{302}\u{301}){0,12}") {
            let plain: String = text.nfd().filter(|part| !is_combining_mark(*part)).collect();
            prop_assert_eq!(without_marks(&text), plain.replace('đ', "d"));
        }

        #[test]
        fn folding_by_a_glance_is_folding_by_tables(text in "[ -~À-˿Ḁ-ỿ\u{130}]{0,12}") {
            // A mark that changes nothing, lest a glance be enough.
            let by_tables = fold(&format!("\u{feff}{text}"));
            prop_assert_eq!(fold(&text), by_tables);
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in "([ \t\u{a0}]|\\PC|ế|e\u{302}\u{301}|\u{feff}){0,12}") {
            let once = clean(&text).into_owned();
            prop_assert!(matches!(clean(&once), Cow::Borrowed(same) if same == once));
            let visible: String = trim(&text).chars().filter(|c| !is_invisible(*c)).nfc().collect();
            prop_assert_eq!(&once, &visible.split_whitespace().collect::<Vec<_>>().join(" "));
        }

        #[test]
        fn an_identity_is_nfc_and_trimmed(text in any::<String>()) {
            let visible: String = trim(&text).chars().filter(|c| !is_invisible(*c)).nfc().collect();
            prop_assert_eq!(identity(&text).into_owned(), trim(&visible));
        }
    }
}
