//! Dates as exports write them: a few exact forms, day first, and never a guess.

mod error;
mod forms;
mod scan;

pub use error::DateError;
pub(crate) use forms::Form;

use std::borrow::Cow;

use sipas_core::{Day, Moment};
use sipas_scan::{WrittenDate, parse_date_by};

use scan::{Written, Ymd};

/// Vietnam's offset from UTC in minutes; there has been no daylight saving time in the years that are read.
const VIETNAM: i32 = 7 * 60;
const DAY_MINUTES: i32 = 24 * 60;
const DAY_MS: u32 = 86_400_000;
/// Excel's day 0. Its phantom 29 February 1900 lies long before the years that are read.
const SERIAL_EPOCH: (i32, u32, u32) = (1899, 12, 30);

/// Reads a date by the forms that need no profile.
///
/// They are `dd/MM/yyyy`, `d/M/yyyy`, `dd-MM-yyyy`, `dd.MM.yyyy`, `yyyy-MM-dd` and `yyyy/MM/dd`, each alone or
/// followed by a blank or T and `HH:mm[:ss[.fff]]`, the ISO form then also by Z or `±hh:mm`, which is converted to
/// Vietnamese time; and `HH:mm[:ss][,]` before a `dd/MM/yyyy`.
///
/// ```
/// use sipas_intake::parse_date;
/// assert_eq!(parse_date("3/4/2025")?.to_string(), "2025-04-03");
/// assert_eq!(parse_date("2025-06-13T23:30:00Z")?.to_string(), "2025-06-14T06:30:00");
/// assert!(parse_date("31/04/2025").is_err());
/// # Ok::<(), sipas_intake::DateError>(())
/// ```
pub fn parse_date(text: &str) -> Result<Moment, DateError> {
    DateRules::default().read(text.trim(), &mut DayMemo::default())
}

/// What a clock time with an offset stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OffsetRule {
    /// The same instant on Vietnamese clocks.
    #[default]
    Convert,
    /// The clock time as written, for exports of another country.
    Wall,
}

/// How the dates of a file are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct DateRules {
    /// A profile's own forms; where there are any, the usual ones are off, lest 03/04 be read in two ways.
    pub(crate) forms: Vec<Form>,
    pub(crate) offset: OffsetRule,
    /// Whether a plain number is a day as spreadsheets count them.
    pub(crate) serial: bool,
}

/// The last day that was read in a column: neighbouring rows of an export mostly share theirs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DayMemo(Option<(Ymd, Day)>);

impl DayMemo {
    fn day(&mut self, ymd: Ymd) -> Result<Day, DateError> {
        match self.0 {
            Some((last, day)) if last == ymd => Ok(day),
            _ => {
                let day = ymd.day()?;
                self.0 = Some((ymd, day));
                Ok(day)
            }
        }
    }
}

/// The moment of a cell in one of the forms that exports mostly have; `None` of all others.
pub(crate) fn usual(cell: &[u8]) -> Option<Moment> {
    let (day, clock) = parse_date_by(cell, known_day)?;
    clock.map_or(Some(Moment::on(day)), |ms| Moment::at(day, ms))
}

/// The moment of a date of the form that they have most; several of them at once, in a loop.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once a date")]
pub(crate) fn most_usual(written: WrittenDate) -> Option<Moment> {
    let year = written.year().cast_signed();
    let is_read = scan::check_year(year).is_ok();
    Moment::at_ymd(year, written.month(), written.day(), written.ms()).filter(|_| is_read)
}

#[inline]
fn known_day(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = year.cast_signed();
    scan::check_year(year).ok()?;
    Day::from_ymd_opt(year, month, day)
}

impl DateRules {
    /// Whether dates of the usual forms are read as such.
    pub(crate) fn are_usual(&self) -> bool {
        self.forms.is_empty()
    }

