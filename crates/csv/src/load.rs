//! A file into a dataset on several threads, with the result of one.

use std::borrow::Cow;
use std::fs::{self, File};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use sipas_engine::{Dataset, LoadedPart, Loader, Source};
use sipas_intake::{Layout, Row};
use sipas_scan::{Block, Cut, Dialect, Ending, Plan, Scanner, SharedFile, count_lines, text, unescape};

use crate::rows::PADDING;
use crate::{Facts, Quotes};

/// Below this a file is read before a second thread would have started.
const WORTHWHILE: u64 = 1 << 20;
/// The header and what stands above it mostly lie within the first of these, else within the second; or one thread reads all
/// of the file.
const HEADS: [usize; 2] = [1 << 16, 1 << 20];
/// A thread tells a row's segment above these bits, and the line within it below.
const SEGMENT_SHIFT: u32 = 40;

/// Reads a plain UTF-8 file on several threads into what [`Dataset::take`] takes in.
///
/// `None` where the file is packed, small or in another encoding, or where anything in it asks for more than cutting
/// it into cells: then [`Dataset::read`] over [`crate::CsvRows`] gives the same, or says what is wrong. `layout` is the
/// file's, as found by its first rows. `progress` is told how many more bytes were read.
pub fn read_in_parallel(
    dataset: &Dataset,
    source: &Source<'_>,
    path: &Path,
    facts: &Facts,
    layout: &Layout,
    threads: usize,
    progress: &(dyn Fn(u64) + Sync),
) -> Option<LoadedPart> {
    let body = Body::find(path, facts, layout)?;
    let odd = AtomicBool::new(false);
    let each = |loader: &mut Loader<'_>, block: &Block<'_>| {
        progress(block.found.consumed() as u64);
        if !odd.load(Ordering::Relaxed) && load_block(loader, block, char::from(facts.delimiter)).is_none() {
            odd.store(true, Ordering::Relaxed);
        }
    };
    let mut plan = Plan::new(body.dialect, body.start..body.end, threads);
    if cfg!(test) {
        // Few rows come to several segments only if these are small.
        plan.segment = 64 * 1024;
    }
    let read_at = |offset, buffer: &mut [u8]| body.file.read_at(offset, buffer);
    let mut outcome =
        sipas_scan::scan_parallel(&plan, &read_at, || dataset.loader(source, layout), each).ok()?;
    if odd.into_inner() {
        return None;
    }
    let mut loaders = std::mem::take(&mut outcome.states);
    if loaders.is_empty() {
        loaders.push(dataset.loader(source, layout));
    }
    let parts = loaders.into_iter().map(Loader::finish).collect::<Result<Vec<_>, _>>().ok()?;
    let line = |told: u64| {
        let (segment, line) = (told >> SEGMENT_SHIFT, told & ((1 << SEGMENT_SHIFT) - 1));
        body.line + outcome.line(usize::try_from(segment).unwrap_or(usize::MAX), line)
    };
    let mut part = LoadedPart::join(parts, line)?;
    part.above(layout);
    part.doubtful_dates(source.profile).is_none().then_some(part)
}

/// The rows below the header.
struct Body {
    file: SharedFile,
    dialect: Dialect,
    start: u64,
    end: u64,
    /// The line on which they begin.
    line: u64,
}

impl Body {
    fn find(path: &Path, facts: &Facts, layout: &Layout) -> Option<Body> {
        if facts.compression.is_some() || facts.encoding != "UTF-8" || facts.quotes == Quotes::None {
            return None;
        }
        // Asked before it is opened: a pipe with a name would wait for somebody to write into it again.
        let about = fs::metadata(path).ok().filter(|about| about.is_file() && about.len() >= WORTHWHILE)?;
        let file = File::open(path).ok()?;
        let (file, dialect) = (SharedFile::new(file), Dialect::new(facts.delimiter)?);
        let mut last = [0];
        file.read_at(about.len() - 1, &mut last).ok()?;
        if PADDING.contains(&char::from(last[0])) {
            return None;
        }
        let bom = if facts.bom { 3 } else { 0 };
        let mut begins = HEADS.into_iter().filter_map(|most| below(&file, bom..most, dialect, layout));
        let (start, line) = begins.next()?;
        Some(Body { file, dialect, start: (bom + start) as u64, end: about.len(), line })
    }
}

