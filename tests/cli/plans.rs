//! Plans of one's own: targets for some groups, on the baseline, in days, from elsewhere, by a day.

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

/// Indicators of one's own, and a target on one of them.
const OWN: &str = r#"
id = "own"
[areas.IV]
title = "Kết quả"
lead = "Văn phòng"
timing = "continuous"

[[indicators]]
name = "debt_rate"
title = "Tỷ lệ hồ sơ nợ"
num = "late + open_overdue"
den = "received + carried_in"

[[indicators]]
name = "came_online"
num = "channels.online"

[[indicators]]
name = "withdrawn_late"
num = "withdrawn - withdrawn"
den = "stopped_late - stopped_late"

[[targets]]
id = "IV.1"
tier = "commitment"
task = "Hồ sơ nợ dưới 2%"
indicator = "debt_rate"
comparator = "<"
threshold = "2/100"
"#;

#[test]
fn a_plan_has_indicators_of_its_own_in_every_group_and_format() {
    let folder = scratch();
    let plan = folder.path().join("own.toml");
    fs::write(&plan, OWN).unwrap();
    let plan = plan.to_str().unwrap();
    let report = |more: &[&str]| {
        let ran = sipas(&[&["report", "dossiers", "--period", "2025-Q2", "--plan", plan], more].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran
    };
    let json = report(&["--by", "unit", "--format", "json"]).json();
    let mut sums = [0, 0];
    for group in json["groups"].as_array().unwrap() {
        let (counts, own) = (&group["dossiers"], &group["indicators"]["debt_rate"]);
        let count = |name: &str| counts[name].as_u64().unwrap();
        let pair = [count("late") + count("open_overdue"), count("received") + count("carried_in")];
        assert_eq!([&own["numerator"], &own["denominator"]].map(|n| n.as_u64().unwrap()), pair);
        assert!(own["interval"][0].as_f64().unwrap() <= own["value"].as_f64().unwrap());
        assert_eq!(group["indicators"]["came_online"]["value"], counts["channels"]["online"]);
        assert_eq!(group["indicators"]["withdrawn_late"]["status"], "no_data");
        if !group["key"].as_object().unwrap().is_empty() {
            sums[0] += pair[0];
            sums[1] += pair[1];
        }
    }
    let whole = &json["groups"][0]["indicators"]["debt_rate"];
    assert_eq!([&whole["numerator"], &whole["denominator"]], [&json!(sums[0]), &json!(sums[1])]);
    let score = &json["scorecard"][0];
    assert_eq!((&score["indicator"], &score["verdict"]), (&json!("debt_rate"), &json!("met")));
    for format in ["table", "csv", "markdown", "html"] {
        let shown = report(&["--format", format]).stdout;
        assert!(shown.contains("Tỷ lệ hồ sơ nợ"), "{format}");
    }
    let checked = sipas(&["plan", "check", plan]).stdout;
    assert!(
        checked.contains("Tỷ lệ hồ sơ nợ (debt_rate): (late + open_overdue) / (received + carried_in)"),
        "{checked}"
    );
    // Without a column of deadlines nobody knows what is late.
    let bare = folder.path().join("bare.csv");
    fs::write(&bare, "Mã hồ sơ,Ngày tiếp nhận,Ngày kết thúc xử lý\nHS-1,02/06/2025,03/06/2025\n").unwrap();
    let args = ["report", bare.to_str().unwrap(), "--period", "2025-06", "--plan", plan, "--format", "json"];
    let json = sipas(&args).json();
    assert_eq!(json["groups"][0]["indicators"]["debt_rate"]["status"], "not_measurable");
    assert_eq!(json["scorecard"][0]["verdict"], "not_measurable");
    fs::write(plan, OWN.replace("open_overdue", "open_overdu")).unwrap();
    let refused = sipas(&["plan", "check", plan]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("[[indicators]] debt_rate: \"late + open_overdu\": không có số đếm"),
        "{}",
        refused.stderr
    );
}

/// What is measured elsewhere is given beside its plan, on every way to a report.
#[test]
fn figures_from_elsewhere_are_given_beside_the_plan() {
    let folder = scratch();
    let at = folder.path();
    let sample = data("samples/dossiers/ho-so-thang-6.csv");
    let base = ["report", sample.to_str().unwrap(), "--plan", "nghi-quyet-01-2026", "--period", "2025-06"];
    let verdict = |more: &[&str], lang: &str| {
        let ran = sipas_in(at, &[&base[..], &["--format", "json", "--lang", lang], more].concat());
        let of = |ran: &Ran| {
            let report = ran.json();
            let row = report["scorecard"].as_array().unwrap().iter().find(|row| row["id"] == "IV.3").unwrap();
            (row["verdict"].as_str().unwrap().to_owned(), row["numerator"].as_u64())
        };
        (ran.code, if ran.code == 0 { of(&ran) } else { (ran.stderr.clone(), None) })
    };
    assert_eq!(verdict(&[], "en").1, ("not_measurable".to_owned(), None));
    assert_eq!(verdict(&["--external", "IV.3=87,65"], "en").1, ("met".to_owned(), Some(8765)));
    assert_eq!(verdict(&["--external", "IV.3=85.9"], "en").1, ("missed".to_owned(), Some(859)));
    fs::write(at.join("so-lieu.csv"), "Mã;Giá trị\nIV.3;87.65\nIV.4;\n").unwrap();
    assert_eq!(verdict(&["--external", "so-lieu.csv"], "en").1, ("met".to_owned(), Some(8765)));
    // What it is read from is not written over.
    let (code, (said, _)) = verdict(&["--external", "so-lieu.csv", "-o", "so-lieu.csv"], "en");
    assert!(code == 2 && said.contains("so-lieu.csv"), "{said}");
    let (code, (said, _)) = verdict(&["--external", "I.1=3"], "en");
    assert_eq!(code, 2);
    insta::assert_snapshot!(said, @r#"error: "I.1" is none of the plan's targets that are measured elsewhere; there are: IV.2, IV.3, IV.4"#);
    let (code, (said, _)) = verdict(&["--external", "IV.3=tám"], "vi");
    assert!(code == 2 && said.contains("IV.3") && said.contains("tám"), "{said}");

    let part = [&base[..], &["--partial", "-o", "1.sipas"]].concat();
    assert_eq!(sipas_in(at, &part).code, 0);
    let merge =
        ["merge", "1.sipas", "--plan", "nghi-quyet-01-2026", "--external", "IV.3=87.65", "--format", "json"];
    let merged = sipas_in(at, &merge).json();
    assert!(
        merged["scorecard"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == "IV.3" && row["verdict"] == "met")
    );

    fs::copy(&sample, at.join("t6.csv")).unwrap();
    let job = "exports = [\"t6.csv\"]\nperiod = \"2025-06\"\nplan = \"nghi-quyet-01-2026\"\n[external]\n\"IV.3\" = \"87.65\"\n\
               [clock]\npakn_days = 10\n[[outputs]]\npath = \"r.json\"\n";
    fs::write(at.join("job.toml"), job).unwrap();
    let ran = sipas_in(at, &["batch", "job.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(at.join("r.json")).unwrap()).unwrap();
    assert!(
        report["scorecard"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == "IV.3" && row["verdict"] == "met")
    );
}

/// A petition whose export has no deadline is given as many working days as the setting says, and the run its moment.
#[test]
fn days_of_petitions_and_the_moment_of_the_run_are_settings() {
    let folder = scratch();
    let at = folder.path();
    let petitions = "Mã PAKN,Ngày gửi,Ngày xử lý,Trạng thái\nPA-1,02/06/2025,20/06/2025,Đã xử lý\n";
    fs::write(at.join("pakn.csv"), petitions).unwrap();
    let timely = |more: &[&str]| {
        let base = ["report", "--pakn", "pakn.csv", "--period", "2025-06", "--format", "json"];
        let report = sipas_in(at, &[&base[..], more].concat()).json();
        let rate = &report["groups"][0]["indicators"]["pakn_timely_rate"];
        [&rate["numerator"], &rate["denominator"]].map(|n| n.as_u64().unwrap())
    };
    // 2 June and fourteen working days are 20 June.
    assert_eq!(
        [timely(&[]), timely(&["--pakn-days", "14"]), timely(&["--pakn-days", "13"])],
        [[1, 1], [1, 1], [0, 1]]
    );

    let as_of = |more: &[&str]| {
        let base = ["report", "--pakn", "pakn.csv", "--period", "2025-06", "--format", "json"];
        sipas_in(at, &[&base[..], more].concat()).json()["as_of"].as_str().unwrap().to_owned()
    };
    assert_eq!(as_of(&["--now", "2025-06-10"]), "2025-06-10T00:00:00");
    assert_eq!(as_of(&["--now", "2025-07-10"]), "2025-07-01T00:00:00");
    let ran = sipas_in(at, &["report", "--pakn", "pakn.csv", "--now", "mai", "--lang", "en"]);
    assert_eq!((ran.code, ran.stderr.contains("--now: expected a moment")), (2, true), "{}", ran.stderr);
}
