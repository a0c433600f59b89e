//! Cells that another program wrote, read back.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer, Worksheet};
use sipas_excel::{ExcelError, Limits, Sheet, Workbook};
use sipas_intake::{CellKind, IssueCode, Rows};

pub(crate) type Grid = Vec<(u64, Vec<String>)>;

pub(crate) fn grid(sheet: &Sheet) -> Grid {
    let mut rows = sheet.rows();
    let mut all = Vec::new();
    while let Some(row) = rows.next_row() {
        let row = row.unwrap();
        all.push((row.line, row.cells.iter().map(|cell| (*cell).to_owned()).collect()));
    }
    all
}

pub(crate) fn sheets(bytes: &[u8], named: Option<&str>) -> Result<Vec<Sheet>, ExcelError> {
    Workbook::from_reader(bytes, Path::new("t.xlsx"), &Limits::default())?.sheets(named)
}

fn written(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut writer = Writer::new();
    fill(writer.add_worksheet());
    writer.save_to_buffer().unwrap()
}

fn one_row(fill: impl FnOnce(&mut Worksheet)) -> Vec<String> {
    grid(&sheets(&written(fill), None).unwrap()[0]).remove(0).1
}

#[derive(Debug, Clone)]
enum Value {
    Blank,
    Text(String),
    Number(f64),
    Whole(i64),
    Flag(bool),
    /// Days since 1900, and seconds of the day.
    Date(u32, u32),
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Blank),
        "[=+\\-@_ a-zĐđệ0-9<&\"']{0,12}".prop_map(Value::Text),
        "0[0-9]{3,12}".prop_map(Value::Text),
        "(_x00[0-9A-F]{2}_|H37\\.12|\n|\t|😀){1,4}".prop_map(Value::Text),
        (-1e15..1e15_f64).prop_map(Value::Number),
        (-1_000_000_000_000..1_000_000_000_000_i64).prop_map(Value::Whole),
        any::<bool>().prop_map(Value::Flag),
        (32_874..73_415_u32, prop_oneof![Just(0), 0..86_400_u32])
            .prop_map(|(day, second)| Value::Date(day, second)),
    ]
}

impl Value {
    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, date: &Format) {
        match self {
            Value::Blank => sheet.write_blank(row, column, &Format::new()),
            Value::Text(text) => sheet.write_string(row, column, text),
            Value::Number(number) => sheet.write_number(row, column, *number),
            Value::Whole(number) => sheet.write_number(row, column, *number as f64),
            Value::Flag(flag) => sheet.write_boolean(row, column, *flag),
            Value::Date(day, second) => {
                let serial = f64::from(*day) + f64::from(*second) / 86_400.0;
                sheet.write_number_with_format(row, column, serial, date)
            }
        }
        .unwrap();
    }

    fn expected(&self) -> String {
        match self {
            Value::Blank => String::new(),
            // Blanks alone are nothing, as everywhere in a row of cells.
            Value::Text(text) if text.trim().is_empty() => String::new(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => format!("{number}"),
            Value::Whole(number) => format!("{number}"),
            Value::Flag(flag) => format!("{flag}"),
            Value::Date(day, second) => {
                let date = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()
                    + chrono::Days::new(u64::from(*day));
                let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
                match (hour, minute, second) {
                    (0, 0, 0) => date.to_string(),
                    _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec(value(), 0..6), 1..12)) {
        let bytes = written(|sheet| {
            let date = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
            for (row, cells) in (0..).zip(&rows) {
                for (column, cell) in (0..).zip(cells) {
                    cell.write(sheet, row, column, &date);
                }
            }
        });
        let mut expected: Grid = (1..).zip(&rows).map(|(line, row)| {
            (line, row.iter().map(Value::expected).collect())
        }).collect();
        expected.retain(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
        let width = expected.iter().filter_map(|(_, row)| row.iter().rposition(|cell| !cell.is_empty())).max();
        for (_, row) in &mut expected {
            row.resize(width.map_or(0, |last| last + 1), String::new());
        }
        match sheets(&bytes, None) {
            Ok(found) => prop_assert_eq!(grid(&found[0]), expected),
            Err(error) => prop_assert!(matches!(error, ExcelError::Empty { .. }) && expected.is_empty(), "{}", error),
        }
    }
}

#[test]
fn cells_merged_downwards_have_their_value_in_every_row_but_not_in_a_header() {
    let bytes = written(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 0, "Mã hồ sơ", &plain).unwrap();
        sheet.merge_range(0, 1, 0, 2, "Ngày", &plain).unwrap();
        sheet.write_string(1, 1, "tiếp nhận").unwrap().write_string(1, 2, "hẹn trả").unwrap();
    });
    let sheet = sheets(&bytes, None).unwrap().remove(0);
    let rows = |rows: Grid| rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
    assert_eq!(rows(grid(&sheet)), [["Mã hồ sơ", "Ngày", ""], ["Mã hồ sơ", "tiếp nhận", "hẹn trả"]]);
    assert_eq!(rows(sheet.head(9)), [["Mã hồ sơ", "Ngày", ""], ["", "tiếp nhận", "hẹn trả"]]);
}

#[test]
fn a_merged_area_gives_nothing_to_rows_without_text_of_their_own_nor_to_its_right() {
    let bytes = written(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 3, 1, "Văn phòng", &plain).unwrap();
        sheet
            .write_string(0, 2, "a")
            .unwrap()
            .write_string(2, 2, "b")
            .unwrap()
            .write_string(4, 2, "c")
            .unwrap();
    });
    let all = grid(&sheets(&bytes, None).unwrap()[0]);
    let row = |line, cells: [&str; 3]| (line, cells.map(str::to_owned).to_vec());
    let expected = [row(1, ["Văn phòng", "", "a"]), row(3, ["Văn phòng", "", "b"]), row(5, ["", "", "c"])];
    assert_eq!(all, expected);
}

