//! Real data, which is no part of the project: `SIPAS_REAL_DATA` names a folder with `permits/permits.csv` (1,434
//! environmental permits of Dutch municipalities) and `boston311/requests.csv` (service requests of Boston).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{count, scratch, sipas, typed};

fn real(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SIPAS_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: SIPAS_REAL_DATA is not set");
    }
    folder.map(|folder| folder.join(file))
}

fn permits(export: &str, period: &str) -> Value {
    let how = typed("--profile ../profiles/permits.toml --by unit --format json");
    let ran = sipas(&[&["report", export, "--period", period][..], &how].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.json()
}

/// All rows are accepted without a warning, two with a note, and each counts in one bucket.
fn assert_accounts(report: &Value) {
    let input = &report["inputs"][0];
    let accounts =
        ["rows", "accepted", "rejected", "duplicates", "skipped"].map(|name| input[name].as_u64().unwrap());
    assert_eq!(accounts, [1434, 1434, 0, 0, 0]);
    let issues = serde_json::json!([{"code": "clock.order", "severity": "note", "count": 2}]);
    assert_eq!(input["issues"], issues);
    let concluded = ["early", "on_time", "late", "finished_unmeasurable", "withdrawn", "stopped"];
    let open = ["open_within_due", "open_overdue", "suspended", "open_unmeasurable"];
    for group in report["groups"].as_array().unwrap() {
        let of = |name: &&str| group["dossiers"][*name].as_u64().unwrap();
        let handled: u64 = concluded.iter().chain(&open).map(of).sum();
        assert_eq!(handled, of(&"received") + of(&"carried_in"));
    }
    let all = ["received", "carried_in", "not_accepted", "undated", "out_of_period"];
    assert_eq!(all.iter().map(|name| count(report, name)).sum::<u64>(), 1434);
}

#[test]
fn permits_of_2011_and_of_each_of_its_months() {
    let Some(export) = real("permits/permits.csv") else { return };
    let export = export.to_str().unwrap();
    let year = permits(export, "2011");
    assert_accounts(&year);
    let expected = [
        ("received", 1094),
        ("carried_in", 215),
        ("early", 825),
        ("on_time", 61),
        ("late", 278),
        ("open_within_due", 99),
        ("open_overdue", 46),
        ("out_of_period", 125),
    ];
    for (name, n) in expected {
        assert_eq!(count(&year, name), n, "{name}");
    }
    let days = &year["groups"][0]["indicators"]["processing_days"];
    assert!(days["mean"].is_f64() && days["working_mean"].is_null(), "{days}");
    assert_eq!(days["reason"], "calendar incomplete for 2010");

    // What ends in a month ends in the year, and in one month only.
    let concluded =
        |report: &Value| -> u64 { ["early", "on_time", "late"].map(|name| count(report, name)).iter().sum() };
    let mut ended = 0;
    for month in 1..=12 {
        let report = permits(export, &format!("2011-{month:02}"));
        assert_accounts(&report);
        ended += concluded(&report);
    }
    assert_eq!(ended, concluded(&year));
}

#[test]
fn requests_of_boston_are_judged_as_the_city_judged_them() {
    let Some(export) = real("boston311/requests.csv") else { return };
    let verdicts = verdicts(&export);
    let export = export.to_str().unwrap();
    let list = |precision: &str| {
        let how = typed("--profile ../profiles/boston311.toml --period 2015-01-01..2016-01-13 --format json");
        let which = ["--which", "early,on_time,late", "--precision", precision];
        sipas(&[&["list", export][..], &how, &which].concat()).json()
    };
    let counted = |list: &Value| {
        let rows = list.as_array().unwrap();
        let in_time = rows.iter().filter(|row| row["bucket"] != "late").count();
        let city = |row: &Value| verdicts[row["code"].as_str().unwrap()].clone();
        let same = |row: &&Value| city(row) == if row["bucket"] == "late" { "OVERDUE" } else { "ONTIME" };
        let blank = rows.iter().filter(|row| city(row).is_empty()).count();
        (rows.len(), in_time, rows.iter().filter(same).count(), blank)
    };
    // Closed with a target: 1,955. The city left four of them blank (and one more); all others agree by the instant.
    assert_eq!(counted(&list("instant")), (1955, 1457, 1951, 4));
    assert_eq!(verdicts.values().filter(|verdict| verdict.is_empty()).count(), 5);
    let (all, in_time, ..) = counted(&list("day"));
    assert_eq!((all, in_time), (1955, 1498));
}

/// The city's own verdict of each request.
fn verdicts(export: &Path) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(export).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (code, verdict) = (at("case_enquiry_id"), at("ontime"));
    reader.records().map(Result::unwrap).map(|row| (row[code].to_owned(), row[verdict].to_owned())).collect()
}

