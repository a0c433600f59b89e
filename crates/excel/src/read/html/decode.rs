use std::borrow::Cow;
use std::path::Path;

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use crate::ExcelError;

/// A page names its encoding near its beginning.
const HEAD: usize = 4096;

/// The page as text, by its byte order mark, else by the encoding that it names, else as UTF-8.
pub(super) fn text<'b>(bytes: &'b [u8], path: &Path) -> Result<Cow<'b, str>, ExcelError> {
    let (encoding, bom) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (named(bytes).unwrap_or(UTF_8), 0),
    };
    let body = &bytes[bom..];
    encoding.decode_without_bom_handling_and_without_replacement(body).ok_or_else(|| {
        let mut text = String::with_capacity(encoding_len(body));
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
        let back = match result {
            DecoderResult::Malformed(bad, after) => usize::from(bad) + usize::from(after),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => 0,
        };
        let byte = (bom + read).saturating_sub(back) as u64;
        ExcelError::Bytes { path: path.to_owned(), byte, encoding: encoding.name() }
    })
}

/// Three bytes of UTF-8 for each byte are enough in every encoding.
fn encoding_len(body: &[u8]) -> usize {
    body.len().saturating_mul(3).saturating_add(16)
}

/// Whether the first character may be that of a tag: of most files the first byte shows that it is not.
pub(super) fn may_begin_with_tag(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = text.iter().find(|byte| !matches!(byte, b'\t'..=b'\r' | b' '));
    first.is_some_and(|byte| *byte == b'<' || !byte.is_ascii())
}

/// Good enough to see what kind of file it is.
pub(in crate::read) fn loosely(head: &[u8]) -> Cow<'_, str> {
    match Encoding::for_bom(head) {
        Some((encoding, bom)) => encoding.decode_without_bom_handling(&head[bom..]).0,
        None => String::from_utf8_lossy(head),
    }
}

/// The encoding after `charset=`, in a `meta` tag of either form.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = head.split("charset").skip(1).find_map(|rest| rest.trim_start().strip_prefix('='))?;
    let label = after.trim_start().trim_start_matches(['"', '\'']);
    let label =
        label.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/')).next()?;
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    // A page whose name of its encoding can be read as ASCII is not in UTF-16.
    Some(if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        text(bytes, Path::new("t.xls")).map(Cow::into_owned).map_err(|error| error.to_string())
    }

    #[test]
    fn the_mark_goes_before_the_name_and_the_name_before_utf8() {
        assert_eq!(
            read("\u{feff}<meta charset=windows-1258>Mã".as_bytes()).unwrap(),
            "<meta charset=windows-1258>Mã"
        );
        assert_eq!(
            read(b"<META content='text/html; charset = \"windows-1252\"'>\xe9").unwrap().chars().last(),
            Some('é')
        );
        assert_eq!(read(b"<meta charset=utf-16>a").unwrap(), "<meta charset=utf-16>a");
        let utf16: Vec<u8> = "\u{feff}Mã".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16).unwrap(), "Mã");
        assert_eq!(read("Mã".as_bytes()).unwrap(), "Mã");
    }

    #[test]
    fn a_byte_that_is_no_text_is_told() {
        insta::assert_snapshot!(read(b"<td>M\xe3 s").unwrap_err(), @"t.xls: byte 5 is no text in UTF-8, the encoding of the page");
    }
}