fn kinds(sheet: &Sheet) -> Vec<CellKind> {
    let mut rows = sheet.rows();
    rows.next_row().unwrap().unwrap().kinds.to_vec()
}

#[test]
fn a_formula_without_a_value_is_told_from_a_blank_and_from_one_with_its_value() {
    use CellKind::{Date, Formula as Bare, Number, Text};
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let bytes = written(|sheet| {
        sheet.write_formula(0, 0, Formula::new("=B1+5").set_result("none")).unwrap();
        sheet.write_formula_with_format(0, 1, Formula::new("=A1+5"), &date).unwrap();
        sheet.write_formula_with_format(0, 2, Formula::new("=A1").set_result("45821"), &date).unwrap();
        sheet.write_formula(0, 3, Formula::new("=IF(TRUE,\"\",1)").set_result("blank")).unwrap();
        sheet.write_number(0, 4, 0).unwrap();
        sheet.write_formula(0, 5, "=E1").unwrap();
    });
    let sheet = |bytes: &[u8]| sheets(bytes, None).unwrap().remove(0);
    // As openpyxl writes a formula, and as Excel writes one whose value is an empty text.
    let bytes = patched(&bytes, "xl/worksheets/sheet1.xml", |text| {
        let text = text.replace("<c r=\"A1\" t=\"str\">", "<c r=\"A1\">");
        text.replace("<v>none</v>", "<v></v>").replace("<v>blank</v>", "<v></v>")
    });
    let computed_later = sheet(&bytes);
    assert_eq!(grid(&computed_later)[0].1, ["=B1+5", "=A1+5", "2025-06-13", "", "0", "=E1"]);
    assert_eq!(kinds(&computed_later), [Bare, Bare, Date, Text, Number, Bare]);
    // Where nothing is left to compute, 0 is a value, but no date.
    let bytes = patched(&bytes, "xl/workbook.xml", |text| text.replace(" fullCalcOnLoad=\"1\"", ""));
    let computed = sheet(&bytes);
    assert_eq!(grid(&computed)[0].1, ["=B1+5", "=A1+5", "2025-06-13", "", "0", "0"]);
}

