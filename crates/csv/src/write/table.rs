use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

/// Writes a table for people: what a spreadsheet opens as it is meant.
///
/// UTF-8 with a byte order mark, without which Excel takes Vietnamese for Windows-1252; commas, and the CRLF
/// line ends of RFC 4180; quotes where needed. A cell that a spreadsheet would run as a formula is written with
/// an apostrophe before it.
#[derive(Debug)]
pub struct TableWriter<W: Write> {
    out: Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Begins a table.
    pub fn new(mut out: W) -> io::Result<TableWriter<W>> {
        out.write_all("\u{feff}".as_bytes())?;
        let out = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(out);
        Ok(TableWriter { out })
    }

    /// Writes one row; the header is the first.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> io::Result<()> {
        for cell in cells {
            self.out.write_field(harmless(cell.as_ref()).as_bytes())?;
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    /// Ends the table and hands the output back.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// A spreadsheet runs a cell that begins with one of these, be it a number's sign or not; its full-width forms
/// count in East Asian settings, and a line break is trimmed before it looks.
fn harmless(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky && !is_number(cell) { format!("'{cell}").into() } else { cell.into() }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let mut table = TableWriter::new(Vec::new()).unwrap();
        for row in rows {
            table.row(*row).unwrap();
        }
        String::from_utf8(table.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_table_is_what_excel_opens() {
        let text = written(&[&["Đơn vị", "Số"], &["a, \"b\"\nc", "1"], &["", ""], &[""]]);
        assert_eq!(text, "\u{feff}Đơn vị,Số\r\n\"a, \"\"b\"\"\nc\",1\r\n,\r\n\"\"\r\n");
    }

    #[test]
    fn a_formula_is_written_as_text_and_a_number_as_it_is() {
        for cell in ["=1+1", "+cmd", "-", "-a", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-1+1", "+1;2", "-1e5"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", "-1", "+1", "-1.234,5", "+84912345678", "'=1", "1-1", "Đ"] {
            assert_eq!(harmless(cell), cell);
        }
    }
}
