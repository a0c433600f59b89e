//! Partial results: parts of the input, counted apart, make the document that all of it makes.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use crate::common::{count, data, export, scratch, sipas, sipas_in, typed};

const SAMPLES: &str = "report dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv --period 2025-Q2 \
                       --baseline 2025-Q1 --newest as-named";

/// Writes the parts of a run among the samples, and gives their paths.
fn parts(folder: &Path, line: &str, of: u32) -> Vec<String> {
    let part = |n: u32| {
        let path = folder.join(format!("{n}.sipas")).display().to_string();
        let ran = sipas(&typed(&format!("{line} --partial --part {n}/{of} -o {path}")));
        assert_eq!(ran.code, 0, "{ran:?}");
        path
    };
    (1..=of).map(part).collect()
}

#[test]
fn shares_of_codes_make_the_document_of_one_run_whatever_is_repeated_in_the_files() {
    for (by, of) in [("", 1), (" --by unit", 3), (" --by unit,month", 4), (" --by procedure,officer", 16)] {
        let (line, folder) = (format!("{SAMPLES}{by}"), scratch());
        let mut partials = parts(folder.path(), &line, of);
        partials.reverse();
        for format in ["json", "table", "csv", "markdown"] {
            let one = sipas(&typed(&format!("{line} --format {format}")));
            let merged = sipas(&typed(&format!("merge {} --format {format}", partials.join(" "))));
            assert_eq!((merged.code, merged.stdout), (0, one.stdout), "{line} in {of}: {}", merged.stderr);
        }
    }
}