#[test]
fn rows_that_are_hidden_are_read_and_noted() {
    let bytes = written(|sheet| {
        sheet
            .write_string(0, 0, "a")
            .unwrap()
            .write_string(1, 0, "b")
            .unwrap()
            .write_string(3, 0, "c")
            .unwrap();
        sheet.set_row_hidden(1).unwrap().set_row_hidden(2).unwrap();
    });
    let sheet = sheets(&bytes, None).unwrap().remove(0);
    assert_eq!(grid(&sheet).len(), 3);
    let notes = sheet.rows().notes();
    assert_eq!(
        notes.iter().map(|note| (note.code, note.line)).collect::<Vec<_>>(),
        [(IssueCode::RowHidden, 2)]
    );
}

#[test]
fn parts_are_found_whatever_their_slashes_and_case() {
    let bytes = written(|sheet| {
        sheet.merge_range(0, 0, 1, 0, "Văn phòng", &Format::new()).unwrap();
        sheet.write_string(0, 1, "a").unwrap().write_string(1, 1, "b").unwrap();
    });
    let expected = grid(&sheets(&bytes, None).unwrap()[0]);
    for name in [|name: &str| name.replace('/', "\\"), |name: &str| name.to_uppercase()] {
        let mut from = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..from.len() {
            let file = from.by_index(at).unwrap();
            let name = name(&file.name().unwrap());
            to.raw_copy_file_rename(file, name).unwrap();
        }
        let bytes = to.finish().unwrap().into_inner();
        assert_eq!(grid(&sheets(&bytes, None).unwrap()[0]), expected);
    }
}

#[test]
fn a_formula_is_its_result_and_an_error_its_sign() {
    let row = one_row(|sheet| {
        sheet.write_formula(0, 0, Formula::new("=1/3").set_result("0.5")).unwrap();
        sheet.write_formula(0, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
        let date = Format::new().set_num_format("[$-42A]dd/mm/yyyy;@");
        let day = ExcelDateTime::from_ymd(2025, 6, 13).unwrap();
        sheet.write_datetime_with_format(0, 2, &day, &date).unwrap();
        sheet
            .write_number_with_format(0, 3, 45_821.0, &Format::new().set_num_format("#,##0\" đồng\""))
            .unwrap();
    });
    assert_eq!(row, ["0.5", "#N/A", "2025-06-13", "45821"]);
}

#[test]
fn hidden_sheets_are_read_by_name_only() {
    let mut writer = Writer::new();
    writer.add_worksheet().set_name("Tháng 6").unwrap().write_string(0, 0, "a").unwrap();
    writer.add_worksheet().set_name("Danh mục").unwrap().set_hidden(true).write_string(0, 0, "b").unwrap();
    writer.add_worksheet().set_name("Trống").unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    let names =
        |named| sheets(&bytes, named).unwrap().iter().map(|s| s.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(None), ["Tháng 6"]);
    assert_eq!(names(Some(" danh MỤC")), ["Danh mục"]);
    let error = sheets(&bytes, Some("Tháng 5")).unwrap_err();
    insta::assert_snapshot!(error, @r#"t.xlsx: no sheet is named "Tháng 5"; its sheets: Tháng 6, Danh mục, Trống"#);
    insta::assert_snapshot!(error.vi(), @r#"t.xlsx: không có trang tính tên "Tháng 5"; các trang: Tháng 6, Danh mục, Trống"#);
    insta::assert_snapshot!(sheets(&bytes, Some("trống")).unwrap_err(), @"t.xlsx: the workbook is empty");
}

/// The archive with the text of one part changed.
pub(crate) fn patched(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().to_string();
        to.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        let text = if name == part { change(text) } else { text };
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn the_1904_date_system_is_heeded() {
    let bytes = written(|sheet| {
        let date = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_number_with_format(0, 0, 44_359.0, &date).unwrap();
    });
    let bytes =
        patched(&bytes, "xl/workbook.xml", |text| text.replace("<workbookPr", "<workbookPr date1904=\"1\""));
    let sheet = sheets(&bytes, None).unwrap().remove(0);
    assert_eq!(grid(&sheet)[0].1, ["2025-06-13"]);
    // A plain number would be read four years early.
    assert!(!sheet.serial_dates());
}
