//! The dates that exports mostly hold, eight digits at a time.

use crate::Pairs;

/// A day of the calendar, and perhaps a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FixedDate {
    /// The year, of four digits.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, which has so many.
    pub day: u8,
    /// Milliseconds since midnight, if there is a time: less than a day.
    pub ms: Option<u32>,
}

/// Reads a date of one of the forms `dd/MM/yyyy HH:mm:ss`, `dd/MM/yyyy HH:mm`, `dd/MM/yyyy`, `yyyy-MM-dd`,
/// `yyyy-MM-ddTHH:mm:ss` and `yyyy-MM-dd HH:mm:ss`.
///
/// `None` for all else, be it a date of another form or one that does not exist: a parser of all forms has the say
/// then.
///
/// ```
/// use sipas_scan::{FixedDate, parse_date};
///
/// let date = parse_date(b"13/06/2025 08:15:07");
/// assert_eq!(date, Some(FixedDate { year: 2025, month: 6, day: 13, ms: Some(29_707_000) }));
/// assert_eq!(parse_date(b"29/02/2025"), None);
/// assert_eq!(parse_date(b"3/4/2025"), None);
/// ```
#[inline]
pub fn parse_date(field: &[u8]) -> Option<FixedDate> {
    let known =
        |year, month, day: u32| (day.wrapping_sub(1) < days(year, month)).then_some([year, month, day]);
    // Of four and two digits.
    #[allow(clippy::cast_possible_truncation)]
    let date = |([year, month, day], ms): ([u32; 3], _)| FixedDate {
        year: year as u16,
        month: month as u8,
        day: day as u8,
        ms,
    };
    parse_date_by(field, known).map(date)
}

/// Reads a date where another calendar says which days there are: it is asked with year, month and day of the month,
/// each of so many digits as the form has.
#[inline]
pub fn parse_date_by<D>(
    field: &[u8],
    calendar: impl Fn(u32, u32, u32) -> Option<D>,
) -> Option<(D, Option<u32>)> {
    let Written { fit, year, month, day, ms } = match field.len() {
        19 if field[2] == b'/' => day_first_with_time(field.first_chunk()?),
        19 => iso_with_time(field.first_chunk()?),
        16 => day_first_with_minutes(field.first_chunk()?),
        10 if field[4] == b'-' => iso(field.first_chunk()?),
        10 => day_first(field.first_chunk()?),
        _ => return None,
    };
    let day = if fit { calendar(year, month, day)? } else { return None };
    Some((day, ms))
}

/// What is written where a date of the form `dd/MM/yyyy HH:mm:ss` stands: a time of day, and a day of which it is not said
/// whether there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// As a processor has them that reads all at once.
#[repr(C, align(16))]
pub struct WrittenDate {
    /// Seconds of the hours and minutes, and those beyond.
    pub(crate) seconds: [u32; 2],
    pub(crate) year: u32,
    /// The month in the second byte, the day in the first.
    pub(crate) month_and_day: u32,
}

impl WrittenDate {
    /// Where no such date stands.
    pub(crate) const NONE: WrittenDate = WrittenDate { seconds: [0; 2], year: u32::MAX, month_and_day: 0 };

    #[inline]
    pub(crate) fn read(field: &[u8; 19]) -> Option<WrittenDate> {
        let Written { fit, year, month, day, ms } = day_first_with_time(field);
        let seconds = ms? / 1000;
        let date = WrittenDate {
            seconds: [seconds - seconds % 60, seconds % 60],
            year,
            month_and_day: month << 8 | day,
        };
        fit.then_some(date)
    }

    /// Whether there is one.
    #[inline]
    pub fn is_some(self) -> bool {
        self.year != WrittenDate::NONE.year
    }

    /// Of four digits.
    #[inline]
    pub fn year(self) -> u32 {
        self.year
    }

    /// Of two digits.
    #[inline]
    pub fn month(self) -> u32 {
        self.month_and_day >> 8
    }

