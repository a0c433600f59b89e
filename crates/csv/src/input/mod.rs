//! From the bytes of a file to text: unpacked, then decoded.

mod decode;
mod encoding;
mod unpack;

use std::io::{self, Cursor, Read};
use std::path::Path;
use std::str::Utf8Error;

pub(crate) use decode::{Malformed, Text};

use crate::{Compression, CsvError, Options};

/// How many unpacked bytes are kept for those who look for a legacy encoding.
const HEAD: usize = 8 * 1024;

type Source = Box<dyn Read + Send>;

/// A file that is ready to be read as text.
pub(crate) struct Input {
    pub(crate) text: Text,
    pub(crate) head: Vec<u8>,
    pub(crate) encoding: &'static str,
    pub(crate) bom: bool,
    pub(crate) unnamed: bool,
    pub(crate) compression: Option<Compression>,
}

impl Input {
    pub(crate) fn new(packed: Source, path: &Path, options: &Options) -> Result<Input, CsvError> {
        let open = |error| CsvError::Open { path: path.to_owned(), error };
        let (mut source, compression) = unpack::unpack(packed, path)?;
        let (head, failure) = read_up_to(&mut source, HEAD);
        let rest: Source = match failure {
            None => source,
            Some(error) if head.is_empty() => {
                return Err(match compression {
                    None => open(error),
                    Some(compression) => {
                        CsvError::Packed { path: path.to_owned(), compression, line: 1, error }
                    }
                });
            }
            Some(error) => Box::new(Failed(Some(error))),
        };
        let choice = encoding::choose(&head, options.encoding.as_deref(), path)?;
        let text = Text::new(
            Box::new(Cursor::new(head.clone()).chain(rest)),
            choice.encoding.new_decoder_without_bom_handling(),
            choice.bom,
        )
        .map_err(open)?;
        let (encoding, bom, unnamed) = (choice.encoding.name(), choice.bom > 0, choice.unnamed);
        Ok(Input { text, head, encoding, bom, unnamed, compression })
    }
}

/// Whether these bytes are the beginning of a text in UTF-8, whose last character may be cut.
pub fn begins_utf8(bytes: &[u8]) -> bool {
    let ends_early = |error: Utf8Error| error.error_len().is_none();
    sipas_scan::text(bytes).is_some() || std::str::from_utf8(bytes).is_err_and(ends_early)
}

/// The first bytes, and the error that ended them early: what came before an error is not lost.
fn read_up_to(source: &mut impl Read, len: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::with_capacity(len);
    let failure = source.take(len as u64).read_to_end(&mut bytes).err();
    (bytes, failure)
}

/// A source that fails once: the error found while looking ahead, kept in its place.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_character_may_be_cut() {
        let text = "Mã hồ sơ".as_bytes();
        assert!((0..=text.len()).all(|end| begins_utf8(&text[..end])));
        assert!(!begins_utf8(b"M\xe3 h") && !begins_utf8(b"\xffM"));
    }
}
