//! Several exports at once: folders, patterns, and dossiers that stand open in one and concluded in a later one.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{count, export, scratch, sipas, sipas_in, typed};

/// A dossier open in January, still open in February, late in October; and one of October's own.
fn months(folder: &Path) {
    let open = ["H37.12-250110-0001", "10/01/2025", "20/02/2025", ""];
    let done = ["H37.12-250110-0001", "10/01/2025", "20/02/2025", "03/10/2025"];
    let own = ["H37.12-251001-0002", "01/10/2025", "10/10/2025", "06/10/2025"];
    for (name, rows) in
        [("tháng 10.csv", &[done, own][..]), ("tháng 2.csv", &[open]), ("tháng 1.csv", &[open])]
    {
        fs::write(folder.join(name), export(rows)).unwrap();
    }
    fs::write(folder.join("README.md"), "no export").unwrap();
    fs::write(folder.join(".tháng 12.csv"), export(&[open])).unwrap();
    fs::create_dir(folder.join("old.csv")).unwrap();
}

fn paths(report: &Value) -> Vec<&str> {
    report["inputs"].as_array().unwrap().iter().map(|input| input["path"].as_str().unwrap()).collect()
}

#[test]
fn a_folder_of_months_is_read_in_natural_order() {
    let folder = scratch();
    months(folder.path());
    for named in [".", "tháng *.csv"] {
        let ran = sipas_in(
            folder.path(),
            &["report", named, "--period", "2025", "--by", "month", "--format", "json"],
        );
        let report = ran.json();
        let names: Vec<&str> = paths(&report).iter().map(|path| path.trim_start_matches("./")).collect();
        assert_eq!(names, ["tháng 1.csv", "tháng 2.csv", "tháng 10.csv"], "{named}");
        let duplicates: Vec<_> =
            report["inputs"].as_array().unwrap().iter().map(|i| i["duplicates"].as_u64().unwrap()).collect();
        assert_eq!(duplicates, [1, 1, 0]);
        // The newest row counts: concluded in October, late.
        assert_eq!((count(&report, "late"), count(&report, "early"), count(&report, "received")), (1, 1, 2));
        let keys: Vec<_> =
            report["groups"].as_array().unwrap().iter().map(|group| group["key"]["month"].as_str()).collect();
        assert_eq!(keys, [None, Some("2025-10")]);
    }
}

