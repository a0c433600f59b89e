//! No output replaces what is read, and what is no plain file is written to as it is.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::common::{command, export, finished, scratch, sipas_in};

const ROWS: [[&str; 4]; 2] = [
    ["H37.12-250602-0001", "02/06/2025", "10/06/2025", "06/06/2025"],
    ["H37.12-250602-0002", "32/06/2025", "10/06/2025", "06/06/2025"],
];

fn folder() -> tempfile::TempDir {
    let folder = scratch();
    let at = folder.path();
    fs::write(at.join("t6.csv"), export(&ROWS)).unwrap();
    fs::write(at.join("plan.toml"), include_str!("../../crates/core/plans/lang-son-2025.toml")).unwrap();
    fs::write(at.join("days.csv"), "date,kind,name\n2025-06-20,holiday,x\n").unwrap();
    fs::write(at.join("units.csv"), "alias,name\nVP,Văn phòng\n").unwrap();
    fs::write(at.join("profile.toml"), "[columns]\nreceived_at = \"Nhận\"\n").unwrap();
    fs::create_dir(at.join("sub")).unwrap();
    symlink("sub", at.join("link")).unwrap();
    symlink("t6.csv", at.join("other.csv")).unwrap();
    folder
}

#[test]
fn an_output_is_none_of_the_things_that_were_read() {
    let folder = folder();
    let at = folder.path();
    let report = ["report", "t6.csv", "--period", "2025-06"];
    let with = |more: &[&'static str]| [&report[..], more].concat();
    for (args, read) in [
        (with(&["-o", "t6.csv"]), "t6.csv"),
        (with(&["-o", "other.csv"]), "t6.csv"),
        (with(&["-o", "./sub/../t6.csv"]), "t6.csv"),
        (with(&["-o", "missing/../t6.csv"]), "t6.csv"),
        (with(&["--rejects", "link/../t6.csv"]), "t6.csv"),
        (with(&["--plan", "plan.toml", "-o", "sub/../plan.toml", "--format", "json"]), "plan.toml"),
        (with(&["--calendar", "days.csv", "-o", "./days.csv"]), "days.csv"),
        (with(&["--units", "units.csv", "-o", "sub/../units.csv"]), "units.csv"),
        (vec!["list", "t6.csv", "--which", "late", "--units", "units.csv", "-o", "units.csv"], "units.csv"),
        (with(&["--profile", "profile.toml", "-o", "profile.toml", "--format", "json"]), "profile.toml"),
        (with(&["--profile", "profile.toml", "--rejects", "profile.toml"]), "profile.toml"),
        (with(&["-o", "new.csv", "--rejects", "missing/../new.csv"]), "new.csv"),
        (vec!["plan", "show", "plan.toml", "-o", "plan.toml", "--format", "csv"], "plan.toml"),
        (vec!["calendar", "--calendar", "days.csv", "-o", "link/../days.csv"], "days.csv"),
        (vec!["inspect", "t6.csv", "-o", "t6.csv"], "t6.csv"),
    ] {
        let before = fs::read(at.join(read)).ok();
        let ran = sipas_in(at, &args);
        // Through a link `..` leads elsewhere, where nothing is read.
        let elsewhere = args.iter().any(|arg| arg.starts_with("link/"));
        assert!(elsewhere || ran.code == 2, "{args:?}: {} {}", ran.code, ran.stderr);
        assert_eq!(fs::read(at.join(read)).ok(), before, "{args:?}: {}", ran.stderr);
    }
    // What is named alike and is another file is no fault.
    let ran = sipas_in(at, &with(&["--plan", "plan.toml", "-o", "sub/plan.json"]));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

fn batch(at: &Path, exports: &str, output: &str) -> crate::common::Ran {
    let text = format!(
        "exports = [{exports:?}]\nperiod = \"2025-06\"\n[[outputs]]\npath = {output:?}\nformat = \"csv\"\n"
    );
    fs::write(at.join("job.toml"), text).unwrap();
    sipas_in(at, &["batch", "job.toml"])
}

#[test]
fn a_batch_destroys_nothing_of_what_it_reads() {
    let folder = folder();
    let (at, outside) = (folder.path(), scratch());
    symlink(outside.path(), at.join("out")).unwrap();
    fs::create_dir(at.join("data")).unwrap();
    fs::copy(at.join("t6.csv"), at.join("data/t6.csv")).unwrap();
    let export = fs::read(at.join("t6.csv")).unwrap();
    for (exports, output) in [
        ("t6.csv", "missing/../t6.csv"),
        ("t6.csv", "other.csv"),
        ("t6.csv", "missing/../job.toml"),
        ("t6.csv", "missing/../out/x.csv"),
        ("t6.csv", "out/x.csv"),
        ("data", "missing/../data/x.csv"),
        ("missing/../data", "data/x.csv"),
        ("data/*.csv", "missing/../data/x.csv"),
        ("sub/../data/*.csv", "data/x.csv"),
    ] {
        let ran = batch(at, exports, output);
        assert_eq!(ran.code, 2, "{exports} {output}: {}", ran.stderr);
        assert!(fs::read_to_string(at.join("job.toml")).unwrap().starts_with("exports"), "{output}");
        assert_eq!(fs::read(at.join("t6.csv")).unwrap(), export, "{output}");
        assert_eq!(super::faults::names(outside.path()), [""; 0], "{output}");
        assert_eq!(super::faults::names(&at.join("data")), ["t6.csv"], "{output}");
        assert!(!at.join("missing").exists(), "{output}");
    }
    // Beside what is read there is room.
    for output in ["result.csv", "missing/../result.csv", "data/deeper/x.csv", "link/x.csv"] {
        let ran = batch(at, "data/*.csv", output);
        assert_eq!(ran.code, 0, "{output}: {}", ran.stderr);
    }
}

#[test]
fn what_stands_in_a_redirected_output_stays() {
    let folder = folder();
    let at = folder.path();
    for target in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        fs::write(at.join("all.txt"), "before\n").unwrap();
        let out = OpenOptions::new().append(true).open(at.join("all.txt")).unwrap();
        let args = ["report", "t6.csv", "--period", "2025-06", "--format", "json", "-o", target];
        let mut run = command(at, &args);
        let status = run.stdout(out).stderr(std::process::Stdio::null()).status().unwrap();
        let text = fs::read_to_string(at.join("all.txt")).unwrap();
        assert_eq!(status.code(), Some(0), "{target}");
        assert!(text.starts_with("before\n{") && text.contains("sipas.report/1"), "{target}: {text:.60}");
    }
}

#[test]
fn rejects_and_the_document_go_to_one_output_one_after_the_other() {
    let folder = folder();
    let at = folder.path();
    let args = ["report", "t6.csv", "--period", "2025-06", "--format", "json", "--rejects", "/dev/stdout"];
    let out = File::create(at.join("all.txt")).unwrap();
    let mut run = command(at, &args);
    let output = run.stdout(out).output().unwrap();
    let (text, said) =
        (fs::read_to_string(at.join("all.txt")).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(text.contains("H37.12-250602-0002") && text.contains("sipas.report/1"), "{text:.200}");
    assert!(said.contains("DỮ LIỆU CÁ NHÂN") && !said.contains("chỉ chủ tệp"), "{said}");
    assert_eq!(said.matches("/dev/stdout").count(), 1, "{said}");
}

#[test]
fn an_output_through_a_link_goes_to_where_it_leads() {
    let folder = folder();
    let at = folder.path();
    symlink("sub/new.json", at.join("latest.json")).unwrap();
    let args = ["report", "t6.csv", "--period", "2025-06", "-o", "latest.json"];
    for _ in 0..2 {
        let ran = sipas_in(at, &args);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(fs::symlink_metadata(at.join("latest.json")).unwrap().is_symlink());
        assert!(fs::read_to_string(at.join("sub/new.json")).unwrap().contains("sipas.report/1"));
    }
}

#[test]
fn a_device_among_the_outputs_of_a_batch_is_never_removed() {
    let folder = folder();
    let at = folder.path();
    let pipe = at.join("pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::write(at.join("first.json"), "old").unwrap();
    let text = "exports = [\"t6.csv\"]\nperiod = \"2025-06\"\nallow_outside = true\n[[outputs]]\npath = \"first.json\"\n\
        [[outputs]]\npath = \"/dev/full\"\nformat = \"json\"\n[[outputs]]\npath = \"new/last.json\"\n";
    fs::write(at.join("job.toml"), text).unwrap();
    let mut run = command(at, &["batch", "job.toml"]);
    let ran = finished(&mut run);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(Path::new("/dev/full").exists());
    assert_eq!(fs::read(at.join("first.json")).unwrap(), b"old");
    assert!(!at.join("new").exists());
    assert!(super::faults::names(at).iter().all(|name| !name.starts_with('.')));
}
