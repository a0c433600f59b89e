use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::{Source, read_up_to};
use crate::{Compression, CsvError};

/// The bytes of the file inside, where the file is packed.
pub(super) fn unpack(mut packed: Source, path: &Path) -> Result<(Source, Option<Compression>), CsvError> {
    let open = |error| CsvError::Open { path: path.to_owned(), error };
    let (magic, failure) = read_up_to(&mut packed, 4);
    if let Some(error) = failure {
        return Err(open(error));
    }
    let compression = recognise(&magic);
    let whole = Cursor::new(magic).chain(packed);
    let source: Source = match compression {
        None => Box::new(whole),
        Some(Compression::Gzip) => Box::new(MultiGzDecoder::new(BufReader::with_capacity(64 * 1024, whole))),
        #[cfg(feature = "zstd")]
        Some(Compression::Zstd) => Box::new(zstd::Decoder::new(whole).map_err(open)?),
        #[cfg(not(feature = "zstd"))]
        Some(Compression::Zstd) => return Err(CsvError::NotUnpacked { path: path.to_owned() }),
    };
    Ok((source, compression))
}

fn recognise(magic: &[u8]) -> Option<Compression> {
    match magic {
        [0x1F, 0x8B, ..] => Some(Compression::Gzip),
        // A frame, or the skippable frame that parallel packers put first.
        [0x28, 0xB5, 0x2F, 0xFD] | [0x50..=0x5F, 0x2A, 0x4D, 0x18] => Some(Compression::Zstd),
        _ => None,
    }
}
