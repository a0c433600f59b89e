use std::borrow::Cow;
use std::io::{self, Write};

use super::text::{Paint, clean, padded, paragraph, width, words};
use crate::format::{Rows, View};
use crate::table::{Align, Cell, Table};

/// Between two columns.
const GAP: &str = "  ";
/// Words are not squeezed into less than this.
const NARROWEST: usize = 8;
/// Longer words than this may be broken.
const WIDE_WORD: usize = 16;

/// Writes a table with a rule under its headings. Where it is wider than the terminal, columns of words are broken
/// into lines, the widest first; figures never are.
pub(super) fn write(table: &Table, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let rows = || -> Box<dyn Iterator<Item = io::Result<Cow<'_, [Cell]>>>> {
        Box::new(table.rows.iter().map(|row| Ok(row.as_slice().into())))
    };
    stream(table, &rows, view, out)
}

/// Writes a table whose rows are made twice: to be measured, and to be written.
pub(super) fn stream(table: &Table, rows: Rows<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::of(view.style);
    let titles: Vec<_> = table.columns.iter().map(|column| clean(&column.title).into_owned()).collect();
    let text = |cell: &Cell| clean(&cell.people(view.lang)).into_owned();
    let mut widest = vec![Widest::default(); titles.len()];
    for row in rows() {
        for (widest, cell) in widest.iter_mut().zip(row?.iter()) {
            widest.add(&text(cell), view.style.width.is_some());
        }
    }
    let widths = widths(table, &titles, &widest, view.style.width);

    for line in lines(table, &titles, &widths) {
        let cells = line.iter().map(|cell| paint.bold(cell)).collect::<Vec<_>>();
        put(out, &cells)?;
    }
    let rules: Vec<_> = widths.iter().map(|width| paint.faint(&"─".repeat(*width))).collect();
    put(out, &rules)?;
    for row in rows() {
        let row = row?;
        let (cells, tones): (Vec<_>, Vec<_>) = row.iter().map(|cell| (text(cell), cell.tone())).unzip();
        for line in lines(table, &cells, &widths) {
            let painted = line.iter().zip(&tones).map(|(cell, tone)| paint.tone(*tone, cell));
            put(out, &painted.collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

/// How much room the cells of a column take.
#[derive(Debug, Clone, Copy, Default)]
struct Widest {
    cell: usize,
    word: usize,
}

impl Widest {
    fn add(&mut self, cell: &str, by_words: bool) {
        self.cell = self.cell.max(width(cell));
        if by_words {
            self.word = self.word.max(longest_word(cell));
        }
    }
}

fn longest_word(text: &str) -> usize {
    words(text).map(width).max().unwrap_or(0)
}

/// The width of each column.
fn widths(table: &Table, titles: &[String], widest: &[Widest], room: Option<usize>) -> Vec<usize> {
    let full: Vec<_> =
        titles.iter().zip(widest).map(|(title, column)| column.cell.max(width(title))).collect();
    let Some(room) = room else { return full };
    let least: Vec<_> = (0..full.len())
        .map(|at| match table.columns[at].align {
            Align::Right => widest[at].cell.max(longest_word(&titles[at])),
            Align::Left => {
                let longest = widest[at].word.clamp(NARROWEST, WIDE_WORD);
                full[at].min(longest.max(longest_word(&titles[at])))
            }
        })
        .collect();
    let room = room.saturating_sub(GAP.len() * full.len().saturating_sub(1));
    let mut widths = full;
    while widths.iter().sum::<usize>() > room {
        let spare = |at: &usize| widths[*at] > least[*at];
        let Some(widest) = (0..widths.len()).filter(spare).max_by_key(|at| widths[*at]) else { break };
        widths[widest] -= 1;
    }
    widths
}

/// One row as lines of cells, each as wide as its column.
fn lines(table: &Table, cells: &[String], widths: &[usize]) -> Vec<Vec<String>> {
    let broken: Vec<_> =
        cells.iter().zip(widths).map(|(cell, width)| paragraph(cell, Some(*width))).collect();
    let height = broken.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: usize, at: usize| {
        let text = broken[at].get(line).map_or("", String::as_str);
        match table.columns[at].align {
            Align::Left => padded(text, widths[at]),
            Align::Right => format!("{}{text}", " ".repeat(widths[at].saturating_sub(width(text)))),
        }
    };
    (0..height).map(|line| (0..broken.len()).map(|at| cell(line, at)).collect()).collect()
}

fn put(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    writeln!(out, "{}", cells.join(GAP).trim_end())
}
