use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Writes a table for people: what a spreadsheet opens as it is meant.
///
/// UTF-8 with a byte order mark, without which Excel takes Vietnamese for Windows-1252; commas, and the CRLF
/// line ends of RFC 4180; quotes where a program needs them that splits at commas, semicolons or tabs, since a spreadsheet
/// may split at all three. A cell that a spreadsheet would run as a formula is written with an apostrophe before it.
#[derive(Debug)]
pub struct TableWriter<W: Write> {
    out: BufWriter<W>,
}

impl<W: Write> TableWriter<W> {
    /// Begins a table.
    pub fn new(mut out: W) -> io::Result<TableWriter<W>> {
        out.write_all("\u{feff}".as_bytes())?;
        Ok(TableWriter { out: BufWriter::new(out) })
    }

    /// Writes one row; the header is the first.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> io::Result<()> {
        let mut is_blank = true;
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.out.write_all(b",")?;
            }
            let cell = quoted(harmless(cell.as_ref()));
            is_blank = n == 0 && cell.is_empty();
            self.out.write_all(cell.as_bytes())?;
        }
        // A line without a character is no row.
        self.out.write_all(if is_blank { b"\"\"\r\n" } else { b"\r\n" })
    }

    /// Ends the table and hands the output back.
    pub fn finish(self) -> io::Result<W> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

fn quoted(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell
    }
}

/// A spreadsheet runs a cell that begins with one of these, be it a number's sign or not; its full-width forms
/// count in East Asian settings, and a line break is trimmed before it looks.
fn harmless(cell: &str) -> Cow<'_, str> {
    let risky = cell
        .trim_start_matches('\u{feff}')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
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
        let text =
            written(&[&["Đơn vị", "Số"], &["a, \"b\"\nc", "1"], &["", ""], &[""], &["a;=1+1", "b\t@c"]]);
        assert_eq!(
            text,
            "\u{feff}Đơn vị,Số\r\n\"a, \"\"b\"\"\nc\",1\r\n,\r\n\"\"\r\n\"a;=1+1\",\"b\t@c\"\r\n"
        );
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
