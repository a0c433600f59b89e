use crate::clock::Clock;
use crate::rate::Rate;
use crate::survey::{Area, SurveyAnswer};

/// Survey answers: satisfied of all answered, by area.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SurveyTally(pub(crate) [Rate; 5]);

impl SurveyTally {
    /// Counts one answer, where it was given in the period before `as_of`, or at an unknown time.
    pub fn observe(&mut self, clock: &Clock, answer: &SurveyAnswer<'_>) {
        let counts = |at| clock.period.has_begun_at(at) && clock.seen(Some(at)).is_some();
        if let (Some(area), Some(grade), true) =
            (answer.area, answer.answer, answer.answered_on.is_none_or(counts))
        {
            self.0[area as usize].count(grade.is_satisfied());
        }
    }

    /// Satisfied of all answered in one area.
    pub fn area(&self, area: Area) -> Rate {
        self.0[area as usize]
    }

    /// Satisfied of all answered.
    pub fn whole(&self) -> Rate {
        self.0.iter().fold(Rate::default(), |mut sum, rate| {
            sum.merge(*rate);
            sum
        })
    }

    /// Takes in the counts of other records.
    pub fn merge(&mut self, other: &SurveyTally) {
        self.0.iter_mut().zip(other.0).for_each(|(to, from)| to.merge(from));
    }
}
