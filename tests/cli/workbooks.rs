//! Workbooks in and out.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use insta::assert_snapshot;

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
            "Đôn đốc",
            "Thực hiện kế hoạch",
            "Theo đơn vị",
            "Xu hướng",
            "Theo thủ tục",
            "TTHC trễ nhiều nhất",
            "Hồ sơ trễ hạn",
            "Hồ sơ đang quá hạn",
            "Hồ sơ trễ chưa có phiếu xin lỗi",
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

/// A workbook of four sheets: two exports below a title, something else, and a hidden export.
fn office(path: &Path) {
    let header = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"];
    let may = ["H37.12-250502-0001", "02/05/2025", "30/05/2025", "30/05/2025"];
    let bad = ["H37.12-250502-0002", "31/06/2025", "30/05/2025", ""];
    let june = ["H37.12-250602-0001", "02/06/2025", "10/06/2025", "11/06/2025"];
    let hidden = ["H37.12-250602-0009", "02/06/2025", "10/06/2025", "09/06/2025"];
    let sheets: [(&str, &[&[&str]]); 4] = [
        ("Tháng 5", &[&["DANH SÁCH HỒ SƠ"], &header, &may, &bad]),
        ("Tháng 6", &[&header, &june]),
        ("Danh mục", &[&["Trạng thái", "Ý nghĩa"], &["1", "Mới"]]),
        ("Năm trước", &[&header, &hidden]),
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().set_hidden(name == "Năm trước");
        for (row, cells) in (0..).zip(rows) {
            sheet.write_row(row, 0, cells.iter().copied()).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn sheets_that_are_no_export_are_passed_over_and_hidden_ones_are_read_by_name() {
    let folder = scratch();
    office(&folder.path().join("nam.xlsx"));
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let ran = run("report nam.xlsx --period 2025-06 --plan none --format json");
    assert_snapshot!(ran.stderr, @r"
    ghi chú: nam.xlsx [Năm trước]: trang tính bị ẩn; bỏ qua, nêu --sheet để đọc
    ghi chú: nam.xlsx [Danh mục]: không có tiêu đề hồ sơ; bỏ qua trang này
    ghi chú: nam.xlsx [Tháng 5]: dòng 1: dòng không phải hồ sơ
    cảnh báo: nam.xlsx [Tháng 5]: 1 dòng lỗi trong 3
    ghi chú: xem từng dòng lỗi: sipas list … --which rejected; ghi ra để sửa: --rejects FILE.csv
    ");
    let report = ran.json();
    let inputs = report["inputs"].as_array().unwrap();
    let paths: Vec<_> = inputs.iter().map(|input| input["path"].as_str().unwrap()).collect();
    assert_eq!((ran.code, paths), (0, vec!["nam.xlsx [Tháng 5]", "nam.xlsx [Tháng 6]"]));
    let counts = &report["groups"][0]["dossiers"];
    assert_eq!((&counts["late"], &counts["received"]), (&1.into(), &1.into()));

    let named = sipas_in(
        folder.path(),
        &["report", "nam.xlsx", "--sheet", "Năm trước", "--period", "2025-06", "--format", "json", "--quiet"],
    );
    assert_eq!(named.json()["groups"][0]["dossiers"]["early"], 1);
    assert_snapshot!(sipas_in(folder.path(), &["inspect", "nam.xlsx", "--sheet", "Danh mục"]).stderr, @r#"
    lỗi: nam.xlsx [Danh mục]: tệp hồ sơ thiếu cột "Mã hồ sơ" (code), "Ngày tiếp nhận" (received_at); các tiêu đề tìm thấy: "Trạng thái", "Ý nghĩa"
    lỗi: không đọc được đầu vào nào
    "#);
    assert_snapshot!(run("inspect nam.xlsx --quiet").stdout, @r#"
    nam.xlsx [Tháng 5]

    Mục           Giá trị
    ────────────  ───────
    Loại          hồ sơ
    Bảng tính     xlsx
    Dòng tiêu đề  2
    Số dòng       3
    Hợp lệ        1
    Dòng lỗi      1
    Trùng         0
    Bỏ qua        1

    Cột  Tiêu đề              Hiểu là
    ───  ───────────────────  ─────────────────────────────────
      1  Mã hồ sơ             Mã hồ sơ (code)
      2  Ngày tiếp nhận       Ngày tiếp nhận (received_at)
      3  Ngày hẹn trả         Ngày hẹn trả (due_at)
      4  Ngày kết thúc xử lý  Ngày kết thúc xử lý (finished_at)

    Vấn đề                 Mức độ   Số lần  Ví dụ
    ─────────────────────  ───────  ──────  ───────────────────────────────────────────────────────────────────
    ngày không đọc được    lỗi           1  ô B4, cột "Ngày tiếp nhận": "31/06/2025" (tháng này chỉ có 30 ngày)
    dòng không phải hồ sơ  ghi chú       1  dòng 1

    nam.xlsx [Tháng 6]

    Mục           Giá trị
    ────────────  ───────
    Loại          hồ sơ
    Bảng tính     xlsx
    Dòng tiêu đề  1
    Số dòng       1
    Hợp lệ        1
    Dòng lỗi      0
    Trùng         0
    Bỏ qua        0

    Cột  Tiêu đề              Hiểu là
    ───  ───────────────────  ─────────────────────────────────
      1  Mã hồ sơ             Mã hồ sơ (code)
      2  Ngày tiếp nhận       Ngày tiếp nhận (received_at)
      3  Ngày hẹn trả         Ngày hẹn trả (due_at)
      4  Ngày kết thúc xử lý  Ngày kết thúc xử lý (finished_at)
    "#);
    assert_snapshot!(run("list nam.xlsx --which rejected --quiet").stdout, @"
    Các dòng: dòng lỗi

    Vì sao    Tệp                 Dòng  Cột             Giá trị     Lý do                                           Ô
    ────────  ──────────────────  ────  ──────────────  ──────────  ──────────────────────────────────────────────  ──
    dòng lỗi  nam.xlsx [Tháng 5]     4  Ngày tiếp nhận  31/06/2025  ngày không đọc được (tháng này chỉ có 30 ngày)  B4
    ");
}

#[test]
fn rejected_rows_of_a_sheet_are_mended_as_those_of_a_file() {
    let folder = scratch();
    office(&folder.path().join("nam.xlsx"));
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let read = run("inspect nam.xlsx --rejects loi.csv --format json");
    assert_eq!(read.code, 0, "{}", read.stderr);
    let mended = fs::read_to_string(folder.path().join("loi.csv")).unwrap();
    assert!(mended.contains("nam.xlsx [Tháng 5]"), "{mended}");
    fs::write(folder.path().join("loi.csv"), mended.replace("31/06/2025", "01/05/2025")).unwrap();
    let report = run("report nam.xlsx loi.csv --period 2025-05 --format json --quiet").json();
    assert_eq!(report["groups"][0]["dossiers"]["received"], 2);
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
