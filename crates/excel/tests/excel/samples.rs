//! The sample exports as workbooks, read and reported on.

use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook as Writer;
use sipas_core::{Clock, Dimension, Period, Plan, Policy, Report, Window, WorkCalendar};
use sipas_engine::{Dataset, Source};
use sipas_excel::{Limits, Workbook};
use sipas_intake::Kind;

pub(crate) fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(path)
}

/// A CSV file as a workbook whose cells are all text.
pub(crate) fn workbook(csv: &Path) -> Vec<u8> {
    let text = fs::read_to_string(csv).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|d| text.bytes().filter(|b| b == d).count()).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for (row, record) in (0..).zip(reader.records()) {
        for (column, cell) in (0..).zip(&record.unwrap()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    writer.save_to_buffer().unwrap()
}

pub(crate) fn load(data: &mut Dataset, kind: Kind, bytes: &[u8], path: &Path) {
    let mut book = Workbook::from_reader(bytes, path, &Limits::default()).unwrap();
    for sheet in book.sheets(None).unwrap() {
        let source = Source {
            path: path.to_str().unwrap(),
            kind,
            profile: None,
            serial_dates: sheet.serial_dates(),
            keep_rejects: false,
            accept: &[],
            dealt_out: false,
        };
        data.load(&source, &mut sheet.rows()).unwrap();
    }
}

/// All sample exports.
pub(crate) fn samples() -> Dataset {
    let mut set = Dataset::new();
    let months = ["4", "5", "6"].map(|n| (Kind::Dossiers, format!("samples/dossiers/ho-so-thang-{n}.csv")));
    let others = [(Kind::Pakn, "pakn"), (Kind::Procedures, "procedures"), (Kind::Survey, "survey")];
    let others = others.map(|(kind, name)| (kind, format!("samples/{name}.csv")));
    for (kind, name) in months.into_iter().chain(others) {
        load(&mut set, kind, &workbook(&data(&name)), Path::new(name.rsplit('/').next().unwrap()));
    }
    set
}

pub(crate) fn clock(period: &str) -> Clock {
    Clock::new(Policy::default(), WorkCalendar::vietnam(), Period::parse(period, Window::Calendar).unwrap())
}

pub(crate) fn report(set: &Dataset, period: &str, by: &[Dimension]) -> Report {
    set.report(&clock(period), by, Some(&Plan::lang_son_2025()), None)
}
