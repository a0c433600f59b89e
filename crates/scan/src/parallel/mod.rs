//! One file on several threads, with the result of one.

mod error;
mod guess;
mod plan;
mod reader;
mod settle;

pub use error::ScanError;
pub use guess::guess_start;
pub use plan::Plan;

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::Scanned;
use reader::{Done, Reader};
use settle::{SegmentResult, Settled, settle};

/// How long a record may be.
pub const MAX_RECORD: usize = 16 << 20;

/// Some records of a segment, in the order of the file.
#[derive(Debug, Clone, Copy)]
pub struct Block<'b> {
    /// Which segment they belong to.
    pub segment: usize,
    /// Where in the file the block begins: the places of the records count from here.
    pub offset: u64,
    /// How many lines of the segment come before.
    pub lines: u64,
    /// The records: one at least.
    pub found: Scanned<'b>,
}

/// What the threads have come to.
#[derive(Debug)]
pub struct Outcome<S> {
    /// What each thread made of its segments, in no order. Every record was handed to one of them, once.
    pub states: Vec<S>,
    /// How many segments were scanned again since their start had been guessed wrongly.
    pub redone: usize,
    /// How many lines come before each segment, after the start of the plan's range.
    lines: Vec<u64>,
}

impl<S> Outcome<S> {
    /// How many lines of the plan's range come before a place that so many lines of its segment come before.
    pub fn line(&self, segment: usize, lines: u64) -> u64 {
        self.lines[segment] + lines
    }
}

/// Scans a file on several threads, and hands every record to `each` of one of them, with that thread's state.
///
/// Each thread takes the next segment, guesses where its first record begins, and goes on to the first that begins
/// behind it. In the end every segment must have been begun where the one before it ended. If one was not, the states
/// that hold something of it are dropped, and their segments are done again from their true starts: `each` must
/// therefore change nothing but its state. So the states together are those of one thread from the start to the end,
/// whatever stands inside of quotes.
///
/// The file is read by `read_at(offset, buffer)`, such as [`crate::SharedFile::read_at`]; a thread holds a few
/// blocks of it, or one record if that is longer.
pub fn scan_parallel<S: Send>(
    plan: &Plan,
    read_at: &(impl Fn(u64, &mut [u8]) -> io::Result<usize> + Sync),
    init: impl Fn() -> S + Sync,
    each: impl Fn(&mut S, &Block<'_>) + Sync,
) -> Result<Outcome<S>, ScanError> {
    let crew = Crew { plan, read_at, init, each };
    let all: Vec<_> = (0..plan.segments()).collect();
    let (mut workers, mut parts) = (Vec::new(), Vec::new());
    for worker in crew.work(&all, None) {
        let (state, mut done) = worker;
        workers.push((state, done.iter().map(|part| part.segment).collect::<Vec<_>>()));
        parts.append(&mut done);
    }
    parts.sort_unstable_by_key(|part| part.segment);

    let mut reader = Reader::new(plan, read_at);
    let limits = all.iter().map(|segment| plan.bounds(*segment).end);
    let Settled { starts, lines, wrong } =
        settle(plan.range.start, limits, parts, |segment, start| reader.segment(segment, start, |_| ()))?;

    let (spoilt, sound): (Vec<_>, Vec<_>) = workers
        .into_iter()
        .partition(|(_, segments)| segments.iter().any(|segment| wrong.binary_search(segment).is_ok()));
    let mut states: Vec<S> = sound.into_iter().map(|(state, _)| state).collect();
    let mut again: Vec<_> = spoilt.into_iter().flat_map(|(_, segments)| segments).collect();
    again.sort_unstable();
    for (state, parts) in crew.work(&again, Some(&starts)) {
        states.push(state);
        parts.into_iter().try_for_each(|part| part.result.map(|_| ()))?;
    }

    let sums = lines.iter().scan(0, |sum, lines| Some(std::mem::replace(sum, *sum + lines)));
    Ok(Outcome { states, redone: again.len(), lines: sums.collect() })
}

struct Crew<'p, R, I, E> {
    plan: &'p Plan,
    read_at: &'p R,
    init: I,
    each: E,
}

impl<S, R, I, E> Crew<'_, R, I, E>
where
    S: Send,
    R: Fn(u64, &mut [u8]) -> io::Result<usize> + Sync,
    I: Fn() -> S + Sync,
    E: Fn(&mut S, &Block<'_>) + Sync,
{
    /// All threads on these segments, whose starts are known or to be guessed.
    fn work(&self, segments: &[usize], starts: Option<&[u64]>) -> Vec<(S, Vec<SegmentResult>)> {
        let next = AtomicUsize::new(0);
        let work = || self.one(segments, &next, starts);
        let others = self.plan.threads.min(segments.len()).saturating_sub(1);
        if segments.is_empty() {
            return Vec::new();
        }
        thread::scope(|scope| {
            let others: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
            let mut all = vec![work()];
            let joined = others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            all.extend(joined);
            all
        })
    }

    /// One thread, which takes segments until none is left.
    fn one(&self, segments: &[usize], next: &AtomicUsize, starts: Option<&[u64]>) -> (S, Vec<SegmentResult>) {
        let (mut state, mut parts) = ((self.init)(), Vec::new());
        let mut reader = Reader::new(self.plan, self.read_at);
        // Where the segment after the last one begins, if that one was right.
        let mut followed = (0, self.plan.range.start);
        while let Some(&segment) = segments.get(next.fetch_add(1, Ordering::Relaxed)) {
            let start = match starts {
                Some(starts) => Some(starts[segment]),
                None if followed.0 == segment => Some(followed.1),
                None => reader.guess(segment),
            };
            let result = match start {
                Some(start) if start < self.plan.bounds(segment).end => {
                    reader.segment(segment, start, |block| (self.each)(&mut state, block))
                }
                _ => Ok(Done { end: start.unwrap_or(0), lines: 0 }),
            };
            if let (Some(_), Ok(done)) = (start, &result) {
                followed = (segment + 1, done.end);
            }
            parts.push(SegmentResult { segment, start, result });
        }
        (state, parts)
    }
}
