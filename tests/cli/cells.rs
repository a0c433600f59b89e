//! Cells of workbooks that are not what they seem: formulas, errors, numbers, merged and hidden cells. Beside each fault
//! stands its twin without it, which is read without a word.

use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::common::{Ran, scratch, sipas_in, typed};

const HEADER: [&str; 5] =
    ["Mã hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"];

/// Six dossiers received on 2 June and due a week later: two early, two on time, two late.
fn write(path: &Path, change: impl FnOnce(&mut Worksheet, &Format)) {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEADER).unwrap();
    for n in 0..6u32 {
        let row = n + 1;
        sheet.write_string(row, 0, format!("H37.12-250602-{:04}", n + 1)).unwrap();
        sheet.write_string(row, 1, if n < 3 { "Văn phòng" } else { "Phòng Nội vụ" }).unwrap();
        for (column, serial) in [(2, 45_810), (3, 45_817), (4, 45_816 + n / 2)] {
            sheet.write_number_with_format(row, column, serial, &day).unwrap();
        }
    }
    change(sheet, &day);
    book.save(path).unwrap();
}

fn report(change: impl FnOnce(&mut Worksheet, &Format), more: &str) -> Ran {
    let folder = scratch();
    write(&folder.path().join("t6.xlsx"), change);
    let line = format!("report t6.xlsx --period 2025-06 --plan none --format json {more}");
    sipas_in(folder.path(), &typed(&line))
}

/// The three buckets of the whole, and how often the issue was found.
fn found(ran: &Ran, code: &str) -> ([u64; 3], u64) {
    let report = ran.json();
    let counts = &report["groups"][0]["dossiers"];
    let issues = report["inputs"][0]["issues"].as_array().unwrap();
    let count = issues.iter().find(|issue| issue["code"] == code).and_then(|issue| issue["count"].as_u64());
    (["early", "on_time", "late"].map(|bucket| counts[bucket].as_u64().unwrap()), count.unwrap_or(0))
}

fn assert_quiet(ran: &Ran) {
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(found(ran, "").0, [2, 2, 2]);
}

#[test]
fn a_formula_without_a_value_is_no_blank() {
    assert_quiet(&report(
        |sheet, day| {
            let stored = Formula::new("=D6+1").set_result("45818");
            sheet.write_formula_with_format(5, 4, stored, day).unwrap();
            // Of a column that is not read it does not matter.
            sheet.write_string(0, 5, "STT").unwrap().write_formula(1, 5, "=ROW()-1").unwrap();
        },
        "",
    ));
    let ran = report(
        |sheet, day| {
            sheet.write_formula_with_format(5, 4, "=D6+1", day).unwrap();
        },
        "",
    );
    assert_eq!(found(&ran, "cell.formula"), ([2, 2, 1], 1));
    assert!(ran.stderr.starts_with("cảnh báo: "), "{}", ran.stderr);
}

#[test]
fn an_error_value_is_no_blank() {
    let ran = report(
        |sheet, _| {
            let error = |text: &str| Formula::new("=NA()").set_result(text);
            sheet.write_formula(5, 4, error("#REF!")).unwrap().write_formula(6, 0, error("#N/A")).unwrap();
        },
        "",
    );
    assert_eq!(found(&ran, "cell.error"), ([2, 2, 0], 2));
    assert!(ran.stderr.starts_with("cảnh báo: "), "{}", ran.stderr);
}

#[test]
fn cells_merged_downwards_count_in_every_row() {
    let ran = report(
        |sheet, day| {
            sheet.merge_range(1, 1, 3, 1, "Văn phòng", &Format::new()).unwrap();
            sheet.merge_range(4, 1, 6, 1, "Phòng Nội vụ", &Format::new()).unwrap();
            sheet.merge_range(1, 3, 6, 3, "", day).unwrap();
            sheet.write_number_with_format(1, 3, 45_817, day).unwrap();
        },
        "--by unit",
    );
    assert_quiet(&ran);
    let by_unit: Vec<Value> = ran.json()["groups"].as_array().unwrap()[1..].to_vec();
    let received = by_unit.iter().map(|group| group["dossiers"]["received"].as_u64()).collect::<Vec<_>>();
    assert_eq!(received, [Some(3), Some(3)]);
}

#[test]
fn codes_that_lost_digits_refuse_the_file_and_long_texts_do_not() {
    let coded =
        |write: fn(&mut Worksheet, u32)| report(move |sheet, _| (1..7).for_each(|row| write(sheet, row)), "");
    let text = |sheet: &mut Worksheet, row: u32| {
        sheet.write_string(row, 0, format!("25061300012345678{row}")).unwrap();
    };
    let number = |sheet: &mut Worksheet, row: u32| {
        sheet.write_number(row, 0, 250_613_000_123_456_780_f64 + f64::from(row)).unwrap();
    };
    let scientific = |sheet: &mut Worksheet, row: u32| {
        sheet.write_string(row, 0, "2,50613E+17").unwrap();
    };
    assert_eq!(found(&coded(text), "code.rounded"), ([2, 2, 2], 0));
    for lost in [number, scientific] {
        let ran = coded(lost);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.stderr.contains("mất các chữ số"), "{}", ran.stderr);
    }
}

#[test]
fn numbers_among_codes_that_begin_with_zeros_are_doubted() {
    let coded = |from: u32| {
        report(
            move |sheet, _| {
                for row in 1..7 {
                    if row < from {
                        sheet.write_string(row, 0, format!("000{row}")).unwrap();
                    } else {
                        sheet.write_number(row, 0, row).unwrap();
                    }
                }
            },
            "",
        )
    };
    assert_eq!(found(&coded(4), "code.zeros"), ([2, 2, 2], 3));
    assert_eq!([found(&coded(1), "code.zeros").1, found(&coded(7), "code.zeros").1], [0, 0]);
}

#[test]
fn rows_that_are_hidden_are_counted_and_noted() {
    let ran = report(
        |sheet, _| {
            sheet.set_row_hidden(5).unwrap().set_row_hidden(6).unwrap();
        },
        "",
    );
    assert_eq!((ran.code, found(&ran, "row.hidden")), (0, ([2, 2, 2], 2)));
    assert!(!ran.stderr.contains("cảnh báo"), "{}", ran.stderr);
}

#[test]
fn a_date_of_zero_is_shown_as_none_and_is_none() {
    let ran = report(
        |sheet, day| {
            sheet.write_number_with_format(6, 4, 0, day).unwrap();
        },
        "",
    );
    assert_eq!(ran.json()["groups"][0]["dossiers"]["open_overdue"], 1);
}
