//! Plans of one's own: targets for some groups, on the baseline, in days, from elsewhere, by a day.

mod figures;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::common::{Ran, data, formats, scratch, sipas, sipas_in, typed};
use crate::workbooks::sheets;

/// What provinces set.
const PROVINCE: &str = r#"
id = "tinh-2025"
title = "Mục tiêu của tỉnh"

[areas.I]
title = "Tiếp cận dịch vụ"
lead = "Văn phòng"
timing = "continuous"
[areas.IV]
title = "Kết quả dịch vụ"
lead = "Các phòng"
timing = "continuous"

[[unmeasured]]
areas = ["IV"]
text = "Công khai, minh bạch"

[[targets]]
id = "IV.1"
tier = "commitment"
task = "Trên 98% hồ sơ trả đúng hạn"
indicator = "on_time_return_rate"
comparator = ">"
threshold = "98/100"

[[targets]]
id = "IV.2"
tier = "commitment"
task = "Đất đai, đầu tư, xây dựng trên 85%"
indicator = "on_time_return_rate"
where = { field = ["đất đai", "Đầu tư", "Xây dựng"] }
comparator = ">"
threshold = "85/100"
deadline = "2025-12-31"

[[targets]]
id = "IV.3"
tier = "commitment"
task = "Cắt giảm 50% thời gian giải quyết"
indicator = "processing_days"
statistic = "mean"
comparator = "<="
factor = "1/2"

[[targets]]
id = "IV.4"
tier = "expected_result"
task = "Nửa số hồ sơ xong trong 3 ngày làm việc"
indicator = "processing_days"
statistic = "working_median"
comparator = "<="
threshold = "3"

[[targets]]
id = "IV.5"
tier = "commitment"
task = "100% hồ sơ trễ hạn có văn bản xin lỗi"
indicator = "apology_coverage_rate"
comparator = "="
threshold = "1"

[[targets]]
id = "IV.6"
tier = "expected_result"
task = "Mức độ hài lòng đạt 95% trở lên"
indicator = "satisfaction"
comparator = ">="
threshold = "95/100"

[[targets]]
id = "I.1"
tier = "commitment"
task = "Thanh toán trực tuyến từ 60%"
indicator = "online_payment_rate"
comparator = ">="
threshold = "60/100"

[[targets]]
id = "I.2"
tier = "commitment"
task = "Số hóa từ 80%"
indicator = "digitised_rate"
comparator = ">="
threshold = "80/100"

[[targets]]
id = "I.3"
tier = "expected_result"
task = "SIPAS từ 86 điểm"
external = { name = "SIPAS", unit = "điểm", value = "87,65", source = "Quyết định công bố năm 2025" }
comparator = ">="
threshold = "86"

[[targets]]
id = "I.4"
tier = "expected_result"
task = "PAR INDEX trong 10 tỉnh đầu"
external = { name = "Thứ hạng PAR INDEX" }
comparator = "<="
threshold = "10"
"#;

const FIELDS: [&str; 4] = ["Đất đai", "ĐẤT ĐAI", "Hộ tịch", "Xây dựng"];

/// Dossiers of two months and two units, by turns of four fields: in the second month they take half the days, and some of land
/// and construction are late.
fn export(rows: usize) -> String {
    let mut text = String::from(
        "Mã hồ sơ,Lĩnh vực,Đơn vị xử lý,Xã/phường,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Phiếu xin lỗi,Thanh toán trực tuyến,Đã số hóa\n",
    );
    for n in 0..rows {
        let (month, field, day) = ([5, 6][n % 2], FIELDS[n / 2 % 4], n / 8 % 10 + 2);
        let late = field != "Hộ tịch" && n % 16 < 8 && month == 6;
        let end = day + if month == 5 { 8 } else { 4 };
        let due = if late { end - 1 } else { end };
        let _ = writeln!(
            text,
            "H37.12-250{month}{day:02}-{n:06},{field},Phòng {},Xã {},{day:02}/{month:02}/2025,{due:02}/{month:02}/2025,{end:02}/{month:02}/2025,{},{},x",
            n / 3 % 2,
            n / 5 % 3,
            if late { "x" } else { "" },
            if n % 3 == 0 { "x" } else { "" },
        );
    }
    text
}

fn office(rows: usize) -> tempfile::TempDir {
    let folder = scratch();
    fs::write(folder.path().join("t.csv"), export(rows)).unwrap();
    fs::write(folder.path().join("tinh.toml"), PROVINCE).unwrap();
    folder
}

const JUNE: &str = "report t.csv --period 2025-06 --baseline 2025-05 --plan tinh.toml";

fn run(folder: &Path, more: &str) -> Ran {
    sipas_in(folder, &typed(&format!("{JUNE} {more}")))
}