#[test]
fn what_is_in_the_files_tells_which_row_is_newer() {
    let folder = scratch();
    months(folder.path());
    let files = ["tháng 10.csv", "tháng 2.csv"];
    let run = |more: &[&str]| {
        let line = [&["report"], &files[..], &typed("--period 2025 --by month --format json"), more].concat();
        sipas_in(folder.path(), &line)
    };
    // As a shell expands a pattern: the natural order of the names says the same as what is in the files.
    let ran = run(&[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!((count(&ran.json(), "late"), count(&ran.json(), "open_overdue")), (1, 0));
    let shown: Vec<_> = ran.json()["inputs"].as_array().unwrap().iter().map(|i| i["path"].clone()).collect();
    assert_eq!(shown, ["tháng 2.csv", "tháng 10.csv"], "the newest last");

    let ran = run(&["--newest", "as-named"]);
    assert!(ran.stderr.contains("không phải thứ tự số của tên"), "{}", ran.stderr);
    assert!(ran.stderr.contains("tháng 2.csv: 1 dòng: hồ sơ còn mở"), "{}", ran.stderr);
    let report = ran.json();
    assert_eq!((count(&report, "late"), count(&report, "open_overdue")), (0, 1));
    let keys: Vec<_> =
        report["groups"].as_array().unwrap().iter().map(|group| group["key"]["month"].as_str()).collect();
    assert_eq!(keys, [None, Some("2025-10"), Some("open")]);
}

#[test]
fn a_file_named_twice_is_read_once_where_it_is_named_last() {
    let folder = scratch();
    months(folder.path());
    let ran = sipas_in(
        folder.path(),
        &["report", "tháng 2.csv", "./tháng 2.csv", "tháng 10.csv", "--period", "2025", "--format", "json"],
    );
    let report = ran.json();
    assert_eq!(paths(&report), ["./tháng 2.csv", "tháng 10.csv"]);
    assert_eq!(ran.stderr, "ghi chú: tháng 2.csv được nêu hai lần; chỉ đọc một lần, ở chỗ nêu sau\n");
}

#[test]
fn paths_are_shown_in_nfc() {
    let folder = scratch();
    fs::write(
        folder.path().join("tha\u{301}ng.csv"),
        export(&[["H37.12-250602-0001", "02/06/2025", "10/06/2025", ""]]),
    )
    .unwrap();
    let report = sipas_in(folder.path(), &["report", ".", "--period", "2025-06", "--format", "json"]).json();
    assert_eq!(paths(&report), ["./tháng.csv"]);
}

#[test]
fn the_newest_full_month_is_taken_and_it_is_said() {
    let ran = sipas(&["report", "dossiers", "--format", "markdown"]);
    assert!(ran.stderr.contains("không nêu --period: lấy kỳ 01/06/2025–30/06/2025"), "{}", ran.stderr);
    assert!(ran.stdout.contains("Kỳ do chương trình chọn"), "{}", ran.stdout);
    let named = sipas(&["report", "dossiers", "--period", "2025-06", "--format", "markdown"]);
    assert!(!named.stderr.contains("--period") && !named.stdout.contains("chương trình chọn"));
    let reporting = sipas(&["report", "dossiers", "--window", "reporting", "--format", "json"]).json();
    assert_eq!(reporting["period"]["window"], "reporting");
}

#[test]
fn petitions_or_procedures_alone_make_a_report() {
    let report =
        sipas(&typed("report --pakn pakn.csv --procedures procedures.csv --period 2025-Q2 --format json"))
            .json();
    let whole = &report["groups"][0];
    assert!(whole["dossiers"].is_null() && report["late_budget"].is_null());
    assert_eq!(whole["pakn"]["received"], 44);
    assert_eq!(whole["indicators"]["on_time_return_rate"]["status"], "not_measurable");
    assert_eq!(whole["indicators"]["procedure_listing_rate"]["numerator"], 40);
}

#[test]
fn a_plan_of_ones_own_is_judged_by() {
    let folder = scratch();
    let plan = folder.path().join("plan.toml");
    let text = "id = \"mine\"\n[areas.IV]\ntitle = \"Kết quả\"\nlead = \"Văn phòng\"\ntiming = \"continuous\"\n\
                [[targets]]\nid = \"IV.9\"\ntier = \"commitment\"\ntask = \"Đúng hạn\"\n\
                indicator = \"on_time_return_rate\"\ncomparator = \">=\"\nthreshold = \"995/1000\"\n";
    fs::write(&plan, text).unwrap();
    let plan = plan.to_str().unwrap();
    let args = ["report", "dossiers", "--period", "2025-Q2", "--plan", plan, "--check", "--format", "json"];
    let ran = sipas(&args);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("không đạt cam kết IV.9: Tỷ lệ trả kết quả đúng hạn"), "{}", ran.stderr);
    let report = ran.json();
    assert_eq!((&report["plan"], report["scorecard"].as_array().unwrap().len()), (&"mine".into(), 1));
    let none =
        sipas(&["report", "dossiers", "--period", "2025-Q2", "--plan", "none", "--format", "json"]).json();
    assert!(none["plan"].is_null() && none["late_budget"].is_null());
    assert_eq!(none["scorecard"].as_array().unwrap().len(), 0);
}

#[test]
fn a_profile_sets_what_no_flag_sets() {
    let folder = scratch();
    let profile = folder.path().join("board.toml");
    fs::write(&profile, "name = \"board\"\n[policy]\nclock_end = \"returned\"\nrepeat_threshold = 2\n")
        .unwrap();
    let profile = profile.to_str().unwrap();
    let policy = |more: &[&str]| {
        let args = ["report", "dossiers", "--period", "2025-Q2", "--format", "json", "--profile", profile];
        sipas(&args.iter().chain(more).copied().collect::<Vec<_>>()).json()["policy"].clone()
    };
    assert_eq!(
        (&policy(&[])["clock_end"], &policy(&[])["repeat_threshold"]),
        (&"returned".into(), &2.into())
    );
    let flag = policy(&["--clock-end", "finished"]);
    assert_eq!((&flag["clock_end"], &flag["repeat_threshold"]), (&"finished".into(), &2.into()));
}

#[test]
fn a_file_gets_the_first_profile_whose_headers_it_has() {
    let folder = scratch();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.toml",
        "name = \"a\"\ndelimiter = \"|\"\n[columns]\ncode = \"case\"\nreceived_at = \"start\"\ndue_at = \"due\"\n",
    );
    write(
        "b.toml",
        "name = \"b\"\n[columns]\ncode = \"id\"\nreceived_at = \"opened\"\ndue_at = \"target\"\n",
    );
    write("a.csv", "case|start|due\nH37.12-250602-0001|02/06/2025|10/06/2025\n");
    write("b.csv", "id,opened,target\nH37.12-250602-0002,02/06/2025,10/06/2025\n");
    write("plain.csv", &export(&[["H37.12-250602-0003", "02/06/2025", "10/06/2025", ""]]));
    let ran = sipas_in(
        folder.path(),
        &typed("inspect a.csv b.csv plain.csv --profile a.toml --profile b.toml --format json"),
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let rows = ran.json();
    let fact = |file: &str, name: &str| {
        let mut rows = rows.as_array().unwrap().iter();
        rows.find(|row| row["file"] == file && row["name"] == name)
            .map(|row| row["value"].as_str().unwrap().to_owned())
    };
    assert_eq!(fact("a.csv", "profile").as_deref(), Some("a"));
    assert_eq!(fact("a.csv", "delimiter").as_deref(), Some("|"));
    assert_eq!(fact("b.csv", "profile").as_deref(), Some("b"));
    assert_eq!(fact("plain.csv", "profile"), None);
    assert!(ran.stderr.contains("plain.csv: không tệp cấu hình nào khớp"), "{}", ran.stderr);
}

#[test]
fn profiles_that_differ_in_the_clock_are_told() {
    let folder = scratch();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.toml", "[columns]\ncode = \"case\"\n[policy]\nprecision = \"instant\"\n");
    write("b.toml", "[columns]\ncode = \"id\"\n[policy]\nprecision = \"day\"\n");
    let rows = "Ngày tiếp nhận,Ngày hẹn trả\nH37.12-250602-0001,02/06/2025,10/06/2025\n";
    write("a.csv", &format!("case,{rows}"));
    write("b.csv", &format!("id,{rows}"));
    let args = typed("report b.csv a.csv --profile a.toml --profile b.toml --period 2025-06 --format json");
    let ran = sipas_in(folder.path(), &args);
    assert_eq!(ran.json()["policy"]["precision"], "instant");
    assert!(ran.stderr.contains("các tệp cấu hình đặt cách tính khác nhau"), "{}", ran.stderr);
    let settled = sipas_in(folder.path(), &[&args, &["--precision", "day"][..]].concat());
    assert_eq!(settled.json()["policy"]["precision"], "day");
    assert!(!settled.stderr.contains("cấu hình"), "{}", settled.stderr);
}

