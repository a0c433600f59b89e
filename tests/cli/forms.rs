//! The official forms.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::{data, scratch, sipas, sipas_in, typed};
use crate::workbooks::sheets;

const SAMPLES: &str = "dossiers --pakn pakn.csv --procedures procedures.csv --quiet";

fn rows(line: &str) -> Vec<Value> {
    let ran = sipas(&[&["form", "--format", "json"], &typed(SAMPLES)[..], &typed(line)].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json().as_array().unwrap().clone()
}

fn n(row: &Value, column: &str) -> u64 {
    row[column].as_u64().unwrap_or_else(|| panic!("{column}: {row}"))
}

#[test]
fn on_every_row_what_came_in_is_what_was_and_is_being_resolved() {
    for by in ["unit,field", "field,unit", "unit", "field", "officer", "procedure", "channel"] {
        for window in ["calendar", "reporting"] {
            let rows = rows(&format!("--form 06a --period 2025-06 --by {by} --window {window}"));
            for row in &rows {
                let sum = |columns: &[&str]| columns.iter().map(|column| n(row, column)).sum::<u64>();
                assert_eq!(
                    n(row, "received_total"),
                    sum(&["received_online", "received_other", "carried_in"])
                );
                assert_eq!(n(row, "resolved_total"), sum(&["early", "on_time", "late"]));
                assert_eq!(n(row, "in_progress_total"), sum(&["within_due", "overdue"]));
                assert_eq!(n(row, "received_total"), sum(&["resolved_total", "in_progress_total"]));
            }
            assert_eq!(rows.last().unwrap()["name"], "Tổng số");
        }
    }
}

#[test]
fn its_counts_are_those_of_the_report() {
    let report = sipas(
        &[
            &["report", "--window", "reporting", "--period", "2025-06", "--format", "json"],
            &typed(SAMPLES)[..],
        ]
        .concat(),
    )
    .json();
    let counts = &report["groups"][0]["dossiers"];
    let whole = rows("--form 06a --period 2025-06").pop().unwrap();
    for name in ["carried_in", "early", "late"] {
        assert_eq!(whole[name], counts[name], "{name}");
    }
    assert_eq!(whole["overdue"], counts["open_overdue"]);
    let on_time = ["on_time", "finished_unmeasurable", "withdrawn", "stopped"];
    assert_eq!(n(&whole, "on_time"), on_time.iter().map(|name| n(counts, name)).sum::<u64>());
    // What has no column of its own can be put elsewhere.
    let other =
        rows("--form 06a --period 2025-06 --put withdrawn=late --put suspended=overdue").pop().unwrap();
    assert_eq!(n(&other, "late"), n(&whole, "late") + n(counts, "withdrawn"));
    assert_eq!(n(&other, "overdue"), n(&whole, "overdue") + n(counts, "suspended"));
}

#[test]
fn since_august_2026_dossiers_are_reported_by_field_in_fifteen_columns() {
    let folder = scratch();
    let rows = "\
        Mã hồ sơ,Lĩnh vực,Hình thức tiếp nhận,Mức độ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Trạng thái\n\
        H37.01-260703-0001,Đất đai,Trực tiếp,,03/07/2026,13/07/2026,20/07/2026,\n\
        H37.01-260716-0002,Đất đai,Trực tuyến,Toàn trình,16/07/2026,20/07/2026,17/07/2026,\n\
        H37.01-260717-0003,Đất đai,Trực tuyến,Một phần,17/07/2026,24/07/2026,24/07/2026,\n\
        H37.01-260720-0004,Đất đai,Trực tuyến,,20/07/2026,27/07/2026,,\n\
        H37.01-260805-0005,Hộ tịch,Bưu chính,,05/08/2026,20/08/2026,,\n\
        H37.01-260806-0006,Hộ tịch,,,06/08/2026,10/08/2026,12/08/2026,Rút hồ sơ\n";
    fs::write(folder.path().join("t8.csv"), rows).unwrap();
    let form = |line: &str| {
        sipas_in(folder.path(), &[&["form", "t8.csv", "--form", "07a"], &typed(line)[..]].concat())
    };
    let refused = form("--period 2026-08");
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("--accept unmeasurable"), "{}", refused.stderr);
    assert_snapshot!(form("--period 2026-08 --accept unmeasurable --format markdown").shown(), @"");
    // Not yet in force when that period ends.
    let before = form("--period 2026-07");
    assert_eq!(before.code, 2);
    assert!(before.stderr.ends_with("vẫn lập thì nêu tên đầy đủ: 07a/BTP/KSTT\n"), "{}", before.stderr);
    let calendar =
        form("--period 2026-09 --window calendar --accept unmeasurable --accept coverage --format markdown");
    for note in [
        "> Kỳ này tính theo tháng dương lịch",
        "> Thông tư không có kỳ báo cáo này đối với biểu 07a/BTP/KSTT.",
    ] {
        assert!(calendar.stdout.contains(note), "{}", calendar.shown());
    }
}

#[test]
fn a_form_of_petitions() {
    let line = "form --pakn pakn-buckets.csv --form 06a/BTP/KSTT --by unit --period 2025-06 --window calendar --format markdown";
    assert_snapshot!(sipas_in(&data("edge"), &typed(line)).shown(), @"");
}

