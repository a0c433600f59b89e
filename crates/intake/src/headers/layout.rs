use sipas_core::{Area, Evidence, Kind};

use super::grid::{Grid, Known, Reading};
use super::legacy::Legacy;
use super::near::{NearHeader, near_headers};
use super::refusal::Refusal;
use crate::field::{Export, Field};
use crate::issue::{Issue, IssueCode};
use crate::profile::Profile;

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The header as the file has it, but NFC and on one line. Of a two-level header it is the sub-header, joined to
    /// its group where only that is known, so that it reads back as the same field.
    pub header: String,
    /// The field that it was understood as; `None` for a column that is left unread, as every column of personal data is.
    pub field: Option<Field>,
}

/// Which column of a file holds what. It has the columns without which its kind of export is refused.
#[derive(Debug, Clone)]
pub struct Layout {
    kind: Kind,
    columns: Vec<Column>,
    by_field: [Option<u32>; Field::COUNT],
    /// The columns of fields that have more than one, in the order in which they are asked.
    twins: Vec<(Field, Vec<usize>)>,
    /// The items of a survey that has a column for each.
    items: Vec<(Area, usize)>,
    near: Vec<NearHeader>,
    width: usize,
    lines: Vec<u64>,
    above: Vec<u64>,
    titles: Vec<(u64, String)>,
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
        let known = Known::new(kind, profile);
        let grid = Grid::new(&known, first_rows);
        Layout::of_grid(&grid, first_rows).ok_or_else(|| Layout::refusal(&grid, first_rows))
    }

    /// Finds it as [`Layout::detect`] does, and does not look for what is near where there is none.
    pub fn find(kind: Kind, first_rows: &[(u64, Vec<String>)], profile: Option<&Profile>) -> Option<Layout> {
        let known = Known::new(kind, profile.unwrap_or(Profile::plain()));
        Layout::of_grid(&Grid::new(&known, first_rows), first_rows)
    }

    fn of_grid(grid: &Grid<'_>, first_rows: &[(u64, Vec<String>)]) -> Option<Layout> {
        let reading = grid.header().filter(|reading| reading.has_required(grid.known))?;
        Some(Layout::of(grid.known, reading, first_rows))
    }

    /// The layout from a later row on that is a header itself, or with the row below it; `None` where it is none.
    pub fn of_later(known: &Known<'_>, rows: &[(u64, Vec<String>)]) -> Option<Result<Layout, Refusal>> {
        let reading = known.header_at_top(rows)?;
        if !reading.has_required(known) {
            return Some(Err(Refusal::of_header(known, Some(&reading))));
        }
        Some(Ok(Layout::of(known, reading, rows)))
    }

    /// Whether both read every column as the same.
    pub fn reads_as(&self, other: &Layout) -> bool {
        let fields = |layout: &Layout| {
            let mut fields: Vec<_> = layout.columns.iter().map(|column| column.field).collect();
            fields.truncate(fields.iter().rposition(Option::is_some).map_or(0, |at| at + 1));
            fields
        };
        fields(self) == fields(other)
    }

    /// Whether the columns that make a record are all there twice: two tables beside each other, if each has codes.
    pub(crate) fn may_be_two_tables(&self) -> bool {
        let twice = |field: Field| self.twins.iter().any(|(of, _)| *of == field);
        twice(Field::Code) && self.twins.len() > 2 && self.twins.iter().any(|(field, _)| field.is_date())
    }

    /// Whether the bytes of a header line that is no text in its encoding are legacy Vietnamese text.
    pub fn legacy_of_bytes(header_line: &[u8]) -> Option<Legacy> {
        Legacy::of_bytes(header_line)
    }

    fn refusal(grid: &Grid<'_>, rows: &[(u64, Vec<String>)]) -> Refusal {
        let cells = rows.iter().flat_map(|(_, cells)| cells).map(String::as_str);
        if let Some(legacy) = Legacy::of_cells(cells) {
            return Refusal::Legacy(legacy);
        }
        Refusal::of_header(grid.known, grid.header().or_else(|| grid.likeliest()).as_ref())
    }

    fn of(known: &Known<'_>, reading: Reading, rows: &[(u64, Vec<String>)]) -> Layout {
        let kind = known.kind;
        let mut by_field = [None; Field::COUNT];
        let mut evidence = kind.evidence();
        for (at, column) in (0..).zip(&reading.columns) {
            if let Some(field) = column.field {
                by_field[field as usize].get_or_insert(at);
                let entry = kind.table().iter().find(|entry| entry.field == field);
                evidence |= entry.map_or(Evidence::NONE, |entry| entry.evidence);
            }
        }
        // Each item has an answer of its own.
        let area_of =
            |field: Field| Field::ITEMS.iter().position(|item| *item == field).map(|n| Area::ALL[n]);
        let item = |(at, column): (usize, &Column)| Some((area_of(column.field?)?, at));
        let items = reading.columns.iter().enumerate().filter_map(item).collect();
        let twins: Vec<_> =
            reading.twins.into_iter().filter(|(field, _)| area_of(*field).is_none()).collect();
        for (field, columns) in &twins {
            by_field[*field as usize] = columns.first().and_then(|at| u32::try_from(*at).ok());
        }
        let lines: Vec<u64> = rows[reading.rows.clone()].iter().map(|(line, _)| *line).collect();
        let header = |at: usize| reading.columns[at].header.clone();
        let line = lines.last().copied().unwrap_or_default();
        let twice = |(_, columns): &(Field, Vec<usize>)| {
            let first = columns[0];
            let note = |at: &usize| Issue {
                code: IssueCode::HeaderTwice,
                line,
                column: header(*at),
                value: header(*at),
                expected: header(first),
            };
            columns[1..].iter().map(note).collect::<Vec<_>>()
        };
        let alike = |(at, usual): &(usize, &'static str)| Issue {
            code: IssueCode::HeaderAlike,
            line,
            column: header(*at),
            value: String::new(),
            expected: (*usual).to_owned(),
        };
        let mut layout = Layout {
            notes: twins.iter().flat_map(twice).chain(reading.alike.iter().map(alike)).collect(),
            width: reading
                .columns
                .iter()
                .rposition(|column| !column.header.is_empty())
                .map_or(0, |at| at + 1),
            columns: reading.columns,
            by_field,
            twins,
            items,
            near: Vec::new(),
            lines,
            above: rows[..reading.rows.start].iter().map(|(line, _)| *line).collect(),
            titles: rows[..reading.rows.start].iter().map(|(line, cells)| (*line, written(cells))).collect(),
            evidence,
            kind,
        };
        layout.near = near_headers(known, &layout, &rows[reading.rows.end..]);
        layout
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

    /// Where a field is: of several columns the one that is asked first.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.by_field[field as usize].map(|at| at as usize)
    }

    /// Whether its rows are numbered, since it has no column of codes.
    pub fn numbers_rows(&self) -> bool {
        matches!(self.kind, Kind::Dossiers | Kind::Pakn) && self.column(Field::Code).is_none()
    }

    /// The columns of fields that have more than one, each with all of them in the order in which they are asked: row by
    /// row the first that has a value is read.
    pub fn twins(&self) -> &[(Field, Vec<usize>)] {
        &self.twins
    }

    /// Further columns of a field, where it has more than one.
    pub(crate) fn others(&self, field: Field) -> &[usize] {
        let twins = self.twins.iter().find(|(of, _)| *of == field);
        twins.map_or(&[], |(_, columns)| &columns[1..])
    }

    /// The items of a survey that has a column for each, from the left; none of a survey of one answer a row.
    pub fn items(&self) -> &[(Area, usize)] {
        &self.items
    }

    /// Unread columns whose headers are nearly those of fields that the file lacks.
    pub fn near(&self) -> &[NearHeader] {
        &self.near
    }

    /// How many cells a row needs: up to the last that has a header.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The lines of the header: one, or two of a two-level header.
    pub fn header_lines(&self) -> &[u64] {
        &self.lines
    }

    /// The line of the header; of a two-level header the lower one.
    pub fn header_line(&self) -> u64 {
        self.lines.last().copied().unwrap_or_default()
    }

    /// The lines of the rows above the header (titles), which count as skipped.
    pub fn rows_above(&self) -> &[u64] {
        &self.above
    }

    /// What the rows above the header say, each with its line.
    pub fn titles(&self) -> &[(u64, String)] {
        &self.titles
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

/// The filled cells of a row, as one text.
fn written(cells: &[String]) -> String {
    let filled = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    filled.collect::<Vec<_>>().join(" ")
}
