//! A list: across where it has many columns.

use std::io::{self, Write};

use docx_rs::AlignmentType;
use sipas_render::{Align, Lang, Table, Tone, View};

use crate::paper::{self, Look, Page, cell, gap, line, pack, repeated, row, shaded, shares};

/// A list of more columns lies across.
const MANY: usize = 4;

pub(crate) fn write(list: &Table, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let page = if list.columns.len() > MANY { Page::Across } else { Page::Upright };
    let mut document = page.document();
    if !list.title.is_empty() {
        document = document
            .add_paragraph(line(&list.title, Look::CENTRED.bold().size(paper::TITLE).keep()))
            .add_paragraph(gap());
    }
    pack(document.add_table(table(list, page, view.lang)), out)
}

/// The table of a list, as wide as the page.
pub(crate) fn table(list: &Table, page: Page, lang: Lang) -> docx_rs::Table {
    let widths = shares(page.width(), &weights(list, lang));
    let head = |(column, wide): (&sipas_render::Column, &usize)| {
        shaded(cell(&column.title, Look::CENTRED.size(20).bold(), *wide, 1))
    };
    let mut rows = vec![repeated(list.columns.iter().zip(&widths).map(head).collect())];
    for of in &list.rows {
        let strong = of.iter().any(|cell| cell.tone() == Tone::Strong);
        let base = if strong { Look::CELL.bold() } else { Look::CELL };
        let cells = list.columns.iter().zip(&widths).zip(of).map(|((column, wide), of)| {
            let align = if column.align == Align::Right { AlignmentType::Right } else { AlignmentType::Left };
            cell(&of.people(lang), base.align(align), *wide, 1)
        });
        rows.push(row(cells.collect()));
    }
    paper::table(rows, &widths)
}

/// How much room each column wants: its longest word at least, a long text no more than a few lines of it.
fn weights(list: &Table, lang: Lang) -> Vec<usize> {
    const WIDEST: usize = 42;
    let words = |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
    let weight = |(at, column): (usize, &sipas_render::Column)| {
        let cells = list.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.people(lang));
        let (mut longest, mut word) = (0, words(&column.title));
        for text in cells {
            longest = longest.max(text.chars().count());
            word = word.max(words(&text).min(WIDEST));
        }
        longest.min(WIDEST).max(word) + 3
    };
    list.columns.iter().enumerate().map(weight).collect()
}
