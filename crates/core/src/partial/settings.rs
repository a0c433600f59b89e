//! What tallies are counted by: all of it that a figure depends on.

use super::PartialError;
use super::io::Io;
use crate::calendar::{CalendarRow, DayKind, Period, WorkCalendar};
use crate::clock::Clock;
use crate::dimension::Dimension;
use crate::moment::Window;
use crate::moment::{Day, Moment};
use crate::policy::{ClockEnd, DeadlineBasis, Policy, Precision, SupplementRule};

type Done = Result<(), PartialError>;

/// By what records were counted. Partial results of different settings do not add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialSettings {
    /// The version of the library that counted.
    pub version: String,
    /// Settings, calendar and period. Of the calendar's rows only what is counted by is kept.
    pub clock: Clock,
    /// What groups are made of.
    pub by: Vec<Dimension>,
    /// The period to compare with.
    pub baseline: Option<Period>,
}

/// A setting in which two partial results differ: what it is called on the command line, and its two values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {theirs}, not {ours}")]
pub struct SettingsDiffer {
    /// Its name, such as `--period`.
    pub setting: &'static str,
    /// The value of the one that was there first.
    pub ours: String,
    /// The value of the one to be merged into it.
    pub theirs: String,
}

impl PartialSettings {
    pub(crate) fn new(clock: &Clock, by: &[Dimension], baseline: Option<Period>) -> PartialSettings {
        let bare =
            |row: &CalendarRow| CalendarRow { name: String::new(), source: String::new(), ..row.clone() };
        let calendar = WorkCalendar::from_rows(clock.calendar.rows().map(bare), clock.calendar.years());
        let calendar = calendar
            .map_or_else(|_| clock.calendar.clone(), |of| of.with_hours(clock.calendar.hours().clone()));
        let clock = Clock { calendar, ..clock.clone() };
        PartialSettings { version: env!("CARGO_PKG_VERSION").to_owned(), clock, by: by.to_vec(), baseline }
    }

    /// The first setting in which the two differ.
    pub(crate) fn compare(&self, other: &PartialSettings) -> Result<(), SettingsDiffer> {
        let (ours, theirs) = (self.named(), other.named());
        let differing = ours.into_iter().zip(theirs).find(|((_, ours), (_, theirs))| ours != theirs);
        if let Some(((setting, ours), (_, theirs))) = differing {
            return Err(SettingsDiffer { setting, ours, theirs });
        }
        let (ours, theirs) = (&self.clock.calendar, &other.clock.calendar);
        match difference(ours, theirs) {
            None => Ok(()),
            Some((ours, theirs)) => Err(SettingsDiffer { setting: "--calendar", ours, theirs }),
        }
    }

