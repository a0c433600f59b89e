//! The statutory forms.

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
fn a_form_of_petitions() {
    let line = "form --pakn pakn-buckets.csv --form 05a --period 2025-06 --window calendar --format markdown";
    assert_snapshot!(sipas_in(&data("edge"), &typed(line)).shown(), @r"
    exit 0
    --- stdout
    # Bảng tự lập (tương ứng Biểu số II.05a/VPCP/KSTT): TÌNH HÌNH, KẾT QUẢ TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ (01/06/2025–30/06/2025)

    | (1) TT | (2) Đơn vị | (3) Số PAKN tiếp nhận – Tổng số | (4) Số PAKN tiếp nhận – Trong kỳ | (5) Số PAKN tiếp nhận – Từ kỳ trước | (6) Đã xử lý – Tổng số | (7) Đã xử lý – Trong hạn | (8) Đã xử lý – Quá hạn | (9) Đã xử lý – Không rõ hạn | (10) Đã chuyển cơ quan khác | (11) Đang xử lý – Tổng số | (12) Đang xử lý – Trong hạn | (13) Đang xử lý – Quá hạn | (14) Đang xử lý – Không rõ hạn |
    | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
    | 1 | Văn phòng | 6 | 5 | 1 | 3 | 1 | 2 | 0 | 0 | 3 | 1 | 2 | 0 |
    |  | Tổng số | 6 | 5 | 1 | 3 | 1 | 2 | 0 | 0 | 3 | 1 | 2 | 0 |

    > Bảng này do đơn vị tự lập từ dữ liệu; các cột chính thức của Biểu số II.05a/VPCP/KSTT chưa được xác nhận.

    > Hạn xử lý là hạn ghi trong dữ liệu, nếu không có thì là ngày làm việc thứ 15 sau ngày nhận.
    --- stderr
    cảnh báo: pakn-buckets.csv: dòng 10: trạng thái đã xong nhưng không có ngày kết thúc
    ");
}

#[test]
fn on_paper_it_has_its_head_its_columns_and_who_signs_it() {
    let folder = scratch();
    let target = folder.path().join("06a.xlsx");
    let target = target.to_str().unwrap();
    let args = [
        &["form", "--form", "06a", "--period", "2025-06", "-o", target, "--signer", "Nguyễn Thử"],
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
        "form plain.csv --form 05a --period 2025-06",
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