/// Two snapshots of one dossier, the first of which has it open.
fn snapshots(folder: &Path, [older, newer]: [&str; 2]) {
    let seen_later = ["H37.12-250602-0002", "02/06/2025", "10/06/2025", "20/06/2025"];
    let code = "H37.12-250602-0001";
    fs::write(folder.join(older), export(&[[code, "02/06/2025", "10/06/2025", ""]])).unwrap();
    let rows = [[code, "02/06/2025", "10/06/2025", "12/06/2025"], seen_later];
    fs::write(folder.join(newer), export(&rows)).unwrap();
}

#[test]
fn a_name_that_says_another_order_than_the_content_is_warned_of() {
    for (names, warned) in [(["13-06.csv", "05-07.csv"], true), (["05-06.csv", "13-07.csv"], false)] {
        let folder = scratch();
        snapshots(folder.path(), names);
        let ran = sipas_in(folder.path(), &typed("report . --period 2025-06 --format json"));
        assert_eq!(ran.code, 0);
        assert_eq!((count(&ran.json(), "late"), count(&ran.json(), "open_overdue")), (2, 0), "{names:?}");
        assert_eq!(
            ran.stderr.contains("cảnh báo: ./05-07.csv: 1 dòng: tệp mới hơn"),
            warned,
            "{}",
            ran.stderr
        );
        let codes: Vec<_> = ran.json()["inputs"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|input| input["issues"].as_array().unwrap().clone())
            .map(|issue| issue["code"].clone())
            .collect();
        assert_eq!(codes.contains(&"snapshot.order".into()), warned, "{codes:?}");
    }
}