#[test]
fn items_of_the_outline_are_running_text() {
    let line = "form dossiers --pakn pakn.csv --form 01-DC --period 2025-06 --quiet";
    assert_snapshot!(sipas(&typed(&format!("{line} --format markdown"))).stdout, @"");
    let figures = sipas(&typed(&format!("{line} --format json"))).json();
    let of = |figure: &str| {
        let row = figures.as_array().unwrap().iter().find(|row| row["figure"] == figure).unwrap();
        row["count"].clone()
    };
    let whole = rows("--form 07a/BTP/KSTT --period 2025-06").pop().unwrap();
    for figure in ["received_total", "carried_in", "early", "on_time", "late", "within_due"] {
        let row =
            figures.as_array().unwrap().iter().find(|row| row["figure"] == figure && row["part"] == "I.7");
        assert_eq!(row.unwrap()["count"], whole[figure], "{figure}");
    }
    assert_eq!(of("answered_by_mail_only"), Value::Null);
}

#[test]
fn the_late_list_has_the_late_dossiers_of_the_form() {
    let rows = rows("--form late-list --period 2025-06");
    let part = |id: &str| rows.iter().filter(|row| row["part"] == id).count() as u64;
    let whole = self::rows("--form 07a/BTP/KSTT --period 2025-06").pop().unwrap();
    assert_eq!((part("I"), part("II")), (n(&whole, "late"), n(&whole, "overdue")));
    assert!(rows.iter().all(|row| row["code"].as_str().unwrap().contains("H37")));
}

#[test]
fn the_month_before_is_held_against_it() {
    let folder = scratch();
    let (may, june) = (folder.path().join("t5.xlsx"), "--period 2025-06 --format markdown");
    let may = may.to_str().unwrap();
    let line = format!("form {SAMPLES} --form 07a/BTP/KSTT --accept unmeasurable");
    assert_eq!(sipas(&[&typed(&line)[..], &["--period", "2025-05", "-o", may]].concat()).code, 0);
    let checked = sipas(&[&typed(&line)[..], &typed(june), &["--previous", may]].concat());
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    assert!(
        checked.stdout.contains("> Cột (8) khớp với số đang giải quyết của biểu kỳ trước"),
        "{}",
        checked.stdout
    );
    let none = sipas(&[&typed(&line)[..], &typed(june), &["--previous", "pakn.csv"]].concat());
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("pakn.csv: không thấy biểu có cột (2)"), "{}", none.stderr);
}

#[test]
fn on_paper_it_has_its_head_its_columns_and_who_signs_it() {
    let folder = scratch();
    let target = folder.path().join("06a.xlsx");
    let target = target.to_str().unwrap();
    let args = [
        &["form", "--form", "06a", "--period", "2025-06", "-o", target, "--signed-by", "Nguyễn Thử"],
        &typed(SAMPLES)[..],
    ];
    assert_eq!(sipas(&args.concat()).code, 0);
    let first = fs::read(target).unwrap();
    let sheets = sheets(&first);
    let text: String = sheets[0].1.concat().join("|");
    for part in [
        "Biểu số II.06a/VPCP/KSTT",
        "từ ngày 15/05/2025 đến ngày 14/06/2025",
        "(3)=(4)+(5)+(6)",
        "Nguyễn Thử",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(sipas(&args.concat()).code, 0);
    assert_eq!(first, fs::read(target).unwrap(), "a second run changes no byte");
}

#[test]
fn what_cannot_be_filled_is_said() {
    let run = |line: &str| sipas_in(&data("edge"), &typed(line));
    let said = [
        "form --pakn pakn-buckets.csv --form 06a --period 2025-06",
        "form plain.csv --form 06a/BTP/KSTT --period 2025-06",
        "form --pakn pakn-buckets.csv --form 06a/BTP/KSTT --period 2025-06",
        "form plain.csv --form 07b/BTP/KSTT --period 2025-06",
        "form plain.csv --form 06a --clock-end returned --period 2025-06",
        "form plain.csv --form 06a --by month --period 2025-06",
        "form plain.csv --form 06a --put late=early --period 2025-06",
        "form plain.csv --form 07 --period 2025-06",
        "form plain.csv",
    ]
    .map(|line| {
        let ran = run(line);
        assert_eq!((ran.code, ran.stdout.len()), (2, 0), "{line}");
        ran.stderr
    });
    assert_snapshot!(said.concat(), @r#"
    cảnh báo: pakn-buckets.csv: dòng 10: trạng thái đã xong nhưng không có ngày kết thúc
    lỗi: biểu 06a cần bản xuất hồ sơ
    lỗi: biểu 05a cần bản xuất PAKN
    lỗi: biểu này không chia được theo tháng kết thúc
    lỗi: --put: cần finished_unmeasurable, withdrawn, stopped, stopped_late hoặc closed_unanswered = early, on_time hoặc late; hay suspended hoặc open_unmeasurable = within_due hoặc overdue; nhưng gặp "late=early"
    lỗi: --form <06a|05a> không nhận giá trị "07"
    chỉ nhận: 06a, 05a
    xem thêm: --help
    lỗi: thiếu --form <06a|05a>
    xem thêm: --help
    "#);
}
