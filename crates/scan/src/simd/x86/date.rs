//! Dates by a few steps for all of their digits at once.

use std::arch::x86_64::{
    __m128i, _mm_and_si128, _mm_cmpgt_epi16, _mm_extract_epi64, _mm_insert_epi16, _mm_madd_epi16,
    _mm_maddubs_epi16, _mm_or_si128, _mm_set_epi64x, _mm_setr_epi16, _mm_shuffle_epi8, _mm_subs_epu8,
    _mm_testz_si128, _mm_xor_si128,
};

use crate::{Column, WrittenDate};

#[inline]
#[target_feature(enable = "avx2,bmi1,popcnt")]
pub(in crate::simd) fn each<'s>(column: &Column<'s>, mut each: impl FnMut(&'s [u8], Option<WrittenDate>)) {
    column.each(|field| {
        // Each way has its own call, so that the date is not put in one place with what is none.
        if let Ok(written) = <&[u8; 19]>::try_from(field)
            && let Some(date) = date_time(written)
        {
            each(field, Some(date));
        } else {
            each(field, None);
        }
    });
}

/// Reads `dd/MM/yyyy HH:mm:ss`.
#[inline]
#[target_feature(enable = "avx2")]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of two and four digits")]
pub(in crate::simd) fn date_time(field: &[u8; 19]) -> Option<WrittenDate> {
    const FORM: u128 = u128::from_le_bytes(*b"00/00/0000 00:00");
    /// Where the form has no digit.
    const FIXED: u128 = u128::from_le_bytes([0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0]);
    /// Hour, minute, room for the second and for none, century, year, month and day.
    const PLACES: u128 = u128::from_le_bytes([11, 12, 14, 15, 128, 128, 128, 128, 6, 7, 8, 9, 3, 4, 0, 1]);
    const TENS_AND_ONES: u128 = u128::from_le_bytes([10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1]);
    const NINES: u128 = u128::from_le_bytes([9; 16]);

    let [.., b':', tens, ones] = *field else { return None };
    let written = _mm_xor_si128(vector(u128::from_le_bytes(*field.first_chunk()?)), vector(FORM));
    let seconds = i32::from(u16::from_le_bytes([tens, ones]) ^ u16::from_le_bytes([b'0'; 2]));
    let digits = _mm_insert_epi16::<2>(_mm_shuffle_epi8(written, vector(PLACES)), seconds);
    let above_nine = _mm_subs_epu8(digits, vector(NINES));
    let misplaced = _mm_and_si128(written, vector(FIXED));
    let numbers = _mm_maddubs_epi16(digits, vector(TENS_AND_ONES));
    let too_late = _mm_cmpgt_epi16(numbers, _mm_setr_epi16(23, 59, 59, 0, 99, 99, 99, 99));
    let odd = _mm_or_si128(_mm_or_si128(above_nine, misplaced), too_late);
    if _mm_testz_si128(odd, odd) == 0 {
        return None;
    }
    // Seconds of hours and minutes, seconds, the year, and month and day in a byte each.
    let parts = _mm_madd_epi16(numbers, _mm_setr_epi16(3600, 60, 1, 0, 100, 1, 256, 1));
    let clock = _mm_extract_epi64::<0>(parts);
    let date = _mm_extract_epi64::<1>(parts);
    let (second, month_and_day) = (clock as u32 + (clock >> 32) as u32, date >> 32);
    Some(WrittenDate {
        year: date as u32,
        month: month_and_day as u32 >> 8,
        day: month_and_day as u32 & 0xff,
        ms: second * 1000,
    })
}

#[inline]
#[target_feature(enable = "avx2")]
// Both halves, one after the other.
#[allow(clippy::cast_possible_truncation)]
fn vector(bytes: u128) -> __m128i {
    _mm_set_epi64x(((bytes >> 64) as u64).cast_signed(), (bytes as u64).cast_signed())
}
