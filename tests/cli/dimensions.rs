//! Dimensions of the user's own: a column of the export to group and list by, but never personal data.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::common::{Ran, scratch, sipas_in};

/// Dossiers of three communes; so many that a file is read the fast way, or few.
fn export(rows: usize) -> String {
    let mut text =
        String::from("Mã hồ sơ,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Xã/phường,Họ và tên\n");
    for n in 0..rows {
        let day = n % 20 + 1;
        let commune = ["Đồng Đăng", "Hoàng Văn Thụ", "  Đồng  Đăng "][n % 3];
        let _ = writeln!(
            text,
            "H37.12-2506{day:02}-{n:06},{day:02}/06/2025,{day:02}/06/2025,{day:02}/06/2025,{commune},ZZ Người {n}"
        );
    }
    text
}

const JUNE: [&str; 6] = ["report", "t6.csv", "--period", "2025-06", "--format", "json"];
const COMMUNE: [&str; 2] = ["--dimension", "commune=Xã/phường"];

fn groups(ran: &Ran) -> Vec<(Value, u64)> {
    assert_eq!(ran.code, 0, "{ran:?}");
    let document = ran.json();
    let groups = document["groups"].as_array().unwrap().iter().skip(1);
    groups.map(|of| (of["key"].clone(), of["dossiers"]["received"].as_u64().unwrap())).collect()
}

#[test]
fn a_column_groups_and_is_listed_however_many_rows_there_are() {
    let folder = scratch();
    for rows in [30, 30_000] {
        fs::write(folder.path().join("t6.csv"), export(rows)).unwrap();
        let by = [&JUNE[..], &COMMUNE, &["--by", "commune"]].concat();
        let found = groups(&sipas_in(folder.path(), &by));
        let rows = rows as u64;
        let expected = [("Hoàng Văn Thụ", rows / 3), ("Đồng Đăng", rows / 3 * 2)];
        let expected = expected.map(|(name, n)| (serde_json::json!({ "commune": name }), n));
        assert_eq!(found, expected);
        // As a profile says it, beside another dimension, and in partial results.
        fs::write(folder.path().join("p.toml"), "[dimensions]\ncommune = [\"Phường\", \"Xã/phường\"]\n")
            .unwrap();
        let by = [&JUNE[..], &["--profile", "p.toml", "--by", "commune"]].concat();
        assert_eq!(groups(&sipas_in(folder.path(), &by)), expected);
    }
    let list = ["list", "t6.csv", "--which", "all", "--period", "2025-06", "--format", "json"];
    let list = sipas_in(folder.path(), &[&list[..], &COMMUNE].concat()).json();
    assert_eq!(list[1]["commune"], "Hoàng Văn Thụ");
    let part =
        ["report", "t6.csv", "--period", "2025-06", "--by", "commune,unit", "--partial", "-o", "1.sipas"];
    let ran = sipas_in(folder.path(), &[&part[..], &COMMUNE].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let merged = sipas_in(folder.path(), &["merge", "1.sipas", "--format", "json"]);
    assert_eq!(groups(&merged)[1].0, serde_json::json!({ "commune": "Đồng Đăng", "unit": "" }));
}

#[test]
fn a_dimension_that_no_export_has_is_refused() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), export(30)).unwrap();
    let said = |more: &[&str]| {
        let ran = sipas_in(folder.path(), &[&JUNE[..], more, &["--lang", "en"]].concat());
        (ran.code, ran.stderr)
    };
    let (code, unknown) = said(&["--by", "commune"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(unknown, @r#"error: --by: there is no dimension "commune"; there are unit, officer, field, procedure, channel, month; one of your own: --dimension commune="Header""#);
    let (code, known) = said(&["--by", "Commune"]);
    assert_eq!(code, 2);
    assert!(known.contains("possible values") || known.contains("unit"), "{known}");
    assert_eq!(said(&["--dimension", "unit=Xã/phường"]).0, 2);
    assert_eq!(said(&["--dimension", "commune"]).0, 2);
}

/// What an applicant is known by is no dimension, by whatever way it is asked for.
#[test]
fn personal_data_is_no_dimension() {
    let folder = scratch();
    fs::write(folder.path().join("t6.csv"), export(30)).unwrap();
    for (n, (profile, flags)) in [
        ("", &["--dimension", "who=Họ và tên"][..]),
        ("", &["--dimension", "who=HO VA TEN"]),
        ("[dimensions]\nwho = \"Họ và tên\"\n", &[]),
        ("[columns]\nunit = \"Họ và tên\"\n", &[]),
        ("[columns]\nfield = [\"Lĩnh vực\", \"Số điện thoại\"]\n", &[]),
    ]
    .into_iter()
    .enumerate()
    {
        fs::write(folder.path().join("p.toml"), profile).unwrap();
        let ran = sipas_in(folder.path(), &[&JUNE[..], &["--profile", "p.toml"], flags].concat());
        assert_eq!(ran.code, 2, "{n}: {ran:?}");
        assert!(ran.stderr.contains("dữ liệu cá nhân") && !ran.stderr.contains("ZZ"), "{n}: {}", ran.stderr);
    }
}

#[test]
fn a_list_with_dimensions_of_ones_own_is_no_export() {
    let folder = scratch();
    let exports = folder.path().join("exports");
    fs::create_dir(&exports).unwrap();
    fs::write(exports.join("t6.csv"), export(40)).unwrap();
    let report = ["report", "exports", "--period", "2025-06", "--format", "json"];
    let before = sipas_in(folder.path(), &report).json();
    for which in ["all", "due-soon"] {
        let list = ["list", "exports/t6.csv", "--which", which, "--period", "2025-06", "-o", "exports/z.csv"];
        assert_eq!(sipas_in(folder.path(), &[&list[..], &COMMUNE].concat()).code, 0);
        // As it is written, and as a spreadsheet saves it again.
        for separator in [",", ";"] {
            let text = fs::read_to_string(exports.join("z.csv")).unwrap().replace(',', separator);
            fs::write(exports.join("z.csv"), text).unwrap();
            let after = sipas_in(folder.path(), &report);
            assert_eq!(after.json(), before, "{which} {separator}");
            assert!(after.stderr.contains("kết quả của sipas: exports/z.csv"), "{}", after.stderr);
        }
    }
}
