use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use crate::CsvError;

/// The encoding of a file, and how many bytes its byte order mark takes.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) encoding: &'static Encoding,
    pub(super) bom: usize,
}

/// A byte order mark is believed first, then the name given; all else is UTF-8 or wrong.
pub(super) fn choose(head: &[u8], named: Option<&str>, path: &Path) -> Result<Choice, CsvError> {
    // A wrong name is told even where a byte order mark makes it needless.
    let named = named.map(by_name).transpose()?;
    if let Some((encoding, bom)) = Encoding::for_bom(head) {
        return Ok(Choice { encoding, bom });
    }
    if let Some(encoding) = named {
        return Ok(Choice { encoding, bom: 0 });
    }
    match utf16_name(head) {
        Some(name) => Err(CsvError::Utf16WithoutBom { path: path.to_owned(), name }),
        None => Ok(Choice { encoding: UTF_8, bom: 0 }),
    }
}

fn by_name(label: &str) -> Result<&'static Encoding, CsvError> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| CsvError::UnknownEncoding { label: label.to_owned() })
}

/// Most characters of an export in UTF-16 have NUL as their high byte, even in Vietnamese: half of the bytes at
/// one parity, and none at the other.
fn utf16_name(head: &[u8]) -> Option<&'static str> {
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let many = |n: usize| n >= 4 && n * 4 >= head.len();
    match (nuls(0), nuls(1)) {
        (0, odd) if many(odd) => Some("utf-16le"),
        (even, 0) if many(even) => Some("utf-16be"),
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
    fn utf16_without_a_bom_is_refused_unless_named() {
        let text: Vec<u8> = "Mã hồ sơ;Ngày".encode_utf16().flat_map(u16::to_le_bytes).collect();
        insta::assert_snapshot!(name(&text, None).unwrap_err(), @"t.csv: this looks like UTF-16 without a byte order mark; save it as UTF-8, or name the encoding utf-16le");
        assert_eq!(name(&text, Some("utf-16le")), Ok("UTF-16LE"));
        let text: Vec<u8> = "Mã hồ sơ;Ngày".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(name(&text, None).is_err());
        // NUL bytes as such are text.
        assert_eq!(name(b"a,\0,\0\0,b", None), Ok("UTF-8"));
    }

    #[test]
    fn an_unknown_name_is_told_with_usable_ones() {
        insta::assert_snapshot!(name(b"a", Some("tcvn3")).unwrap_err(), @r#"unknown encoding "tcvn3": usable are utf-8, utf-16le, utf-16be, windows-1258, windows-1252 and every other name of the WHATWG Encoding Standard"#);
        assert!(name(b"a", Some("replacement")).is_err());
    }
}
