//! Rejected rows in bounded memory: the latest of them, and all others in a file without a name.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use sipas_intake::{Issue, IssueCode};

/// How many bytes of rows are held in memory.
const HELD: usize = 1 << 22;

/// A row that was refused, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// The line on which it begins.
    pub line: u64,
    /// Its cells, personal data and all: only for the rejects file.
    pub cells: Vec<String>,
    /// Why it was refused; what else is doubtful about it is in the log.
    pub issues: Vec<Issue>,
}

/// Rejected rows by their lines, however many there are. A few megabytes of them are held in memory; the others wait in a
/// file without a name, which is gone with the process, whatever happens to it.
#[derive(Debug, Clone, Default)]
pub struct Rejects {
    recent: Vec<RejectedRow>,
    /// How many bytes these take.
    held: usize,
    /// Copies share it: what stands in it stays, and all else comes behind.
    file: Option<Arc<Mutex<File>>>,
    /// What stands in the file, piece by piece.
    runs: Vec<Run>,
    rows: usize,
    /// The file takes no more: memory has to do.
    is_full: bool,
    /// Why rows were lost.
    failed: Option<io::ErrorKind>,
}

/// A part of the file whose rows are in order.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: u64,
    to: u64,
    /// The line of its last row.
    last: u64,
}

impl Rejects {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// All of them, by their lines; an error where the disk has lost some.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<RejectedRow>> {
        let failed = self.failed.map(|kind| Err(kind.into()));
        Merged::of(std::slice::from_ref(self)).chain(failed)
    }

    pub(super) fn push(&mut self, row: RejectedRow) {
        self.rows += 1;
        self.held += size(&row);
        self.recent.push(row);
        if self.held > HELD && !self.is_full {
            self.is_full = self.spill().is_err();
        }
    }

    /// The rows of several parts of one input, by their lines; `change` leaves them in that order.
    pub(super) fn of(parts: &[Rejects], mut change: impl FnMut(&mut RejectedRow)) -> Rejects {
        let mut whole = Rejects::default();
        for row in Merged::of(parts) {
            match row {
                Ok(mut row) => {
                    change(&mut row);
                    whole.push(row);
                }
                Err(error) => whole.failed = Some(error.kind()),
            }
        }
        whole
    }

    /// Moves what is in memory to the file; where that fails, all stays in memory.
    fn spill(&mut self) -> io::Result<()> {
        self.recent.sort_by_key(|row| row.line);
        let (Some(first), Some(last)) = (self.recent.first(), self.recent.last()) else { return Ok(()) };
        let (first, last) = (first.line, last.line);
        let mut bytes = Vec::new();
        for row in &self.recent {
            let at = bytes.len();
            bytes.extend([0; 4]);
            encode(row, &mut bytes);
            let length = u32::try_from(bytes.len() - at - 4).map_err(io::Error::other)?;
            bytes[at..at + 4].copy_from_slice(&length.to_le_bytes());
        }
        if self.file.is_none() {
            self.file = Some(Arc::new(Mutex::new(tempfile::tempfile()?)));
        }
        let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let from = file.seek(SeekFrom::End(0))?;
        file.write_all(&bytes)?;
        let to = from + bytes.len() as u64;
        match self.runs.last_mut().filter(|run| run.to == from && run.last <= first) {
            Some(run) => (run.to, run.last) = (to, last),
            None => self.runs.push(Run { from, to, last }),
        }
        self.recent.clear();
        self.held = 0;
        Ok(())
    }
}

/// Equal where the rows are.
impl PartialEq for Rejects {
    fn eq(&self, other: &Rejects) -> bool {
        let same = |(a, b): (io::Result<RejectedRow>, io::Result<RejectedRow>)| matches!((a, b), (Ok(a), Ok(b)) if a == b);
        self.rows == other.rows && self.iter().zip(other.iter()).all(same)
    }
}

/// The rows of several runs, the lowest line first.
struct Merged<'r> {
    sources: Vec<Source<'r>>,
    /// The next row of each, and the place of its source.
    next: BinaryHeap<Reverse<(u64, usize)>>,
    heads: Vec<Option<RejectedRow>>,
    failed: Option<io::Error>,
}

enum Source<'r> {
    Memory(std::vec::IntoIter<&'r RejectedRow>),
    Disk(BufReader<SpooledRun>),
}

/// A part of a file that others read too.
struct SpooledRun {
    file: Arc<Mutex<File>>,
    at: u64,
    to: u64,
}

impl<'r> Merged<'r> {
    fn of(parts: &'r [Rejects]) -> Merged<'r> {
        let mut sources = Vec::new();
        for part in parts {
            for run in &part.runs {
                if let Some(file) = part.file.clone() {
                    let part = SpooledRun { file, at: run.from, to: run.to };
                    sources.push(Source::Disk(BufReader::with_capacity(1 << 16, part)));
                }
            }
            let mut recent: Vec<_> = part.recent.iter().collect();
            recent.sort_by_key(|row| row.line);
            sources.push(Source::Memory(recent.into_iter()));
        }
        let heads = sources.iter().map(|_| None).collect();
        let mut merged = Merged { sources, next: BinaryHeap::new(), heads, failed: None };
        (0..merged.sources.len()).for_each(|at| merged.advance(at));
        merged
    }

    fn advance(&mut self, at: usize) {
        match self.sources[at].row() {
            Ok(Some(row)) => {
                self.next.push(Reverse((row.line, at)));
                self.heads[at] = Some(row);
            }
            Ok(None) => {}
            Err(error) => self.failed = Some(error),
        }
    }
}

impl Iterator for Merged<'_> {
    type Item = io::Result<RejectedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.failed.take() {
            self.next.clear();
            return Some(Err(error));
        }
        let Reverse((_, at)) = self.next.pop()?;
        let row = self.heads[at].take()?;
        self.advance(at);
        Some(Ok(row))
    }
}

