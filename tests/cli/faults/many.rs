//! Very many of something: memory does not grow with rejected rows, nor time faster than groups.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{limited, long};
use crate::common::{count, finished, scratch, sipas_in};

/// So many KiB of addresses are enough for one thread, however many rows it rejects.
const LITTLE: u32 = 80 * 1024;

/// An export all of whose rows but one are rejected, with notes as long as people write.
fn rejected(rows: usize) -> String {
    let note = "Đã liên hệ người nộp, hẹn bổ sung. ".repeat(10);
    let mut text = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Ghi chú\n".to_owned();
    text += "H37.12-250602-0000,02/06/2025,10/06/2025,06/06/2025,\n";
    for n in 1..=rows {
        let _ = writeln!(text, "H37.12-250602-{n:04},32/06/2025,10/06/2025,06/06/2025,{note}");
    }
    text
}

#[test]
fn rejected_rows_take_no_memory() {
    let folder = scratch();
    let at = folder.path();
    // More than fits, were they kept.
    let rows = if long() { 3_000_000 } else { 50_000 };
    fs::write(at.join("t6.csv"), rejected(rows)).unwrap();
    let run = |args: &[&str]| {
        let args = [args, &["--threads", "1", "--quiet"]].concat();
        let ran = finished(&mut limited(at, &format!("ulimit -v {LITTLE}"), &args));
        assert_eq!(ran.code, 0, "{args:?}: {:.500}", ran.stderr);
        ran
    };
    let report = ["report", "t6.csv", "--period", "2025-06", "--format", "json"];
    let alone = run(&report).json();
    let with = run(&[&report[..], &["--rejects", "loi.csv"]].concat()).json();
    assert_eq!((count(&alone, "received"), &alone), (1, &with));
    assert_eq!(alone["inputs"][0]["issues"][0]["count"], rows);
    let lines = |name: &str| fs::read_to_string(at.join(name)).unwrap().lines().count();
    assert_eq!(lines("loi.csv"), rows + 2);
    for (format, more) in [("json", 2), ("table", 4)] {
        run(&["list", "t6.csv", "--which", "rejected", "--format", format, "-o", "list"]);
        assert_eq!(lines("list"), rows + more, "{format}");
    }
}

/// How long a report by unit takes, the better of two runs.
fn by_unit(folder: &Path, units: usize, format: &str) -> Duration {
    let mut text = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n".to_owned();
    for n in 0..units {
        let _ = writeln!(text, "H37.12-250602-{n:05},Phòng {n},02/06/2025,10/06/2025,06/06/2025");
    }
    fs::write(folder.join("t6.csv"), text).unwrap();
    let args = ["report", "t6.csv", "--period", "2025-06", "--by", "unit", "--format", format, "-o", "out"];
    let run = || {
        let began = Instant::now();
        let ran = sipas_in(folder, &args);
        assert_eq!(ran.code, 0, "{format}: {}", ran.stderr);
        began.elapsed()
    };
    run().min(run())
}

#[test]
fn time_grows_with_groups_and_not_with_their_square() {
    let folder = scratch();
    for format in ["table", "markdown", "html"] {
        let (few, many) = (by_unit(folder.path(), 1_000, format), by_unit(folder.path(), 8_000, format));
        // Eight times as long, or sixty-four times.
        assert!(many < few * 28, "{format}: {few:?} and {many:?}");
    }
}
