use super::{Block, MAX_RECORD, Plan, ScanError, guess_start};
use crate::{Cut, Scanner};

/// Past its end, a segment is read in small pieces: mostly one record more.
const BEYOND: usize = 4 * 1024;
const SAMPLE: usize = 16 * 1024;

/// How far a segment went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Done {
    /// The start of the first record that begins behind the segment, or the end of the file.
    pub(super) end: u64,
    pub(super) lines: u64,
}

/// Reads and scans segments, one block in memory at a time, and what is left of the one before.
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
        let (mut at, mut filled, mut lines) = (start, 0, 0);
        while at < end {
            let more = self.more(at + filled as u64, limit, filled);
            self.fill(at, filled, more)?;
            filled += more;
            let cut = if at + filled as u64 == end { Cut::End } else { Cut::More };
            let bytes = &self.buffer[..filled];
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
            // The next record begins here, unless blank lines go on.
            if at >= limit && bytes.get(consumed).is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                break;
            }
            if consumed == 0 && filled == MAX_RECORD {
                return Err(ScanError::TooLong { offset: at });
            }
            self.buffer.copy_within(consumed..filled, 0);
            filled -= consumed;
        }
        Ok(Done { end: at, lines })
    }

    /// How much to read next, `held` bytes of an unfinished record being there.
    fn more(&self, from: u64, limit: u64, held: usize) -> usize {
        let to = |place: u64| usize::try_from(place.saturating_sub(from)).unwrap_or(usize::MAX);
        // A long record is looked at anew with every piece: each is as long as all before.
        let wanted = self.plan.block.max(1).min(to(limit).saturating_add(BEYOND)).max(held);
        wanted.min(MAX_RECORD - held).min(to(self.plan.range.end))
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
