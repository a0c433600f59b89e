//! Figures that a plan or the run brings: indicators of its own, figures from elsewhere, days and moments.

use super::*;

/// Indicators of one's own, and a target on one of them.
const OWN: &str = r#"
id = "own"
[areas.IV]
title = "Kết quả"
lead = "Văn phòng"
timing = "continuous"

[[indicators]]
name = "debt_rate"
title = "Tỷ lệ hồ sơ nợ"
num = "late + open_overdue"
den = "received + carried_in"

[[indicators]]
name = "came_online"
num = "channels.online"

[[indicators]]
name = "withdrawn_late"
num = "withdrawn - withdrawn"
den = "stopped_late - stopped_late"

[[targets]]
id = "IV.1"
tier = "commitment"
task = "Hồ sơ nợ dưới 2%"
indicator = "debt_rate"
comparator = "<"
threshold = "2/100"
"#;

#[test]
fn a_plan_has_indicators_of_its_own_in_every_group_and_format() {
    let folder = scratch();
    let plan = folder.path().join("own.toml");
    fs::write(&plan, OWN).unwrap();
    let plan = plan.to_str().unwrap();
    let report = |more: &[&str]| {
        let ran = sipas(&[&["report", "dossiers", "--period", "2025-Q2", "--plan", plan], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran
    };
    let json = report(&["--by", "unit", "--format", "json"]).json();
    let mut sums = [0, 0];
    for group in json["groups"].as_array().unwrap() {
        let (counts, own) = (&group["dossiers"], &group["indicators"]["debt_rate"]);
        let count = |name: &str| counts[name].as_u64().unwrap();
        let pair = [count("late") + count("open_overdue"), count("received") + count("carried_in")];
        assert_eq!([&own["numerator"], &own["denominator"]].map(|n| n.as_u64().unwrap()), pair);
        assert!(own["interval"][0].as_f64().unwrap() <= own["value"].as_f64().unwrap());
        assert_eq!(group["indicators"]["came_online"]["value"], counts["channels"]["online"]);
        assert_eq!(group["indicators"]["withdrawn_late"]["status"], "no_data");
        if !group["key"].as_object().unwrap().is_empty() {
            sums[0] += pair[0];
            sums[1] += pair[1];
        }
    }
    let whole = &json["groups"][0]["indicators"]["debt_rate"];
    assert_eq!([&whole["numerator"], &whole["denominator"]], [&json!(sums[0]), &json!(sums[1])]);
    let score = &json["scorecard"][0];
    assert_eq!((&score["indicator"], &score["verdict"]), (&json!("debt_rate"), &json!("met")));
    for format in ["table", "csv", "markdown", "html"] {
        let shown = report(&["--format", format]).stdout;
        assert!(shown.contains("Tỷ lệ hồ sơ nợ"), "{format}");
    }
    let checked = sipas(&["plan", "check", plan]).stdout;
    assert!(
        checked.contains("Tỷ lệ hồ sơ nợ (debt_rate): (late + open_overdue) / (received + carried_in)"),
        "{checked}"
    );
    // Without a column of deadlines nobody knows what is late.
    let bare = folder.path().join("bare.csv");
    fs::write(&bare, "Mã hồ sơ,Ngày tiếp nhận,Ngày kết thúc xử lý\nHS-1,02/06/2025,03/06/2025\n").unwrap();
    let args = ["report", bare.to_str().unwrap(), "--period", "2025-06", "--plan", plan, "--format", "json"];
    let json = sipas(&args).json();
    assert_eq!(json["groups"][0]["indicators"]["debt_rate"]["status"], "not_measurable");
    assert_eq!(json["scorecard"][0]["verdict"], "not_measurable");
    fs::write(plan, OWN.replace("open_overdue", "open_overdu")).unwrap();
    let refused = sipas(&["plan", "check", plan]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("[[indicators]] debt_rate: \"late + open_overdu\": không có số đếm"),
        "{}",
        refused.stderr
    );
}

/// What is measured elsewhere is given beside its plan, on every way to a report.
#[test]
fn figures_from_elsewhere_are_given_beside_the_plan() {
    let folder = scratch();
    let at = folder.path();
    let sample = data("samples/dossiers/ho-so-thang-6.csv");
    let base = ["report", sample.to_str().unwrap(), "--plan", "nghi-quyet-01-2026", "--period", "2025-06"];
    let verdict = |more: &[&str], lang: &str| {
        let ran = sipas_in(at, &[&base[..], &["--format", "json", "--lang", lang], more].concat());
        let of = |ran: &Ran| {
            let report = ran.json();
            let row = report["scorecard"].as_array().unwrap().iter().find(|row| row["id"] == "IV.3").unwrap();
            (row["verdict"].as_str().unwrap().to_owned(), row["numerator"].as_u64())
        };
        (ran.code, if ran.code == 0 { of(&ran) } else { (ran.stderr.clone(), None) })
    };
    assert_eq!(verdict(&[], "en").1, ("not_measurable".to_owned(), None));
    assert_eq!(verdict(&["--external", "IV.3=87,65"], "en").1, ("met".to_owned(), Some(8765)));
    assert_eq!(verdict(&["--external", "IV.3=85.9"], "en").1, ("missed".to_owned(), Some(859)));
    fs::write(at.join("so-lieu.csv"), "Mã;Giá trị\nIV.3;87.65\nIV.4;\n").unwrap();
    assert_eq!(verdict(&["--external", "so-lieu.csv"], "en").1, ("met".to_owned(), Some(8765)));
    // What it is read from is not written over.
    let (code, (said, _)) = verdict(&["--external", "so-lieu.csv", "-o", "so-lieu.csv"], "en");
    assert!(code == 2 && said.contains("so-lieu.csv"), "{said}");
    let (code, (said, _)) = verdict(&["--external", "I.1=3"], "en");
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @r#"error: "I.1" is none of the plan's targets that are measured elsewhere; there are: IV.2, IV.3, IV.4"#);
    let (code, (said, _)) = verdict(&["--external", "IV.3=tám"], "vi");
    assert!(code == 2 && said.contains("IV.3") && said.contains("tám"), "{said}");

    let part = [&base[..], &["--partial", "-o", "1.sipas"]].concat();
    assert_eq!(sipas_in(at, &part).code, 0);
    let merge =
        ["merge", "1.sipas", "--plan", "nghi-quyet-01-2026", "--external", "IV.3=87.65", "--format", "json"];
    let merged = sipas_in(at, &merge).json();
    assert!(
        merged["scorecard"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == "IV.3" && row["verdict"] == "met")
    );

    fs::copy(&sample, at.join("t6.csv")).unwrap();
    let job = "exports = [\"t6.csv\"]\nperiod = \"2025-06\"\nplan = \"nghi-quyet-01-2026\"\n[external]\n\"IV.3\" = \"87.65\"\n\
               [clock]\npakn_days = 10\n[[outputs]]\npath = \"r.json\"\n";
    fs::write(at.join("job.toml"), job).unwrap();
    let ran = sipas_in(at, &["batch", "job.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(at.join("r.json")).unwrap()).unwrap();
    assert!(
        report["scorecard"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == "IV.3" && row["verdict"] == "met")
    );
}

/// A petition whose export has no deadline is given as many working days as the setting says, and the run its moment.
#[test]
fn days_of_petitions_and_the_moment_of_the_run_are_settings() {
    let folder = scratch();
    let at = folder.path();
    let petitions = "Mã PAKN,Ngày gửi,Ngày xử lý,Trạng thái\nPA-1,02/06/2025,20/06/2025,Đã xử lý\n";
    fs::write(at.join("pakn.csv"), petitions).unwrap();
    let timely = |more: &[&str]| {
        let base = ["report", "--pakn", "pakn.csv", "--period", "2025-06", "--format", "json"];
        let report = sipas_in(at, &[&base[..], more].concat()).json();
        let rate = &report["groups"][0]["indicators"]["pakn_timely_rate"];
        [&rate["numerator"], &rate["denominator"]].map(|n| n.as_u64().unwrap())
    };
    // 2 June and fourteen working days are 20 June.
    assert_eq!(
        [timely(&[]), timely(&["--pakn-days", "14"]), timely(&["--pakn-days", "13"])],
        [[1, 1], [1, 1], [0, 1]]
    );

    let as_of = |more: &[&str]| {
        let base = ["report", "--pakn", "pakn.csv", "--period", "2025-06", "--format", "json"];
        sipas_in(at, &[&base[..], more].concat()).json()["as_of"].as_str().unwrap().to_owned()
    };
    assert_eq!(as_of(&["--now", "2025-06-10"]), "2025-06-10T00:00:00");
    assert_eq!(as_of(&["--now", "2025-07-10"]), "2025-07-01T00:00:00");
    let ran = sipas_in(at, &["report", "--pakn", "pakn.csv", "--now", "mai", "--lang", "en"]);
    assert_eq!((ran.code, ran.stderr.contains("--now: expected a moment")), (2, true), "{}", ran.stderr);
}
