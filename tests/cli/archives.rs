//! Exports packed into a .zip: every file in it is an input of its own.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use serde_json::Value;

use crate::common::{data, scratch, sipas_in, typed};

/// An archive of files by their names.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sample(name: &str) -> Vec<u8> {
    fs::read(data("samples").join(name)).unwrap()
}

/// The samples of a month in one archive, and what somebody else has put beside them.
fn samples(folder: &Path) {
    let (may, june) = (sample("dossiers/ho-so-thang-5.csv"), sample("dossiers/ho-so-thang-6.csv"));
    let (pakn, procedures) = (sample("pakn.csv"), sample("procedures.csv"));
    let files: [(&str, &[u8]); 7] = [
        ("tháng 6/ho-so-thang-6.csv", &june),
        ("tháng 5/ho-so-thang-5.csv", &may),
        ("pakn.csv", &pakn),
        ("procedures.csv", &procedures),
        ("đọc.docx", b"no export"),
        ("__MACOSX/._pakn.csv", b"\0\0"),
        ("thư mục/", b""),
    ];
    fs::write(folder.join("t6.zip"), zip(&files)).unwrap();
}

/// The report without the names of its inputs.
fn figures(mut report: Value) -> Value {
    for input in report["inputs"].as_array_mut().unwrap() {
        input["path"] = Value::Null;
    }
    report
}

#[test]
fn an_archive_gives_the_figures_of_the_files_in_it() {
    let folder = scratch();
    samples(folder.path());
    let asked = "--period 2025-06 --by unit --format json";
    let packed = format!("report t6.zip --pakn t6.zip --procedures t6.zip {asked}");
    let ran = sipas_in(folder.path(), &typed(&packed));
    assert_eq!(ran.code, 0, "{ran:?}");
    let plain = "dossiers/ho-so-thang-5.csv dossiers/ho-so-thang-6.csv";
    let plain = format!("report {plain} --pakn pakn.csv --procedures procedures.csv {asked}");
    let plain = sipas_in(&data("samples"), &typed(&plain));
    let report = ran.json();
    let paths = report["inputs"].as_array().unwrap().iter().map(|input| input["path"].as_str().unwrap());
    assert_eq!(
        paths.collect::<Vec<_>>(),
        [
            "t6.zip/tháng 5/ho-so-thang-5.csv",
            "t6.zip/tháng 6/ho-so-thang-6.csv",
            "t6.zip/pakn.csv",
            "t6.zip/procedures.csv"
        ]
    );
    assert_eq!(figures(report), figures(plain.json()));
    // One note: of what is no export at all.
    let notes: Vec<_> = ran.stderr.lines().filter(|line| line.contains("tệp nén")).collect();
    assert_eq!(notes, ["ghi chú: bỏ qua 1 tệp trong tệp nén (tệp loại khác: t6.zip/đọc.docx)"]);
}

