//! AVX2: nearly every x86-64 machine since 2013.

use std::arch::x86_64::{
    __m256i, _mm256_cmpeq_epi8, _mm256_extract_epi64, _mm256_loadu_si256, _mm256_movemask_epi8,
    _mm256_or_si256, _mm256_sad_epu8, _mm256_set1_epi8, _mm256_setzero_si256, _mm256_sub_epi8,
    _mm256_testz_si256,
};

use super::prefix_xor;
use crate::kernel::{self, BATCH, Masks, Positions, Run, State};
use crate::lines::{before_each, count_word};

/// Whether this machine can run [`scan`] and [`count_lines`]. The standard library remembers the answer.
pub(in crate::simd) fn usable() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
pub(in crate::simd) fn scan(block: &[u8], delimiter: u8, start: usize, found: &mut Positions) -> Run {
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
fn look(words: &[[u8; 64]], delimiter: u8, state: &mut State, kept: &mut [u64; BATCH]) -> (usize, u64) {
    let [quote, delimiter, lf, cr] =
        [b'"', delimiter, b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    let masks = |halves: [__m256i; 2], cr| {
        let [quotes, lfs] = [quote, lf].map(|byte| halves.map(|half| _mm256_cmpeq_epi8(half, byte)));
        let any = [0, 1].map(|n| {
            let delimiters = _mm256_cmpeq_epi8(halves[n], delimiter);
            _mm256_or_si256(delimiters, _mm256_or_si256(quotes[n], lfs[n]))
        });
        Masks { quote: bits(quotes), lf: bits(lfs), any: bits(any), cr }
    };
    if !state.crs {
        // Most files have none, and what none is asked for is done the faster.
        let (mut tried, mut crs) = (*state, _mm256_setzero_si256());
        let without = |word: &[u8; 64]| {
            let halves = halves(word);
            for half in halves {
                crs = _mm256_or_si256(crs, _mm256_cmpeq_epi8(half, cr));
            }
            masks(halves, 0)
        };
        let looked = kernel::look::<false>(words, &mut tried, kept, without, |bits| prefix_xor(bits));
        if _mm256_testz_si256(crs, crs) == 1 {
            *state = tried;
            return looked;
        }
        state.crs = true;
    }
    let with = |word: &[u8; 64]| {
        let halves = halves(word);
        masks(halves, equal(halves, cr))
    };
    kernel::look::<true>(words, state, kept, with, |bits| prefix_xor(bits))
}

#[inline(never)]
#[target_feature(enable = "bmi1,popcnt")]
fn write(kept: &[u64], at: usize, found: &mut Positions) {
    kernel::write(kept, at, found, kernel::flatten);
}

#[target_feature(enable = "avx2,popcnt")]
pub(in crate::simd) fn count_lines(bytes: &[u8]) -> usize {
    let (mut lines, mut after_cr) = (0, 0);
    // So many that no byte of the counts overflows.
    for piece in bytes.chunks(64 * 127) {
        lines += match count_lf(piece) {
            Some(lf) if after_cr == 0 => lf,
            _ => count_with_cr(piece, &mut after_cr),
        };
    }
    lines
}

#[target_feature(enable = "avx2,popcnt")]
pub(in crate::simd) fn lines_before(block: &[u8], places: impl Iterator<Item = usize>, lines: &mut Vec<u32>) {
    let [lf, cr] = [b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    before_each(block, places, lines, |word| {
        let halves = halves(word);
        (equal(halves, lf), equal(halves, cr))
    });
}

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(in crate::simd) fn wide<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// How many LF there are; `None` if there is a CR too.
#[target_feature(enable = "avx2")]
fn count_lf(piece: &[u8]) -> Option<usize> {
    let [lf, cr] = [b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    let (words, rest) = piece.as_chunks();
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    let (mut counts, mut crs) = (_mm256_setzero_si256(), _mm256_setzero_si256());
    for word in words.iter().chain([&last]) {
        for half in halves(word) {
            counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(half, lf));
            crs = _mm256_or_si256(crs, _mm256_cmpeq_epi8(half, cr));
        }
    }
    let sums = _mm256_sad_epu8(counts, _mm256_setzero_si256());
    let sums = [
        _mm256_extract_epi64::<0>(sums),
        _mm256_extract_epi64::<1>(sums),
        _mm256_extract_epi64::<2>(sums),
        _mm256_extract_epi64::<3>(sums),
    ];
    (_mm256_movemask_epi8(crs) == 0).then(|| usize::try_from(sums.iter().sum::<i64>()).unwrap_or_default())
}

#[target_feature(enable = "avx2,popcnt")]
fn count_with_cr(piece: &[u8], after_cr: &mut u64) -> usize {
    let [lf, cr] = [b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    let mut count = |word: &[u8; 64]| {
        let halves = halves(word);
        count_word(equal(halves, lf), equal(halves, cr), after_cr) as usize
    };
    let (words, rest) = piece.as_chunks();
    let mut lines = 0;
    for word in words {
        lines += count(word);
    }
    if rest.is_empty() {
        return lines;
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
    bits(halves.map(|half| _mm256_cmpeq_epi8(half, byte)))
}

/// The top bit of each byte.
#[target_feature(enable = "avx2")]
fn bits(halves: [__m256i; 2]) -> u64 {
    let [low, high] = halves.map(|half| _mm256_movemask_epi8(half).cast_unsigned());
    u64::from(high) << 32 | u64::from(low)
}
