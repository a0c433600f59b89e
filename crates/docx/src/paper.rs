//! What all documents are made of: pages, paragraphs, tables, and their packing.

use std::io::{self, Cursor, Write};

use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, PageOrientationType,
    Paragraph, Run, RunFonts, Shading, ShdType, SpecialIndentType, Table, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

/// Sizes are half points; lengths are twentieths of a point.
pub(crate) const BODY: usize = 28;
pub(crate) const TITLE: usize = 28;
pub(crate) const SMALL: usize = 22;
/// Nobody reads smaller figures on paper.
pub(crate) const SMALLEST: usize = 12;
/// How far what stands in a cell is from its borders, left and right.
pub(crate) const CLEAR: usize = 85;

/// A4.
const SIDES: (u32, u32) = (11_906, 16_838);
/// 20 mm above and below, 30 mm on the left and 15 mm on the right of an upright page.
const EDGE: i32 = 1134;
const LEFT: i32 = 1701;
const RIGHT: i32 = 850;
// On a landscape page the margins are turned: 15 mm above and below, 20 mm on the left.

/// Height 1 marks a row to be repeated on every page, which docx-rs 0.4 has no name for: what it writes for that height is
/// replaced when the document is packed.
const REPEATED: f32 = 1.0;
const REPEATED_AS: (&str, &str) = ("<w:trHeight w:val=\"1\" w:hRule=\"atLeast\" />", "<w:tblHeader />");

/// How a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Upright,
    Across,
}

impl Page {
    /// An empty document.
    pub(crate) fn document(self) -> Docx {
        let font = "Times New Roman";
        let (width, height) = match self {
            Page::Upright => SIDES,
            Page::Across => (SIDES.1, SIDES.0),
        };
        let (left, right) = self.edges();
        let above = if self == Page::Upright { EDGE } else { RIGHT };
        let margin = PageMargin::new()
            .top(above)
            .bottom(above)
            .left(left)
            .right(right)
            .header(567)
            .footer(567)
            .gutter(0);
        let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
        let document = Docx::new()
            .default_fonts(RunFonts::new().ascii(font).hi_ansi(font).cs(font).east_asia(font))
            .default_size(BODY)
            .page_size(width, height)
            .page_margin(margin)
            .footer(Footer::new().add_paragraph(number));
        match self {
            Page::Upright => document.page_orient(PageOrientationType::Portrait),
            Page::Across => document.page_orient(PageOrientationType::Landscape),
        }
    }

    fn edges(self) -> (i32, i32) {
        match self {
            Page::Upright => (LEFT, RIGHT),
            Page::Across => (EDGE, RIGHT),
        }
    }

    /// How wide what is written can be.
    pub(crate) fn width(self) -> usize {
        let (left, right) = self.edges();
        let side = if self == Page::Upright { SIDES.0 } else { SIDES.1 };
        usize::try_from(i64::from(side) - i64::from(left + right)).unwrap_or(0)
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) size: usize,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) align: AlignmentType,
    /// Stays on the page of what follows.
    pub(crate) keep: bool,
}

impl Look {
    pub(crate) const PLAIN: Look =
        Look { size: BODY, bold: false, italic: false, align: AlignmentType::Left, keep: false };
    pub(crate) const CELL: Look = Look { size: SMALL, ..Look::PLAIN };
    pub(crate) const CENTRED: Look = Look { align: AlignmentType::Center, ..Look::PLAIN };

    pub(crate) const fn bold(self) -> Look {
        Look { bold: true, ..self }
    }

    pub(crate) const fn italic(self) -> Look {
        Look { italic: true, ..self }
    }

    pub(crate) const fn size(self, size: usize) -> Look {
        Look { size, ..self }
    }

    pub(crate) const fn align(self, align: AlignmentType) -> Look {
        Look { align, ..self }
    }

    pub(crate) const fn keep(self) -> Look {
        Look { keep: true, ..self }
    }

    fn run(self, text: &str) -> Run {
        let run = Run::new().add_text(clean(text)).size(self.size);
        let run = if self.bold { run.bold() } else { run };
        if self.italic { run.italic() } else { run }
    }
}

/// A line of text by itself.
pub(crate) fn line(text: &str, look: Look) -> Paragraph {
    let paragraph = Paragraph::new().add_run(look.run(text)).align(look.align).line_spacing(spacing(0, 0));
    if look.keep { paragraph.keep_next(true) } else { paragraph }
}

