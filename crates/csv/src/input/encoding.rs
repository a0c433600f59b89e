use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use crate::CsvError;

/// The encoding of a file, and how many bytes its byte order mark takes.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) encoding: &'static Encoding,
    pub(super) bom: usize,
    /// Whether nothing but the content shows it.
    pub(super) unnamed: bool,
}

/// A byte order mark is believed first, then the name given; all else is UTF-8 or wrong.
pub(super) fn choose(head: &[u8], named: Option<&str>, path: &Path) -> Result<Choice, CsvError> {
    // A wrong name is told even where a byte order mark makes it needless.
    let named = named.map(by_name).transpose()?;
    if let Some((encoding, bom)) = Encoding::for_bom(head) {
        return Ok(Choice { encoding, bom, unnamed: false });
    }
    if let Some(encoding) = named {
        return Ok(Choice { encoding, bom: 0, unnamed: false });
    }
    let Some(encoding) = utf16(head) else { return Ok(Choice { encoding: UTF_8, bom: 0, unnamed: false }) };
    // The last letter may be cut, and of a pair of units the first may be the last.
    let whole = &head[..head.len() / 4 * 4];
    let is_text = |end: usize| {
        encoding
            .decode_without_bom_handling_and_without_replacement(&whole[..whole.len().saturating_sub(end)])
    };
    if is_text(0).or_else(|| is_text(2)).is_some() {
        return Ok(Choice { encoding, bom: 0, unnamed: true });
    }
    Err(CsvError::Utf16WithoutBom { path: path.to_owned(), name: encoding.name() })
}

fn by_name(label: &str) -> Result<&'static Encoding, CsvError> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| CsvError::UnknownEncoding { label: label.to_owned() })
}

/// Most characters of an export in UTF-16 have NUL as their high byte, even in Vietnamese: half of the bytes at
/// one parity, and hardly any at the other.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    memchr(0, head)?;
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let many = |n: usize| n >= 4 && n * 4 >= head.len();
    match (nuls(0), nuls(1)) {
        (even, odd) if many(odd) && even * 8 <= odd => Some(UTF_16LE),
        (even, odd) if many(even) && odd * 8 <= even => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(head: &[u8], named: Option<&str>) -> Result<&'static str, String> {
        choose(head, named, Path::new("t.csv")).map(|c| c.encoding.name()).map_err(|e| e.to_string())
    }

    #[test]
    fn a_bom_is_believed_before_a_name() {
        assert_eq!(name(b"\xEF\xBB\xBFa", Some("windows-1258")), Ok("UTF-8"));
        assert_eq!(name(b"\xFF\xFEa\0", None), Ok("UTF-16LE"));
        assert_eq!(name(b"\xFE\xFF\0a", None), Ok("UTF-16BE"));
        assert_eq!(name(b"a", Some("CP1258")), Ok("windows-1258"));
        assert_eq!(name(b"a", None), Ok("UTF-8"));
    }

    #[test]
    fn utf16_without_a_bom_shows_by_its_nuls() {
        let text: Vec<u8> = "Mã hồ sơ;Ngày".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(name(&text, None), Ok("UTF-16LE"));
        assert!(choose(&text, None, Path::new("t.csv")).unwrap().unnamed);
        assert!(!choose(&text, Some("utf-16le"), Path::new("t.csv")).unwrap().unnamed);
        let cut: Vec<u8> = "Mã hồ sơ;Ngày😀".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for end in 0..5 {
            assert_eq!(name(&cut[..cut.len() - end], None), Ok("UTF-16LE"));
        }
        let text: Vec<u8> = "Mã hồ sơ;Ngày".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(name(&text, None), Ok("UTF-16BE"));
        let broken: Vec<u8> =
            [0xD800, 0x61].into_iter().chain("Ma ho so".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        insta::assert_snapshot!(name(&broken, None).unwrap_err(), @"t.csv: this looks like UTF-16 without a byte order mark; save it as UTF-8, or name the encoding UTF-16LE");
        // NUL bytes as such are text.
        assert_eq!(name(b"a,\0,\0\0,b", None), Ok("UTF-8"));
    }

    #[test]
    fn an_unknown_name_is_told_with_usable_ones() {
        insta::assert_snapshot!(name(b"a", Some("tcvn3")).unwrap_err(), @r#"unknown encoding "tcvn3": usable are utf-8, utf-16le, utf-16be, windows-1258, windows-1252 and every other name of the WHATWG Encoding Standard"#);
        assert!(name(b"a", Some("replacement")).is_err());
    }
}
