//! Exports of a shape that no export has: without end, without width, without sense.

use std::fs::{self, File};
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{bounded, dossiers, fed, long};
use crate::common::{Ran, count, scratch};

const MIB: usize = 1 << 20;
const REPORT: [&str; 6] = ["report", "t6.csv", "--period", "2025-06", "--format", "json"];
const STDIN: [&str; 6] = ["report", "-", "--period", "2025-06", "--format", "json"];

fn assert_refused(ran: &Ran, why: &str) {
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    assert!(ran.stderr.contains(why), "{}", ran.stderr);
    // A message is a line, not the cell that it is about.
    assert!(ran.stderr.len() < 2000, "{} bytes", ran.stderr.len());
}

/// So many bytes of one letter.
fn fill(out: &mut dyn Write, letter: u8, len: usize) -> io::Result<()> {
    let piece = vec![letter; MIB];
    (0..len / MIB).try_for_each(|_| out.write_all(&piece))
}

/// Mebibytes: few, or as many as it takes where the long way was asked for.
fn mebibytes(few: usize, many: usize) -> usize {
    MIB * if long() { many } else { few }
}

#[test]
fn a_quote_that_is_never_closed_ends_the_reading_in_bounded_memory() {
    let begun = dossiers(2) + "H37.12-250602-0009,\"";
    let ran = fed(scratch().path(), &STDIN, |out| {
        out.write_all(begun.as_bytes())?;
        fill(out, b'\n', mebibytes(40, 4096))
    });
    assert_refused(&ran, "-: bản ghi bắt đầu ở dòng 4 dài quá 16 MiB");

    // In a file, where several threads look for its end: a hole of the file system, which takes up no room.
    let folder = scratch();
    let mut file = File::create(folder.path().join("t6.csv")).unwrap();
    file.write_all(begun.as_bytes()).unwrap();
    file.set_len(mebibytes(40, 4096) as u64).unwrap();
    let ran = bounded(folder.path(), &REPORT);
    assert_refused(&ran, "t6.csv: bản ghi bắt đầu ở dòng 4 dài quá 16 MiB");
}

#[test]
fn a_quote_that_is_closed_far_below_swallows_no_row() {
    let folder = scratch();
    let swallowed = dossiers(20_000);
    let text = format!("{}H37.12-250602-9999,\"{swallowed}\",x,y\n", dossiers(2));
    fs::write(folder.path().join("t6.csv"), text).unwrap();
    let ran = bounded(folder.path(), &REPORT);
    assert_refused(&ran, "t6.csv: dòng 4: một ô trong dấu nháy kép kéo dài qua những dòng là hồ sơ");
    let read = bounded(folder.path(), &[&REPORT[..], &["--quotes", "none"]].concat());
    assert_eq!((read.code, count(&read.json(), "received")), (0, 20_000), "{}", read.stderr);
}

#[test]
fn a_line_without_end_ends_the_reading_in_bounded_memory() {
    for (head, why) in [
        (dossiers(2), "-: bản ghi bắt đầu ở dòng 4 dài quá 16 MiB"),
        (String::new(), "-: bản ghi bắt đầu ở dòng 1 dài quá 16 MiB"),
    ] {
        let ran = fed(scratch().path(), &STDIN, |out| {
            out.write_all(head.as_bytes())?;
            fill(out, b'x', mebibytes(40, 1024))
        });
        assert_refused(&ran, why);
    }
}

#[test]
fn packed_data_that_becomes_a_thousand_times_as_large_ends_the_reading() {
    let folder = scratch();
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    fill(&mut gz, b'0', mebibytes(256, 4096)).unwrap();
    let mut zst = zstd::Encoder::new(Vec::new(), 1).unwrap();
    fill(&mut zst, b'0', mebibytes(256, 4096)).unwrap();
    for bytes in [gz.finish().unwrap(), zst.finish().unwrap()] {
        fs::write(folder.path().join("t6.csv"), &bytes).unwrap();
        let ran = bounded(folder.path(), &REPORT);
        assert_refused(&ran, "t6.csv: bản ghi bắt đầu ở dòng 1 dài quá 16 MiB");
    }
}

