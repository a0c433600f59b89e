//! Vietnamese text from before Unicode: recognised, never read.
//!
//! Such text is known by its signature: taken for the legacy encoding it spells a known header. It is not converted
//! here, since fonts, not files, told its letters, and a file of mixed fonts would be read wrong in silence.

use std::fmt;
use std::sync::LazyLock;

use hashbrown::HashSet;

use sipas_core::Kind;

use crate::values::fold;

use crate::field::Export;

/// An encoding of Vietnamese from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Legacy {
    /// TCVN 5712:1993 VN3, the ABC fonts (.VnTime).
    Tcvn3,
    /// The VNI fonts for Windows (VNI-Times).
    Vni,
}

impl fmt::Display for Legacy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Legacy::Tcvn3 => "TCVN3 (ABC)",
            Legacy::Vni => "VNI Windows",
        })
    }
}

/// The letters of TCVN3 from 0xA1, a blank where there is none.
const TCVN3: &str =
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// What a letter and the sign after it are in VNI, the sign as Latin-1 shows it.
const VNI_SIGNS: [(char, &str, &str); 7] = [
    ('a', "ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('y', "ùøûõ", "ýỳỷỹ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('ö', "ùøûõï", "ứừửữự"),
];

/// The letters that VNI writes with one sign.
const VNI_LETTERS: (&str, &str) = ("ôöñæóòîíì", "ơưđỉĩịỵíì");

impl Legacy {
    pub(super) fn of_bytes(line: &[u8]) -> Option<Legacy> {
        let text: String = line.iter().map(|byte| char::from(*byte)).collect();
        Legacy::of_cells(text.split([',', ';', '\t', '\r', '\n']).map(|cell| cell.trim_matches('"')))
    }

    pub(super) fn of_cells<'c>(cells: impl Iterator<Item = &'c str>) -> Option<Legacy> {
        static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
            let headers = Kind::ALL.into_iter().flat_map(Kind::table).flat_map(|entry| entry.headers);
            headers.filter(|header| !header.is_ascii()).map(|header| fold(header)).collect()
        });
        let spells = |text: &str, decode: fn(&str) -> String| {
            let decoded = decode(text);
            decoded != text && KNOWN.contains(&fold(&decoded))
        };
        cells.map(unescape).filter(|cell| !cell.is_ascii()).find_map(|cell| {
            let signs: String = cell.chars().map(latin1).collect();
            let tcvn3 = spells(&signs, tcvn3).then_some(Legacy::Tcvn3);
            // VNI writes capitals as capitals; TCVN3 has a font for them.
            tcvn3.or_else(|| spells(&signs.to_lowercase(), vni).then_some(Legacy::Vni))
        })
    }
}

/// Bytes that were no text in the file's encoding are handed over as `\xE1`.
fn unescape(cell: &str) -> String {
    let mut parts = cell.split("\\x");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => text.extend([char::from(byte)].into_iter().chain(part[2..].chars())),
            None => text.extend(["\\x", part]),
        }
    }
    text
}

/// What a sign would have been, had the file been taken for Latin-1 rather than Windows-1258.
fn latin1(c: char) -> char {
    match c {
        '\u{300}' => '\u{cc}',
        '\u{309}' => '\u{d2}',
        '\u{303}' => '\u{de}',
        '\u{301}' => '\u{ec}',
        '\u{323}' => '\u{f2}',
        'Ă' => '\u{c3}',
        'Đ' => '\u{d0}',
        'Ơ' => '\u{d5}',
        'Ư' => '\u{dd}',
        'ă' => '\u{e3}',
        'đ' => '\u{f0}',
        'ơ' => '\u{f5}',
        'ư' => '\u{fd}',
        '₫' => '\u{fe}',
        other => other,
    }
}

fn tcvn3(text: &str) -> String {
    let letter = |c: char| {
        let place = u32::from(c).checked_sub(0xa1).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| TCVN3.chars().nth(place)).filter(|letter| *letter != ' ').unwrap_or(c)
    };
    text.chars().map(letter).collect()
}

fn vni(text: &str) -> String {
    let mut decoded = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let pair = VNI_SIGNS.iter().find(|(base, ..)| *base == c).and_then(|(_, signs, letters)| {
            let next = *chars.peek()?;
            letters.chars().nth(signs.chars().position(|sign| sign == next)?)
        });
        if pair.is_some() {
            chars.next();
        }
        let alone = || VNI_LETTERS.1.chars().nth(VNI_LETTERS.0.chars().position(|sign| sign == c)?);
        decoded.push(pair.or_else(alone).unwrap_or(c));
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_read() {
        let of = |cell: &str| Legacy::of_cells([cell].into_iter());
        assert_eq!(of("M· hå s¬"), Some(Legacy::Tcvn3));
        assert_eq!(of("Ngµy tiÕp nhËn"), Some(Legacy::Tcvn3));
        assert_eq!(of("§¬n vÞ xö lý"), Some(Legacy::Tcvn3));
        assert_eq!(of("Maõ hoà sô"), Some(Legacy::Vni));
        assert_eq!(of("NGAØY TIEÁP NHAÄN"), Some(Legacy::Vni));
        assert_eq!(of("Ñôn vò xöû lyù"), Some(Legacy::Vni));
        assert_eq!(of(r"M\xB7 h\xE5 s\xAC"), Some(Legacy::Tcvn3));
        assert_eq!(of(r"Ma\xF5 ho\xE0 s\xF4"), Some(Legacy::Vni));
        assert_eq!(of(r"\xH\x"), None);
        assert_eq!(of("Mã hồ sơ"), None);
        assert_eq!(of("Số PAKN"), None);
        assert_eq!(of("Größe"), None);
    }

    #[test]
    fn bytes_are_read_as_cells_are() {
        assert_eq!(Legacy::of_bytes(b"STT;\"M\xb7 h\xe5 s\xac\";Ng\xb5y nh\xcbn\r\n"), Some(Legacy::Tcvn3));
        assert_eq!(Legacy::of_bytes(b"STT\tMa\xf5 ho\xe0 s\xf4\n"), Some(Legacy::Vni));
        // Windows-1258: a letter and its tone apart, "Ma~ ho^\ so+".
        assert_eq!(Legacy::of_bytes(b"Ma\xde h\xf4\xcc s\xf5"), None);
    }

    #[test]
    fn every_letter_of_tcvn3_has_its_place() {
        assert_eq!(TCVN3.chars().count(), 0xfe - 0xa1 + 1);
        assert_eq!(TCVN3.chars().nth(0xfe - 0xa1), Some('ỵ'));
        assert_eq!(TCVN3.chars().nth(0xb5 - 0xa1), Some('à'));
        assert_eq!(TCVN3.chars().nth(0xe5 - 0xa1), Some('ồ'));
    }
}
