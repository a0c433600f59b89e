//! Dates by a few steps for all of their digits at once.

use std::arch::x86_64::{
    __m128i, __m256i, _mm_set_epi64x, _mm_setr_epi16, _mm256_and_si256, _mm256_broadcastsi128_si256,
    _mm256_cmpgt_epi16, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_or_si256, _mm256_set_m128i,
    _mm256_shuffle_epi8, _mm256_storeu_si256, _mm256_subs_epu8, _mm256_testz_si256, _mm256_xor_si256,
};

use crate::column::Places;
use crate::{Column, WrittenDate};

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(in crate::simd) fn all<'s>(
    column: &Column<'s>,
    written: &mut [WrittenDate],
    mut other_form: impl FnMut(usize, &'s [u8]),
) {
    let (block, room) = (column.block(), &mut Vec::new());
    let Places { all, apart, end } = column.places(room);
    let field = |places: &[u32]| &block[places[0].wrapping_add(1) as usize..places[end] as usize];
    let (fields, (pairs, last)) = (all.chunks_exact(2 * apart), written.as_chunks_mut());
    let (left, last_row) = (fields.remainder(), 2 * pairs.len());
    for ((places, dates), pair) in fields.zip(pairs).zip(0..) {
        let both = [field(places), field(&places[apart..])];
        if !read(both, dates) {
            for ((field, date), row) in both.into_iter().zip(dates).zip(2 * pair..) {
                if !read_one(field, date) {
                    other_form(row, field);
                }
            }
        }
    }
    if let ([date], false) = (last, left.is_empty())
        && !read_one(field(left), date)
    {
        other_form(last_row, field(left));
    }
}

#[inline(never)]
#[target_feature(enable = "avx2")]
fn read_one(field: &[u8], date: &mut WrittenDate) -> bool {
    let twice = &mut [WrittenDate::NONE; 2];
    let is_one = read([field; 2], twice);
    *date = twice[0];
    is_one
}

/// Reads two of `dd/MM/yyyy HH:mm:ss`; `false` if one of them is anything else.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::simd) fn read(fields: [&[u8]; 2], dates: &mut [WrittenDate; 2]) -> bool {
    const BEGIN: [u8; 16] = *b"00/\0\0\0\0\0\0\0\0\0\0\0\0\0";
    const END: [u8; 16] = *b"00/0000 00:00:00";
    /// Where the end has no digit.
    const FIXED: [u8; 16] = [0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0];
    /// Of the end: hour, minute, second, room for what is no digit of the beginning, century, year, month, room for the day.
    const OF_END: [u8; 16] = [8, 9, 11, 12, 14, 15, 128, 128, 3, 4, 5, 6, 0, 1, 128, 128];
    const OF_BEGIN: [u8; 16] = [128, 128, 128, 128, 128, 128, 2, 128, 128, 128, 128, 128, 128, 128, 0, 1];
    const TENS_AND_ONES: [u8; 16] = [10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1];

    let [Ok(one), Ok(other)] = fields.map(<&[u8; 19]>::try_from) else { return false };
    let begin = both([one, other].map(|field| field.first_chunk()));
    let end = both([one, other].map(|field| field.last_chunk()));
    let (Some(begin), Some(end)) = (begin, end) else { return false };
    let (begin, end) = (_mm256_xor_si256(begin, twice(BEGIN)), _mm256_xor_si256(end, twice(END)));
    let (first, last) =
        (_mm256_shuffle_epi8(begin, twice(OF_BEGIN)), _mm256_shuffle_epi8(end, twice(OF_END)));
    let digits = _mm256_or_si256(first, last);
    let above_nine = _mm256_subs_epu8(digits, twice([9; 16]));
    let misplaced = _mm256_and_si256(end, twice(FIXED));
    let numbers = _mm256_maddubs_epi16(digits, twice(TENS_AND_ONES));
    let highest = _mm256_broadcastsi128_si256(_mm_setr_epi16(23, 59, 59, 0, 99, 99, 99, 99));
    let too_high = _mm256_cmpgt_epi16(numbers, highest);
    let odd = _mm256_or_si256(_mm256_or_si256(above_nine, misplaced), too_high);
    if _mm256_testz_si256(odd, odd) == 0 {
        return false;
    }
    // Seconds of hours and minutes, seconds, the year, and month and day in a byte each.
    let units = _mm256_broadcastsi128_si256(_mm_setr_epi16(3600, 60, 1, 0, 100, 1, 256, 1));
    let parts = _mm256_madd_epi16(numbers, units);
    // SAFETY: `dates` is 32 writable bytes, of four such numbers each in this order.
    unsafe { _mm256_storeu_si256(std::ptr::from_mut(dates).cast(), parts) };
    true
}

/// Side by side.
#[inline]
#[target_feature(enable = "avx2")]
fn both([one, other]: [Option<&[u8; 16]>; 2]) -> Option<__m256i> {
    Some(_mm256_set_m128i(vector(*other?), vector(*one?)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn twice(bytes: [u8; 16]) -> __m256i {
    _mm256_broadcastsi128_si256(vector(bytes))
}

#[inline]
#[target_feature(enable = "avx2")]
fn vector(bytes: [u8; 16]) -> __m128i {
    let (words, _) = bytes.as_chunks();
    _mm_set_epi64x(i64::from_le_bytes(words[1]), i64::from_le_bytes(words[0]))
}