#[test]
fn files_without_a_code_in_common_make_the_document_of_one_run() {
    let folder = scratch();
    let row = |n: usize, month: usize| {
        let day = |plus: usize| format!("2025-{month:02}-{:02}", 1 + (n + plus) % 27);
        [
            format!("H37.12-2506{month:02}-{n:04}"),
            day(0),
            day(3),
            if n.is_multiple_of(5) { String::new() } else { day(n % 7) },
        ]
    };
    for month in 1..=11 {
        let rows: Vec<_> = (0..40 + month).map(|n| row(n, month)).collect();
        let cells: Vec<[&str; 4]> = rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        fs::write(folder.path().join(format!("t{month}.csv")), export(&cells)).unwrap();
        let line = format!(
            "report t{month}.csv --period 2025 --by month --partial --assume-unique -o t{month}.sipas"
        );
        assert_eq!(sipas_in(folder.path(), &typed(&line)).code, 0);
    }
    let one = sipas_in(folder.path(), &typed("report t*.csv --period 2025 --by month --format json"));
    let merged = sipas_in(folder.path(), &typed("merge t*.sipas --format json"));
    assert_eq!(merged.stdout, one.stdout, "{}", merged.stderr);
    // A page and a workbook hold the report, and say what they lack.
    let page = sipas_in(folder.path(), &typed("merge t*.sipas -o r.html"));
    assert_snapshot!(page.shown(), @r"
    exit 0
    --- stdout

    --- stderr
    ghi chú: không có xu hướng và danh sách hồ sơ: kết quả từng phần chỉ có số đếm
    cảnh báo: hồ sơ: từ 27/11/2025 đến 31/12/2025 (25 ngày làm việc) không có gì phát sinh; tệp có thể xuất trước khi hết kỳ
    ");
    assert!(fs::read_to_string(folder.path().join("r.html")).unwrap().contains("2025"));
    assert_eq!(sipas_in(folder.path(), &typed("merge t*.sipas -o r.xlsx --quiet")).code, 0);
    // A partial result stands alone, and the plan judges when it is merged.
    let check = sipas_in(folder.path(), &typed("merge t1.sipas --check --format json"));
    assert_eq!(check.code, 1);
}

/// Two snapshots of one register, and an export of others.
#[test]
fn files_with_codes_in_common_are_refused() {
    let folder = scratch();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let dossiers = |from: usize, end: &str| {
        let codes: Vec<String> = (from..from + 4).map(|n| format!("H37.12-250602-{n:04}")).collect();
        let rows: Vec<_> =
            codes.iter().map(|code| [code.as_str(), "2025-06-02", "2025-06-10", end]).collect();
        export(&rows)
    };
    fs::write(folder.path().join("a.csv"), dossiers(1, "")).unwrap();
    // A blank that nobody sees makes no other code of it.
    let again = dossiers(3, "2025-06-09").replace("0003", "0003\u{200b}");
    fs::write(folder.path().join("b.csv"), again).unwrap();
    fs::write(folder.path().join("c.csv"), dossiers(7, "2025-06-09")).unwrap();
    // A petition is no dossier, whatever its code.
    let petitions = "Mã phản ánh,Ngày tiếp nhận,Hạn xử lý,Ngày đóng\nH37.12-250602-0001,2025-06-02,2025-06-20,2025-06-09\n";
    fs::write(folder.path().join("p.csv"), petitions).unwrap();
    for vouched in ["", " --assume-unique"] {
        for (name, line) in [("a", "a.csv"), ("b", "b.csv"), ("c", "c.csv"), ("p", "--pakn p.csv")] {
            let line = format!("report {line} --period 2025-06 --partial -o {name}.sipas{vouched}");
            assert_eq!(run(&line).code, 0, "{line}");
        }
        for (files, pair) in [("a b", "b a"), ("b c a", "a b"), ("p b c a", "a b")] {
            let names: Vec<_> = files.split(' ').map(|name| format!("{name}.sipas")).collect();
            let ran = run(&format!("merge {} --lang en", names.join(" ")));
            let (second, first) = pair.split_once(' ').unwrap();
            let said = format!(
                "error: {second}.sipas cannot be merged with {first}.sipas: 2 codes are in both, and only one run over all \
                 exports can tell which of their rows count: make that run, or make each part of all exports by --part\n"
            );
            assert_eq!((ran.code, ran.stdout, ran.stderr), (3, String::new(), said), "{files}");
        }
        for (files, inputs) in [("a c p", "a.csv c.csv --pakn p.csv"), ("b c", "b.csv c.csv")] {
            let names: Vec<_> = files.split(' ').map(|name| format!("{name}.sipas")).collect();
            let one = run(&format!("report {inputs} --period 2025-06 --format json"));
            let merged = run(&format!("merge {} --format json", names.join(" ")));
            assert_eq!((merged.code, merged.stdout, merged.stderr), (0, one.stdout, one.stderr), "{files}");
        }
    }
    assert_snapshot!(run("merge a.sipas b.sipas").stderr, @"lỗi: b.sipas không gộp được với a.sipas: 2 mã có ở cả hai, và chỉ khi đọc mọi tệp trong một lần mới biết dòng nào của mã được tính: hãy chạy một lần trên mọi tệp, hoặc tạo mỗi phần từ mọi tệp bằng --part");
}

#[test]
fn what_does_not_add_up_is_refused_by_name() {
    let folder = scratch();
    let row = |code: &'static str| [code, "2025-06-02", "2025-06-10", "2025-06-09"];
    fs::write(folder.path().join("a.csv"), export(&[row("H37.12-250602-0001")])).unwrap();
    fs::write(folder.path().join("b.csv"), export(&[row("H37.12-250602-0002")])).unwrap();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    for line in [
        "a.csv --period 2025-06 --partial -o a.sipas",
        "b.csv --period 2025-05 --partial -o may.sipas",
        "b.csv --period 2025-06 --partial --clock-end returned -o returned.sipas",
        "b.csv --period 2025-06 --partial --by unit -o unit.sipas",
        "a.csv b.csv --period 2025-06 --partial -o again.sipas",
        "a.csv b.csv --newest as-named --period 2025-06 --partial --part 1/3 -o 1-3.sipas",
    ] {
        assert_eq!(run(&format!("report {line}")).code, 0, "{line}");
    }
    fs::write(folder.path().join("cut.sipas"), &fs::read(folder.path().join("a.sipas")).unwrap()[..200])
        .unwrap();
    let mut said = String::new();
    for line in [
        "merge a.sipas may.sipas",
        "merge a.sipas returned.sipas",
        "merge a.sipas unit.sipas",
        "merge a.sipas again.sipas",
        "merge a.sipas 1-3.sipas",
        "merge 1-3.sipas 1-3.sipas",
        "merge 1-3.sipas",
        "merge a.sipas cut.sipas",
        "merge a.csv",
        "merge none.sipas",
        "merge x*.sipas",
        "merge a.sipas -o a.sipas --format json",
        "report a.csv --partial -o x.sipas",
        "report a.csv --partial --period 2025-06 --part 4/3 -o x.sipas",
        "report a.csv --part 1/3",
        "report a.csv --partial --period 2025-06 --check",
        "report a.csv --partial --period 2025-06 -o a.csv",
    ] {
        for lang in ["vi", "en"] {
            let ran = run(&format!("{line} --lang {lang}"));
            assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{line}");
            said += &ran.stderr;
        }
    }
    assert_snapshot!(said, @r#"
    lỗi: may.sipas không gộp được với a.sipas: --period: 2025-05-01..2025-05-31, không phải 2025-06-01..2025-06-30
    error: may.sipas cannot be merged with a.sipas: --period: 2025-05-01..2025-05-31, not 2025-06-01..2025-06-30
    lỗi: returned.sipas không gộp được với a.sipas: --clock-end: returned, không phải finished
    error: returned.sipas cannot be merged with a.sipas: --clock-end: returned, not finished
    lỗi: unit.sipas không gộp được với a.sipas: --by: unit, không phải none
    error: unit.sipas cannot be merged with a.sipas: --by: unit, not none
    lỗi: again.sipas không gộp được với a.sipas: a.csv có ở cả hai
    error: again.sipas cannot be merged with a.sipas: a.csv is in both
    lỗi: 1-3.sipas không gộp được với a.sipas: một bên có trọn các tệp, bên kia có một phần các mã hoặc dòng
    error: 1-3.sipas cannot be merged with a.sipas: one has whole files, the other a share of codes or rows
    lỗi: 1-3.sipas không gộp được với 1-3.sipas: phần 1/3 có hai lần
    error: 1-3.sipas cannot be merged with 1-3.sipas: the share 1/3 is in both
    lỗi: chia 3 phần, còn thiếu phần: 2, 3
    error: missing of 3 shares: 2, 3
    lỗi: cut.sipas: kết quả từng phần bị hỏng: mã kiểm tra không khớp
    error: cut.sipas: the partial result is damaged: its checksum does not fit
    lỗi: a.csv: không phải kết quả từng phần: không bắt đầu bằng SIPAS; tạo bằng sipas report --partial
    error: a.csv: this is no partial result: it does not begin with SIPAS
    lỗi: không đọc được none.sipas: không tìm thấy
    error: cannot read none.sipas: No such file or directory (os error 2)
    lỗi: x*.sipas: không có tệp nào khớp mẫu tên
    error: x*.sipas: no file matches the pattern
    lỗi: --output a.sipas sẽ ghi đè lên đầu vào a.sipas; hãy chọn tên khác
    error: --output a.sipas would replace the input a.sipas; choose another name
    lỗi: --partial cần --period: các phần không tự chọn kỳ mà vẫn khớp nhau được
    error: --partial needs --period: parts that choose one each would not add up
    lỗi: --part: phần phải viết như 3/16, từ 1/16 đến 16/16, không phải "4/3"
    error: --part: expected a share such as 3/16, from 1/16 to 16/16, found "4/3"
    lỗi: thiếu --partial
    xem thêm: --help
    error: the following required arguments were not provided:
      --partial

    Usage: sipas report [OPTIONS] [EXPORT]...

    For more information, try '--help'.
    lỗi: --partial không đi cùng --check[=<lenient>]
    xem thêm: --help
    error: the argument '--partial' cannot be used with '--check[=<lenient>]'

    Usage: sipas report [OPTIONS] [EXPORT]...

    For more information, try '--help'.
    lỗi: --output a.csv sẽ ghi đè lên đầu vào a.csv; hãy chọn tên khác
    error: --output a.csv would replace the input a.csv; choose another name
    "#);
}

#[test]
fn a_file_that_changed_between_two_shares_is_told() {
    let folder = scratch();
    let path = folder.path().join("a.csv");
    fs::write(&path, export(&[["H37.12-250602-0001", "2025-06-02", "", ""]])).unwrap();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    run("report a.csv --period 2025-06 --partial --part 1/2 -o 1.sipas");
    fs::write(&path, export(&[["H37.12-250602-0001", "2025-06-02", "", ""], ["x1", "2025-06-02", "", ""]]))
        .unwrap();
    run("report a.csv --period 2025-06 --partial --part 2/2 -o 2.sipas");
    assert_snapshot!(run("merge 1.sipas 2.sipas --lang en").stderr, @"error: 2.sipas cannot be merged with 1.sipas: the inputs differ, or changed in between: a.csv");
}

#[test]
fn a_period_that_has_not_ended_wants_a_moment() {
    let folder = scratch();
    let file = data("samples").join("dossiers/ho-so-thang-6.csv").display().to_string();
    let run = |line: &str| sipas_in(folder.path(), &typed(line));
    let refused =
        run(&format!("report {file} --partial --period 2020-01-01..2099-12-31 -o x.sipas --lang en"));
    assert_snapshot!(refused.shown(), @r"
    exit 2
    --- stdout

    --- stderr
    error: the period has not ended: --partial needs --as-of, so that all parts look from the same moment
    ");
    let line = format!("{file} --period 2020-01-01..2099-12-31 --as-of 2025-06-20");
    assert_eq!(run(&format!("report {line} --partial -o x.sipas")).code, 0);
    assert_eq!(
        run("merge x.sipas --format json").stdout,
        run(&format!("report {line} --format json")).stdout
    );
}

#[test]
fn partial_results_are_the_same_bytes_and_hold_no_code_and_no_person() {
    let folder = scratch();
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    fs::create_dir(&a).unwrap();
    fs::create_dir(&b).unwrap();
    let first = parts(&a, &format!("{SAMPLES} --by unit --threads 1"), 2);
    let again = parts(&b, &format!("{SAMPLES} --by unit --threads 8"), 2);
    for (first, again) in first.iter().zip(&again) {
        let bytes = fs::read(first).unwrap();
        assert_eq!(bytes, fs::read(again).unwrap());
        assert!(bytes.len() < 12_000, "{}", bytes.len());
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("H37") && !text.contains("Nguyễn"));
    }
}

#[test]
fn a_file_is_not_counted_once_for_each_spelling_of_its_path() {
    let folder = scratch();
    let at = folder.path();
    fs::write(at.join("t6.csv"), export(&[["H37.12-250602-0001", "02/06/2025", "10/06/2025", "06/06/2025"]]))
        .unwrap();
    fs::write(at.join("t7.csv"), export(&[["H37.12-250602-0002", "02/06/2025", "10/06/2025", "06/06/2025"]]))
        .unwrap();
    let absolute = at.join("t6.csv").display().to_string();
    for (export, partial) in [("t6.csv", "a"), ("./t6.csv", "b"), (absolute.as_str(), "c"), ("t7.csv", "d")] {
        let out = format!("{partial}.sipas");
        let args = ["report", export, "--period", "2025-06", "--partial", "-o", &out];
        assert_eq!(sipas_in(at, &args).code, 0, "{export}");
    }
    let merge = |parts: &[&str]| sipas_in(at, &[&["merge"], parts, &["--format", "json"]].concat());
    for parts in [
        ["a.sipas", "b.sipas", "d.sipas"],
        ["d.sipas", "a.sipas", "c.sipas"],
        ["b.sipas", "d.sipas", "c.sipas"],
    ] {
        let ran = merge(&parts);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{parts:?}");
        assert!(ran.stderr.contains("được tính từ cùng những tệp"), "{}", ran.stderr);
    }
    assert_eq!(count(&merge(&["a.sipas", "d.sipas"]).json(), "received"), 2);
}

#[test]
fn codes_that_are_alike_or_contradict_each_other_are_told_of_all_shares_together() {
    let folder = scratch();
    let at = folder.path();
    let header = "Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n";
    let row = |code: &str, unit: &str| format!("{code},{unit},02/06/2025,10/06/2025,06/06/2025\n");
    let mut text = header.to_owned();
    for n in 0..40 {
        let code = format!("H37.12-250602-{n:04}");
        text += &row(&code, "Phòng A");
        match n % 8 {
            0 => text += &row(&code, "Phòng B"),
            1 => text += &row(&code.to_lowercase(), "Phòng A"),
            2 => text += &row(&format!("BN-{n}"), "Phòng A"),
            3 => text += &row(&format!("bn – {}", n - 1), "Phòng A"),
            _ => {}
        }
    }
    fs::write(at.join("t6.csv"), text).unwrap();
    let report = ["report", "t6.csv", "--by", "unit", "--period", "2025-06"];
    let whole = sipas_in(at, &[&report[..], &["--format", "json"]].concat());
    let issues = whole.json()["inputs"][0]["issues"].clone();
    let count = |code: &str| {
        issues.as_array().unwrap().iter().find(|one| one["code"] == code).map(|one| one["count"].clone())
    };
    assert_eq!((count("code.alike"), count("code.rows_differ")), (Some(10.into()), Some(5.into())));
    let parts: Vec<String> = (1..=3).map(|n| format!("{n}.sipas")).collect();
    for (n, out) in (1..).zip(&parts) {
        let ran =
            sipas_in(at, &[&report[..], &["--partial", "--part", &format!("{n}/3"), "-o", out]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let merged = sipas_in(at, &[&["merge"], &parts[..], &["--format", "json"]].concat());
    assert_eq!((merged.code, merged.stdout), (0, whole.stdout), "{}", merged.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn settings_and_partial_results_without_an_end_are_not_read_to_it() {
    let folder = scratch();
    let at = folder.path();
    fs::write(at.join("t6.csv"), export(&[["H37.12-250602-0001", "02/06/2025", "10/06/2025", "06/06/2025"]]))
        .unwrap();
    let report = ["report", "t6.csv", "--period", "2025-06"];
    for args in [
        [&report[..], &["--plan", "/dev/zero"]].concat(),
        [&report[..], &["--profile", "/dev/zero"]].concat(),
        [&report[..], &["--calendar", "/dev/zero"]].concat(),
        vec!["batch", "/dev/zero"],
    ] {
        let ran = sipas_in(at, &args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains("không đọc được /dev/zero: tệp quá lớn"), "{args:?}: {}", ran.stderr);
    }
    let ran = sipas_in(at, &["merge", "/dev/zero"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("không phải kết quả từng phần"), "{}", ran.stderr);
}
