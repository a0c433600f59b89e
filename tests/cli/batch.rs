//! The monthly run as a file: all outputs or none, and the same ones again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::common::{Ran, data, scratch, sipas_in};
use crate::workbooks::sheets;

/// A folder with exports, and a batch file of that text.
fn office(batch: &str) -> tempfile::TempDir {
    let folder = scratch();
    for name in ["plain.csv", "one-late-of-100.csv", "pakn-buckets.csv", "empty.csv", "plain.xlsx"] {
        fs::copy(data("edge").join(name), folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("thang.toml"), batch).unwrap();
    folder
}

fn run(folder: &Path) -> Ran {
    sipas_in(folder, &["batch", "thang.toml"])
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    all
}

#[test]
fn the_sample_makes_all_its_outputs_and_the_same_ones_again() {
    let folder = scratch();
    let (samples, copy) = (data("samples"), folder.path());
    fs::create_dir(copy.join("dossiers")).unwrap();
    for name in [
        "batch.toml",
        "pakn.csv",
        "procedures.csv",
        "survey.csv",
        "dossiers/ho-so-thang-4.csv",
        "dossiers/ho-so-thang-5.csv",
        "dossiers/ho-so-thang-6.csv",
    ] {
        fs::copy(samples.join(name), copy.join(name)).unwrap();
    }
    // From wherever it is started.
    let ran = sipas_in(&data("edge"), &["batch", copy.join("batch.toml").to_str().unwrap()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    let first = files(copy);
    let log = fs::read_to_string(copy.join("batch.log")).unwrap();
    let (read, written) = log.split_once("Đã ghi\n").unwrap();
    assert!(
        written.contains("ra/qua-han.xlsx: xlsx, ") && written.contains("Cam kết: 4 đạt, 8 không đạt"),
        "{log}"
    );
    assert_snapshot!(read, @"
    Chạy theo batch.toml
    Kỳ 01/04/2025–30/06/2025, tính đến 01/07/2025
    So sánh với kỳ 01/01/2025–31/03/2025

    Đã đọc
      dossiers/ho-so-thang-4.csv: 368 dòng, hợp lệ 287, lỗi 4, trùng 70, bỏ qua 7
      dossiers/ho-so-thang-5.csv: 353 dòng, hợp lệ 272, lỗi 4, trùng 75, bỏ qua 2
      dossiers/ho-so-thang-6.csv: 381 dòng, hợp lệ 375, lỗi 5, trùng 1, bỏ qua 0
      pakn.csv: 63 dòng, hợp lệ 57, lỗi 3, trùng 1, bỏ qua 2
      procedures.csv: 42 dòng, hợp lệ 40, lỗi 0, trùng 0, bỏ qua 2
      survey.csv: 120 dòng, hợp lệ 120, lỗi 0, trùng 0, bỏ qua 0
    ");

    let summary: Value = serde_json::from_slice(&fs::read(copy.join("batch.summary.json")).unwrap()).unwrap();
    assert_eq!((&summary["schema"], &summary["exit"]), (&"sipas.batch/1".into(), &1.into()));
    assert_eq!(summary["inputs"].as_array().unwrap().len(), 6);
    for output in summary["outputs"].as_array().unwrap() {
        let bytes = fs::read(copy.join(output["path"].as_str().unwrap())).unwrap();
        assert_eq!(output["bytes"].as_u64().unwrap(), bytes.len() as u64, "{output}");
        assert_eq!(output["sha256"].as_str().unwrap().len(), 64);
    }
    // What the workbook lists is what the report counts.
    let report: Value = serde_json::from_slice(&fs::read(copy.join("ra/report-q2.json")).unwrap()).unwrap();
    let overdue = report["groups"][0]["dossiers"]["open_overdue"].as_u64().unwrap();
    let listed = sheets(&fs::read(copy.join("ra/qua-han.xlsx")).unwrap());
    assert_eq!(listed[0].1.iter().filter(|row| row[0].contains("H37")).count() as u64, overdue);
    let units = fs::read_to_string(copy.join("ra/don-vi.csv")).unwrap();
    assert_eq!(units.lines().count(), report["groups"].as_array().unwrap().len());

    assert_eq!(sipas_in(copy, &["batch", "batch.toml", "--quiet"]).code, 1);
    let second = files(copy);
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first == second, "a second run changes no byte");
}

const HEAD: &str = "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n";

#[test]
fn where_one_output_fails_none_is_replaced() {
    // A folder stands where the second output is to be; the third is a form without its records.
    for bad in ["path = \"folder\"\nformat = \"csv\"", "path = \"form.csv\"\nform = \"06a/BTP/KSTT\""] {
        let folder = office(&format!("{HEAD}[[outputs]]\npath = \"a.json\"\n[[outputs]]\n{bad}\n"));
        fs::write(folder.path().join("a.json"), "old").unwrap();
        fs::create_dir(folder.path().join("folder")).unwrap();
        let before = files(folder.path());
        let ran = run(folder.path());
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(before == files(folder.path()), "{bad}: {}", ran.stderr);
    }
}

#[test]
fn a_refused_input_stops_the_run() {
    let batch = HEAD.replace("\"plain.csv\"", "\"plain.csv\", \"empty.csv\"");
    let folder = office(&format!("{batch}[[outputs]]\npath = \"a.json\"\n"));
    let before = files(folder.path());
    let ran = run(folder.path());
    assert_eq!(ran.code, 3);
    assert!(before == files(folder.path()));
    assert_snapshot!(ran.stderr, @r"
    lỗi: empty.csv: tệp rỗng
    lỗi: có đầu vào không được đọc: không ghi tệp nào
    ");
}

#[test]
fn a_missed_commitment_is_told_where_it_is_checked() {
    let batch = HEAD.replace("plain", "one-late-of-100");
    let output = "[[outputs]]\npath = \"a.json\"\n";
    assert_eq!(run(office(&format!("{batch}{output}")).path()).code, 0);
    let folder = office(&format!("{batch}check = true\n{output}"));
    assert_eq!(run(folder.path()).code, 1);
    assert!(folder.path().join("a.json").exists());
}

#[test]
fn workbooks_are_inputs_and_the_language_is_that_of_each_output() {
    let batch = HEAD.replace("plain.csv", "plain.xlsx");
    let folder = office(&format!(
        "{batch}[[outputs]]\npath = \"a.md\"\n[[outputs]]\npath = \"b.md\"\nlang = \"en\"\n"
    ));
    assert_eq!(run(folder.path()).code, 0);
    let read = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("a.md").starts_with("# Báo cáo") && read("b.md").starts_with("# Report"));
    assert!(read("thang.log").contains("plain.xlsx [Hồ sơ]: 3 dòng"));
}

#[test]
fn last_month_is_the_month_before_this_one() {
    let folder = office(
        "exports = [\"plain.csv\"]\nperiod = \"last-month\"\nbaseline = \"year-before\"\n[[outputs]]\npath = \"a.json\"\n",
    );
    let ran = run(folder.path());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let report: Value = serde_json::from_slice(&fs::read(folder.path().join("a.json")).unwrap()).unwrap();
    let start = |period: &Value| period["start"].as_str().unwrap().to_owned();
    let (period, before) = (start(&report["period"]), start(&report["baseline"]));
    assert!(period.ends_with("-01") && before[4..] == period[4..] && before < period, "{before} {period}");
}

#[test]
fn what_a_batch_file_may_not_say() {
    let cases = [
        "period = \"2025-06\"\nexport = []\noutputs = []",
        "period = \"2025-06\"\noutputs = []",
        "exports = [\"plain.csv\"]\nperiod = \"2025-13\"\n[[outputs]]\npath = \"a.json\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\nwindow = \"moon\"\n[[outputs]]\npath = \"a.json\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-Q2\"\nbaseline = \"year-before\"\n[[outputs]]\npath = \"a.json\"",
        "exports = [\"-\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.json\"",
        "exports = [\"../*.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.json\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"ra/../../a.json\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"/tmp/a.json\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.json\"\n[[outputs]]\npath = \"./a.json\"",
        "exports = [\"*.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"units.csv\"\nunits = true",
        "exports = [\".\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"units.xlsx\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"thang.toml\"\nformat = \"json\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.odt\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.csv\"\nwhich = [\"late\"]\nunits = true",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.csv\"\nwithin = \"2d\"",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.csv\"\nwhich = [\"lat\"]",
        "exports = [\"plain.csv\"]\nperiod = \"2025-06\"\n[[outputs]]\npath = \"a.csv\"\nform = \"06a\"\nput = [\"late=early\"]",
    ];
    let said = cases.map(|batch| {
        let folder = office(batch);
        let before = files(folder.path());
        let ran = run(folder.path());
        assert_eq!(ran.code, 2, "{batch}: {}", ran.stderr);
        assert!(before == files(folder.path()), "{batch}");
        ran.stderr
    });
    assert_snapshot!(said.concat(), @r#"
    lỗi: thang.toml: dòng 2: không có khóa `export`; chỉ nhận `exports`, `pakn`, `procedures`, `survey`, `profiles`, `accept`, `dimensions`, `calendar`, `office_hours`, `units`, `sheet`, `delimiter`, `encoding`, `plan`, `external`, `period`, `window`, `as_of`, `baseline`, `by`, `check`, `strict`, `allow_outside`, `lang`, `log`, `summary`, `office`, `receiving_unit`, `place`, `prepared_by`, `signed_by`, `signer_title`, `clock`, `outputs`; dòng ấy viết: export = []
    lỗi: tệp batch không có [[outputs]] nào
    lỗi: --period: kỳ, trong các năm 1990 đến 2100, phải viết như 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025 hoặc 2025-06-03..2025-07-15, không phải "2025-13"
    lỗi: --window <calendar|reporting> không nhận giá trị "moon"
    chỉ nhận: calendar, reporting
    xem thêm: --help
    lỗi: baseline = "month-before" hoặc "year-before" chỉ đi cùng kỳ là một tháng
    lỗi: tệp batch không dùng - (đầu vào, đầu ra chuẩn)
    lỗi: "../*.csv" ra ngoài thư mục của tệp batch; nếu đúng ý, hãy thêm allow_outside = true
    lỗi: "ra/../../a.json" ra ngoài thư mục của tệp batch; nếu đúng ý, hãy thêm allow_outside = true
    lỗi: "/tmp/a.json" ra ngoài thư mục của tệp batch; nếu đúng ý, hãy thêm allow_outside = true
    lỗi: hai đầu ra cùng ghi vào ./a.json
    lỗi: đầu ra units.csv là đầu vào, hoặc lần chạy sau sẽ đọc nó như đầu vào; hãy chọn chỗ khác
    ghi chú: bỏ qua 1 tệp trong thư mục hoặc mẫu tên (tệp loại khác: ./thang.toml); nêu đích danh thì được đọc
    lỗi: đầu ra units.xlsx là đầu vào, hoặc lần chạy sau sẽ đọc nó như đầu vào; hãy chọn chỗ khác
    lỗi: đầu ra thang.toml là đầu vào, hoặc lần chạy sau sẽ đọc nó như đầu vào; hãy chọn chỗ khác
    lỗi: a.odt: không biết dạng của tệp .odt; hãy nêu --format, hoặc dùng đuôi .txt, .json, .csv, .md, .html, .xlsx, .docx
    lỗi: a.csv: chỉ nêu một trong which, form, units
    lỗi: a.csv: within không đi cùng loại đầu ra này
    lỗi: a.csv: --which <BUCKET> không nhận giá trị "lat"; có phải là late?
    chỉ nhận: early, on_time, late, finished_unmeasurable, withdrawn, stopped, open_within_due, open_overdue, suspended, open_unmeasurable, not_accepted, undated, out_of_period, closed_unanswered, pakn.closed_in_time, pakn.closed_late, pakn.transferred, pakn.open_within_due, pakn.open_overdue, pakn.unmeasurable_closed, pakn.unmeasurable_open, pakn.undated, pakn.out_of_period, pakn.refused, all, received, carried_in, stopped_late, refused, no-apology, put_off, repeat-visit, due-soon, overdue, pakn.all, pakn.received, pakn.carried_in, pakn.unmeasurable, rejected, duplicate, duplicates, skipped, tat-ca, tiep-nhan, ky-truoc, truoc-han, dung-han, tre-han, trong-han, qua-han, sap-den-han, di-lai, tu-choi, rut, hen-lai, chua-xin-loi, loi, trung, bo-qua
    xem thêm: --help
    lỗi: a.csv: --put: cần finished_unmeasurable, withdrawn, stopped, stopped_late hoặc closed_unanswered = early, on_time hoặc late; hay suspended hoặc open_unmeasurable = within_due hoặc overdue; nhưng gặp "late=early"
    "#);
}

#[cfg(unix)]
#[test]
fn a_link_leads_out_of_the_folder_as_well() {
    let outside = scratch();
    let folder = office(&format!("{HEAD}[[outputs]]\npath = \"out/a.json\"\n"));
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
    let ran = run(folder.path());
    assert!(ran.code == 2 && ran.stderr.contains("allow_outside"), "{}", ran.stderr);
    let batch = format!("allow_outside = true\n{HEAD}[[outputs]]\npath = \"out/a.json\"\n");
    fs::write(folder.path().join("thang.toml"), batch).unwrap();
    assert_eq!(run(folder.path()).code, 0);
    assert!(outside.path().join("a.json").exists());
}
