//! A form on paper: header block, headings of three levels, rows, notes, and where it is signed.

use std::io::{self, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use sipas_render::Lang;

use super::{Form, FormHead, Level};
use crate::write::{Book, failed, fit, lines, looks_like_formula, paper};

/// The widths of column (1), of column (2) and of each count, in digits.
const WIDTHS: [u16; 3] = [6, 38, 12];
/// The height of a line, in points.
const LINE: f64 = 16.0;
const DOTS: &str = "……………………………";

impl Form {
    /// Writes the form as a workbook. The same form gives the same bytes.
    pub fn write_xlsx(&self, head: &FormHead, out: &mut dyn Write) -> io::Result<()> {
        let mut book = Book::new(self.title, self.number, self.period.as_of().datetime(), Lang::Vi);
        book.push(self.sheet(head).map_err(failed)?);
        book.write(out)
    }

    fn sheet(&self, head: &FormHead) -> Result<Worksheet, XlsxError> {
        let mut paper_sheet = Paper { sheet: Worksheet::new(), row: 0, last: self.last_column() };
        paper_sheet.sheet.set_name(format!("Biểu {}", self.code))?;
        for column in 0..=paper_sheet.last {
            let width = WIDTHS[usize::from(column).min(WIDTHS.len() - 1)];
            paper_sheet.sheet.set_column_width(column, width)?;
        }
        paper_sheet.head(self, head)?;
        let heading = paper_sheet.row;
        paper_sheet.headings(self)?;
        let first = paper_sheet.row;
        paper_sheet.rows(self)?;
        paper_sheet.notes(self)?;
        paper_sheet.signatures(head)?;
        let mut sheet = paper_sheet.sheet;
        sheet.set_freeze_panes(first, 2)?;
        sheet.set_repeat_rows(heading, first - 1)?;
        paper(&mut sheet, self.number, Lang::Vi);
        Ok(sheet)
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len() + 1).unwrap_or(u16::MAX)
    }
}

struct Paper {
    sheet: Worksheet,
    row: u32,
    last: u16,
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

impl Paper {
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

    fn head(&mut self, form: &Form, head: &FormHead) -> Result<(), XlsxError> {
        let or_dots =
            |text: &str| if text.trim().is_empty() { DOTS.to_owned() } else { text.trim().to_owned() };
        let period = format!(
            "Kỳ báo cáo: từ ngày {} đến ngày {}",
            Lang::Vi.day(form.period.first_day()),
            Lang::Vi.day(form.period.last_day())
        );
        let (left, right) = ((0, 2), (self.last - 4, self.last));
        let middle = (3, self.last - 5);
        let bold = centred(plain().set_bold());
        let small = centred(plain().set_italic());
        let (row, side) = (self.row, plain().set_text_wrap());
        self.over((row, row), left, form.number, &plain().set_bold().set_text_wrap())?;
        self.over((row + 1, row + 1), left, form.issued, &plain().set_italic().set_text_wrap())?;
        self.over((row, row + 1), middle, form.title, &bold.clone().set_font_size(13))?;
        self.over((row + 2, row + 2), middle, &period, &small)?;
        self.over((row, row), right, &format!("Đơn vị báo cáo: {}", or_dots(&head.reporting_unit)), &side)?;
        self.over(
            (row + 1, row + 1),
            right,
            &format!("Đơn vị nhận báo cáo: {}", or_dots(&head.receiving_unit)),
            &side,
        )?;
        let unit = plain().set_italic().set_align(FormatAlign::Right);
        self.over((row + 3, row + 3), right, form.unit_of_count, &unit)?;
        for line in 0..2 {
            self.sheet.set_row_height(row + line, LINE * 2.2)?;
        }
        self.row += 4;
        Ok(())
    }

