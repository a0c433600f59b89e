//! Where a dataset comes from: files, sheets and frames, each of which can be read again.

mod files;
mod guide;
mod sheets;

use std::fs;
use std::io::{Cursor, Read};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use sipas_arrow::{Frame, FrameRows};
use sipas_csv::{CsvRows, Options, Stamp, read_in_parallel};
use sipas_excel::{Container, Sheet};
use sipas_intake::{
    BadRow, Dataset, Field, Kind, Layout, Loader, Part as Batch, PlainRows, Profile, Refusal, Row, Rows,
    Source, find_layout,
};

use crate::enter::{Stop, Until};
use crate::error::Failure;
pub(crate) use files::expand;
pub(crate) use guide::Guide;
pub(crate) use sheets::Book;

/// So much of the beginning of a file is looked at to choose its profile.
const BEGINNING: u64 = 1024 * 1024;
/// The rows in which a header can be, and two more for its second level and what follows.
const HEAD: usize = 22;

/// A frame of fewer rows is read before a second thread has begun.
const WORTH_SHARING: usize = 20_000;
/// So many rows of one a thread counts at a time.
const AT_ONCE: usize = 1 << 14;

/// One input.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) kind: Kind,
    /// As it was named, NFC.
    pub(crate) shown: String,
    pub(crate) origin: Origin,
    pub(crate) guide: Arc<Guide>,
    pub(crate) options: Options,
}

/// Whether an input need not be read before it is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unread {
    No,
    /// It is read by this profile.
    By(Option<usize>),
}

/// A file of text that was opened, and its beginning looked at.
struct Opened {
    rows: CsvRows,
    profile: Option<usize>,
    /// `None` where no header was found, which who reads it tells why.
    layout: Option<Layout>,
}

#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// With what it was when it was named: one that has changed since is not read again.
    File(PathBuf, Stamp),
    /// Read from its workbook once, and kept.
    Sheet(Arc<Sheet>),
    Frame(Arc<Frame>),
}

impl Part {
    /// Reads it to its end; which of its profiles it is read by.
    pub(crate) fn load(&self, data: &mut Dataset, stop: &Stop) -> Result<Option<usize>, Failure> {
        match &self.origin {
            Origin::File(path, stamp) => self.load_file(path, stamp, data, stop),
            Origin::Sheet(sheet) => self.load_sheet(sheet, data, stop),
            Origin::Frame(frame) => self.load_frame(frame, data, stop),
        }
    }

