//! Inputs that cannot be read, or not as they were: each is named with why, and the others are read.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{dossiers, fed, limited, nobody};
use crate::common::{command, count, finished, scratch, sipas_in};

const JSON: [&str; 4] = ["--period", "2025-06", "--format", "json"];

fn report<'a>(files: &[&'a str]) -> Vec<&'a str> {
    ["report"].into_iter().chain(files.iter().copied()).chain(JSON).collect()
}

#[test]
fn what_is_no_file_of_ours_is_told_and_the_rest_is_read() {
    let folder = scratch();
    let at = folder.path();
    fs::write(at.join("good.csv"), dossiers(3)).unwrap();
    fs::write(at.join("zero.csv"), "").unwrap();
    fs::create_dir(at.join("folder.csv")).unwrap();
    symlink("nowhere", at.join("dangling.csv")).unwrap();
    symlink("loop.csv", at.join("loop.csv")).unwrap();
    for (bad, why) in [
        ("zero.csv", "zero.csv: tệp rỗng"),
        ("folder.csv", "folder.csv: thư mục không có tệp kết xuất nào"),
        ("dangling.csv", "không đọc được dangling.csv: không tìm thấy"),
        ("loop.csv", "không đọc được loop.csv: "),
        ("good.csv/x.csv", "không đọc được good.csv/x.csv: đường dẫn đi qua một tệp"),
        ("/dev/null", "/dev/null: tệp rỗng"),
    ] {
        let alone = sipas_in(at, &report(&[bad]));
        assert_eq!((alone.code, alone.stdout.as_str()), (2, ""), "{bad}");
        assert!(alone.stderr.contains(why), "{bad}: {}", alone.stderr);
        let both = sipas_in(at, &report(&[bad, "good.csv"]));
        assert_eq!((both.code, count(&both.json(), "received")), (3, 3), "{bad}: {}", both.stderr);
        assert!(both.stderr.contains(why), "{bad}: {}", both.stderr);
    }
    // A folder's exports are its files; what is no file is none of them.
    let ran = sipas_in(at, &report(&["."]));
    assert_eq!((ran.code, count(&ran.json(), "received")), (3, 3), "{}", ran.stderr);
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let folder = scratch();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.path().join("t6.csv"), dossiers(3)).unwrap();
    fs::set_permissions(folder.path().join("t6.csv"), Permissions::from_mode(0o200)).unwrap();
    let mut run = command(folder.path(), &report(&["t6.csv"]));
    if nobody(&mut run) {
        let ran = finished(&mut run);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains("không đọc được t6.csv: không có quyền"), "{}", ran.stderr);
    }
}

fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Writes in pieces into a pipe, and does something between two of them.
fn slowly(path: &Path, text: &str, between: impl FnOnce()) {
    let mut out = OpenOptions::new().write(true).open(path).unwrap();
    let (first, second) = text.split_at(text.len() / 2);
    out.write_all(first.as_bytes()).unwrap();
    between();
    out.write_all(second.as_bytes()).unwrap();
}

#[test]
fn a_pipe_with_a_name_is_read_to_its_end() {
    let folder = scratch();
    let pipe = folder.path().join("pipe.csv");
    make_fifo(&pipe);
    let ran = std::thread::scope(|scope| {
        scope.spawn(|| slowly(&pipe, &dossiers(2000), || std::thread::sleep(Duration::from_millis(30))));
        sipas_in(folder.path(), &report(&["pipe.csv"]))
    });
    assert_eq!((ran.code, count(&ran.json(), "received")), (0, 2000), "{}", ran.stderr);
}

/// Runs a report on a large file and a pipe, and while the command waits for the pipe, changes the file: `first` says
/// which of the two is named first.
fn changed_meanwhile(rows: usize, change: impl FnOnce(&Path) + Send) -> crate::common::Ran {
    let folder = scratch();
    let (file, pipe) = (folder.path().join("t6.csv"), folder.path().join("pipe.csv"));
    fs::write(&file, dossiers(rows)).unwrap();
    make_fifo(&pipe);
    std::thread::scope(|scope| {
        scope.spawn(|| slowly(&pipe, &dossiers(10), || change(&file)));
        sipas_in(folder.path(), &report(&["pipe.csv", "t6.csv"]))
    })
}

