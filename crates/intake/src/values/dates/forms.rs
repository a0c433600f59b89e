//! Date forms that a profile names, in chrono's strftime language.

use chrono::format::{Item, ParseErrorKind, Parsed, StrftimeItems, parse};
use chrono::{Datelike, Timelike};

use super::DateError;
use super::scan::{Written, Ymd, check_year};
use super::shapes::DateShape;

/// A form such as `%m/%d/%Y %I:%M:%S %p`.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pattern: String,
    items: Vec<Item<'static>>,
}

impl Form {
    /// `None` where a sign after `%` is unknown, or the form has no year, month or day.
    pub(crate) fn new(pattern: &str) -> Option<Form> {
        let items = StrftimeItems::new(pattern).parse_to_owned().ok()?;
        let form = Form { pattern: pattern.to_owned(), items };
        form.names_a_day().then_some(form)
    }

    /// As the profile has it.
    pub(super) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// A form is fit for use if a day that was written in it can be read back.
    fn names_a_day(&self) -> bool {
        let day =
            chrono::NaiveDate::from_ymd_opt(2025, 6, 13).and_then(|day| day.and_hms_milli_opt(15, 45, 30, 0));
        let Some(day) = day else { return false };
        let text = day.and_utc().format_with_items(self.items.iter()).to_string();
        self.read(&text).is_ok_and(|written| written.date == Ymd { year: 2025, month: 6, day: 13 })
    }

    pub(super) fn read(&self, cell: &str) -> Result<Written, DateError> {
        let mut parsed = Parsed::new();
        parse(&mut parsed, cell, self.items.iter()).map_err(|error| self.why(cell, error.kind()))?;
        let date = parsed.to_naive_date().map_err(|error| self.why(cell, error.kind()))?;
        let clock = match parsed.to_naive_time() {
            Ok(time) => {
                Some(time.num_seconds_from_midnight() * 1000 + (time.nanosecond() / 1_000_000).min(999))
            }
            Err(error) if error.kind() == ParseErrorKind::NotEnough => None,
            Err(_) => return Err(DateError::NoSuchTime),
        };
        check_year(date.year())?;
        let small = |n: u32| u8::try_from(n).map_err(|_| DateError::NoForm);
        Ok(Written {
            date: Ymd {
                year: u16::try_from(date.year()).map_err(|_| DateError::YearOutOfRange)?,
                month: small(date.month())?,
                day: small(date.day())?,
            },
            clock,
            offset: parsed.offset().map(|seconds| seconds / 60),
            weekday: None,
            // The profile says where the day stands.
            shape: DateShape::DayFirst,
        })
    }

    /// chrono stops at a month of 13 without a look at what follows. With ones for all digits it is a date wherever
    /// the form fits.
    fn why(&self, cell: &str, kind: ParseErrorKind) -> DateError {
        let ones = cell.replace(|c: char| c.is_ascii_digit(), "1");
        match kind {
            ParseErrorKind::OutOfRange | ParseErrorKind::Impossible
                if parse(&mut Parsed::new(), &ones, self.items.iter()).is_ok() =>
            {
                DateError::NoSuchDay { last: 31 }
            }
            _ => DateError::NoForm,
        }
    }
}
