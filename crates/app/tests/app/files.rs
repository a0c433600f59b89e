//! Tables of cells as files and frames.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use rust_xlsxwriter::Workbook;
use sipas_app::Source;
use sipas_arrow::Frame;
use unicode_normalization::UnicodeNormalization;

use crate::dirty::Table;

/// How a table is written as text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Text {
    Plain,
    Bom,
    Semicolons,
    Decomposed,
    Utf16,
    Windows1258,
    Packed,
}

/// The encoding that a reader has to be told of.
pub(crate) const WINDOWS_1258: &str = "windows-1258";

fn separated(rows: &[Vec<String>], delimiter: u8) -> String {
    let mut out = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    for row in rows {
        out.write_record(row).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

/// Vietnamese as its code page has it: letters with their tones apart.
fn tones_apart(text: &str) -> String {
    let is_tone = |mark: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*mark);
    let apart = |letter: char| {
        let (tones, letters): (Vec<char>, Vec<char>) = letter.nfd().partition(is_tone);
        letters.into_iter().nfc().chain(tones).collect::<Vec<_>>()
    };
    text.nfc().flat_map(apart).collect()
}

impl Table {
    pub(crate) fn source(&self, bytes: Vec<u8>, ending: &str) -> Source {
        Source::bytes_of(self.kind, &format!("t.{ending}"), bytes)
    }

    pub(crate) fn csv(&self) -> Vec<u8> {
        separated(&self.rows, b',').into_bytes()
    }

    pub(crate) fn text(&self, how: Text) -> Source {
        let text = separated(&self.rows, if matches!(how, Text::Semicolons) { b';' } else { b',' });
        let bytes = match how {
            Text::Plain | Text::Semicolons => text.into_bytes(),
            Text::Bom => ["\u{feff}", &text.replace('\n', "\r\n")].concat().into_bytes(),
            Text::Decomposed => text.nfd().collect::<String>().into_bytes(),
            Text::Utf16 => ["\u{feff}", &text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Text::Windows1258 => {
                let text = tones_apart(&text);
                let (bytes, _, failed) = encoding_rs::WINDOWS_1258.encode(&text);
                assert!(!failed, "the code page has all letters of Vietnamese");
                bytes.into_owned()
            }
            Text::Packed => {
                use std::io::Write as _;
                let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                gz.write_all(text.as_bytes()).unwrap();
                gz.finish().unwrap()
            }
        };
        self.source(bytes, "csv")
    }

    pub(crate) fn xlsx(&self) -> Source {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        self.source(book.save_to_buffer().unwrap(), "xlsx")
    }

    pub(crate) fn frame(&self) -> Source {
        let (header, rows) = self.rows.split_first().unwrap();
        let column = |place: usize| -> ArrayRef {
            let cell = |row: &Vec<String>| Some(row[place].clone()).filter(|cell| !cell.is_empty());
            Arc::new(StringArray::from(rows.iter().map(cell).collect::<Vec<_>>()))
        };
        let columns = header.iter().enumerate().map(|(place, name)| (name.as_str(), column(place), true));
        let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
        let frame = Frame::new(&batch.schema(), std::slice::from_ref(&batch), self.kind, None).unwrap();
        Source::frame(self.kind, "t", frame)
    }
}