#[test]
fn of_another_kind_a_file_is_passed_over_and_told() {
    let folder = scratch();
    samples(folder.path());
    let ran = sipas_in(
        folder.path(),
        &typed("report --procedures t6.zip --pakn t6.zip --period 2025-06 --format json"),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let others = "tệp kết xuất loại khác: t6.zip/tháng 5/ho-so-thang-5.csv, t6.zip/tháng 6/ho-so-thang-6.csv";
    assert!(ran.stderr.contains(others), "{ran:?}");
    assert_eq!(ran.json()["inputs"].as_array().unwrap().len(), 2);
    // Without a flag each is of its own kind.
    let told = sipas_in(folder.path(), &typed("report t6.zip --period 2025-06 --by unit --format json"));
    let flagged =
        typed("report t6.zip --pakn t6.zip --procedures t6.zip --period 2025-06 --by unit --format json");
    let flagged = sipas_in(folder.path(), &flagged).json();
    let kinds = |report: &Value| {
        let inputs = report["inputs"].as_array().unwrap().iter();
        let mut kinds: Vec<_> =
            inputs.map(|input| (input["kind"].to_string(), input["path"].to_string())).collect();
        kinds.sort();
        kinds
    };
    assert_eq!(kinds(&told.json()), kinds(&flagged));
    assert_eq!(told.json()["groups"], flagged["groups"]);
}

#[test]
fn a_month_is_made_of_an_archive() {
    let folder = scratch();
    samples(folder.path());
    let ran = sipas_in(folder.path(), &["t6.zip", "--plan", "none"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(folder.path().join("ket-qua/2025-06/bao-cao.html").exists(), "{ran:?}");
    // What was made of it, packed again, is no export.
    let result = fs::read(folder.path().join("ket-qua/2025-06/bao-cao.xlsx")).unwrap();
    let archive = zip(&[("bao-cao.xlsx", &result), ("pakn.csv", &sample("pakn.csv"))]);
    fs::write(folder.path().join("t6.zip"), archive).unwrap();
    let ran = sipas_in(folder.path(), &typed("report --pakn t6.zip --period 2025-06 --format json"));
    assert!(ran.stderr.contains("kết quả của sipas: t6.zip/bao-cao.xlsx"), "{ran:?}");
    assert_eq!(ran.json()["inputs"].as_array().unwrap().len(), 1);
}

#[test]
fn workbooks_and_packed_texts_in_it_are_read_and_an_archive_of_a_folder_too() {
    let folder = scratch();
    let edge = |name: &str| fs::read(data("edge").join(name)).unwrap();
    let inner = ["plain.xlsb", "plain.xlsx", "plain.csv.gz", "html-table.xls"];
    for (n, name) in inner.into_iter().enumerate() {
        fs::write(folder.path().join(format!("{n}.zip")), zip(&[(name, &edge(name))])).unwrap();
    }
    fs::write(folder.path().join("ảnh.zip"), zip(&[("a.png", b"")])).unwrap();
    let ran = sipas_in(folder.path(), &typed("report . --period 2025-06 --format json"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let report = ran.json();
    for (count, n) in [("received", 3), ("early", 1), ("on_time", 1), ("late", 1)] {
        assert_eq!(report["groups"][0]["dossiers"][count], n, "{count}");
    }
    let inputs = report["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), 4);
    assert!(inputs.iter().all(|input| input["rows"] == 3 && input["rejected"] == 0), "{inputs:?}");
    assert!(ran.stderr.contains("tệp loại khác: ./ảnh.zip"), "{ran:?}");
}

#[test]
fn what_cannot_be_unpacked_is_refused_by_its_name_and_the_rest_is_read() {
    let folder = scratch();
    let june = sample("dossiers/ho-so-thang-6.csv");
    let mut locked = zip(&[("ho-so.csv", &june)]);
    // The flag of a password, in the header of the file and in the list of all.
    for (sign, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = locked.windows(4).position(|bytes| bytes == sign).unwrap();
        locked[at + flags] |= 1;
    }
    let bomb = zip(&[("a.csv", &vec![b'\n'; 64 << 20])]);
    assert!(bomb.len() < 200_000);
    let nested = zip(&[("trong.zip", &locked), ("ho-so-thang-6.csv", &june)]);
    for (name, bytes) in [
        ("locked.zip", &locked),
        ("bomb.zip", &bomb),
        ("nested.zip", &nested),
        ("other.zip", &zip(&[("a", b"")])),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let all = "report bomb.zip locked.zip nested.zip other.zip --period 2025-06 --format json";
    let ran = sipas_in(folder.path(), &typed(all));
    assert_eq!(ran.code, 3, "{ran:?}");
    let errors: Vec<_> = ran.stderr.lines().filter(|line| line.starts_with("lỗi")).collect();
    insta::assert_snapshot!(errors.join("\n"), @"
    lỗi: bomb.zip/a.csv: khi giải nén, tệp lớn gấp hơn 100 lần: tệp được tạo ra để làm đầy bộ nhớ, hoặc bị hỏng
    lỗi: locked.zip/ho-so.csv: tệp đặt mật khẩu; hãy mở ra, bỏ mật khẩu rồi lưu lại
    lỗi: nested.zip/trong.zip: tệp .zip nằm trong tệp .zip khác thì không đọc; hãy giải nén rồi nêu các tệp trong đó
    lỗi: other.zip: tệp nén không có tệp kết xuất nào (.csv, .tsv, .txt, .gz, .zst, .zip, .xlsx, .xlsm, .xlsb, .xls)
    ");
    assert_eq!(ran.json()["inputs"].as_array().unwrap().len(), 1);
}

/// Of two files of one name, the list of an archive leads to one only: the other's rows would be gone without a word.
#[test]
fn two_files_of_one_name_are_refused() {
    let folder = scratch();
    let (may, june) = (sample("dossiers/ho-so-thang-5.csv"), sample("dossiers/ho-so-thang-6.csv"));
    let apart = zip(&[("a/t.csv", &may), ("b/t.csv", &june)]);
    let mut alike = apart.clone();
    for at in 0..alike.len() - 7 {
        if alike[at..].starts_with(b"b/t.csv") {
            alike[at] = b'a';
        }
    }
    fs::write(folder.path().join("apart.zip"), apart).unwrap();
    fs::write(folder.path().join("alike.zip"), alike).unwrap();
    let ran = sipas_in(folder.path(), &typed("report apart.zip --period 2025-06 --format json"));
    assert_eq!((ran.code, ran.json()["inputs"].as_array().unwrap().len()), (0, 2), "{ran:?}");
    let ran = sipas_in(folder.path(), &typed("report alike.zip apart.zip --period 2025-06 --format json"));
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.stderr.contains("lỗi: alike.zip: trong tệp nén có hai tệp trùng tên"), "{ran:?}");
    let ran = sipas_in(folder.path(), &typed("report alike.zip --period 2025-06 --format json --lang en"));
    assert!(ran.stderr.contains("error: alike.zip: two files in it have the same name"), "{ran:?}");
}
