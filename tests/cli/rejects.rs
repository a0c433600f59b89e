//! Rejected rows are written in full, mended by a person, and read again.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{data, scratch, sipas, sipas_in, typed};

/// Rows of a file as (header, rows), the title row left out.
fn table(path: &Path) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let text = fs::read_to_string(path).unwrap();
    let text = text.trim_start_matches('\u{feff}').split_once("\r\n").unwrap().1.to_owned();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    (reader.headers().unwrap().clone(), reader.records().map(Result::unwrap).collect())
}

fn report(folder: &Path, args: &[&str]) -> Value {
    let all: Vec<&str> =
        ["report"].iter().chain(args).chain(&["--period", "2025-06", "--format", "json"]).copied().collect();
    let ran = sipas_in(folder, &all);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json()
}

const HEADER: &str =
    "Mã hồ sơ,Chủ hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Số lần bổ sung\n";
const WRONG: [&str; 3] = [
    "H37.12-250602-0002,Người nộp 2,Văn phòng,02/06/2025,31/06/2025,12/06/2025,0",
    "H37.12-250602-0003,Người nộp 3,\"Phòng A, tầng 2\",02/06/2025,10/06/2025,09/06/2025,-1",
    "H37.12-250602-0004,\"Người nộp \"\"4\"\"\",Văn phòng,02/06/2025,10/06/2025,01/06/2025,0",
];
const RIGHT: [&str; 3] = [
    "H37.12-250602-0002,Người nộp 2,Văn phòng,02/06/2025,11/06/2025,12/06/2025,0",
    "H37.12-250602-0003,Người nộp 3,\"Phòng A, tầng 2\",02/06/2025,10/06/2025,09/06/2025,1",
    "H37.12-250602-0004,\"Người nộp \"\"4\"\"\",Văn phòng,02/06/2025,10/06/2025,10/06/2025,0",
];
const GOOD: &str = "H37.12-250602-0001,Người nộp 1,Văn phòng,02/06/2025,10/06/2025,06/06/2025,0";

#[test]
fn mended_rows_make_the_report_that_right_rows_would_have_made() {
    let folder = scratch();
    let write = |name: &str, rows: &[&str; 3]| {
        fs::write(folder.path().join(name), format!("{HEADER}{GOOD}\n{}\n", rows.join("\n"))).unwrap();
    };
    write("wrong.csv", &WRONG);
    write("right.csv", &RIGHT);

    let first = report(folder.path(), &["wrong.csv", "--rejects", "rejects.csv", "--by", "unit"]);
    assert_eq!(first["inputs"][0]["rejected"], 3);
    let rejects = folder.path().join("rejects.csv");
    let mended = fs::read_to_string(&rejects).unwrap();
    // A person mends the cells of the export; what sipas wrote before them stays as it is.
    let mended = mended.replace(",31/06/2025,12/06/2025", ",11/06/2025,12/06/2025");
    let mended = mended.replace(",09/06/2025,-1", ",09/06/2025,1");
    let mended = mended.replace(",10/06/2025,01/06/2025,0", ",10/06/2025,10/06/2025,0");
    fs::write(folder.path().join("mended.csv"), mended).unwrap();

    let again = report(folder.path(), &["wrong.csv", "mended.csv", "--by", "unit"]);
    let at_once = report(folder.path(), &["right.csv", "--by", "unit"]);
    assert_eq!(again["inputs"][1]["rejected"], 0, "{}", again["inputs"]);
    for part in ["groups", "scorecard", "late_budget"] {
        assert_eq!(again[part], at_once[part], "{part}");
    }
}

