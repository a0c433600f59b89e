//! The JSON document is a contract: its keys, their order, and the order of groups.

use serde_json::{Value, json};

use super::{every_column, records};
use crate::clock::tests::count::{Record, groups, record};
use crate::clock::tests::form::clock;
use crate::dimension::Dimension;
use crate::evidence::Evidence;
use crate::indicator::ALL;
use crate::plan::Plan;
use crate::report::{InputSummary, IssueCount, Report, ReportSpec};

/// The example of the documented schema: a report of June 2025 in which nothing was counted.
const EXAMPLE: &str = r#"
{ "schema": "sipas.report/1", "generator": "sipas 0.1.0",
  "period": {"start": "2025-06-01", "end": "2025-06-30", "window": "calendar"}, "as_of": "2025-07-01T00:00:00", "baseline": null, "plan": "lang-son-2025",
  "policy": {"clock_end": "finished", "deadline": "original", "precision": "day", "supplement": "as_recorded", "repeat_threshold": 1},
  "calendar": {"from": "2023-01-01", "to": "2027-12-31", "provisional": ["2026-11-24", "2027-04-16", "2027-05-03"]},
  "inputs": [{"path": "t6.csv", "kind": "dossiers", "rows": 1200, "accepted": 1190, "rejected": 6, "duplicates": 3, "skipped": 1, "issues": [{"code": "date.invalid", "severity": "reject", "count": 4}]}],
  "groups": [{"key": {},
      "dossiers": {"received": 0, "carried_in": 0, "early": 0, "on_time": 0, "late": 0, "finished_unmeasurable": 0, "withdrawn": 0, "stopped": 0, "stopped_late": 0, "open_within_due": 0,
                   "open_overdue": 0, "suspended": 0, "open_unmeasurable": 0, "not_accepted": 0, "undated": 0, "out_of_period": 0, "closed_unanswered": 0, "refused": 0, "put_off": {"all": 0, "twice": 0},
                   "channels": {"online": 0, "in_person": 0, "postal": 0, "unknown": 0, "online_full": 0, "online_partial": 0}, "repeat_visits": {"0": 0, "1": 0, "2": 0, "3+": 0}},
      "pakn": {"received": 0, "carried_in": 0, "closed_in_time": 0, "closed_late": 0, "transferred": 0, "open_within_due": 0, "open_overdue": 0, "unmeasurable": 0, "unmeasurable_closed": 0, "undated": 0, "out_of_period": 0, "refused": 0},
      "indicators": {"on_time_return_rate": {"numerator": 0, "denominator": 0, "value": null, "interval": null, "small": false, "status": "no_data", "cautions": [{"code": "coverage", "count": 1, "turns": null, "would_be": null}, {"code": "rejected_rows", "count": 6, "turns": null, "would_be": null}]},
                     "late_count": {"value": 0, "status": "no_data", "cautions": [{"code": "coverage", "count": 1, "turns": null, "would_be": null}, {"code": "rejected_rows", "count": 6, "turns": null, "would_be": null}]},
                     "extra_requirement_report_count": {"value": 0, "substantiated": 0, "unread": 0, "status": "no_data", "cautions": [{"code": "coverage", "count": 1, "turns": null, "would_be": null}]},
                     "processing_days": {"mean": null, "median": null, "p90": null, "working_mean": null, "working_median": null, "working_p90": null, "count": 0, "status": "no_data", "reason": null, "cautions": [{"code": "coverage", "count": 1, "turns": null, "would_be": null}, {"code": "rejected_rows", "count": 6, "turns": null, "would_be": null}]}}}],
  "scorecard": [{"id": "IV.1", "tier": "commitment", "area": "IV", "key": {}, "indicator": "on_time_return_rate", "comparator": ">", "threshold": "99/100", "numerator": 0, "denominator": 0,
                 "baseline": null, "verdict": "no_data", "derived": false, "lead": "Các phòng chuyên môn", "coordinating": ["Văn phòng", "Bộ phận một cửa"], "timing": "continuous", "reason": null,
                 "cautions": [{"code": "coverage", "count": 1, "turns": null, "would_be": null}, {"code": "rejected_rows", "count": 6, "turns": true, "would_be": {"numerator": 0, "denominator": 6, "verdict": "missed"}}]}],
  "late_budget": {"threshold": "1/100", "resolved": 0, "late": 0, "allowed": 0, "remaining": 0, "to_win_one": 101, "projected_resolved": null, "projected_allowed": null},
  "coverage": [{"kind": "dossiers", "from": null, "to": null, "gaps": [{"from": "2025-06-01", "to": "2025-06-30", "reason": "nothing_received", "count": 21, "baseline": false}]},
               {"kind": "pakn", "from": null, "to": null, "gaps": [{"from": "2025-06-01", "to": "2025-06-30", "reason": "nothing_received", "count": 21, "baseline": false}]}],
  "unmeasured": [{"areas": ["I"], "text": "Người dân dễ dàng tìm kiếm, tra cứu thông tin TTHC"},
                 {"areas": ["II", "III"], "text": "nâng cao năng lực hướng dẫn hồ sơ giải quyết TTHC của công chức"},
                 {"areas": ["II", "III"], "text": "Tăng cường giám sát, xử lý nghiêm các hành vi tiêu cực, gây phiền hà, thiếu tôn trọng người dân"},
                 {"areas": ["IV"], "text": "Đảm bảo công khai, minh bạch trong quá trình giải quyết"}],
  "names": [] }
