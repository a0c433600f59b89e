use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeStruct};

use super::written::usual_form;
use crate::moment::{Day, Moment, Month, Window};

/// The years that exports are read of.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// How many months make a trend, the last one included.
const TREND_MONTHS: u32 = 12;

/// A span of whole days, seen as of a moment: never empty, and `start < as_of <= end`.
///
/// `start` is its first day; `end` the day after its last. Everything at or after `as_of` has not happened yet, so
/// that an old report can be made again from a newer export.
///
/// ```
/// use sipas_core::{Period, Window};
/// let june = Period::parse("2025-06", Window::Reporting)?;
/// assert_eq!((june.first_day().to_string(), june.last_day().to_string()),
///            ("2025-05-15".to_owned(), "2025-06-14".to_owned()));
/// # Ok::<(), sipas_core::PeriodError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    start: Day,
    end: Day,
    as_of: Moment,
    window: Window,
    whole_year: bool,
}

/// Why a text is no period, or a moment no `as_of` of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PeriodError {
    /// The text has no form of a period.
    #[error(
        "expected a period of the years 1990 to 2100 such as 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 or 2025-06-03..2025-07-15, found {0:?}"
    )]
    Form(String),
    /// The range ends before it begins.
    #[error("the period {0:?} ends before it begins")]
    Backwards(String),
    /// `as_of` is not within the period.
    #[error("as-of {} is not after {start} and at most the end of {last}", of_view(*as_of))]
    AsOf {
        /// The moment asked for.
        as_of: Moment,
        /// The first day of the period.
        start: Day,
        /// The last day of the period.
        last: Day,
    },
}

/// A midnight is the end of the day before it, as it was asked for.
fn of_view(at: Moment) -> String {
    if at.clock_ms() == 0 { format!("the end of {}", at.day().plus(-1)) } else { at.to_string() }
}

