//! The bytes of a CSV file into rows: the cells and rows of the csv crate, whatever is no text told and in its place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sipas_csv::Options;
use sipas_fuzz::{cells, line, lossless, open, open_slowly, reference, rest};
use sipas_intake::BadRowReason;

fuzz_target!(|data: &[u8]| {
    let Some((&first, file)) = data.split_first() else { return };
    let delimiter = b",;\t|"[usize::from(first) % 4];
    let named = Options { delimiter: Some(delimiter), encoding: Some("utf-8".into()), ..Options::default() };
    if let Ok(mut rows) = open(file, &named) {
        let facts = rows.facts();
        let read = rest(&mut rows);
        let whole = rows.finish().is_ok();
        assert!(read.windows(2).all(|pair| line(&pair[0]) < line(&pair[1])), "lines go on");
        if whole && facts.encoding == "UTF-8" && facts.compression.is_none() {
            compare(file, delimiter, &read);
        }
        if let Ok(mut rows) = open_slowly(file, &named) {
            let slowly = rest(&mut rows);
            // How much comes out of damaged packed data before its fault shows depends on how it is read.
            let same =
                if whole { slowly == read } else { read.starts_with(&slowly) || slowly.starts_with(&read) };
            assert!(same, "the size of reads changes nothing: {slowly:?} instead of {read:?}");
            assert_eq!(rows.finish().is_ok(), whole);
        } else {
            assert!(!whole);
        }
    }
    // What is found in a file is what might have been named.
    if let Ok(mut rows) = open(file, &Options::default()) {
        let facts = rows.facts();
        let found = Options {
            delimiter: Some(facts.delimiter),
            encoding: Some(facts.encoding.into()),
            ..Options::default()
        };
        let mut again = open(file, &found).expect("what is found can be named");
        assert_eq!(rest(&mut rows), rest(&mut again));
    }
});

fn compare(file: &[u8], delimiter: u8, read: &[sipas_fuzz::Read1]) {
    // What fills up the end of a file is no part of it.
    let end = file.iter().rposition(|byte| !matches!(byte, 0 | 0x1A)).map_or(0, |last| last + 1);
    let file = &file[..end];
    let bom = if file.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let (text, bad) = lossless(&file[bom..]);
    // The csv crate drops a mark at the start, and would drop a second one that is text to us.
    let marked = ["\u{feff}", &text].concat();
    let expected = reference(marked.as_bytes(), delimiter);
    assert_eq!(read.len(), expected.len(), "rows");
    for (row, expected) in read.iter().zip(&expected) {
        let same = cells(row).iter().map(String::as_bytes).eq(expected.iter().map(Vec::as_slice));
        assert!(same, "{row:?} instead of {expected:?}");
    }
    let (mut told, mut open) = (0, false);
    for row in read.iter().filter_map(|row| row.as_ref().err()) {
        match row.reason {
            BadRowReason::InvalidBytes { byte, column } => {
                assert!(bad.contains(&(byte - bom as u64)), "byte {byte} is text");
                assert!(row.cells[column].contains("\\x"), "cell {column} of {:?}", row.cells);
                told += 1;
            }
            BadRowReason::UnclosedQuote => open = true,
            BadRowReason::UnclosedTable => panic!("a text file has no tables"),
        }
    }
    assert!(told <= bad.len() && (open || (told == 0) == bad.is_empty()), "bytes that are no text are told");
}
