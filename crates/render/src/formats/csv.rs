use std::borrow::Cow;
use std::io::{self, Write};

use csv::{ErrorKind, Terminator, Writer, WriterBuilder};

use sipas_core::Group;

use crate::clean;
use crate::format::Format;
use crate::pieces;
use crate::table::Cell;
use crate::tidy::Tidy;

/// What a spreadsheet opens as it is meant: UTF-8 with a byte order mark, without which Excel takes Vietnamese for
/// Windows-1252, and the CRLF line ends of RFC 4180.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    extension: "csv",
    binary: false,
    report: |report, view, out| write_report(&Tidy { report, lang: view.lang }, out),
    with_extras: None,
    table: |table, _, out| {
        begin(out)?;
        let mut csv = writer(out);
        csv.write_record(table.columns.iter().map(|column| safe(&column.title).into_owned())).map_err(io)?;
        table.rows.iter().try_for_each(|row| record(&mut csv, row))?;
        csv.flush()
    },
};

/// Group by group, made on all threads: of very many no more than a few are in memory.
fn write_report(tidy: &Tidy<'_>, out: &mut dyn Write) -> io::Result<()> {
    begin(out)?;
    let mut csv = writer(&mut *out);
    csv.write_record(tidy.columns()).map_err(io)?;
    csv.flush()?;
    drop(csv);
    let groups: Vec<_> = tidy.report.groups().collect();
    let make = |group: &Group<'_>, text: &mut Vec<u8>| {
        let mut csv = writer(text);
        tidy.rows(*group).try_for_each(|row| record(&mut csv, &row))?;
        csv.flush()
    };
    pieces::write(&groups, make, |piece| out.write_all(piece))
}

fn begin(out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())
}

fn writer<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

fn record(csv: &mut Writer<impl Write>, row: &[Cell]) -> io::Result<()> {
    csv.write_record(row.iter().map(|cell| safe(&cell.plain()).into_owned())).map_err(io)
}

/// The error of the output itself, whose kind the caller looks at: a closed pipe is none to speak of.
fn io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Without control characters, and with an apostrophe before whatever a spreadsheet would run as a formula.
fn safe(cell: &str) -> Cow<'_, str> {
    let cell = clean::lines(cell);
    // The full-width signs count in East Asian settings, and a line break is trimmed before the sign is looked for.
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky && !is_number(&cell) { format!("'{cell}").into() } else { cell }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}
