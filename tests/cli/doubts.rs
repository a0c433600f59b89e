//! What could turn a figure or a verdict is told, and what is clean is not.

use std::fs;
use std::path::Path;

use crate::common::{scratch, sipas_in};

const HEADER: &str = "Mã hồ sơ,Lĩnh vực,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";

/// Two dossiers on each day of June up to that one, done the next day.
fn june(last: u32) -> String {
    let row = |day: u32, n: u32| {
        let code = format!("H37.01-2506{day:02}-{n:04}");
        let end = (day + 1).min(30);
        format!("{code},Đất đai,Phòng A,{day:02}/06/2025,{end:02}/06/2025,{end:02}/06/2025\n")
    };
    (2..=last).flat_map(|day| [row(day, 1), row(day, 2)]).fold(HEADER.to_owned(), |text, row| text + &row)
}

const OVERDUE: &str = "H37.01-250602-0009,Đất đai,Phòng A,02/06/2025,03/06/2025,\n";
const JUNE: [&str; 2] = ["--period", "2025-06"];

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn warnings(stderr: &str) -> Vec<&str> {
    stderr.lines().filter(|line| line.starts_with("cảnh báo:")).collect()
}

#[test]
fn a_commitment_that_a_caution_turns_is_doubtful() {
    let folder = scratch();
    let at = folder.path();
    write(at, "sach.csv", &june(30));
    write(at, "qua-han.csv", &format!("{}{OVERDUE}", june(30)));
    let check = |file: &str, check: &str| sipas_in(at, &["report", file, check, JUNE[0], JUNE[1]]);

    let clean = check("sach.csv", "--check");
    assert_eq!((clean.code, warnings(&clean.stderr)), (0, vec![]), "{}", clean.stderr);

    let doubtful = check("qua-han.csv", "--check");
    assert_eq!(doubtful.code, 3, "{}", doubtful.stderr);
    let said = "✔ đạt, nhưng 1 hồ sơ đang quá hạn; tính cả thì 1,69% ✘";
    assert!(warnings(&doubtful.stderr)[0].ends_with(&format!("cam kết I.3 (Tỷ lệ hồ sơ trễ hạn): {said}")));
    assert!(doubtful.stdout.contains(said), "{}", doubtful.stdout);
    assert_eq!(check("qua-han.csv", "--check=lenient").code, 0);

    // A missed commitment goes before a doubtful one.
    let late = format!("{}H37.01-250602-0008,Đất đai,Phòng A,02/06/2025,03/06/2025,30/06/2025\n", june(30));
    write(at, "tre.csv", &format!("{late}{OVERDUE}"));
    assert_eq!(check("tre.csv", "--check").code, 1);
}

#[test]
fn what_the_exports_do_not_cover_is_told_and_no_form_certifies_it() {
    let folder = scratch();
    let at = folder.path();
    write(at, "thang-6.csv", &june(30));
    write(at, "den-ngay-6.csv", &june(6));
    let form = |file: &str, period: &str, accept: &[&str]| {
        let form = ["form", file, "--form", "06a", "--window", "calendar", "--period", period];
        sipas_in(at, &[&form, accept, &["--format", "markdown"]].concat())
    };
    assert!(warnings(&sipas_in(at, &["report", "thang-6.csv", "--period", "2025-06"]).stderr).is_empty());
    assert_eq!(form("thang-6.csv", "2025-06", &[]).code, 0);

    let cut = sipas_in(at, &["report", "den-ngay-6.csv", "--period", "2025-06"]);
    assert_eq!(
        warnings(&cut.stderr),
        [
            "cảnh báo: hồ sơ: từ 09/06/2025 đến 30/06/2025 (16 ngày làm việc) không có gì phát sinh; tệp có thể xuất trước khi hết kỳ"
        ]
    );
    let refused = form("den-ngay-6.csv", "2025-06", &[]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("--accept coverage"), "{}", refused.stderr);
    let accepted = form("den-ngay-6.csv", "2025-06", &["--accept", "coverage"]);
    assert_eq!(accepted.code, 0, "{}", accepted.stderr);
    assert!(accepted.stdout.contains("Biểu được lập dù biết: hồ sơ: từ 09/06/2025"), "{}", accepted.stdout);

    let july = sipas_in(at, &["report", "thang-6.csv", "--period", "2025-08"]);
    assert!(july.stderr.contains("không tiếp nhận gì từ 01/08/2025 đến 31/08/2025"), "{}", july.stderr);
    assert_eq!(form("thang-6.csv", "2025-08", &[]).code, 2);

    let blind = june(30).replace("Ngày hẹn trả", "Ghi chú");
    write(at, "khong-han.csv", &blind);
    let refused = form("khong-han.csv", "2025-06", &[]);
    assert!(refused.code == 2 && refused.stderr.contains("--accept deadline"), "{}", refused.stderr);
    assert_eq!(form("khong-han.csv", "2025-06", &["--accept", "deadline"]).code, 0);
}

