//! Text into rows and cells: the one place to put a faster scan behind.
//!
//! The contract is [`Scanner::scan`]: from the start of a row, all rows that end within the text. It knows no
//! file, no encoding and no line numbers, so that any part of a file can be given to it.

use std::ops::Range;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// More cells than four of the widest worksheets hold: a row that has more is no table.
const MAX_CELLS: usize = 64 * 1024;

/// How a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// By a line end.
    Line,
    /// By the end of the file.
    File,
    /// By the end of the file, inside quotes.
    InQuotes,
}

/// A row, as ranges of [`Scanned`] and of the text scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScannedRow {
    pub(crate) source: Range<usize>,
    pub(crate) cells: Range<usize>,
    pub(crate) ending: Ending,
}

/// What a scan found.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    /// The cells without their quotes, one after the other.
    pub(crate) text: Vec<u8>,
    /// Where in `text` each cell ends.
    pub(crate) ends: Vec<usize>,
    pub(crate) rows: Vec<ScannedRow>,
    /// How much of the source the rows, and the blank lines around them, took up.
    pub(crate) consumed: usize,
    /// Whether the scan stopped at a row of too many cells.
    pub(crate) too_wide: bool,
}

/// Splits by RFC 4180: a quote opens a cell only as its first character, and any of CR, LF, CRLF ends a line.
pub(crate) struct Scanner {
    // Reused and never cloned: the clone of a csv-core 0.1.13 reader lacks its table of byte classes.
    reader: Reader,
}

impl Scanner {
    pub(crate) fn new(delimiter: u8) -> Scanner {
        Scanner { reader: ReaderBuilder::new().delimiter(delimiter).build() }
    }

    /// Splits off all rows that end within `source`, which begins where a row may begin; with `last`, its end
    /// ends a row too.
    pub(crate) fn scan(&mut self, source: &[u8], last: bool) -> Scanned {
        self.reader.reset();
        // The first bytes after a reset lose a byte order mark: ours is gone already, and a second one is text.
        self.reader.read_record(b"\n", &mut [0], &mut [0]);
        // One byte more than can be needed, since csv-core wants room even where it writes nothing.
        let mut out = Scanned { text: vec![0; source.len() + 1], ends: vec![0; 1024], ..Scanned::default() };
        let (mut text, mut cells) = (0, 0);
        loop {
            let start = out.consumed + blank_lines(&source[out.consumed..]);
            out.consumed = start;
            if start == source.len() {
                break;
            }
            let mut row = RowScan { at: start, text, cells };
            let Some(mut ending) = row.run(&mut self.reader, source, last, &mut out) else { break };
            if ending == Ending::File && self.in_quotes(&source[start..]) {
                ending = Ending::InQuotes;
            }
            out.rows.push(ScannedRow { source: start..row.at, cells: cells..row.cells, ending });
            (out.consumed, text, cells) = (row.at, row.text, row.cells);
        }
        out.text.truncate(text);
        out.ends.truncate(cells);
        out
    }

    /// Which cell of a row the text right after `before`, the row's beginning, belongs to.
    pub(crate) fn column_after(&mut self, before: &[u8]) -> usize {
        self.scan(before, true).ends.len().saturating_sub(1)
    }

    /// csv-core does not tell, but a line end does: it ends the row everywhere but in quotes.
    fn in_quotes(&mut self, row: &[u8]) -> bool {
        self.scan(&[row, b"\n"].concat(), false).rows.is_empty()
    }
}

/// How far one row has come.
struct RowScan {
    at: usize,
    text: usize,
    cells: usize,
}

impl RowScan {
    /// `None` where the row does not end within `source`, or is too wide.
    fn run(&mut self, reader: &mut Reader, source: &[u8], last: bool, out: &mut Scanned) -> Option<Ending> {
        let (first_text, first_cell) = (self.text, self.cells);
        loop {
            let at_end = self.at == source.len();
            if at_end && !last {
                return None;
            }
            // An empty input tells csv-core that the file ends.
            let (result, taken, written, ended) = reader.read_record(
                &source[self.at..],
                &mut out.text[self.text..],
                &mut out.ends[self.cells..],
            );
            for end in &mut out.ends[self.cells..self.cells + ended] {
                *end += first_text;
            }
            self.at += taken;
            self.text += written;
            self.cells += ended;
            if self.cells - first_cell > MAX_CELLS {
                out.too_wide = true;
                return None;
            }
            if result == ReadRecordResult::Record {
                return Some(if at_end { Ending::File } else { Ending::Line });
            }
            if self.cells == out.ends.len() {
                out.ends.resize(self.cells * 2, 0);
            }
        }
    }
}

fn blank_lines(source: &[u8]) -> usize {
    source.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str, last: bool) -> Vec<(Vec<String>, Ending)> {
        let scanned = Scanner::new(b',').scan(source.as_bytes(), last);
        let text = String::from_utf8(scanned.text).unwrap();
        let cell = |i: usize| {
            let start = if i == 0 { 0 } else { scanned.ends[i - 1] };
            text[start..scanned.ends[i]].to_owned()
        };
        scanned.rows.iter().map(|row| (row.cells.clone().map(cell).collect(), row.ending)).collect()
    }

    fn cells(source: &str) -> Vec<String> {
        rows(source, true).remove(0).0
    }

    #[test]
    fn quotes_are_rfc_4180s_and_forgiving() {
        assert_eq!(cells(r#"a,"b ""c"", d",e"#), ["a", r#"b "c", d"#, "e"]);
        assert_eq!(cells(r#"37 36'37.8"N,12" x"#), [r#"37 36'37.8"N"#, r#"12" x"#]);
        assert_eq!(cells("\"a\r\nb\",c"), ["a\r\nb", "c"]);
        assert_eq!(cells(r#""a"b,c"#), ["ab", "c"]);
        assert_eq!(cells(","), ["", ""]);
        assert_eq!(cells("\u{feff}a"), ["\u{feff}a"]);
    }

    #[test]
    fn a_row_ends_as_its_file_has_it() {
        let endings = |source, last| rows(source, last).into_iter().map(|row| row.1).collect::<Vec<_>>();
        assert_eq!(endings("a\nb\r\nc\rd", true), [Ending::Line, Ending::Line, Ending::Line, Ending::File]);
        assert_eq!(endings("a\nb\r\nc\rd", false), [Ending::Line; 3]);
        assert_eq!(endings("a\n\"b\n", true), [Ending::Line, Ending::InQuotes]);
        assert_eq!(endings("a,\"", true), [Ending::InQuotes]);
        assert_eq!(endings("a,\"\"", true), [Ending::File]);
        assert_eq!(endings("a,\"b\"\"", true), [Ending::InQuotes]);
        assert_eq!(endings("\n\r\n\r", true), []);
        assert_eq!(endings("", true), []);
    }

    #[test]
    fn a_row_of_too_many_cells_is_not_read() {
        let scanned = Scanner::new(b',').scan(",".repeat(MAX_CELLS + 2000).as_bytes(), true);
        assert!(scanned.too_wide && scanned.rows.is_empty());
        let scanned = Scanner::new(b',').scan(",".repeat(MAX_CELLS - 1).as_bytes(), true);
        assert_eq!(scanned.rows[0].cells.len(), MAX_CELLS);
    }
}
