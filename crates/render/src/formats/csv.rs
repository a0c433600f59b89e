use std::borrow::Cow;
use std::io::{self, Write};
use std::num::NonZeroUsize;

use sipas_core::Group;

use crate::clean;
use crate::format::Format;
use crate::pieces;
use crate::table::Cell;
use crate::tidy::Tidy;

/// What a spreadsheet opens as it is meant: UTF-8 with a byte order mark, without which Excel takes Vietnamese for
/// Windows-1252, and the CRLF line ends of RFC 4180; quotes where a program needs them that splits at commas, semicolons or
/// tabs, since a spreadsheet may split at all three.
pub(super) const FORMAT: Format = Format {
    name: "csv",
    extension: "csv",
    binary: false,
    report: |report, view, out| write_report(&Tidy { report, lang: view.lang }, view.threads, out),
    with_extras: None,
    table: |table, _, out| {
        begin(out)?;
        record(out, table.columns.iter().map(|column| column.title.as_str()))?;
        table.rows.iter().try_for_each(|row| cells(out, row))
    },
    stream: Some(|head, rows, _, out| {
        begin(out)?;
        record(out, head.columns.iter().map(|column| column.title.as_str()))?;
        rows().try_for_each(|row| cells(out, &row?))
    }),
    form: |form, _, view, out| (FORMAT.table)(&form.table(), view, out),
};

/// Group by group, made on all threads: of very many no more than a few are in memory.
fn write_report(tidy: &Tidy<'_>, threads: Option<NonZeroUsize>, out: &mut dyn Write) -> io::Result<()> {
    begin(out)?;
    record(out, tidy.columns())?;
    let groups: Vec<_> = tidy.report.groups().collect();
    let make =
        |group: &Group<'_>, text: &mut Vec<u8>| tidy.rows(*group).try_for_each(|row| cells(text, &row));
    pieces::write(&groups, threads, make, |piece| out.write_all(piece))
}

fn begin(out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())
}

fn cells(out: &mut (impl Write + ?Sized), row: &[Cell]) -> io::Result<()> {
    record(out, row.iter().map(Cell::plain))
}

fn record<S: AsRef<str>>(
    out: &mut (impl Write + ?Sized),
    cells: impl IntoIterator<Item = S>,
) -> io::Result<()> {
    let mut line = String::new();
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            line.push(',');
        }
        let cell = safe(cell.as_ref());
        if cell.contains([',', ';', '\t', '"', '\r', '\n']) {
            line.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            line.push_str(&cell);
        }
    }
    // A line without a character is no row.
    line.push_str(if line.is_empty() { "\"\"\r\n" } else { "\r\n" });
    out.write_all(line.as_bytes())
}

/// Without control characters, and with an apostrophe before whatever a spreadsheet would run as a formula.
fn safe(cell: &str) -> Cow<'_, str> {
    let cell = clean::lines(cell);
    // The full-width signs count in East Asian settings, and a line break is trimmed before the sign is looked for; so is
    // a mark of the byte order.
    let risky = cell
        .trim_start_matches('\u{feff}')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky && !is_number(&cell) { format!("'{cell}").into() } else { cell }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}
