//! Conversions from chrono's types.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Timelike};

use super::{Day, Moment, MomentError};

/// Vietnam has had no daylight saving since 1975.
const UTC_PLUS_7: i32 = 7 * 3600;

impl TryFrom<NaiveDate> for Moment {
    type Error = MomentError;
    /// A date has no time of day.
    fn try_from(date: NaiveDate) -> Result<Moment, MomentError> {
        Day::try_from(date).map(Moment::on)
    }
}

impl TryFrom<NaiveDateTime> for Moment {
    type Error = MomentError;
    /// The time is taken as Vietnamese. Whatever is finer than a millisecond is cut off.
    fn try_from(at: NaiveDateTime) -> Result<Moment, MomentError> {
        let day = Day::try_from(at.date())?;
        let ms = at.num_seconds_from_midnight() * 1000 + (at.nanosecond() / 1_000_000).min(999);
        Moment::at(day, ms).ok_or_else(|| MomentError::Form(at.to_string()))
    }
}

impl<Tz: TimeZone> TryFrom<DateTime<Tz>> for Moment {
    type Error = MomentError;
    /// An instant is converted to Vietnamese time, so that 17:00 UTC belongs to the next day.
    ///
    /// ```
    /// use sipas_core::Moment;
    /// let at: chrono::DateTime<chrono::Utc> = "2025-06-30T17:00:00Z".parse()?;
    /// assert_eq!(Moment::try_from(at)?.to_string(), "2025-07-01T00:00:00");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn try_from(at: DateTime<Tz>) -> Result<Moment, MomentError> {
        let vietnam = FixedOffset::east_opt(UTC_PLUS_7).expect("seven hours are an offset");
        Moment::try_from(at.with_timezone(&vietnam).naive_local())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_of_any_zone_is_the_vietnamese_one() {
        for (text, expected) in [
            ("2025-06-30T00:00:00Z", "2025-06-30T07:00:00"),
            ("2025-06-30T16:59:59Z", "2025-06-30T23:59:59"),
            ("2025-06-30T17:00:00Z", "2025-07-01T00:00:00"),
            ("2025-07-01T00:00:00+07:00", "2025-07-01T00:00:00"),
            ("2025-06-30T20:00:00-04:00", "2025-07-01T07:00:00"),
        ] {
            let at = DateTime::parse_from_rfc3339(text).unwrap();
            assert_eq!(Moment::try_from(at).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_date_has_no_time_of_day() {
        let date = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap();
        assert_eq!(Moment::try_from(date).unwrap().to_string(), "2025-06-30");
        assert!(Moment::try_from(NaiveDate::MAX).is_err());
    }
}
