//! Codes that a spreadsheet has taken for numbers, and codes that are one only together with their unit.

use std::fmt::Write as _;
use std::fs;

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::common::{Ran, scratch, sipas_in, typed};

/// More rows than are read one by one.
const MANY: usize = 30_000;

fn groups(ran: &Ran) -> Vec<(Value, u64)> {
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let document = ran.json();
    let groups = document["groups"].as_array().unwrap().iter().skip(1);
    groups.map(|of| (of["key"].clone(), of["dossiers"]["received"].as_u64().unwrap())).collect()
}

/// Dossiers received and done in June, with a code of a procedure each.
fn of_procedures(codes: &[&str], rows: usize) -> String {
    let mut text = String::from("Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Mã TTHC\n");
    for n in 0..rows {
        let (day, procedure) = (n % 20 + 1, codes[n % codes.len()]);
        let _ = writeln!(
            text,
            "H37.12-2506{day:02}-{n:06};{day:02}/06/2025;{day:02}/06/2025;{day:02}/06/2025;{procedure}"
        );
    }
    text
}

#[test]
fn codes_of_procedures_that_became_numbers_are_codes_again() {
    let folder = scratch();
    let report = "report t6.csv --period 2025-06 --by procedure --plan none --format json";
    for rows in [30, MANY] {
        // As the system writes them, as a spreadsheet saves them, and as one does that writes a decimal comma.
        let codes = ["9.000010", "9.00001", "9,00001", "1.001200", "1.0012", "1,001200"];
        fs::write(folder.path().join("t6.csv"), of_procedures(&codes, rows)).unwrap();
        let half = rows as u64 / 2;
        let expected = ["1.001200", "9.000010"].map(|code| (json!({ "procedure": code }), half));
        assert_eq!(groups(&sipas_in(folder.path(), &typed(report))), expected);
        // Chapters are numbered so too, and other systems have codes of their own.
        let others = ["1.1", "1.10", "1.1.001", "12.0012", "TT-9.00001"];
        fs::write(folder.path().join("t6.csv"), of_procedures(&others, rows)).unwrap();
        let found = groups(&sipas_in(folder.path(), &typed(report)));
        assert_eq!(found.len(), others.len(), "{found:?}");
        assert!(found.iter().all(|(key, _)| others.contains(&key["procedure"].as_str().unwrap())));
    }
}

#[test]
fn a_cell_of_a_number_is_a_code_that_lost_its_zeros_and_finds_its_term() {
    let folder = scratch();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày kết thúc xử lý", "Mã TTHC"]).unwrap();
    for (row, code) in [(1, 9.1), (2, 9.000_01), (3, 2.001_193)] {
        let dossier = format!("H37.12-250630-000{row}");
        sheet.write_row(row, 0, [dossier.as_str(), "30/06/2025", "30/06/2025"]).unwrap();
        sheet.write_number(row, 3, code).unwrap();
    }
    book.save(folder.path().join("t6.xlsx")).unwrap();
    // The catalogue was saved by a spreadsheet as well.
    let catalogue = "Mã TTHC,Tên TTHC,Thời hạn giải quyết,Đơn vị tính\n9.00001,Cấp phép,5,ngày làm việc\n";
    fs::write(folder.path().join("thu-tuc.csv"), catalogue).unwrap();
    let line =
        "report t6.xlsx --procedures thu-tuc.csv --period 2025-06 --by procedure --plan none --format json";
    let ran = sipas_in(folder.path(), &typed(line));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let groups = &ran.json()["groups"];
    let found: Vec<(&Value, &Value)> = groups.as_array().unwrap()[1..]
        .iter()
        .map(|of| (&of["key"]["procedure"], &of["dossiers"]["early"]))
        .collect();
    let expected =
        [("2.001193", 0), ("9.000010", 1), ("9.100000", 0)].map(|(code, n)| (json!(code), json!(n)));
    assert_eq!(found, expected.iter().map(|(code, n)| (code, n)).collect::<Vec<_>>());
}

/// Two communes that both number from 1, each three dossiers; the last is told again, done now.
fn of_communes(rows: usize) -> String {
    let mut text = String::from("Số,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n");
    for n in 0..rows {
        for unit in ["Xã Tân Tiến", "xã  Đồng Đăng"] {
            let _ = writeln!(text, "{},{unit},02/06/2025,09/06/2025,", n + 1);
        }
    }
    let _ = writeln!(text, "{rows},Xã Tân Tiến,02/06/2025,09/06/2025,10/06/2025");
    text
}

#[test]
fn numbers_that_run_by_unit_are_codes_together_with_it() {
    let folder = scratch();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    write("p.toml", "code = [\"unit\", \"code\"]\n[columns]\ncode = \"Số\"\n");
    for rows in [3, MANY] {
        write("t6.csv", &of_communes(rows));
        let ran = run("report t6.csv --profile p.toml --period 2025-06 --plan none --format json");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let counts = &ran.json()["groups"][0]["dossiers"];
        let found = ["received", "late", "pending_overdue"].map(|count| counts[count].as_u64().unwrap_or(0));
        assert_eq!(found[..2], [2 * rows as u64, 1], "{counts}");
        let input = &ran.json()["inputs"][0];
        assert_eq!(input["duplicates"], json!(1), "{input}");
    }
    write("t6.csv", &of_communes(3));
    let list = run("list t6.csv --profile p.toml --which late --period 2025-06 --format json --quiet");
    assert_eq!(list.json()[0]["code"], "Xã Tân Tiến/3");
    // Without its unit a number may be any unit's.
    write("t6.csv", &format!("{}9,,02/06/2025,09/06/2025,\n", of_communes(3)));
    let ran = run("report t6.csv --profile p.toml --period 2025-06 --plan none --format json");
    assert_eq!(ran.json()["inputs"][0]["rejected"], json!(1), "{}", ran.stderr);
    let rejected = run("list t6.csv --profile p.toml --which rejected --format json --quiet");
    assert_eq!(rejected.json()[0]["column"], "Đơn vị xử lý", "{rejected:?}");
}

#[test]
fn a_code_is_made_of_itself_and_of_texts_beside_it() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), of_communes(3)).unwrap();
    for code in ["[\"Số\", \"Đơn vị\"]", "[\"unit\"]", "[\"code\"]", "[\"code\", \"due_at\"]", "\"code\""]
    {
        fs::write(folder.path().join("p.toml"), format!("code = {code}\n")).unwrap();
        let ran = sipas_in(folder.path(), &typed("report t6.csv --profile p.toml --period 2025-06"));
        assert_eq!(ran.code, 2, "{code}: {}", ran.stderr);
        assert!(ran.stderr.contains("p.toml:1:8") && ran.stderr.contains("unit"), "{}", ran.stderr);
    }
}