impl Period {
    /// Reads a period in the given window, seen as of its end. A range of days is the same in both. What administrators
    /// write is read too: `6/2025`, `tháng 6/2025`, `Q2/2025`, `quý II/2025`, `năm 2025`.
    pub fn parse(text: &str, window: Window) -> Result<Period, PeriodError> {
        let form = || PeriodError::Form(text.to_owned());
        if let Some((from, to)) = text.split_once("..") {
            let (from, to): (Day, Day) = (from.parse().map_err(|_| form())?, to.parse().map_err(|_| form())?);
            if ![from, to].iter().all(|day| YEARS.contains(&day.year())) {
                return Err(form());
            }
            return Period::days(from, to, window).ok_or_else(|| PeriodError::Backwards(text.to_owned()));
        }
        let usual = usual_form(text);
        let (year, part) = usual.split_at_checked(4).ok_or_else(form)?;
        let year: i32 = Some(year)
            .filter(|y| y.bytes().all(|b| b.is_ascii_digit()))
            .ok_or_else(form)?
            .parse()
            .map_err(|_| form())?;
        if !YEARS.contains(&year) {
            return Err(form());
        }
        let (first, months) = match part {
            "" => (1, 12),
            "-H1" => (1, 6),
            "-H2" => (7, 6),
            "-9M" => (1, 9),
            "-Q1" => (1, 3),
            "-Q2" => (4, 3),
            "-Q3" => (7, 3),
            "-Q4" => (10, 3),
            _ => {
                let digits =
                    part.strip_prefix('-').filter(|m| m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()));
                let month = digits.and_then(|m| m.parse().ok()).filter(|m| (1..=12).contains(m));
                (month.ok_or_else(form)?, 1)
            }
        };
        Period::months(year, first, months, window).ok_or_else(form)
    }

    /// The period of a [`Month`] in the given window; `None` outside the years 1990 to 2100.
    pub fn month(month: Month, window: Window) -> Option<Period> {
        Period::months(month.year(), month.number(), 1, window)
    }

    /// The month of the window that holds a day.
    pub fn month_of(day: Day, window: Window) -> Option<Period> {
        Period::month(day.month_in(window), window)
    }

    fn months(year: i32, first: u32, months: u32, window: Window) -> Option<Period> {
        let start = Day::from_ymd_opt(year, first, 1).filter(|day| YEARS.contains(&day.year()))?;
        let end = start.plus_months(months);
        let cut = |day: Day| if window == Window::Reporting { fifteenth_before(day) } else { Some(day) };
        let (start, end) = (cut(start)?, cut(end)?);
        Some(Period { start, end, as_of: Moment::on(end), window, whole_year: months == 12 })
    }

    /// The days from `first` to `last`, both in; `None` where `last` comes first. The window is only told on.
    pub fn days(first: Day, last: Day, window: Window) -> Option<Period> {
        let end = last.plus(1);
        (first <= last && end > last).then(|| Period {
            start: first,
            end,
            as_of: Moment::on(end),
            window,
            whole_year: false,
        })
    }

    /// Gives the period as seen at a moment.
    pub fn seen_as_of(self, as_of: Moment) -> Result<Period, PeriodError> {
        let (start, end) = (Moment::on(self.start), Moment::on(self.end));
        if !start.is_before(as_of) || end.is_before(as_of) {
            return Err(PeriodError::AsOf { as_of, start: self.start, last: self.last_day() });
        }
        Ok(Period { as_of, ..self })
    }

    /// Says whether [`Period::year_progress`] tells of these days as of a year.
    pub(crate) fn of_whole_year(self, whole_year: bool) -> Period {
        Period { whole_year, ..self }
    }

    /// The first day in it.
    pub fn first_day(&self) -> Day {
        self.start
    }

    /// The last day in it.
    pub fn last_day(&self) -> Day {
        self.end.plus(-1)
    }

    /// The last day of which something is seen: that before `as_of`, where that is a midnight.
    pub(crate) fn last_day_seen(&self) -> Day {
        if self.as_of.clock_ms() > 0 { self.as_of.day() } else { self.as_of.day().plus(-1) }
    }

    /// How many whole months it is, where it is a month, a quarter, a half, nine months or a year of either window.
    fn whole_months(&self) -> Option<u32> {
        let (.., first) = self.start.ymd();
        let is = |months: &u32| self.start.plus_months(*months) == self.end;
        [1, 3, 6, 9, 12].into_iter().find(is).filter(|_| matches!(first, 1 | 15))
    }

    /// Whether a count over one compares with a count over the other: both are a month, or a quarter, or …; or their
    /// lengths are within three days.
    pub fn is_like(&self, other: &Period) -> bool {
        match (self.whole_months(), other.whole_months()) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => (self.end.since(self.start) - other.end.since(other.start)).abs() <= 3,
        }
    }

    /// This period as a baseline of another: where that one is not over and of the same kind, cut at the same month and
    /// day.
    ///
    /// ```
    /// use sipas_core::Period;
    /// let year: Period = "2025".parse()?;
    /// let year = year.seen_as_of("2025-11-01".parse()?)?;
    /// let before = "2024".parse::<Period>()?.as_baseline_of(&year);
    /// assert_eq!(before.as_of(), "2024-11-01".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn as_baseline_of(self, period: &Period) -> Period {
        if !period.as_of.is_before(Moment::on(period.end)) || !self.is_like(period) {
            return self;
        }
        let last = period.last_day_seen();
        let ((.., ours), (.., theirs)) = (self.start.ymd(), period.start.ymd());
        let same = if ours == theirs {
            let months = last.month().index() - period.start.month().index();
            let first = first_of_month(self.start).plus_months(months.into());
            let (.., day) = last.ymd();
            first.plus(day.cast_signed() - 1).min(first.plus_months(1).plus(-1))
        } else {
            self.start.plus(last.since(period.start))
        };
        let as_of = match period.as_of.clock_ms() {
            0 => Some(Moment::on(same.plus(1))),
            ms => Moment::at(same, ms),
        };
        let as_of = as_of.filter(|as_of| as_of.is_before(self.as_of));
        as_of.and_then(|as_of| self.seen_as_of(as_of).ok()).unwrap_or(self)
    }

    /// The name that it is asked for by: `2025-06`, `2025-Q2`, `2025-H1`, `2025-9M`, `2025`, else its days.
    ///
    /// ```
    /// use sipas_core::Period;
    /// let name = |text: &str| text.parse::<Period>().map(|period| period.name());
    /// assert_eq!(name("2025-04-01..2025-06-30")?, "2025-Q2");
    /// assert_eq!(name("2025-06-03..2025-07-15")?, "2025-06-03..2025-07-15");
    /// # Ok::<(), sipas_core::PeriodError>(())
    /// ```
    pub fn name(&self) -> String {
        let last = self.last_day().month_in(self.window);
        let (year, month) = (last.year(), last.number());
        let names = [
            format!("{year}-{month:02}"),
            format!("{year}-Q{}", month.div_ceil(3)),
            format!("{year}-H{}", month.div_ceil(6)),
            format!("{year}-9M"),
            year.to_string(),
        ];
        let is_it = |name: &String| {
            Period::parse(name, self.window)
                .is_ok_and(|other| (other.start, other.end) == (self.start, self.end))
        };
        names.into_iter().find(is_it).unwrap_or_else(|| self.to_string())
    }

    /// The moment before which things have happened.
    pub fn as_of(&self) -> Moment {
        self.as_of
    }

    /// How the period is cut.
    pub fn window(&self) -> Window {
        self.window
    }

    /// Whether a moment lies at or after the start.
    pub fn has_begun_at(&self, at: Moment) -> bool {
        at.day() >= self.start
    }

    /// The year of months that ends with this period, seen as of the same moment; a longer period is its own trend.
    #[must_use]
    pub fn trend(&self) -> Period {
        let last = self.last_day();
        let first = (1..TREND_MONTHS).fold(first_of_month(last), |day, _| first_of_month(day.plus(-1)));
        let longer = Period::days(first.min(self.start), last, self.window).unwrap_or(*self);
        longer.seen_as_of(self.as_of).unwrap_or(*self)
    }

    /// From the beginning of the year to the end of this period, seen as of the same moment; none where that is no longer than
    /// the period itself.
    pub fn year_to_date(&self) -> Option<Period> {
        let last = self.last_day();
        let year = Period::months(last.month_in(self.window).year(), 1, 12, self.window)?;
        let to_date = Period::days(year.start, last, self.window).filter(|_| year.start < self.start)?;
        to_date.seen_as_of(self.as_of).ok()
    }

    /// For a whole year: its days that have passed at `as_of`, a begun one counted whole, and all its days.
    pub fn year_progress(&self) -> Option<(u64, u64)> {
        let begun = i32::from(self.as_of.clock_ms() > 0);
        let passed = self.as_of.day().since(self.start) + begun;
        let whole = self.end.since(self.start);
        self.whole_year.then(|| (u64::try_from(passed).unwrap_or(0), u64::try_from(whole).unwrap_or(0)))
    }
}

