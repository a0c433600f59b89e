/// Working days between days that no later notice can change, for many at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled<'c> {
    /// Working days up to each day from the first on, and more than there can be behind the last.
    pub(super) worked: &'c [u32],
    pub(super) first: i64,
    /// The first provisional day.
    pub(super) provisional: i64,
}

impl Settled<'_> {
    /// Working days up to a day by its number, that day included; more than there can be of a day that is not covered.
    #[inline]
    pub(crate) fn up_to(self, day: i64) -> u32 {
        // What comes before the first is a place far behind the last.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let at = day.wrapping_sub(self.first) as u64 as usize;
        // One place is always there, and which it is is no choice of ways.
        self.worked.get(at.min(self.worked.len().wrapping_sub(1))).copied().unwrap_or(u32::MAX)
    }

    /// Working days in `(from, to]`, by those up to each of them; more than there can be where one of the days is not covered, or
    /// the second not settled.
    #[inline]
    pub(crate) fn between(self, [before, upto]: [u32; 2], to: i64) -> u32 {
        let known = (upto != u32::MAX) & (before <= upto) & (to < self.provisional);
        if known { upto - before } else { u32::MAX }
    }
}