"#;

/// The indicators in the order of the definitions.
const ORDER: &str = "on_time_return_rate late_rate late_exposure_rate late_share_rate late_count \
     late_exposure_count repeat_visit_rate supplement_once_rate apology_coverage_rate result_accuracy_rate processing_days \
     online_dossier_rate full_online_rate digitised_rate electronic_result_rate online_payment_rate \
     supplement_notice_in_time_rate online_receipt_in_time_rate apology_in_time_rate correction_in_time_rate procedure_listing_rate \
     procedure_publication_rate procedure_content_complete_rate procedure_published_in_time_rate \
     extra_requirement_report_count staff_conduct_report_count pakn_accepted_rate pakn_closure_rate \
     pakn_clearance_rate pakn_timely_rate pakn_transfer_in_time_rate pakn_correct_authority_rate \
     pakn_answered_rate pakn_published_rate pakn_compliant_rate satisfaction satisfaction_index";

fn document(settings: &str, by: &[Dimension], evidence: Evidence, records: &[Record]) -> Value {
    let clock = clock(settings);
    let plan = Plan::lang_son_2025();
    let groups = groups(&clock, by, records);
    let spec = ReportSpec {
        clock: &clock,
        by,
        plan: Some(&plan),
        evidence: &[evidence],
        baseline: None,
        slices: Vec::new(),
    };
    let input = InputSummary {
        path: "t6.csv".to_owned(),
        kind: "dossiers",
        rows: 1200,
        accepted: 1190,
        rejected: 6,
        duplicates: 3,
        skipped: 1,
        issues: vec![IssueCount { code: "date.invalid".into(), severity: "reject", count: 4 }],
        ..InputSummary::default()
    };
    serde_json::to_value(Report::finish(spec, vec![input], groups)).unwrap()
}

/// The keys of the groups, as written.
fn keys(document: &Value) -> Vec<String> {
    document["groups"].as_array().unwrap().iter().map(|group| group["key"].to_string()).collect()
}

#[test]
fn a_report_of_nothing_is_the_example_byte_by_byte() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut found = document("", &[], every_column(), &[]);
    let indicators = found["groups"][0]["indicators"].as_object_mut().unwrap();
    let order: Vec<_> = indicators.keys().map(String::as_str).collect();
    assert_eq!(order, ORDER.split_whitespace().collect::<Vec<_>>());
    // The example shows one indicator of each form, in an order of its own, and one target.
    let shown = example["groups"][0]["indicators"].as_object().unwrap();
    *indicators = shown.keys().map(|id| (id.clone(), indicators[id].clone())).collect();
    let rows = found["scorecard"].as_array_mut().unwrap();
    rows.retain(|row| row["id"] == "IV.1" && row["tier"] == "commitment");
    assert_eq!(found.to_string(), example.to_string());
}

