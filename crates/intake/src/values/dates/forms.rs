//! Date forms that a profile names, in chrono's strftime language.

use chrono::format::{Item, ParseErrorKind, Parsed, StrftimeItems, parse};
use chrono::{Datelike, Timelike};

use super::DateError;
use super::scan::{Written, Ymd, check_year};

/// A form such as `%m/%d/%Y %I:%M:%S %p`.
#[derive(Debug, Clone)]
pub(crate) struct Form(Vec<Item<'static>>);

impl Form {
    /// `None` where a sign after `%` is unknown, or the form has no year, month or day.
    pub(crate) fn new(pattern: &str) -> Option<Form> {
        let items = StrftimeItems::new(pattern).parse_to_owned().ok()?;
        let form = Form(items);
        form.names_a_day().then_some(form)
    }

    /// A form is fit for use if a day that was written in it can be read back.
    fn names_a_day(&self) -> bool {
        let day =
            chrono::NaiveDate::from_ymd_opt(2025, 6, 13).and_then(|day| day.and_hms_milli_opt(15, 45, 30, 0));
        let Some(day) = day else { return false };
        let text = day.and_utc().format_with_items(self.0.iter()).to_string();
        self.read(&text).is_ok_and(|written| written.date == Ymd { year: 2025, month: 6, day: 13 })
    }

    pub(super) fn read(&self, cell: &str) -> Result<Written, DateError> {
        let mut parsed = Parsed::new();
        parse(&mut parsed, cell, self.0.iter()).map_err(|error| why(error.kind()))?;
        let date = parsed.to_naive_date().map_err(|error| why(error.kind()))?;
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
        })
    }
}

fn why(kind: ParseErrorKind) -> DateError {
    match kind {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => DateError::NoSuchDay { last: 31 },
        _ => DateError::NoForm,
    }
}