/// A paragraph of running text: justified, its first line indented by 10 mm, 6 points apart.
pub(crate) fn paragraph(text: &str) -> Paragraph {
    let look = Look::PLAIN.align(AlignmentType::Both);
    Paragraph::new()
        .add_run(look.run(text))
        .align(look.align)
        .indent(None, Some(SpecialIndentType::FirstLine(567)), None, None)
        .line_spacing(spacing(120, 0))
}

/// A heading, which stays with what follows.
pub(crate) fn heading(text: &str) -> Paragraph {
    let look = Look::PLAIN.bold().keep();
    Paragraph::new().add_run(look.run(text)).keep_next(true).line_spacing(spacing(180, 60)).outline_lvl(0)
}

/// An empty line.
pub(crate) fn gap() -> Paragraph {
    line("", Look::PLAIN.size(SMALL / 2))
}

fn spacing(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after).line(240).line_rule(LineSpacingType::Auto)
}

/// A cell of a table: so wide, over so many columns.
pub(crate) fn cell(text: &str, look: Look, width: usize, span: usize) -> TableCell {
    let cell = TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(line(text, look));
    if span > 1 { cell.grid_span(span) } else { cell }
}

/// A heading of a table.
pub(crate) fn shaded(cell: TableCell) -> TableCell {
    cell.shading(Shading::new().shd_type(ShdType::Clear).color("auto").fill("DDEBF7"))
}

/// A cell that reaches down over others, or one that lies below such a one.
pub(crate) fn merged(cell: TableCell, begins: bool) -> TableCell {
    cell.vertical_merge(if begins { VMergeType::Restart } else { VMergeType::Continue })
}

/// A row of headings, repeated on every page.
pub(crate) fn repeated(cells: Vec<TableCell>) -> TableRow {
    TableRow::new(cells).cant_split().row_height(REPEATED)
}

/// A row that is not broken over pages.
pub(crate) fn row(cells: Vec<TableCell>) -> TableRow {
    TableRow::new(cells).cant_split()
}

/// A table with borders and fixed columns; its figures stand clear of the borders.
pub(crate) fn table(rows: Vec<TableRow>, widths: &[usize]) -> Table {
    Table::new(rows)
        .set_grid(widths.to_vec())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(30, CLEAR, 30, CLEAR))
}

/// Texts side by side without borders: what stands in a head, and where a paper is signed.
pub(crate) fn beside(columns: &[(usize, Vec<(String, Look)>)]) -> Table {
    let cell = |(width, lines): &(usize, Vec<(String, Look)>)| {
        let cell = TableCell::new().width(*width, WidthType::Dxa);
        lines.iter().fold(cell, |cell, (text, look)| cell.add_paragraph(line(text, *look)))
    };
    let widths: Vec<usize> = columns.iter().map(|(width, _)| *width).collect();
    Table::without_borders(vec![row(columns.iter().map(cell).collect())])
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
}

/// Where a paper is signed: the left column, then who signs, with room for place and day on one line.
pub(crate) fn signatures(page: Page, left: Vec<(String, Look)>, right: Vec<(String, Look)>) -> Table {
    let first = if page == Page::Upright { page.width() * 2 / 5 } else { page.width() / 2 };
    beside(&[(first, left), (page.width() - first, right)])
}

/// Shares a width out by weights.
pub(crate) fn shares(width: usize, weights: &[usize]) -> Vec<usize> {
    let all = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|weight| width * weight / all).collect()
}

/// Writes a document.
pub(crate) fn pack(document: Docx, out: &mut dyn Write) -> io::Result<()> {
    let mut parts = document.build();
    let text = String::from_utf8(parts.document).map_err(io::Error::other)?;
    let (marked, repeated) = REPEATED_AS;
    parts.document = text.replace(marked, repeated).into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(io::Error::other)?;
    out.write_all(bytes.get_ref())
}

/// Text as a document can hold it: without characters that XML has not, and marks that turn the direction of reading.
fn clean(text: &str) -> String {
    let harmful = |c: char| {
        matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fffe}' | '\u{ffff}')
    };
    text.chars()
        .map(|c| {
            if harmful(c) {
                char::REPLACEMENT_CHARACTER
            } else if c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect()
}