#[test]
fn a_count_is_not_compared_with_a_longer_period() {
    let folder = scratch();
    let at = folder.path();
    let row = |n: u32, day: &str| format!("PA-{n:03},{day},{day},Thái độ phục vụ\n");
    let days =
        ["05/01/2024", "10/04/2024", "05/06/2024", "06/06/2024", "07/06/2024", "02/06/2025", "03/06/2025"];
    let rows: String = (0..).zip(days).map(|(n, day)| row(n, day)).collect();
    write(at, "pakn.csv", &format!("Mã PAKN,Ngày gửi,Ngày xử lý,Phân loại\n{rows}"));
    let report = |baseline: &str| {
        let ran = sipas_in(
            at,
            &[
                "report",
                "--pakn",
                "pakn.csv",
                "--period",
                "2025-06",
                "--baseline",
                baseline,
                "--format",
                "json",
            ],
        );
        let row = ran.json()["scorecard"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["id"] == "III.3")
            .unwrap()
            .clone();
        (row["verdict"].as_str().unwrap().to_owned(), row["reason"].clone(), warnings(&ran.stderr).len())
    };
    assert_eq!(report("2024-06"), ("met".to_owned(), serde_json::Value::Null, 0));
    assert_eq!(report("2024"), ("no_data".to_owned(), "unlike_baseline".into(), 1));
    // Before the first of them there is nothing to compare with.
    assert_eq!(report("2023-06"), ("no_data".to_owned(), "uncovered_baseline".into(), 2));
}

#[test]
fn a_period_that_is_not_over_is_compared_with_as_much_of_its_baseline() {
    let folder = scratch();
    let at = folder.path();
    // Two complaints a month in 2024 up to October, three a month in 2025.
    let row = |year: u32, month: u32, day: u32| {
        format!(
            "PA-{year}{month:02}{day:02},{day:02}/{month:02}/{year},{day:02}/{month:02}/{year},Thái độ phục vụ\n"
        )
    };
    let text =
        (1..=10).fold("Mã PAKN,Ngày gửi,Ngày xử lý,Phân loại\n".to_owned(), |text, month| {
            let rows = [
                row(2024, month, 4),
                row(2024, month, 28),
                row(2025, month, 4),
                row(2025, month, 15),
                row(2025, month, 26),
            ];
            text + &rows.concat()
        });
    write(at, "pakn.csv", &text);
    let report =
        ["report", "--pakn", "pakn.csv", "--period", "2025", "--baseline", "2024", "--format", "json"];
    let ran = sipas_in(at, &[&report[..], &["--as-of", "2025-10-31"]].concat());
    let document = ran.json();
    let row = document["scorecard"].as_array().unwrap().iter().find(|row| row["id"] == "III.3").unwrap();
    let figures = (&row["verdict"], &row["numerator"], &row["baseline"]["numerator"]);
    assert_eq!(figures, (&"missed".into(), &30.into(), &20.into()), "{}", ran.stderr);
}

#[test]
fn a_kind_of_which_all_rows_are_rejected_passes_no_check() {
    let folder = scratch();
    let at = folder.path();
    write(at, "hong.csv", &june(30).replace("/06/2025", "/06/25"));
    let ran = sipas_in(at, &["report", "hong.csv", "--check=lenient", "--period", "2025-06"]);
    assert_eq!(ran.code, 3, "{}", ran.stderr);
    assert!(ran.stderr.contains("mọi dòng hồ sơ đều lỗi"), "{}", ran.stderr);
}

#[test]
fn doubts_about_codes_stand_in_the_document_too() {
    let folder = scratch();
    let at = folder.path();
    let row = |code: &str, unit: &str, received: &str| {
        format!("{code},Đất đai,{unit},{received}/06/2025,20/06/2025,19/06/2025\n")
    };
    let issues = |name: &str, rows: &[String]| -> Vec<(String, u64)> {
        write(at, name, &format!("{HEADER}{}", rows.concat()));
        let ran = sipas_in(at, &["report", name, JUNE[0], JUNE[1], "--by", "unit", "--format", "json"]);
        let issues = ran.json()["inputs"][0]["issues"].as_array().unwrap().clone();
        let issue = |issue: &serde_json::Value| {
            (issue["code"].as_str().unwrap().to_owned(), issue["count"].as_u64().unwrap())
        };
        issues.iter().map(issue).filter(|(code, _)| code.starts_with("code.")).collect()
    };
    let clean = [row("H37.01-250602-0001", "Phòng A", "02"), row("H37.01-250602-0002", "Phòng A", "02")];
    assert_eq!(issues("sach.csv", &clean), []);
    let differ = [&clean[..], &[row("H37.01-250602-0001", "Phòng B", "02")]].concat();
    assert_eq!(issues("khac.csv", &differ), [("code.rows_differ".into(), 1)]);
    let alike = [&clean[..], &[row("Н37.01-250602-0001", "Phòng A", "02")]].concat();
    assert_eq!(issues("giong.csv", &alike), [("code.shape".into(), 1), ("code.alike".into(), 1)]);
}

