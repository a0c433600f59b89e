//! AVX-512 with VBMI2: a comparison is a mask already, and one instruction packs the places of its bits.

use std::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi32,
    _mm512_extracti32x4_epi32, _mm512_loadu_si512, _mm512_maskz_compress_epi8, _mm512_set1_epi8,
    _mm512_set1_epi64, _mm512_storeu_si512,
};

use super::prefix_xor;
use crate::kernel::{self, BATCH, Masks, Positions, ROOM, Run, State};

/// Whether this machine can run [`scan`]. The standard library remembers the answer.
pub(in crate::simd) fn usable() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,pclmulqdq,popcnt")]
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
#[target_feature(enable = "avx512f,avx512bw,bmi1,pclmulqdq,popcnt")]
fn look(words: &[[u8; 64]], delimiter: u8, state: &mut State, kept: &mut [u64; BATCH]) -> (usize, u64) {
    let [quote, delimiter, lf, cr] =
        [b'"', delimiter, b'\n', b'\r'].map(|byte| _mm512_set1_epi8(byte.cast_signed()));
    let masks = |word: &[u8; 64]| {
        let word = load(word);
        let [quote, delimiter, lf, cr] =
            [quote, delimiter, lf, cr].map(|byte| _mm512_cmpeq_epi8_mask(word, byte));
        Masks { quote, lf, cr, any: quote | lf | delimiter }
    };
    kernel::look::<true>(words, state, kept, masks, |bits| prefix_xor(bits))
}

#[inline(never)]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi1,popcnt")]
fn write(kept: &[u64], at: usize, found: &mut Positions) {
    let places = load(&PLACES);
    kernel::write(kept, at, found, |bits, base, ends| flatten(places, bits, base, ends));
}

const PLACES: [u8; 64] = {
    let mut places = [0; 64];
    let mut place = 0;
    while place < 64 {
        places[place as usize] = place;
        place += 1;
    }
    places
};

/// The places of the bits set: sixteen are always written, lest the processor guess how many there are.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn flatten(places: __m512i, bits: u64, base: u64, ends: &mut [u32; ROOM]) {
    let packed = _mm512_maskz_compress_epi8(bits, places);
    // Twice in each word, as it is in this one.
    let base = _mm512_set1_epi64(base.cast_signed());
    let (quarters, _) = ends.as_chunks_mut::<16>();
    let [first, second, third, fourth] = quarters else { return };
    let wide = |quarter| _mm512_add_epi32(_mm512_cvtepu8_epi32(quarter), base);
    store(first, wide(_mm512_castsi512_si128(packed)));
    if bits.count_ones() > 16 {
        store(second, wide(_mm512_extracti32x4_epi32::<1>(packed)));
        store(third, wide(_mm512_extracti32x4_epi32::<2>(packed)));
        store(fourth, wide(_mm512_extracti32x4_epi32::<3>(packed)));
    }
}

#[target_feature(enable = "avx512f")]
fn load(word: &[u8; 64]) -> __m512i {
    // SAFETY: `word` is 64 readable bytes, and this load asks for no alignment.
    unsafe { _mm512_loadu_si512(word.as_ptr().cast()) }
}

#[target_feature(enable = "avx512f")]
fn store(to: &mut [u32; 16], places: __m512i) {
    // SAFETY: `to` is 64 writable bytes of which any are fine, and this store asks for no alignment.
    unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), places) }
}
