//! The only place with `unsafe`: what the machine can do beyond the portable path, which is always there beside it.
//!
//! Both paths are the one loop of [`crate::kernel`] over masks made in two ways, and the tests hold them against each
//! other. Unsafe is no more than the loads of whole words from slices, and the calls of functions that the processor
//! was asked about first.

mod portable;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod x86;

use crate::kernel::{Positions, State, Stop};

/// How the masks are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(Detected),
}

/// Made by [`best`] alone, so that holding one proves that the processor was asked.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Detected(());

/// The fastest path of this machine.
pub(crate) fn best() -> Path {
    #[cfg(target_arch = "x86_64")]
    if x86::usable() {
        return Path::Avx2(Detected(()));
    }
    Path::Portable
}

/// Runs the loop until it stops.
#[allow(unsafe_code)]
pub(crate) fn scan(
    path: Path,
    block: &[u8],
    delimiter: u8,
    state: &mut State,
    found: &mut Positions,
) -> Stop {
    match path {
        Path::Portable => portable::scan(block, delimiter, state, found),
        #[cfg(target_arch = "x86_64")]
        Path::Avx2(Detected(())) => {
            // SAFETY: `Detected` is made only where `usable` found all features that it needs.
            unsafe { x86::scan(block, delimiter, state, found) }
        }
    }
}

#[allow(unsafe_code)]
pub(crate) fn count_lines(bytes: &[u8]) -> usize {
    match best() {
        Path::Portable => portable::count_lines(bytes),
        #[cfg(target_arch = "x86_64")]
        Path::Avx2(Detected(())) => {
            // SAFETY: as above; its features are some of the same.
            unsafe { x86::count_lines(bytes) }
        }
    }
}
