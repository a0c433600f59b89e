//! Dates by a few steps for all of their digits at once.

use std::arch::x86_64::{
    __m128i, _mm_and_si128, _mm_cmpgt_epi16, _mm_insert_epi16, _mm_madd_epi16, _mm_maddubs_epi16,
    _mm_or_si128, _mm_set_epi64x, _mm_setr_epi16, _mm_shuffle_epi8, _mm_store_si128, _mm_subs_epu8,
    _mm_testz_si128, _mm_xor_si128,
};

use crate::{Column, WrittenDate};

#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(in crate::simd) fn all<'s>(
    column: &Column<'s>,
    written: &mut [WrittenDate],
    mut other: impl FnMut(usize, &'s [u8]),
) {
    column.each(written.iter_mut().enumerate(), |(row, place), field| {
        let is_one = <&[u8; 19]>::try_from(field).is_ok_and(|field| read(field, place));
        if !is_one {
            *place = WrittenDate::NONE;
            other(row, field);
        }
    });
}

/// Reads `dd/MM/yyyy HH:mm:ss`; `false` of all else.
#[inline]
#[target_feature(enable = "avx2")]
pub(in crate::simd) fn read(field: &[u8; 19], date: &mut WrittenDate) -> bool {
    const FORM: u128 = u128::from_le_bytes(*b"00/00/0000 00:00");
    /// Where the form has no digit.
    const FIXED: u128 = u128::from_le_bytes([0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0]);
    /// Hour, minute, room for the second and for none, century, year, month and day.
    const PLACES: u128 = u128::from_le_bytes([11, 12, 14, 15, 128, 128, 128, 128, 6, 7, 8, 9, 3, 4, 0, 1]);
    const TENS_AND_ONES: u128 = u128::from_le_bytes([10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1]);
    const NINES: u128 = u128::from_le_bytes([9; 16]);

    let (Some(begin), [.., b':', tens, ones]) = (field.first_chunk(), *field) else { return false };
    let written = _mm_xor_si128(vector(u128::from_le_bytes(*begin)), vector(FORM));
    let seconds = i32::from(u16::from_le_bytes([tens, ones]) ^ u16::from_le_bytes([b'0'; 2]));
    let digits = _mm_insert_epi16::<2>(_mm_shuffle_epi8(written, vector(PLACES)), seconds);
    let above_nine = _mm_subs_epu8(digits, vector(NINES));
    let misplaced = _mm_and_si128(written, vector(FIXED));
    let numbers = _mm_maddubs_epi16(digits, vector(TENS_AND_ONES));
    let too_late = _mm_cmpgt_epi16(numbers, _mm_setr_epi16(23, 59, 59, 0, 99, 99, 99, 99));
    let odd = _mm_or_si128(_mm_or_si128(above_nine, misplaced), too_late);
    if _mm_testz_si128(odd, odd) == 0 {
        return false;
    }
    // Seconds of hours and minutes, seconds, the year, and month and day in a byte each.
    let parts = _mm_madd_epi16(numbers, _mm_setr_epi16(3600, 60, 1, 0, 100, 1, 256, 1));
    // SAFETY: `date` is 16 writable bytes that are aligned so, of four such numbers in this order.
    unsafe { _mm_store_si128(std::ptr::from_mut(date).cast(), parts) };
    true
}

#[inline]
#[target_feature(enable = "avx2")]
// Both halves, one after the other.
#[allow(clippy::cast_possible_truncation)]
fn vector(bytes: u128) -> __m128i {
    _mm_set_epi64x(((bytes >> 64) as u64).cast_signed(), (bytes as u64).cast_signed())
}
