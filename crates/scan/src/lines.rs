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
