//! Scores in the manner of Decision 766.

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::{data, sipas, sipas_in, typed};

const SAMPLES: &str =
    "score766 dossiers --pakn pakn.csv --procedures procedures.csv --period 2025-Q2 --quiet";

fn rows(more: &[&str]) -> Vec<Value> {
    let ran = sipas(&[&typed(SAMPLES)[..], &["--format", "json"], more].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json().as_array().unwrap().clone()
}

#[test]
fn the_scores_of_the_samples() {
    assert_snapshot!(sipas(&typed(SAMPLES)).stdout, @"
    01/04/2025–30/06/2025, Điểm theo cách tính được mô tả của Quyết định 766

    Mục                                Tử số  Mẫu số   Tỷ lệ   Điểm  Tối đa   Mất  Điểm mất mỗi hồ sơ  Ghi chú
    ─────────────────────────────────  ─────  ──────  ──────  ─────  ──────  ────  ──────────────────  ──────────
    Tiến độ giải quyết hồ sơ             885     912  97,04%  19,41      20  0,59              0,0219
    Xử lý PAKN đúng hạn                   49      51  96,08%   5,76       6  0,24              0,1176
    Hài lòng về xử lý PAKN                49      51  96,08%   5,76       6  0,24              0,1176  nhiều nhất
    Hài lòng về tiếp nhận, giải quyết    893     912  97,92%   6,00       6  0,00              0,0000  nhiều nhất
    Các mục chấm được                                         36,94      38  1,06
    ");
}

#[test]
fn each_lost_point_is_traced_to_the_records_that_cost_it() {
    let (scores, lost) = (rows(&[]), rows(&["--which-lost"]));
    for element in ["progress", "pakn_timeliness", "pakn_satisfaction"] {
        let score = scores.iter().find(|row| row["element"] == element).unwrap();
        let missed = score["denominator"].as_u64().unwrap() - score["numerator"].as_u64().unwrap();
        assert_eq!(lost.iter().filter(|row| row["element"] == element).count() as u64, missed, "{element}");
    }
    // All of them together are all that is lost, but for the rounding of each.
    let sum: f64 = lost.iter().map(|row| row["points"].as_f64().unwrap()).sum();
    let total = scores.last().unwrap()["lost"].as_f64().unwrap();
    assert!((sum - total).abs() < 0.01, "{sum} {total}");
    // Petitions are counted as the report counts them.
    let report = sipas(&typed("report --pakn pakn.csv --period 2025-Q2 --format json --quiet")).json();
    let timely = &report["groups"][0]["indicators"]["pakn_timely_rate"];
    let score = &scores[1];
    assert_eq!((&timely["numerator"], &timely["denominator"]), (&score["numerator"], &score["denominator"]));
}

#[test]
fn no_evidence_earns_no_points() {
    let ran = sipas_in(&data("edge"), &typed("score766 one-and-two-supplements.csv --period 2025-06"));
    assert_snapshot!(ran.shown(), @"
    exit 0
    --- stdout
    01/06/2025–30/06/2025, Điểm theo cách tính được mô tả của Quyết định 766

    Mục                                Tử số  Mẫu số    Tỷ lệ   Điểm  Tối đa   Mất  Điểm mất mỗi hồ sơ  Ghi chú
    ─────────────────────────────────  ─────  ──────  ───────  ─────  ──────  ────  ──────────────────  ─────────────────────
    Tiến độ giải quyết hồ sơ               3       4   75,00%  15,00      20  5,00              5,0000
    Xử lý PAKN đúng hạn                                                    6                            không có tệp kết xuất
    Hài lòng về xử lý PAKN                                                 6                            không có tệp kết xuất
    Hài lòng về tiếp nhận, giải quyết      4       4  100,00%   6,00       6  0,00                      nhiều nhất
    Các mục chấm được                                          21,00      26  5,00
    --- stderr
    ghi chú: công thức theo mô tả của một quản trị viên, không phải văn bản của Quyết định 766/QĐ-TTg; xem --help
    ghi chú: hài lòng là nhiều nhất: không cột nào ghi ai không hài lòng, phản ánh lại hay khiếu nại, chỉ trừ những gì quá hạn
    ");
    let refused = sipas_in(&data("edge"), &typed("score766 plain.csv --period 2025-06 --precision day"));
    assert_eq!(refused.code, 2);
}
