//! Workbooks of the XML kind of 2003.

use sipas_excel::{Container, ExcelError, Sheet};
use sipas_intake::{CellKind, Rows};

use crate::cells::{self, sheets};

/// The rows, each its line and its cells with bars between them.
fn grid(sheet: &Sheet) -> Vec<String> {
    cells::grid(sheet).into_iter().map(|(line, cells)| format!("{line} {}", cells.join("|"))).collect()
}

/// A workbook of sheets, each a name, its rows and whether it is shown.
fn book(named: &[(&str, &str, bool)]) -> Vec<u8> {
    let sheet = |(name, rows, shown): &(&str, &str, bool)| {
        let visible = if *shown { "" } else { "<x:Visible>SheetHidden</x:Visible>" };
        format!(
            r#"<Worksheet ss:Name="{name}"><Table>{rows}</Table><x:WorksheetOptions>{visible}</x:WorksheetOptions></Worksheet>"#
        )
    };
    let sheets: String = named.iter().map(sheet).collect();
    format!(
        r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">{sheets}</Workbook>"#
    )
    .into_bytes()
}

fn read(rows: &str) -> Result<Sheet, ExcelError> {
    Ok(sheets(&book(&[("S", rows, true)]), None)?.remove(0))
}

fn cell(of: &str, text: &str) -> String {
    format!(r#"<Cell><Data ss:Type="{of}">{text}</Data></Cell>"#)
}

#[test]
fn values_are_those_of_the_cells() {
    use CellKind::{Date, Formula, Number, Text};
    let cells = [
        cell("String", "A&amp;B đ&#7879;&#10;hai"),
        cell("Number", "2.506130001234567E+17"),
        cell("DateTime", "2025-06-13T00:00:00.000"),
        cell("DateTime", "2025-06-13T08:30:00.000"),
        cell("DateTime", "1899-12-31T00:00:00.000"),
        cell("DateTime", "1899-12-31T08:30:00.000"),
        cell("Boolean", "1"),
        cell("Error", "#N/A"),
        r#"<Cell ss:Formula="=RC[-1]"/>"#.to_owned(),
        r#"<Cell ss:Formula="=RC[-1]"><Data ss:Type="Number">7</Data></Cell>"#.to_owned(),
        r#"<Cell><ss:Data ss:Type="String"><B>đ</B>ậm</ss:Data><Comment><ss:Data>no</ss:Data></Comment></Cell>"#
            .to_owned(),
    ];
    let sheet = read(&format!("<Row>{}</Row>", cells.concat())).unwrap();
    let mut rows = sheet.rows();
    let row = rows.next_row().unwrap().unwrap();
    assert_eq!(
        row.cells,
        [
            "A&B đệ\nhai",
            "250613000123456700",
            "2025-06-13",
            "2025-06-13T08:30:00",
            "",
            "08:30:00",
            "true",
            "#N/A",
            "=RC[-1]",
            "7",
            "đậm"
        ]
    );
    assert_eq!(row.kinds, [Text, Number, Date, Date, Text, Text, Text, Text, Formula, Number, Text]);
    assert!(sheet.serial_dates());
}

#[test]
fn places_spans_and_hidden_rows_are_as_shown() {
    let text = |t: &str| cell("String", t);
    let sheet = read(&format!(
        r#"<Row ss:Index="3">{}<Cell ss:Index="4"><Data ss:Type="String">d</Data></Cell>{}</Row><Row ss:Span="1"/>
        <Row><Cell ss:MergeDown="1" ss:MergeAcross="1"><Data ss:Type="String">A</Data></Cell>{}</Row><Row ss:Hidden="1"><Cell ss:Index="3"><Data ss:Type="String">2</Data></Cell></Row>"#,
        text("a"),
        text("e"),
        text("1")
    ))
    .unwrap();
    assert_eq!(grid(&sheet), ["3 a|||d|e", "6 A||1||", "7 A||2||"]);
    assert_eq!(sheet.rows().notes().len(), 1);
}

#[test]
fn hidden_sheets_are_left_out_and_a_cut_file_is_told() {
    let row = |t: &str| format!("<Row>{}</Row>", cell("String", t));
    let (a, b) = (row("a"), row("b"));
    let bytes = book(&[("Hồ sơ", &a, true), ("Danh mục", &b, false)]);
    assert_eq!(Container::of(&bytes), Some(Container::Xml));
    let shown: Vec<_> = sheets(&bytes, None).unwrap().iter().map(|sheet| sheet.name().to_owned()).collect();
    assert_eq!(shown, ["Hồ sơ"]);
    assert_eq!(grid(&sheets(&bytes, Some("danh mục")).unwrap()[0]), ["1 b"]);
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(String::from_utf8(bytes.clone()).unwrap().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(grid(&sheets(&utf16, None).unwrap()[0]), ["1 a"]);

    let at = |what: &str| String::from_utf8_lossy(&bytes).find(what).unwrap();
    let cut = sheets(&bytes[..at("</Table>")], None).unwrap().remove(0);
    let mut rows = cut.rows();
    assert!(rows.next_row().unwrap().is_ok());
    assert!(rows.next_row().unwrap().is_err());
    assert!(matches!(sheets(&bytes[..at("</Data>")], None), Err(ExcelError::Empty { .. })));
    let damaged = sheets(&bytes[..at("</Data>") + 3], None).unwrap_err().to_string();
    assert!(damaged.starts_with("t.xlsx: the workbook is damaged"), "{damaged}");
}
