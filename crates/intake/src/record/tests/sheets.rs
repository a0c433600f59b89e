//! What only the cells of a workbook are.

use insta::assert_snapshot;
use sipas_core::Kind;

use super::{CellKind, DOSSIERS, Field, GOOD, Read, Row, RowReader, layout, outcome, told};

/// Reads the good row with one cell of a workbook changed.
fn cell_told(field: Field, cell: &str, kind: CellKind) -> String {
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let (mut cells, column): (Vec<&str>, _) = (GOOD.split('|').collect(), layout.column(field).unwrap());
    cells[column] = cell;
    let mut kinds = vec![CellKind::Text; cells.len()];
    kinds[column] = kind;
    let mut reader = RowReader::new(&layout, None);
    let row = Row { cells: &cells, kinds: &kinds, line: 2, cut: false };
    let read = reader.dossier(&row);
    let said = reader.problems().iter().map(|problem| format!(" {} {:?}", problem.code, problem.value(&row)));
    outcome(&read).to_owned() + &said.collect::<String>()
}

#[test]
fn a_formula_without_a_value_rejects_its_row_where_it_is_read() {
    use CellKind::{Formula, Text};
    assert_snapshot!(cell_told(Field::FinishedAt, "=D2+5", Formula), @r#"rejected cell.formula "=D2+5""#);
    assert_snapshot!(cell_told(Field::Code, "=A1+1", Formula), @r#"rejected cell.formula "=A1+1""#);
    assert_snapshot!(cell_told(Field::Unit, "=", Formula), @r#"rejected cell.formula "=""#);
    // Of a column that nobody reads there is nothing to say, and a blank is a blank.
    let layout = layout(Kind::Dossiers, DOSSIERS, None);
    let cells: Vec<&str> = GOOD.split('|').collect();
    let mut kinds = vec![Text; cells.len()];
    kinds[cells.len() - 1] = Formula;
    let mut reader = RowReader::new(&layout, None);
    let row = Row { cells: &cells, kinds: &kinds, line: 2, cut: false };
    assert_eq!((outcome(&reader.dossier(&row)), reader.problems()), ("record", &[][..]));
    assert_snapshot!(cell_told(Field::FinishedAt, "", Text), @r#"record status.undated "9""#);
}

#[test]
fn a_total_with_a_formula_for_its_count_is_no_record() {
    let layout = layout(Kind::Dossiers, "Mã hồ sơ|Ngày tiếp nhận|Ngày hẹn trả", None);
    let total = Row {
        cells: &["=COUNTA(A2:A9)", "", "Tổng cộng"],
        kinds: &[CellKind::Formula, CellKind::Text, CellKind::Text],
        line: 10,
        cut: false,
    };
    assert_eq!(RowReader::new(&layout, None).dossier(&total), Read::Skipped);
}

#[test]
fn an_error_value_is_no_value() {
    for (field, cell) in
        [(Field::FinishedAt, "#REF!"), (Field::Code, "#N/A"), (Field::SupplementRequests, "#N/A")]
    {
        assert_eq!(told(&[(field, cell)]).lines().count(), 2);
        assert!(told(&[(field, cell)]).starts_with("rejected\ncell.error "), "{}", told(&[(field, cell)]));
    }
}

#[test]
fn codes_that_a_spreadsheet_took_for_numbers_refuse_the_file() {
    use CellKind::{Number, Text};
    assert_eq!(cell_told(Field::Code, "250613000123456780", Number), "refused");
    assert_eq!(cell_told(Field::Code, "2,50613E+17", Text), "refused");
    assert_eq!(
        cell_told(Field::Code, "250613000123456789", Text),
        "record code.shape \"250613000123456789\""
    );
    assert_eq!(cell_told(Field::Code, "250613000123", Number), "record code.shape \"250613000123\"");
}
