//! Names of one unit: those that an office lists in a profile.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::common::{count, scratch, sipas_in};

const UNITS: &str = "[units]\n\"Phòng Tài nguyên và Môi trường\" = [\"P. TN&MT\", \"Phòng TNMT\"]\n";
const SPELLINGS: [&str; 4] = ["P. TN&MT", "phòng  tnmt.", "Phòng Tài nguyên và môi trường", "Phòng Nội vụ"];

/// Dossiers of a unit in three spellings, and of another; so many that a file is read the fast way, or few.
fn export(rows: usize) -> String {
    let mut text = String::from("Mã hồ sơ,Đơn vị xử lý,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý\n");
    for n in 0..rows {
        let (day, unit) = (n % 20 + 1, SPELLINGS[n % 4]);
        let _ = writeln!(
            text,
            "H37.12-2506{day:02}-{n:06},{unit},{day:02}/06/2025,{day:02}/06/2025,{day:02}/06/2025"
        );
    }
    text
}

fn by_unit(document: &Value, kind: &str) -> Vec<(String, u64)> {
    let groups = document["groups"].as_array().unwrap().iter().skip(1);
    let of = |group: &Value| {
        (group["key"]["unit"].as_str().unwrap().to_owned(), group[kind]["received"].as_u64().unwrap())
    };
    groups.map(of).collect()
}

#[test]
fn names_of_one_unit_are_one_group_however_many_rows_there_are() {
    let folder = scratch();
    fs::write(folder.path().join("p.toml"), UNITS).unwrap();
    let pakn = "Mã phản ánh,Đơn vị xử lý,Ngày gửi,Hạn xử lý,Ngày xử lý\n\
        PA-01,Phòng TNMT,02/06/2025,20/06/2025,10/06/2025\nPA-02,P. TN&MT,03/06/2025,20/06/2025,10/06/2025\n";
    fs::write(folder.path().join("pakn.csv"), pakn).unwrap();
    for rows in [40, 40_000] {
        fs::write(folder.path().join("t6.csv"), export(rows)).unwrap();
        let report = [
            "report", "t6.csv", "--pakn", "pakn.csv", "--period", "2025-06", "--by", "unit", "--plan", "none",
        ];
        let report = [&report[..], &["--format", "json"]].concat();
        let apart = sipas_in(folder.path(), &report).json();
        assert_eq!(by_unit(&apart, "dossiers").len(), 4, "by spelling alone");
        let ran = sipas_in(folder.path(), &[&report[..], &["--profile", "p.toml"]].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        let rows = rows as u64;
        let expected = [("Phòng Nội vụ", rows / 4), ("Phòng Tài nguyên và Môi trường", rows / 4 * 3)];
        assert_eq!(by_unit(&ran.json(), "dossiers"), expected.map(|(name, n)| (name.to_owned(), n)));
        assert_eq!(by_unit(&ran.json(), "pakn")[1].1, 2);
        assert_eq!(count(&ran.json(), "received"), count(&apart, "received"));
    }
    let list = [
        "list",
        "t6.csv",
        "--which",
        "all",
        "--period",
        "2025-06",
        "--format",
        "json",
        "--profile",
        "p.toml",
    ];
    let list = sipas_in(folder.path(), &list).json();
    assert_eq!(list[0]["unit"], "Phòng Tài nguyên và Môi trường");
}

/// An office has one set of units, whichever system an export comes from.
#[test]
fn another_profile_has_the_names_of_units_too() {
    let folder = scratch();
    fs::write(folder.path().join("units.toml"), UNITS).unwrap();
    fs::write(folder.path().join("p.toml"), "[columns]\ncode = \"Số\"\n").unwrap();
    fs::write(folder.path().join("t6.csv"), export(4).replace("Mã hồ sơ", "Số")).unwrap();
    let report =
        ["report", "t6.csv", "--period", "2025-06", "--by", "unit", "--plan", "none", "--format", "json"];
    let ran =
        sipas_in(folder.path(), &[&report[..], &["--profile", "p.toml", "--profile", "units.toml"]].concat());
    assert_eq!(by_unit(&ran.json(), "dossiers").len(), 2, "{ran:?}");
}

#[test]
fn a_name_of_two_units_is_refused() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), export(4)).unwrap();
    let two = format!("{UNITS}\"Phòng Nội vụ\" = \"phòng tnmt\"\n");
    fs::write(folder.path().join("p.toml"), two).unwrap();
    let ran = sipas_in(folder.path(), &["report", "t6.csv", "--profile", "p.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("p.toml:2:") && ran.stderr.contains("hai đơn vị"), "{}", ran.stderr);
}
