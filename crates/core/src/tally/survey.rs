use crate::clock::Clock;
use crate::rate::Rate;
use crate::survey::{Area, SurveyAnswer};

/// Survey answers: satisfied of all answered, by area, and the points that they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyTally {
    pub(crate) satisfied: [Rate; 5],
    /// 0 to 4 for each answer; `None` where an earlier version counted, which kept none.
    pub(crate) points: Option<[u64; 5]>,
}

impl Default for SurveyTally {
    fn default() -> SurveyTally {
        SurveyTally { satisfied: [Rate::default(); 5], points: Some([0; 5]) }
    }
}

/// What one point is on the scale from 0 to 100.
const SCALE: u64 = 25;

impl SurveyTally {
    /// Counts one answer, where it was given in the period before `as_of`, or at an unknown time.
    pub fn observe(&mut self, clock: &Clock, answer: &SurveyAnswer<'_>) {
        let counts = |at| clock.period.has_begun_at(at) && clock.seen(Some(at)).is_some();
        if let (Some(area), Some(grade), true) =
            (answer.area, answer.answer, answer.answered_on.is_none_or(counts))
        {
            self.satisfied[area as usize].count(grade.is_satisfied());
            if let Some(points) = &mut self.points {
                points[area as usize] += grade as u64;
            }
        }
    }

    /// Satisfied of all answered in one area.
    pub fn area(&self, area: Area) -> Rate {
        self.satisfied[area as usize]
    }

    /// Satisfied of all answered.
    pub fn whole(&self) -> Rate {
        sum(&self.satisfied)
    }

    /// The sum of the answers of each area on the scale from 0 to 100, of all answered; and of all areas together.
    pub fn indices(&self) -> Option<(Rate, [Rate; 5])> {
        let points = self.points?;
        let index =
            |area: Area| Rate::new(SCALE * points[area as usize], self.satisfied[area as usize].denominator);
        let areas = Area::ALL.map(index);
        Some((sum(&areas), areas))
    }

    /// Takes in the counts of other records.
    pub fn merge(&mut self, other: &SurveyTally) {
        self.satisfied.iter_mut().zip(other.satisfied).for_each(|(to, from)| to.merge(from));
        self.points = self.points.zip(other.points).map(|(mut to, from)| {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
            to
        });
    }
}

fn sum(rates: &[Rate; 5]) -> Rate {
    rates.iter().fold(Rate::default(), |mut sum, rate| {
        sum.merge(*rate);
        sum
    })
}
