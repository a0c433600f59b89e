//! The dossiers and rows behind a number.

use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::{Ran, command, count, data, finished, scratch, sipas, sipas_in, typed};

const QUARTER: &str = "dossiers --procedures procedures.csv --pakn pakn.csv --period 2025-Q2 --format json";

fn list(which: &str, more: &[&str]) -> Vec<Value> {
    let ran = sipas(&[&["list", "--which", which], &typed(QUARTER)[..], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json().as_array().unwrap().clone()
}

#[test]
fn every_count_of_the_report_has_its_list() {
    let report = sipas(&typed(
        "report dossiers --procedures procedures.csv --pakn pakn.csv --period 2025-Q2 --format json",
    ))
    .json();
    for (name, n) in report["groups"][0]["dossiers"].as_object().unwrap().iter().filter(|(_, n)| n.is_u64()) {
        assert_eq!(list(name, &[]).len() as u64, n.as_u64().unwrap(), "{name}");
    }
    for (name, n) in report["groups"][0]["pakn"].as_object().unwrap().iter().filter(|(_, n)| n.is_u64()) {
        assert_eq!(list(&format!("pakn.{name}"), &[]).len() as u64, n.as_u64().unwrap(), "pakn.{name}");
    }
    let visits = &report["groups"][0]["indicators"]["repeat_visit_rate"]["numerator"];
    assert_eq!(list("repeat-visit", &[]).len() as u64, visits.as_u64().unwrap());
    let inputs = report["inputs"].as_array().unwrap();
    let sum = |name: &str| inputs.iter().map(|input| input[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!(list("duplicate", &[]).len() as u64, sum("duplicates"));
    assert_eq!(list("skipped", &[]).len() as u64, sum("skipped"));
    assert_eq!(
        list("late,open_overdue", &[]).len() as u64,
        count(&report, "late") + count(&report, "open_overdue")
    );
}

#[test]
fn a_dossier_of_two_lists_stands_in_their_table_once() {
    assert_eq!(
        list("received,late", &[]).len(),
        list("received", &[]).len()
            + list("late", &[]).iter().filter(|row| row["received"].as_str().unwrap() < "2025-04").count()
    );
    assert_eq!(list("all,late", &[]).len(), list("all", &[]).len());
}

#[test]
fn what_is_due_soon_comes_in_the_order_of_the_time_left() {
    let soon = list("due-soon", &["--period", "2025-06", "--as-of", "2025-06-20", "--within", "3d"]);
    let left: Vec<i64> = soon.iter().map(|row| row["working_days_left"].as_i64().unwrap()).collect();
    assert!(!left.is_empty() && left.is_sorted() && left.iter().all(|n| (0..=3).contains(n)), "{left:?}");
    let sooner = list("due-soon", &["--period", "2025-06", "--as-of", "2025-06-20", "--within", "1"]);
    assert_eq!(sooner.len(), left.iter().filter(|n| **n <= 1).count());
}

#[test]
fn what_is_overdue_comes_latest_first_by_unit_and_officer() {
    let overdue = list("overdue", &[]);
    let key = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        (
            -row["working_days_late"].as_i64().unwrap(),
            -row["days_late"].as_i64().unwrap(),
            text("unit"),
            text("officer"),
        )
    };
    let keys: Vec<_> = overdue.iter().map(key).collect();
    assert!(keys.len() > 5 && keys.is_sorted(), "{keys:?}");
    let soon = list("due-soon", &["--period", "2025-06", "--as-of", "2025-06-20", "--within", "3d"]);
    let key =
        |row: &Value| ["deadline", "unit", "officer"].map(|name| row[name].as_str().unwrap().to_owned());
    assert!(soon.iter().map(key).collect::<Vec<_>>().is_sorted(), "{soon:?}");
}

#[test]
fn late_dossiers() {
    let line = "list rescheduled-and-extended.csv withdrawn-and-stopped.csv --period 2025-06 \
                --which late,stopped_late,withdrawn --newest as-named";
    let ran = sipas_in(&data("edge"), &typed(line));
    assert_snapshot!(ran.shown(), @"
    exit 0
    --- stdout
    01/06/2025–30/06/2025, tính đến hết ngày 30/06/2025: trễ hạn; dừng giải quyết sau hạn; tổ chức, cá nhân rút hồ sơ

    Mã hồ sơ            Đơn vị     Cán bộ      Thủ tục     Tình trạng                  Ngày tiếp nhận  Ngày hẹn trả  Ngày có kết quả  Số ngày quá hạn  Số ngày làm việc quá hạn
    ──────────────────  ─────────  ──────────  ──────────  ──────────────────────────  ──────────────  ────────────  ───────────────  ───────────────  ────────────────────────
    H37.12-250602-0001  Văn phòng  (không rõ)  (không rõ)  tổ chức, cá nhân rút hồ sơ  02/06/2025      10/06/2025    12/06/2025
    H37.12-250602-0003  Văn phòng  (không rõ)  (không rõ)  dừng giải quyết             02/06/2025      10/06/2025    12/06/2025                     2                         2
    --- stderr
    cảnh báo: withdrawn-and-stopped.csv: dòng 5: trạng thái đã xong nhưng không có ngày kết thúc
    cảnh báo: withdrawn-and-stopped.csv: 2 dòng: bản ghi được tính nằm trong tệp thiếu cột mà bản ghi cũ hơn có; giá trị của cột ấy không còn được tính
    ");
}

#[test]
fn petitions() {
    let line =
        "list --pakn pakn-buckets.csv --period 2025-06 --which pakn.closed_late,pakn.open_overdue --lang en";
    let ran = sipas_in(&data("edge"), &typed(line));
    assert_snapshot!(ran.shown(), @r"
    exit 0
    --- stdout
    2025-06-01–2025-06-30, as of end of 2025-06-30: PAKN closed late; PAKN open, overdue

    Code    Unit       Bucket         Received    Deadline    End         Days late  Working days late
    ──────  ─────────  ─────────────  ──────────  ──────────  ──────────  ─────────  ─────────────────
    PA-002  Văn phòng  closed late    2025-06-02  2025-06-23  2025-06-24          1                  1
    PA-003  Văn phòng  closed late    2025-06-02  2025-06-12  2025-06-13          1                  1
    PA-004  Văn phòng  open, overdue  2025-05-19  2025-06-09                     22                 16
    PA-006  Văn phòng  open, overdue  2025-06-02  2025-06-23                      8                  6
    --- stderr
    warning: pakn-buckets.csv: line 10: the status says concluded, yet no date tells when
    ");
}

#[test]
fn rejected_rows() {
    let line = "list more-and-fewer-cells.csv earlier-clock-same-day.csv counts.csv invalid-bytes-in-a-row.csv \
                cut-in-quotes.csv --which rejected --newest as-named";
    let ran = sipas_in(&data("edge"), &typed(line));
    assert_snapshot!(ran.shown(), @r#"
    exit 0
    --- stdout
    Các dòng: dòng lỗi

    Vì sao    Tệp                         Dòng  Cột                  Giá trị           Lý do
    ────────  ──────────────────────────  ────  ───────────────────  ────────────────  ────────────────────────────────────────────────────────────────
    dòng lỗi  more-and-fewer-cells.csv       3                       7                 dòng có 7 ô, tiêu đề có 6
    dòng lỗi  more-and-fewer-cells.csv       4                       3                 dòng có 3 ô, tiêu đề có 6
    dòng lỗi  earlier-clock-same-day.csv     3  Ngày kết thúc xử lý  01/06/2025 15:00  kết thúc trước ngày tiếp nhận (Ngày tiếp nhận: 02/06/2025 14:00)
    dòng lỗi  counts.csv                     5  Số lần bổ sung       -1                số không đọc được (0, 1, 2, …)
    dòng lỗi  counts.csv                     6  Số lần bổ sung       1.5               số không đọc được (0, 1, 2, …)
    dòng lỗi  counts.csv                     7  Số lần bổ sung       1,5               số không đọc được (0, 1, 2, …)
    dòng lỗi  counts.csv                     8  Số lần bổ sung       1.234             số không đọc được (0, 1, 2, …)
    dòng lỗi  counts.csv                     9  Số lần bổ sung       1,234             số không đọc được (0, 1, 2, …)
    dòng lỗi  counts.csv                    10  Số lần bổ sung       hai               số không đọc được (0, 1, 2, …)
    dòng lỗi  invalid-bytes-in-a-row.csv     3  Đơn vị xử lý         byte 215          byte không hợp lệ với bảng mã
    dòng lỗi  cut-in-quotes.csv              4                                         tệp bị cắt giữa dòng (")
    --- stderr
    ghi chú: earlier-clock-same-day.csv: dòng 2: kết thúc sớm hơn giờ tiếp nhận trong cùng ngày
    cảnh báo: cut-in-quotes.csv: dòng 4: tệp bị cắt giữa dòng
    cảnh báo: more-and-fewer-cells.csv: 2 dòng lỗi trong 4
    cảnh báo: earlier-clock-same-day.csv: 1 dòng lỗi trong 2
    cảnh báo: counts.csv: 6 dòng lỗi trong 9
    cảnh báo: invalid-bytes-in-a-row.csv: 1 dòng lỗi trong 3
    cảnh báo: cut-in-quotes.csv: 1 dòng lỗi trong 3
    cảnh báo: cut-in-quotes.csv: 1 dòng: bản ghi được tính nằm trong tệp thiếu cột mà bản ghi cũ hơn có; giá trị của cột ấy không còn được tính
    ghi chú: các tệp được đọc theo thứ tự nêu ra, không phải thứ tự số của tên; mã có ở nhiều tệp lấy ở tệp nêu sau
    "#);
}

#[test]
fn duplicate_and_skipped_rows() {
    let line = "list same-code-a.csv same-code-b.csv total-rows.csv --which duplicate,skipped --format csv --newest as-named";
    let ran = sipas_in(&data("edge"), &typed(line));
    assert_snapshot!(ran.shown().trim_start_matches('\u{feff}').replace('\r', ""), @r"
    exit 0
    --- stdout
    ﻿Vì sao,Tệp,Dòng,Mã,Tệp được tính,Dòng được tính
    trùng mã,same-code-a.csv,2,H37.12-250602-0001,total-rows.csv,4
    trùng mã,same-code-a.csv,3,H37.12-250602-0002,total-rows.csv,5
    trùng mã,same-code-b.csv,2,H37.12-250602-0001,total-rows.csv,4
    bỏ qua,total-rows.csv,1,,,
    bỏ qua,total-rows.csv,7,,,
    bỏ qua,total-rows.csv,8,,,
    bỏ qua,total-rows.csv,9,,,
    bỏ qua,total-rows.csv,10,,,
    --- stderr
    ghi chú: total-rows.csv: dòng 1: dòng không phải hồ sơ (cả thảy 5 chỗ)
    cảnh báo: same-code-b.csv: 1 dòng lỗi trong 2
    ");
}

#[test]
fn what_is_open_is_listed_as_of_the_end_of_what_is_covered() {
    // April is the busiest month by far; what is overdue fell due in June.
    let mut text = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n".to_owned();
    for n in 1..=12 {
        let _ = writeln!(text, "H37.01-250407-{n:04},Phòng A,07/04/2025,20/04/2025,18/04/2025");
    }
    text += "H37.01-250602-0001,Phòng A,02/06/2025,13/06/2025,\n\
             H37.01-250620-0001,Phòng A,20/06/2025,10/07/2025,\n\
             H37.01-250624-0001,Phòng A,24/06/2025,26/06/2025,25/06/2025\n";
    let folder = scratch();
    let at = folder.path();
    fs::write(at.join("nam.csv"), text).unwrap();
    let run = |line: &str, now: &str| {
        let ran = finished(command(at, &typed(line)).env("SIPAS_NOW", now));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran
    };
    let title = |ran: &Ran| ran.stdout.lines().next().unwrap_or_default().to_owned();
    let overdue = run("list nam.csv --which overdue", "2026-01-15T08:00:00");
    assert_eq!(
        title(&overdue),
        "01/01/2025–31/12/2025, tính đến hết ngày 25/06/2025: đang giải quyết, quá hạn"
    );
    assert!(overdue.stdout.contains("H37.01-250602-0001") && !overdue.stdout.contains("250620"));
    assert!(
        overdue
            .stderr
            .contains("ghi chú: không nêu --period: liệt kê những gì còn mở tính đến hết ngày 25/06/2025")
    );

    // Now comes before the end of what is covered, or the user says when.
    let early = run("list nam.csv --which open_within_due,overdue --lang en", "2025-06-25T09:00:00");
    assert_eq!(
        title(&early),
        "2025-01-01–2025-12-31, as of 2025-06-25 09:00: open, within due; open, overdue"
    );
    assert!(early.stdout.contains("250602-0001") && early.stdout.contains("250620-0001"));
    let asked = run("list nam.csv --which overdue --as-of 2025-07-31", "2026-01-15T08:00:00");
    assert!(title(&asked).contains("tính đến hết ngày 31/07/2025") && asked.stdout.contains("250620-0001"));

    // A list with what is concluded is of a month, and a named period is kept.
    let mixed = run("list nam.csv --which late,overdue", "2026-01-15T08:00:00");
    assert!(title(&mixed).starts_with("01/04/2025–30/04/2025, "), "{}", mixed.stdout);
    let named = run("list nam.csv --which overdue --period 2025-04", "2026-01-15T08:00:00");
    assert!(title(&named).starts_with("01/04/2025–30/04/2025, tính đến hết ngày 30/04/2025"));
}

/// Late and overdue dossiers about which nobody has apologised; of files that do not tell, that is said.
#[test]
fn those_without_an_apology_are_listed_where_that_is_told() {
    let folder = scratch();
    let told = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Phiếu xin lỗi,Ngày xin lỗi\n\
        H37.12-250602-0001,02/06/2025,10/06/2025,12/06/2025,Có,\n\
        H37.12-250602-0002,02/06/2025,10/06/2025,12/06/2025,,\n\
        H37.12-250602-0003,02/06/2025,10/06/2025,,,\n\
        H37.12-250602-0004,02/06/2025,10/06/2025,,,09/06/2025\n\
        H37.12-250602-0005,02/06/2025,10/06/2025,09/06/2025,,\n";
    let untold = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\nH37.12-250602-0006,02/06/2025,10/06/2025,12/06/2025\n";
    fs::write(folder.path().join("a.csv"), told).unwrap();
    fs::write(folder.path().join("b.csv"), untold).unwrap();
    let list = |files: &[&str]| {
        let which = ["--which", "no-apology", "--period", "2025-06", "--format", "csv"];
        sipas_in(folder.path(), &[&["list"], files, &which].concat())
    };
    let codes = |ran: &Ran| ran.stdout.lines().skip(1).map(|row| row[..18].to_owned()).collect::<Vec<_>>();
    let ran = list(&["a.csv"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(codes(&ran), ["H37.12-250602-0002", "H37.12-250602-0003"]);
    let ran = list(&["a.csv", "b.csv"]);
    assert_eq!(codes(&ran).len(), 2);
    assert!(ran.stderr.contains("cảnh báo") && ran.stderr.contains("b.csv"), "{}", ran.stderr);
    let ran = list(&["b.csv"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("Phiếu xin lỗi"), "{}", ran.stderr);
}

#[test]
fn a_list_that_leans_on_a_column_that_is_not_there_says_so() {
    let folder = scratch();
    let write = |name: &str, header: &str, row: &str| {
        fs::write(folder.path().join(name), format!("{header}\n{row}\n")).unwrap();
    };
    write("a.csv", "Mã hồ sơ,Ngày tiếp nhận,Ngày kết thúc xử lý", "H37.12-250602-0001,02/06/2025,12/06/2025");
    write("b.csv", "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả", "H37.12-250602-0002,02/06/2025,10/06/2025");
    let list = |file: &str, which: &str| {
        let ran = sipas_in(folder.path(), &typed(&format!("list {file} --which {which} --period 2025-06")));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stderr
    };
    assert!(list("a.csv", "late").contains("a.csv: không có cột hạn trả"));
    assert!(list("b.csv", "overdue").contains("b.csv: không có cột ngày kết thúc"));
    assert!(
        !list("a.csv", "withdrawn").contains("không có cột")
            && !list("a.csv b.csv", "all").contains("không có cột")
    );
}
