use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;
use sipas_intake::{BadRow, Row, Rows};

use crate::error::Failure;

/// How soon Ctrl-C is heeded.
const TICK: Duration = Duration::from_millis(50);

/// Whether the work is still wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.0.load(Ordering::Relaxed) { Err(Failure::Interrupted) } else { Ok(()) }
    }
}

/// Does work on a thread of its own, detached from the interpreter: other threads of Python run meanwhile, and an
/// interrupt comes back at once, while the work ends by itself at its next [`Stop::check`].
pub(crate) fn enter<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce(&Stop) -> Result<T, Failure> + Send + 'static,
) -> PyResult<T> {
    let stop = Stop::default();
    let (sender, mut receiver) = mpsc::sync_channel(1);
    let asked = stop.clone();
    thread::spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| work(&asked)));
        // Nobody waits any more after an interrupt.
        let _ = sender.send(done);
    });
    loop {
        let waited = py.detach(move || {
            let waited = receiver.recv_timeout(TICK);
            (receiver, waited)
        });
        receiver = waited.0;
        match waited.1 {
            Ok(Ok(done)) => return done.map_err(PyErr::from),
            Ok(Err(panic)) => resume_unwind(panic),
            Err(RecvTimeoutError::Timeout) => py.check_signals().inspect_err(|_| stop.ask())?,
            Err(RecvTimeoutError::Disconnected) => return Err(Failure::Interrupted.into()),
        }
    }
}

/// Rows that end where they are no longer wanted.
pub(crate) struct Until<'r, R> {
    pub(crate) rows: &'r mut R,
    pub(crate) stop: &'r Stop,
}

impl<R: Rows> Rows for Until<'_, R> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        self.stop.check().ok()?;
        self.rows.next_row()
    }

    fn notes(&self) -> Vec<sipas_intake::Issue> {
        self.rows.notes()
    }
}
