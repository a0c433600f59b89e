//! The sample quarter: the figures of a second, independent count, and what people read.

use serde_json::{Value, json};

use crate::common::{data, sipas, typed};

const ALL: &str =
    "report dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv --format json";

fn expected() -> Value {
    let text = std::fs::read_to_string(data("samples/expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn report(more: &[&str]) -> Value {
    let ran = sipas(&[&typed(ALL), more].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json()
}

/// Counts that are not named are zero; a rate is a pair, a count of reports an object.
fn assert_figures(group: &Value, expected: &Value, of: &str) {
    for kind in ["dossiers", "pakn"] {
        let Some(counts) = expected.get(kind) else { continue };
        for (name, n) in group[kind].as_object().unwrap().iter().filter(|(_, n)| n.is_u64()) {
            assert_eq!(n, counts.get(name).unwrap_or(&json!(0)), "{of}: {kind} {name}");
        }
    }
    let sets = ["indicators", "pakn_indicators", "procedure_indicators"];
    for (name, figure) in
        sets.iter().filter_map(|set| expected.get(*set)).flat_map(|set| set.as_object().unwrap())
    {
        let found = &group["indicators"][name];
        match name.as_str() {
            "repeat_visits" => {
                for (visits, n) in group["dossiers"]["repeat_visits"].as_object().unwrap() {
                    assert_eq!(n, figure.get(visits).unwrap_or(&json!(0)), "{of}: {visits} visits");
                }
            }
            "processing_days_sum_and_count" => {
                let days = &group["indicators"]["processing_days"];
                assert_eq!(days["count"], figure[1], "{of}");
                let mean = figure[0].as_f64().unwrap() / figure[1].as_f64().unwrap();
                assert!((days["mean"].as_f64().unwrap() - mean).abs() < 1e-9, "{of}: {days}");
            }
            _ if figure.is_object() => {
                for (part, n) in figure.as_object().unwrap() {
                    assert_eq!(found[part], *n, "{of}: {name} {part}");
                }
            }
            _ if figure[1].is_null() => assert_eq!(found["value"], figure[0], "{of}: {name}"),
            _ => assert_eq!(json!([found["numerator"], found["denominator"]]), *figure, "{of}: {name}"),
        }
    }
}

#[test]
fn the_quarter_and_its_divisions() {
    let (expected, report) = (expected(), report(&["--period", "2025-Q2", "--by", "unit"]));
    for input in report["inputs"].as_array().unwrap() {
        let path = input["path"].as_str().unwrap();
        for (name, n) in expected["together"][path].as_object().unwrap() {
            assert_eq!(input[name], *n, "{path}: {name}");
        }
    }
    let groups = report["groups"].as_array().unwrap();
    assert_figures(&groups[0], &expected["whole"], "whole");
    let divisions = expected["by_unit"].as_object().unwrap();
    for (unit, figures) in divisions {
        let group = groups.iter().find(|group| group["key"]["unit"] == *unit).unwrap();
        assert_figures(group, figures, unit);
    }
    let survey: Vec<&Value> = report["scorecard"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["indicator"] == "satisfaction")
        .collect();
    for (area, pair) in expected["whole"]["satisfaction"].as_object().unwrap() {
        let row = survey.iter().find(|row| row["area"] == *area && row["key"] == json!({})).unwrap();
        assert_eq!(json!([row["numerator"], row["denominator"]]), *pair, "{area}");
    }
}

#[test]
fn each_month_in_both_windows() {
    for (name, figures) in expected()["by_period"].as_object().unwrap() {
        let (period, window) = name.split_once(' ').unwrap();
        let report = report(&["--period", period, "--window", window]);
        assert_figures(&report["groups"][0], figures, name);
    }
}

#[test]
fn each_setting_of_the_clock() {
    for (setting, figures) in expected()["by_setting"].as_object().unwrap() {
        let flag = format!("--{}", setting.replace('_', "-"));
        let report = report(&["--period", "2025-Q2", &flag]);
        assert_figures(&report["groups"][0], figures, setting);
    }
}

#[test]
fn each_month_alone() {
    for (path, accounts) in expected()["alone"].as_object().unwrap() {
        let report = sipas(&["report", path, "--format", "json"]).json();
        for (name, n) in accounts.as_object().unwrap() {
            assert_eq!(report["inputs"][0][name], *n, "{path}: {name}");
        }
    }
}

#[test]
fn rejected_lines_are_listed_where_they_stand() {
    let listed = sipas(&typed(
        "list dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv --which rejected --format json",
    ));
    let listed = listed.json();
    for (path, lines) in expected()["rejected_lines"].as_object().unwrap() {
        let rows = listed.as_array().unwrap().iter().filter(|row| row["file"] == *path);
        let mut found: Vec<&Value> = rows.map(|row| &row["line"]).collect();
        found.dedup();
        assert_eq!(found, lines.as_array().unwrap().iter().collect::<Vec<_>>(), "{path}");
    }
}

#[test]
fn the_number_of_threads_and_the_flag_for_unique_codes_change_nothing() {
    let args = ["report", "dossiers/ho-so-thang-5.csv", "--period", "2025-05", "--format", "json"];
    let one = sipas(&args).stdout;
    for more in [&["--threads", "4"][..], &["--assume-unique"], &["--quiet"], &["--color", "always"]] {
        let all: Vec<&str> = args.iter().chain(more).copied().collect();
        assert_eq!(sipas(&all).stdout, one, "{more:?}");
    }
}