    pub(crate) fn source(&self, profile: Option<usize>) -> Source<'_> {
        let profile = profile.map(|n| self.guide.profile(n));
        Source { path: &self.shown, kind: self.kind, profile, serial_dates: false, keep_rejects: false }
    }

    /// Frames and files of dossiers can be left unread, where none of their rows can refuse them as a whole. That their
    /// columns can be read is checked.
    pub(crate) fn leave_unread(&self) -> Result<Unread, Failure> {
        let (layout, profile) = match &self.origin {
            Origin::Frame(frame) => {
                let profile = self.guide.first();
                (Some(self.layout_of(frame, &self.source(profile))?), profile)
            }
            Origin::File(path, stamp) if stamp.is_of_file() => {
                let Opened { layout, profile, .. } = self.open(path)?;
                (layout, profile)
            }
            Origin::File(..) | Origin::Sheet(_) => return Ok(Unread::No),
        };
        let may_refuse = [Field::DossierCount, Field::Surplus];
        let is_alone = |layout: Layout| may_refuse.iter().all(|field| layout.column(*field).is_none());
        let can_wait = self.kind == Kind::Dossiers && layout.is_some_and(is_alone);
        Ok(if can_wait { Unread::By(profile) } else { Unread::No })
    }

    fn layout_of(&self, frame: &Frame, source: &Source<'_>) -> Result<Layout, Failure> {
        let refused = |refusal| Failure::refused(&self.shown, &refusal);
        let layout = find_layout(source, &head_of(frame)).map_err(refused)?;
        self.guide.check(&self.shown, self.guide.first(), &layout)?;
        Ok(layout)
    }

    fn load_frame(&self, frame: &Frame, data: &mut Dataset, stop: &Stop) -> Result<Option<usize>, Failure> {
        let profile = self.guide.first();
        let source = self.source(profile);
        let refused = |refusal| Failure::refused(&self.shown, &refusal);
        let layout = self.layout_of(frame, &source)?;

        // Below the header, which is one row of the names and perhaps a second of their parts.
        let (begin, end) = (layout.consumed().saturating_sub(1), frame.len());
        let workers =
            if end < WORTH_SHARING { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
        let cut = |n: usize| begin + (end.saturating_sub(begin)) * n / workers;
        let (next, whole) = (AtomicUsize::new(begin), &*data);
        let read = |n: usize| {
            let mut loader = whole.loader(&source, &layout);
            if loader.needs_lines() {
                // Rows that are kept are found again the fastest where those of a thread lie together.
                feed(&mut loader, frame.lines(cut(n), cut(n + 1)), 0, stop);
                return loader.finish();
            }
            // Whoever is done takes the next ones: another process may be in one's way.
            loop {
                let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                if from >= end {
                    return loader.finish();
                }
                feed(&mut loader, frame.lines(from, end.min(from + AT_ONCE)), 0, stop);
            }
        };
        let read = &read;
        let parts = thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|n| scope.spawn(move || read(n))).collect();
            let mut parts = vec![read(0)];
            parts.extend(
                others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic))),
            );
            parts.into_iter().collect::<Result<Vec<_>, _>>()
        });
        stop.check()?;
        let mut parts = parts.map_err(refused)?;
        let whole = if parts.len() > 1 { Batch::join(parts, |line| line) } else { parts.pop() };
        if let Some(mut whole) = whole {
            whole.above(&layout);
            data.take(whole);
        }
        Ok(profile)
    }

    fn open(&self, path: &Path) -> Result<Opened, Failure> {
        let open = |error| Failure::Io { path: path.to_owned(), error };
        let mut reader = fs::File::open(path).map_err(open)?;
        let mut beginning = Vec::new();
        reader.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(open)?;
        if Container::of(&beginning).is_some() {
            return Err(Failure::Refused {
                path: self.shown.clone(),
                reason: "this is a workbook; sipas.read_excel reads it".to_owned(),
            });
        }
        let profile = self.guide.choose(|profile| self.fits(profile, &beginning));
        let options = self.options_by(profile.map(|n| self.guide.profile(n)));
        let whole = Box::new(Cursor::new(beginning).chain(reader));
        let mut rows = CsvRows::from_reader(whole, Path::new(&self.shown), &options)
            .map_err(|error| Failure::csv(&self.shown, error))?;
        let layout = Layout::detect(self.kind, &head(&mut rows), self.source(profile).profile).ok();
        if let Some(layout) = &layout {
            self.guide.check(&self.shown, profile, layout)?;
        }
        Ok(Opened { rows, profile, layout })
    }

    fn load_file(
        &self,
        path: &Path,
        stamp: &Stamp,
        data: &mut Dataset,
        stop: &Stop,
    ) -> Result<Option<usize>, Failure> {
        let csv = |error| Failure::csv(&self.shown, error);
        let unchanged = || stamp.check(Path::new(&self.shown));
        // Of one that has changed, whatever else there is to say about it does not matter.
        unchanged().map_err(|_| Failure::Refused {
            path: self.shown.clone(),
            reason: "the file has changed since it was named; name it again".to_owned(),
        })?;
        let Opened { mut rows, profile, layout } = self.open(path)?;
        let (facts, source) = (rows.facts(), self.source(profile));
        if let Some(layout) = layout {
            let threads = thread::available_parallelism().map_or(1, usize::from);
            if let Some(read) = read_in_parallel(data, &source, path, &facts, &layout, threads, &|_| {}) {
                stop.check()?;
                unchanged().map_err(csv)?;
                data.take(read);
                return Ok(profile);
            }
            stop.check()?;
        }
        let read = data.read(&source, &mut Until { rows: &mut rows, stop });
        stop.check()?;
        // A file that breaks off says so only at its end, and then none of it is to count: that goes before what is
        // missing from the part that was read.
        rows.finish().map_err(csv)?;
        let read = read.map_err(|refusal| {
            let legacy = Layout::legacy_of_bytes(rows.head_bytes());
            match (&refusal, legacy) {
                (Refusal::HeaderBytes { .. }, Some(legacy)) => {
                    Failure::refused(&self.shown, &Refusal::Legacy(legacy))
                }
                _ => Failure::refused(&self.shown, &refusal),
            }
        })?;
        unchanged().map_err(csv)?;
        data.take(read);
        Ok(profile)
    }

    fn fits(&self, profile: &Profile, beginning: &[u8]) -> bool {
        let rows = CsvRows::from_reader(
            Box::new(Cursor::new(beginning.to_vec())),
            Path::new("-"),
            &self.options_by(Some(profile)),
        );
        rows.is_ok_and(|mut rows| profile.fits(self.kind, &head(&mut rows)))
    }

    /// What is said by options goes before what a profile says.
    fn options_by(&self, profile: Option<&Profile>) -> Options {
        let delimiter = profile.and_then(Profile::delimiter).and_then(|c| u8::try_from(c).ok());
        let encoding = profile.and_then(Profile::encoding).map(str::to_owned);
        Options {
            delimiter: self.options.delimiter.or(delimiter),
            encoding: self.options.encoding.clone().or(encoding),
            quotes: self.options.quotes,
        }
    }
}

/// The names of a frame's columns, and its first rows.
pub(crate) fn head_of(frame: &Frame) -> Vec<Result<(u64, Vec<String>), BadRow>> {
    let mut first = Vec::new();
    let mut rows = frame.rows();
    while let Some(row) = rows.next_row().filter(|_| first.len() < HEAD) {
        first.push(row.map(|row| (row.line, row.cells.iter().map(|cell| (*cell).to_owned()).collect())));
    }
    first
}

/// Rows that stand so many lines below what they say.
pub(crate) fn feed(loader: &mut Loader<'_>, mut rows: FrameRows<'_>, below: u64, stop: &Stop) {
    loop {
        if stop.check().is_err() {
            return;
        }
        if let Some(mut bad) = rows.bad_row() {
            bad.line += below;
            loader.bad_row(&bad);
            continue;
        }
        let Some(piece) = rows.piece() else { return };
        let line = |row: usize| piece.line(row) + below;
        let (mut next, odd) = (0, loader.look(&piece));
        for row in odd {
            loader.plain_rows(next..row, line);
            next = row + 1;
            // Plain rows need no text; whatever else there is, text is made of.
            let texts = piece.texts(row);
            let cells: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            loader.row(&Row { cells: &cells, kinds: &[], line: line(row), cut: false });
        }
        loader.plain_rows(next..piece.rows(), line);
        rows.skip(piece.rows());
    }
}

fn head(rows: &mut CsvRows) -> Vec<(u64, Vec<String>)> {
    rows.head(HEAD).iter().map(|row| (row.line, row.cells.clone())).collect()
}