/// Where in this part of a file the rows below its header begin, and on which line; `None` where that is not within it.
fn below(file: &SharedFile, part: Range<usize>, dialect: Dialect, layout: &Layout) -> Option<(usize, u64)> {
    let mut head = vec![0; part.len()];
    let mut filled = 0;
    while filled < head.len() {
        match file.read_at((part.start + filled) as u64, &mut head[filled..]).ok()? {
            0 => break,
            read => filled += read,
        }
    }
    let head = &head[..filled];
    let mut scanner = Scanner::new(dialect);
    let found = scanner.scan(head, Cut::More);
    // One more than the header, so that where it begins is known.
    let start = (found.len() > layout.consumed()).then(|| found.record(layout.consumed()).start())?;
    Some((start, 1 + count_lines(&head[..start]) as u64))
}

/// Hands the rows of a block to a loader; `None` where it is no text, or ends inside quotes.
fn load_block(loader: &mut Loader<'_>, block: &Block<'_>, delimiter: char) -> Option<()> {
    let Block { found, .. } = block;
    if found.ending() == Ending::InQuotes {
        return None;
    }
    let text = text(found.source())?;
    let mut cells: Vec<&str> = Vec::new();
    // Where plain rows need no lines, those of the few others are counted one by one.
    let mut lines = Vec::new();
    // As many line ends as records: no cell has several lines.
    let may_have_several = found.lines() != found.len();
    if loader.needs_lines() || may_have_several {
        found.lines_before_each(&mut lines);
    }
    if may_have_several && swallows_rows(loader, block, text, &lines, delimiter) {
        return None;
    }
    let mut counted = (0, 0);
    let told = |line: usize| (block.segment as u64) << SEGMENT_SHIFT | (block.lines + line as u64);
    let known = |row: usize| lines.get(row).map(|line| told(*line as usize));
    let (mut next, odd) = (0, loader.look(found));
    for index in odd {
        loader.plain_rows(next..index, |row| known(row).unwrap_or_default());
        next = index + 1;
        let record = found.record(index);
        let told = known(index).unwrap_or_else(|| {
            let (from, line) = counted;
            counted = (record.start(), line + count_lines(&found.source()[from..record.start()]));
            told(counted.1)
        });
        let cut = index + 1 == found.len() && found.ending() == Ending::File;
        let raw = (0..record.len()).map(|cell| &text[record.range(cell)]);
        cells.clear();
        if raw.clone().all(|raw| plain(raw).map(|cell| cells.push(cell)).is_some()) {
            loader.row(&Row { cells: &cells, kinds: &[], line: told, cut }, Some(delimiter));
        } else {
            let undone: Vec<Cow<'_, str>> = raw.map(undo_quotes).collect();
            let cells: Vec<&str> = undone.iter().map(AsRef::as_ref).collect();
            loader.row(&Row { cells: &cells, kinds: &[], line: told, cut }, Some(delimiter));
        }
    }
    loader.plain_rows(next..found.len(), |row| known(row).unwrap_or_default());
    (!loader.needs_order()).then_some(())
}

/// Whether a cell in quotes goes on over rows of the file; `lines` are those before each record.
fn swallows_rows(loader: &Loader<'_>, block: &Block<'_>, text: &str, lines: &[u32], delimiter: char) -> bool {
    let Block { found, .. } = block;
    // Of the last record it is not known here whether it ends with its line.
    let has_several = |index: usize| lines.get(index + 1).is_none_or(|next| next - lines[index] > 1);
    (0..found.len()).filter(|index| has_several(*index)).any(|index| {
        let record = found.record(index);
        // No other cell goes on over lines.
        let is_quoted = |cell: &Range<usize>| text.as_bytes()[cell.clone()].starts_with(b"\"");
        let quoted = (0..record.len()).map(|cell| record.range(cell)).filter(is_quoted);
        let cells: Vec<&str> = quoted.map(|cell| &text[cell]).collect();
        loader.swallows_rows(&cells, Some(delimiter))
    })
}

/// A cell as it stands in the text, without its own quotes; `None` where there are quotes within to be undone.
fn plain(raw: &str) -> Option<&str> {
    match raw.strip_prefix('"') {
        None => Some(raw),
        Some(rest) => rest.strip_suffix('"').filter(|inside| !inside.contains('"')),
    }
}

fn undo_quotes(raw: &str) -> Cow<'_, str> {
    match plain(raw) {
        Some(cell) => Cow::Borrowed(cell),
        // Text cut at quotes stays text.
        None => Cow::Owned(String::from_utf8_lossy(&unescape(raw.as_bytes())).into_owned()),
    }
}

#[cfg(test)]
mod tests;
