//! A list: across where it has many columns.

use std::borrow::Cow;
use std::io::{self, Write};

use docx_rs::AlignmentType;
use sipas_render::{Align, Lang, Table, Tone, View};

use crate::paper::{self, CLEAR, Look, Page, cell, gap, line, pack, repeated, row, shaded, shares};

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
    // Many columns are read in smaller print rather than in pieces of words.
    let size = if page == Page::Upright && list.columns.len() > CROWDED { 20 } else { paper::SMALL };
    let widths = widths(list, page, size, lang);
    let head = |(column, wide): (&sipas_render::Column, &usize)| {
        shaded(cell(&column.title, Look::CENTRED.size(HEAD).bold().keep(), *wide, 1))
    };
    let mut rows = vec![repeated(list.columns.iter().zip(&widths).map(head).collect())];
    for of in &list.rows {
        let strong = of.iter().any(|cell| cell.tone() == Tone::Strong);
        let base = if strong { Look::CELL.bold() } else { Look::CELL }.size(size);
        let cells = list.columns.iter().zip(&widths).zip(of).map(|((column, wide), of)| {
            let align = if column.align == Align::Right { AlignmentType::Right } else { AlignmentType::Left };
            cell(&whole(&of.people(lang)), base.align(align), *wide, 1)
        });
        rows.push(row(cells.collect()));
    }
    paper::table(rows, &widths)
}

/// An upright page with more columns is crowded.
const CROWDED: usize = 5;
/// The size of headings.
const HEAD: usize = 20;
/// A text that is no longer than that stays on one line.
const SHORT: usize = 10;

/// A short text without a place to break it, such as a sign and its figure.
fn whole(text: &str) -> Cow<'_, str> {
    if text.chars().count() > SHORT { text.into() } else { text.replace(' ', "\u{a0}").into() }
}

/// How wide each column is: its longest word fits, and what is left goes to those of long texts.
fn widths(list: &Table, page: Page, size: usize, lang: Lang) -> Vec<usize> {
    // No text needs more room than a few lines of these letters.
    const WIDEST: usize = 42;
    let words = |text: &str| {
        let words = text.split(' ').flat_map(|word| word.split_inclusive('-'));
        words.map(broad).max().unwrap_or(0).min(WIDEST)
    };
    let of = |(at, column): (usize, &sipas_render::Column)| {
        let cells = list.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.people(lang));
        let (mut longest, mut word) = (0, 0);
        for text in cells {
            longest = longest.max(text.chars().count());
            word = word.max(words(&whole(&text)));
        }
        let head = letters(words(&column.title), HEAD, 60);
        let least = letters(word, size, 55).max(head) + 2 * CLEAR;
        // A heading has two lines where there is room for that.
        let head = letters(broad(&column.title).div_ceil(2) + 1, HEAD, 60);
        (least, least.max(letters(longest.min(WIDEST), size, 55).max(head) + 2 * CLEAR))
    };
    let (least, wanted): (Vec<usize>, Vec<usize>) = list.columns.iter().enumerate().map(of).unzip();
    let all = least.iter().sum::<usize>();
    let Some(left) = page.width().checked_sub(all) else { return shares(page.width(), &least) };
    let more: Vec<usize> = wanted.iter().zip(&least).map(|(wanted, least)| wanted - least + 1).collect();
    least.iter().zip(shares(left, &more)).map(|(least, more)| least + more).collect()
}

/// How many small letters are as wide as this text.
fn broad(text: &str) -> usize {
    text.chars().map(|letter| 2 + usize::from(letter.is_uppercase())).sum::<usize>().div_ceil(2)
}

/// How wide so many letters of a size are, in twentieths of a point, each so many per cent as wide as it is high.
fn letters(count: usize, size: usize, per_cent: usize) -> usize {
    count * size * 10 * per_cent / 100
}

#[cfg(test)]
mod tests {
    use sipas_render::{Cell, Column};

    use super::*;

    #[test]
    fn dates_and_rates_are_on_one_line_however_long_the_texts_beside_them_are() {
        let columns =
            ["code", "procedure", "unit", "received", "rate"].map(|id| Column::left(id, id)).to_vec();
        let long = "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất ".repeat(3);
        let row = ["H37.12-250624-3127", &long, &long, "24/06/2025", "= 100%"].map(Cell::text).to_vec();
        let list = Table { title: String::new(), columns, rows: vec![row] };
        let widths = widths(&list, Page::Upright, 22, Lang::Vi);
        assert!(widths.iter().sum::<usize>() <= Page::Upright.width());
        // Half the height of a letter, 11 points, for each of ten digits, and the borders.
        assert!(widths[3] >= 10 * 110 + 2 * CLEAR, "{widths:?}");
        assert!(widths[4] >= 6 * 110 + 2 * CLEAR, "{widths:?}");
        assert!(widths[1] > widths[3], "{widths:?}");
        assert_eq!(whole("= 100%"), "=\u{a0}100%");
    }

    #[test]
    fn no_heading_is_broken_within_a_word() {
        let columns = vec![Column::left("label", "Chỉ tiêu"), Column::right("count", "Số PAKN")];
        let long = "tạm dừng, chờ bổ sung hoặc nghĩa vụ tài chính ".repeat(2);
        let list =
            Table { title: String::new(), columns, rows: vec![vec![Cell::text(&long), Cell::text("6")]] };
        let widths = widths(&list, Page::Upright, paper::SMALL, Lang::Vi);
        // Three quarters of the height of a bold capital, 10 points, for each of four.
        assert!(widths[1] >= 4 * 150 + 2 * CLEAR, "{widths:?}");
    }
}
