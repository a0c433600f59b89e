use sipas_core::Day;

use sipas_intake::grammar::CodesOfDay;

/// How many days are found again: more than most exports have.
const NEAR: usize = 1 << 9;

/// What codes of the days met last look like.
#[derive(Debug, Clone)]
pub(super) struct DaysMet(Box<[(Day, CodesOfDay); NEAR]>);

impl Default for DaysMet {
    fn default() -> DaysMet {
        DaysMet(Box::new([(Day::MIN, CodesOfDay::new(Day::MIN.yymmdd())); NEAR]))
    }
}

impl DaysMet {
    #[inline]
    pub(super) fn codes(&mut self, day: Day) -> &CodesOfDay {
        let near = &mut self.0[day.since(Day::MIN).cast_unsigned() as usize % NEAR];
        if near.0 != day {
            *near = (day, CodesOfDay::new(day.yymmdd()));
        }
        &near.1
    }
}
