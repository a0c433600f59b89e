//! AVX2: nearly every x86-64 machine since 2013.

use std::arch::x86_64::{
    __m256i, _mm256_adds_epu8, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_extract_epi64,
    _mm256_loadu_si256, _mm256_max_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_sad_epu8,
    _mm256_set1_epi8, _mm256_setzero_si256, _mm256_sub_epi8, _mm256_testz_si256, _mm256_xor_si256,
};

use super::prefix_xor;
use crate::kernel::{self, BATCH, Masks, Positions, Run, State};
use crate::lines::{before_each, count_word};
use crate::utf8;

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
    careful: bool,
    found: &mut Positions,
) -> Run {
    kernel::run(
        block,
        start,
        careful,
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
        let [quote, delimiter, lf] = [quote, delimiter, lf].map(|byte| equal(halves, byte));
        Masks { quote, lf, any: quote | delimiter | lf, cr }
    };
    if !state.careful {
        // What is not asked for is done the faster.
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
        state.careful = true;
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

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(in crate::simd) fn lines_before(
    block: &[u8],
    places: impl Iterator<Item = usize>,
    crs: bool,
    lines: &mut Vec<u32>,
) {
    let [lf, cr] = [b'\n', b'\r'].map(|byte| _mm256_set1_epi8(byte.cast_signed()));
    if crs {
        before_each(block, places, lines, |word| {
            let halves = halves(word);
            (equal(halves, lf), equal(halves, cr))
        });
    } else {
        before_each(block, places, lines, |word| (equal(halves(word), lf), 0));
    }
}

#[target_feature(enable = "avx2")]
pub(in crate::simd) fn is_utf8(bytes: &[u8]) -> bool {
    utf8::is_utf8(bytes, |piece| is_plain(piece))
}

/// Whether the words behind the first two bytes are plain text: see [`utf8::is_utf8`].
#[inline(never)]
#[target_feature(enable = "avx2")]
fn is_plain(piece: &[u8]) -> bool {
    let [all, before_begin, begins, begins_long, two_bytes, three_bytes] =
        [-1, -0x40, 0x3f, 0x1f, -0x3e, -0x1f].map(|byte| _mm256_set1_epi8(byte));
    let none = _mm256_setzero_si256();
    let (mut wrong, mut highest, mut above_two, mut above_three) = (none, none, none, none);
    let [second, first, words] = [0, 1, 2].map(|from| piece.get(from..).unwrap_or_default().as_chunks().0);
    for ((second, first), word) in second.iter().zip(first).zip(words) {
        for (half, (first, second)) in
            halves(word).into_iter().zip(halves(first).into_iter().zip(halves(second)))
        {
            // A sum stops at 255, which those from 0xc0 on reach, and from 0xe0 on.
            let after_begin = _mm256_adds_epu8(first, begins);
            let after_long = _mm256_adds_epu8(second, begins_long);
            let must_follow = _mm256_cmpeq_epi8(_mm256_max_epu8(after_begin, after_long), all);
            let follows = _mm256_cmpgt_epi8(before_begin, half);
            wrong = _mm256_or_si256(wrong, _mm256_xor_si256(must_follow, follows));
            highest = _mm256_max_epu8(highest, half);
            // Come round, 0xc0 and 0xc1 are above all others, and 0xe0.
            above_two = _mm256_max_epu8(above_two, _mm256_sub_epi8(half, two_bytes));
            above_three = _mm256_max_epu8(above_three, _mm256_sub_epi8(half, three_bytes));
        }
    }
    // 0xed and all above it, and the three below their kinds.
    let [from_ed, from_c0] = [0x12, 1].map(|byte| _mm256_set1_epi8(byte));
    let rare = _mm256_max_epu8(_mm256_adds_epu8(highest, from_ed), _mm256_adds_epu8(above_two, from_c0));
    let rare = _mm256_cmpeq_epi8(_mm256_max_epu8(rare, above_three), all);
    let odd = _mm256_or_si256(wrong, rare);
    _mm256_testz_si256(odd, odd) == 1
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

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn halves(word: &[u8; 64]) -> [__m256i; 2] {
    let (halves, _) = word.as_chunks::<32>();
    [half(&halves[0]), half(&halves[1])]
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn half(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: these are 32 readable bytes, and this load asks for no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
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