#[test]
fn every_rate_and_every_row_has_the_keys_of_the_example() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    let lines =
        ["received=06-02 due=06-10 finished=06-09", "pakn sent=06-02 closed=06-09 topic=staff_conduct"];
    let found = document("", &[Dimension::Unit], every_column(), &records(&lines));
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let forms = &example["groups"][0]["indicators"];
    for group in found["groups"].as_array().unwrap() {
        assert_eq!(names(group), names(&example["groups"][0]));
        for (id, figure) in group["indicators"].as_object().unwrap() {
            let form = match id.as_str() {
                "late_count" | "late_exposure_count" => "late_count",
                "processing_days" => "processing_days",
                "extra_requirement_report_count" | "staff_conduct_report_count" => {
                    "extra_requirement_report_count"
                }
                // Satisfaction is a rate, and tells each area beside it.
                "satisfaction" | "satisfaction_index" => continue,
                _ => "on_time_return_rate",
            };
            assert_eq!(names(figure), names(&forms[form]), "{id}");
        }
    }
    for row in found["scorecard"].as_array().unwrap() {
        assert_eq!(names(row), names(&example["scorecard"][0]));
    }
    let whole = &found["groups"][0]["indicators"]["on_time_return_rate"];
    assert_eq!(
        (&whole["value"], &whole["small"], &whole["status"]),
        (&json!(1.0), &json!(true), &json!("measured"))
    );
}

