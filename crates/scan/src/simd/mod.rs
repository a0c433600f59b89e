//! The only place with `unsafe`: what the machine can do beyond the portable path, which is always there beside it.
//!
//! Both paths are the one loop of [`crate::kernel`] over masks made in two ways, and the tests hold them against each
//! other. Unsafe is no more than the loads and stores of whole words, the calls of functions that the processor was
//! asked about first, and text made of bytes that were looked at.

mod portable;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod x86;

use crate::kernel::{Positions, Run};
use crate::{Column, Dictionary, WrittenDate};

/// How the masks are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Path {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(Detected),
}

/// Made by [`Path::all`] alone, so that to hold a path proves that the processor was asked about it.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Detected(());

impl Path {
    /// Those that this machine can go, the fastest last.
    pub(crate) fn all() -> impl DoubleEndedIterator<Item = Path> {
        let paths = [
            Some(Path::Portable),
            #[cfg(target_arch = "x86_64")]
            x86::avx2::usable().then_some(Path::Avx2(Detected(()))),
        ];
        paths.into_iter().flatten()
    }

    /// Runs [`crate::kernel::run`].
    #[allow(unsafe_code)]
    pub(crate) fn scan(
        self,
        block: &[u8],
        delimiter: u8,
        start: usize,
        careful: bool,
        found: &mut Positions,
    ) -> Run {
        match self {
            Path::Portable => portable::scan(block, delimiter, start, careful, found),
            #[cfg(target_arch = "x86_64")]
            Path::Avx2(Detected(())) => {
                // SAFETY: `Detected` is in here only where `usable` found all features that this needs.
                unsafe { x86::avx2::scan(block, delimiter, start, careful, found) }
            }
        }
    }
}

/// Does some work as fast as the processor can: loops in it, and in all that is inlined into it, run on vectors as wide as
/// AVX2 has, where there is that. Nothing else differs.
#[inline]
#[allow(unsafe_code)]
pub fn wide<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if x86::avx2::usable() {
        // SAFETY: `usable` has just found all features that this needs.
        return unsafe { x86::avx2::wide(work) };
    }
    work()
}

/// The text that bytes are.
#[allow(unsafe_code)]
pub(crate) fn text(bytes: &[u8]) -> Option<&str> {
    #[cfg(target_arch = "x86_64")]
    if x86::avx2::usable() {
        // SAFETY: `usable` has just found all features that this needs.
        let is_utf8 = unsafe { x86::avx2::is_utf8(bytes) };
        // SAFETY: it is UTF-8.
        return is_utf8.then(|| unsafe { std::str::from_utf8_unchecked(bytes) });
    }
    std::str::from_utf8(bytes).ok()
}

#[allow(unsafe_code)]
pub(crate) fn count_lines(bytes: &[u8]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if x86::avx2::usable() {
        // SAFETY: `usable` has just found all features that this needs.
        return unsafe { x86::avx2::count_lines(bytes) };
    }
    portable::count_lines(bytes)
}

/// Runs [`crate::lines::before_each`]; without `crs` there is none but before a LF.
#[allow(unsafe_code)]
pub(crate) fn lines_before(
    block: &[u8],
    places: impl Iterator<Item = usize>,
    crs: bool,
    lines: &mut Vec<u32>,
) {
    #[cfg(target_arch = "x86_64")]
    if x86::avx2::usable() {
        // SAFETY: `usable` has just found all features that this needs.
        return unsafe { x86::avx2::lines_before(block, places, crs, lines) };
    }
    portable::lines_before(block, places, crs, lines);
}

/// Runs [`Column::date_times`].
#[inline(always)]
#[allow(unsafe_code, clippy::inline_always, reason = "so that what is done with other fields is known here")]
pub(crate) fn date_times<'s>(
    column: &Column<'s>,
    written: &mut [WrittenDate],
    mut other: impl FnMut(usize, &'s [u8]),
) {
    #[cfg(target_arch = "x86_64")]
    if x86::avx2::usable() {
        // SAFETY: `usable` has just found all features that this needs.
        return unsafe { x86::date::all(column, written, other) };
    }
    column.each(written.iter_mut().enumerate(), |(row, place), field| {
        let written = field.try_into().ok().and_then(WrittenDate::read);
        *place = written.unwrap_or(WrittenDate::NONE);
        if written.is_none() {
            other(row, field);
        }
    });
}

/// Runs [`Column::look_up`].
#[allow(unsafe_code)]
pub(crate) fn look_up<'s, T: Copy>(
    column: &Column<'s>,
    known: &mut Dictionary<T>,
    marks: &mut [bool],
    into: &mut [T],
    mut find: impl FnMut(usize, &'s [u8]) -> Option<T>,
) {
    #[cfg(target_arch = "x86_64")]
    if x86::avx2::usable() {
        // SAFETY: `usable` has just found all features that this needs.
        return unsafe { x86::cells::look_up(column, known, marks, into, find) };
    }
    column.each(marks.iter_mut().zip(into).enumerate(), |(row, (mark, into)), cell| {
        if *mark {
            match known.value(cell, |_| find(row, cell)) {
                Some(value) => *into = value,
                None => *mark = false,
            }
        }
    });
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        #[allow(unsafe_code)]
        fn dates_are_the_same_on_both_paths(
            fields in prop::array::uniform2("[0-9]{2}/[0-9]{2}/[0-9]{4} [0-3][0-9]:[0-6][0-9]:[0-6][0-9]"),
            which in 0..2usize, at in 0..19usize, byte: u8,
        ) {
            prop_assume!(x86::avx2::usable());
            let mut fields = fields.map(|field| *field.as_bytes().first_chunk().unwrap());
            for _ in 0..2 {
                let (one, other) = (WrittenDate::read(&fields[0]), WrittenDate::read(&fields[1]));
                let mut dates = [WrittenDate::NONE; 2];
                // SAFETY: the processor was asked.
                let are_dates = unsafe { x86::date::read([&fields[0], &fields[1]], &mut dates) };
                prop_assert_eq!(are_dates.then_some(dates), one.zip(other).map(<[_; 2]>::from));
                fields[which][at] = byte;
            }
        }
    }
}
