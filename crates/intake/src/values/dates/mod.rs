//! Dates as exports write them: a few exact forms, day first, and never a guess.

mod error;
mod forms;
mod scan;
mod shapes;
mod worded;

pub use error::DateError;
pub(crate) use forms::Form;
pub use shapes::DateDoubt;

pub use shapes::{DateShape, DateShapes};

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
/// They are `dd/MM/yyyy`, `d/M/yyyy`, `dd-MM-yyyy`, `dd.MM.yyyy`, `yyyy-MM-dd`, `yyyy-M-d` and `yyyy/MM/dd`, each alone
/// or followed by a blank, a comma or T and `H:mm[:ss[.f]]` with up to nine digits of a fraction, by SA, CH, AM or PM, and
/// by Z, `±hh`, `±hhmm` or `±hh:mm`, which is converted to Vietnamese time; `H:mm[:ss][,]` before a `dd/MM/yyyy`; and a
/// weekday before a date, which must be that of the date. No-break spaces and line breaks are blanks. What else can mean one
/// day only is read too: a month by its name or after the word for it, blanks around signs, `yyyyMMdd`, `8h15`.
///
/// ```
/// use sipas_intake::parse_date;
/// assert_eq!(parse_date("3/4/2025")?.to_string(), "2025-04-03");
/// assert_eq!(parse_date("2025-06-13T23:30:00Z")?.to_string(), "2025-06-14T06:30:00");
/// assert_eq!(parse_date("Thứ Sáu, 13/06/2025 8:30 CH")?.to_string(), "2025-06-13T20:30:00");
/// assert_eq!(parse_date("8 giờ 15, ngày 3 tháng 6 năm 2025")?.to_string(), "2025-06-03T08:15:00");
/// assert!(parse_date("31/04/2025").is_err());
/// # Ok::<(), sipas_intake::DateError>(())
/// ```
pub fn parse_date(text: &str) -> Result<Moment, DateError> {
    DateRules::default().read(text.trim(), &mut DateColumn::default())
}

/// What a clock time with an offset stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OffsetRule {
    /// Converts the instant to Vietnamese time.
    #[default]
    Convert,
    /// The clock time as written, for exports of another country.
    Wall,
}

/// How the dates of a file are written.
#[derive(Debug, Clone, Default)]
pub struct DateRules {
    /// A profile's own forms; where there are any, the usual ones are off, lest 03/04 be read in two ways.
    pub(crate) forms: Vec<Form>,
    pub(crate) offset: OffsetRule,
    /// Whether a plain number is a day as spreadsheets count them.
    pub(crate) serial: bool,
    /// Whether a program has read text dates with the month first where it could, and written them with the year first:
    /// day and month of these are to be swapped back.
    pub(crate) swapped: bool,
}

/// What is known of a column of dates.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct DateColumn {
    /// The last day that was read: neighbouring rows of an export mostly share theirs.
    last: Option<(Ymd, Day)>,
    pub(crate) shapes: DateShapes,
    /// The line of the row that is read.
    pub(crate) line: u64,
    /// Whether its dates are deadlines.
    pub(crate) holds_deadlines: bool,
}

impl DateColumn {
    fn day(&mut self, ymd: Ymd) -> Result<Day, DateError> {
        match self.last {
            Some((last, day)) if last == ymd => Ok(day),
            _ => {
                let day = ymd.day()?;
                self.last = Some((ymd, day));
                Ok(day)
            }
        }
    }
}

/// The moment of a cell in one of the forms that exports mostly have; `None` of all others.
pub fn usual(cell: &[u8]) -> Option<Moment> {
    let (day, clock) = parse_date_by(cell, known_day)?;
    clock.map_or(Some(Moment::on(day)), |ms| Moment::at(day, ms))
}

/// The moment of a date of the form that they have most; several of them at once, in a loop.
#[inline(always)]
#[allow(clippy::inline_always, reason = "once a date")]
pub fn most_usual(written: WrittenDate) -> Option<Moment> {
    let year = written.year().cast_signed();
    let is_read = scan::check_year(year).is_ok();
    Moment::at_ymd(year, written.month(), written.day(), written.ms()).filter(|_| is_read)
}

/// The shape of a date of the usual forms, and its day of the month.
#[inline]
pub fn usual_shape(cell: &[u8]) -> Option<(DateShape, u32)> {
    let shape = scan::usual_shape(cell);
    let at = if shape == DateShape::YearFirst { 8 } else { 0 };
    let [ten, one] = cell.get(at..at + 2)? else { return None };
    let digit = |byte: &u8| u32::from(byte.wrapping_sub(b'0'));
    Some((shape, digit(ten) * 10 + digit(one)))
}

