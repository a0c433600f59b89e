//! Output files: rejects that are read again, and files that stand whole or not at all.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;

use insta::assert_snapshot;
use sipas_csv::{AtomicFile, CsvRows, Options, REJECTS_TITLES, RejectsWriter};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn write(target: &Path) {
    let mut rejects = RejectsWriter::create(target).unwrap();
    let header = ["Mã hồ sơ", "Ngày", "Ngày"];
    let problems = [("Ngày", "31/04/2025", "ngày không đọc được"), ("", "", "tệp bị cắt giữa dòng")];
    rejects.row("t6.csv", 7, &problems, &header, &["H37-1", "31/04/2025"], false).unwrap();
    rejects.row("t6.csv", 9, &problems[..1], &header, &["=1+1", "a", "b", "c, d", "", "e"], true).unwrap();
    rejects.row("t7.csv", 2, &[], &["Đơn vị", "Ma\u{303} hồ  sơ"], &["Phòng\nA", "H37-2"], false).unwrap();
    assert_eq!(rejects.finish(REJECTS_TITLES[0]).unwrap(), 3);
}

#[test]
fn rejected_rows_stand_in_full_under_the_headers_of_all_files() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("loại.csv");
    write(&target);
    assert_snapshot!(fs::read_to_string(&target).unwrap().trim_start_matches('\u{feff}').replace("\r\n", "\n"), @r#"
    Các dòng lỗi kèm lý do. TỆP CÓ DỮ LIỆU CÁ NHÂN: chỉ người có trách nhiệm được xem. Sửa các ô sai rồi đọc tệp này cùng các tệp cũ.
    sipas: tệp,sipas: dòng,sipas: cột,sipas: giá trị,sipas: lý do,Mã hồ sơ,Ngày,Ngày,Đơn vị,(thừa)
    t6.csv,7,Ngày,31/04/2025,"ngày không đọc được; tệp bị cắt giữa dòng",H37-1,31/04/2025,,,
    t6.csv,9,Ngày,31/04/2025,ngày không đọc được,'=1+1,a,b,,"c, d; e"
    t7.csv,2,,,,H37-2,,,"Phòng
    A",
    "#);
    assert_eq!(names(folder.path()), ["loại.csv"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_rejects_file_is_read_again_without_its_old_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("1.csv"), folder.path().join("2.csv"));
    write(&first);
    let mut rows = CsvRows::open(&first, &Options::default()).unwrap();
    assert_eq!(rows.facts().delimiter, b',');
    let rows = common::rest(&mut rows);
    let header = &rows[1].as_ref().unwrap().cells;
    assert_eq!(header[5..], ["Mã hồ sơ", "Ngày", "Ngày", "Đơn vị", "(thừa)"]);

    let mut rejects = RejectsWriter::create(&second).unwrap();
    let row = rows[3].as_ref().unwrap();
    rejects
        .row("1.csv", row.line, &[("Ngày", "a", "ngày không đọc được")], header, &row.cells, false)
        .unwrap();
    rejects.finish(REJECTS_TITLES[0]).unwrap();
    assert_snapshot!(fs::read_to_string(&second).unwrap().lines().skip(1).collect::<Vec<_>>().join("\n"), @r#"
    sipas: tệp,sipas: dòng,sipas: cột,sipas: giá trị,sipas: lý do,Mã hồ sơ,Ngày,Ngày,Đơn vị,(thừa)
    1.csv,4,Ngày,a,ngày không đọc được,'=1+1,a,b,,"c, d; e"
    "#);
}

#[test]
fn a_rejects_file_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("r.csv");
    let mut rejects = RejectsWriter::create(&target).unwrap();
    rejects.row("t.csv", 1, &[], &["a"], &["b"], false).unwrap();
    drop(rejects);
    assert_eq!(names(folder.path()), [""; 0]);
    let error = RejectsWriter::create(&folder.path().join("none/r.csv")).err().unwrap();
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::NotFound));
}

#[test]
fn an_output_stands_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out.csv");
    fs::write(&target, "old").unwrap();
    let mut given_up = AtomicFile::create(&target).unwrap();
    given_up.write_all(b"half").unwrap();
    drop(given_up);
    assert_eq!(fs::read(&target).unwrap(), b"old");
    let mut file = AtomicFile::create(&target).unwrap();
    file.write_all(b"new").unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"old");
    file.finish().unwrap();
    assert_eq!(fs::read(&target).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["out.csv"]);
    assert!(AtomicFile::create(folder.path()).is_err());

    // A long one, which is put on the disk while it is written.
    let piece = vec![b'x'; 1 << 20];
    let mut long = AtomicFile::create(&target).unwrap();
    (0..150).for_each(|_| long.write_all(&piece).unwrap());
    assert_eq!(fs::read(&target).unwrap(), b"new");
    long.finish().unwrap();
    assert_eq!(fs::metadata(&target).unwrap().len(), 150 << 20);
    assert_eq!(names(folder.path()), ["out.csv"]);
}

#[cfg(unix)]
#[test]
fn a_link_a_device_and_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("out"), folder.path().join("link"));
    fs::write(&target, "old").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, &link).unwrap();
    AtomicFile::create(&link).unwrap().finish().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read(&target).unwrap(), b"");

    AtomicFile::create(Path::new("/dev/null")).unwrap().finish().unwrap();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}
