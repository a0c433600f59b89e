//! AVX2: nearly every x86-64 machine since 2013.

use std::arch::x86_64::{
    __m256i, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8,
};

use super::prefix_xor;
use crate::kernel::{self, BATCH, Kept, Masks, Positions, State};
use crate::lines::count_word;

/// Whether this machine can run [`scan`] and [`count_lines`]. The standard library remembers the answer.
pub(in crate::simd) fn usable() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
pub(in crate::simd) fn scan(
    block: &[u8],
    delimiter: u8,
    start: usize,
    found: &mut Positions,
) -> Option<usize> {
    kernel::run(
        block,
        start,
        found,
        |words, state, kept| look(words, delimiter, state, kept),
        |kept, at, found| write(kept, at, found),
    )
}

#[inline(never)]
#[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
fn look(words: &[[u8; 64]], delimiter: u8, state: &mut State, kept: &mut [Kept; BATCH]) -> (usize, u64) {
    let [quote, delimiter, lf, cr] =
        [b'"', delimiter, b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    let masks = |word: &[u8; 64]| {
        let halves = halves(word);
        Masks {
            quote: equal(halves, quote),
            delimiter: equal(halves, delimiter),
            lf: equal(halves, lf),
            cr: equal(halves, cr),
        }
    };
    kernel::look(words, state, kept, masks, |bits| prefix_xor(bits))
}

#[inline(never)]
#[target_feature(enable = "bmi1,popcnt")]
fn write(kept: &[Kept], at: usize, found: &mut Positions) {
    kernel::write(kept, at, found, kernel::flatten);
}

#[target_feature(enable = "avx2,popcnt")]
pub(in crate::simd) fn count_lines(bytes: &[u8]) -> usize {
    let [lf, cr] = [b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    let mut after_cr = 0;
    let mut count = |word: &[u8; 64]| {
        let halves = halves(word);
        count_word(equal(halves, lf), equal(halves, cr), &mut after_cr) as usize
    };
    let (words, rest) = bytes.as_chunks();
    let mut lines = 0;
    for word in words {
        lines += count(word);
    }
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    lines + count(&last)
}

#[target_feature(enable = "avx2")]
fn halves(word: &[u8; 64]) -> [__m256i; 2] {
    let (halves, _) = word.as_chunks::<32>();
    let load = |half: &[u8; 32]| {
        // SAFETY: `half` is 32 readable bytes, and this load asks for no alignment.
        unsafe { _mm256_loadu_si256(half.as_ptr().cast()) }
    };
    [load(&halves[0]), load(&halves[1])]
}

#[target_feature(enable = "avx2")]
fn equal(halves: [__m256i; 2], byte: __m256i) -> u64 {
    let [low, high] = halves.map(|half| _mm256_movemask_epi8(_mm256_cmpeq_epi8(half, byte)).cast_unsigned());
    u64::from(high) << 32 | u64::from(low)
}
