//! Files that are broken, locked, something else, or made to fill the memory.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use proptest::prelude::*;
use rust_xlsxwriter::Workbook as Writer;
use sipas_excel::{ExcelError, Limits, Sheet, Workbook};

use crate::samples::data;

fn read_within(bytes: &[u8], limits: Limits) -> Result<Vec<Sheet>, ExcelError> {
    Workbook::from_reader(bytes, Path::new("t.xlsx"), &limits)?.sheets(None)
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ExcelError> {
    read_within(bytes, Limits::default())
}

/// A workbook whose sheet is this XML.
fn workbook_of(sheet: &[u8]) -> Vec<u8> {
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#),
        ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(part).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet_of(dimension: &str, rows: &str) -> Vec<u8> {
    format!("<worksheet><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>")
        .into_bytes()
}

#[test]
fn a_dimension_alone_costs_nothing() {
    let bytes = workbook_of(&sheet_of("A1:XFD1048576", r#"<row r="7"><c r="B7"><v>5</v></c></row>"#));
    let sheets = read(&bytes).unwrap();
    assert_eq!(crate::cells::grid(&sheets[0]), [(7, vec![String::new(), "5".to_owned()])]);
}

#[test]
fn rows_as_wide_as_a_sheet_reach_the_limit_of_cells() {
    let row = |row| format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>5</v></c></row>");
    let rows = (1..3000).map(row).collect::<Vec<_>>().concat();
    let error = read(&workbook_of(&sheet_of("A1", &rows))).unwrap_err();
    insta::assert_snapshot!(error, @r#"t.xlsx: the sheets span more than 20,000,000 cells, up to XFD1221 of "S"; take out what is not needed, or save the sheet as CSV"#);
    insta::assert_snapshot!(error.vi(), @r#"t.xlsx: các trang tính trải hơn 20.000.000 ô, đến ô XFD1221 của trang "S"; hãy bỏ phần không cần hoặc lưu trang tính thành CSV"#);
}

#[test]
fn an_archive_that_grows_a_hundredfold_is_refused() {
    let mut sheet = sheet_of("A1", "");
    sheet.extend(std::iter::repeat_n(b' ', 64 * 1024 * 1024));
    let mut bytes = workbook_of(&sheet);
    assert!(bytes.len() < 128 * 1024);
    insta::assert_snapshot!(read(&bytes).unwrap_err(), @"t.xlsx: unpacked, the file is more than 100 times as large: it is made to fill the memory, or damaged");

    // The same with the sizes in its directory made small: what is unpacked is measured.
    let size = u32::try_from(sheet.len()).unwrap().to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|four| four == size) {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(read(&bytes).is_err());
    // And so is what is large without being packed well.
    let mut writer = Writer::new();
    writer.add_worksheet().write_string(0, 0, "a").unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    let small = Limits { unpacked: bytes.len() as u64 + 100, ..Limits::default() };
    let error = read_within(&bytes, small).unwrap_err();
    assert!(matches!(error, ExcelError::TooLarge { .. }), "{error}");
}

#[test]
fn long_texts_in_many_cells_reach_the_limit_of_text() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    // The text of the cell above is kept once; these take turns.
    let long = ["ệ", "ễ"].map(|letter| letter.repeat(30_000));
    for (row, text) in (0..200).zip(long.iter().cycle()) {
        sheet.write_string(row, 0, text).unwrap();
    }
    let limits = Limits { unpacked: 10_000_000, ..Limits::default() };
    let error = read_within(&writer.save_to_buffer().unwrap(), limits).unwrap_err();
    assert!(matches!(error, ExcelError::TooLarge { .. }), "{error}");
}

#[test]
fn a_number_of_shared_texts_is_not_believed() {
    let mut writer = Writer::new();
    writer.add_worksheet().write_string(0, 0, "a").unwrap();
    let bytes = crate::cells::patched(&writer.save_to_buffer().unwrap(), "xl/sharedStrings.xml", |text| {
        text.replace("uniqueCount=\"1\"", "uniqueCount=\"99999999999\"")
    });
    let error = read(&bytes).unwrap_err();
    insta::assert_snapshot!(error, @"t.xlsx: the workbook is damaged: xl/sharedstrings.xml declares more than can be");
}

#[test]
fn what_is_no_workbook_is_said_to_be_what_it_is() {
    let archive = |names: &[&str]| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    };
    let compound = |stream: &str| {
        let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        compound.create_stream(stream).unwrap().write_all(&[0; 64]).unwrap();
        compound.into_inner().into_inner()
    };
    let said = [
        b"".to_vec(),
        b"Ma ho so;Ngay".to_vec(),
        b"<?xml version='1.0'?><Workbook><Worksheet><Table><Row/></Table></Worksheet></Workbook>".to_vec(),
        archive(&["a.txt"]),
        archive(&["mimetype", "content.xml"]),
        archive(&["[Content_Types].xml", "xl/workbook.bin"]),
        compound("/EncryptedPackage"),
        compound("/WordDocument"),
        b"PK\x03\x04".to_vec(),
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut".to_vec(),
    ]
    .map(|bytes| read(&bytes).unwrap_err().to_string());
    insta::assert_snapshot!(said.join("\n"), @r#"
    t.xlsx: the workbook is empty
    t.xlsx: not a workbook: its content is neither .xlsx nor .xlsb nor .xls nor .ods nor an HTML table
    t.xlsx: not a workbook: this is XML or a web archive; open it in Excel and save it as .xlsx
    t.xlsx: not a workbook: this is an archive or a document of another program
    t.xlsx: not a workbook: this is an archive or a document of another program
    t.xlsx: the workbook is damaged: I/O error: failed to fill whole buffer
    t.xlsx: protected by a password; open it, remove the password and save it again
    t.xlsx: not a workbook: this is an archive or a document of another program
    t.xlsx: the workbook is damaged: invalid Zip archive: Could not find EOCD
    t.xlsx: the workbook is damaged: Invalid CFB file (12 bytes is too small)
    "#);
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let error = Workbook::open(Path::new("nowhere.xlsx"), &Limits::default()).unwrap_err();
    assert_eq!(error.vi(), "không đọc được nowhere.xlsx: không tìm thấy");
    assert_eq!(error.io_kind(), Some(std::io::ErrorKind::NotFound));
}

#[test]
fn a_workbook_cut_anywhere_is_an_error() {
    for path in [data("edge/plain.xlsx"), Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/plain.xls")]
    {
        let bytes = fs::read(path).unwrap();
        for cut in (0..bytes.len() - 1).step_by(97) {
            // A compound file may lack what nobody reads; no cut may do worse than be refused.
            let _ = read(&bytes[..cut]);
        }
        assert!(read(&bytes[..bytes.len() / 2]).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_change_of_bytes_does_worse_than_be_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/plain.xls")).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes);
    }

    #[test]
    fn no_sheet_does_worse_than_be_refused(
        xml in "(<(/)?(row|c|v|is|t|f|sheetData)( r=\"[A-Z]{0,4}[0-9]{0,8}\")?( t=\"(s|str|b|e|n|d|inlineStr)\")?(/)?>|[0-9]{1,3}|#N/A|&amp;|&#x[0-9]{1,4};){0,30}",
    ) {
        let _ = read(&workbook_of(&sheet_of("A1", &xml)));
    }
}
