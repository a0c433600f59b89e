//! A form on paper: header block, headings of several levels, rows, notes, and where it is signed. Each part of a form is
//! a sheet of its own.

use std::io::{self, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use sipas_render::{Align, Cell, Form, FormHead, FormPart, FormRow, Lang, Level};

use super::{Book, failed, fit, lines, looks_like_formula, paper};

/// The height of a line, in points.
const LINE: f64 = 16.0;

/// Writes the form as a workbook. The same form gives the same bytes.
pub(super) fn write(form: &Form, head: &FormHead, out: &mut dyn Write) -> io::Result<()> {
    let mut book = Book::new(&form.title_line(), &form.number, form.period.as_of().datetime(), Lang::Vi);
    for part in &form.parts {
        book.push(sheet(form, &part.for_people(), head).map_err(failed)?);
    }
    book.write(out)
}

fn sheet(form: &Form, part: &FormPart, head: &FormHead) -> Result<Worksheet, XlsxError> {
    let mut page = Page::of(part);
    let name = if form.parts.len() > 1 { part.id } else { form.code };
    page.sheet.set_name(format!("Biểu {name}"))?;
    page.head(form, part, head)?;
    let heading = page.row;
    page.headings(part)?;
    let first = page.row;
    part.rows.iter().try_for_each(|row| page.table_row(part, row))?;
    page.notes(form)?;
    page.signatures(head)?;
    let page_columns = page.last();
    let mut sheet = page.sheet;
    // The names of rows stay in view, and the figures move.
    sheet.set_freeze_panes(first, page_columns.min(2))?;
    sheet.set_repeat_rows(heading, first - 1)?;
    paper(&mut sheet, &form.number, Lang::Vi);
    Ok(sheet)
}

struct Page {
    sheet: Worksheet,
    row: u32,
    widths: Vec<u16>,
}

fn plain() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    plain().set_border(FormatBorder::Thin)
}

fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center).set_text_wrap()
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl Page {
    fn of(part: &FormPart) -> Page {
        let widths: Vec<u16> = part.columns.iter().map(|column| column.width).collect();
        let mut sheet = Worksheet::new();
        for (at, width) in (0..).zip(&widths) {
            // A sheet takes no more columns than that.
            let _ = sheet.set_column_width(at, *width);
        }
        Page { sheet, row: 0, widths }
    }

    fn last(&self) -> u16 {
        column(self.widths.len().saturating_sub(1))
    }

    /// How many digits wide all columns are.
    fn wide(&self) -> usize {
        self.widths.iter().map(|width| usize::from(*width)).sum()
    }

    /// The last column of the left half of the page.
    fn middle(&self) -> u16 {
        let (half, mut used) = (self.wide() / 2, 0);
        let left = self.widths.iter().take_while(|width| {
            used += usize::from(**width);
            used <= half
        });
        column(left.count().clamp(1, self.widths.len().saturating_sub(1).max(1)) - 1)
    }

    /// A text over several columns of several rows.
    fn over(
        &mut self,
        rows: (u32, u32),
        columns: (u16, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let text = fit(text);
        if rows.0 == rows.1 && columns.0 == columns.1 {
            self.sheet.write_string_with_format(rows.0, columns.0, text, format)?;
        } else {
            self.sheet.merge_range(rows.0, columns.0, rows.1, columns.1, &text, format)?;
        }
        Ok(())
    }

    /// A text over the whole width, as high as it needs.
    fn line(&mut self, text: &str, wide: usize, format: &Format) -> Result<(), XlsxError> {
        self.over((self.row, self.row), (0, self.last()), text, format)?;
        self.sheet.set_row_height(self.row, LINE * lines(text, wide) as f64)?;
        self.row += 1;
        Ok(())
    }

    fn head(&mut self, form: &Form, part: &FormPart, head: &FormHead) -> Result<(), XlsxError> {
        let (left, right) = ((0, self.middle()), (self.middle() + 1, self.last()));
        let side = plain().set_text_wrap();
        let or_dots = FormHead::or_dots;
        for (own, format, other) in [
            (&form.number, side.clone().set_bold(), format!("Đơn vị báo cáo: {}", or_dots(&head.office))),
            (
                &form.issued,
                side.clone().set_italic(),
                format!("Đơn vị nhận báo cáo: {}", or_dots(&head.receiving_unit)),
            ),
        ] {
            self.over((self.row, self.row), left, own, &format)?;
            self.over((self.row, self.row), right, &other, &side)?;
            let half = self.wide() / 2;
            let high = lines(own, half).max(lines(&other, half));
            self.sheet.set_row_height(self.row, LINE * high as f64)?;
            self.row += 1;
        }
        self.row += 1;
        // Capitals are half as wide again as digits.
        self.line(&form.title, self.wide() * 2 / 3, &centred(plain().set_bold().set_font_size(13)))?;
        self.line(&form.period_words(), self.wide(), &centred(plain().set_italic()))?;
        if !part.title.is_empty() {
            self.line(&part.title, self.wide() * 2 / 3, &plain().set_bold().set_text_wrap())?;
        }
        let unit = plain().set_italic().set_align(FormatAlign::Right);
        self.line(&form.unit_of_count, self.wide(), &unit)
    }

    /// Headings that neighbours share are one cell; one without others below it reaches down to the numbers.
    fn headings(&mut self, part: &FormPart) -> Result<(), XlsxError> {
        let styled = centred(boxed().set_bold().set_background_color(Color::RGB(0x00DD_EBF7)));
        let top = self.row;
        let down = |level: usize| top + u32::try_from(level).unwrap_or(0);
        let headings = part.headings();
        let mut high = vec![1; headings.len()];
        for (level, row) in headings.iter().enumerate() {
            for heading in row {
                let rows = (down(level), down(heading.bottom));
                self.over(rows, (column(heading.from), column(heading.to)), heading.text, &styled)?;
                let wide: u16 = self.widths[heading.from..=heading.to].iter().sum();
                // Bold letters are wider; a heading of several levels has the room of all of them.
                let needs =
                    lines(heading.text, usize::from(wide) * 8 / 10).div_ceil(heading.bottom - level + 1);
                high[heading.bottom] = high[heading.bottom].max(needs);
            }
        }
        for (level, lines) in high.iter().enumerate() {
            self.sheet.set_row_height(down(level), LINE * (*lines as f64 + 0.4))?;
        }
        self.row = down(headings.len());
        if part.columns.iter().any(|column| !column.label.is_empty()) {
            let small = centred(boxed().set_italic().set_font_size(7));
            let mut high = 1;
            for (at, of) in part.columns.iter().enumerate() {
                self.sheet.write_string_with_format(self.row, column(at), &*of.label, &small)?;
                // A long sum is broken behind its plus signs; small figures are narrower.
                high = high.max(of.label.len().div_ceil(usize::from(of.width) * 3 / 2));
            }
            self.sheet.set_row_height(self.row, LINE * 0.8 * (high as f64 + 0.4))?;
            self.row += 1;
        }
        Ok(())
    }

    fn table_row(&mut self, part: &FormPart, row: &FormRow) -> Result<(), XlsxError> {
        let base = if row.level == Level::Detail { boxed() } else { boxed().set_bold() };
        let mut high = 1;
        for (at, (of, cell)) in part.columns.iter().zip(&row.cells).enumerate() {
            let to = column(at);
            match cell {
                Cell::Integer(n) => {
                    // An indent keeps figures clear of the border.
                    let count =
                        base.clone().set_num_format("#,##0").set_align(FormatAlign::Right).set_indent(1);
                    self.sheet.write_number_with_format(self.row, to, *n as f64, &count)?;
                }
                Cell::Date(moment) => {
                    let form = if moment.has_clock() { "dd/mm/yyyy hh:mm" } else { "dd/mm/yyyy" };
                    let date = centred(base.clone().set_num_format(form));
                    self.sheet.write_datetime_with_format(self.row, to, moment.datetime(), &date)?;
                    high = high.max(if moment.has_clock() { 2 } else { 1 });
                }
                cell => {
                    let text = cell.people(Lang::Vi);
                    let words = if looks_like_formula(&text) {
                        base.clone().set_quote_prefix()
                    } else {
                        base.clone()
                    };
                    let words = match of.align {
                        Align::Left if of.id == "number" => centred(words),
                        Align::Left => words.set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
                        Align::Right => centred(words),
                    };
                    self.sheet.write_string_with_format(self.row, to, fit(&text), &words)?;
                    high = high.max(lines(&text, usize::from(of.width).saturating_sub(2)));
                }
            }
        }
        self.sheet.set_row_height(self.row, LINE * high as f64)?;
        self.row += 1;
        Ok(())
    }

    fn notes(&mut self, form: &Form) -> Result<(), XlsxError> {
        self.row += 1;
        for (n, note) in form.notes.iter().enumerate() {
            let note = if n == 0 { format!("Ghi chú: {note}") } else { note.clone() };
            self.line(&note, self.wide(), &plain().set_italic().set_text_wrap())?;
        }
        Ok(())
    }

    fn signatures(&mut self, head: &FormHead) -> Result<(), XlsxError> {
        let (left, right) = ((0, self.middle()), (self.middle() + 1, self.last()));
        let (bold, small) = (centred(plain().set_bold()), centred(plain().set_italic()));
        let row = self.row + 1;
        self.over((row, row), right, &head.place_and_day(), &small)?;
        for (columns, title, how, name) in [
            (left, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", &head.prepared_by),
            (right, &head.signer_title(), "(Ký tên, đóng dấu)", &head.signed_by),
        ] {
            self.over((row + 1, row + 1), columns, title, &bold)?;
            self.over((row + 2, row + 2), columns, how, &small)?;
            self.over((row + 6, row + 6), columns, name, &bold)?;
        }
        self.row = row + 7;
        Ok(())
    }
}
