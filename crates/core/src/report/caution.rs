//! Cautions: what could turn a verdict stands beside it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Group, Report};
use crate::clock::{Bucket, PaknBucket};
use crate::evidence::Evidence;
use crate::indicator::{self, Figure, Indicator, Leans, Measure, Status};
use crate::kind::Kind;
use crate::plan::{Target, Verdict};
use crate::rate::Rate;

/// What a figure is to be taken with caution for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CautionCode {
    /// Dossiers are open and overdue, and a rate of the concluded ones does not count them.
    OpenOverdue,
    /// Records are concluded, and no date tells when.
    Undated,
    /// No deadline of these can be had.
    Unmeasurable,
    /// The inputs seem not to cover the period.
    Coverage,
    /// The denominator is 1 to 29.
    Small,
    /// A day of the working calendar is provisional.
    ProvisionalCalendar,
    /// A column that is not read has nearly the header of a field.
    UnreadColumn,
    /// Rows were rejected, and no input holds them mended.
    RejectedRows,
    /// Records have words that were not understood.
    UnknownWords,
    /// Of two rows of a code an older one may have been kept.
    OlderSnapshot,
    /// Dates that can hardly be right.
    ImplausibleDates,
}

impl CautionCode {
    /// All, in the order in which they are told.
    pub const ALL: [CautionCode; 11] = [
        CautionCode::OpenOverdue,
        CautionCode::Undated,
        CautionCode::Unmeasurable,
        CautionCode::Coverage,
        CautionCode::Small,
        CautionCode::ProvisionalCalendar,
        CautionCode::UnreadColumn,
        CautionCode::RejectedRows,
        CautionCode::UnknownWords,
        CautionCode::OlderSnapshot,
        CautionCode::ImplausibleDates,
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            CautionCode::OpenOverdue => "open_overdue",
            CautionCode::Undated => "undated",
            CautionCode::Unmeasurable => "unmeasurable",
            CautionCode::Coverage => "coverage",
            CautionCode::Small => "small",
            CautionCode::ProvisionalCalendar => "provisional_calendar",
            CautionCode::UnreadColumn => "unread_column",
            CautionCode::RejectedRows => "rejected_rows",
            CautionCode::UnknownWords => "unknown_words",
            CautionCode::OlderSnapshot => "older_snapshot",
            CautionCode::ImplausibleDates => "implausible_dates",
        }
    }

    /// The caution that an issue of an input gives, by the issue's name.
    fn of_issue(code: &str) -> Option<CautionCode> {
        Some(match code {
            "header.near" => CautionCode::UnreadColumn,
            "snapshot.order" | "snapshot.reopened" => CautionCode::OlderSnapshot,
            "date.ahead" | "due.implausible" => CautionCode::ImplausibleDates,
            _ => return None,
        })
    }
}

/// One caution beside a figure or a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caution {
    /// The doubt.
    pub code: CautionCode,
    /// How many records, rows, words, days or gaps.
    pub count: u64,
    /// Whether the verdict would be another one if all of them counted against the target; `None` where that cannot be
    /// computed, or there is no verdict.
    pub turns: Option<bool>,
    /// What the figure and the verdict would be then.
    pub would_be: Option<WouldBe>,
}

/// As one cell of a table has it: `open_overdue=10 turns`.
impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let turns = if self.turns == Some(true) { " turns" } else { "" };
        write!(f, "{}={}{turns}", self.code.name(), self.count)
    }
}

/// A figure and its verdict, if all that is in doubt counted against the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WouldBe {
    /// The numerator, or the count.
    pub numerator: u64,
    /// The denominator; `None` of a count.
    pub denominator: Option<u64>,
    /// What that would mean.
    pub verdict: Verdict,
}

/// How many of the records in doubt may be counted already, for the target; `None` where nobody can tell.
type Counted = Option<u64>;

/// Doubts about the inputs of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Doubts {
    counts: [[u64; CautionCode::ALL.len()]; Kind::ALL.len()],
    /// How many records have a word that an indicator leans on and that is not understood, by the indicator.
    words: BTreeMap<&'static str, u64>,
}

impl Doubts {
    pub(super) fn of(report: &Report) -> Doubts {
        let mut doubts = Doubts::default();
        let mut unread: BTreeMap<Evidence, u64> = BTreeMap::new();
        for input in &report.inputs {
            let Some(kind) = Kind::named(input.kind) else { continue };
            doubts.add(kind, CautionCode::RejectedRows, input.rejected.saturating_sub(input.mended));
            for issue in &input.issues {
                if let Some(code) = CautionCode::of_issue(&issue.code) {
                    doubts.add(kind, code, issue.count);
                }
            }
            for (words, n) in input.unread_words.iter().filter(|(words, _)| words.may_be_of(&report.period)) {
                *unread.entry(words.columns).or_default() += n;
            }
        }
        for of in &report.coverage {
            let gaps = of.gaps.iter().filter(|gap| !gap.baseline).count();
            doubts.add(of.kind, CautionCode::Coverage, gaps as u64);
        }
        if !unread.is_empty() {
            let leaning = |indicator: &Indicator| {
                let leans = |columns: &Evidence| indicator.needs(*columns);
                unread.iter().filter(|(columns, _)| leans(columns)).map(|(_, n)| n).sum()
            };
            doubts.words = indicator::ALL.iter().map(|one| (one.id, leaning(one))).collect();
        }
        doubts
    }

    fn add(&mut self, kind: Kind, code: CautionCode, n: u64) {
        self.counts[kind as usize][code as usize] += n;
    }

