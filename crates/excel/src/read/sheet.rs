use std::path::Path;

use sipas_intake::{BadRow, Row, Rows};

use super::limits::Limits;
use crate::ExcelError;

/// One sheet as text cells, in the order of its rows.
///
/// Real dates are ISO text, numbers in their shortest form. Of merged cells the first has the value and all others
/// are blank. Rows without any text are no rows.
#[derive(Debug, Clone)]
pub struct Sheet {
    name: String,
    serial_dates: bool,
    /// The text of all cells, one after another.
    text: String,
    cells: Vec<Placed>,
    width: usize,
}

/// A cell and where its text is. 16 bytes: there may be millions.
#[derive(Debug, Clone, Copy)]
struct Placed {
    row: u32,
    column: u32,
    start: u32,
    end: u32,
}

impl Sheet {
    /// Its name in the workbook.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether plain numbers in its date columns are days of Excel's calendar: what
    /// [`sipas_intake::Source::serial_dates`] is to be.
    ///
    /// Not in a workbook of the 1904 date system, whose plain numbers would be read four years early, and not in
    /// HTML, which shows dates as people write them.
    pub fn serial_dates(&self) -> bool {
        self.serial_dates
    }

    /// Whether no cell has any text.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The rows from the top.
    pub fn rows(&self) -> SheetRows<'_> {
        SheetRows { sheet: self, next: 0, cells: Vec::new() }
    }

    fn text_of(&self, cell: Placed) -> &str {
        &self.text[cell.start as usize..cell.end as usize]
    }
}

/// The rows of a [`Sheet`], each as wide as the widest.
#[derive(Debug, Clone)]
pub struct SheetRows<'s> {
    sheet: &'s Sheet,
    next: usize,
    cells: Vec<&'s str>,
}

impl Rows for SheetRows<'_> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        let rest = &self.sheet.cells[self.next..];
        let row = rest.first()?.row;
        self.cells.clear();
        self.cells.resize(self.sheet.width, "");
        for cell in rest.iter().take_while(|cell| cell.row == row) {
            self.cells[cell.column as usize] = self.sheet.text_of(*cell);
            self.next += 1;
        }
        Some(Ok(Row { cells: &self.cells, line: u64::from(row) + 1, cut: false }))
    }
}

/// The name of a cell as a spreadsheet shows it, of a row from 1 and a column from 0: `C17`.
///
/// ```
/// assert_eq!(sipas_excel::cell_name(17, 2), "C17");
/// assert_eq!(sipas_excel::cell_name(1, 16_383), "XFD1");
/// ```
pub fn cell_name(row: u64, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0));
        left = (left - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).chain(row.to_string().chars()).collect()
}

/// What the limits leave for the sheets still to come.
#[derive(Debug)]
pub(super) struct Budget<'p> {
    path: &'p Path,
    limits: Limits,
    /// Cells and text of the sheets before.
    spent: Limits,
}

impl<'p> Budget<'p> {
    pub(super) fn new(path: &'p Path, limits: Limits) -> Budget<'p> {
        Budget { path, limits, spent: Limits { unpacked: 0, cells: 0 } }
    }

    pub(super) fn path(&self) -> &'p Path {
        self.path
    }

    pub(super) fn limits(&self) -> Limits {
        self.limits
    }
}

/// Takes in cells, in any order, until a limit is reached.
#[derive(Debug)]
pub(super) struct Builder<'b, 'p> {
    budget: &'b mut Budget<'p>,
    sheet: Sheet,
    /// Rows with text so far, as they come.
    rows: u64,
    sorted: bool,
}

impl<'b, 'p> Builder<'b, 'p> {
    pub(super) fn new(budget: &'b mut Budget<'p>, name: &str, serial_dates: bool) -> Builder<'b, 'p> {
        let sheet =
            Sheet { name: name.to_owned(), serial_dates, text: String::new(), cells: Vec::new(), width: 0 };
        Builder { budget, sheet, rows: 0, sorted: true }
    }

    pub(super) fn limits(&self) -> Limits {
        self.budget.limits
    }

    /// Adds a cell, its row and column from 0; `write` puts its text at the end of the text given.
    pub(super) fn push(
        &mut self,
        row: u32,
        column: u32,
        write: impl FnOnce(&mut String),
    ) -> Result<(), ExcelError> {
        let from = self.sheet.text.len();
        write(&mut self.sheet.text);
        if self.sheet.text[from..].trim().is_empty() {
            self.sheet.text.truncate(from);
            return Ok(());
        }
        let too_large =
            ExcelError::TooLarge { path: self.budget.path.to_owned(), limit: self.budget.limits.unpacked };
        let left = self.budget.limits.unpacked - self.budget.spent.unpacked;
        let (Ok(start), Ok(end)) = (u32::try_from(from), u32::try_from(self.sheet.text.len())) else {
            return Err(too_large);
        };
        if u64::from(end) > left {
            return Err(too_large);
        }
        let last = self.sheet.cells.last().map(|cell| (cell.row, cell.column));
        self.rows += u64::from(last.is_none_or(|(before, _)| before != row));
        self.sorted &= last.is_none_or(|before| before < (row, column));
        self.sheet.cells.push(Placed { row, column, start, end });
        self.sheet.width = self.sheet.width.max(column as usize + 1);
        self.check(row)
    }

    /// What is handed over is as wide as the widest row: so many blank cells count as much as others.
    fn check(&self, row: u32) -> Result<(), ExcelError> {
        let (limit, spent) = (self.budget.limits.cells, self.budget.spent.cells);
        if self.area() <= limit - spent {
            return Ok(());
        }
        Err(ExcelError::TooManyCells {
            path: self.budget.path.to_owned(),
            sheet: self.sheet.name.clone(),
            last: cell_name(u64::from(row) + 1, self.sheet.width.saturating_sub(1)),
            limit,
        })
    }

    fn area(&self) -> u64 {
        self.rows.saturating_mul(self.sheet.width as u64)
    }

    pub(super) fn finish(mut self) -> Sheet {
        if !self.sorted {
            // Stable, so that of two cells at one place the later one counts, as in spreadsheet programs.
            self.sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        self.budget.spent.cells += self.area();
        self.budget.spent.unpacked += self.sheet.text.len() as u64;
        self.sheet
    }
}
