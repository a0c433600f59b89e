use chrono::{Days as Later, NaiveDate};

/// How many days dossiers are received on: the 30 before 2025, and 2025.
pub(crate) const RECEIVED: u64 = 30 + 365;
/// The day that the export is made on, counted from the first day of receipt: nothing has ended after it.
pub(crate) const EXPORTED: u64 = RECEIVED + 5;

/// Every day that may stand in an export, as it is written there.
#[derive(Debug)]
pub(crate) struct Days {
    /// `dd/MM/yyyy` and `yyMMdd` of each.
    written: Vec<([u8; 10], [u8; 6])>,
}

impl Days {
    pub(crate) fn new() -> Days {
        let first = NaiveDate::from_ymd_opt(2024, 12, 2).expect("a day of the calendar");
        let written = (0..RECEIVED + 60).map(|later| {
            let day = first + Later::new(later);
            let (long, short) = (day.format("%d/%m/%Y").to_string(), day.format("%y%m%d").to_string());
            (long.as_bytes().try_into().expect("ten bytes"), short.as_bytes().try_into().expect("six bytes"))
        });
        Days { written: written.collect() }
    }

    /// As a date column has it.
    pub(crate) fn long(&self, day: u64) -> [u8; 10] {
        self.written[usize::try_from(day).expect("a day of the table")].0
    }

    /// As a dossier's code has it.
    pub(crate) fn short(&self, day: u64) -> [u8; 6] {
        self.written[usize::try_from(day).expect("a day of the table")].1
    }
}
