//! For a terminal, or a file of plain text.

mod grid;
mod text;

use std::io::{self, Write};

use crate::document::{Block, Document};
use crate::form;
use crate::format::{Format, View};
use text::{Paint, clean, padded, paragraph, width};

pub(super) const FORMAT: Format = Format {
    name: "table",
    extension: "txt",
    binary: false,
    report: |report, view, out| write(&Document::of(report, view), view, out),
    with_extras: None,
    table: |table, view, out| {
        if !table.title.is_empty() {
            let paint = Paint::of(view.style);
            write!(out, "{}\n\n", paint.bold(&clean(&table.title)))?;
        }
        grid::write(table, view, out)
    },
    stream: Some(|head, rows, view, out| {
        if !head.title.is_empty() {
            let paint = Paint::of(view.style);
            write!(out, "{}\n\n", paint.bold(&clean(&head.title)))?;
        }
        grid::stream(head, rows, view, out)
    }),
    form: |form, _, view, out| form::plain(form, &FORMAT, view, out),
};

fn write(document: &Document, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::of(view.style);
    writeln!(out, "{}", paint.bold(&clean(&document.title).to_uppercase()))?;
    for section in &document.sections {
        if !section.title.is_empty() {
            write!(out, "\n{}\n", paint.bold(&clean(&section.title).to_uppercase()))?;
        }
        let mut before: Option<&Block> = None;
        for block in &section.blocks {
            // Sentences stand together; all else is set apart.
            let together = matches!((before, block), (Some(Block::Text(_)), Block::Text(_)));
            if before.is_some() && !together {
                writeln!(out)?;
            }
            before = Some(block);
            match block {
                Block::Facts(facts) => write_facts(facts, view, out)?,
                Block::Text(text) => {
                    for line in paragraph(&clean(text), view.style.width) {
                        writeln!(out, "{line}")?;
                    }
                }
                Block::Table(table) => grid::write(table, view, out)?,
            }
        }
    }
    Ok(())
}

/// Labels in one column, what they have to say in another.
fn write_facts(facts: &[(String, String)], view: &View, out: &mut dyn Write) -> io::Result<()> {
    let labels = facts.iter().map(|(label, _)| width(&clean(label))).max().unwrap_or(0) + 2;
    let room = view.style.width.map(|all| all.saturating_sub(labels).max(20));
    for (label, said) in facts {
        let mut head = padded(&clean(label), labels);
        for line in paragraph(&clean(said), room) {
            writeln!(out, "{head}{line}")?;
            head = " ".repeat(labels);
        }
    }
    Ok(())
}
