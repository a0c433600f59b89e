//! Work on several threads, where there is enough of it.

use std::num::NonZeroUsize;
use std::thread;

/// Below so many rows a second thread costs more than it does.
const WORTHWHILE: usize = 1 << 17;

/// The most threads that may work at a time; else as many as the machine has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Threads(pub(super) Option<NonZeroUsize>);

impl Threads {
    /// How many threads work on so many rows.
    pub(super) fn of(self, rows: usize) -> usize {
        let most = || self.0.or_else(|| thread::available_parallelism().ok());
        if rows < WORTHWHILE { 1 } else { most().map_or(1, NonZeroUsize::get) }
    }
}

/// Runs the same on so many threads, the calling one among them.
pub(super) fn each<T: Send>(threads: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    map(&vec![(); threads.max(1)], |()| work())
}

/// One thread for each of these; what they made, in their order.
pub(super) fn map<A: Sync, T: Send>(all: &[A], work: impl Fn(&A) -> T + Sync) -> Vec<T> {
    let Some((first, others)) = all.split_first() else { return Vec::new() };
    thread::scope(|scope| {
        let others: Vec<_> = others.iter().map(|one| scope.spawn(|| work(one))).collect();
        let first = work(first);
        let join = |other: thread::ScopedJoinHandle<'_, T>| {
            other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        std::iter::once(first).chain(others.into_iter().map(join)).collect()
    })
}
