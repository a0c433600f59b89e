//! Text into rows and cells.
//!
//! The contract is [`Scanner::scan`]: from the start of a row, all rows that end within the text. It knows no
//! file, no encoding and no line numbers, so that any part of a file can be given to it.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memchr2};
use sipas_scan::{Cut, Dialect};

use crate::Quotes;

/// More cells than four of the widest worksheets hold: a row that has more is no table.
const MAX_CELLS: usize = 64 * 1024;

pub(crate) use sipas_scan::Ending;

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
    /// The source as far as it was consumed, and after it the cells whose quotes had to be undone.
    pub(crate) text: String,
    /// Where in `text` each cell is, without its quotes.
    pub(crate) cells: Vec<Range<usize>>,
    pub(crate) rows: Vec<ScannedRow>,
    /// How much of the source the rows, and the blank lines around them, took up.
    pub(crate) consumed: usize,
    /// Whether the scan stopped at a row of too many cells.
    pub(crate) too_wide: bool,
}

/// Splits by RFC 4180: a quote opens a cell only as its first character, and any of CR, LF, CRLF ends a line; or by
/// delimiters and line ends alone.
pub(crate) struct Scanner {
    scanner: sipas_scan::Scanner,
    quotes: Quotes,
}

impl Scanner {
    /// For a delimiter that was checked.
    pub(crate) fn new(delimiter: u8, quotes: Quotes) -> Scanner {
        let dialect = Dialect::new(delimiter).expect("neither a quote nor a line end is let through");
        Scanner { scanner: sipas_scan::Scanner::new(dialect), quotes }
    }

    /// Splits off all rows that end within `source`, which begins where a row may begin; with `last`, its end
    /// ends a row too.
    pub(crate) fn scan(&mut self, source: &str, last: bool) -> Scanned {
        if self.quotes == Quotes::None {
            return scan_lines(source, last, self.scanner.dialect().delimiter());
        }
        let found = self.scanner.scan(source.as_bytes(), if last { Cut::End } else { Cut::More });
        let mut out = Scanned { text: source[..found.consumed()].to_owned(), ..Scanned::default() };
        out.consumed = found.consumed();
        let count = found.len();
        for (index, record) in found.records().enumerate() {
            if record.len() > MAX_CELLS {
                out.too_wide = true;
                out.consumed = record.start();
                break;
            }
            let first = out.cells.len();
            for cell in 0..record.len() {
                let range = record.range(cell);
                out.push_cell(source.as_bytes(), range);
            }
            let ending = if index + 1 == count { found.ending() } else { Ending::Line };
            let end = record.start() + record.source().len();
            out.rows.push(ScannedRow { source: record.start()..end, cells: first..out.cells.len(), ending });
        }
        out
    }

    /// Which cell of a row the text right after `before`, the row's beginning, belongs to.
    pub(crate) fn column_after(&mut self, before: &str) -> usize {
        self.scan(before, true).cells.len().saturating_sub(1)
    }
}

/// Finds the cells of text in which quotes mean nothing.
fn scan_lines(source: &str, last: bool, delimiter: u8) -> Scanned {
    let bytes = source.as_bytes();
    let mut out = Scanned::default();
    let mut start = 0;
    while start < bytes.len() {
        let line_end = memchr2(b'\n', b'\r', &bytes[start..]).map(|len| start + len);
        // A CR at the end may be half of a CRLF.
        let is_whole = line_end.is_some_and(|end| last || bytes[end] != b'\r' || end + 1 < bytes.len());
        if !is_whole && !last {
            break;
        }
        let end = line_end.unwrap_or(bytes.len());
        if end > start {
            let first = out.cells.len();
            let mut from = start;
            for at in memchr_iter(delimiter, &bytes[start..end]).map(|len| start + len).chain([end]) {
                out.cells.push(unquoted(bytes, from..at));
                from = at + 1;
            }
            if out.cells.len() - first > MAX_CELLS {
                out.cells.truncate(first);
                out.too_wide = true;
                break;
            }
            let ending = if line_end.is_some() { Ending::Line } else { Ending::File };
            out.rows.push(ScannedRow { source: start..end, cells: first..out.cells.len(), ending });
        }
        start = (end + 1).min(bytes.len());
        out.consumed = start;
    }
    source[..out.consumed].clone_into(&mut out.text);
    out
}

/// A cell without the quotes around it.
fn unquoted(bytes: &[u8], cell: Range<usize>) -> Range<usize> {
    match &bytes[cell.clone()] {
        [b'"', .., b'"'] => cell.start + 1..cell.end - 1,
        _ => cell,
    }
}

impl Scanned {
    fn push_cell(&mut self, source: &[u8], range: Range<usize>) {
        let raw = &source[range.clone()];
        if raw.first() != Some(&b'"') {
            return self.cells.push(range);
        }
        match sipas_scan::unescape(raw) {
            // A quoted cell without doubled quotes stands between its own.
            Cow::Borrowed(inside) => self.cells.push(range.start + 1..range.start + 1 + inside.len()),
            Cow::Owned(inside) => {
                let start = self.text.len();
                self.text.push_str(str::from_utf8(&inside).expect("text cut at ASCII bytes stays text"));
                self.cells.push(start..self.text.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str, last: bool) -> Vec<(Vec<String>, Ending)> {
        let scanned = Scanner::new(b',', Quotes::Csv).scan(source, last);
        let text = scanned.text;
        let cell = |i: usize| text[scanned.cells[i].clone()].to_owned();
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
    fn without_quotes_a_line_is_a_row() {
        let mut scanner = Scanner::new(b',', Quotes::None);
        let mut rows = |source: &str, last| -> Vec<Vec<String>> {
            let found = scanner.scan(source, last);
            let cell = |i: usize| found.text[found.cells[i].clone()].to_owned();
            found.rows.iter().map(|row| row.cells.clone().map(cell).collect()).collect()
        };
        let source = "a,\"b\r\nc,\"d\"\r\n\n\re,\r";
        assert_eq!(rows(source, false), [["a", "\"b"], ["c", "d"]]);
        assert_eq!(rows(source, true), [["a", "\"b"], ["c", "d"], ["e", ""]]);
        assert_eq!(rows("a", false).len() + rows("", true).len(), 0);
    }

    #[test]
    fn a_row_of_too_many_cells_is_not_read() {
        let scanned = Scanner::new(b',', Quotes::Csv).scan(&",".repeat(MAX_CELLS + 2000), true);
        assert!(scanned.too_wide && scanned.rows.is_empty());
        let scanned = Scanner::new(b',', Quotes::Csv).scan(&",".repeat(MAX_CELLS - 1), true);
        assert_eq!(scanned.rows[0].cells.len(), MAX_CELLS);
    }
}