#[test]
fn the_whole_is_first_and_groups_go_by_the_bytes_of_their_keys_in_the_order_asked_for() {
    let lines = [
        "received=06-02 unit=b finished=06-09 due=06-10",
        "received=06-02 unit=Á finished=06-09 due=06-10",
        "received=06-02 unit=D due=07-10",
        "received=06-02 unit=b due=07-10",
        "received=07-02 unit=b",
        "pakn sent=06-02 unit=c",
    ];
    let unit = document("", &[Dimension::Unit], every_column(), &records(&lines));
    assert_eq!(
        keys(&unit),
        ["{}", r#"{"unit":"D"}"#, r#"{"unit":"b"}"#, r#"{"unit":"c"}"#, r#"{"unit":"Á"}"#]
    );
    let both = document("", &[Dimension::Unit, Dimension::Month], every_column(), &records(&lines[1..5]));
    assert_eq!(
        keys(&both),
        [
            "{}",
            r#"{"unit":"D","month":"open"}"#,
            r#"{"unit":"b","month":"none"}"#,
            r#"{"unit":"b","month":"open"}"#,
            r#"{"unit":"Á","month":"2025-06"}"#,
        ]
    );
    let other = document("", &[Dimension::Month, Dimension::Unit], every_column(), &records(&lines[1..5]));
    assert_eq!(
        keys(&other)[1..],
        [
            r#"{"month":"2025-06","unit":"Á"}"#,
            r#"{"month":"none","unit":"b"}"#,
            r#"{"month":"open","unit":"D"}"#,
            r#"{"month":"open","unit":"b"}"#,
        ]
    );

    // The scorecard: every target for the whole, then every target for each group.
    let targets = Plan::lang_son_2025().targets().len();
    let rows = unit["scorecard"].as_array().unwrap();
    let expected = keys(&unit).into_iter().flat_map(|key| std::iter::repeat_n(key, targets));
    assert!(rows.iter().map(|row| row["key"].to_string()).eq(expected));
    let ids = |part: usize| {
        rows[part * targets..][..targets].iter().map(|row| (&row["id"], &row["tier"])).collect::<Vec<_>>()
    };
    assert_eq!(ids(0), ids(4));
}

#[test]
fn a_kind_of_record_without_such_a_key_is_null_in_the_groups() {
    let lines = ["received=06-02 due=06-10 finished=06-09 field=x", "pakn sent=06-02 closed=06-03"];
    let status = |group: &Value, id: &str| group["indicators"][id]["status"].as_str().unwrap().to_owned();
    // A petition has a field only where its export has the column.
    let columns = every_column().without(Evidence::PAKN_FIELD);
    for (by, pakn, procedures) in [
        (Dimension::Unit, true, true),
        (Dimension::Officer, false, false),
        (Dimension::Field, false, true),
        (Dimension::Procedure, false, true),
        (Dimension::Channel, false, false),
        (Dimension::Month, true, false),
    ] {
        let document = document("", &[by], columns, &records(&lines));
        let (whole, group) = (&document["groups"][0], &document["groups"][1]);
        assert!(whole["pakn"].is_object() && status(whole, "pakn_closure_rate") == "measured");
        assert_eq!(group["pakn"].is_object(), pakn, "{by}");
        assert_eq!(status(group, "pakn_closure_rate") != "not_measurable", pakn, "{by}");
        assert_eq!(status(group, "procedure_listing_rate") != "not_measurable", procedures, "{by}");
        assert!(group["dossiers"].is_object());
    }
    let mixed = document("", &[Dimension::Unit, Dimension::Field], columns, &records(&lines));
    assert!(mixed["groups"][1]["pakn"].is_null());
    let fields = document("", &[Dimension::Field], every_column(), &records(&lines));
    let of_field = |n: usize| fields["groups"][n]["pakn"]["received"].clone();
    assert_eq!([of_field(1), of_field(2)], [json!(1), json!(0)]);
}

#[test]
fn a_kind_of_record_without_an_input_is_null_and_measures_nothing() {
    let cases = [
        (Evidence::PAKN, "pakn", "pakn_closure_rate", "late_rate"),
        (Evidence::DOSSIERS, "dossiers", "late_rate", "pakn_closure_rate"),
    ];
    for (kind, part, lost, kept) in cases {
        let columns = every_column().without(kind);
        let found = document("", &[], columns, &[record("pakn sent=07-02", columns)]);
        let whole = &found["groups"][0];
        assert!(whole[part].is_null());
        let nothing = json!({"numerator": null, "denominator": null, "value": null, "interval": null, "small": false, "status": "not_measurable"});
        let mut without = whole["indicators"][lost].clone();
        without.as_object_mut().unwrap().remove("cautions");
        assert_eq!(without, nothing);
        assert_eq!(whole["indicators"][kept]["status"], "no_data");
    }
    let found = document("", &[], Evidence::NONE, &[]);
    assert!(found["late_budget"].is_null());
    for indicator in ALL {
        assert_eq!(
            found["groups"][0]["indicators"][indicator.id]["status"], "not_measurable",
            "{}",
            indicator.id
        );
    }
}

#[test]
fn a_missing_plan_and_a_baseline_show_in_the_document() {
    let clock = clock("precision=instant repeat_threshold=2");
    let counted = groups(&clock, &[], &[]);
    let before = clock.with_period("2024-06".parse().unwrap());
    let spec = ReportSpec {
        clock: &before,
        by: &[],
        plan: None,
        evidence: &[every_column()],
        baseline: Some(("2023-06".parse().unwrap(), counted.clone())),
        slices: Vec::new(),
    };
    let found = serde_json::to_value(Report::finish(spec, Vec::new(), counted)).unwrap();
    assert_eq!(found["baseline"], json!({"start": "2023-06-01", "end": "2023-06-30", "window": "calendar"}));
    assert_eq!(
        (&found["plan"], &found["scorecard"], &found["late_budget"]),
        (&json!(null), &json!([]), &json!(null))
    );
    assert_eq!(
        (&found["policy"]["precision"], &found["policy"]["repeat_threshold"]),
        (&json!("instant"), &json!(2))
    );
    assert_eq!(found["as_of"], "2024-07-01T00:00:00");
}