    fn words(&self, indicator: &Indicator) -> u64 {
        self.words.get(indicator.id).copied().unwrap_or_default()
    }
}

impl Group<'_> {
    /// What the figure of an indicator is to be taken with caution for; without a target nothing is turned.
    pub fn cautions(self, indicator: &Indicator, measure: &Measure) -> Vec<Caution> {
        let denominator = match measure {
            Measure::Rate(rate) => rate.map(|rate| rate.denominator),
            Measure::Satisfaction(rates) | Measure::Index(rates) => rates.map(|(whole, _)| whole.denominator),
            Measure::Count { .. } | Measure::Reports(_) | Measure::Days(_) => None,
        };
        let plain = |(code, count, _)| Caution { code, count, turns: None, would_be: None };
        self.doubtful(indicator, measure, denominator).map(plain).collect()
    }

    /// What a verdict is to be taken with caution for.
    pub(super) fn cautions_of(
        self,
        target: &Target,
        indicator: &Indicator,
        measure: &Measure,
        baseline: Option<Figure>,
        verdict: Verdict,
    ) -> Vec<Caution> {
        let figure = target.figure(measure);
        let is_duration = target.subject.statistic().is_some();
        let turned = |(code, count, counted)| {
            // What more records would do to a duration or a mean nobody can tell.
            let is_counted = target.subject.is_share() || target.subject.is_count();
            let against = if is_counted { target.against(figure, count, counted) } else { None };
            let would_be = against.map(|figure| WouldBe {
                numerator: figure.numerator.unwrap_or(0),
                denominator: figure.denominator,
                verdict: target.judge(figure, baseline),
            });
            let would_be = would_be.filter(|_| verdict != Verdict::NotMeasurable);
            Caution { code, count, turns: would_be.map(|would_be| would_be.verdict != verdict), would_be }
        };
        let denominator = figure.denominator.filter(|_| !is_duration);
        self.doubtful(indicator, measure, denominator).map(turned).collect()
    }

    fn doubtful(
        self,
        indicator: &Indicator,
        measure: &Measure,
        denominator: Option<u64>,
    ) -> impl Iterator<Item = (CautionCode, u64, Counted)> {
        let kind = indicator.kind;
        let [ended, open] = [Leans::Ended, Leans::Open].map(|leans| indicator.leans.contains(&leans));
        // What is doubtful about the inputs, and about this figure.
        let mut counts = self.doubts.counts[kind as usize];
        if ended && !open {
            counts[CautionCode::OpenOverdue as usize] = self.tally.dossiers.counts.get(Bucket::OpenOverdue);
        }
        counts[CautionCode::Undated as usize] = self.undated(kind);
        counts[CautionCode::Unmeasurable as usize] = self.unmeasurable(kind, ended, open);
        counts[CautionCode::Small as usize] =
            denominator.filter(|n| (1..Rate::SMALL).contains(n)).unwrap_or(0);
        counts[CautionCode::ProvisionalCalendar as usize] = u64::from(self.leans_on(indicator).is_some());
        counts[CautionCode::UnknownWords as usize] = match measure {
            Measure::Reports(reports) => reports.map_or(0, |reports| reports.unread),
            _ => self.doubts.words(indicator),
        };
        let counted = move |code, count: u64| match code {
            // Those that were received in the period are in both numbers.
            CautionCode::Undated if indicator.id == "pakn_accepted_rate" => {
                Some(count - self.tally.pakn.counts.undated_anywhere)
            }
            CautionCode::OpenOverdue
            | CautionCode::Undated
            | CautionCode::Unmeasurable
            | CautionCode::RejectedRows
            | CautionCode::UnknownWords => Some(0),
            CautionCode::ImplausibleDates => Some(count),
            _ => None,
        };
        let found = CautionCode::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        found.map(move |(code, count)| (code, count, counted(code, count)))
    }

    /// The undated of a kind that were received in the period.
    pub(super) fn undated(self, kind: Kind) -> u64 {
        match kind {
            Kind::Dossiers => self.tally.dossiers.counts.undated_received,
            Kind::Pakn => self.tally.pakn.counts.undated_received,
            Kind::Procedures | Kind::Survey => 0,
        }
    }

    /// Those of a kind without a deadline that would be judged by one.
    fn unmeasurable(self, kind: Kind, ended: bool, open: bool) -> u64 {
        let (dossiers, pakn) = (&self.tally.dossiers.counts, &self.tally.pakn.counts);
        let [without_end, with_end] = match kind {
            Kind::Pakn => {
                [PaknBucket::UnmeasurableOpen, PaknBucket::UnmeasurableClosed].map(|at| pakn.get(at))
            }
            _ => [Bucket::OpenUnmeasurable, Bucket::FinishedUnmeasurable].map(|at| dossiers.get(at)),
        };
        (if ended { with_end } else { 0 }) + (if open { without_end } else { 0 })
    }
}

impl Target {
    /// The figure, if so many records counted against the target.
    fn against(&self, figure: Figure, n: u64, counted: Counted) -> Option<Figure> {
        let (numerator, counted) = (figure.numerator?, counted?);
        let more = self.goal.wants_more();
        let (numerator, denominator) = match figure.denominator {
            None => (if more { numerator.saturating_sub(n) } else { numerator + n }, None),
            Some(all) => {
                // What does not fit into the denominator is added.
                // Indicators of the user's own may have more of one than of the other.
                let hits = if more { numerator } else { all.saturating_sub(numerator) };
                let moved = counted.min(hits);
                (if more { numerator - moved } else { numerator + n }, Some(all + n - moved))
            }
        };
        Some(Figure { numerator: Some(numerator), denominator, status: Status::Measured })
    }
}
