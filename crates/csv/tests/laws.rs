//! What holds for every file.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Owned, gz, open, read, rest, utf8, zst};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use proptest::prelude::*;
use sipas_csv::{CsvRows, Options, TableWriter};
use sipas_intake::{BadRow, BadRowReason};
use std::io::Cursor;
use std::path::Path;

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zđ0-9;,\t\"'|= ]{0,6}",
        "(\r\n|\n|\r|\"|,|ệ|e\u{323}\u{302}|\u{fffd}|\u{feff}|\0|x){0,5}",
        any::<String>(),
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 1..5), 1..8)
        .prop_filter("is no blank file", |rows| rows.iter().flatten().any(|cell| !cell.trim().is_empty()))
}

fn written(rows: &[Vec<String>], delimiter: u8, terminator: Terminator, quotes: QuoteStyle) -> String {
    let mut out = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .quote_style(quotes)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        out.write_record(row).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

/// The lines before a place, counted the naive way.
fn line_of(text: &str, at: usize) -> u64 {
    1 + text[..at].replace("\r\n", "\n").matches(['\n', '\r']).count() as u64
}

fn encoded(text: &str, encoding: usize) -> Vec<u8> {
    let bom = "\u{feff}";
    match encoding {
        0 => [bom, text].concat().into_bytes(),
        1 => [bom, text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => [bom, text].concat().encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

proptest! {
    #[test]
    fn what_was_written_is_read(
        rows in table(),
        delimiter in prop::sample::select(b",;\t|".to_vec()),
        terminator in prop::sample::select(vec![Terminator::CRLF, Terminator::Any(b'\n'), Terminator::Any(b'\r')]),
        quotes in prop::sample::select(vec![QuoteStyle::Necessary, QuoteStyle::Always, QuoteStyle::NonNumeric]),
        encoding in 0..3_usize,
        packing in 0..4_usize,
    ) {
        let bytes = encoded(&written(&rows, delimiter, terminator, quotes), encoding);
        let bytes = match packing {
            0 => bytes,
            1 => gz(&bytes),
            2 => [gz(&bytes[..bytes.len() / 2]), gz(&bytes[bytes.len() / 2..])].concat(),
            _ => zst(&bytes),
        };
        let read = read(&bytes, &Options { delimiter: Some(delimiter), ..Options::default() });
        let cells: Vec<_> = read.into_iter().map(|row| row.unwrap().cells).collect();
        prop_assert_eq!(cells, rows);
    }

    #[test]
    fn a_table_reads_back_but_for_the_apostrophe_before_a_formula(rows in table()) {
        let mut table = TableWriter::new(Vec::new()).unwrap();
        for row in &rows {
            table.row(row).unwrap();
        }
        let read = read(&table.finish().unwrap(), &utf8(b','));
        prop_assert_eq!(read.len(), rows.len());
        for (read, row) in read.into_iter().zip(rows) {
            let read = read.unwrap().cells;
            prop_assert_eq!(read.len(), row.len());
            for (read, cell) in read.iter().zip(row) {
                prop_assert!(*read == cell || read.strip_prefix('\'') == Some(&cell));
                prop_assert!(!read.starts_with(['=', '@', '\t', '\r']));
            }
        }
    }

    #[test]
    fn lines_are_those_that_a_person_counts(
        rows in table(),
        ends in prop::collection::vec(prop::sample::select(vec!["\r\n", "\n", "\r", "\n\n", "\r\r\n\n"]), 8),
    ) {
        let mut text = String::from("\n\r\n");
        let mut lines = Vec::new();
        for (row, end) in rows.iter().zip(&ends) {
            lines.push(line_of(&text, text.len()));
            let row = written(std::slice::from_ref(row), b',', Terminator::Any(b'\n'), QuoteStyle::Always);
            text += row.strip_suffix('\n').unwrap();
            text += end;
        }
        let read: Vec<_> = read(text.as_bytes(), &utf8(b',')).into_iter().map(|row| row.unwrap().line).collect();
        prop_assert_eq!(read, lines);
    }

    #[test]
    fn arbitrary_bytes_never_panic_and_are_all_there(bytes: Vec<u8>, encoding in 0..4_usize) {
        let encoding = ["utf-8", "windows-1258", "utf-16le", "gb18030"][encoding];
        let options = Options { delimiter: Some(b','), encoding: Some(encoding.into()), ..Options::default() };
        let Ok(mut rows) = open(&bytes, &options) else { return Ok(()) };
        let all = rest(&mut rows);
        if rows.facts().encoding == "UTF-8" && rows.facts().compression.is_none() {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
            let lossless: String = bytes.utf8_chunks().flat_map(|chunk| {
                let bad = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}"));
                std::iter::once(chunk.valid().to_owned()).chain(bad)
            }).collect();
            // What fills up the end of a file is no part of its text.
            let lossless = lossless.trim_end_matches(['\u{1a}', '\0']);
            prop_assert_eq!(text_of(&all), bare(lossless));
            let bad = all.iter().any(|row| matches!(row, Err(BadRow { reason: BadRowReason::InvalidBytes { .. }, .. })));
            let open = all.iter().any(|row| matches!(row, Err(BadRow { reason: BadRowReason::UnclosedQuote, .. })));
            prop_assert!(open || bad == std::str::from_utf8(bytes).is_err());
        }
    }

    #[test]
    fn structure_made_of_arbitrary_pieces_is_all_there(
        text in "([a-c]|,|\"|\"\"|\n|\r|\r\n|ệ){0,40}",
    ) {
        if let Ok(mut rows) = open(text.as_bytes(), &utf8(b',')) {
            let all = rest(&mut rows);
            prop_assert_eq!(text_of(&all), bare(&text));
            prop_assert!(all.windows(2).all(|pair| line(&pair[0]) < line(&pair[1])));
        }
    }

    #[test]
    fn looking_ahead_and_small_reads_change_nothing(rows in table(), looks in prop::collection::vec(0..30_usize, 0..4)) {
        let bytes = encoded(&written(&rows, b',', Terminator::CRLF, QuoteStyle::Necessary), 0);
        let expected = read(&bytes, &utf8(b','));
        let drip = common::Drip(Cursor::new(bytes));
        let mut rows = CsvRows::from_reader(Box::new(drip), Path::new("t.csv"), &utf8(b',')).unwrap();
        for n in looks {
            let head: Vec<_> = rows.head(n).iter().map(|row| (row.line, row.cells.clone())).collect();
            let next: Vec<_> = expected.iter().take(n).map(|row| row.clone().unwrap()).map(|r| (r.line, r.cells)).collect();
            prop_assert_eq!(head, next);
        }
        prop_assert_eq!(rest(&mut rows), expected);
    }
}

fn line(row: &Result<Owned, BadRow>) -> u64 {
    row.as_ref().map_or_else(|bad| bad.line, |row| row.line)
}

/// What a text holds beside its structure.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, ',' | '"' | '\r' | '\n')).collect()
}

fn text_of(rows: &[Result<Owned, BadRow>]) -> String {
    let cells = rows.iter().flat_map(|row| row.as_ref().map_or_else(|bad| &bad.cells, |row| &row.cells));
    bare(&cells.cloned().collect::<String>())
}

#[test]
fn a_file_cut_anywhere_loses_no_row() {
    let text = "mã,ghi chú\r\nA-1,\"một \"\"hai\"\"\r\nba\"\r\n\r\nA-2,x\n";
    let whole = read(text.as_bytes(), &utf8(b','));
    for len in 1..text.len() {
        let rows = read(&text.as_bytes()[..len], &utf8(b','));
        for (index, row) in rows.iter().enumerate() {
            let last = index + 1 == rows.len();
            // The last row is cut, bad or whole; all others are the file's own.
            let told = matches!(row, Err(_) | Ok(Owned { cut: true, .. }));
            assert!(*row == whole[index] || (last && told), "cut at {len}: {row:?}");
        }
        let begun = ["mã", "A-1", "A-2"].iter().filter(|row| text.find(**row).unwrap() < len).count();
        assert_eq!(rows.len(), begun, "cut at {len}");
    }
}
