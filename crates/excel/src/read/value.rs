//! The value of a cell as text.

use std::fmt::Write;

use calamine::{DataType, ExcelDateTime, ExcelDateTimeType};
use sipas_intake::CellKind;

/// Puts a value at the end of a text: dates in ISO form, numbers in their shortest form, all else as it is shown.
pub(super) fn push(value: &impl DataType, is_1904: bool, to: &mut String) -> CellKind {
    if let Some(text) = value.get_string().or_else(|| value.get_duration_iso()) {
        to.push_str(text);
    } else if let Some(date) = value.get_datetime_iso() {
        to.push_str(date);
        return CellKind::Date;
    } else if let Some(at) = value.get_datetime() {
        return push_date(at, is_1904, to);
    } else if let Some(number) = value.get_float() {
        return push_number(number, to);
    } else if let Some(number) = value.get_int() {
        push_shown(number, to);
        return CellKind::Number;
    } else if let Some(flag) = value.get_bool() {
        to.push_str(if flag { "true" } else { "false" });
    } else if let Some(error) = value.get_error() {
        push_shown(error, to);
    }
    CellKind::Text
}

/// Whether a value is what writers put beside a formula that they cannot compute: nothing; 0 as a date, which is none;
/// or any 0 where a program that opens the workbook `is_to_compute` it.
pub(super) fn is_stand_in(value: &impl DataType, is_to_compute: bool) -> bool {
    let date = value.get_datetime().map(|at| at.as_f64());
    let is_zero = || value.get_float() == Some(0.0) || value.get_int() == Some(0);
    value.is_empty() || date == Some(0.0) || is_to_compute && is_zero()
}

fn push_shown(value: impl std::fmt::Display, to: &mut String) {
    // Writing into a string cannot fail.
    let _ = write!(to, "{value}");
}

pub(super) fn push_number(number: f64, to: &mut String) -> CellKind {
    // Never in scientific form, and a negative zero is none.
    push_shown(if number == 0.0 { 0.0 } else { number }, to);
    CellKind::Number
}

/// The days of Excel's calendar, 1899-12-31 to 9999-12-31.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

fn push_date(at: ExcelDateTime, is_1904: bool, to: &mut String) -> CellKind {
    let serial = at.as_f64();
    if at.is_duration() || !DAYS.contains(&serial) {
        return push_number(serial, to);
    }
    if !is_1904 && [0.0, 1.0].contains(&serial) {
        // Shown as 00/01/1900 or 01/01/1900, which people take for blank.
        return CellKind::Text;
    }
    // Programs that store a time in few digits mean the second that is shown.
    let second = (serial * 86_400.0).round() / 86_400.0;
    let (year, month, day, hour, minute, second, _) =
        ExcelDateTime::new(second, ExcelDateTimeType::DateTime, is_1904).to_ymd_hms_milli();
    if serial < 1.0 {
        // A time without a day.
        push_shown(format_args!("{hour:02}:{minute:02}:{second:02}"), to);
        return CellKind::Text;
    }
    push_shown(format_args!("{year:04}-{month:02}-{day:02}"), to);
    if (hour, minute, second) != (0, 0, 0) {
        push_shown(format_args!("T{hour:02}:{minute:02}:{second:02}"), to);
    }
    CellKind::Date
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, Data};

    fn text(value: &Data) -> String {
        let mut text = String::new();
        push(value, false, &mut text);
        text
    }

    fn date(serial: f64, is_1904: bool) -> String {
        let mut text = String::new();
        let at = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
        push(&Data::DateTime(at), is_1904, &mut text);
        text
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let shown =
            [123.0, 0.1, -0.0, 1e15, 1e21, 250_613_000_123.0, 0.000_001, -2.5].map(|n| text(&Data::Float(n)));
        let expected = [
            "123",
            "0.1",
            "0",
            "1000000000000000",
            "1000000000000000000000",
            "250613000123",
            "0.000001",
            "-2.5",
        ];
        assert_eq!(shown, expected);
        assert_eq!(text(&Data::Int(-7)), "-7");
        assert_eq!(text(&Data::String("007".into())), "007");
    }

    #[test]
    fn dates_are_iso() {
        assert_eq!(date(45_821.0, false), "2025-06-13");
        assert_eq!(date(45_821.729_166_666_664, false), "2025-06-13T17:30:00");
        assert_eq!(date(45_821.729_17, false), "2025-06-13T17:30:00");
        // A second before midnight, and half a second before it.
        assert_eq!(date(45_821.999_988_43, false), "2025-06-13T23:59:59");
        assert_eq!(date(45_821.999_995, false), "2025-06-14");
        assert_eq!(date(44_359.0, true), "2025-06-13");
        assert_eq!(date(0.5, false), "12:00:00");
        assert_eq!([date(0.0, false), date(1.0, false)], ["", ""]);
        assert_eq!(date(-1.0, false), "-1");
        assert_eq!(date(3e6, false), "3000000");
    }

    #[test]
    fn flags_and_errors_are_as_they_are_shown() {
        assert_eq!(text(&Data::Bool(true)), "true");
        assert_eq!(text(&Data::Error(CellErrorType::NA)), "#N/A");
        assert_eq!(text(&Data::Empty), "");
    }
}
