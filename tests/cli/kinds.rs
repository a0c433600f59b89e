//! Which kind of export a file is, its headers say: flags remain for doubt.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::common::{command, data, finished, scratch, sipas, sipas_in, typed};

const FLAGS: &str = "dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv";
const JUNE: &str = "--period 2025-06 --baseline 2025-05 --by unit --format json --quiet";

fn sample(name: &str) -> String {
    fs::read_to_string(data("samples").join(name)).unwrap()
}

/// The report without the names of its inputs.
fn figures(mut report: Value) -> Value {
    for input in report["inputs"].as_array_mut().unwrap() {
        input["path"] = Value::Null;
    }
    report
}

/// A workbook with a sheet of each text.
fn workbook(path: &Path, sheets: &[(&str, String)]) {
    let mut book = Workbook::new();
    for (name, text) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0..).zip(text.trim_start_matches('\u{feff}').lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

const DOSSIERS: &str = "Mã hồ sơ,Mã TTHC,Ngày tiếp nhận,Ngày kết thúc xử lý\n\
                        H37.12-250602-0001,1.000001,02/06/2025,06/06/2025\n\
                        H37.12-250602-0002,1.000001,02/06/2025,04/06/2025\n";
const PAKN: &str = "Mã PAKN,Ngày gửi,Hạn xử lý,Ngày xử lý\nPA-1,02/06/2025,10/06/2025,12/06/2025\n";
const PROCEDURES: &str = "Mã TTHC,Tên TTHC,Thời hạn giải quyết,Đơn vị tính\n1.000001,Một,3,ngày làm việc\n";
const SURVEY: &str = "Lĩnh vực đánh giá,Mức độ hài lòng\nI,Hài lòng\nI,Không hài lòng\n";

#[test]
fn files_without_flags_give_the_report_of_flags() {
    let flagged = sipas(&typed(&format!("report {FLAGS} {JUNE}")));
    for plain in
        ["dossiers pakn.csv procedures.csv survey.csv", "survey.csv procedures.csv pakn.csv dossiers"]
    {
        let ran = sipas(&typed(&format!("report {plain} {JUNE}")));
        assert_eq!((ran.code, &ran.stdout), (flagged.code, &flagged.stdout), "{plain}: {}", ran.stderr);
    }
    let twice =
        sipas(&typed(&format!("report dossiers pakn.csv procedures.csv survey.csv --pakn pakn.csv {JUNE}")));
    assert_eq!(twice.stdout, flagged.stdout);
    let list = sipas(&typed("list pakn.csv --period 2025-06 --which pakn.all --format csv --quiet"));
    assert_eq!(
        list.stdout,
        sipas(&typed("list --pakn pakn.csv --period 2025-06 --which pakn.all --format csv --quiet")).stdout
    );
    let none = sipas(&typed("report batch.toml --period 2025-06"));
    assert_eq!(none.code, 2, "{}", none.stderr);
}

#[test]
fn each_sheet_of_a_workbook_is_of_its_own_kind() {
    let folder = scratch();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let texts = [
        ("Hồ sơ", DOSSIERS),
        ("PAKN", PAKN),
        ("TTHC", PROCEDURES),
        ("Khảo sát", SURVEY),
        ("Ghi chú", "xem\n"),
    ];
    for (name, text) in texts {
        fs::write(folder.path().join(format!("{name}.csv").replace(' ', "-")), text).unwrap();
    }
    workbook(&folder.path().join("t6.xlsx"), &texts.map(|(name, text)| (name, text.to_owned())));
    let june = "--period 2025-06 --format json --quiet";
    let flagged =
        run(&format!("report Hồ-sơ.csv --pakn PAKN.csv --procedures TTHC.csv --survey Khảo-sát.csv {june}"));
    let told = run(&format!("report t6.xlsx {june}"));
    assert_eq!(told.code, 0, "{}", told.stderr);
    assert_eq!(figures(told.json()), figures(flagged.json()));
    // The term of the catalogue makes the deadline: one of the two is late by it.
    let group = &told.json()["groups"][0];
    assert_eq!((&group["dossiers"]["late"], &group["pakn"]["closed_late"]), (&1.into(), &1.into()));
    // A flag that names the workbook too reads its sheet once.
    let twice = run(&format!("report t6.xlsx --pakn t6.xlsx --procedures t6.xlsx --survey t6.xlsx {june}"));
    assert_eq!(figures(twice.json()), figures(told.json()));
    // Nothing is looked up, and nothing is counted before the catalogue is there.
    let unique = run(&format!("report t6.xlsx --assume-unique {june}"));
    assert_eq!(figures(unique.json()), figures(told.json()));
    workbook(&folder.path().join("chung.xlsx"), &[("Sheet1", PAKN.to_owned())]);
    let alone = run(&format!("report chung.xlsx {june}")).json();
    assert_eq!(
        (&alone["groups"][0]["dossiers"], &alone["groups"][0]["pakn"]["closed_late"]),
        (&Value::Null, &1.into())
    );
}

#[test]
fn the_standard_input_is_told_too() {
    let mut child = command(&data("samples"), &typed("report - --period 2025-06 --format json --quiet"));
    let ran = finished(child.stdin(Stdio::from(fs::File::open(data("samples").join("pakn.csv")).unwrap())));
    assert_eq!((ran.code, &ran.json()["inputs"][0]["kind"]), (0, &"pakn".into()), "{}", ran.stderr);
}

#[test]
fn a_large_file_finds_its_deadlines_in_a_catalogue_that_no_flag_names() {
    let folder = scratch();
    let mut text = DOSSIERS.to_owned();
    for n in 0..40_000 {
        let _ = writeln!(text, "H37.12-250602-1{n:05},1.000001,02/06/2025,0{}/06/2025", 3 + n % 6);
    }
    fs::write(folder.path().join("t6.csv"), text).unwrap();
    fs::write(folder.path().join("tthc.csv"), PROCEDURES).unwrap();
    let run = |line: &str| {
        sipas_in(folder.path(), &typed(&format!("{line} --period 2025-06 --format json --quiet")))
    };
    let flagged = run("report t6.csv --procedures tthc.csv");
    assert_eq!(run("report t6.csv tthc.csv").stdout, flagged.stdout);
    assert_eq!(run("report tthc.csv t6.csv --assume-unique").stdout, flagged.stdout);
    assert!(flagged.json()["groups"][0]["dossiers"]["late"].as_u64().unwrap() > 10_000);
}

#[test]
fn what_has_no_known_header_is_refused_as_dossiers() {
    let folder = scratch();
    fs::write(folder.path().join("x.csv"), "Tên,Ngày\na,02/06/2025\n").unwrap();
    fs::write(
        folder.path().join("cut.csv"),
        sample("pakn.csv").replace("Ngày gửi", "Gửi").replace("Ngày tiếp nhận", "Nhận"),
    )
    .unwrap();
    let refused = |name: &str| {
        let ran = sipas_in(folder.path(), &["report", name, "--period", "2025-06"]);
        assert_eq!(ran.code, 2);
        ran.stderr
    };
    assert!(refused("x.csv").contains("không có dòng tiêu đề hồ sơ"), "{}", refused("x.csv"));
    assert!(refused("cut.csv").contains("\"Ngày gửi\" (sent_at)"), "{}", refused("cut.csv"));
}