/// The same beyond the size from which a file is read on several threads.
#[test]
fn the_newest_of_large_files_is_told_by_what_is_in_them() {
    let folder = scratch();
    let others = |rows: &mut String, n: usize, day: &str| {
        for n in 0..n {
            writeln!(rows, "H37.12-250601-{n:06},01/06/2025,30/06/2025,{day}").unwrap();
        }
    };
    let mut newer = export(&[["H37.12-250602-0001", "02/06/2025", "10/06/2025", "12/06/2025"]]);
    others(&mut newer, 30_000, "25/06/2025");
    let mut older = export(&[["H37.12-250602-0001", "02/06/2025", "10/06/2025", ""]]);
    others(&mut older, 30_000, "20/06/2025");
    fs::write(folder.path().join("a.csv"), newer).unwrap();
    fs::write(folder.path().join("b.csv"), older).unwrap();
    for threads in ["1", "3"] {
        let line = ["report", ".", "--period", "2025-06", "--format", "json", "--threads", threads];
        let ran = sipas_in(folder.path(), &line);
        assert_eq!((count(&ran.json(), "late"), count(&ran.json(), "early")), (1, 30_000));
        assert!(ran.stderr.contains("./a.csv: 30001 dòng: tệp mới hơn"), "{}", ran.stderr);
    }
}

#[test]
fn steps_of_a_dossier_may_stand_newest_first() {
    let folder = scratch();
    let code = "H37.12-250602-0001";
    let step = |end| [code, "02/06/2025", "10/06/2025", end];
    fs::write(folder.path().join("t.csv"), export(&[step("12/06/2025"), step("09/06/2025"), step("")]))
        .unwrap();
    let ran = sipas_in(folder.path(), &typed("report t.csv --period 2025-06 --format json"));
    assert_eq!((count(&ran.json(), "late"), ran.stderr.as_str()), (1, ""));
    let ran =
        sipas_in(folder.path(), &typed("report t.csv --period 2025-06 --format json --newest as-named"));
    assert_eq!(count(&ran.json(), "open_overdue"), 1);
    assert!(ran.stderr.contains("cảnh báo: t.csv: 1 dòng: hồ sơ còn mở"), "{}", ran.stderr);
}

#[test]
fn what_sipas_wrote_itself_is_passed_over() {
    let folder = scratch();
    let rows = [
        ["H37.12-250602-0001", "02/06/2025", "10/06/2025", "12/06/2025"],
        ["H37.12-250602-0002", "02/06/2025", "10/06/2025", "39/06/2025"],
    ];
    fs::write(folder.path().join("t6.csv"), export(&rows)).unwrap();
    for line in [
        "report t6.csv --period 2025-06 -o bao-cao.csv --rejects loi.csv",
        "report t6.csv --period 2025-06 -o bao-cao.xlsx --rejects loi.xlsx --lang en",
        "report t6.csv --period 2025-06 -o bao-cao.txt",
        "list t6.csv --period 2025-06 --which late -o tre-han.csv",
        "list t6.csv --period 2025-06 --which late -o late.csv --lang en",
        "list t6.csv --which rejected -o loi-ds.csv",
        "form t6.csv --form 06a --period 2025-06 -o 06a.xlsx",
        "form t6.csv --form 06a --period 2025-06 -o 06a.csv",
        "form t6.csv --form 07a/BTP/KSTT --by unit --period 2025-06 -o 07a.csv",
        "form t6.csv --form late-list --period 2025-06 -o qua-han.csv",
        "score766 t6.csv --period 2025-06 -o diem.csv",
        "inspect t6.csv --format csv -o xem.csv",
    ] {
        assert_eq!(sipas_in(folder.path(), &typed(line)).code, 0, "{line}");
    }
    for name in [".", "./*.*"] {
        let ran = sipas_in(folder.path(), &["report", name, "--period", "2025-06", "--format", "json"]);
        let said: Vec<&str> = ran.stderr.lines().collect();
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(ran.json()["inputs"].as_array().unwrap().len(), 1, "{}", ran.stderr);
        assert!(said[0].starts_with("ghi chú: bỏ qua 14 tệp"), "{}", ran.stderr);
        assert!(said[0].contains("dòng lỗi của lần chạy trước: ./loi.csv, ./loi.xlsx"), "{}", said[0]);
    }
    // By its own name it is read.
    let ran =
        sipas_in(folder.path(), &["report", "t6.csv", "loi.csv", "--period", "2025-06", "--format", "json"]);
    assert_eq!(ran.json()["inputs"].as_array().unwrap().len(), 2);
}

