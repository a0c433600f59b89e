//! Targets in words: what a plan asks for.

use sipas_core::{Comparator, Condition, DayStatistic, Goal, Rate, ScoreRow, Subject, Target, Verdict};

use super::Lang;

impl Lang {
    /// What a target asks for, in a few signs or words: `> 85 % (Lĩnh vực: Đất đai; đến hết 31/12/2026)`.
    pub fn goal(self, target: &Target) -> String {
        let asked = match target.goal {
            Goal::Threshold(comparator, bound) => {
                format!("{} {}", sign(comparator), self.bound(&target.subject, bound))
            }
            Goal::Factor(comparator, factor) => {
                format!("{} {} {}", sign(comparator), self.threshold(factor), self.of_baseline())
            }
            Goal::BelowBaseline => self.below_baseline().to_owned(),
            Goal::AboveBaseline => self.above_baseline().to_owned(),
        };
        let statistic = target.subject.statistic().map(|of| self.statistic(of).to_owned());
        let external = target.subject.external().map(|of| format!("{}, {}", of.name, self.elsewhere()));
        let until = target.deadline.map(|day| format!("{} {}", self.until(), self.day(day)));
        let more: Vec<String> = statistic
            .into_iter()
            .chain(external)
            .chain(target.conditions.iter().map(|condition| self.condition(condition)))
            .chain(until)
            .collect();
        if more.is_empty() { asked } else { format!("{asked} ({})", more.join("; ")) }
    }

    /// What a target asks for, as a sentence.
    pub fn target_sentence(self, target: &Target) -> String {
        let name = match &target.subject {
            Subject::Indicator(indicator) => self.indicator(indicator).name.to_owned(),
            Subject::Days(indicator, statistic) => {
                format!("{}, {}", self.indicator(indicator).name, self.statistic(*statistic))
            }
            Subject::External(external) => format!("{}, {}", external.name, self.elsewhere()),
        };
        let conditions: Vec<_> = target.conditions.iter().map(|of| self.condition(of)).collect();
        let of = if conditions.is_empty() { String::new() } else { format!(" ({})", conditions.join("; ")) };
        let asked = match target.goal {
            Goal::Threshold(comparator, bound) => {
                format!("{} {}", self.comparison(comparator), self.bound(&target.subject, bound))
            }
            Goal::Factor(comparator, factor) => {
                let (compared, factor) = (self.comparison(comparator), self.threshold(factor));
                self.pick(
                    format!("{compared} {factor} của kỳ so sánh"),
                    format!("{compared} {factor} of the baseline"),
                )
            }
            Goal::BelowBaseline => self.pick("thấp hơn kỳ so sánh", "lower than in the baseline").to_owned(),
            Goal::AboveBaseline => self.pick("cao hơn kỳ so sánh", "higher than in the baseline").to_owned(),
        };
        let until =
            target.deadline.map_or(String::new(), |day| format!(", {} {}", self.until(), self.day(day)));
        let derived = if target.derived {
            self.pick(" (suy ra từ lời văn)", " (derived from the plan's words)")
        } else {
            ""
        };
        let given = match &target.subject {
            Subject::External(of) => match of.value {
                Some(value) => {
                    let value = self.bound(&target.subject, value);
                    let from = if of.source.is_empty() { String::new() } else { format!(" ({})", of.source) };
                    self.pick(format!("; hiện có {value}{from}"), format!("; given: {value}{from}"))
                }
                None => self.pick("; chưa đo", "; not measured yet").to_owned(),
            },
            _ => String::new(),
        };
        let (id, tier, must) = (&target.id, self.tier(target.tier), self.pick("phải", "must be"));
        format!("{id} ({tier}): {name}{of} {must} {asked}{until}{derived}{given}.")
    }

    /// A figure of a target, or a bound on it, exact.
    pub(crate) fn bound(self, subject: &Subject, bound: Rate) -> String {
        if subject.is_share() {
            return self.threshold(bound);
        }
        let exact = |decimals: &u32| {
            10u128
                .checked_pow(*decimals)
                .and_then(|scale| u128::from(bound.numerator).checked_mul(scale))
                .is_some_and(|scaled| scaled.is_multiple_of(u128::from(bound.denominator)))
        };
        let shown = (0..=6).find(exact).and_then(|decimals| bound.decimal(decimals));
        let number = shown.map_or_else(
            || format!("{}/{}", bound.numerator, bound.denominator),
            |shown| self.decimal(&shown),
        );
        self.with_unit(subject, number)
    }

    /// A number with the unit of the figure that it is.
    pub(crate) fn with_unit(self, subject: &Subject, number: String) -> String {
        match subject {
            Subject::Indicator(_) => number,
            Subject::Days(..) => format!("{number} {}", self.pick("ngày", "days")),
            Subject::External(external) if external.unit.is_empty() => number,
            Subject::External(external) => format!("{number} {}", external.unit),
        }
    }

    /// A verdict, and whether its day is still to come.
    pub(crate) fn verdict_of(self, row: &ScoreRow<'_>) -> String {
        let verdict = self.verdict(row.verdict);
        if row.verdict == Verdict::Missed && !row.is_broken() {
            return format!("{verdict}, {}", self.not_due());
        }
        verdict.to_owned()
    }

    /// The groups that a target is for: `Lĩnh vực: Đất đai, Xây dựng`.
    pub(crate) fn condition(self, condition: &Condition) -> String {
        let values: Vec<_> =
            condition.values().iter().map(|value| self.key(condition.dimension(), value)).collect();
        format!("{}: {}", self.dimension(condition.dimension()), values.join(", "))
    }

    fn statistic(self, statistic: DayStatistic) -> &'static str {
        match statistic {
            DayStatistic::Mean => self.pick("trung bình", "mean"),
            DayStatistic::Median => self.pick("trung vị", "median"),
            DayStatistic::P90 => self.pick("90% xong trong", "90th percentile"),
            DayStatistic::WorkingMean => self.pick("trung bình, ngày làm việc", "mean, working days"),
            DayStatistic::WorkingMedian => self.pick("trung vị, ngày làm việc", "median, working days"),
            DayStatistic::WorkingP90 => {
                self.pick("90% xong trong, ngày làm việc", "90th percentile, working days")
            }
        }
    }

    fn comparison(self, comparator: Comparator) -> &'static str {
        match comparator {
            Comparator::Less => self.pick("dưới", "below"),
            Comparator::AtMost => self.pick("không quá", "at most"),
            Comparator::Equal => self.pick("bằng", "equal to"),
            Comparator::AtLeast => self.pick("từ", "at least"),
            Comparator::Greater => self.pick("trên", "above"),
        }
    }
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtMost => "≤",
        Comparator::AtLeast => "≥",
        comparator => comparator.sign(),
    }
}
