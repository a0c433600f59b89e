//! Workbooks of several sheets, which are read one after another.

use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use rust_xlsxwriter::Workbook;
use sipas_app::{Keep, Loaded, Options, Outcome, Reader, Source, Watch};
use sipas_core::Kind;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const HEADER: [&str; 4] = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"];

/// The header of a sheet that is no export.
const OTHER: [&str; 4] = ["Tên", "Ghi chú", "Người lập", "Trang"];

/// A workbook whose sheets have a dossier each under this header; one that is no export has words.
fn book(headers: &[[&str; 4]]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (n, header) in headers.iter().enumerate() {
        let code = format!("H37.12-250602-000{n}");
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, *header).unwrap();
        let dossier = [&*code, "02/06/2025", "10/06/2025", "06/06/2025"];
        sheet.write_row(1, 0, if *header == OTHER { OTHER } else { dossier }).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// A workbook whose second sheet is cut off within its XML.
fn cut(book: &[u8]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..from.len() {
        let mut part = from.by_index(number).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.ends_with("sheet2.xml") {
            let text = String::from_utf8(bytes).unwrap();
            bytes = text.replace("</sheetData>", "<row r=\"3\"><c r=\"A?\"><v>1</w></c>").into_bytes();
        }
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn read(bytes: Vec<u8>) -> Loaded {
    let watch = Arc::new(()) as Arc<dyn Watch>;
    let source = Source::bytes_of(Kind::Dossiers, "t6.xlsx", bytes);
    Reader::new(Options::default()).read(&[source], Keep::Everything, &watch)
}

#[test]
fn nothing_is_taken_in_of_a_workbook_with_a_damaged_sheet() {
    let whole = book(&[HEADER; 3]);
    let loaded = read(whole.clone());
    assert_eq!((loaded.files.len(), loaded.data.inputs().len()), (3, 3));
    let loaded = read(cut(&whole));
    assert!(
        matches!(loaded.files[..], [ref file] if matches!(file.outcome, Outcome::Refused(_))),
        "{loaded:?}"
    );
    assert!(loaded.data.inputs().is_empty(), "the first sheet is not counted");
}

#[test]
fn other_sheets_are_passed_over_beside_exports_wherever_they_stand() {
    let other = OTHER;
    let outcomes = |headers: &[[&str; 4]]| -> String {
        let letter = |outcome: &Outcome| match outcome {
            Outcome::Read(_) => 'r',
            Outcome::PassedOver(_) => 'p',
            Outcome::Refused(_) => 'x',
            _ => '?',
        };
        read(book(headers)).files.iter().map(|file| letter(&file.outcome)).collect()
    };
    assert_eq!(outcomes(&[other, HEADER, other]), "prp");
    assert_eq!(outcomes(&[HEADER, other, HEADER]), "rpr");
    assert_eq!(outcomes(&[other, other]), "xx", "where none is an export, each says why");
    let misspelt = ["Mã số", "Tiếp nhận", "Hẹn", "Xong"];
    assert_eq!(outcomes(&[HEADER, misspelt]), "rx", "what holds dossiers is not passed over");
}
