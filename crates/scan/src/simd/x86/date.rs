//! SSE2, which every x86-64 has: nothing to ask the processor for.

use std::arch::x86_64::{
    __m128i, _mm_add_epi8, _mm_and_si128, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_cvtsi128_si64, _mm_max_epu8,
    _mm_movemask_epi8, _mm_mullo_epi16, _mm_set_epi64x, _mm_set1_epi16, _mm_srli_si128, _mm_unpackhi_epi64,
    _mm_xor_si128,
};

/// Month, both halves of the year, hour, minute and second of `MM/yyyy HH:mm:ss`; `None` of another form, or where the
/// time of day is none.
#[inline]
#[target_feature(enable = "sse2")]
pub(in crate::simd) fn month_to_second(field: &[u8; 16]) -> Option<[u32; 6]> {
    const FORM: u128 = u128::from_le_bytes(*b"00/0000 00:00:00");
    // The most that a byte may differ from the form: a digit by its value.
    const DIGITS: u128 = u128::from_le_bytes([9, 9, 0, 9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9, 9]);
    // The numbers of pairs are below these; any are where none is asked for.
    const BELOW: u128 = {
        let mut below = [i8::MAX.cast_unsigned(); 16];
        [below[8], below[11], below[14]] = [24, 60, 60];
        u128::from_le_bytes(below)
    };
    let digits = _mm_xor_si128(vector(u128::from_le_bytes(*field)), vector(FORM));
    let limits = vector(DIGITS);
    let fits = _mm_cmpeq_epi8(_mm_max_epu8(digits, limits), limits);
    // Ten times a digit is less than a byte holds.
    let pairs = _mm_add_epi8(_mm_mullo_epi16(digits, _mm_set1_epi16(10)), _mm_srli_si128::<1>(digits));
    let below = _mm_cmplt_epi8(pairs, vector(BELOW));
    if _mm_movemask_epi8(_mm_and_si128(fits, below)) != 0xffff {
        return None;
    }
    let low = _mm_cvtsi128_si64(pairs).cast_unsigned().to_le_bytes();
    let high = _mm_cvtsi128_si64(_mm_unpackhi_epi64(pairs, pairs)).cast_unsigned().to_le_bytes();
    Some([low[0], low[3], low[5], high[0], high[3], high[6]].map(u32::from))
}

#[inline]
#[target_feature(enable = "sse2")]
// Both halves, one after the other.
#[allow(clippy::cast_possible_truncation)]
fn vector(bytes: u128) -> __m128i {
    _mm_set_epi64x(((bytes >> 64) as u64).cast_signed(), (bytes as u64).cast_signed())
}
