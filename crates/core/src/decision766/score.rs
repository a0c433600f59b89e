use super::{Points, ProgressTally};
use crate::clock::PaknBucket;
use crate::rate::Rate;
use crate::tally::PaknCounts;

/// An element that is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// Tiến độ giải quyết hồ sơ.
    Progress,
    /// Xử lý phản ánh, kiến nghị đúng hạn.
    PaknTimeliness,
    /// Hài lòng với việc xử lý phản ánh, kiến nghị: neither dissatisfied nor overdue.
    PaknSatisfaction,
    /// Hài lòng với việc tiếp nhận, giải quyết hồ sơ: neither dissatisfied nor overdue.
    Reception,
}

/// Why an element has no points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooFew {
    /// No export of the kind was read.
    NoExport,
    /// There was nothing to score, and the description does not say what that is worth.
    Nothing,
}

/// One element, scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreLine {
    /// Which one.
    pub element: Element,
    /// The pair that it is the ratio of.
    pub rate: Rate,
    /// Its points, or why it has none.
    pub points: Result<Points, TooFew>,
}

/// All elements that were described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score766 {
    /// In the order of [`Element::ALL`].
    pub lines: [ScoreLine; 4],
}

impl Element {
    /// All that were described.
    pub const ALL: [Element; 4] =
        [Element::Progress, Element::PaknTimeliness, Element::PaknSatisfaction, Element::Reception];

    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Element::Progress => "progress",
            Element::PaknTimeliness => "pakn_timeliness",
            Element::PaknSatisfaction => "pakn_satisfaction",
            Element::Reception => "reception",
        }
    }

    /// The most points that it can have.
    pub fn most(self) -> u64 {
        if self == Element::Progress { 20 } else { 6 }
    }

    /// Whether it would be less, were it known who was dissatisfied or complained.
    pub fn is_at_most(self) -> bool {
        matches!(self, Element::PaknSatisfaction | Element::Reception)
    }

    /// The points of a ratio that is not empty.
    pub(super) fn points(self, rate: Rate) -> Points {
        let (n, d) = (u128::from(rate.numerator), u128::from(rate.denominator));
        let most = u128::from(self.most());
        match self {
            // 6 × (n/d) / (9/10), but no more than 6.
            Element::Reception if 10 * n < 9 * d => Points::new(most * 10 * n, 9 * d),
            Element::Reception => Points::new(most, 1),
            _ => Points::new(most * n, d),
        }
    }
}

impl Score766 {
    /// From what was counted; `None` where no export of the kind was read.
    pub fn new(dossiers: Option<&ProgressTally>, pakn: Option<&PaknCounts>) -> Score766 {
        // Of what is to be handled: the petitions without a deadline too, which have no part in timeliness.
        let none = pakn.is_some_and(|counts| not_overdue(counts).denominator == 0);
        Score766 {
            lines: Element::ALL.map(|element| {
                let rate = match element {
                    Element::Progress => dossiers.map(ProgressTally::rate),
                    Element::PaknTimeliness => pakn.map(timely),
                    Element::PaknSatisfaction => pakn.map(not_overdue),
                    Element::Reception => dossiers.map(ProgressTally::not_overdue),
                };
                let of_pakn = matches!(element, Element::PaknTimeliness | Element::PaknSatisfaction);
                let points = match rate {
                    _ if of_pakn && none => Ok(Points::new(u128::from(element.most()), 1)),
                    None => Err(TooFew::NoExport),
                    Some(rate) if rate.denominator > 0 => Ok(element.points(rate)),
                    Some(_) if element == Element::Reception => Ok(Points::ZERO),
                    Some(_) => Err(TooFew::Nothing),
                };
                ScoreLine { element, rate: rate.unwrap_or_default(), points }
            }),
        }
    }

    /// The points of all elements that have any, and the most that these could have.
    pub fn total(&self) -> (Points, u64) {
        let scored = || self.lines.iter().filter(|line| line.points.is_ok());
        (scored().filter_map(|line| line.points.ok()).sum(), scored().map(|line| line.element.most()).sum())
    }
}

impl ScoreLine {
    /// The points lost.
    pub fn lost(&self) -> Option<Points> {
        self.points.ok().map(|points| points.missing_to(self.element.most()))
    }

    /// What one record of those that miss costs, where each costs the same.
    pub fn cost_of_one(&self) -> Option<Points> {
        let missed = self.rate.denominator.checked_sub(self.rate.numerator).filter(|missed| *missed > 0)?;
        let (n, d) = self.lost()?.pair();
        Some(Points::new(n, d * u128::from(missed)))
    }
}

/// Dossiers not overdue, of all that were received in the period or carried in.
fn not_overdue(counts: &PaknCounts) -> Rate {
    let all = counts.handled() - counts.get(PaknBucket::Refused);
    let overdue = counts.get(PaknBucket::ClosedLate) + counts.get(PaknBucket::OpenOverdue);
    Rate::new(all - overdue, all)
}

/// In time, of all that can be told to be in time or late: what `pakn_timely_rate` divides.
fn timely(counts: &PaknCounts) -> Rate {
    use PaknBucket::{ClosedInTime, ClosedLate, OpenOverdue, OpenWithinDue, Transferred};
    let sum = |buckets: &[PaknBucket]| buckets.iter().map(|bucket| counts.get(*bucket)).sum::<u64>();
    let good = sum(&[ClosedInTime, OpenWithinDue, Transferred]);
    Rate::new(good, good + sum(&[ClosedLate, OpenOverdue]))
}
