//! What a workbook says is what the report's JSON says.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use serde_json::Value;
use sipas_core::{Bucket, Dimension, INDICATORS, Report};
use sipas_excel::{XLSX, write_report, write_tables};
use sipas_render::{Cell, Column, Extras, Lang, Table, View};

use crate::cells::{Grid, grid, sheets};
use crate::samples::{report, samples};

fn workbook(report: &Report, extras: &Extras<'_>, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_report(report, extras, &View { lang, ..View::default() }, &mut bytes).unwrap();
    bytes
}

fn sheet(bytes: &[u8], name: &str) -> Grid {
    grid(&sheets(bytes, Some(name)).unwrap()[0])
}

fn row<'g>(grid: &'g Grid, first: &str) -> &'g [String] {
    let found = grid.iter().find(|(_, row)| row[0] == first);
    &found.unwrap_or_else(|| panic!("no row {first:?}")).1
}

fn number(cell: &str) -> Option<f64> {
    (!cell.is_empty()).then(|| cell.parse().unwrap())
}

#[test]
fn every_figure_is_the_one_of_the_json() {
    let report = report(&samples(), "2025-Q2", &[Dimension::Unit]);
    let json: Value = serde_json::to_value(&report).unwrap();
    for lang in Lang::ALL {
        let bytes = workbook(&report, &Extras::default(), lang);
        let summary = sheet(&bytes, lang.pick("Tóm tắt", "Summary"));
        let figures = &json["groups"][0]["indicators"];
        let mut rates = 0;
        for indicator in INDICATORS {
            let figure = &figures[indicator.id];
            let name = lang.indicator(indicator).name;
            if figure["denominator"].is_u64() {
                let found: Vec<_> = row(&summary, name)[1..6].iter().map(|cell| number(cell)).collect();
                let interval = |at: usize| figure["interval"][at].as_f64();
                let expected = [
                    figure["numerator"].as_f64(),
                    figure["denominator"].as_f64(),
                    figure["value"].as_f64(),
                    interval(0),
                    interval(1),
                ];
                assert_eq!(found, expected, "{name}");
                rates += 1;
            } else if figure["value"].is_u64() {
                assert_eq!(number(&row(&summary, name)[3]), figure["value"].as_f64(), "{name}");
            }
        }
        assert!(rates > 15);
        let counts = &json["groups"][0]["dossiers"];
        for bucket in [Bucket::Early, Bucket::OnTime, Bucket::Late] {
            let found = number(&row(&summary, &format!("– {}", lang.bucket(bucket)))[1]);
            assert_eq!(found, counts[bucket.name()].as_f64());
        }

        // Each unit's row of the groups, by the columns' places.
        let groups = sheet(&bytes, lang.pick("Theo đơn vị", "By unit"));
        for group in json["groups"].as_array().unwrap().iter().skip(1) {
            let row = row(&groups, group["key"]["unit"].as_str().unwrap());
            let dossiers = &group["dossiers"];
            let rate = &group["indicators"]["on_time_return_rate"];
            let expected = [dossiers["received"].as_f64(), dossiers["late"].as_f64(), rate["value"].as_f64()];
            assert_eq!([1, 3, 4].map(|at| number(&row[at])), expected);
        }

        // The scorecard's figures.
        let scores = sheet(&bytes, lang.pick("Thực hiện kế hoạch", "Scorecard"));
        for target in report.scores(report.whole()) {
            let (id, tier) = (&target.target.id, lang.tier(target.target.tier));
            let (_, cells) = scores.iter().find(|(_, row)| row[0] == *id && row[1] == tier).unwrap();
            let (n, d) = (target.figure.numerator, target.figure.denominator);
            let value = n.map(|n| n as f64 / d.unwrap_or(1) as f64).filter(|value| value.is_finite());
            assert_eq!(number(&cells[4]), value, "{id}");
        }
    }
}

/// All parts of the archive, by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().to_string(), text)
        })
        .collect()
}

