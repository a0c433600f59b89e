//! Workbooks in and out.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::common::{command, data, scratch, sipas, sipas_in, typed};

/// The cells of each sheet of a workbook, as text.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let cell = |cell: &Data| cell.to_string();
    book.worksheets()
        .into_iter()
        .map(|(name, range)| (name, range.rows().map(|row| row.iter().map(cell).collect()).collect()))
        .collect()
}

const JUNE: &str =
    "dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv --period 2025-06";

#[test]
fn a_workbook_is_told_by_its_content_and_each_sheet_is_an_input() {
    let folder = scratch();
    fs::copy(data("edge/plain.xlsx"), folder.path().join("t6.csv")).unwrap();
    fs::copy(data("edge/plain.csv"), folder.path().join("t7.xls")).unwrap();
    fs::copy(data("edge/html-table.xls"), folder.path().join("t8.xls")).unwrap();
    let ran = sipas_in(folder.path(), &typed("report . --period 2025-06 --format json"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let report = ran.json();
    let paths: Vec<_> =
        report["inputs"].as_array().unwrap().iter().map(|input| input["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["./t6.csv [Hồ sơ]", "./t7.xls", "./t8.xls"]);
}

#[test]
fn a_sheet_is_chosen_by_name_and_one_that_is_not_there_is_refused() {
    let run =
        |sheet| sipas_in(&data("edge"), &["inspect", "plain.xlsx", "--sheet", sheet, "--format", "csv"]);
    let found = run("hồ sơ");
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert!(found.stdout.contains("plain.xlsx [Hồ sơ],fact,workbook,xlsx"), "{}", found.stdout);
    assert_eq!(run("khác").code, 2);
}

#[test]
fn a_report_is_a_workbook_of_sheets() {
    let folder = scratch();
    let target = folder.path().join("t6.xlsx");
    let target = target.to_str().unwrap();
    let run = |target: &str| {
        let args = [&["report", "-o", target], &typed(JUNE)[..]].concat();
        let ran = sipas(&args);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        fs::read(target).unwrap()
    };
    let bytes = run(target);
    let sheets = sheets(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Tóm tắt",
            "Bảng điểm",
            "Theo đơn vị",
            "Xu hướng",
            "Theo thủ tục",
            "Pareto",
            "Hồ sơ trễ hạn",
            "Hồ sơ đang quá hạn",
            "Hồ sơ sắp đến hạn",
            "Hồ sơ phải đi lại",
            "PAKN đang quá hạn",
            "Chất lượng dữ liệu"
        ]
    );
    // A list has one row for each dossier of its count.
    let report = sipas(&[&["report", "--format", "json"], &typed(JUNE)[..]].concat()).json();
    let late = report["groups"][0]["dossiers"]["late"].as_u64().unwrap();
    let (_, rows) = sheets.iter().find(|(name, _)| name == "Hồ sơ trễ hạn").unwrap();
    assert_eq!(rows.iter().filter(|row| row[0].contains("H37")).count() as u64, late);
    assert_eq!(bytes, run(target), "a second run changes no byte");
}

#[test]
fn a_page_has_the_trend_and_the_lists() {
    let page = sipas(&[&["report", "--format", "html"], &typed(JUNE)[..]].concat());
    assert_eq!(page.code, 0, "{}", page.stderr);
    for part in ["<!DOCTYPE html>", "id=\"trend\"", "id=\"lists\"", "Hồ sơ trễ hạn"] {
        assert!(page.stdout.contains(part), "{part}");
    }
    // Codes alone mean little: the catalogue names its procedures.
    assert_eq!(page.stdout, sipas(&[&["report", "--format", "html"], &typed(JUNE)[..]].concat()).stdout);
}

#[test]
fn the_lists_are_kept_where_codes_are_vouched_to_be_unique() {
    let args = [
        &["report", "--format", "html", "--assume-unique", "dossiers/ho-so-thang-6.csv", "--period"],
        &["2025-06"][..],
    ]
    .concat();
    let page = sipas(&args);
    assert!(page.code == 0 && page.stdout.contains("id=\"lists\""), "{}", page.stderr);
}

#[test]
fn a_list_is_a_workbook_too() {
    let output =
        command(&data("edge"), &typed("list plain.xlsx --which late --period 2025-06 --format xlsx"))
            .output()
            .unwrap();
    let sheets = sheets(&output.stdout);
    assert_eq!((sheets.len(), sheets[0].1.len()), (1, 3), "{sheets:?}");
}

#[test]
fn a_cell_is_told_by_its_name() {
    let folder = scratch();
    // A page of HTML that is a workbook by its ending, as many systems write it.
    let row =
        |cells: [&str; 4]| format!("<tr>{}</tr>", cells.map(|cell| format!("<td>{cell}</td>")).concat());
    let page = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"];
    let bad = ["H37.12-250602-0001", "02/06/2025", "31/06/2025", ""];
    let page = format!("<table><tr><td>Danh sách</td></tr>{}{}</table>", row(page), row(bad));
    fs::write(folder.path().join("t6.xls"), page).unwrap();
    let rejected = sipas_in(folder.path(), &typed("list t6.xls --which rejected --format json")).json();
    assert_eq!((&rejected[0]["line"], &rejected[0]["cell"]), (&3.into(), &"C3".into()));
    let seen = sipas_in(folder.path(), &typed("inspect t6.xls"));
    assert!(seen.stdout.contains("ô C3"), "{}", seen.stdout);
}
