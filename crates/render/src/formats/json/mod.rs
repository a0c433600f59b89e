//! A line for each entry of a document, and for each item of its lists, so that `grep` finds a group and `diff` what
//! has changed.

mod text;

use std::io::{self, Write};
use std::num::NonZeroUsize;

use serde::Serialize;
use sipas_core::DocumentWriter;

use crate::format::Format;
use crate::pieces;

/// The report's own document, schema `sipas.report/1`, and nothing else; a list is an array of objects, and so is a form,
/// whose first row has its notes beside its cells.
pub(super) const FORMAT: Format = Format {
    name: "json",
    extension: "json",
    binary: false,
    report: |report, view, out| {
        let mut document = Document { out, threads: view.threads, begun: false };
        report.write_document(&mut document)?;
        document.out.write_all(b"\n}\n")
    },
    with_extras: None,
    table: |table, view, out| {
        array(out, view.threads, "\n  ", "\n", &table.rows, |row| [table.object(row)])?;
        out.write_all(b"\n")
    },
    stream: Some(|head, rows, _, out| {
        let (mut text, mut begun) = (Vec::new(), false);
        out.write_all(b"[")?;
        for row in rows() {
            text.clear();
            text.extend_from_slice(if begun { b",\n  " } else { b"\n  " });
            text::append(&mut text, &head.object(&row?))?;
            out.write_all(&text)?;
            begun = true;
        }
        out.write_all(if begun { b"\n]\n" } else { b"]\n" })
    }),
    form: |form, _, view, out| {
        let table = form.table();
        let notes = std::iter::once(&form.notes[..]).chain(std::iter::repeat(&[][..]));
        let rows: Vec<_> = table.rows.iter().zip(notes).collect();
        array(out, view.threads, "\n  ", "\n", &rows, |(row, notes)| [table.noted_object(row, notes)])?;
        out.write_all(b"\n")
    },
};

/// A report while it is written.
struct Document<'o> {
    out: &'o mut dyn Write,
    threads: Option<NonZeroUsize>,
    begun: bool,
}

impl Document<'_> {
    fn name(&mut self, name: &str) -> io::Result<()> {
        write!(self.out, "{}\n  \"{name}\": ", if self.begun { "," } else { "{" })?;
        self.begun = true;
        Ok(())
    }
}

impl DocumentWriter for Document<'_> {
    type Error = io::Error;

    fn entry<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> io::Result<()> {
        self.name(name)?;
        let mut text = Vec::new();
        text::append(&mut text, value)?;
        self.out.write_all(&text)
    }

    fn list<'a, A: Sync, I: IntoIterator<Item: Serialize>>(
        &mut self,
        name: &'static str,
        of: &'a [A],
        items: impl Fn(&'a A) -> I + Sync,
    ) -> io::Result<()> {
        self.name(name)?;
        array(self.out, self.threads, "\n    ", "\n  ", of, items)
    }
}

/// An array, each item on a line of its own.
fn array<'a, A: Sync, I: IntoIterator<Item: Serialize>>(
    out: &mut dyn Write,
    threads: Option<NonZeroUsize>,
    line: &str,
    end: &str,
    of: &'a [A],
    items: impl Fn(&'a A) -> I + Sync,
) -> io::Result<()> {
    let make = |of: &'a A, text: &mut Vec<u8>| -> io::Result<()> {
        for item in items(of) {
            text.push(b',');
            text.extend_from_slice(line.as_bytes());
            text::append(text, &item)?;
        }
        Ok(())
    };
    out.write_all(b"[")?;
    // Every item but the first has a comma before it.
    let mut begun = false;
    pieces::write(of, threads, make, |piece| {
        let piece = if begun { piece } else { piece.get(1..).unwrap_or_default() };
        begun |= !piece.is_empty();
        out.write_all(piece)
    })?;
    out.write_all(if begun { end.as_bytes() } else { b"" })?;
    out.write_all(b"]")
}