#[test]
fn what_is_mended_is_no_doubt_any_more_and_what_is_not_is_one() {
    let folder = scratch();
    let at = folder.path();
    fs::create_dir(at.join("cu")).unwrap();
    fs::write(at.join("cu/t6.csv"), format!("{HEADER}{GOOD}\n{}\n", WRONG.join("\n"))).unwrap();
    report(at, &["cu/t6.csv", "--rejects", "loi.csv"]);
    let rejects = fs::read_to_string(at.join("loi.csv")).unwrap();
    let all = rejects
        .replace(",31/06/2025,12/06/2025", ",11/06/2025,12/06/2025")
        .replace(",09/06/2025,-1", ",09/06/2025,1")
        .replace(",10/06/2025,01/06/2025,0", ",10/06/2025,10/06/2025,0");
    fs::write(at.join("sua-het.csv"), &all).unwrap();
    fs::write(
        at.join("sua-mot.csv"),
        all.replace(",09/06/2025,1", ",09/06/2025,-1")
            .replace(",10/06/2025,10/06/2025,0", ",10/06/2025,01/06/2025,0"),
    )
    .unwrap();
    // A rejects file without its columns of file and line.
    let bare: String =
        all.lines().skip(1).map(|line| line.splitn(6, ',').last().unwrap().to_owned() + "\n").collect();
    fs::write(at.join("roi.csv"), bare).unwrap();
    let run = |files: &[&str]| {
        sipas_in(at, &[&["report"], files, &["--strict", "--period", "2025-06", "--format", "json"]].concat())
    };
    let doubted = |files: &[&str]| {
        let ran = run(files);
        let cautions = ran.json()["groups"][0]["indicators"]["late_rate"]["cautions"].clone();
        let of = cautions.as_array().unwrap().iter().find(|caution| caution["code"] == "rejected_rows");
        (ran.code, of.map(|caution| caution["count"].as_u64().unwrap()))
    };
    assert_eq!(doubted(&["cu/t6.csv"]), (3, Some(3)));
    assert_eq!(doubted(&["cu/t6.csv", "sua-het.csv"]), (0, None));
    // Two of them stand rejected in the file of rejects too.
    assert_eq!(doubted(&["cu/t6.csv", "sua-mot.csv"]), (3, Some(4)));
    assert_eq!(doubted(&["cu/t6.csv", "roi.csv"]), (3, Some(3)));
    let mended = run(&["cu/t6.csv", "sua-het.csv"]);
    assert!(
        !mended.stderr.contains("dòng chưa sửa") && mended.stderr.contains("3 dòng lỗi trong 4; đều đã sửa"),
        "{}",
        mended.stderr
    );

    // The folder has moved since; of two files of that name nobody knows which is meant.
    fs::rename(at.join("cu"), at.join("moi")).unwrap();
    assert_eq!(doubted(&["moi/t6.csv", "sua-het.csv"]), (0, None));
    fs::create_dir(at.join("khac")).unwrap();
    fs::write(at.join("khac/t6.csv"), format!("{HEADER}{GOOD}\n")).unwrap();
    assert_eq!(doubted(&["moi/t6.csv", "khac/t6.csv", "sua-het.csv"]), (3, Some(3)));
}

#[test]
fn each_kind_of_export_has_a_rejects_file_of_its_own() {
    let folder = scratch();
    let target = folder.path().join("loi.csv");
    let line =
        "report dossiers --pakn pakn.csv --procedures procedures.csv --survey survey.csv --period 2025-Q2";
    let ran = sipas(&[&typed(line), &["--rejects", target.to_str().unwrap()][..]].concat());
    assert_eq!(ran.code, 0);
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["loi.csv", "loi.pakn.csv"]);
    let (header, rows) = table(&target);
    assert_eq!(rows.len(), 13);
    assert_eq!(
        header.iter().take(5).collect::<Vec<_>>(),
        ["sipas: tệp", "sipas: dòng", "sipas: cột", "sipas: giá trị", "sipas: lý do"]
    );
    assert_eq!(table(&folder.path().join("loi.pakn.csv")).1.len(), 3);
    // Written whole, names and all, so that it can be mended.
    assert!(fs::read_to_string(&target).unwrap().contains("Người nộp"));
    assert!(ran.stderr.contains("TỆP CÓ DỮ LIỆU CÁ NHÂN"), "{}", ran.stderr);
    // Read again as it is, all of it is rejected again: the rows of more and of fewer cells than their header too.
    let again =
        sipas(&["report", target.to_str().unwrap(), "--period", "2025-Q2", "--format", "json"]).json();
    let input = &again["inputs"][0];
    assert_eq!((&input["rejected"], &input["accepted"]), (&13.into(), &0.into()), "{input}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_rejects_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = scratch();
    let target = folder.path().join("loi.csv");
    // An older one that others could read is replaced by one that they cannot.
    fs::write(&target, "old").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o644)).unwrap();
    let line = "report dossiers --pakn pakn.csv --period 2025-Q2";
    let ran = sipas(&[&typed(line), &["--rejects", target.to_str().unwrap()][..]].concat());
    assert_eq!(ran.code, 0);
    for name in ["loi.csv", "loi.pakn.csv"] {
        let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_rejects_file_of_an_earlier_run_does_not_pass_for_one_of_this_run() {
    let folder = scratch();
    let target = folder.path().join("loi.csv");
    let run = |file: &str, flag: &str| {
        sipas_in(
            &data("edge"),
            &["report", flag, file, "--period", "2025-06", "--rejects", target.to_str().unwrap()],
        )
    };
    let (dossiers, pakn) = (folder.path().join("loi.csv"), folder.path().join("loi.pakn.csv"));
    assert_eq!(run("pakn-rejected.csv", "--pakn").code, 0);
    assert_eq!((table(&dossiers).1.len(), table(&pakn).1.len()), (0, 7));
    assert_eq!(run("pakn-buckets.csv", "--pakn").code, 0);
    assert_eq!(table(&pakn).1.len(), 0);
}
