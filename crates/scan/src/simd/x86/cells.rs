//! Cells that are looked up by all of their bytes at once.

use std::arch::x86_64::{
    __m256i, _mm_add_epi32, _mm_cvtsi128_si32, _mm_shuffle_epi32, _mm256_add_epi32, _mm256_and_si256,
    _mm256_castsi256_si128, _mm256_extracti128_si256, _mm256_mullo_epi32, _mm256_or_si256,
    _mm256_testz_si256, _mm256_xor_si256,
};

use super::avx2::{half, halves};
use crate::Column;
use crate::dictionary::{Dictionary, Ends};

/// All ones and then zeros: what begins so many bytes before the zeros keeps so many bytes of a cell.
const KEPT: [u8; 2 * Ends::ALL] = {
    let (mut kept, mut n) = ([0; 2 * Ends::ALL], 0);
    while n < Ends::ALL {
        kept[n] = 0xff;
        n += 1;
    }
    kept
};

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(in crate::simd) fn look_up<'s, T: Copy>(
    column: &Column<'s>,
    known: &mut Dictionary<T>,
    marks: &mut [bool],
    into: &mut [T],
    mut find: impl FnMut(usize, &'s [u8]) -> Option<T>,
) {
    let (block, factors) = (column.block(), halves(&Ends::FACTORS));
    column.each_place(marks.iter_mut().zip(into).enumerate(), |(row, (mark, into)), start, end| {
        if !*mark {
            return;
        }
        let is_short = end.wrapping_sub(start) <= Ends::ALL;
        let near = if is_short { short(known, block, start, end, factors) } else { None };
        if let Some(value) = near {
            *into = value;
            return;
        }
        let cell = &block[start..end];
        let near = if is_short { None } else { long(known, cell, factors) };
        match near.or_else(|| known.value(cell, |_| find(row, cell))) {
            Some(value) => *into = value,
            None => *mark = false,
        }
    });
}

/// What a short cell means if it is near; nothing where it stands so near to the end of the block that what is behind it
/// cannot be read.
#[inline]
#[target_feature(enable = "avx2")]
fn short<T: Copy>(
    known: &Dictionary<T>,
    block: &[u8],
    start: usize,
    end: usize,
    factors: [__m256i; 2],
) -> Option<T> {
    let [first, second] = halves(block.get(start..)?.first_chunk()?);
    let [kept, too] = halves(KEPT.get(Ends::ALL - (end - start)..)?.first_chunk()?);
    let ends = [_mm256_and_si256(first, kept), _mm256_and_si256(second, too)];
    let near = known.entry(known.place(hash(ends, factors)));
    let is_one = same(ends, halves(&near.ends.bytes)) && near.ends.length as usize == end - start;
    near.value.filter(|_| is_one)
}

/// Looks up a cell of more than 64 bytes.
#[inline(never)]
#[target_feature(enable = "avx2")]
fn long<T: Copy>(known: &Dictionary<T>, cell: &[u8], factors: [__m256i; 2]) -> Option<T> {
    let ends = [half(cell.first_chunk()?), half(cell.last_chunk()?)];
    let near = known.entry(known.place(hash(ends, factors)));
    let is_one = same(ends, halves(&near.ends.bytes)) && known.is_same(near, cell);
    near.value.filter(|_| is_one)
}

/// [`Ends::mark`].
#[inline]
#[target_feature(enable = "avx2")]
fn hash(ends: [__m256i; 2], factors: [__m256i; 2]) -> u32 {
    let [first, second] = [0, 1].map(|half| _mm256_mullo_epi32(ends[half], factors[half]));
    let sums = _mm256_add_epi32(first, second);
    let sums = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256::<1>(sums));
    let sums = _mm_add_epi32(sums, _mm_shuffle_epi32::<0b01_00_11_10>(sums));
    let sums = _mm_add_epi32(sums, _mm_shuffle_epi32::<0b10_11_00_01>(sums));
    _mm_cvtsi128_si32(sums).cast_unsigned()
}

#[inline]
#[target_feature(enable = "avx2")]
fn same(one: [__m256i; 2], other: [__m256i; 2]) -> bool {
    let [first, second] = [0, 1].map(|half| _mm256_xor_si256(one[half], other[half]));
    let differ = _mm256_or_si256(first, second);
    _mm256_testz_si256(differ, differ) == 1
}
