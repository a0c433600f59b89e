use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use super::Source;

/// How many bytes are read at a time.
const CHUNK: usize = 64 * 1024;

/// A malformed sequence takes four bytes at most and is noticed three bytes late at most.
const CARRY: usize = 8;

/// Bytes that the encoding does not have, shown in the text as `\xE1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed {
    /// Where the text shows them.
    pub(crate) at: usize,
    /// Where they stand in the unpacked file.
    pub(crate) byte: u64,
}

/// Decodes a source piece by piece. All of it comes out: what is no text comes out visibly and is reported.
pub(crate) struct Text {
    source: Source,
    decoder: Decoder,
    /// The end of the last chunk, already decoded, then the present one, then room.
    raw: Vec<u8>,
    filled: usize,
    /// Where `raw` begins in the unpacked file.
    offset: u64,
    ended: bool,
    /// UTF-8 without a fault so far, of which the last character was left in `raw` where it may have been cut.
    plain: bool,
    left: usize,
}

impl Text {
    pub(super) fn new(mut source: Source, decoder: Decoder, bom: usize) -> io::Result<Text> {
        source.read_exact(&mut [0; 4][..bom])?;
        let (raw, plain) = (vec![0; CARRY + CHUNK], decoder.encoding() == UTF_8);
        Ok(Text { source, decoder, raw, filled: 0, offset: bom as u64, ended: false, plain, left: 0 })
    }

    /// Appends the text of one more chunk; false at the end of the file.
    pub(crate) fn read(&mut self, out: &mut String, malformed: &mut Vec<Malformed>) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let mut at = self.read_chunk()? - std::mem::take(&mut self.left);
        if self.plain {
            let new = &self.raw[at..self.filled];
            let cut = if self.ended { 0 } else { last_letter(new) };
            if let Some(text) = sipas_scan::text(&new[..new.len() - cut]) {
                out.push_str(text);
                self.left = cut;
                return Ok(true);
            }
            self.plain = false;
        }
        loop {
            let left = self.filled - at;
            out.reserve(self.decoder.max_utf8_buffer_length_without_replacement(left).unwrap_or(left) + 16);
            let (result, taken) = self.decoder.decode_to_string_without_replacement(
                &self.raw[at..self.filled],
                out,
                self.ended,
            );
            at += taken;
            match result {
                DecoderResult::InputEmpty => return Ok(true),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(len, after) => {
                    let end = at - usize::from(after);
                    let start = end - usize::from(len);
                    malformed.push(Malformed { at: out.len(), byte: self.offset + start as u64 });
                    for byte in &self.raw[start..end] {
                        // Writing to a String cannot fail.
                        let _ = write!(out, "\\x{byte:02X}");
                    }
                }
            }
        }
    }

    /// Fills `raw` and says where in it the new bytes begin.
    fn read_chunk(&mut self) -> io::Result<usize> {
        let done = self.filled.saturating_sub(CARRY);
        self.raw.copy_within(done..self.filled, 0);
        self.offset += done as u64;
        let at = self.filled - done;
        self.filled = at;
        let read = loop {
            match self.source.read(&mut self.raw[at..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let read = read?;
        self.filled += read;
        self.ended = read == 0;
        Ok(at)
    }
}

/// How many bytes the last character has that is not ASCII, as far as they are there; 0 where it is not among the last three.
fn last_letter(bytes: &[u8]) -> usize {
    (1..=bytes.len().min(3)).find(|n| bytes[bytes.len() - n] >= 0xc0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1258};
    use proptest::prelude::*;

    /// One byte a read: every boundary is met.
    struct Drip(io::Cursor<Vec<u8>>);
    impl Read for Drip {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            self.0.read(&mut buf[..1])
        }
    }

    fn decode(source: Source, encoding: &'static Encoding) -> (String, Vec<Malformed>) {
        let mut text = Text::new(source, encoding.new_decoder_without_bom_handling(), 0).unwrap();
        let (mut out, mut malformed) = (String::new(), Vec::new());
        while text.read(&mut out, &mut malformed).unwrap() {}
        (out, malformed)
    }

    #[test]
    fn what_is_no_text_is_shown_with_its_place() {
        let (text, malformed) =
            decode(Box::new(Drip(io::Cursor::new(b"m\xC3\xA3 \xE1\xBB,\xFF".to_vec()))), UTF_8);
        assert_eq!(text, r"mã \xE1\xBB,\xFF");
        let places: Vec<_> = malformed.iter().map(|m| (m.at, m.byte)).collect();
        assert_eq!(places, [(4, 4), (13, 7)]);

        let (text, malformed) = decode(Box::new(&b"a\0\x00\xD8b\0c"[..]), UTF_16LE);
        assert_eq!(text, r"a\x00\xD8b\x63");
        assert_eq!(malformed.iter().map(|m| m.byte).collect::<Vec<_>>(), [2, 6]);
    }

    proptest! {
        #[test]
        fn the_size_of_reads_changes_nothing(bytes: Vec<u8>, which in 0..4_usize) {
            let encoding = [UTF_8, UTF_16LE, WINDOWS_1258, encoding_rs::GB18030][which];
            let whole = decode(Box::new(io::Cursor::new(bytes.clone())), encoding);
            prop_assert_eq!(decode(Box::new(Drip(io::Cursor::new(bytes))), encoding), whole);
        }

        #[test]
        fn utf8_is_kept_and_its_faults_are_where_std_finds_them(bytes: Vec<u8>) {
            let (text, malformed) = decode(Box::new(io::Cursor::new(bytes.clone())), UTF_8);
            match std::str::from_utf8(&bytes) {
                Ok(same) => prop_assert_eq!(text, same),
                Err(error) => prop_assert_eq!(malformed[0].byte, error.valid_up_to() as u64),
            }
        }
    }
}