impl Source<'_> {
    fn row(&mut self) -> io::Result<Option<RejectedRow>> {
        let from = match self {
            Source::Memory(rows) => return Ok(rows.next().cloned()),
            Source::Disk(from) => from,
        };
        let mut length = [0; 4];
        if from.get_ref().at == from.get_ref().to && from.buffer().is_empty() {
            return Ok(None);
        }
        from.read_exact(&mut length)?;
        let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
        from.read_exact(&mut bytes)?;
        decode(&bytes).map(Some).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}

impl Read for SpooledRun {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.to - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..left])?;
        self.at += read as u64;
        Ok(read)
    }
}

/// How many bytes a row takes, or so.
fn size(row: &RejectedRow) -> usize {
    let cells: usize = row.cells.iter().map(|cell| cell.len() + size_of::<String>()).sum();
    let text = |issue: &Issue| issue.column.len() + issue.value.len() + issue.expected.len();
    let issues: usize = row.issues.iter().map(|issue| size_of::<Issue>() + text(issue)).sum();
    size_of::<RejectedRow>() + cells + issues
}

fn encode(row: &RejectedRow, to: &mut Vec<u8>) {
    let text = |text: &str, to: &mut Vec<u8>| {
        to.extend((text.len() as u64).to_le_bytes());
        to.extend(text.as_bytes());
    };
    to.extend(row.line.to_le_bytes());
    to.extend((row.cells.len() as u64).to_le_bytes());
    row.cells.iter().for_each(|cell| text(cell, to));
    to.extend((row.issues.len() as u64).to_le_bytes());
    for issue in &row.issues {
        text(issue.code.name(), to);
        to.extend(issue.line.to_le_bytes());
        for one in [&issue.column, &issue.value, &issue.expected] {
            text(one, to);
        }
    }
}

fn decode(bytes: &[u8]) -> Option<RejectedRow> {
    let mut rest = bytes;
    let from = &mut rest;
    let line = number(from)?;
    let cells = (0..number(from)?).map(|_| text(from)).collect::<Option<_>>()?;
    let issue = |from: &mut &[u8]| {
        let name = text(from)?;
        let code = *IssueCode::ALL.iter().find(|code| code.name() == name)?;
        let line = number(from)?;
        Some(Issue { code, line, column: text(from)?, value: text(from)?, expected: text(from)? })
    };
    let issues = (0..number(from)?).map(|_| issue(from)).collect::<Option<_>>()?;
    Some(RejectedRow { line, cells, issues })
}

fn number(from: &mut &[u8]) -> Option<u64> {
    let (number, rest) = from.split_first_chunk::<8>()?;
    *from = rest;
    Some(u64::from_le_bytes(*number))
}

fn text(from: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(number(from)?).ok()?;
    let (text, rest) = from.split_at_checked(length)?;
    *from = rest;
    String::from_utf8(text.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: u64) -> RejectedRow {
        let issue = Issue {
            code: IssueCode::DateInvalid,
            line,
            column: "Ngày tiếp nhận".into(),
            value: format!("{line}/13/2025"),
            expected: "mm 01–12".into(),
        };
        RejectedRow {
            line,
            cells: vec![format!("H37-{line}"), "x".repeat(200), String::new()],
            issues: vec![issue],
        }
    }

    fn of(lines: impl Iterator<Item = u64>) -> Rejects {
        let mut rejects = Rejects::default();
        lines.for_each(|line| rejects.push(row(line)));
        rejects
    }

    #[test]
    fn rows_come_back_whole_and_by_their_lines_however_many_there_are() {
        // Several segments of a file, each thread's in order, or not.
        let of_thread = |n: u64| (0..60_000).filter(move |line| line / 100 % 3 == n);
        let parts = [of(of_thread(0)), of(of_thread(1)), of(of_thread(2).rev())];
        assert!(parts.iter().all(|part| !part.runs.is_empty() && part.held <= HELD));
        assert_eq!((parts[0].runs.len(), parts[2].runs.len() > 1), (1, true));
        let whole = Rejects::of(&parts, |row| {
            row.line += 2;
            row.issues[0].line += 2;
        });
        assert_eq!(whole.len(), 60_000);
        assert!(!whole.runs.is_empty());
        for (n, found) in whole.iter().enumerate() {
            let wanted = RejectedRow { line: n as u64 + 2, ..row(n as u64) };
            let found = found.unwrap();
            assert_eq!((found.line, &found.cells), (wanted.line, &wanted.cells));
            assert_eq!(found.issues[0].line, wanted.line);
            assert_eq!(found.issues[0].value, wanted.issues[0].value);
        }
        assert_eq!(whole.iter().count(), 60_000);
    }

    #[test]
    fn few_rows_stay_in_memory() {
        let few = of([3, 1, 2].into_iter());
        assert!(few.file.is_none());
        let lines: Vec<_> = few.iter().map(|row| row.unwrap().line).collect();
        assert_eq!(lines, [1, 2, 3]);
        assert!(Rejects::default().iter().next().is_none());
    }
}