    /// The day of the month, of two digits.
    #[inline]
    pub fn day(self) -> u32 {
        self.month_and_day & 0xff
    }

    /// Milliseconds since midnight: less than a day.
    #[inline]
    pub fn ms(self) -> u32 {
        let [minutes, seconds] = self.seconds;
        (minutes + seconds) * 1000
    }
}

/// What stands at the places of a form.
struct Written {
    /// Whether the form fits, and the time of day is one.
    fit: bool,
    year: u32,
    month: u32,
    day: u32,
    ms: Option<u32>,
}

#[inline]
fn day_first_with_time(field: &[u8; 19]) -> Written {
    let date = pairs(field, 0, *b"00/00/00");
    let middle = pairs(field, 8, *b"00 00:00");
    let time = pairs(field, 11, *b"00:00:00").below([24, 0, 0, 60, 0, 0, 60, 0]);
    let [day, month, century] = [0, 3, 6].map(|at| date.value(at));
    let fit = Pairs::fit([date, middle, time]);
    Written { fit, year: century * 100 + middle.value(0), month, day, ms: Some(ms(time)) }
}

#[inline]
fn day_first_with_minutes(field: &[u8; 16]) -> Written {
    let date = pairs(field, 0, *b"00/00/00");
    let rest = pairs(field, 8, *b"00 00:00").below([0, 0, 0, 24, 0, 0, 60, 0]);
    let [day, month, century] = [0, 3, 6].map(|at| date.value(at));
    let ms = (rest.value(3) * 60 + rest.value(6)) * 60_000;
    let fit = Pairs::fit([date, rest]);
    Written { fit, year: century * 100 + rest.value(0), month, day, ms: Some(ms) }
}

#[inline]
fn day_first(field: &[u8; 10]) -> Written {
    let date = pairs(field, 0, *b"00/00/00");
    let rest = pairs(field, 2, *b"/00/0000");
    let [day, month, century] = [0, 3, 6].map(|at| date.value(at));
    let fit = Pairs::fit([date, rest]);
    Written { fit, year: century * 100 + rest.value(6), month, day, ms: None }
}

#[inline]
fn iso(field: &[u8; 10]) -> Written {
    let century = pairs(field, 0, *b"0000-00-");
    let date = pairs(field, 2, *b"00-00-00");
    let [year, month, day] = [0, 3, 6].map(|at| date.value(at));
    let fit = Pairs::fit([century, date]);
    Written { fit, year: century.value(0) * 100 + year, month, day, ms: None }
}

#[inline]
fn iso_with_time(field: &[u8; 19]) -> Written {
    let date = pairs(field, 0, *b"0000-00-");
    // Databases write a blank.
    let middle = pairs(field, 8, if field[10] == b' ' { *b"00 00:00" } else { *b"00T00:00" });
    let time = pairs(field, 11, *b"00:00:00").below([24, 0, 0, 60, 0, 0, 60, 0]);
    let [century, year, month] = [0, 2, 5].map(|at| date.value(at));
    let fit = Pairs::fit([date, middle, time]);
    Written { fit, year: century * 100 + year, month, day: middle.value(0), ms: Some(ms(time)) }
}

#[inline]
fn pairs<const N: usize>(field: &[u8; N], at: usize, form: [u8; 8]) -> Pairs {
    Pairs::read(field[at..].first_chunk().unwrap_or(&[0; 8]), form)
}

/// Milliseconds since midnight of `00:00:00`.
#[inline]
fn ms(time: Pairs) -> u32 {
    time.value(0) * 3_600_000 + time.value(3) * 60_000 + time.value(6) * 1000
}

/// How many days a month has; none if there is no such month.
#[inline]
fn days(year: u32, month: u32) -> u32 {
    const DAYS: [u8; 16] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0];
    // Of the years that 25 divides, 16 divides just the leap ones.
    let leap = year.is_multiple_of(if year.is_multiple_of(25) { 16 } else { 4 });
    let days = DAYS.get(month as usize).copied().unwrap_or(0);
    u32::from(days) + u32::from(leap && month == 2)
}