#[test]
fn words_that_are_not_understood_are_told_of_the_records_that_have_them() {
    let folder = scratch();
    let at = folder.path();
    let header = HEADER.trim_end();
    let row = |n: u32, day: &str, end: &str, more: &str| {
        format!("H37.01-2506{day}-{n:04},Đất đai,Phòng A,{day}/06/2025,{end},{end},{more}\n")
    };
    // Each day one: some of an odd status, one that came by an odd way, and two of May.
    let status = |day: u32| match day % 4 {
        0 => "Bàn giao nội bộ,Trực tiếp",
        1 if day == 5 => "Đã trả kết quả,Zalo",
        _ => "Đã trả kết quả,Trực tuyến",
    };
    let june: String = (2..=29)
        .map(|day| row(day, &format!("{day:02}"), &format!("{:02}/06/2025", day + 1), status(day)))
        .collect();
    let may = june
        .lines()
        .take(3)
        .map(|line| line.replace("/06/", "/05/").replace("-2506", "-2505") + "\n")
        .collect::<String>();
    let text = format!("{header},Trạng thái,Hình thức tiếp nhận\n{may}{june}");
    write(at, "t6.csv", &text);
    // An older export of the same dossiers, and one large enough for the way of large files.
    write(at, "t6-cu.csv", &text.split_inclusive('\n').take(12).collect::<String>());
    let clean = (0..14_000).fold(String::new(), |text, n| {
        let dates = "03/06/2025,10/06/2025,09/06/2025";
        text + &format!("H37.02-250603-{n:05},Đất đai,Phòng A,{dates},Đã trả kết quả,Trực tuyến\n")
    });
    write(at, "lon.csv", &format!("{text}{clean}"));
    let cautions = |files: &[&str], indicator: &str| -> Option<u64> {
        let ran = sipas_in(at, &[&["report"], files, &["--period", "2025-06", "--format", "json"]].concat());
        let found = ran.json()["groups"][0]["indicators"][indicator]["cautions"].clone();
        found
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["code"] == "unknown_words")
            .map(|one| one["count"].as_u64().unwrap())
    };
    for files in [&["t6.csv"][..], &["t6-cu.csv", "t6.csv"], &["lon.csv"], &["--assume-unique", "lon.csv"]] {
        assert_eq!(cautions(files, "late_rate"), Some(7), "{files:?}");
        assert_eq!(cautions(files, "online_dossier_rate"), Some(8), "{files:?}");
    }
    // Dealt out by code they are counted once.
    let both = ["report", "t6-cu.csv", "t6.csv", "--newest", "as-named", "--period", "2025-06"];
    for part in ["1/2", "2/2"] {
        let out = format!("{}.sipas", &part[..1]);
        let ran = sipas_in(at, &[&both[..], &["--partial", "--part", part, "-o", &out]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let merged = sipas_in(at, &["merge", "1.sipas", "2.sipas", "--format", "json"]);
    let whole = sipas_in(at, &[&both[..], &["--format", "json"]].concat());
    assert_eq!(merged.stdout, whole.stdout);

    let known = text.replace("Bàn giao nội bộ", "Đã trả kết quả");
    write(at, "biet.csv", &known);
    assert_eq!(cautions(&["biet.csv"], "late_rate"), None);
    assert_eq!(cautions(&["biet.csv"], "online_dossier_rate"), Some(1));
}

#[test]
fn a_bad_byte_below_a_header_in_plain_letters_makes_no_other_encoding() {
    let folder = scratch();
    let header = "code,unit,received_at,due_at,finished_at\n";
    let row = |n: u32, unit: &[u8]| {
        [format!("H37.12-250603-000{n},").as_bytes(), unit, b",03/06/2025,10/06/2025,05/06/2025\n"].concat()
    };
    let text = [header.as_bytes(), &row(1, "Văn phòng".as_bytes()), &row(2, b"h\xFFng")].concat();
    fs::write(folder.path().join("t6.csv"), text).unwrap();
    let ran = sipas_in(
        folder.path(),
        &["report", "t6.csv", "--period", "2025-06", "--by", "unit", "--format", "json"],
    );
    assert!(!ran.stderr.contains("bảng mã mà tiêu đề cho thấy"), "{}", ran.stderr);
    let report = ran.json();
    assert_eq!(report["inputs"][0]["rejected"], 1);
    assert_eq!(report["groups"][1]["key"]["unit"], "Văn phòng");
}
