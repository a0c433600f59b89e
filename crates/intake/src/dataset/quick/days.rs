use sipas_core::Day;

/// How many days are found again: more than most exports have.
const NEAR: usize = 1 << 10;

/// [`Day::yymmdd`] of the days met last.
#[derive(Debug, Clone)]
pub(super) struct DayDigits(Box<[(Day, u64); NEAR]>);

impl Default for DayDigits {
    fn default() -> DayDigits {
        DayDigits(Box::new([(Day::MIN, Day::MIN.yymmdd()); NEAR]))
    }
}

impl DayDigits {
    #[inline]
    pub(super) fn yymmdd(&mut self, day: Day) -> u64 {
        let near = &mut self.0[day.since(Day::MIN).cast_unsigned() as usize % NEAR];
        if near.0 != day {
            *near = (day, day.yymmdd());
        }
        near.1
    }
}
