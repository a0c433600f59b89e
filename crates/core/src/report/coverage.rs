//! Whether the inputs cover a period: the month's export may be missing, or older than the period's end.

use serde::{Deserialize, Serialize};

use crate::calendar::{Period, WorkCalendar};
use crate::kind::Kind;
use crate::moment::Day;
use crate::tally::Activity;

/// How many working days without a receipt make a gap, where the usual pace would have brought [`EXPECTED`] receipts. A pace
/// is told by no fewer: two receipts on the first two days of a month are no pace of one a day.
const LONG: usize = 15;
const EXPECTED: u64 = 8;
/// A shorter run is told where chance would hardly leave it: half a month, and once in so many months.
const SHORT: usize = 10;
const RARE: f64 = 1e-3;
/// How many dossiers that fell due after the latest event tell that the export ends before the period.
const OVERDUE: u64 = 3;
/// Fewer concluded ones beside no receipt are what other months' exports hold of a month.
const STRAY: u64 = 3;
/// Where this many dossiers were received in the period and next to none in its baseline, the exports of the baseline are missing.
const MANY: u64 = 30;
/// A baseline may begin so many working days before the first receipt.
const LATE_START: usize = 5;

/// What the inputs of one kind cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The kind of record.
    pub kind: Kind,
    /// The day of the first receipt.
    pub from: Option<Day>,
    /// The day of the latest event before `as_of`.
    pub to: Option<Day>,
    /// What they seem not to cover of the period, and of the baseline.
    pub gaps: Vec<Gap>,
}

/// Days that the inputs seem not to cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The first of them.
    pub from: Day,
    /// The last of them.
    pub to: Day,
    /// What tells so.
    pub reason: GapReason,
    /// How many working days, or of [`GapReason::OverdueAfter`] how many dossiers.
    pub count: u64,
    /// Whether they lie in the baseline period.
    pub baseline: bool,
}

/// What tells that days are not covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapReason {
    /// Working days without a receipt among others with many.
    NoReceipts,
    /// Working days at the end of the period, without any event.
    NoEvents,
    /// Dossiers fell due after the latest event, and are open.
    OverdueAfter,
    /// Nothing was received in the whole period, and next to nothing concluded.
    NothingReceived,
    /// The first receipt is later than the baseline's beginning.
    BeginsLater,
}

impl GapReason {
    /// Whether a form would certify what nobody can tell.
    pub fn refuses_forms(self) -> bool {
        matches!(self, GapReason::NoReceipts | GapReason::NoEvents | GapReason::NothingReceived)
    }
}

/// What was counted of one kind over a period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts<'a> {
    pub(super) activity: &'a Activity,
    pub(super) accepted: u64,
    pub(super) received: u64,
    pub(super) concluded: u64,
}