#[test]
fn blank_lines_without_end_are_no_rows() {
    let ran = fed(scratch().path(), &STDIN, |out| {
        out.write_all(dossiers(2).as_bytes())?;
        fill(out, b'\n', mebibytes(40, 1024))?;
        out.write_all(b"H37.12-250602-0009,02/06/2025,10/06/2025,06/06/2025\n")
    });
    assert_eq!((ran.code, count(&ran.json(), "received")), (0, 3), "{}", ran.stderr);
}

#[test]
fn columns_by_the_hundred_thousand_are_refused_and_fewer_are_read() {
    let folder = scratch();
    let header = "Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý";
    let row = "H37.12-250602-0001,02/06/2025,10/06/2025,06/06/2025";
    let wide = |columns: usize, more: &str| {
        let more = format!(",{more}").repeat(columns - 4);
        format!("{header}{more}\n{row}{}\n", ",1".repeat(columns - 4))
    };
    for (columns, more) in [(100_000, "x"), (100_000, "Mã hồ sơ")] {
        fs::write(folder.path().join("t6.csv"), wide(columns, more)).unwrap();
        assert_refused(&bounded(folder.path(), &REPORT), "65.536 ô");
    }
    for columns in [65_535, 65_536] {
        for more in ["x", "Ngày nhận", "Mã hồ sơ"] {
            fs::write(folder.path().join("t6.csv"), wide(columns, more)).unwrap();
            let ran = bounded(folder.path(), &REPORT);
            assert_eq!(
                (ran.code, count(&ran.json(), "received")),
                (0, 1),
                "{columns} × {more}: {}",
                ran.stderr
            );
        }
    }
}

#[test]
fn bytes_that_are_no_text_reject_their_row_in_any_column() {
    let cells = ["H37.12-250602-0001", "02/06/2025", "10/06/2025", "06/06/2025"];
    let header = dossiers(0);
    for column in 0..cells.len() {
        for bad in [&b"\xff"[..], b"\xe1\xbb", b"\xc3(", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"] {
            let mut file = header.clone().into_bytes();
            let at = file.len();
            let mut place = 0;
            for (n, cell) in cells.iter().enumerate() {
                file.extend(if n > 0 { &b","[..] } else { b"" });
                if n == column {
                    place = file.len() + 3;
                    file.extend([&cell.as_bytes()[..3], bad, &cell.as_bytes()[3..]].concat());
                } else {
                    file.extend(cell.as_bytes());
                }
            }
            file.extend(b"\n");
            assert!(at < place);
            file.extend(dossiers(3).lines().nth(2).unwrap().bytes());
            let folder = scratch();
            fs::write(folder.path().join("t6.csv"), &file).unwrap();
            let report = bounded(folder.path(), &REPORT).json();
            let input = &report["inputs"][0];
            assert_eq!(
                (&input["rejected"], &input["accepted"]),
                (&1.into(), &1.into()),
                "{column} {bad:?}: {input}"
            );
            let inspected = bounded(folder.path(), &["inspect", "t6.csv"]);
            assert!(inspected.stdout.contains(&format!("byte {place}")), "{}", inspected.stdout);
        }
    }
}

#[test]
fn marks_and_nulls_among_the_text_are_text() {
    let folder = scratch();
    let row = |n: usize, cell: &str| format!("H37.12-250602-{n:04},02/06/2025,10/06/2025,{cell}\n");
    // Two files put one behind the other have a mark in the middle: of a header that comes again, or of a row.
    let text = format!(
        "{}\u{feff}{}\u{feff}{}{}{}",
        dossiers(1),
        dossiers(0),
        row(7, "06/06/2025"),
        row(8, "06/06/2025\0"),
        row(9, "06/06\0/2025"),
    );
    fs::write(folder.path().join("t6.csv"), text).unwrap();
    let ran = bounded(folder.path(), &REPORT);
    let report = ran.json();
    let input = &report["inputs"][0];
    let accounts = ["rows", "accepted", "rejected", "skipped"].map(|name| input[name].as_u64().unwrap());
    assert_eq!(accounts, [5, 2, 2, 1], "{input}");
    // Nothing but NUL is no text at all.
    fs::write(folder.path().join("t6.csv"), vec![0; 4096]).unwrap();
    assert_refused(&bounded(folder.path(), &REPORT), "t6.csv: ");
}