#[inline]
fn known_day(year: u32, month: u32, day: u32) -> Option<Day> {
    let year = year.cast_signed();
    scan::check_year(year).ok()?;
    Day::from_ymd_opt(year, month, day)
}

impl DateRules {
    /// Whether dates of the usual forms are read as such.
    pub fn are_usual(&self) -> bool {
        self.forms.is_empty() && !self.swapped
    }

    /// Whether days and months are swapped back.
    pub fn are_swapped(&self) -> bool {
        self.swapped
    }

    /// What is doubtful about the dates of a column, and the line that shows it.
    pub fn doubt(&self, shapes: &DateShapes) -> Option<(DateDoubt, u64)> {
        shapes.doubt().filter(|(doubt, _)| !(self.swapped && *doubt == DateDoubt::Swapped))
    }

    fn unswapped(&self, written: Written) -> Written {
        let Ymd { year, month, day } = written.date;
        let is_swapped = self.swapped && written.shape == DateShape::YearFirst && day <= 12;
        if is_swapped { Written { date: Ymd { year, month: day, day: month }, ..written } } else { written }
    }

    /// Reads a trimmed, non-empty cell.
    pub(crate) fn read(&self, cell: &str, column: &mut DateColumn) -> Result<Moment, DateError> {
        if self.serial
            && let Some(serial) = serial(cell)
            && !(self.forms.is_empty() && worded::digits(cell).is_some())
        {
            return serial;
        }
        if self.forms.is_empty() {
            let written = scan::usual(cell.as_bytes()).or_else(|| scan::written(cell));
            let written = written.ok_or_else(|| scan::why_not(cell))?;
            column.shapes.see(written.date, written.shape, column.line);
            self.place(self.unswapped(written), column)
        } else {
            let mut outcome = DateError::NoForm;
            for form in &self.forms {
                match form.read(cell) {
                    Ok(written) => return self.place(written, column),
                    Err(DateError::NoForm) => {}
                    Err(error) => outcome = error,
                }
            }
            Err(outcome)
        }
    }

    /// Whether the cell has a date's shape, be it an impossible date: such a row is no title and no total.
    pub fn has_shape(&self, cell: &str) -> bool {
        if !cell.bytes().any(|byte| byte.is_ascii_digit()) || scan::is_dateline(cell) {
            return false;
        }
        if self.serial
            && let Some(serial) = serial(cell)
        {
            // A total may stand below dates, and is a number too.
            return serial.is_ok() || self.forms.is_empty() && worded::digits(cell).is_some();
        }
        match self.read(cell, &mut DateColumn::default()) {
            Err(error) if error.is_of_no_form() => self.forms.is_empty() && scan::begins_as_date(cell),
            _ => true,
        }
    }

    /// Whether a cell is what programs write where there is no date: zeros, or the day at which they begin to count, each
    /// with or without a time of zeros.
    pub fn is_no_date(cell: &str) -> bool {
        // Most cells show at a glance that they are none: beside 1900 there is only 12:00 SA.
        matches!(cell.as_bytes(), [b'0' | b'1', ..])
            && !cell.bytes().any(|byte| matches!(byte, b'3'..=b'8'))
            && scan::is_no_date(cell)
    }

    /// What should stand in a cell that was refused.
    pub(crate) fn expected(&self, error: DateError) -> Cow<'static, str> {
        if error == DateError::NoForm && !self.forms.is_empty() {
            return self.forms.iter().map(Form::pattern).collect::<Vec<_>>().join(", ").into();
        }
        error.expected()
    }

    fn place(&self, written: Written, column: &mut DateColumn) -> Result<Moment, DateError> {
        let day = column.day(written.date)?;
        if written.weekday.is_some_and(|weekday| u32::from(weekday) != day.weekday()) {
            return Err(DateError::OtherWeekday);
        }
        let Some(ms) = written.clock else { return Ok(Moment::on(day)) };
        if ms >= DAY_MS {
            return Err(DateError::NoSuchTime);
        }
        let (days, ms) = match (self.offset, written.offset) {
            // Programs write a day so that has no time; as a deadline it would fall due in the morning.
            (OffsetRule::Convert, Some(0)) if ms == 0 && column.holds_deadlines => (0, 0),
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
