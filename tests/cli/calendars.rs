//! The working calendar, and plans.

use insta::assert_snapshot;

use crate::common::{scratch, sipas, sipas_in};

#[test]
fn a_year() {
    assert_snapshot!(sipas(&["calendar", "--year", "2025"]).stdout, @r#"
    Lịch làm việc 01/01/2025–31/12/2025: 250 ngày làm việc; giờ làm việc 07:00-11:30,13:30-17:00

    Ngày        Thứ      Loại           Dịp                        Tạm tính  Nguồn
    ──────────  ───────  ─────────────  ─────────────────────────  ────────  ───────────────────────────────────────
    01/01/2025  thứ Tư   nghỉ lễ, tết   Tết Dương lịch                       Bộ luật Lao động 2019, điều 112
    27/01/2025  thứ Hai  nghỉ lễ, tết   Tết Ất Tỵ                            Công văn 8726/VPCP-KGVX ngày 26/11/2024
    28/01/2025  thứ Ba   nghỉ lễ, tết   Tết Ất Tỵ                            Công văn 8726/VPCP-KGVX ngày 26/11/2024
    29/01/2025  thứ Tư   nghỉ lễ, tết   Tết Ất Tỵ                            Công văn 8726/VPCP-KGVX ngày 26/11/2024
    30/01/2025  thứ Năm  nghỉ lễ, tết   Tết Ất Tỵ                            Công văn 8726/VPCP-KGVX ngày 26/11/2024
    31/01/2025  thứ Sáu  nghỉ lễ, tết   Tết Ất Tỵ                            Công văn 8726/VPCP-KGVX ngày 26/11/2024
    07/04/2025  thứ Hai  nghỉ lễ, tết   Giỗ Tổ Hùng Vương                    Bộ luật Lao động 2019, điều 112
    26/04/2025  thứ Bảy  làm bù         Làm bù cho thứ Sáu 2/5               Công văn 8726/VPCP-KGVX ngày 26/11/2024
    30/04/2025  thứ Tư   nghỉ lễ, tết   Ngày Chiến thắng                     Bộ luật Lao động 2019, điều 112
    01/05/2025  thứ Năm  nghỉ lễ, tết   Quốc tế Lao động                     Bộ luật Lao động 2019, điều 112
    02/05/2025  thứ Sáu  nghỉ hoán đổi  Hoán đổi với thứ Bảy 26/4            Công văn 8726/VPCP-KGVX ngày 26/11/2024
    01/09/2025  thứ Hai  nghỉ lễ, tết   Quốc khánh                           Công văn 8726/VPCP-KGVX ngày 26/11/2024
    02/09/2025  thứ Ba   nghỉ lễ, tết   Quốc khánh                           Công văn 8726/VPCP-KGVX ngày 26/11/2024
    "#);
}

#[test]
fn days_are_added_and_counted() {
    let said = [
        &["calendar", "--add-days", "1", "--from", "06/06/2025"][..],
        &["calendar", "--add-days", "5", "--from", "2025-04-28", "--lang", "en"],
        &["calendar", "--between", "2025-04-25", "2025-05-05", "--format", "json"],
        &["calendar", "--between", "2026-11-20", "2026-11-27"],
    ]
    .map(|args| format!("$ {}\n{}", args.join(" "), sipas(args).stdout));
    assert_snapshot!(said.join("\n"), @r#"
    $ calendar --add-days 1 --from 06/06/2025
    Từ ngày     Ngày làm việc  Đến ngày    Thứ      Dựa vào ngày tạm tính
    ──────────  ─────────────  ──────────  ───────  ─────────────────────
    06/06/2025              1  09/06/2025  thứ Hai

    $ calendar --add-days 5 --from 2025-04-28 --lang en
    From        Working days  Day         Weekday   Leans on a provisional day
    ──────────  ────────────  ──────────  ────────  ──────────────────────────
    2025-04-28             5  2025-05-08  Thursday

    $ calendar --between 2025-04-25 2025-05-05 --format json
    [
      {"after":"2025-04-25","to":"2025-05-05","working_days":4,"calendar_days":10,"provisional":null}
    ]

    $ calendar --between 2026-11-20 2026-11-27
    Sau ngày    Đến hết ngày  Ngày làm việc  Ngày lịch  Dựa vào ngày tạm tính
    ──────────  ────────────  ─────────────  ─────────  ─────────────────────
    20/11/2026  27/11/2026                4          7
    "#);
}

#[test]
fn days_of_ones_own_replace_those_of_the_table() {
    let folder = scratch();
    let days = "date,kind,name,source,provisional\n2025-06-09,holiday,Ngày truyền thống,,provisional\n2028-01-03,holiday,Tết Dương lịch\ncomplete = 2028\n";
    std::fs::write(folder.path().join("days.csv"), days).unwrap();
    let args =
        ["calendar", "--add-days", "1", "--from", "2025-06-06", "--format", "json", "--calendar", "days.csv"];
    let added = sipas_in(folder.path(), &args).json();
    assert_eq!((&added[0]["date"], &added[0]["provisional"]), (&"2025-06-10".into(), &"2025-06-09".into()));
    let args = ["calendar", "--year", "2028", "--format", "json", "--calendar", "days.csv"];
    assert_eq!(sipas_in(folder.path(), &args).json()[0]["name"], "Tết Dương lịch");
}

/// One row of a year says nothing of its Tết.
#[test]
fn a_year_is_covered_once_its_table_is_complete() {
    let folder = scratch();
    let row = "date,kind,name\n2028-01-03,holiday,Tết Dương lịch\n";
    std::fs::write(folder.path().join("one.csv"), row).unwrap();
    std::fs::write(folder.path().join("all.csv"), format!("{row}complete = 2028\n")).unwrap();
    let ask = |file| {
        let args = ["calendar", "--between", "2027-12-31", "2028-01-04", "--lang", "en", "--calendar", file];
        let ran = sipas_in(folder.path(), &args);
        (ran.code, ran.stderr)
    };
    assert_snapshot!(ask("one.csv").1, @r#"
    warning: the working calendar is not complete for 2028, so nothing is told of that year; once it is, add the line "complete = 2028" to the file of --calendar
    error: the working calendar does not cover 2028; add it by --calendar FILE.csv
    "#);
    assert_eq!(ask("all.csv"), (0, String::new()));
}

#[test]
fn the_plan() {
    let plan = sipas(&["plan", "show", "--format", "json"]).json();
    let first = plan[0].as_object().unwrap();
    assert_eq!(first["indicator"], "procedure_listing_rate");
    let late = plan.as_array().unwrap().iter().find(|row| row["id"] == "I.3").unwrap();
    assert_eq!((&late["goal"], &late["timing"]), (&"< 1/100".into(), &"continuous".into()));
    let first = |args: &[&str]| sipas(args).stdout.lines().next().unwrap().to_owned();
    assert_eq!(first(&["plan", "check"]), "lang-son-2025: 25 mục tiêu, hợp lệ");
    assert_eq!(first(&["plan", "check", "--lang", "en"]), "lang-son-2025: 25 targets, valid");
}
