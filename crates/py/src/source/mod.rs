//! Where a dataset comes from: files and frames, each of which can be read again.

mod files;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sipas_arrow::Frame;
use sipas_csv::{CsvRows, Options};
use sipas_intake::{Dataset, Kind, Layout, Profile, Refusal, Source};

use crate::enter::{Stop, Until};
use crate::error::Failure;
pub(crate) use files::expand;

/// So much of the beginning of a file is looked at to choose its profile.
const BEGINNING: u64 = 1024 * 1024;
/// The rows in which a header can be, and two more for its second level and what follows.
const HEAD: usize = 22;

/// One input.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) kind: Kind,
    /// As it was named, NFC.
    pub(crate) shown: String,
    pub(crate) origin: Origin,
    pub(crate) profiles: Arc<Vec<Profile>>,
    pub(crate) options: Options,
}

#[derive(Debug, Clone)]
pub(crate) enum Origin {
    File(PathBuf),
    Frame(Arc<Frame>),
}

impl Part {
    /// Reads it to its end; which of its profiles it is read by.
    pub(crate) fn load(&self, data: &mut Dataset, stop: &Stop) -> Result<Option<usize>, Failure> {
        match &self.origin {
            Origin::File(path) => self.load_file(path, data, stop),
            Origin::Frame(frame) => self.load_frame(frame, data, stop),
        }
    }

    fn source(&self, profile: Option<usize>) -> Source<'_> {
        let profile = profile.map(|n| &self.profiles[n]);
        Source { path: &self.shown, kind: self.kind, profile, serial_dates: false, keep_rejects: false }
    }

    fn load_frame(&self, frame: &Frame, data: &mut Dataset, stop: &Stop) -> Result<Option<usize>, Failure> {
        let profile = (!self.profiles.is_empty()).then_some(0);
        let before = data.clone();
        let mut rows = frame.rows();
        let loaded = data.load(&self.source(profile), &mut Until { rows: &mut rows, stop });
        loaded.map_err(|refusal| Failure::refused(&self.shown, &refusal))?;
        stop.check().inspect_err(|_| *data = before)?;
        Ok(profile)
    }

    fn load_file(&self, path: &Path, data: &mut Dataset, stop: &Stop) -> Result<Option<usize>, Failure> {
        let open = |error| Failure::Io { path: path.to_owned(), error };
        let mut reader = fs::File::open(path).map_err(open)?;
        let mut beginning = Vec::new();
        reader.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        let profile = self.profiles.iter().position(|profile| self.fits(profile, &beginning));
        let options = self.options_by(profile.map(|n| &self.profiles[n]));
        let csv = |error| Failure::csv(&self.shown, error);

        let whole = Box::new(Cursor::new(beginning).chain(reader));
        let mut rows = CsvRows::from_reader(whole, Path::new(&self.shown), &options).map_err(csv)?;
        // A file that breaks off says so only at its end, and then none of it is to count.
        let before = data.clone();
        let loaded = data.load(&self.source(profile), &mut Until { rows: &mut rows, stop });
        loaded.map_err(|refusal| {
            let legacy = Layout::legacy_of_bytes(rows.head_bytes());
            match (&refusal, legacy) {
                (Refusal::HeaderBytes { .. }, Some(legacy)) => {
                    Failure::refused(&self.shown, &Refusal::Legacy(legacy))
                }
                _ => Failure::refused(&self.shown, &refusal),
            }
        })?;
        let ended = stop.check().and_then(|()| rows.finish().map_err(csv));
        ended.inspect_err(|_| *data = before)?;
        Ok(profile)
    }

    fn fits(&self, profile: &Profile, beginning: &[u8]) -> bool {
        let rows = CsvRows::from_reader(
            Box::new(Cursor::new(beginning.to_vec())),
            Path::new("-"),
            &self.options_by(Some(profile)),
        );
        rows.is_ok_and(|mut rows| {
            let head: Vec<_> = rows.head(HEAD).iter().map(|row| (row.line, row.cells.clone())).collect();
            profile.fits(self.kind, &head)
        })
    }

    /// What is said by options goes before what a profile says.
    fn options_by(&self, profile: Option<&Profile>) -> Options {
        let delimiter = profile.and_then(Profile::delimiter).and_then(|c| u8::try_from(c).ok());
        let encoding = profile.and_then(Profile::encoding).map(str::to_owned);
        Options {
            delimiter: self.options.delimiter.or(delimiter),
            encoding: self.options.encoding.clone().or(encoding),
        }
    }
}
