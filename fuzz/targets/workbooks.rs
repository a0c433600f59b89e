//! Workbooks of strangers: their bytes, and the parts of archives and compound files that are otherwise whole. Nothing
//! does worse than be refused, and nothing goes beyond the limits.

#![no_main]

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use sipas_excel::{Container, Limits, Workbook};
use sipas_fuzz::{line, rest};

const LIMITS: Limits = Limits { unpacked: 8 << 20, cells: 200_000 };

fuzz_target!(|data: &[u8]| {
    // A panic of the library below is caught and told as damage. What gets past that still ends the run.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));

    let Some((&first, part)) = data.split_first() else { return };
    match first % 6 {
        0 => read(part),
        1 => read(&[b"<html><table><tr><td>", part].concat()),
        2 => read(&compound(part)),
        3 => read(&archive(&[("xl/worksheets/sheet1.xml", part)])),
        4 => read(&archive(&[("xl/sharedStrings.xml", part)])),
        _ => read(&archive(&[("xl/styles.xml", part)])),
    }
});

fn read(bytes: &[u8]) {
    let _ = Container::of(bytes);
    let sheets =
        Workbook::from_reader(bytes, Path::new("t.xlsx"), &LIMITS).and_then(|mut book| book.sheets(None));
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(error) => {
            assert!(!error.to_string().is_empty() && !error.vi().is_empty());
            return;
        }
    };
    let mut cells = 0;
    for sheet in sheets {
        let rows = rest(&mut sheet.rows());
        assert!(rows.windows(2).all(|pair| line(&pair[0]) < line(&pair[1])), "rows go on");
        cells += rows.iter().map(|row| sipas_fuzz::cells(row).len() as u64).sum::<u64>();
    }
    assert!(cells <= LIMITS.cells, "{cells} cells");
}

fn compound(stream: &[u8]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
    container.create_stream("/Workbook").and_then(|mut out| out.write_all(stream)).expect("memory");
    container.flush().expect("memory");
    container.into_inner().into_inner()
}

const PARTS: [(&str, &str); 7] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
    ),
    (
        "xl/sharedStrings.xml",
        r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>Mã hồ sơ</t></si><si><r><t>H37.12</t></r><r><t>-250613</t></r></si></sst>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45821.5</v></c></row><row r="3"><c r="C3" t="s"><v>1</v></c><c r="A3" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"#,
    ),
];

/// An archive that is whole but for these parts.
fn archive(other: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, usual) in PARTS {
        let part = other.iter().find(|(other, _)| *other == name).map_or(usual.as_bytes(), |(_, part)| part);
        archive.start_file(name, stored).expect("memory");
        archive.write_all(part).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}
