//! Frames, whole and batch by batch.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use sipas_arrow::{Frame, FrameError, FrameRows};
use sipas_engine::{Dataset, LoadedPart, Loader, PlainRows, find_layout};
use sipas_intake::{BadRow, Kind, Layout, Refusal, Row, Rows};

use super::watch::{Until, go_on};
use super::{File, HEAD, ReadError, Reader, Source, Watch};

/// A frame of fewer rows is read before a second thread has begun.
const WORTH_SHARING: usize = 20_000;
/// A thread counts this many rows of a frame at a time.
const AT_ONCE: usize = 1 << 14;

impl Reader {
    /// Reads a frame.
    pub(super) fn load_frame(
        &self,
        source: &Source,
        frame: &Frame,
        file: &mut File,
        data: &mut Dataset,
        watch: &dyn Watch,
    ) -> Result<(), ReadError> {
        file.profile = self.options.profiles.first();
        let layout = &*file.layout.insert(self.layout_of_frame(&source.shown, source.kind, frame)?);
        let wanted = self.intake_source(&source.shown, source.kind, file.profile);

        let (begin, end) = (below_header(layout), frame.len());
        let workers = if end < WORTH_SHARING { 1 } else { self.threads() };
        let cut = |n: usize| begin + (end.saturating_sub(begin)) * n / workers;
        let (next, whole) = (AtomicUsize::new(begin), &*data);
        let read = |n: usize| {
            let mut loader = whole.loader(&wanted, layout);
            loader.unordered();
            if loader.needs_lines() {
                // Rows that are kept are found again the fastest where those of a thread lie together.
                feed(&mut loader, frame.lines(cut(n), cut(n + 1)), 0, watch);
                return loader.finish();
            }
            // Whoever is done takes the next ones: another process may be in one's way.
            loop {
                let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                if from >= end {
                    return loader.finish();
                }
                feed(&mut loader, frame.lines(from, end.min(from + AT_ONCE)), 0, watch);
            }
        };
        let read = &read;
        let parts = thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|n| scope.spawn(move || read(n))).collect();
            let mut parts = vec![read(0)];
            parts.extend(
                others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic))),
            );
            parts
        });
        go_on(watch)?;
        let needs_order = parts.iter().flatten().any(LoadedPart::needs_order);
        if needs_order && wanted.dealt_out {
            return Err(ReadError::NeedsOrder { shown: source.shown.clone() });
        }
        if let Some(mut whole) = joined(parts, &wanted) {
            whole.above(layout);
            data.take(whole);
            return Ok(());
        }
        // Who reads from the middle cannot know what a row above says of those below it, nor what all dates together show.
        let read = data.read(&wanted, &mut Until { rows: &mut frame.rows(), watch });
        go_on(watch)?;
        data.take(read.map_err(|refusal| ReadError::refused(&source.shown, refusal))?);
        Ok(())
    }

    /// The headers of a frame, as its input is understood.
    pub(super) fn layout_of_frame(
        &self,
        shown: &str,
        kind: Kind,
        frame: &Frame,
    ) -> Result<Layout, ReadError> {
        let profiles = &self.options.profiles;
        let profile = profiles.first();
        let layout = find_layout(&self.intake_source(shown, kind, profile), &head(frame))
            .map_err(|refusal| ReadError::refused(shown, refusal))?;
        profiles.check(shown, profile, &layout)?;
        Ok(layout)
    }

    /// Reads the batches of a frame one after another, so that none of them needs to be kept.
    ///
    /// The first is there even where the frame has no rows, since it has the names of the columns.
    pub fn load_batches(
        &self,
        shown: &str,
        kind: Kind,
        first: Frame,
        others: impl Iterator<Item = Result<Frame, FrameError>>,
        data: &mut Dataset,
        watch: &dyn Watch,
    ) -> Result<(), ReadError> {
        let wanted = self.intake_source(shown, kind, self.options.profiles.first());
        let layout = self.layout_of_frame(shown, kind, &first)?;
        let mut loader = data.loader(&wanted, &layout);
        loader.unordered();
        feed(&mut loader, first.lines(below_header(&layout), first.len()), 0, watch);
        let mut below = first.len() as u64;
        drop(first);
        for frame in others {
            go_on(watch)?;
            let frame = frame.map_err(|error| ReadError::Frame { shown: shown.to_owned(), error })?;
            feed(&mut loader, frame.lines(0, frame.len()), below, watch);
            below += frame.len() as u64;
        }
        go_on(watch)?;
        let part = loader.finish();
        let mut part = part.map_err(|refusal| ReadError::refused(shown, refusal))?;
        if part.needs_order() {
            return Err(ReadError::NeedsOrder { shown: shown.to_owned() });
        }
        part.above(&layout);
        data.take(part.judged(&wanted).map_err(|refusal| ReadError::refused(shown, refusal))?);
        Ok(())
    }
}

/// The parts of a frame as one, unless its rows mean something only in their order, a part is refused or the whole doubtful.
fn joined(parts: Vec<Result<LoadedPart, Refusal>>, source: &sipas_engine::Source<'_>) -> Option<LoadedPart> {
    let mut parts = parts.into_iter().collect::<Result<Vec<_>, _>>().ok()?;
    if parts.iter().any(LoadedPart::needs_order) {
        return None;
    }
    let whole = if parts.len() > 1 { LoadedPart::join(parts, |line| line) } else { parts.pop() };
    let whole = whole.filter(|whole| source.dealt_out || whole.doubtful_dates(source.profile).is_none());
    whole?.judged(source).ok()
}

/// The header is one row of the names, and perhaps a second of their parts.
fn below_header(layout: &Layout) -> usize {
    layout.consumed().saturating_sub(1)
}

/// The names of a frame's columns, and its first rows.
pub(super) fn head(frame: &Frame) -> Vec<Result<(u64, Vec<String>), BadRow>> {
    let mut first = Vec::new();
    let mut rows = frame.rows();
    while let Some(row) = rows.next_row().filter(|_| first.len() < HEAD) {
        first.push(row.map(|row| (row.line, row.cells.iter().map(|cell| (*cell).to_owned()).collect())));
    }
    first
}

/// Hands over rows that stand so many lines below what they say.
fn feed(loader: &mut Loader<'_>, mut rows: FrameRows<'_>, below: u64, watch: &dyn Watch) {
    loop {
        if !watch.is_wanted() {
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
        // Any other row says itself what stands in it.
        for row in piece.of_several_lines().iter().filter(|row| odd.binary_search(row).is_err()) {
            let texts = piece.texts(*row);
            let cells: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            loader.plain_row_of_several_lines(&cells, line(*row));
        }
        for row in odd {
            loader.plain_rows(next..row, line);
            next = row + 1;
            // Plain rows need no text; whatever else there is, text is made of.
            let texts = piece.texts(row);
            let cells: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            loader.row(&Row { cells: &cells, kinds: &[], line: line(row), cut: false }, None);
        }
        loader.plain_rows(next..piece.rows(), line);
        rows.skip(piece.rows());
    }
}
