//! Very many of something: memory does not grow with rejected rows, nor time faster than groups.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{limited, long};
use crate::common::{command, count, finished, scratch, sipas_in, typed};

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

/// A workbook of sheets all of whose rows are rejected, with texts in the cells themselves, as programs write large ones.
fn rejected_sheets(sheets: usize, rows: usize) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    };
    let numbered = |each: &dyn Fn(usize) -> String| (1..=sheets).map(each).collect::<String>();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let linked = |links: &str| {
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("<Relationships xmlns=\"{package}\">{links}</Relationships>")
    };
    let link = |id: &str, to: &str| format!("<Relationship Id=\"{id}\" Type=\"{office}/{to}\" Target=");
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    part(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    );
    part("_rels/.rels", &linked(&(link("r1", "officeDocument") + "\"xl/workbook.xml\"/>")));
    let book = numbered(&|n| format!("<sheet name=\"T{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"));
    let book = format!("<workbook {main} xmlns:r=\"{office}\"><sheets>{book}</sheets></workbook>");
    part("xl/workbook.xml", &book);
    let links =
        numbered(&|n| link(&format!("r{n}"), "worksheet") + &format!("\"worksheets/sheet{n}.xml\"/>"));
    part("xl/_rels/workbook.xml.rels", &linked(&links));
    let note = "Đã liên hệ người nộp, hẹn bổ sung. ".repeat(20);
    for sheet in 0..sheets {
        let mut xml = format!("<worksheet {main}><sheetData>");
        let mut row = |cells: &[&str]| {
            let cells = cells.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
            let _ = write!(xml, "<row>{}</row>", cells.collect::<String>());
        };
        row(&["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Ghi chú"]);
        for n in 0..rows {
            let code = format!("H37.12-2506{sheet:02}-{n:04}");
            row(&[&code, "32/06/2025", "10/06/2025", "06/06/2025", &format!("{note}{n}")]);
        }
        part(&format!("xl/worksheets/sheet{}.xml", sheet + 1), &(xml + "</sheetData></worksheet>"));
    }
    archive.finish().unwrap().into_inner()
}

/// The most memory that a report on a workbook with so many rejected rows took, in KiB.
fn peak_of_sheets(folder: &Path, sheets: usize, rows: usize) -> u64 {
    fs::write(folder.join("t6.xlsx"), rejected_sheets(sheets, rows)).unwrap();
    let args = typed("report t6.xlsx --period 2025-06 --format json -o out.json --threads 1");
    let mut child = command(folder, &args).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.map_or(peak, |line| line.trim_end_matches("kB").trim().parse().unwrap());
        thread::sleep(Duration::from_millis(2));
    }
    let report: Value = serde_json::from_slice(&fs::read(folder.join("out.json")).unwrap()).unwrap();
    let rejected = |input: &Value| input["rejected"].as_u64().unwrap();
    let rejected: Vec<_> = report["inputs"].as_array().unwrap().iter().map(rejected).collect();
    assert_eq!(rejected, vec![rows as u64; sheets]);
    peak
}

#[test]
#[cfg(target_os = "linux")]
fn a_workbook_takes_the_memory_of_one_sheet() {
    let folder = scratch();
    let rows = if long() { 100_000 } else { 1_500 };
    let (one, eight) = (peak_of_sheets(folder.path(), 1, rows), peak_of_sheets(folder.path(), 8, rows));
    // Each has a kibibyte of text a row.
    assert!(eight < one + 3 * rows as u64, "{eight} KiB instead of {one} KiB");
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
