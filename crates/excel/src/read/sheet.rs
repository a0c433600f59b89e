use std::path::Path;

use sipas_intake::{BadRow, BadRowReason, CellKind, Issue, IssueCode, Row, Rows};

use super::limits::Limits;
use crate::ExcelError;

/// One sheet as text cells, in the order of its rows.
///
/// Real dates are ISO text, numbers in their shortest form. Of merged cells those in the first column have the value, and
/// all others are blank. Rows without any text of their own are no rows.
#[derive(Debug, Clone)]
pub struct Sheet {
    name: String,
    serial_dates: bool,
    /// The text of all cells, one after another.
    text: String,
    cells: Vec<Placed>,
    width: usize,
    /// The rows with text that are not shown.
    hidden: Vec<u32>,
    /// The row within which the sheet was cut, or the one below the last.
    cut: Option<u32>,
}

/// A cell and where its text is. 16 bytes: there may be millions.
#[derive(Debug, Clone, Copy)]
struct Placed {
    row: u32,
    column: u16,
    kind: CellKind,
    start: u32,
    end: u32,
}

/// Cells of one column that are merged downwards, their rows from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged {
    pub(super) column: u32,
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Sheet {
    /// Its name in the workbook.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether plain numbers in its date columns are days of Excel's calendar: what
    /// [`sipas_engine::Source::serial_dates`] is to be.
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
        SheetRows { sheet: self, next: 0, cut: self.cut, cells: Vec::new(), kinds: Vec::new() }
    }

    /// The first rows with their lines, as a header is looked for in them: a value that spans down from a row above is
    /// left out.
    pub fn head(&self, rows: usize) -> Vec<(u64, Vec<String>)> {
        let mut from = self.rows();
        let mut head = Vec::new();
        while let (true, Some(Ok(row))) = (head.len() < rows, from.next_row()) {
            let own = |(at, cell): (usize, &&str)| match row.kind(at) {
                CellKind::Spanned => String::new(),
                _ => (*cell).to_owned(),
            };
            head.push((row.line, row.cells.iter().enumerate().map(own).collect()));
        }
        head
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
    cut: Option<u32>,
    cells: Vec<&'s str>,
    kinds: Vec<CellKind>,
}

impl Rows for SheetRows<'_> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        let rest = &self.sheet.cells[self.next..];
        let next = rest.first().map(|cell| cell.row);
        if let Some(row) = self.cut.take_if(|cut| next.is_none_or(|next| next >= *cut)) {
            self.next += rest.len();
            let cells = rest.iter().map(|cell| self.sheet.text_of(*cell).to_owned()).collect();
            let (line, reason) = (u64::from(row) + 1, BadRowReason::UnclosedTable);
            return Some(Err(BadRow { line, cells, reason }));
        }
        let row = next?;
        self.cells.clear();
        self.cells.resize(self.sheet.width, "");
        self.kinds.clear();
        self.kinds.resize(self.sheet.width, CellKind::Text);
        for cell in rest.iter().take_while(|cell| cell.row == row) {
            let column = usize::from(cell.column);
            (self.cells[column], self.kinds[column]) = (self.sheet.text_of(*cell), cell.kind);
            self.next += 1;
        }
        Some(Ok(Row { cells: &self.cells, kinds: &self.kinds, line: u64::from(row) + 1, cut: false }))
    }

    fn notes(&self) -> Vec<Issue> {
        let hidden = |row: &u32| Issue {
            code: IssueCode::RowHidden,
            line: u64::from(*row) + 1,
            column: String::new(),
            value: String::new(),
            expected: String::new(),
        };
        self.sheet.hidden.iter().map(hidden).collect()
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
    /// Cells that are merged downwards.
    pub(super) merged: Vec<Merged>,
    /// Rows that are not shown, in order.
    pub(super) hidden: Vec<u32>,
}

impl<'b, 'p> Builder<'b, 'p> {
    pub(super) fn new(budget: &'b mut Budget<'p>, name: &str, serial_dates: bool) -> Builder<'b, 'p> {
        let (name, text, cells, hidden) = (name.to_owned(), String::new(), Vec::new(), Vec::new());
        let sheet = Sheet { name, serial_dates, text, cells, width: 0, hidden, cut: None };
        Builder { budget, sheet, rows: 0, sorted: true, merged: Vec::new(), hidden: Vec::new() }
    }

    pub(super) fn limits(&self) -> Limits {
        self.budget.limits
    }