#[test]
fn a_file_that_vanished_before_its_turn_is_told() {
    let ran = changed_meanwhile(100, |file| fs::remove_file(file).unwrap());
    assert_eq!((ran.code, count(&ran.json(), "received")), (3, 10), "{}", ran.stderr);
    assert!(ran.stderr.contains("không đọc được t6.csv: không tìm thấy"), "{}", ran.stderr);
}

/// An export that is being written: rows are added until the command is done.
#[test]
fn a_file_that_grows_while_it_is_read_is_told_or_was_whole() {
    let folder = scratch();
    let file = folder.path().join("t6.csv");
    let (rows, whole) = (20_000, dossiers(40_000));
    let header = whole.lines().next().unwrap().len() + 1;
    let row = (whole.len() - header) / 40_000;
    fs::write(&file, &whole[..header + rows * row]).unwrap();
    let mut told = 0;
    for _ in 0..6 {
        let ran = std::thread::scope(|scope| {
            let mut child = command(folder.path(), &report(&["t6.csv"]))
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let writer = scope.spawn(|| {
                let mut out = OpenOptions::new().append(true).open(&file).unwrap();
                for n in rows..rows + 2000 {
                    // Half a row at a time, as buffers are flushed.
                    let row = &whole[header + n * row..header + (n + 1) * row];
                    out.write_all(&row.as_bytes()[..20]).unwrap();
                    std::thread::sleep(Duration::from_micros(200));
                    out.write_all(&row.as_bytes()[20..]).unwrap();
                }
            });
            let output = std::thread::spawn(move || {
                child.wait().unwrap();
                child.wait_with_output().unwrap()
            });
            let output = output.join().unwrap();
            writer.join().unwrap();
            output
        });
        let stderr = String::from_utf8(ran.stderr).unwrap();
        fs::write(&file, &whole[..header + rows * row]).unwrap();
        match ran.status.code() {
            Some(2) => {
                let changed =
                    ["t6.csv: tệp thay đổi trong khi đọc", "t6.csv: tệp đã thay đổi từ khi được nêu"];
                assert!(changed.iter().any(|told| stderr.contains(told)), "{stderr}");
                told += 1;
            }
            code => {
                // It was read before the first row was added.
                let report: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
                assert_eq!((code, count(&report, "received")), (Some(0), rows as u64), "{stderr}");
            }
        }
    }
    assert!(told > 0, "no run met a change");
}

#[test]
fn inputs_by_the_thousand_are_read_with_few_open_files() {
    let folder = scratch();
    let several = if super::long() { 10_000 } else { 400 };
    for n in 0..several {
        let text =
            super::export(&[[&format!("H37.12-250602-{n:05}"), "02/06/2025", "10/06/2025", "06/06/2025"]]);
        fs::write(folder.path().join(format!("t{n}.csv")), text).unwrap();
    }
    let limits = format!("ulimit -n 24; ulimit -v {}", super::MEMORY);
    let ran = finished(&mut limited(folder.path(), &limits, &report(&["."])));
    assert_eq!((ran.code, count(&ran.json(), "received")), (0, several), "{}", ran.stderr);
    // Named one by one, as a shell expands a pattern.
    let named: Vec<String> = (0..several).map(|n| format!("t{n}.csv")).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let ran = finished(&mut limited(folder.path(), &limits, &report(&named)));
    assert_eq!((ran.code, count(&ran.json(), "received")), (0, several), "{}", ran.stderr);
}

#[test]
fn a_standard_input_that_is_closed_or_a_folder_is_told() {
    let folder = scratch();
    for stdin in [OsStr::new("/dev/null"), folder.path().as_os_str()] {
        let mut run = command(folder.path(), &report(&["-"]));
        let ran = finished(run.stdin(fs::File::open(stdin).unwrap()));
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("lỗi:"), "{}", ran.stderr);
    }
    let ran = fed(folder.path(), &report(&["-"]), |out| out.write_all(dossiers(3).as_bytes()));
    assert_eq!((ran.code, count(&ran.json(), "received")), (0, 3), "{}", ran.stderr);
}
