//! x86-64, where even the oldest path needs more than every machine has.

pub(super) mod avx2;
pub(super) mod cells;
pub(super) mod date;

use std::arch::x86_64::{_mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_set_epi64x, _mm_set1_epi8};

/// Each bit the parity of those up to and with it: to multiply by all ones without carries adds every bit to all above.
#[target_feature(enable = "pclmulqdq")]
fn prefix_xor(bits: u64) -> u64 {
    let product = _mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits.cast_signed()), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product).cast_unsigned()
}
