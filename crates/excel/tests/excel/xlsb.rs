//! Workbooks of binary records: what calamine reads of them, and what it passes over.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use proptest::prelude::*;
use sipas_excel::{Limits, Workbook};
use sipas_intake::{CellKind, Rows};

use crate::cells::{grid, sheets};

/// A workbook of one sheet that two dossiers stand in.
fn plain() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/edge/plain.xlsb");
    fs::read(root).unwrap()
}

/// Makes the plain workbook with these records in place of its cells.
fn with_cells(records: &[u8]) -> Vec<u8> {
    const SHEET: &str = "xl/worksheets/sheet1.bin";
    // The area of the cells, which nobody goes by.
    let before = [&[0x81, 1, 0, 0x94, 1, 16][..], &[0; 16], &[0x91, 1, 0]].concat();
    let mut old = zip::ZipArchive::new(Cursor::new(plain())).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let file = old.by_index_raw(at).unwrap();
        if file.name().unwrap() != SHEET {
            new.raw_copy_file(file).unwrap();
        }
    }
    new.start_file(SHEET, zip::write::SimpleFileOptions::default()).unwrap();
    new.write_all(&[&before, records, &[0x92, 1, 0, 0x82, 1, 0]].concat()).unwrap();
    new.finish().unwrap().into_inner()
}

fn record(kind: u8, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    let head = if kind < 0x80 { vec![kind] } else { vec![kind, 1] };
    [head, vec![u8::try_from(body.len()).unwrap()], body].concat()
}

fn row(number: u32, is_hidden: bool) -> Vec<u8> {
    let flags = if is_hidden { 0x10 } else { 0 };
    record(0, &[&number.to_le_bytes(), &[0; 7], &[flags], &[0; 5]])
}

fn cell(kind: u8, column: u32, style: u32, value: &[&[u8]]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes(), &style.to_le_bytes(), &value.concat()])
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&u32::try_from(units.len() / 2).unwrap().to_le_bytes(), &units[..]].concat()
}

#[test]
fn dates_and_texts_are_those_of_the_same_workbook_as_xlsx() {
    let xlsx = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/edge/plain.xlsx"));
    let (records, tags) = (sheets(&plain(), None).unwrap(), sheets(&xlsx.unwrap(), None).unwrap());
    assert_eq!(grid(&records[0]), grid(&tags[0]));
    assert_eq!((records[0].name(), records[0].serial_dates()), ("Hồ sơ", true));
    let book = Workbook::from_reader(&plain()[..], Path::new("t6.xls"), &Limits::default()).unwrap();
    assert_eq!(book.format(), "xlsb");
}

#[test]
fn nothing_that_a_cell_holds_is_left_out() {
    let formula = [&[0, 0][..], &2u32.to_le_bytes(), &[0, 0], &0u32.to_le_bytes()].concat();
    let zero = 0f64.to_le_bytes();
    let records = [
        row(0, false),
        cell(0x06, 0, 0, &[&text("trong ô")]),
        // A text whose parts differ in type, an error that a formula comes to, and one that a cell holds.
        cell(0x3E, 1, 0, &[&[1], &text("Đã xong")]),
        cell(0x0B, 2, 0, &[&[0x2A], &formula]),
        cell(0x03, 3, 0, &[&[0x17]]),
        row(1, true),
        cell(0x06, 0, 0, &[&text("ẩn")]),
        // Formulas that were never computed: 0 as a day is none; 0 as a number may be one.
        cell(0x09, 1, 1, &[&zero, &formula]),
        cell(0x09, 2, 0, &[&zero, &formula]),
        row(2, false),
        cell(0x06, 1, 0, &[&text("dưới")]),
        record(0x92, &[]),
        record(0xB0, &[&1u32.to_le_bytes(), &2u32.to_le_bytes(), &[0; 8]]),
    ];
    let sheets = sheets(&with_cells(&records.concat()), None).unwrap();
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let expected = vec![
        (1, row(["trong ô", "Đã xong", "#N/A", "#REF!"])),
        (2, row(["ẩn", "=", "0", ""])),
        (3, row(["ẩn", "dưới", "", ""])),
    ];
    assert_eq!(grid(&sheets[0]), expected);
    let mut rows = sheets[0].rows();
    rows.next_row();
    let second = rows.next_row().unwrap().unwrap();
    assert_eq!([second.kind(1), second.kind(2)], [CellKind::Formula, CellKind::Number]);
    let third = rows.next_row().unwrap().unwrap();
    assert_eq!(third.kind(0), CellKind::Spanned);
    assert_eq!(rows.notes().iter().map(|note| note.line).collect::<Vec<_>>(), [2]);
}

#[test]
fn what_would_be_read_as_blank_or_not_at_all_refuses_the_workbook() {
    let said = |records: &[Vec<u8>]| sheets(&with_cells(&records.concat()), None).unwrap_err().to_string();
    let first = || [row(0, false), cell(0x06, 0, 0, &[&text("a")])].concat();
    insta::assert_snapshot!([
        said(&[first(), cell(0x11, 1, 0, &[&text("b")])]),
        said(&[first(), row(1_048_577, false), cell(0x06, 0, 0, &[&text("b")])]),
        said(&[first(), cell(0x07, 1, 0, &[&u32::MAX.to_le_bytes()])]),
        said(&[first(), vec![0x06, 0xFF, 0xFF, 0xFF, 0x7F]]),
    ].join("\n"), @"
    t.xlsx: the workbook is damaged: it has cells in a short form, which is not read
    t.xlsx: the workbook is damaged: row 1048577 is beyond the last one
    t.xlsx: the workbook is damaged: its parts contradict each other
    t.xlsx: the workbook is damaged: unexpected end of file
    ");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_record_does_worse_than_be_refused(records in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = sheets(&with_cells(&records), None);
    }
}
