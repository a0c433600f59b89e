use sipas_core::Evidence;

use super::grid::{Grid, Reading};
use super::legacy::Legacy;
use super::refusal::Refusal;
use crate::field::Field;
use crate::issue::{Issue, IssueCode};
use crate::kind::Kind;
use crate::profile::Profile;

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header as the file has it, but NFC and on one line. Of a two-level header it is the sub-header, joined to
    /// its group where only that is known, so that it reads back as the same field.
    pub header: String,
    /// What it was understood as; `None` for a column that is left unread, as every column of personal data is.
    pub field: Option<Field>,
}

/// Which column of a file holds what. It has the columns without which its kind of export is refused.
#[derive(Debug, Clone)]
pub struct Layout {
    kind: Kind,
    columns: Vec<Column>,
    by_field: [Option<u32>; Field::COUNT],
    width: usize,
    lines: Vec<u64>,
    above: Vec<u64>,
    evidence: Evidence,
    notes: Vec<Issue>,
}

impl Layout {
    /// Finds the header among the first rows (twenty are enough), each with the line on which it begins.
    ///
    /// The rows above it are skipped rows of the file: [`Layout::rows_above`]. The records begin after
    /// [`Layout::consumed`] rows. A header without any row below is no refusal, but is to be said:
    /// [`Layout::without_rows`].
    ///
    /// Refused are an empty file, one without a header or without the columns that its kind needs, and one whose
    /// header is TCVN3 or VNI text.
    pub fn detect(
        kind: Kind,
        first_rows: &[(u64, Vec<String>)],
        profile: Option<&Profile>,
    ) -> Result<Layout, Refusal> {
        let profile = profile.unwrap_or(Profile::plain());
        if first_rows.iter().all(|(_, cells)| cells.iter().all(|cell| cell.trim().is_empty())) {
            return Err(Refusal::EmptyFile);
        }
        let grid = Grid::new(kind, profile, first_rows);
        match grid.header().filter(|reading| reading.has_required(kind)) {
            Some(reading) => Ok(Layout::of(kind, reading, first_rows)),
            None => Err(Layout::refusal(kind, &grid, first_rows)),
        }
    }

    /// Whether the bytes of a header line that is no text in its encoding are legacy Vietnamese text.
    pub fn legacy_of_bytes(header_line: &[u8]) -> Option<Legacy> {
        Legacy::of_bytes(header_line)
    }

    fn refusal(kind: Kind, grid: &Grid<'_>, rows: &[(u64, Vec<String>)]) -> Refusal {
        let cells = rows.iter().flat_map(|(_, cells)| cells).map(String::as_str);
        if let Some(legacy) = Legacy::of_cells(cells) {
            return Refusal::Legacy(legacy);
        }
        Refusal::of_header(kind, grid.profile, grid.header().or_else(|| grid.likeliest()).as_ref())
    }

    fn of(kind: Kind, reading: Reading, rows: &[(u64, Vec<String>)]) -> Layout {
        let mut by_field = [None; Field::COUNT];
        let mut evidence = kind.evidence();
        for (at, column) in (0..).zip(&reading.columns) {
            if let Some(field) = column.field {
                by_field[field as usize] = Some(at);
                let entry = kind.table().iter().find(|entry| entry.field == field);
                evidence |= entry.map_or(Evidence::NONE, |entry| entry.evidence);
            }
        }
        let lines: Vec<u64> = rows[reading.rows.clone()].iter().map(|(line, _)| *line).collect();
        let header = |at: usize| reading.columns[at].header.clone();
        let notes = reading.twice.iter().map(|(unread, read)| Issue {
            code: IssueCode::HeaderTwice,
            line: lines.last().copied().unwrap_or_default(),
            column: header(*unread),
            value: header(*unread),
            expected: header(*read),
        });
        Layout {
            notes: notes.collect(),
            width: reading
                .columns
                .iter()
                .rposition(|column| !column.header.is_empty())
                .map_or(0, |at| at + 1),
            columns: reading.columns,
            by_field,
            lines,
            above: rows[..reading.rows.start].iter().map(|(line, _)| *line).collect(),
            evidence,
            kind,
        }
    }

    /// What kind of export the file was read as.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The columns from the left, up to the header's last cell.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The header of a column as the file has it; empty beyond the last.
    pub fn header(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", |column| &column.header)
    }

    /// Where a field is.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.by_field[field as usize].map(|at| at as usize)
    }

    /// How many cells a row needs: up to the last that has a header.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The lines of the header: one, or two of a two-level header.
    pub fn header_lines(&self) -> &[u64] {
        &self.lines
    }

    /// The lines of the rows above the header (titles), which count as skipped.
    pub fn rows_above(&self) -> &[u64] {
        &self.above
    }

    /// How many of the first rows are used up: those above the header and the header itself.
    pub fn consumed(&self) -> usize {
        self.above.len() + self.lines.len()
    }

    /// Which columns that indicators lean on the file has, and that there is such a file.
    pub fn evidence(&self) -> Evidence {
        self.evidence
    }

    /// What there is to say about the header.
    pub fn notes(&self) -> &[Issue] {
        &self.notes
    }

    /// What there is to say where no row follows the header.
    pub fn without_rows(&self) -> Issue {
        Issue {
            code: IssueCode::HeaderAlone,
            line: self.lines.last().copied().unwrap_or_default(),
            column: String::new(),
            value: String::new(),
            expected: String::new(),
        }
    }
}
