//! Every run of `tests/data/edge/expected.json`: accounts, counts, rates, verdicts, refusals and exit codes.

use serde_json::Value;

use crate::common::{data, sipas_in};

fn cases() -> Vec<Value> {
    let text = std::fs::read_to_string(data("edge/expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn argv(run: &Value) -> Vec<&str> {
    let typed = run["argv"].as_array().unwrap().iter().map(|arg| arg.as_str().unwrap());
    typed.chain(["--format", "json"]).collect()
}

#[test]
fn every_file_is_counted_as_it_must_be() {
    let mut wrong = Vec::new();
    let mut runs = 0;
    for case in cases() {
        for run in case["runs"].as_array().into_iter().flatten() {
            runs += 1;
            let args = argv(run);
            let ran = sipas_in(&data("edge"), &args);
            let named = case["files"].as_array().unwrap().len();
            let read = case["inputs"].as_array().unwrap().len();
            let code = if named > read { 3 } else { 0 };
            if ran.code == code {
                compare(&case, run, &ran.json(), &mut |what| wrong.push(format!("{args:?}: {what}")));
            } else {
                wrong.push(format!("{args:?}: exit {} instead of {code}: {}", ran.code, ran.stderr));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(runs > 120, "only {runs} runs were found");
}

#[test]
fn every_file_that_must_be_refused_is() {
    for case in cases().iter().filter(|case| case.get("refused").is_some()) {
        let ran = sipas_in(&data("edge"), &argv(case));
        assert_eq!((ran.code, ran.stdout.len()), (2, 0), "{case}");
        let file = case["files"][0].as_str().unwrap();
        assert!(ran.stderr.contains(file), "{case}: {}", ran.stderr);
    }
}

/// Tells how a report differs from what it must say.
fn compare(case: &Value, run: &Value, report: &Value, wrong: &mut dyn FnMut(String)) {
    let kind = case["kind"].as_str().unwrap();
    let inputs = report["inputs"].as_array().unwrap().iter().filter(|input| input["kind"] == kind);
    // A report has the oldest first, by what is in them.
    let mut inputs: Vec<&Value> = inputs.collect();
    let files = case["files"].as_array().unwrap();
    inputs.sort_by_key(|input| files.iter().position(|file| *file == input["path"]));
    for (input, expected) in inputs.into_iter().zip(case["inputs"].as_array().unwrap()) {
        for (name, n) in expected.as_object().unwrap() {
            if input[name] != *n {
                wrong(format!("{name} of {} is {} instead of {n}", input["path"], input[name]));
            }
        }
    }
    let whole = &report["groups"][0];
    compare_counts(&whole[kind], &run["counts"], "", wrong);
    for (unit, counts) in run["units"].as_object().into_iter().flatten() {
        let groups = report["groups"].as_array().unwrap();
        let group = groups.iter().find(|group| group["key"]["unit"] == *unit);
        compare_counts(&group.map_or(Value::Null, |group| group[kind].clone()), counts, unit, wrong);
    }
    for (name, pair) in run["rates"].as_object().into_iter().flatten() {
        let found = &whole["indicators"][name];
        let same = match pair.as_array() {
            None => found["status"] == "not_measurable",
            Some(pair) if pair[1].is_null() => found["value"] == pair[0],
            Some(pair) => found["numerator"] == pair[0] && found["denominator"] == pair[1],
        };
        if !same {
            wrong(format!("{name} is {found} instead of {pair}"));
        }
    }
    for (target, verdict) in run["verdicts"].as_object().into_iter().flatten() {
        let (id, tier) = target.split_once(' ').unwrap();
        let rows = report["scorecard"].as_array().unwrap().iter();
        let mut rows = rows.filter(|row| {
            row["id"] == id && row["tier"] == tier && row["key"].as_object().unwrap().is_empty()
        });
        let found = rows.next().map_or(&Value::Null, |row| &row["verdict"]);
        if found != verdict {
            wrong(format!("{target} is {found} instead of {verdict}"));
        }
    }
}

/// What is not named is zero.
fn compare_counts(found: &Value, expected: &Value, of: &str, wrong: &mut dyn FnMut(String)) {
    for (name, n) in found.as_object().into_iter().flatten().filter(|(_, n)| n.is_u64()) {
        let must = expected.get(name).and_then(Value::as_u64).unwrap_or(0);
        if n.as_u64() != Some(must) {
            wrong(format!("{of} {name} is {n} instead of {must}"));
        }
    }
    for name in expected.as_object().into_iter().flatten().map(|(name, _)| name) {
        if found.get(name).is_none() {
            wrong(format!("{of} has no {name}: {found}"));
        }
    }
}

/// What the notes of `expected.json` ask for beyond counts.
#[test]
fn doubts_are_told_as_often_as_they_must_be() {
    let issues = |file: &str, flag: Option<&str>| {
        let args: Vec<&str> = [
            Some("report"),
            flag,
            Some(file),
            Some("--period"),
            Some("2025-06"),
            Some("--format"),
            Some("json"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let report = sipas_in(&data("edge"), &args).json();
        let issues = report["inputs"][0]["issues"].as_array().unwrap().clone();
        let told =
            issues.iter().map(|issue| format!("{} {}", issue["code"].as_str().unwrap(), issue["count"]));
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(issues("status-qua-han-finished-early.csv", None), "status.verdict 1");
    assert_eq!(issues("finished-and-returned-columns.csv", None), "date.order 1, return.order 1");
    assert_eq!(issues("same-code-nfc-and-nfd.csv", None), "code.shape 2");
    assert_eq!(issues("invalid-bytes-in-a-row.csv", None), "bytes.invalid 1");
    assert_eq!(issues("header-without-rows.csv", None), "header.alone 1");
    assert_eq!(issues("cut-in-a-row.csv", None), "row.cut 1");
    assert_eq!(issues("cut-in-quotes.csv", None), "row.cut 1");
    assert_eq!(issues("two-headers-for-one-field.csv", None), "header.twice 1, header.differ 3");
    assert_eq!(issues("statuses-spelt-otherwise.csv", None), "word.unknown 1, status.undated 4");
    assert_eq!(issues("channels.csv", None), "word.unknown 1");
    assert_eq!(issues("yes-no-words.csv", None), "word.unknown 1");
    assert_eq!(issues("code-shapes.csv", None), "code.shape 1, code.date 1, code.odd 1");
    assert_eq!(issues("earlier-clock-same-day.csv", None), "date.order 1, clock.order 1");
    assert_eq!(issues("pakn-closed-by-status.csv", Some("--pakn")), "word.unknown 1, status.undated 1");
}

#[test]
fn a_folder_is_read_as_its_files_in_natural_order() {
    let folder =
        sipas_in(&data("edge"), &["report", "natural-order", "--period", "2025-06", "--format", "json"]);
    let report = folder.json();
    let paths: Vec<_> =
        report["inputs"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["natural-order/thang-2.csv", "natural-order/thang-10.csv"]);
    let counts = &report["groups"][0]["dossiers"];
    assert_eq!(
        (&counts["late"], &counts["on_time"], &counts["open_overdue"]),
        (&1.into(), &1.into(), &0.into())
    );
}

#[test]
fn processing_days_are_exact_to_the_nearest_double() {
    let report = sipas_in(
        &data("edge"),
        &["report", "processing-days.csv", "--period", "2025-06", "--format", "json"],
    )
    .json();
    let days = &report["groups"][0]["indicators"]["processing_days"];
    let expected = serde_json::json!({
        "mean": 3.0, "median": 2.5, "p90": 6.1, "working_mean": 2.5, "working_median": 2.5, "working_p90": 4.7,
        "count": 4, "status": "measured", "reason": null, "cautions": days["cautions"]
    });
    assert_eq!(*days, expected);
}
