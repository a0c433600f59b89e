use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;
use sipas_app::Watch;

use crate::error::Failure;

/// How soon Ctrl-C is heeded.
const TICK: Duration = Duration::from_millis(50);

/// Whether the work is still wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Watch for Stop {
    fn is_wanted(&self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

impl Stop {
    fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// For whoever reads on its behalf.
    pub(crate) fn watch(&self) -> Arc<dyn Watch> {
        Arc::new(self.clone())
    }

    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.is_wanted() { Ok(()) } else { Err(Failure::Interrupted) }
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
            // What a panic says may quote a cell.
            Ok(Err(_)) => return Err(defect().into()),
            Err(RecvTimeoutError::Timeout) => py.check_signals().inspect_err(|_| stop.ask())?,
            Err(RecvTimeoutError::Disconnected) => return Err(Failure::Interrupted.into()),
        }
    }
}

/// Does short work that may panic on what another library hands over: no panic leaves the extension.
pub(crate) fn guard<T>(work: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(defect().into()))
}

/// Where the last panic was.
static LAST_PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Has panics remembered by their place in the source and not printed, since what they say may quote a cell.
pub(crate) fn remember_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|at| {
            let file = Path::new(at.file()).file_name().unwrap_or_default();
            format!("{}:{}", file.to_string_lossy(), at.line())
        });
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

fn defect() -> Failure {
    let place = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    Failure::Defect(place.unwrap_or_else(|| "unknown place".to_owned()))
}
