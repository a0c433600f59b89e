//! Sheets of OpenDocument.

use std::io::{Cursor, Write};

use sipas_excel::{ExcelError, Sheet};
use sipas_intake::{CellKind, Rows};

use crate::cells::{grid, sheets};

/// An .ods whose tables are these, and whose styles of sheets `shown` and `hidden` say what they are called.
fn ods(tables: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:draw="d"><office:automatic-styles><style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, part) in [("mimetype", kind), ("content.xml", &content), ("META-INF/manifest.xml", manifest)] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn read(rows: &str) -> Result<Sheet, ExcelError> {
    let table = format!(r#"<table:table table:name="S" table:style-name="shown">{rows}</table:table>"#);
    Ok(sheets(&ods(&table, ""), None)?.remove(0))
}

fn text(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

#[test]
fn values_are_those_of_the_cells_and_not_of_their_notes_and_drawings() {
    use CellKind::{Date, Formula, Number, Text};
    let sheet = read(
        r#"<table:shapes><draw:frame><text:p>no</text:p></draw:frame></table:shapes>
        <table:table-row>
        <table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p></office:annotation><text:p>A&amp;B<text:s text:c="2"/><text:span>đ&#7879;</text:span></text:p><text:p>hai</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="2.506130001234567E+17"><text:p>2,51E+17</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2025-06-13"><text:p>13/06/25</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2025-06-13T17:30:00"><text:p>x</text:p></table:table-cell>
        <table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
        <table:table-cell table:formula="of:=[.A1]+5"/>
        <table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""><text:p/></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
        </table:table-row>"#,
    )
    .unwrap();
    let expected = [
        "A&B  đệ\nhai",
        "250613000123456700",
        "2025-06-13",
        "2025-06-13T17:30:00",
        "#N/A",
        "=[.A1]+5",
        "",
        "true",
    ];
    assert_eq!(grid(&sheet), [(1, expected.map(str::to_owned).to_vec())]);
    let mut rows = sheet.rows();
    let kinds = rows.next_row().unwrap().unwrap().kinds;
    assert_eq!(kinds, [Text, Number, Date, Date, Text, Formula, Text, Text]);
}

#[test]
fn what_is_repeated_is_so_and_blank_rows_cost_nothing() {
    let row =
        |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let rows = [
        row(
            "table:number-rows-repeated=\"2\"",
            &format!("<table:table-cell table:number-columns-repeated=\"2\"/>{}", text("a")),
        ),
        row(
            "table:number-rows-repeated=\"100\"",
            "<table:table-cell table:number-columns-repeated=\"16384\"/>",
        ),
        row(
            "",
            "<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/>",
        ),
        row(
            "table:number-rows-repeated=\"1048000\"",
            "<table:table-cell table:number-columns-repeated=\"16384\"/>",
        ),
    ];
    let sheet = read(&rows.concat()).unwrap();
    let row = |line, cells: [&str; 3]| (line, cells.map(str::to_owned).to_vec());
    assert_eq!(grid(&sheet), [row(1, ["", "", "a"]), row(2, ["", "", "a"]), row(103, ["7", "7", ""])]);
    let full =
        text("a").replace("<table:table-cell ", "<table:table-cell table:number-columns-repeated=\"16384\" ");
    let error =
        read(&format!("<table:table-row table:number-rows-repeated=\"1048576\">{full}</table:table-row>"));
    assert!(matches!(error, Err(ExcelError::TooManyCells { .. })), "{error:?}");
}

#[test]
fn merged_cells_and_hidden_rows_and_sheets_are_as_in_other_workbooks() {
    let merged = r#"<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Văn phòng</text:p></table:table-cell>"#;
    let row =
        |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let rows = [
        row("", &(merged.to_owned() + &text("a"))),
        row("table:visibility=\"filter\"", &("<table:covered-table-cell/>".to_owned() + &text("b"))),
        row("", &("<table:table-cell/>".to_owned() + &text("c"))),
    ]
    .concat();
    let tables = format!(
        r#"<table:table table:name="Cũ" table:style-name="hidden"><table:table-row>{}</table:table-row></table:table><table:table table:name="Mới" table:style-name="shown"><table:table-header-rows>{rows}</table:table-header-rows></table:table>"#,
        text("cũ")
    );
    let bytes = ods(&tables, "");
    let shown = sheets(&bytes, None).unwrap();
    assert_eq!(shown.iter().map(Sheet::name).collect::<Vec<_>>(), ["Mới"]);
    let row = |line, cells: [&str; 2]| (line, cells.map(str::to_owned).to_vec());
    assert_eq!(grid(&shown[0]), [row(1, ["Văn phòng", "a"]), row(2, ["Văn phòng", "b"]), row(3, ["", "c"])]);
    assert_eq!(shown[0].rows().notes().iter().map(|note| note.line).collect::<Vec<_>>(), [2]);
    assert_eq!(grid(&sheets(&bytes, Some("cũ")).unwrap()[0])[0].1, ["cũ"]);
}

#[test]
fn a_locked_one_says_so_and_no_text_document_is_a_workbook() {
    let locked = ods("", "<manifest:encryption-data/>");
    assert!(matches!(sheets(&locked, None), Err(ExcelError::Password { .. })));
    assert!(matches!(read("<table:table-row>"), Err(ExcelError::Damaged { .. } | ExcelError::Empty { .. })));
}