/// The rows of the scorecard on the whole, or of one group: id, figure, verdict.
fn scores(document: &Value, key: &Value) -> Vec<String> {
    let rows = document["scorecard"].as_array().unwrap().iter().filter(|row| row["key"] == *key);
    rows.map(|row| {
        let figure = format!("{}/{}", row["numerator"], row["denominator"]);
        format!("{} {figure} {}", row["id"].as_str().unwrap(), row["verdict"].as_str().unwrap())
    })
    .collect()
}

#[test]
fn each_target_is_explained_in_a_sentence() {
    let folder = office(8);
    let said = |lang: &str| sipas_in(folder.path(), &["plan", "check", "tinh.toml", "--lang", lang]).shown();
    assert_snapshot!(said("vi"), @"
    exit 0
    --- stdout
    tinh-2025: 10 mục tiêu, hợp lệ
    IV.1 (cam kết): Tỷ lệ trả kết quả đúng hạn phải trên 98%.
    IV.2 (cam kết): Tỷ lệ trả kết quả đúng hạn (Lĩnh vực: đất đai, Đầu tư, Xây dựng) phải trên 85%, đến hết 31/12/2025.
    IV.3 (cam kết): Thời gian giải quyết (ngày), trung bình phải không quá 50% của kỳ so sánh.
    IV.4 (phấn đấu): Thời gian giải quyết (ngày), trung vị, ngày làm việc phải không quá 3 ngày.
    IV.5 (cam kết): Tỷ lệ có phiếu xin lỗi khi trễ hạn phải bằng 100%.
    IV.6 (phấn đấu): Tỷ lệ hài lòng phải từ 95%.
    I.1 (cam kết): Tỷ lệ thanh toán trực tuyến phải từ 60%.
    I.2 (cam kết): Tỷ lệ hồ sơ được số hóa phải từ 80%.
    I.3 (phấn đấu): SIPAS, số liệu công bố bên ngoài phải từ 86 điểm; hiện có 87,65 điểm (Quyết định công bố năm 2025).
    I.4 (phấn đấu): Thứ hạng PAR INDEX, số liệu công bố bên ngoài phải không quá 10; chưa đo.
    Chưa có số liệu để đo (IV): Công khai, minh bạch.
    --- stderr
    ");
    assert_snapshot!(said("en"), @"
    exit 0
    --- stdout
    tinh-2025: 10 targets, valid
    IV.1 (commitment): On-time return rate must be above 98%.
    IV.2 (commitment): On-time return rate (Field: đất đai, Đầu tư, Xây dựng) must be above 85%, by the end of 2025-12-31.
    IV.3 (commitment): Processing days, mean must be at most 50% of the baseline.
    IV.4 (expected): Processing days, median, working days must be at most 3 days.
    IV.5 (commitment): Apology coverage rate must be equal to 100%.
    IV.6 (expected): Satisfaction must be at least 95%.
    I.1 (commitment): Online payment rate must be at least 60%.
    I.2 (commitment): Digitised rate must be at least 80%.
    I.3 (expected): SIPAS, published elsewhere must be at least 86 điểm; given: 87.65 điểm (Quyết định công bố năm 2025).
    I.4 (expected): Thứ hạng PAR INDEX, published elsewhere must be at most 10; not measured yet.
    No figure tells (IV): Công khai, minh bạch.
    --- stderr
    ");
    assert_snapshot!(sipas(&["plan", "check", "nghi-quyet-01-2026"]).stdout, @"
    nghi-quyet-01-2026: 7 mục tiêu, hợp lệ
    I.1 (cam kết): Tỷ lệ hồ sơ trực tuyến toàn trình phải từ 80%, đến hết 31/12/2026.
    I.2 (cam kết): Tỷ lệ hồ sơ nộp trực tuyến phải từ 80%, đến hết 31/12/2026.
    I.3 (cam kết): Tỷ lệ thanh toán trực tuyến phải từ 60%, đến hết 31/12/2026.
    IV.1 (cam kết): Tỷ lệ hồ sơ được số hóa phải từ 90%, đến hết 31/12/2026.
    IV.2 (cam kết): Tỷ lệ kết quả được đồng bộ, số liệu công bố bên ngoài phải bằng 100 %, đến hết 31/12/2026; chưa đo.
    IV.3 (cam kết): SIPAS, số liệu công bố bên ngoài phải từ 86 điểm, đến hết 31/12/2026; chưa đo.
    IV.4 (cam kết): PAR INDEX, số liệu công bố bên ngoài phải từ 88,87 điểm, đến hết 31/12/2026; chưa đo.
    ");
}

#[test]
fn what_provinces_set_is_judged() {
    let folder = office(320);
    let document = run(folder.path(), "--format json").json();
    assert_snapshot!(scores(&document, &json!({})).join("\n"), @"
    IV.1 100/160 missed
    IV.2 60/120 missed
    IV.3 640/160 met
    IV.4 6/2 met
    IV.5 60/60 met
    IV.6 null/null not_measurable
    I.1 53/53 met
    I.2 160/160 met
    I.3 8765/100 met
    I.4 null/null not_measurable
    ");
    let row = |id: &str| {
        document["scorecard"].as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone()
    };
    assert_eq!(row("IV.2")["where"], json!({"field": ["đất đai", "Đầu tư", "Xây dựng"]}));
    assert_eq!((&row("IV.2")["deadline"], &row("IV.2")["due"]), (&json!("2025-12-31"), &json!(false)));
    assert_eq!((&row("IV.3")["factor"], &row("IV.3")["statistic"]), (&json!("1/2"), &json!("mean")));
    assert_eq!(row("I.3")["external"]["name"], "SIPAS");
    assert_eq!(row("I.4")["reason"], "not_given");
    // Keys that only such targets have.
    assert_eq!(row("IV.1").get("where"), None);
}

#[test]
fn every_format_shows_every_target() {
    let folder = office(320);
    for format in formats() {
        let file = format!("r.{format}");
        let ran = run(folder.path(), &format!("--by unit --format {format} -o {file}"));
        assert_eq!(ran.code, 0, "{format}: {}", ran.stderr);
        let bytes = fs::read(folder.path().join(&file)).unwrap();
        let text = match format {
            "xlsx" => format!("{:?}", sheets(&bytes)),
            // Its parts are stored as they are.
            "docx" => String::from_utf8_lossy(&bytes).into_owned(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        for id in ["IV.1", "IV.2", "IV.3", "IV.4", "IV.5", "IV.6", "I.1", "I.2", "I.3", "I.4"] {
            assert!(text.contains(id), "{format} has no {id}");
        }
    }
    let table = run(folder.path(), "--format markdown").stdout;
    let rows = table.lines().filter(|line| line.contains("cam kết |") || line.contains("phấn đấu |"));
    assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @"
    | I.1 | cam kết | Thanh toán trực tuyến từ 60% | ≥ 60% | 100,00% | ✔ đạt |
    | I.2 | cam kết | Số hóa từ 80% | ≥ 80% | 100,00% | ✔ đạt |
    | I.3 | phấn đấu | SIPAS từ 86 điểm | ≥ 86 điểm (SIPAS, số liệu công bố bên ngoài) | 87,65 | ✔ đạt |
    | I.4 | phấn đấu | PAR INDEX trong 10 tỉnh đầu | ≤ 10 (Thứ hạng PAR INDEX, số liệu công bố bên ngoài) |  | – không đo được |
    | IV.1 | cam kết | Trên 98% hồ sơ trả đúng hạn | > 98% | 62,50% | ✘ không đạt |
    | IV.2 | cam kết | Đất đai, đầu tư, xây dựng trên 85% | > 85% (Lĩnh vực: đất đai, Đầu tư, Xây dựng; đến hết 31/12/2025) | 50,00% | ✘ không đạt, chưa đến hạn |
    | IV.3 | cam kết | Cắt giảm 50% thời gian giải quyết | ≤ 50% kỳ so sánh (trung bình) (từ 8,00 ngày) | 4,00 | ✔ đạt |
    | IV.4 | phấn đấu | Nửa số hồ sơ xong trong 3 ngày làm việc | ≤ 3 ngày (trung vị, ngày làm việc) | 3,00 | ✔ đạt |
    | IV.5 | cam kết | 100% hồ sơ trễ hạn có văn bản xin lỗi | = 100% | 100,00% | ✔ đạt |
    | IV.6 | phấn đấu | Mức độ hài lòng đạt 95% trở lên | ≥ 95% |  | – không đo được |
    ");
}

/// However rows are read and counted: all at once, fast, as they come, part by part, in a batch.
#[test]
fn a_target_for_some_groups_has_one_figure_at_every_door() {
    for rows in [320, 24_000] {
        let folder = office(rows);
        let json = |line: &str| sipas_in(folder.path(), &typed(line)).json();
        let whole = json(&format!("{JUNE} --format json"));
        let land = scores(&whole, &json!({})).into_iter().find(|row| row.starts_with("IV.2")).unwrap();
        let expected = (0..rows).filter(|n| n % 2 == 1 && FIELDS[n / 2 % 4] != "Hộ tịch").count();
        assert!(land.contains(&format!("/{expected} ")), "{land}");
        // By units: the groups add up to the whole.
        let by_unit = json(&format!("{JUNE} --by unit --format json"));
        let add = |unit: &str| {
            let rows = by_unit["scorecard"].as_array().unwrap().iter();
            let row = rows.filter(|row| row["key"]["unit"] == unit).find(|row| row["id"] == "IV.2").unwrap();
            row["denominator"].as_u64().unwrap()
        };
        assert_eq!(add("Phòng 0") + add("Phòng 1"), expected as u64);
        assert_eq!(scores(&by_unit, &json!({})), scores(&whole, &json!({})));
        let unique = json(&format!("{JUNE} --by unit --assume-unique --format json"));
        assert_eq!(unique["scorecard"], by_unit["scorecard"]);
        // Part by part, where the parts tell the groups apart.
        let part = "report t.csv --period 2025-06 --baseline 2025-05 --partial";
        for n in [1, 2] {
            let ran =
                sipas_in(folder.path(), &typed(&format!("{part} --by unit,field --part {n}/2 -o {n}.sipas")));
            assert_eq!(ran.code, 0, "{}", ran.stderr);
        }
        let merged = json("merge 1.sipas 2.sipas --plan tinh.toml --format json");
        assert_eq!(scores(&merged, &json!({})), scores(&whole, &json!({})));
        let ran = sipas_in(folder.path(), &typed(&format!("{part} --by unit -o blind.sipas")));
        assert_eq!(ran.code, 0);
        let blind = sipas_in(folder.path(), &typed("merge blind.sipas --plan tinh.toml --lang en"));
        assert_eq!((blind.code, blind.stdout.as_str()), (2, ""));
        assert!(blind.stderr.contains("make them with --by field"), "{}", blind.stderr);
        let batch = "exports = [\"t.csv\"]\nperiod = \"2025-06\"\nbaseline = \"2025-05\"\nplan = \"tinh.toml\"\n\
                     [[outputs]]\npath = \"b.json\"\n";
        fs::write(folder.path().join("thang.toml"), batch).unwrap();
        let ran = sipas_in(folder.path(), &["batch", "thang.toml"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let made: Value = serde_json::from_slice(&fs::read(folder.path().join("b.json")).unwrap()).unwrap();
        assert_eq!(made["scorecard"], whole["scorecard"]);
    }
}

#[test]
fn a_column_of_ones_own_is_named_or_refused() {
    let folder = office(320);
    let plan = PROVINCE.replace(
        "where = { field = [\"đất đai\", \"Đầu tư\", \"Xây dựng\"] }",
        "where = { commune = \"Xã 1\" }",
    );
    fs::write(folder.path().join("tinh.toml"), plan).unwrap();
    let ran = run(folder.path(), "--lang en");
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_snapshot!(ran.stderr.lines().last().unwrap(), @r#"error: target IV.2 is for some groups of commune, which no export has: say which column it is, as in --dimension commune="Header""#);
    for more in [&[][..], &["--assume-unique"]] {
        let args =
            [&typed(JUNE)[..], &["--dimension", "commune=Xã/phường", "--format", "json"], more].concat();
        let ran = sipas_in(folder.path(), &args);
        let scores = scores(&ran.json(), &json!({}));
        let expected = (0..320).filter(|n| n % 2 == 1 && n / 5 % 3 == 1).count();
        assert!(scores[1].contains(&format!("/{expected} ")), "{scores:?}");
    }
}

#[test]
fn a_check_trips_on_what_is_due() {
    let folder = office(320);
    let plan = PROVINCE
        .split("[[targets]]")
        .filter(|part| !part.contains("id = \"IV.1\"") && !part.contains("id = \"I.1\""));
    fs::write(folder.path().join("tinh.toml"), plan.collect::<Vec<_>>().join("[[targets]]")).unwrap();
    let ran = run(folder.path(), "--check --lang en");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_snapshot!(ran.stderr, @"note: commitment IV.2 not met yet, due by the end of 2025-12-31: On-time return rate 60/120");
    let due =
        fs::read_to_string(folder.path().join("tinh.toml")).unwrap().replace("2025-12-31", "2025-06-30");
    fs::write(folder.path().join("tinh.toml"), due).unwrap();
    let ran = run(folder.path(), "--check --lang en");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
}

#[test]
fn a_group_that_nobody_has_is_no_data() {
    let folder = office(320);
    let plan = PROVINCE.replace("[\"đất đai\", \"Đầu tư\", \"Xây dựng\"]", "\"Khoáng sản\"");
    fs::write(folder.path().join("tinh.toml"), plan).unwrap();
    let document = run(folder.path(), "--format json").json();
    let row = document["scorecard"].as_array().unwrap().iter().find(|row| row["id"] == "IV.2").unwrap();
    assert_eq!((&row["verdict"], &row["reason"]), (&json!("no_data"), &json!("no_such_group")));
}
