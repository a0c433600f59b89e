//! Names that were made to do harm where they are shown.

use proptest::prelude::*;
use sipas_render::{Cell, Column, FORMATS, Lang, Table};

use crate::office::{Office, list, report, view};

const NAMES: [&str; 6] =
    ["=cmd|' /C calc'!A0", "\x1b[31mred", "a|b", "<script>alert(1)</script>", "-2+3", "*b* [x](y)"];

fn offices(names: &[&str]) -> Office {
    let mut office =
        names.iter().fold(Office::by_unit(), |office, name| office.dossiers(name, ("1", "10", "9"), 1));
    office = office.with_five_dossiers();
    office.inputs[0].path = names.concat();
    office
}

#[test]
fn they_are_shown_and_do_nothing() {
    let office = offices(&NAMES).report();
    let rows = |format, with: &str| -> String {
        let text = report(&office, format, &view(Lang::Vi));
        let rows = text
            .lines()
            .filter(|line| line.contains(with) && NAMES.iter().any(|n| line.contains(&n[n.len() - 3..])));
        rows.map(|line| line.trim_end().chars().take(40).collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(rows("table", "ít hồ sơ (dưới 30)"), @"");
    insta::assert_snapshot!(rows("markdown", "ít hồ sơ (dưới 30)"), @r"
    | ␛\[31mred | 1 | 1 | 0 | 100,00% | 20,6
    | \*b\* \[x\](y) | 1 | 1 | 0 | 100,00% |
    | -2+3 | 1 | 1 | 0 | 100,00% | 20,65–100
    | &lt;script>alert(1)&lt;/script> | 1 | 
    | =cmd\|' /C calc'!A0 | 1 | 1 | 0 | 100,
    ");
    insta::assert_snapshot!(rows("csv", "late_count"), @"
    indicator,,late_count,,Số hồ sơ trễ hạn,
    indicator,␛[31mred,late_count,,Số hồ sơ 
    indicator,*b* [x](y),late_count,,Số hồ s
    indicator,'-2+3,late_count,,Số hồ sơ trễ
    indicator,<script>alert(1)</script>,late
    indicator,'=cmd|' /C calc'!A0,late_count
    indicator,Phòng A,late_count,,Số hồ sơ t
    indicator,a|b,late_count,,Số hồ sơ trễ h
    ");
}

/// Whether a spreadsheet takes the cell for a formula.
fn runs(cell: &str) -> bool {
    let number = |cell: &str| {
        let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
    };
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !number(cell)
}

fn harmless(format: &str, text: &str) -> Result<(), TestCaseError> {
    match format {
        "csv" => {
            let rows = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            for row in rows.into_records() {
                let row = row.unwrap();
                prop_assert!(!row.iter().any(runs), "{row:?}");
            }
        }
        "json" => prop_assert!(serde_json::from_str::<serde_json::Value>(text).is_ok()),
        _ => {
            let control = text.chars().find(|c| c.is_control() && *c != '\n');
            prop_assert!(control.is_none(), "{control:?} in {text:?}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_name_does_harm_in_a_report(names in prop::collection::vec(r"(?s)[=+@\-\x00-\x1f\x7f-\x9f|<`a\u{202e}漢]{0,6}.{0,12}", 1..4)) {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let office = offices(&names).report();
        for format in FORMATS {
            harmless(format.name, &report(&office, format.name, &view(Lang::Vi)))?;
        }
    }

    #[test]
    fn no_cell_does_harm_in_a_list(cells in prop::collection::vec(r"(?s)[=+@\-\t\r\n0-9.,]{0,4}.{0,8}", 2), width in prop::option::of(0usize..60)) {
        let table = Table {
            title: cells.concat(),
            columns: vec![Column::left("a", cells[0].as_str()), Column::right("b", cells[1].as_str())],
            rows: vec![cells.iter().map(Cell::text).collect()],
        };
        let mut view = view(Lang::En);
        view.style.width = width;
        for format in FORMATS {
            harmless(format.name, &list(&table, format.name, &view))?;
        }
    }

    #[test]
    fn a_markdown_row_has_the_cells_of_its_header(name in r"(?s)[|\\`a<]{0,6}.{0,8}") {
        let table = Table {
            columns: vec![Column::left("a", "a"), Column::left("b", "b")],
            rows: vec![vec![Cell::text(&name), Cell::text(&name)]],
            ..Table::default()
        };
        let text = list(&table, "markdown", &view(Lang::Vi));
        let row = text.lines().nth(2).unwrap();
        // An escaped backslash does not escape what follows it.
        let bare = row.replace("\\\\", "").replace("\\|", "");
        prop_assert_eq!(bare.matches('|').count(), 3, "{}", row);
        prop_assert!(!text.contains('<') && text.lines().count() == 3);
    }
}