/// A profile by which a table of three columns or more is read as dossiers: its first columns are those that are needed.
fn profile_of(table: &Path) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(table).ok()?;
    // No profile may name a column of applicants' addresses or telephones.
    let personal = ["address", "Contact Phone Number"];
    let headers = reader.headers().ok()?.iter().filter(|header| !personal.contains(header));
    let headers: Vec<String> = headers.map(|header| format!("{header:?}")).collect();
    let [code, received_at, unit, ..] = headers.as_slice() else { return None };
    let columns = format!("[columns]\ncode = {code}\nreceived_at = {received_at}\nunit = {unit}\n");
    Some(format!("code_shape = \"any\"\n{columns}"))
}

/// The folders whose files are as their publishers wrote them.
const FOLDERS: [&str; 4] = ["permits", "boston311", "csv-spectrum", "vn"];

/// Whatever stands in a folder of real data ends as documented, read as an export of any kind, and every row of it is
/// told of where a profile makes it one.
#[test]
fn every_file_of_real_data_runs_to_its_end() {
    let Some(folder) = real(".") else { return };
    let mut folders: Vec<_> = FOLDERS.iter().map(|name| folder.join(name)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let here = scratch();
    let own = here.path().join("own.toml");
    let (mut ends, mut rows) = (BTreeMap::new(), 0);
    for file in files {
        let export = file.to_str().unwrap();
        let mut end = |kind: &[&str]| {
            let report = ["report", "--period", "2015", "--format", "json"];
            let ran = sipas(&[&report[..], kind, &[export]].concat());
            assert!(matches!(ran.code, 0 | 2 | 3), "{export}: {}", ran.stderr);
            assert!(ran.code != 2 || ran.stderr.contains(export), "{}", ran.stderr);
            *ends.entry(ran.code).or_insert(0) += 1;
            ran
        };
        for kind in [&[][..], &["--pakn"], &["--procedures"], &["--survey"]] {
            end(kind);
        }
        if let Some(profile) = profile_of(&file) {
            std::fs::write(&own, &profile).unwrap();
            let mut ran = end(&["--profile", own.to_str().unwrap()]);
            // Dates with the month first refuse a file, until its profile tells of them.
            if ran.code == 2 {
                let dates = "[dates]\nformats = [\"%m/%d/%Y %I:%M:%S %p\"]\n";
                std::fs::write(&own, profile + dates).unwrap();
                ran = end(&["--profile", own.to_str().unwrap()]);
            }
            if ran.code == 2 {
                continue;
            }
            let report = ran.json();
            let input = &report["inputs"][0];
            let of = |name: &str| input[name].as_u64().unwrap();
            assert_eq!(
                of("rows"),
                of("accepted") + of("rejected") + of("duplicates") + of("skipped"),
                "{input}"
            );
            rows += of("rows");
        }
    }
    println!("{rows} rows; runs by exit code: {ends:?}");
    assert!(rows > 4000 && ends.get(&0).is_some_and(|n| *n >= 6), "{rows} rows, {ends:?}");
}