impl Counts<'_> {
    /// Whether every record was looked at for its days.
    pub(super) fn are_dated(&self) -> bool {
        self.activity.records == self.accepted
    }

    /// The gaps of a baseline of dossiers that is held against this period: a few stray ones are no baseline of many, however
    /// their ends lie.
    pub(super) fn gaps_of_baseline(
        &self,
        calendar: &WorkCalendar,
        before: &Period,
        now: &Counts<'_>,
    ) -> Vec<Gap> {
        let mut gaps = self.gaps(calendar, before, true);
        let is_stray = self.received <= STRAY && now.received >= MANY;
        if gaps.is_empty() && is_stray && self.are_dated() {
            let start = before.first_day();
            let worked: Vec<Day> =
                days(start, before.last_day_seen()).filter(|day| is_worked(calendar, *day)).collect();
            let runs = worked.chunk_by(|a, b| self.received_on(start, *a) == self.received_on(start, *b));
            let empty = runs.filter(|run| !self.received_on(start, run[0])).max_by_key(|run| run.len());
            gaps.extend(empty.map(|run| Gap {
                from: run[0],
                to: run[run.len() - 1],
                reason: GapReason::NoReceipts,
                count: run.len() as u64,
                baseline: true,
            }));
        }
        gaps
    }

    fn received_on(&self, start: Day, day: Day) -> bool {
        let at = usize::try_from(day.since(start)).ok();
        at.and_then(|at| self.activity.receipts.get(at)).is_some_and(|n| *n > 0)
    }

    /// The gaps of a period.
    pub(super) fn gaps(&self, calendar: &WorkCalendar, period: &Period, baseline: bool) -> Vec<Gap> {
        let (start, end) = (period.first_day(), period.last_day_seen());
        let gap = |from, to, reason, count| Gap { from, to, reason, count, baseline };
        let worked: Vec<Day> = days(start, end).filter(|day| is_worked(calendar, *day)).collect();
        // Petitions go on before and after a month without any.
        let quiet = self.activity.goes_on && self.activity.first.is_some_and(|first| first < start);
        if self.received == 0 && self.concluded < STRAY && !quiet {
            return vec![gap(start, end, GapReason::NothingReceived, worked.len() as u64)];
        }
        let mut gaps = Vec::new();
        if !self.are_dated() {
            return gaps;
        }
        let mut covered = &worked[..];
        if let Some(first) = self.activity.first.filter(|first| baseline && *first > start) {
            let before = worked.partition_point(|day| *day < first);
            if before > LATE_START {
                gaps.push(gap(start, first.plus(-1), GapReason::BeginsLater, before as u64));
                // Told once.
                covered = &worked[before..];
            }
        }
        gaps.extend(
            self.empty_runs(calendar, start, covered)
                .into_iter()
                .map(|(run, reason)| gap(run[0], run[run.len() - 1], reason, run.len() as u64)),
        );
        gaps.extend(
            self.fell_due_after(start, &worked)
                .map(|(from, count)| gap(from, end, GapReason::OverdueAfter, count)),
        );
        gaps
    }

    /// Working days together without a receipt, where the pace of the others would have brought some.
    fn empty_runs<'d>(
        &self,
        calendar: &WorkCalendar,
        start: Day,
        worked: &'d [Day],
    ) -> Vec<(&'d [Day], GapReason)> {
        let received = |day: &Day| self.received_on(start, *day);
        let total: u64 = self.activity.receipts.iter().sum();
        let mut runs = Vec::new();
        for run in worked.chunk_by(|a, b| received(a) == received(b)).filter(|run| !received(&run[0])) {
            let is_last = run.last() == worked.last();
            let (run, reason) = match self.activity.last {
                Some(last) if is_last => {
                    (&run[run.partition_point(|day| *day <= last)..], GapReason::NoEvents)
                }
                _ => (run, GapReason::NoReceipts),
            };
            let others = worked.len() - run.len();
            let pace = u128::from(total) * run.len() as u128;
            let expected = total >= EXPECTED && pace >= u128::from(EXPECTED) * others as u128;
            // Without any receipt there is no pace: what ended is of the month before, and so is the export.
            let expected = expected || total == 0 && reason == GapReason::NoEvents;
            let busy = worked.iter().filter(|day| received(day)).count();
            let is_rare = || run.len() >= SHORT && chance_of_a_gap(run.len(), worked.len(), busy) < RARE;
            let is_long =
                || run.len() >= LONG && others > 0 && (expected || self.was_busy(calendar, start, run));
            if is_long() || is_rare() {
                runs.push((run, reason));
            }
        }
        runs
    }

    /// Whether the pace of the days before the period would have brought some in these working days.
    fn was_busy(&self, calendar: &WorkCalendar, start: Day, run: &[Day]) -> bool {
        let Some(first) = self.activity.first.filter(|first| *first < start) else { return false };
        let earlier = days(first, start.plus(-1)).filter(|day| is_worked(calendar, *day)).count();
        let pace = u128::from(self.activity.before) * run.len() as u128;
        earlier >= SHORT && pace >= u128::from(EXPECTED) * earlier as u128
    }

    /// How many fell due on or after the latest event and are open, where a whole working day without any event
    /// follows it.
    fn fell_due_after(&self, start: Day, worked: &[Day]) -> Option<(Day, u64)> {
        let last = self.activity.last?;
        let next = *worked.iter().find(|day| **day > last)?;
        let from = usize::try_from(last.since(start)).unwrap_or(0);
        let due = self.activity.overdue.get(from..)?.iter().sum();
        (due >= OVERDUE).then_some((next, due))
    }
}

/// How likely, at most, so many days with receipts among all leave so many together without one, if every day is as good as another:
/// many receipts on one day say no more than one.
fn chance_of_a_gap(gap: usize, all: usize, busy: usize) -> f64 {
    let others = all.saturating_sub(gap);
    if busy == 0 || busy > others {
        return 1.0;
    }
    // The gap may stand before each of them, or after the last.
    #[allow(clippy::cast_precision_loss, reason = "days of a period")]
    (0..busy).fold((busy + 1) as f64, |chance, n| chance * (others - n) as f64 / (all - n) as f64)
}

fn days(first: Day, last: Day) -> impl Iterator<Item = Day> {
    (0..=last.since(first)).map(move |n| first.plus(n))
}

/// Weekends are off in a year that the calendar does not cover.
fn is_worked(calendar: &WorkCalendar, day: Day) -> bool {
    calendar.is_working_day(day).unwrap_or(day.weekday() < 5)
}