#[test]
fn rows_without_codes_are_numbered_where_somebody_says_so() {
    let folder = scratch();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let header = "Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";
    let rows =
        "A,02/06/2025,05/06/2025,04/06/2025\nA,02/06/2025,05/06/2025,04/06/2025\nTổng cộng: 2 hồ sơ,,,\n";
    write("a.csv", &format!("BÁO CÁO,,,\n{header}{rows}"));
    write("b.csv", &format!("{header}{rows}"));
    write(
        "pakn.csv",
        "Đơn vị,Phân loại,Ngày gửi,Trạng thái\nA,Khác,02/06/2025,Đang xử lý\nA,Khác,02/06/2025,Đang xử lý\n",
    );
    write("thu-tuc.csv", "Tên TTHC,Lĩnh vực,Đơn vị\nMột,Đất đai,A\n");
    write("khai.toml", "row_number_as_code = true\n");
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let report = "report a.csv b.csv --pakn pakn.csv --period 2025-06 --format json --quiet";
    let refused = run(report);
    assert!(refused.code == 2 && refused.stderr.contains("thiếu cột \"Mã hồ sơ\""), "{}", refused.stderr);
    let read = run(&format!("{report} --row-number-as-code"));
    assert_eq!(read.code, 0, "{}", read.stderr);
    let told = read.json();
    let counts = &told["groups"][0];
    assert_eq!((&counts["dossiers"]["early"], &counts["pakn"]["received"]), (&4.into(), &2.into()));
    assert_eq!((&told["inputs"][0]["skipped"], &told["inputs"][0]["duplicates"]), (&2.into(), &0.into()));
    assert_eq!(read.stdout, run(&format!("{report} --profile khai.toml")).stdout);
    let list = run("list a.csv --which early --period 2025-06 --format csv --row-number-as-code --quiet");
    assert!(list.stdout.contains("a.csv:3") && list.stdout.contains("a.csv:4"), "{}", list.stdout);
    // Dossiers are matched with the catalogue by its codes.
    assert_eq!(run("report --procedures thu-tuc.csv --period 2025-06 --row-number-as-code").code, 2);

    // Each sheet of a workbook and each file has numbers of its own.
    let folder_of = |name: &str| fs::create_dir_all(folder.path().join(name)).unwrap();
    folder_of("x");
    write("x/a.csv", &format!("{header}{rows}"));
    let of_all =
        run("list a.csv x/a.csv --which all --period 2025-06 --format json --row-number-as-code --quiet")
            .json();
    let codes: Vec<_> = of_all.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["a.csv:3", "a.csv:4", "x/a.csv:2", "x/a.csv:3"]);

    // A large file is not read in parts: each row has its own number.
    write("lon.csv", &(header.to_owned() + &"A,02/06/2025,05/06/2025,04/06/2025\n".repeat(40_000)));
    let large = run("report lon.csv --period 2025-06 --format json --row-number-as-code --quiet").json();
    assert_eq!(large["groups"][0]["dossiers"]["early"], 40_000);
    // What has codes is read by them.
    write("ma.csv", &format!("Mã hồ sơ,{header}H37.12-250602-0001,A,02/06/2025,05/06/2025,04/06/2025\n"));
    let line = "list ma.csv --which all --period 2025-06 --format csv";
    assert_eq!(run(line).shown(), run(&format!("{line} --row-number-as-code")).shown());
}
