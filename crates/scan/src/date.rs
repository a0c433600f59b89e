//! The dates that exports mostly hold, eight digits at a time.

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

/// Reads a date of one of the forms `dd/MM/yyyy HH:mm:ss`, `dd/MM/yyyy HH:mm`, `dd/MM/yyyy`, `yyyy-MM-dd` and
/// `yyyy-MM-ddTHH:mm:ss`.
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
    match field.len() {
        19 if field[4] == b'-' => iso_with_time(field.first_chunk()?),
        19 => day_first_with_seconds(field.first_chunk()?),
        16 => day_first_with_minutes(field.first_chunk()?),
        10 if field[4] == b'-' => iso(field.first_chunk()?),
        10 => day_first(field.first_chunk()?),
        _ => None,
    }
}

#[inline]
fn day_first_with_seconds(field: &[u8; 19]) -> Option<FixedDate> {
    let date = Pairs::read(field, 0, *b"00/00/00");
    let middle = Pairs::read(field, 8, *b"00 00:00");
    let time = Pairs::read(field, 11, *b"00:00:00");
    let fit = date.fit & middle.fit & time.fit;
    let [day, month, century] = [0, 3, 6].map(|at| date.value(at));
    let clock = Some([0, 3, 6].map(|at| time.value(at)));
    check(fit, century * 100 + middle.value(0), month, day, clock)
}

#[inline]
fn day_first_with_minutes(field: &[u8; 16]) -> Option<FixedDate> {
    let date = Pairs::read(field, 0, *b"00/00/00");
    let rest = Pairs::read(field, 8, *b"00 00:00");
    let [day, month, century] = [0, 3, 6].map(|at| date.value(at));
    let clock = Some([rest.value(3), rest.value(6), 0]);
    check(date.fit & rest.fit, century * 100 + rest.value(0), month, day, clock)
}

#[inline]
fn day_first(field: &[u8; 10]) -> Option<FixedDate> {
    let date = Pairs::read(field, 0, *b"00/00/00");
    let rest = Pairs::read(field, 2, *b"/00/0000");
    let [day, month, century] = [0, 3, 6].map(|at| date.value(at));
    check(date.fit & rest.fit, century * 100 + rest.value(6), month, day, None)
}

#[inline]
fn iso(field: &[u8; 10]) -> Option<FixedDate> {
    let century = Pairs::read(field, 0, *b"0000-00-");
    let date = Pairs::read(field, 2, *b"00-00-00");
    let [year, month, day] = [0, 3, 6].map(|at| date.value(at));
    check(century.fit & date.fit, century.value(0) * 100 + year, month, day, None)
}

#[inline]
fn iso_with_time(field: &[u8; 19]) -> Option<FixedDate> {
    let date = Pairs::read(field, 0, *b"0000-00-");
    let middle = Pairs::read(field, 8, *b"00T00:00");
    let time = Pairs::read(field, 11, *b"00:00:00");
    let fit = date.fit & middle.fit & time.fit;
    let [century, year, month] = [0, 2, 5].map(|at| date.value(at));
    let clock = Some([0, 3, 6].map(|at| time.value(at)));
    check(fit, century * 100 + year, month, middle.value(0), clock)
}

/// Eight bytes as pairs of digits.
struct Pairs {
    values: u64,
    /// Whether digits stand where the form has 0, and elsewhere what it has there.
    fit: bool,
}

impl Pairs {
    #[inline]
    fn read<const N: usize>(field: &[u8; N], at: usize, form: [u8; 8]) -> Pairs {
        const TOP: u64 = 0x8080_8080_8080_8080;
        // Lifts all above 9 to the top bit.
        const ABOVE_9: u64 = 0x7676_7676_7676_7676;
        let word = field[at..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word));
        let digits = word ^ u64::from_le_bytes(form);
        let fixed = u64::from_le_bytes(form.map(|byte| if byte == b'0' { 0 } else { 0xff }));
        let odd = ((digits | digits.wrapping_add(ABOVE_9)) & TOP) | (digits & fixed);
        Pairs { values: digits.wrapping_mul(10).wrapping_add(digits >> 8), fit: odd == 0 }
    }

    /// The number of the two digits at this place and the next.
    #[inline]
    fn value(&self, at: usize) -> u32 {
        u32::from(self.values.to_le_bytes()[at])
    }
}

#[inline]
fn check(fit: bool, year: u32, month: u32, day: u32, clock: Option<[u32; 3]>) -> Option<FixedDate> {
    let [hour, minute, second] = clock.unwrap_or_default();
    let day_fits = day.wrapping_sub(1) < days(year, month);
    if !(fit && day_fits && hour < 24 && minute < 60 && second < 60) {
        return None;
    }
    // Two or four digits each.
    #[allow(clippy::cast_possible_truncation)]
    let (year, month, day) = (year as u16, month as u8, day as u8);
    let ms = clock.map(|_| ((hour * 60 + minute) * 60 + second) * 1000);
    Some(FixedDate { year, month, day, ms })
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
