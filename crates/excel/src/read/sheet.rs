use std::ops::Range;
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
    /// Where each text ends; that of a cell and the same one above it is one text.
    ends: Vec<u32>,
    /// The cells of all rows, one row after another.
    cells: Vec<Placed>,
    /// Each row with text, and its first cell.
    rows: Vec<RowStart>,
    width: usize,
    /// The rows with text that are not shown.
    hidden: Vec<u32>,
    /// The row within which the sheet was cut, or the one below the last.
    cut: Option<u32>,
}

/// A cell and the number of its text. 8 bytes: there may be millions.
#[derive(Debug, Clone, Copy)]
struct Placed {
    text: u32,
    column: u16,
    kind: CellKind,
}

/// A row from 0, and the place of its first cell.
#[derive(Debug, Clone, Copy)]
struct RowStart {
    row: u32,
    cell: u32,
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
        let number = cell.text as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// The cells from a row of [`Sheet::rows`] on, up to another one.
    fn cells_of(&self, rows: Range<usize>) -> &[Placed] {
        let start = |row: usize| self.rows.get(row).map_or(self.cells.len(), |row| row.cell as usize);
        &self.cells[start(rows.start)..start(rows.end)]
    }

    /// All cells with their rows.
    fn with_rows(&self) -> impl Iterator<Item = (u32, Placed)> {
        let of = |(at, row): (usize, &RowStart)| {
            let row = row.row;
            self.cells_of(at..at + 1).iter().map(move |cell| (row, *cell))
        };
        self.rows.iter().enumerate().flat_map(of)
    }

    /// Adds a cell to the last row, or begins another.
    fn add(&mut self, row: u32, cell: Placed) {
        if self.rows.last().is_none_or(|last| last.row != row) {
            // As many cells as take up all numbers would be 32 GiB.
            self.rows.push(RowStart { row, cell: u32::try_from(self.cells.len()).unwrap_or(u32::MAX) });
        }
        self.cells.push(cell);
    }

    /// Puts cells into the order of their rows and columns. Of two at one place the later one counts, as in spreadsheet
    /// programs.
    fn arrange(&mut self, mut cells: Vec<(u32, Placed)>) {
        cells.sort_by_key(|(row, cell)| (*row, cell.column));
        (self.cells, self.rows) = (Vec::with_capacity(cells.len()), Vec::new());
        for (row, cell) in cells {
            self.add(row, cell);
        }
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
        let sheet = self.sheet;
        let next = sheet.rows.get(self.next).map(|row| row.row);
        if let Some(row) = self.cut.take_if(|cut| next.is_none_or(|next| next >= *cut)) {
            let rest = sheet.cells_of(self.next..sheet.rows.len());
            self.next = sheet.rows.len();
            let cells = rest.iter().map(|cell| sheet.text_of(*cell).to_owned()).collect();
            let (line, reason) = (u64::from(row) + 1, BadRowReason::UnclosedTable);
            return Some(Err(BadRow { line, cells, reason }));
        }
        let row = next?;
        self.cells.clear();
        self.cells.resize(sheet.width, "");
        self.kinds.clear();
        self.kinds.resize(sheet.width, CellKind::Text);
        for cell in sheet.cells_of(self.next..self.next + 1) {
            let column = usize::from(cell.column);
            (self.cells[column], self.kinds[column]) = (sheet.text_of(*cell), cell.kind);
        }
        self.next += 1;
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
    /// The row and column of the last cell.
    last: Option<(u32, u16)>,
    sorted: bool,
    /// The last text of each column.
    above: Vec<Option<u32>>,
    /// Cells that are merged downwards.
    pub(super) merged: Vec<Merged>,
    /// Rows that are not shown, in order.
    pub(super) hidden: Vec<u32>,
}

impl<'b, 'p> Builder<'b, 'p> {
    pub(super) fn new(budget: &'b mut Budget<'p>, name: &str, serial_dates: bool) -> Builder<'b, 'p> {
        let sheet = Sheet {
            name: name.to_owned(),
            serial_dates,
            text: String::new(),
            ends: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            width: 0,
            hidden: Vec::new(),
            cut: None,
        };
        let (above, merged, hidden) = (Vec::new(), Vec::new(), Vec::new());
        Builder { budget, sheet, last: None, sorted: true, above, merged, hidden }
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
        let Ok(end) = u32::try_from(self.sheet.text.len()) else { return Err(self.too_large()) };
        if u64::from(end) > left {
            return Err(self.too_large());
        }
        // No sheet is wider than 16,384 columns, and no page of HTML is read that is.
        let Ok(column) = u16::try_from(column) else { return Err(self.too_many_cells(row, column as usize)) };
        let text = self.text_from(from, end, usize::from(column));
        self.sorted &= self.last.is_none_or(|before| before < (row, column));
        self.last = Some((row, column));
        self.sheet.add(row, Placed { text, column, kind });
        self.sheet.width = self.sheet.width.max(usize::from(column) + 1);
        // What is handed over is as wide as the widest row: so many blank cells count as much as others.
        let (limit, spent) = (self.budget.limits.cells, self.budget.spent.cells);
        if self.area() <= limit - spent {
            return Ok(());
        }
        Err(self.too_many_cells(row, self.sheet.width.saturating_sub(1)))
    }

