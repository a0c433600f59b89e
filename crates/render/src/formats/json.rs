use std::io::{self, Write};

use serde::Serialize;

use crate::format::Format;

/// The report's own serialisation, schema `sipas.report/1`, and nothing else; a list is an array of objects.
pub(super) const FORMAT: Format = Format {
    name: "json",
    extension: "json",
    binary: false,
    report: |report, _, out| write(report, out),
    with_extras: None,
    table: |table, _, out| write(table, out),
};

fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // A report by many groups is millions of little pieces: they are put together before they are written.
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    out.write_all(&text)
}
