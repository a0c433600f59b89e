/// How many line ends there are, inside quotes and out: each LF, CRLF or lone CR is one.
///
/// The counts of two pieces add up wherever the cut is not between a CR and its LF; [`crate::Scanner`] never cuts
/// there.
///
/// ```
/// assert_eq!(sipas_scan::count_lines(b"a\r\nb\rc\nd"), 3);
/// ```
pub fn count_lines(bytes: &[u8]) -> usize {
    crate::simd::count_lines(bytes)
}

/// The line ends of 64 bytes whose LFs and CRs these are, but for those of a CR in the last place, which are left to
/// the next 64: its LF may stand there. `after_cr` carries.
// Inlined into functions with target features, to be compiled with them.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(crate) fn count_word(lf: u64, cr: u64, after_cr: &mut u64) -> u32 {
    let lf_of_cr = (cr << 1 | *after_cr) & lf;
    *after_cr = cr >> 63;
    lf.count_ones() + cr.count_ones() - lf_of_cr.count_ones()
}

/// How many line ends come before each of these places of the block, which are in order and never between a CR and its
/// LF. `masks` gives the LFs and the CRs of 64 bytes.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(crate) fn before_each(
    block: &[u8],
    places: impl Iterator<Item = usize>,
    lines: &mut Vec<u32>,
    masks: impl Fn(&[u8; 64]) -> (u64, u64),
) {
    let (words, rest) = block.as_chunks();
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    let masks_of = |word: usize| masks(words.get(word).unwrap_or(&last));
    // The masks of the word looked at, and what was counted before it.
    let (mut all, mut after_cr, mut at, mut word) = (0, 0, 0, masks_of(0));
    for place in places {
        while at < place / 64 {
            all += count_word(word.0, word.1, &mut after_cr);
            at += 1;
            word = masks_of(at);
        }
        let ((lf, cr), before) = (word, (1 << (place % 64)) - 1);
        let lf_of_cr = (cr << 1 | after_cr) & lf;
        let ends = (lf & before).count_ones() + (cr & before).count_ones();
        lines.push(all + ends - (lf_of_cr & before).count_ones());
    }
}
