//! Exit codes, closed pipes, and outputs that stand whole or not at all.

use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;

use crate::common::{command, data, export, finished, scratch, sipas, sipas_in};

const JUNE: [&str; 4] = ["--period", "2025-06", "--format", "json"];

fn edge(args: &[&str]) -> i32 {
    let args: Vec<&str> = args.iter().chain(&JUNE).copied().collect();
    sipas_in(&data("edge"), &args).code
}

#[test]
fn done_is_0() {
    assert_eq!(edge(&["report", "plain.csv"]), 0);
    // Rejected rows alone are told, but are no failure.
    assert_eq!(edge(&["report", "counts.csv"]), 0);
    // A commitment that is missed is a result unless it was asked for.
    assert_eq!(edge(&["report", "one-late-of-100.csv"]), 0);
}

#[test]
fn a_missed_commitment_is_1_where_it_is_checked() {
    assert_eq!(edge(&["report", "one-late-of-100.csv", "--check"]), 1);
    assert_eq!(edge(&["report", "one-late-of-101.csv", "--check"]), 0);
    // Nothing can be judged: nothing is missed.
    assert_eq!(edge(&["report", "denominator-zero.csv", "--check"]), 0);
}

#[test]
fn bad_use_and_nothing_read_are_2() {
    for bad in [
        &["report"][..],
        &["report", "plain.csv", "--by", "week"],
        &["report", "plain.csv", "--unknown"],
        &["report", "plain.csv", "--check", "--plan", "none"],
        &["report", "plain.csv", "--by", "unit,unit"],
        &["report", "-", "-"],
        &["list", "plain.csv"],
        &["list", "plain.csv", "--which", "late,rejected"],
        &["report", "empty.csv"],
        &["report", "no-such-file.csv"],
        &[],
        &["frobnicate"],
    ] {
        let args: Vec<&str> =
            if bad.len() > 1 { bad.iter().chain(&JUNE).copied().collect() } else { bad.to_vec() };
        let ran = sipas_in(&data("edge"), &args);
        assert_eq!((ran.code, ran.stdout.len()), (2, 0), "{args:?}: {}", ran.stderr);
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn refused_input_is_3() {
    assert_eq!(edge(&["report", "plain.csv", "empty.csv"]), 3);
    assert_eq!(edge(&["report", "plain.csv", "no-such-file.csv"]), 3);
    assert_eq!(edge(&["report", "plain.csv", "--pakn", "pakn-no-dates.csv"]), 3);
    assert_eq!(edge(&["report", "counts.csv", "--strict"]), 3);
    assert_eq!(edge(&["report", "plain.csv", "--strict"]), 0);
    assert_eq!(edge(&["list", "plain.csv", "empty.csv", "--which", "all"]), 3);
}

#[test]
fn the_worst_is_told() {
    // 3 before 1, 2 before 3.
    assert_eq!(edge(&["report", "one-late-of-100.csv", "empty.csv", "--check"]), 3);
    assert_eq!(edge(&["report", "empty.csv", "no-such-file.csv", "--check", "--strict"]), 2);
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let ran = sipas_in(
        &data("edge"),
        &["report", "empty.csv", "plain.csv", "cut.csv.gz", "--period", "2025-06", "--format", "json"],
    );
    assert_eq!(ran.code, 3);
    let report = ran.json();
    assert_eq!(report["inputs"].as_array().unwrap().len(), 1);
    assert_eq!(report["groups"][0]["dossiers"]["received"], 3);
    assert!(ran.stderr.contains("empty.csv") && ran.stderr.contains("cut.csv.gz"), "{}", ran.stderr);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child =
        command(&data("samples"), &["list", "dossiers", "--which", "all", "--period", "2025-06", "--quiet"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    let mut first = [0; 16];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    // A column may be called "Phiếu xin lỗi", so only the beginning of a line tells of an error.
    let is_error = |line: &str| line.starts_with("lỗi:") || line.contains("panicked");
    assert!(!stderr.lines().any(is_error), "{stderr}");
}

#[test]
fn the_standard_input_is_read() {
    let mut child = command(&data("edge"), &["report", "-", "--period", "2025-06", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(data("edge/plain.csv")).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report["inputs"][0]["path"]), (Some(0), &"-".into()));
    assert_eq!(report["groups"][0]["dossiers"]["received"], 3);
}

#[test]
fn an_output_takes_its_format_from_its_name() {
    let folder = scratch();
    let out = |name: &str| folder.path().join(name);
    for (name, begins) in
        [("t6.json", "{"), ("t6.csv", "\u{feff}"), ("t6.md", "# "), ("t6.txt", "BÁO CÁO"), ("t6", "BÁO CÁO")]
    {
        let path = out(name);
        let ran = sipas_in(
            &data("edge"),
            &["report", "plain.csv", "--period", "2025-06", "-o", path.to_str().unwrap()],
        );
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
        assert!(fs::read_to_string(&path).unwrap().starts_with(begins), "{name}");
    }
    let path = out("t6.csv");
    let args = ["report", "plain.csv", "--period", "2025-06", "-f", "json", "-o", path.to_str().unwrap()];
    assert_eq!(sipas_in(&data("edge"), &args).code, 0);
    assert!(fs::read_to_string(&path).unwrap().starts_with('{'));
    let path = out("t6.pdf");
    let ran = sipas_in(&data("edge"), &["report", "plain.csv", "-o", path.to_str().unwrap()]);
    assert_eq!((ran.code, path.exists()), (2, false));
}

#[test]
fn a_failed_run_leaves_the_old_output_whole() {
    let folder = scratch();
    let old = folder.path().join("report.json");
    fs::write(&old, "old").unwrap();
    let old_name = old.to_str().unwrap();
    for failing in [
        &["report", "empty.csv"][..],
        &["report", "plain.csv", "--period", "2099-01"],
        &["report", "plain.csv", "--plan", "no-such.toml"],
    ] {
        let args: Vec<&str> = failing.iter().chain(&["-o", old_name]).copied().collect();
        assert_eq!(sipas_in(&data("edge"), &args).code, 2, "{args:?}");
        assert_eq!(fs::read_to_string(&old).unwrap(), "old");
    }
    let into_nowhere = folder.path().join("no-folder/report.json");
    let ran = sipas_in(
        &data("edge"),
        &["report", "plain.csv", "--period", "2025-06", "-o", into_nowhere.to_str().unwrap()],
    );
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("không ghi được"), "{}", ran.stderr);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["report.json"]);
}

#[test]
fn no_output_replaces_an_input() {
    let folder = scratch();
    let input = export(&[["H37.12-250602-0001", "02/06/2025", "10/06/2025", "06/06/2025"]]);
    fs::write(folder.path().join("t6.csv"), &input).unwrap();
    for flag in ["-o", "--rejects"] {
        let ran = sipas_in(folder.path(), &["report", "t6.csv", "--period", "2025-06", flag, "./t6.csv"]);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains("sẽ ghi đè lên đầu vào t6.csv"), "{}", ran.stderr);
        assert_eq!(fs::read_to_string(folder.path().join("t6.csv")).unwrap(), input);
    }
}

#[test]
fn the_present_moment_ends_a_period_that_has_not_ended() {
    let report =
        sipas(&["report", "dossiers", "--period", "2020-01-01..2099-12-31", "--format", "json"]).json();
    let as_of = report["as_of"].as_str().unwrap();
    assert!(as_of.starts_with("20") && as_of < "2099", "{as_of}");
    assert_eq!(report["period"]["end"], "2099-12-31");
    let ran = sipas(&["report", "dossiers", "--period", "2099-01"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("kỳ bắt đầu ngày 01/01/2099 chưa tới"), "{}", ran.stderr);
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let args = ["report", "plain.csv", "--period", "2025-06", "--lang", "en"];
    let has_colour = |more: &[&str], no_color: bool| {
        let args: Vec<&str> = args.iter().chain(more).copied().collect();
        let mut command = command(&data("edge"), &args);
        if no_color {
            command.env("NO_COLOR", "1");
        }
        finished(&mut command).stdout.contains("\x1b[")
    };
    assert!(!has_colour(&[], false) && !has_colour(&["--color", "never"], false));
    assert!(has_colour(&["--color", "always"], true));
}