    /// The source ends within this row, or before it.
    pub(super) fn cut_at(&mut self, row: u32) {
        self.sheet.cut = Some(row);
    }

    pub(super) fn path(&self) -> &'p Path {
        self.budget.path
    }

    /// Adds a cell, its row and column from 0; `write` puts its text at the end of the text given, and says what it is.
    pub(super) fn push(
        &mut self,
        row: u32,
        column: u32,
        write: impl FnOnce(&mut String) -> CellKind,
    ) -> Result<(), ExcelError> {
        let from = self.sheet.text.len();
        let kind = write(&mut self.sheet.text);
        if self.sheet.text[from..].trim().is_empty() {
            self.sheet.text.truncate(from);
            return Ok(());
        }
        let left = self.budget.limits.unpacked - self.budget.spent.unpacked;
        let (Ok(start), Ok(end)) = (u32::try_from(from), u32::try_from(self.sheet.text.len())) else {
            return Err(self.too_large());
        };
        if u64::from(end) > left {
            return Err(self.too_large());
        }
        // No sheet is wider than 16,384 columns, and no page of HTML is read that is.
        let Ok(column) = u16::try_from(column) else { return Err(self.too_many_cells(row, column as usize)) };
        let last = self.sheet.cells.last().map(|cell| (cell.row, cell.column));
        self.rows += u64::from(last.is_none_or(|(before, _)| before != row));
        self.sorted &= last.is_none_or(|before| before < (row, column));
        self.sheet.cells.push(Placed { row, column, kind, start, end });
        self.sheet.width = self.sheet.width.max(usize::from(column) + 1);
        // What is handed over is as wide as the widest row: so many blank cells count as much as others.
        let (limit, spent) = (self.budget.limits.cells, self.budget.spent.cells);
        if self.area() <= limit - spent {
            return Ok(());
        }
        Err(self.too_many_cells(row, self.sheet.width.saturating_sub(1)))
    }

    fn too_large(&self) -> ExcelError {
        ExcelError::TooLarge { path: self.budget.path.to_owned(), limit: self.budget.limits.unpacked }
    }

    fn too_many_cells(&self, row: u32, column: usize) -> ExcelError {
        ExcelError::TooManyCells {
            path: self.budget.path.to_owned(),
            sheet: self.sheet.name.clone(),
            last: cell_name(u64::from(row) + 1, column),
            limit: self.budget.limits.cells,
        }
    }

    fn area(&self) -> u64 {
        self.rows.saturating_mul(self.sheet.width as u64)
    }

    pub(super) fn finish(mut self) -> Result<Sheet, ExcelError> {
        if !self.sorted {
            // Stable, so that of two cells at one place the later one counts, as in spreadsheet programs.
            self.sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        self.span()?;
        let cells = &self.sheet.cells;
        let is_row = |row: &u32| cells.binary_search_by_key(row, |cell| cell.row).is_ok();
        self.sheet.hidden = self.hidden.iter().copied().filter(is_row).collect();
        self.budget.spent.cells += self.area();
        self.budget.spent.unpacked += self.sheet.text.len() as u64;
        Ok(self.sheet)
    }

    /// Gives cells that are merged downwards their value in every row that has text of its own.
    fn span(&mut self) -> Result<(), ExcelError> {
        if self.merged.is_empty() {
            return Ok(());
        }
        let cells = &self.sheet.cells;
        let mut rows: Vec<u32> = cells.iter().map(|cell| cell.row).collect();
        rows.dedup();
        let mut spanned = Vec::new();
        for &Merged { column, first, last } in &self.merged {
            let value =
                cells.binary_search_by_key(&(first, column), |cell| (cell.row, u32::from(cell.column)));
            let Some(value) = value.ok().map(|at| cells[at]) else { continue };
            // A formula without a value has none for the others either.
            let kind = if value.kind == CellKind::Formula { value.kind } else { CellKind::Spanned };
            let from = rows.partition_point(|row| *row <= first);
            let below = rows[from..].iter().take_while(|row| **row <= last);
            spanned.extend(below.map(|row| Placed { row: *row, kind, ..value }));
            // Merged cells do not overlap in what a spreadsheet program writes.
            if spanned.len() as u64 > self.budget.limits.cells {
                return Err(self.too_many_cells(last, column as usize));
            }
        }
        self.sheet.cells.extend(spanned);
        self.sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        Ok(())
    }
}