fn first_of_month(day: Day) -> Day {
    let month = day.month();
    Day::from_ymd(month.year(), month.number(), 1).unwrap_or(day)
}

/// The 15th of the month before a first of a month.
fn fifteenth_before(first: Day) -> Option<Day> {
    let before = first.plus(-1).month();
    Day::from_ymd_opt(before.year(), before.number(), 15)
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Period, PeriodError> {
        Period::parse(text, Window::Calendar)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.last_day())
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut period = to.serialize_struct("Period", 3)?;
        period.serialize_field("start", &self.start)?;
        period.serialize_field("end", &self.last_day())?;
        period.serialize_field("window", self.window.name())?;
        period.end()
    }
}

/// A period as a report has it, seen as of its end; or as it is written, such as `2025-Q2`.
impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Period, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a period such as \"2025-Q2\", or its start, end and window")]
        enum Written {
            Text(String),
            Days { start: Day, end: Day, window: Window },
        }
        match Written::deserialize(from)? {
            Written::Text(text) => text.parse().map_err(de::Error::custom),
            Written::Days { start, end, window } => {
                let days = Period::days(start, end, window);
                let days =
                    days.ok_or_else(|| de::Error::custom(PeriodError::Backwards(format!("{start}..{end}"))))?;
                Ok(days.of_whole_year(days.whole_months() == Some(12)))
            }
        }
    }
}
