use super::ScanError;
use super::reader::Done;

/// What came of a segment whose start may have been guessed.
pub(super) struct SegmentResult {
    pub(super) segment: usize,
    /// `None` if there was not even a guess, and nothing was done.
    pub(super) start: Option<u64>,
    pub(super) result: Result<Done, ScanError>,
}

/// What is known of the segments once the records are followed from the first on.
pub(super) struct Settled {
    /// Where the first record of each truly begins.
    pub(super) starts: Vec<u64>,
    pub(super) lines: Vec<u64>,
    /// Those that were begun elsewhere.
    pub(super) wrong: Vec<usize>,
}

/// Follows the records through all segments, in order. Where one was begun at the wrong place, `rescan` finds out
/// where it truly ends; what went wrong in one that should not have begun there does not count.
pub(super) fn settle(
    first: u64,
    limits: impl Iterator<Item = u64>,
    parts: Vec<SegmentResult>,
    mut rescan: impl FnMut(usize, u64) -> Result<Done, ScanError>,
) -> Result<Settled, ScanError> {
    let mut settled = Settled { starts: Vec::new(), lines: Vec::new(), wrong: Vec::new() };
    let mut at = first;
    for (part, limit) in parts.into_iter().zip(limits) {
        settled.starts.push(at);
        let right = if at >= limit {
            // All of it belongs to a record that began before: nothing should have been found in it.
            part.start.is_none_or(|start| start >= limit)
        } else {
            part.start == Some(at)
        };
        if !right {
            settled.wrong.push(part.segment);
        }
        let done = match (at >= limit, right) {
            (true, _) => Done { end: at, lines: 0 },
            (false, true) => part.result?,
            (false, false) => rescan(part.segment, at)?,
        };
        settled.lines.push(done.lines);
        at = done.end;
    }
    Ok(settled)
}