    /// The number of the text that was written last. Where it is that of the cell above, it is kept once.
    fn text_from(&mut self, from: usize, end: u32, column: usize) -> u32 {
        let sheet = &mut self.sheet;
        self.above.resize(self.above.len().max(column + 1), None);
        let above = self.above[column];
        let is_above = |text: u32| {
            let cell = Placed { text, column: 0, kind: CellKind::Text };
            sheet.text_of(cell) == &sheet.text[from..]
        };
        if let Some(text) = above.filter(|text| is_above(*text)) {
            sheet.text.truncate(from);
            return text;
        }
        // Each has a byte at least, and their ends are numbers of 32 bits.
        let text = u32::try_from(sheet.ends.len()).unwrap_or(u32::MAX);
        sheet.ends.push(end);
        self.above[column] = Some(text);
        text
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
        (self.sheet.rows.len() as u64).saturating_mul(self.sheet.width as u64)
    }

    pub(super) fn finish(mut self) -> Result<Sheet, ExcelError> {
        if !self.sorted {
            let cells = self.sheet.with_rows().collect();
            self.sheet.arrange(cells);
        }
        self.span()?;
        let rows = &self.sheet.rows;
        let is_row = |row: &u32| rows.binary_search_by_key(row, |of| of.row).is_ok();
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
        let (sheet, mut spanned) = (&self.sheet, Vec::new());
        let below = |row: u32| sheet.rows.partition_point(|of| of.row <= row);
        for &Merged { column, first, last } in &self.merged {
            let from = below(first);
            let cells = from.checked_sub(1).filter(|at| sheet.rows[*at].row == first);
            let cells = cells.map_or(&[][..], |at| sheet.cells_of(at..at + 1));
            let value = cells.iter().rfind(|cell| u32::from(cell.column) == column);
            let Some(value) = value else { continue };
            // A formula without a value has none for the others either.
            let kind = if value.kind == CellKind::Formula { value.kind } else { CellKind::Spanned };
            let rows = &sheet.rows[from..below(last).max(from)];
            spanned.extend(rows.iter().map(|of| (of.row, Placed { kind, ..*value })));
            // Merged cells do not overlap in what a spreadsheet program writes.
            if spanned.len() as u64 > self.budget.limits.cells {
                return Err(self.too_many_cells(last, column as usize));
            }
        }
        let cells = sheet.with_rows().chain(spanned).collect();
        self.sheet.arrange(cells);
        Ok(())
    }
}
