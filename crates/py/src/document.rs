//! A report in words and tables, as plain values of Python: what notebooks show.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::prelude::*;
use sipas_render::{Align, Block as Rendered, Lang, Section as RenderedSection, Table, Tone};

/// A heading and what it says.
pub(crate) type Section = (String, Vec<Block>);

/// A piece, by its name.
#[derive(IntoPyObject)]
pub(crate) enum Block {
    Facts((&'static str, Vec<(String, String)>)),
    Text((&'static str, String)),
    Table((&'static str, Rows)),
}

/// A title; the columns, each a heading and whether it has figures; the rows, each cell its text and tone.
pub(crate) type Rows = (String, Vec<(String, bool)>, Vec<Vec<(String, &'static str)>>);

pub(crate) fn section(section: RenderedSection, lang: Lang) -> Section {
    let block = |block| match block {
        Rendered::Facts(facts) => Block::Facts(("facts", facts)),
        Rendered::Text(text) => Block::Text(("text", text)),
        Rendered::Table(table) => Block::Table(("table", rows(&table, lang))),
    };
    (section.title, section.blocks.into_iter().map(block).collect())
}

fn rows(table: &Table, lang: Lang) -> Rows {
    let columns = table.columns.iter().map(|column| (column.title.clone(), column.align == Align::Right));
    let cells = |row: &Vec<sipas_render::Cell>| {
        row.iter().map(|cell| (cell.people(lang).into_owned(), tone(cell.tone()))).collect()
    };
    (table.title.clone(), columns.collect(), table.rows.iter().map(cells).collect())
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Strong => "strong",
        Tone::Faint => "faint",
    }
}

/// The lines of a text, one after another.
#[pyclass(frozen, module = "sipas._native")]
pub(crate) struct Lines {
    text: String,
    /// Where the next one begins.
    at: AtomicUsize,
}

impl Lines {
    pub(crate) fn of(text: String) -> Lines {
        Lines { text, at: AtomicUsize::new(0) }
    }
}

#[pymethods]
impl Lines {
    fn __iter__(own: PyRef<'_, Self>) -> PyRef<'_, Self> {
        own
    }

    fn __next__(&self) -> Option<&str> {
        let rest = self.text.get(self.at.load(Ordering::Relaxed)..)?;
        let line = rest.split_inclusive('\n').next()?;
        self.at.fetch_add(line.len(), Ordering::Relaxed);
        Some(line.strip_suffix('\n').unwrap_or(line))
    }
}
