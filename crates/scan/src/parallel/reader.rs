use super::{Block, MAX_RECORD, Plan, ScanError, guess_start};
use crate::{Cut, Scanner};

/// Past its end, a segment is read in small pieces: mostly one record more.
const BEYOND: usize = 4 * 1024;
/// How many blocks are read at once: each read costs a system call and cache lines.
const BLOCKS: usize = 4;
const SAMPLE: usize = 16 * 1024;

/// How far a segment went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Done {
    /// The start of the first record that begins behind the segment, or the end of the file.
    pub(super) end: u64,
    pub(super) lines: u64,
}

/// Reads and scans segments, a few blocks in memory at a time, and what is left of those before.
pub(super) struct Reader<'p, R> {
    plan: &'p Plan,
    read_at: &'p R,
    scanner: Scanner,
    buffer: Vec<u8>,
}

impl<'p, R: Fn(u64, &mut [u8]) -> std::io::Result<usize>> Reader<'p, R> {
    pub(super) fn new(plan: &'p Plan, read_at: &'p R) -> Reader<'p, R> {
        Reader { plan, read_at, scanner: Scanner::new(plan.dialect), buffer: Vec::new() }
    }

    /// Guesses where the first record of a segment begins; `None` where even a guess fails, and for lack of one
    /// within reach.
    pub(super) fn guess(&mut self, segment: usize) -> Option<u64> {
        // A record begins right at the segment's start if a line ends right before.
        let from = self.plan.bounds(segment).start - 1;
        let mut len = SAMPLE;
        loop {
            let left = usize::try_from(self.plan.range.end - from).unwrap_or(usize::MAX);
            self.fill(from, 0, len.min(left)).ok()?;
            let start = guess_start(&self.buffer[..len.min(left)], self.plan.dialect);
            if start.is_some() || len >= left || len >= MAX_RECORD {
                return start.map(|start| from + start as u64);
            }
            len *= 2;
        }
    }

    /// Hands over the records that begin from `start` on within the segment.
    pub(super) fn segment(
        &mut self,
        segment: usize,
        start: u64,
        mut each: impl FnMut(&Block<'_>),
    ) -> Result<Done, ScanError> {
        let (limit, end) = (self.plan.bounds(segment).end, self.plan.range.end);
        let block = self.plan.block.clamp(1, MAX_RECORD);
        // What is read and not consumed yet lies here in the buffer, and in the file from `at` on.
        let (mut held, mut at) = (0..0, start);
        let (mut window, mut lines) = (block, 0);
        while at < end {
            if held.len() < window {
                self.buffer.copy_within(held.clone(), 0);
                held = 0..held.len();
                let more = self.more(at + held.end as u64, limit, held.end, window);
                self.fill(at, held.end, more)?;
                held.end += more;
            }
            let bytes = &self.buffer[held.start..held.end.min(held.start + window)];
            let cut = if at + bytes.len() as u64 == end { Cut::End } else { Cut::More };
            let before = usize::try_from(limit.saturating_sub(at)).unwrap_or(usize::MAX);
            let found = self.scanner.scan(bytes, cut).before(before);
            if !found.is_empty() {
                each(&Block { segment, offset: at, lines, found });
            }
            let consumed = found.consumed();
            if self.plan.lines {
                lines += found.lines() as u64;
            }
            at += consumed as u64;
            held.start += consumed;
            // The next record begins here, unless blank lines go on.
            if at >= limit && bytes.get(consumed).is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                break;
            }
            if consumed == 0 && bytes.len() == MAX_RECORD {
                return Err(ScanError::TooLong { offset: at });
            }
            // A long record is looked at anew with twice as much of it.
            window = if consumed == 0 { (2 * window).min(MAX_RECORD) } else { block };
        }
        Ok(Done { end: at, lines })
    }

    /// How much to read next, `held` bytes being there of a window.
    fn more(&self, from: u64, limit: u64, held: usize, window: usize) -> usize {
        let to = |place: u64| usize::try_from(place.saturating_sub(from)).unwrap_or(usize::MAX);
        let wanted = (BLOCKS * self.plan.block).max(window) - held;
        wanted.min(to(limit).saturating_add(BEYOND.max(held))).min(to(self.plan.range.end))
    }

    /// Reads so many bytes of the file behind the `filled` first ones, which stand at `at`.
    fn fill(&mut self, at: u64, filled: usize, more: usize) -> Result<(), ScanError> {
        if self.buffer.len() < filled + more {
            self.buffer.resize(filled + more, 0);
        }
        let (mut rest, mut offset) = (&mut self.buffer[filled..filled + more], at + filled as u64);
        while !rest.is_empty() {
            match (self.read_at)(offset, rest) {
                Ok(0) => {
                    let error = std::io::ErrorKind::UnexpectedEof.into();
                    return Err(ScanError::Read { offset, error });
                }
                Ok(read) => {
                    offset += read as u64;
                    rest = &mut rest[read..];
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ScanError::Read { offset, error }),
            }
        }
        Ok(())
    }
}