    /// Headings that neighbours share are one cell; one without others below it reaches down to the numbers.
    fn headings(&mut self, form: &Form) -> Result<(), XlsxError> {
        let styled = centred(boxed().set_bold().set_background_color(Color::RGB(0x00DD_EBF7)));
        let levels = form.columns.iter().map(|column| column.path.len()).max().unwrap_or(1);
        let top = self.row;
        let down = |level: usize| top + u32::try_from(level).unwrap_or(0);
        self.over((top, down(levels - 1)), (0, 0), "TT", &styled)?;
        self.over((top, down(levels - 1)), (1, 1), &form.subject, &styled)?;
        let paths: Vec<_> = form.columns.iter().map(|column| column.path).collect();
        for level in 0..levels {
            let mut from = 0;
            while from < paths.len() {
                let own = paths[from].get(..=level);
                let to = (from..paths.len())
                    .take_while(|at| paths[*at].get(..=level) == own)
                    .last()
                    .unwrap_or(from);
                if let Some(own) = own {
                    let bottom = if own.len() == paths[from].len() { levels - 1 } else { level };
                    let column = |at: usize| u16::try_from(at + 2).unwrap_or(u16::MAX);
                    self.over((down(level), down(bottom)), (column(from), column(to)), own[level], &styled)?;
                }
                from = to + 1;
            }
        }
        for level in 0..levels {
            self.sheet.set_row_height(down(level), LINE * if level + 1 == levels { 3.2 } else { 1.6 })?;
        }
        self.row = down(levels);
        let numbers = ["(1)", "(2)"].into_iter().chain(form.columns.iter().map(|column| column.label));
        let small = centred(boxed().set_italic().set_font_size(7));
        for (column, number) in (0..).zip(numbers) {
            self.sheet.write_string_with_format(self.row, column, number, &small)?;
        }
        self.sheet.set_row_height(self.row, LINE * 1.6)?;
        self.row += 1;
        Ok(())
    }

    fn rows(&mut self, form: &Form) -> Result<(), XlsxError> {
        for row in &form.rows {
            let base = if row.level == Level::Detail { boxed() } else { boxed().set_bold() };
            let name =
                if looks_like_formula(&row.name) { base.clone().set_quote_prefix() } else { base.clone() };
            self.sheet.write_string_with_format(self.row, 0, &row.number, &centred(base.clone()))?;
            self.sheet.write_string_with_format(self.row, 1, fit(&row.name), &name.set_text_wrap())?;
            let count = base.set_num_format("#,##0");
            for (column, n) in (2..).zip(&row.counts) {
                self.sheet.write_number_with_format(self.row, column, *n as f64, &count)?;
            }
            let high = lines(&row.name, usize::from(WIDTHS[1]));
            self.sheet.set_row_height(self.row, LINE * high as f64)?;
            self.row += 1;
        }
        Ok(())
    }

    fn notes(&mut self, form: &Form) -> Result<(), XlsxError> {
        let wide = WIDTHS[0] + WIDTHS[1] + WIDTHS[2] * (self.last - 1);
        self.row += 1;
        for (n, note) in form.notes.iter().enumerate() {
            let note = if n == 0 { format!("Ghi chú: {note}") } else { note.clone() };
            let row = (self.row, self.row);
            self.over(row, (0, self.last), &note, &plain().set_italic().set_text_wrap())?;
            self.sheet.set_row_height(self.row, LINE * lines(&note, usize::from(wide)) as f64)?;
            self.row += 1;
        }
        Ok(())
    }

    fn signatures(&mut self, head: &FormHead) -> Result<(), XlsxError> {
        let place = if head.place.trim().is_empty() { "……………" } else { head.place.trim() };
        let (left, right) = ((0, 2), (self.last - 4, self.last));
        let (bold, small) = (centred(plain().set_bold()), centred(plain().set_italic()));
        let row = self.row + 1;
        self.over((row, row), right, &format!("{place}, ngày …… tháng …… năm ………"), &small)?;
        for (columns, title, how, name) in [
            (left, "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", &head.preparer),
            (right, "THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)", &head.signer),
        ] {
            self.over((row + 1, row + 1), columns, title, &bold)?;
            self.over((row + 2, row + 2), columns, how, &small)?;
            self.over((row + 6, row + 6), columns, name, &bold)?;
        }
        self.row = row + 7;
        Ok(())
    }
}
