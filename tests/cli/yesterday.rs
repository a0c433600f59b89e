//! What an earlier version wrote is still read, and what reads its documents still finds everything in ours.

use std::fs;

use serde_json::Value;

use crate::common::{data, sipas_in};

fn document() -> Value {
    serde_json::from_slice(&fs::read(data("yesterday").join("report.json")).unwrap()).unwrap()
}

/// Tells what of an old document is not in a new one: names may come, none may go or change its kind.
fn lost(old: &Value, new: &Value, at: &str, told: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                match new.get(name) {
                    Some(found) => lost(value, found, &format!("{at}.{name}"), told),
                    None => told.push(format!("{at}.{name} is gone")),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) if at.ends_with(".issues") => {
            for old in old {
                let code = &old["code"];
                match new.iter().find(|new| new["code"] == *code) {
                    Some(new) => lost(old, new, &format!("{at}[{code}]"), told),
                    None => told.push(format!("{at}[{code}] is gone")),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) if at != ".calendar.provisional" => {
            if old.len() != new.len() {
                told.push(format!("{at} has {} instead of {}", new.len(), old.len()));
            }
            for (n, (old, new)) in old.iter().zip(new).enumerate() {
                lost(old, new, &format!("{at}[{n}]"), told);
            }
        }
        // Which days are provisional changes with the notices.
        _ if old == new || [".generator", ".calendar.provisional"].contains(&at) => {}
        _ => told.push(format!("{at} is {new} instead of {old}")),
    }
}

/// Both halves were written by version 0.1.0; of the second a share of the codes is missing in the first.
#[test]
fn partial_results_of_an_earlier_version_make_its_report() {
    let args = ["merge", "1.sipas", "2.sipas", "--plan", "lang-son-2025", "--format", "json"];
    let ran = sipas_in(&data("yesterday"), &args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let (old, new) = (document(), ran.json());
    assert_eq!(old["schema"], "sipas.report/1");
    let mut told = Vec::new();
    lost(&old, &new, "", &mut told);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Two halves each of formats 3 and 4, by a dimension of the user's own.
#[test]
fn partial_results_of_earlier_formats_make_the_groups_of_today() {
    let file = "../samples/dossiers/ho-so-thang-6.csv";
    let of = ["--pakn", "../samples/pakn.csv", "--period", "2025-06", "--format", "json"];
    let by = ["--dimension", "room=Cán bộ xử lý", "--by", "unit,room"];
    let today = sipas_in(&data("yesterday"), &[&["report", file], &of[..], &by[..]].concat());
    assert_eq!(today.code, 0, "{}", today.stderr);
    let groups = |document: Value| -> Vec<_> {
        let groups = document["groups"].as_array().unwrap();
        groups.iter().map(|group| ["key", "dossiers", "pakn"].map(|name| group[name].clone())).collect()
    };
    let today = groups(today.json());
    for format in [3, 4] {
        let halves = [1, 2].map(|half| format!("format-{format}-{half}.sipas"));
        let merged = sipas_in(&data("yesterday"), &["merge", &halves[0], &halves[1], "--format", "json"]);
        assert_eq!(merged.code, 0, "{}", merged.stderr);
        assert_eq!(groups(merged.json()), today, "format {format}");
    }
}

/// Had the schema a new number, its old names could go. The same number promises the same names.
#[test]
fn a_report_of_today_has_all_that_one_of_yesterday_had() {
    let args = [
        "report",
        "../samples/dossiers",
        "--pakn",
        "../samples/pakn.csv",
        "--procedures",
        "../samples/procedures.csv",
        "--survey",
        "../samples/survey.csv",
        "--period",
        "2025-06",
        "--baseline",
        "2025-05",
        "--by",
        "channel",
        "--format",
        "json",
    ];
    let ran = sipas_in(&data("yesterday"), &args);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut told = Vec::new();
    let old = document();
    lost(&old, &ran.json(), "", &mut told);
    // Figures that the law of 2025 and 2026 counts otherwise; their names are all there.
    let recounted = ["repeat_visit", "pakn_accepted_rate", "pakn_compliant_rate", "apology_coverage_rate"];
    let rows = (0..).zip(old["scorecard"].as_array().unwrap());
    let rows = rows
        .filter(|(_, row)| recounted.iter().any(|name| row["indicator"].as_str().unwrap().starts_with(name)));
    let rows: Vec<_> = rows.map(|(n, _): (usize, _)| format!(".scorecard[{n}].")).collect();
    // A kind of issue may gain or lose weight; none goes.
    let is_weight = |what: &str| what.contains(".issues[") && what.contains("].severity is");
    told.retain(|what| {
        let is_recounted = recounted.iter().any(|name| what.contains(name));
        what.ends_with("is gone")
            || !(is_recounted || is_weight(what) || rows.iter().any(|row| what.starts_with(row)))
    });
    assert!(told.is_empty(), "{}", told.join("\n"));
}
