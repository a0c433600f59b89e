//! A form on paper, across: header block, headings of several levels, rows, notes, and where it is signed.

use std::io::{self, Write};

use docx_rs::{AlignmentType, Docx, Table, TableCell};
use sipas_render::{Align, Cell, Form, FormHead, FormPart, FormRow, Heading, Lang, Level};

use crate::paper::{
    self, Look, Page, cell, gap, heading, line, merged, pack, paragraph, repeated, row, shaded, shares,
};

/// The numbers of columns are small.
const NUMBERS: usize = 16;

pub(crate) fn write(form: &Form, head: &FormHead, out: &mut dyn Write) -> io::Result<()> {
    // Running text stands upright.
    let is_text = form.parts.iter().all(|part| !part.paragraphs.is_empty());
    let page = if is_text { Page::Upright } else { Page::Across };
    let mut document = begin(page, form, head);
    for part in &form.parts {
        if !part.title.is_empty() {
            document = document.add_paragraph(heading(&part.title));
        }
        document = if part.paragraphs.is_empty() {
            document.add_table(table(page, part))
        } else {
            part.paragraphs.iter().fold(document, |document, text| document.add_paragraph(paragraph(text)))
        };
        document = document.add_paragraph(gap());
    }
    for (n, note) in form.notes.iter().enumerate() {
        let note = if n == 0 { format!("Ghi chú: {note}") } else { note.clone() };
        // Who signs does not stand on a page alone.
        let keep = n + 2 >= form.notes.len();
        let look = Look { keep, ..Look::CELL.italic().align(AlignmentType::Both) };
        document = document.add_paragraph(line(&note, look));
    }
    document = document.add_paragraph(gap().keep_next(true)).add_table(signed(page, head));
    pack(document, out)
}

fn begin(page: Page, form: &Form, head: &FormHead) -> Docx {
    let or_dots = FormHead::or_dots;
    let side = Look::CELL;
    let left = vec![(form.number.clone(), side.bold()), (form.issued.clone(), side.italic())];
    let right = vec![
        (format!("Đơn vị báo cáo: {}", or_dots(&head.office)), side),
        (format!("Đơn vị nhận báo cáo: {}", or_dots(&head.receiving_unit)), side),
    ];
    let half = page.width() / 2;
    let document = page
        .document()
        .add_table(paper::beside(&[(half, left), (page.width() - half, right)]))
        .add_paragraph(gap());
    let title = Look::CENTRED.bold().size(paper::TITLE).keep();
    let document = form
        .title
        .lines()
        .fold(document, |document, text| document.add_paragraph(line(text, title)))
        .add_paragraph(line(&form.period_words(), Look::CENTRED.italic().size(26).keep()));
    if form.unit_of_count.is_empty() {
        document.add_paragraph(gap())
    } else {
        let look = Look::CELL.italic().align(AlignmentType::Right).keep();
        document.add_paragraph(line(&form.unit_of_count, look))
    }
}

fn signed(page: Page, head: &FormHead) -> Table {
    let centred = Look::CENTRED.size(26);
    let block = |first: String, title: &str, how: &str, name: &str| {
        let mut lines = vec![
            (first, centred.italic()),
            (title.to_owned(), centred.bold()),
            (how.to_owned(), centred.italic()),
        ];
        lines.extend(std::iter::repeat_n((String::new(), centred), 3));
        lines.push((name.trim().to_owned(), centred.bold()));
        lines
    };
    paper::signatures(
        page,
        block(String::new(), "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", &head.prepared_by),
        block(head.place_and_day(), &head.signer_title(), "(Ký tên, đóng dấu)", &head.signed_by),
    )
}

fn table(page: Page, part: &FormPart) -> Table {
    let weights: Vec<usize> = part.columns.iter().map(|column| usize::from(column.width)).collect();
    let widths = shares(page.width(), &weights);
    let look = Look::CELL.size(size(part, &widths));
    let mut rows = headings(part, &widths);
    rows.extend(part.rows.iter().map(|of| row(cells(part, of, look, &widths))));
    paper::table(rows, &widths)
}

/// The size of the rows: small enough that no number is broken, since half a number reads as another one.
fn size(part: &FormPart, widths: &[usize]) -> usize {
    // Of a hundred parts of a letter's height a digit of Times New Roman is 50 wide, a dot 25.
    let wide = |text: &str| -> usize { text.chars().map(|c| if c.is_ascii_digit() { 50 } else { 25 }).sum() };
    let fits = |row: &FormRow, at: usize| match row.cells[at] {
        Cell::Integer(_) => {
            let room = widths[at].saturating_sub(2 * paper::CLEAR + 10);
            // Half a point is ten twentieths of one.
            room * 10 / wide(&row.cells[at].people(Lang::Vi)).max(1)
        }
        _ => paper::SMALL,
    };
    let all = part.rows.iter().flat_map(|row| (0..row.cells.len()).map(move |at| fits(row, at)));
    all.min().unwrap_or(paper::SMALL).clamp(paper::SMALLEST, paper::SMALL)
}

/// Headings that neighbours share are one cell; one without others below it reaches down to the numbers.
fn headings(part: &FormPart, widths: &[usize]) -> Vec<docx_rs::TableRow> {
    let look = Look::CENTRED.size(20).bold();
    let levels = part.headings();
    let all: Vec<(usize, Heading<'_>)> =
        levels.iter().enumerate().flat_map(|(level, row)| row.iter().map(move |of| (level, *of))).collect();
    let mut rows = Vec::new();
    for level in 0..levels.len() {
        let mut here: Vec<_> =
            all.iter().filter(|(begins, of)| (*begins..=of.bottom).contains(&level)).collect();
        here.sort_by_key(|(_, of)| of.from);
        let cell = |(begins, of): &&(usize, Heading<'_>)| {
            let wide = widths[of.from..=of.to].iter().sum();
            let text = if *begins == level { of.text } else { "" };
            let cell = shaded(cell(text, look, wide, of.to - of.from + 1));
            if of.bottom > *begins { merged(cell, *begins == level) } else { cell }
        };
        rows.push(repeated(here.iter().map(cell).collect()));
    }
    if part.columns.iter().any(|column| !column.label.is_empty()) {
        // A sum may be broken behind its signs.
        let label = |label: &str| label.replace('+', "+\u{200b}").replace('=', "=\u{200b}");
        let number = |(column, wide): (&sipas_render::FormColumn, &usize)| {
            cell(&label(&column.label), Look::CENTRED.size(NUMBERS).italic(), *wide, 1)
        };
        rows.push(repeated(part.columns.iter().zip(widths).map(number).collect()));
    }
    rows
}

fn cells(part: &FormPart, row: &FormRow, look: Look, widths: &[usize]) -> Vec<TableCell> {
    let base = if row.level == Level::Detail { look } else { look.bold() };
    let columns = part.columns.iter().zip(widths).zip(&row.cells).enumerate();
    let cell = |(at, ((column, wide), of)): (usize, ((&sipas_render::FormColumn, &usize), &Cell))| {
        let align = match (of, column.align) {
            (Cell::Date(_), _) => AlignmentType::Center,
            (_, Align::Left) if at == 0 => AlignmentType::Center,
            (_, Align::Left) => AlignmentType::Left,
            (_, Align::Right) => AlignmentType::Right,
        };
        cell(&of.people(Lang::Vi), base.align(align), *wide, 1)
    };
    columns.map(cell).collect()
}
