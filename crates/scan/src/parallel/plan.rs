use std::ops::Range;

use crate::Dialect;

/// What to scan, and in what pieces.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How the file separates its fields.
    pub dialect: Dialect,
    /// The part of the file: from the start of a record, say the first after the header, to the end.
    pub range: Range<u64>,
    /// How many threads work, the calling one among them.
    pub threads: usize,
    /// How much a thread takes at a time.
    pub segment: u64,
    /// How much is looked at at a time: small enough to leave room in a core's cache. A few of them are read at once.
    pub block: usize,
    /// Whether line ends are counted, so that [`crate::Outcome::line`] can name lines.
    pub lines: bool,
}

impl Plan {
    /// Blocks of 64 KiB, with lines counted, in segments of up to 8 MiB: many for each thread, so that all end at about
    /// the same time. Much smaller ones cost more than they spread.
    pub fn new(dialect: Dialect, range: Range<u64>, threads: usize) -> Plan {
        let len = range.end.saturating_sub(range.start);
        let segment = (len / (64 * threads.max(1) as u64)).clamp(1 << 20, 8 << 20);
        Plan { dialect, range, threads, segment, block: 64 << 10, lines: true }
    }

    /// How many segments there are.
    pub fn segments(&self) -> usize {
        let len = self.range.end.saturating_sub(self.range.start);
        usize::try_from(len.div_ceil(self.segment.max(1))).unwrap_or(usize::MAX)
    }

    /// Where a segment lies: its records are those that begin there.
    pub fn bounds(&self, segment: usize) -> Range<u64> {
        let start = self.range.start + self.segment.max(1) * segment as u64;
        start..self.range.end.min(start + self.segment.max(1))
    }
}