#[test]
fn a_second_run_changes_no_byte() {
    let set = samples();
    let report = report(&set, "2025-06", &[Dimension::Unit]);
    let bytes = workbook(&report, &Extras::default(), Lang::Vi);
    assert_eq!(bytes, workbook(&report, &Extras::default(), Lang::Vi));
    let core = parts(&bytes).into_iter().find(|(name, _)| name == "docProps/core.xml").unwrap().1;
    assert!(core.contains("2025-07-01T00:00:00Z"), "{core}");
}

#[test]
fn text_is_never_a_formula() {
    let hostile =
        ["=HYPERLINK(\"http://x\")", "+1", "-1+1", "@SUM(A1)", "\u{202e}abc\u{0}", "http://x.vn", "_x0041_"];
    let table = Table {
        title: "=cmd|'/c calc'!A1 [*]".to_owned(),
        columns: vec![Column::left("a", "=1+1"), Column::right("n", "Số")],
        rows: hostile.iter().map(|text| vec![Cell::text(*text), Cell::Integer(-5)]).collect(),
    };
    let mut bytes = Vec::new();
    (XLSX.table)(&table, &View::default(), &mut bytes).unwrap();
    for (name, text) in parts(&bytes) {
        assert!(!text.contains("<f>") && !text.contains("<hyperlink"), "{name}: {text}");
    }
    let found: Vec<_> = grid(&sheets(&bytes, None).unwrap()[0]).into_iter().map(|(_, row)| row).collect();
    assert_eq!(found[0][0], table.title);
    assert_eq!(found[1], ["=1+1", "Số"]);
    let expected = hostile.map(|text| text.replace(['\u{202e}', '\u{0}'], "\u{fffd}"));
    assert_eq!(found[2..].iter().map(|row| row[0].clone()).collect::<Vec<_>>(), expected);
    assert!(found[2..].iter().all(|row| row[1] == "-5"));
}

#[test]
fn further_groups_and_lists_have_sheets_of_their_own() {
    let set = samples();
    let by = [Dimension::Month, Dimension::Procedure].map(|by| report(&set, "2025-Q2", &[by]));
    let list = |title: &str| Table {
        title: title.to_owned(),
        columns: vec![Column::left("code", "Mã hồ sơ")],
        rows: vec![vec![Cell::text("H37.12-250613-0001")]],
    };
    let lists = [list("Hồ sơ trễ hạn"), list("hồ sơ trễ hạn")];
    let whole = report(&set, "2025-Q2", &[]);
    let names = BTreeMap::from([("9.000024".to_owned(), "Đăng ký môi trường".to_owned())]);
    let extras = Extras {
        trend: Some(&by[0]),
        by_procedure: Some(&by[1]),
        procedure_names: Some(&names),
        lists: &lists,
        ..Extras::default()
    };
    let bytes = workbook(&whole, &extras, Lang::Vi);
    let names: Vec<_> = sheets(&bytes, None).unwrap().iter().map(|sheet| sheet.name().to_owned()).collect();
    let expected = [
        "Tóm tắt",
        "Thực hiện kế hoạch",
        "Xu hướng",
        "Theo thủ tục",
        "TTHC trễ nhiều nhất",
        "Hồ sơ trễ hạn",
        "hồ sơ trễ hạn (2)",
        "Chất lượng dữ liệu",
    ];
    assert_eq!(names, expected);
    // The shares of the Pareto chart end at all of it.
    let pareto = sheet(&bytes, "TTHC trễ nhiều nhất");
    assert_eq!(pareto.last().unwrap().1[3], "1");
    assert_eq!(row(&pareto, "9.000024")[1], "Đăng ký môi trường");
    let charts = parts(&bytes).into_iter().filter(|(name, _)| name.starts_with("xl/charts/chart")).count();
    assert_eq!(charts, 2);

    let mut out = Vec::new();
    write_tables(&lists, &View::default(), &mut out).unwrap();
    assert_eq!(sheets(&out, None).unwrap().len(), 2);
}
