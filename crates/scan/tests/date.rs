//! Dates of a fixed form are read as a parser reads them that looks at one byte after the other.

use proptest::prelude::*;
use sipas_scan::{FixedDate, parse_date};

const FORMS: [&str; 6] = [
    "dd/MM/yyyy HH:mm:ss",
    "dd/MM/yyyy HH:mm",
    "dd/MM/yyyy",
    "yyyy-MM-dd",
    "yyyy-MM-ddTHH:mm:ss",
    "yyyy-MM-dd HH:mm:ss",
];

fn slowly(field: &[u8]) -> Option<FixedDate> {
    FORMS.iter().find_map(|form| read(field, form.as_bytes()))
}

fn read(field: &[u8], form: &[u8]) -> Option<FixedDate> {
    if field.len() != form.len() {
        return None;
    }
    let mut parts = [0; 256];
    for (byte, form) in field.iter().zip(form) {
        if b"dMyHms".contains(form) {
            let digit = char::from(*byte).to_digit(10)?;
            parts[usize::from(*form)] = parts[usize::from(*form)] * 10 + digit;
        } else if byte != form {
            return None;
        }
    }
    let [year, month, day, hour, minute, second] = b"yMdHms".map(|form| parts[usize::from(form)]);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let real = (1..=days).contains(&day) && hour < 24 && minute < 60 && second < 60;
    let ms = form.contains(&b'H').then_some((hour * 3600 + minute * 60 + second) * 1000);
    let [month, day] = [month, day].map(|part| u8::try_from(part).unwrap_or(0));
    real.then_some(FixedDate { year: u16::try_from(year).unwrap_or(0), month, day, ms })
}

fn write(form: &str, numbers: [u32; 6]) -> String {
    let [year, month, day, hour, minute, second] = numbers;
    form.replace("yyyy", &format!("{year:04}"))
        .replace("MM", &format!("{month:02}"))
        .replace("dd", &format!("{day:02}"))
        .replace("HH", &format!("{hour:02}"))
        .replace("mm", &format!("{minute:02}"))
        .replace("ss", &format!("{second:02}"))
}

#[test]
fn every_day_and_every_time() {
    for form in FORMS {
        for (year, month, day) in (0..2200).step_by(4).chain(1990..2101).flat_map(|year| {
            (0..14).flat_map(move |month| [0, 1, 28, 29, 30, 31, 32].map(|day| (year, month, day)))
        }) {
            let field = write(form, [year, month, day, month, day, month]);
            assert_eq!(parse_date(field.as_bytes()), slowly(field.as_bytes()), "{field}");
        }
        for time in (0..27 * 3600).step_by(7) {
            let field = write(form, [2025, 6, 13, time / 3600, time / 60 % 62, time % 62]);
            assert_eq!(parse_date(field.as_bytes()), slowly(field.as_bytes()), "{field}");
        }
    }
}

#[test]
fn every_byte_at_every_place() {
    for form in FORMS {
        let field = write(form, [2025, 12, 11, 10, 15, 20]).into_bytes();
        assert!(parse_date(&field).is_some());
        for at in 0..field.len() {
            for byte in 0..=255 {
                let mut field = field.clone();
                field[at] = byte;
                assert_eq!(parse_date(&field), slowly(&field), "{field:?}");
            }
            assert_eq!(parse_date(&field[..at]), slowly(&field[..at]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn anything(field in "[0-9/: T-]{0,20}", bytes in prop::collection::vec(any::<u8>(), 0..24)) {
        prop_assert_eq!(parse_date(field.as_bytes()), slowly(field.as_bytes()));
        prop_assert_eq!(parse_date(&bytes), slowly(&bytes));
    }

    #[test]
    fn nearly_a_date(
        form in prop::sample::select(FORMS.to_vec()),
        numbers in (0u32..10000, 0u32..99, 0u32..99, 0u32..99, 0u32..99, 0u32..99),
        at in 0usize..19,
        byte in any::<u8>(),
    ) {
        let (year, month, day, hour, minute, second) = numbers;
        let numbers = [year, month % 15, day % 34, hour % 26, minute % 63, second % 63];
        let mut field = write(form, numbers).into_bytes();
        prop_assert_eq!(parse_date(&field), slowly(&field));
        if let Some(place) = field.get_mut(at) {
            *place = byte;
        }
        prop_assert_eq!(parse_date(&field), slowly(&field));
    }
}
