//! The kernels in portable code, for every machine.

use crate::kernel::{Masks, Positions, Run, flatten, look, run, write};
use crate::lines::{before_each, count_word};

pub(super) fn scan(block: &[u8], delimiter: u8, start: usize, careful: bool, found: &mut Positions) -> Run {
    run(
        block,
        start,
        careful,
        found,
        |words, state, kept| look::<true>(words, state, kept, |word| masks(word, delimiter), prefix_xor),
        |kept, at, found| write(kept, at, found, flatten),
    )
}

pub(super) fn count_lines(bytes: &[u8]) -> usize {
    let mut after_cr = 0;
    let (words, rest) = bytes.as_chunks();
    let lines: usize = words
        .iter()
        .map(|word| count_word(equal(word, b'\n'), equal(word, b'\r'), &mut after_cr) as usize)
        .sum();
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    lines + count_word(equal(&last, b'\n'), equal(&last, b'\r'), &mut after_cr) as usize
}

pub(super) fn lines_before(
    block: &[u8],
    places: impl Iterator<Item = usize>,
    crs: bool,
    lines: &mut Vec<u32>,
) {
    before_each(block, places, lines, |word| (equal(word, b'\n'), if crs { equal(word, b'\r') } else { 0 }));
}

fn masks(word: &[u8; 64], delimiter: u8) -> Masks {
    let [quote, delimiter, lf, cr] = [b'"', delimiter, b'\n', b'\r'].map(|byte| equal(word, byte));
    Masks { quote, lf, cr, any: quote | lf | delimiter }
}

/// Which of the bytes are this one, eight at a time.
fn equal(word: &[u8; 64], byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    // Multiplying gathers the top bits of all bytes in the topmost byte.
    const GATHER: u64 = 0x0002_0408_1020_4081;
    let pattern = u64::from_le_bytes([byte; 8]);
    let (lanes, _) = word.as_chunks::<8>();
    lanes.iter().rev().fold(0, |mask, lane| {
        let differs = u64::from_le_bytes(*lane) ^ pattern;
        let zero = !(((differs & LOW) + LOW) | differs | LOW);
        (mask << 8) | (zero.wrapping_mul(GATHER) >> 56)
    })
}

/// Each bit the parity of those up to and with it.
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}