    /// Reads a trimmed, non-empty cell.
    pub(crate) fn read(&self, cell: &str, memo: &mut DayMemo) -> Result<Moment, DateError> {
        if self.serial
            && let Some(serial) = serial(cell)
        {
            return serial;
        }
        if self.forms.is_empty() {
            let cell = cell.as_bytes();
            let written = scan::usual(cell).or_else(|| scan::written(cell));
            self.place(written.ok_or_else(|| scan::why_not(cell))?, memo)
        } else {
            let mut outcome = DateError::NoForm;
            for form in &self.forms {
                match form.read(cell) {
                    Ok(written) => return self.place(written, memo),
                    Err(DateError::NoForm) => {}
                    Err(error) => outcome = error,
                }
            }
            Err(outcome)
        }
    }

    /// Whether the cell has a date's shape, be it an impossible date: such a row is no title and no total.
    pub(crate) fn has_shape(&self, cell: &str) -> bool {
        if self.serial
            && let Some(serial) = serial(cell)
        {
            // A total may stand below dates, and is a number too.
            return serial.is_ok();
        }
        match self.read(cell, &mut DayMemo::default()) {
            Err(DateError::NoForm) => self.forms.is_empty() && scan::begins_as_date(cell.as_bytes()),
            _ => true,
        }
    }

    /// What should stand in a cell that was refused.
    pub(crate) fn expected(&self, error: DateError) -> Cow<'static, str> {
        if error == DateError::NoForm && !self.forms.is_empty() {
            return self.forms.iter().map(Form::pattern).collect::<Vec<_>>().join(", ").into();
        }
        error.expected()
    }

    fn place(&self, written: Written, memo: &mut DayMemo) -> Result<Moment, DateError> {
        let day = memo.day(written.date)?;
        let Some(ms) = written.clock else { return Ok(Moment::on(day)) };
        if ms >= DAY_MS {
            return Err(DateError::NoSuchTime);
        }
        let (days, ms) = match (self.offset, written.offset) {
            (OffsetRule::Convert, Some(offset)) => shift(ms, VIETNAM - offset),
            _ => (0, ms),
        };
        let day = day.plus(days);
        if days != 0 {
            scan::check_year(day.year())?;
        }
        Moment::at(day, ms).ok_or(DateError::NoSuchTime)
    }
}

/// Moves milliseconds since midnight by minutes, and tells by how many days that leads away.
fn shift(ms: u32, minutes: i32) -> (i32, u32) {
    let total = (ms / 60_000).cast_signed() + minutes;
    let within = total.rem_euclid(DAY_MINUTES).cast_unsigned();
    (total.div_euclid(DAY_MINUTES), within * 60_000 + ms % 60_000)
}

/// A number such as `45821` or `45821.354166667`; `None` where the cell is no number.
fn serial(cell: &str) -> Option<Result<Moment, DateError>> {
    let number = cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let days: f64 = number.then(|| cell.parse().ok())??;
    // Far beyond the last year that is read, and well within the whole numbers that are cast below.
    if days > 100_000.0 {
        return Some(Err(DateError::YearOutOfRange));
    }
    #[allow(clippy::cast_possible_truncation, reason = "checked just above")]
    let (whole, ms) = (days.trunc() as i32, (days.fract() * f64::from(DAY_MS)).round() as i64);
    let (y, m, d) = SERIAL_EPOCH;
    let day = chrono::NaiveDate::from_ymd_opt(y, m, d)?
        .checked_add_signed(chrono::Duration::days(i64::from(whole) + ms / i64::from(DAY_MS)))?;
    let ms = u32::try_from(ms % i64::from(DAY_MS)).ok()?;
    let moment = |day| {
        if days.fract() == 0.0 {
            Ok(Moment::on(day))
        } else {
            Moment::at(day, ms).ok_or(DateError::NoSuchTime)
        }
    };
    Some(
        scan::check_year(chrono::Datelike::year(&day))
            .and_then(|()| Day::try_from(day).map_err(|_| DateError::YearOutOfRange))
            .and_then(moment),
    )
}

#[cfg(test)]
mod tests;
