//! A source that was opened, and its beginning read.

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use sipas_csv::{CsvError, Stamp};
use sipas_excel::{Container, Limits};

use super::watch::Watched;
use super::{Origin, ReadError, Source, Watch};

/// How much of the beginning of a file is looked at to choose its profile.
const BEGINNING: u64 = 1024 * 1024;

/// A source that was opened, and its beginning read; of an archive, such as most workbooks are, the whole.
pub(super) struct Opened {
    pub(super) stamp: Option<Stamp>,
    pub(super) beginning: Vec<u8>,
    pub(super) rest: Box<dyn Read + Send>,
}

impl Opened {
    pub(super) fn of(source: &Source, watch: &Arc<dyn Watch>) -> Result<Opened, ReadError> {
        let stamp = match &source.origin {
            Origin::File(_, stamp) => Some(stamp.clone()),
            _ => None,
        };
        let shown = Path::new(&source.shown);
        let open = |error| ReadError::Text {
            shown: source.shown.clone(),
            error: CsvError::Open { path: shown.to_owned(), error },
        };
        watch.begins(&source.shown);
        let bytes = source.bytes().map_err(open)?;
        // Of one that has changed, whatever else there is to say about it does not matter.
        if stamp.as_ref().is_some_and(|stamp| stamp.check(shown).is_err()) {
            return Err(ReadError::Changed { shown: source.shown.clone() });
        }
        let mut rest = Watched { bytes, watch: Arc::clone(watch) };
        // One more than there is, so that its end shows without more room.
        let size = source.size().map_or(0, |size| size.min(BEGINNING) + 1);
        let mut beginning = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        rest.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        // What an archive holds is told at its end.
        if Container::of(&beginning) == Some(Container::Zip) {
            rest.by_ref().take(Limits::default().unpacked).read_to_end(&mut beginning).map_err(open)?;
        }
        Ok(Opened { stamp, beginning, rest: Box::new(rest) })
    }

    /// From the beginning on.
    pub(super) fn whole(self) -> Box<dyn Read + Send> {
        Box::new(Cursor::new(self.beginning).chain(self.rest))
    }
}
