/// Working days between days that no later notice can change, for many at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled<'c> {
    /// Working days up to each day from the first on.
    pub(super) worked: &'c [u32],
    pub(super) first: i64,
    /// The first provisional day.
    pub(super) provisional: i64,
}

impl Settled<'_> {
    /// Working days in `(from, to]`, by the numbers of days that come in this order; more than there can be where one of
    /// them is not covered, or the second not settled.
    #[inline]
    pub(crate) fn working_days(self, from: i64, to: i64) -> u32 {
        // What comes before the first is a place far behind the last.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let at = |day: i64| day.wrapping_sub(self.first) as u64 as usize;
        let worked = |day: i64| self.worked.get(at(day)).copied().unwrap_or(u32::MAX);
        let (before, upto) = (worked(from), worked(to));
        let known = (upto != u32::MAX) & (before <= upto) & (to < self.provisional);
        if known { upto - before } else { u32::MAX }
    }
}