    fn named(&self) -> [(&'static str, String); 14] {
        let Clock { policy, period, publication_days, pakn_days, calendar } = &self.clock;
        let by: Vec<_> = self.by.iter().map(|by| by.name()).collect();
        let baseline = self.baseline.map_or("none".to_owned(), |of| format!("{of} as of {}", of.as_of()));
        [
            ("--version", self.version.clone()),
            (
                "--period",
                format!("{period}{}", if period.year_progress().is_some() { " (a year)" } else { "" }),
            ),
            ("--as-of", period.as_of().to_string()),
            ("--window", period.window().name().to_owned()),
            ("--baseline", baseline),
            ("--by", if by.is_empty() { "none".to_owned() } else { by.join(",") }),
            ("--clock-end", name(&policy.clock_end, &CLOCK_ENDS)),
            ("--deadline", name(&policy.deadline, &DEADLINES)),
            ("--precision", name(&policy.precision, &PRECISIONS)),
            ("--supplement", name(&policy.supplement, &SUPPLEMENTS)),
            ("--repeat-threshold", policy.repeat_threshold.to_string()),
            ("--publication-days", publication_days.to_string()),
            ("--pakn-days", pakn_days.to_string()),
            ("--office-hours", calendar.hours().to_string()),
        ]
    }
}

const CLOCK_ENDS: [(ClockEnd, &str); 2] =
    [(ClockEnd::Finished, "finished"), (ClockEnd::Returned, "returned")];
const DEADLINES: [(DeadlineBasis, &str); 2] =
    [(DeadlineBasis::Original, "original"), (DeadlineBasis::Current, "current")];
const PRECISIONS: [(Precision, &str); 2] = [(Precision::Day, "day"), (Precision::Instant, "instant")];
const SUPPLEMENTS: [(SupplementRule, &str); 3] = [
    (SupplementRule::AsRecorded, "as-recorded"),
    (SupplementRule::Pause, "pause"),
    (SupplementRule::Restart, "restart"),
];

fn name<T: PartialEq>(value: &T, known: &[(T, &str)]) -> String {
    known.iter().find(|(one, _)| one == value).map_or_else(String::new, |(_, name)| (*name).to_owned())
}

/// The first day that two calendars see differently.
fn difference(ours: &WorkCalendar, theirs: &WorkCalendar) -> Option<(String, String)> {
    let said = |of: &WorkCalendar, day: Day| {
        let row = of.rows().find(|row| row.date == day);
        row.map_or_else(
            || format!("{day}: -"),
            |row| format!("{day}: {}{}", row.kind, if row.provisional { " (provisional)" } else { "" }),
        )
    };
    let days = ours.rows().chain(theirs.rows()).map(|row| row.date);
    if let Some(first) = days.filter(|day| said(ours, *day) != said(theirs, *day)).min() {
        return Some((said(ours, first), said(theirs, first)));
    }
    let years = |of: &WorkCalendar| format!("{} to {}", of.first(), of.last());
    (years(ours) != years(theirs)).then(|| (years(ours), years(theirs)))
}

pub(super) fn settings<I: Io>(io: &mut I, settings: &mut PartialSettings) -> Done {
    io.text(&mut settings.version)?;
    let Clock { policy, calendar, period: over, publication_days, pakn_days } = &mut settings.clock;
    choices(io, policy)?;
    io.small(&mut policy.repeat_threshold)?;
    io.small(publication_days)?;
    // The first versions gave every petition fifteen days.
    if io.version() > 3 {
        io.small(pakn_days)?;
    }
    period(io, over)?;
    days(io, calendar)?;
    io.list(&mut settings.by, || Dimension::Unit, dimension)?;
    Dimension::check(&settings.by).map_err(|_| PartialError::Malformed("the dimensions"))?;
    let mut has_baseline = settings.baseline.is_some();
    io.choice(&mut has_baseline, &[false, true])?;
    let mut before = settings.baseline.unwrap_or(settings.clock.period);
    if has_baseline {
        period(io, &mut before)?;
    }
    settings.baseline = has_baseline.then_some(before);
    Ok(())
}

fn choices<I: Io>(io: &mut I, policy: &mut Policy) -> Done {
    io.choice(&mut policy.clock_end, &CLOCK_ENDS.map(|(one, _)| one))?;
    io.choice(&mut policy.deadline, &DEADLINES.map(|(one, _)| one))?;
    io.choice(&mut policy.precision, &PRECISIONS.map(|(one, _)| one))?;
    io.choice(&mut policy.supplement, &SUPPLEMENTS.map(|(one, _)| one))
}

/// First day, last day, the day and the millisecond of `as_of` (0 for no time, else one more), window, whole year.
fn period<I: Io>(io: &mut I, period: &mut Period) -> Done {
    let malformed = || PartialError::Malformed("a period");
    let (mut first, mut last, at) = (period.first_day(), period.last_day(), period.as_of());
    day(io, &mut first)?;
    day(io, &mut last)?;
    let (mut at_day, mut ms) = (at.day(), if at.has_clock() { at.clock_ms() + 1 } else { 0 });
    day(io, &mut at_day)?;
    io.small(&mut ms)?;
    let mut window = period.window();
    io.choice(&mut window, &[Window::Calendar, Window::Reporting])?;
    let mut whole_year = period.year_progress().is_some();
    io.choice(&mut whole_year, &[false, true])?;
    let as_of = match ms {
        0 => Moment::on(at_day),
        ms => Moment::at(at_day, ms - 1).ok_or_else(malformed)?,
    };
    let days = Period::days(first, last, window).ok_or_else(malformed)?;
    *period = days.seen_as_of(as_of).map_err(|_| malformed())?.of_whole_year(whole_year);
    Ok(())
}

/// The dated rows, each by its distance to the one before, and the office hours as they are written.
fn days<I: Io>(io: &mut I, calendar: &mut WorkCalendar) -> Done {
    let malformed = || PartialError::Malformed("a calendar");
    let kinds = [DayKind::Holiday, DayKind::CompensatoryOff, DayKind::SwappedOff, DayKind::SwappedWorking];
    let mut rows: Vec<CalendarRow> = calendar.rows().cloned().collect();
    let blank = || CalendarRow {
        date: Day::MIN,
        kind: DayKind::Holiday,
        name: String::new(),
        source: String::new(),
        provisional: false,
    };
    let mut before = 0;
    io.list(&mut rows, blank, |io, row| {
        let mut step = row.date.number().saturating_sub(before);
        io.small(&mut step)?;
        row.date = day_of(before.checked_add(step).filter(|_| step > 0).ok_or_else(malformed)?)?;
        before = row.date.number();
        io.choice(&mut row.kind, &kinds)?;
        io.choice(&mut row.provisional, &[false, true])
    })?;
    let mut years = [calendar.first(), calendar.last()];
    if io.version() > 1 {
        years.iter_mut().try_for_each(|at| day(io, at))?;
    } else if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
        // In the first version any row made its year complete.
        years = [first.date, last.date];
    }
    let mut hours = calendar.hours().to_string();
    io.text(&mut hours)?;
    let hours = hours.parse().map_err(|_| malformed())?;
    *calendar = WorkCalendar::from_rows(rows, years[0].year()..=years[1].year())
        .map_err(|_| malformed())?
        .with_hours(hours);
    Ok(())
}

/// Stands before the name of a dimension of the user's own.
const OWN: u64 = 6;

fn dimension<I: Io>(io: &mut I, by: &mut Dimension) -> Done {
    let malformed = || PartialError::Malformed("a dimension");
    let mut number = by.number().unwrap_or(OWN);
    io.number(&mut number)?;
    if number == OWN && io.version() > 1 {
        let mut name = by.name().to_owned();
        io.text(&mut name)?;
        *by = Dimension::own(&name).map_err(|_| malformed())?;
    } else {
        let known = Dimension::ALL.into_iter().find(|known| known.number() == Some(number));
        *by = known.ok_or_else(malformed)?;
    }
    Ok(())
}

/// Days are counted from 1 January 1900, which is 1.
fn day<I: Io>(io: &mut I, day: &mut Day) -> Done {
    let mut number = day.number();
    io.small(&mut number)?;
    *day = day_of(number)?;
    Ok(())
}

pub(super) fn day_of(number: u32) -> Result<Day, PartialError> {
    Day::from_number(number).ok_or(PartialError::Malformed("a day"))
}
