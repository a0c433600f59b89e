//! All rows of an input in their order, where one may say what those below it mean: another header, the name of a unit.

use std::collections::{BTreeSet, VecDeque};

use super::super::{Dataset, Rejects};
use super::aside::{Aside, Numbers};
use super::loader::Loader;
use super::{LoadedPart, Source, find_layout, whole_row};
use sipas_intake::grammar::HEADER_ROWS;
use sipas_intake::{BadRow, CellKind, Field, Issue, IssueCode, Layout, Refusal, Row, Rows};

/// Reads an input to its end, table by table.
pub(super) fn read(
    data: &Dataset,
    source: &Source<'_>,
    layout: Option<&Layout>,
    rows: &mut dyn Rows,
) -> Result<LoadedPart, Refusal> {
    let delimiter = rows.delimiter();
    let mut feed = Feed { kept: VecDeque::new(), rows };
    let mut layout = layout.map_or_else(|| feed.layout(source), |layout| Ok(layout.clone()))?;
    feed.drop(layout.consumed());
    let (mut parts, mut first, mut bands, mut above) = (Vec::new(), None::<Layout>, Vec::new(), 0);
    let mut near = Vec::new();
    loop {
        let loader = data.loader_of(source, &layout, true);
        let (mut part, later, named) = TableRows::new(loader, &layout, delimiter, above).read(&mut feed)?;
        above += part.input.read + part.input.rejected;
        part.above(&layout);
        bands.extend(named);
        near.extend_from_slice(layout.near());
        match &first {
            Some(first) => part.arrange(&layout, first),
            None => first = Some(layout),
        }
        if later.is_none() {
            feed.rows.notes().into_iter().for_each(|note| part.input.log.push(note));
        }
        parts.push(part);
        match later {
            Some(later) => layout = later,
            None => break,
        }
    }
    let whole = if parts.len() > 1 { LoadedPart::join(parts, |line| line) } else { parts.pop() };
    let mut whole = whole.expect("there is a table");
    whole.input.near = near;
    if let [band] = &bands[..]
        && !whole.input.unasked.contains(&Field::Unit)
    {
        whole.input.log.push(Issue { code: IssueCode::BandAlone, ..band.clone() });
    }
    Ok(whole)
}

/// A row that outlives the next.
enum Kept {
    Row { cells: Vec<String>, kinds: Vec<CellKind>, line: u64, cut: bool },
    Bad(BadRow),
}

impl Kept {
    fn of(row: Result<Row<'_>, BadRow>) -> Kept {
        match row {
            Err(bad) => Kept::Bad(bad),
            Ok(row) => Kept::row(&row),
        }
    }

    fn row(row: &Row<'_>) -> Kept {
        let cells = row.cells.iter().map(|cell| (*cell).to_owned()).collect();
        Kept::Row { cells, kinds: row.kinds.to_vec(), line: row.line, cut: row.cut }
    }

    fn text(&self) -> Result<(u64, Vec<String>), BadRow> {
        match self {
            // What only spans down from above is no header of its own.
            Kept::Row { cells, kinds, line, .. } => {
                let spanned = |at: usize| kinds.get(at) == Some(&CellKind::Spanned);
                let own =
                    |(at, cell): (usize, &String)| if spanned(at) { String::new() } else { cell.clone() };
                Ok((*line, cells.iter().enumerate().map(own).collect()))
            }
            Kept::Bad(bad) => Err(bad.clone()),
        }
    }

    fn hand_over<T>(&self, take: impl FnOnce(Result<&Row<'_>, &BadRow>) -> T) -> T {
        match self {
            Kept::Row { cells, kinds, line, cut } => {
                let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
                take(Ok(&Row { cells: &cells, kinds, line: *line, cut: *cut }))
            }
            Kept::Bad(bad) => take(Err(bad)),
        }
    }
}

/// The rows of an input, of which some were looked at before their turn.
struct Feed<'r> {
    kept: VecDeque<Kept>,
    rows: &'r mut dyn Rows,
}

impl Feed<'_> {
    fn layout(&mut self, source: &Source<'_>) -> Result<Layout, Refusal> {
        // Two more than the rows in which a header may begin, for its second level and for what follows.
        while self.kept.len() < HEADER_ROWS + 2
            && let Some(row) = self.rows.next_row()
        {
            self.kept.push_back(Kept::of(row));
        }
        find_layout(source, &self.kept.iter().map(Kept::text).collect::<Vec<_>>())
    }

    fn drop(&mut self, rows: usize) {
        for _ in 0..rows {
            self.next(|_| ());
        }
    }

    fn next<T>(&mut self, take: impl FnOnce(Result<&Row<'_>, &BadRow>) -> T) -> Option<T> {
        if let Some(kept) = self.kept.pop_front() {
            return Some(kept.hand_over(take));
        }
        Some(match self.rows.next_row()? {
            Ok(row) => take(Ok(&row)),
            Err(bad) => take(Err(&bad)),
        })
    }

    /// The next row, which stays the next.
    fn peek(&mut self) -> Option<&Kept> {
        if self.kept.is_empty() {
            self.kept.extend(self.rows.next_row().map(Kept::of));
        }
        self.kept.front()
    }
}

/// What is to be done before the next row.
enum Turn {
    Done,
    /// This row may be a header, as the row below it will show.
    Header(Kept),
    /// This row has a blank cell too many.
    Beside(Kept),
}

/// Tells bands of two levels, as of units and below them of fields: nobody knows then which of them are units. A band without
/// rows of its own, directly above another, may be a unit without dossiers; but units are named once, and numbered alike.
#[derive(Default)]
struct BandLevels {
    /// Whether a band stands directly above, and how it is numbered.
    is_below: bool,
    above: Option<Numbers>,
    /// The first that stands directly below another.
    below: Option<Issue>,
    named: BTreeSet<String>,
    repeated: bool,
    told: bool,
}

impl BandLevels {
    /// The first band of a second level, once, as soon as it is known to be one.
    fn see(&mut self, band: &Issue, row: &Row<'_>) -> Option<Issue> {
        let numbers = row.cells.iter().find_map(|cell| Numbers::of(cell.trim()));
        let above = std::mem::replace(&mut self.above, numbers);
        self.repeated |= !self.named.insert(band.value.clone());
        if std::mem::replace(&mut self.is_below, true) {
            self.below.get_or_insert_with(|| band.clone());
            self.repeated |= above.zip(numbers).is_some_and(|(above, below)| above != below);
        }
        let is_new = self.repeated && !self.told;
        let first = self.below.clone().filter(|_| is_new);
        self.told |= first.is_some();
        first
    }
}

/// The rows below one header.
struct TableRows<'t> {
    loader: Loader<'t>,
    layout: &'t Layout,
    delimiter: Option<char>,
    /// How many records stand in the tables above.
    above: u64,
    /// How many records of this one stood above the last row that is the header again.
    page: u64,
    /// The row that names the unit of those below, until one of them needs it.
    band: Option<Issue>,
    /// The rows whose units were needed.
    bands: Vec<Issue>,
    levels: BandLevels,
    /// Whether somebody has signed what stands above.
    signed: bool,
    /// How many cells the row before had.
    width: usize,
}

impl<'t> TableRows<'t> {
    fn new(loader: Loader<'t>, layout: &'t Layout, delimiter: Option<char>, above: u64) -> TableRows<'t> {
        let width = layout.columns().len();
        TableRows {
            loader,
            layout,
            delimiter,
            above,
            page: 0,
            band: None,
            bands: Vec::new(),
            levels: BandLevels::default(),
            signed: false,
            width,
        }
    }

    /// Reads up to a header of another table, or to the end.
    fn read(mut self, feed: &mut Feed<'_>) -> Result<(LoadedPart, Option<Layout>, Vec<Issue>), Refusal> {
        while let Some(turn) = feed.next(|row| self.row(row)) {
            match turn {
                Turn::Done => {}
                Turn::Header(row) => {
                    if let Some(later) = self.header(&row, feed)? {
                        return Ok((self.loader.finish()?, Some(later), self.bands));
                    }
                }
                Turn::Beside(row) => {
                    let is_alone = match feed.peek() {
                        Some(Kept::Row { cells, .. }) => cells.len() <= self.layout.columns().len(),
                        Some(Kept::Bad(_)) | None => true,
                    };
                    row.hand_over(|row| {
                        let Ok(row) = row else { return };
                        if is_alone {
                            self.loader.reject_slid(row);
                        } else {
                            self.loader.take_as_row(row);
                        }
                    });
                }
            }
        }
        Ok((self.loader.finish()?, None, self.bands))
    }

    fn row(&mut self, row: Result<&Row<'_>, &BadRow>) -> Turn {
        let row = match row {
            Ok(row) => row,
            Err(bad) => {
                self.loader.bad_row(bad);
                return Turn::Done;
            }
        };
        let width = std::mem::replace(&mut self.width, row.cells.len());
        if self.is_beside(row, width) {
            return Turn::Beside(Kept::row(row));
        }
        match self.loader.take(row, self.delimiter) {
            Aside::Header => return Turn::Header(Kept::row(row)),
            Aside::None => {
                self.levels.is_below = false;
                self.use_band();
            }
            // Below a signature stands the name of who signs, so that only a numbered line is a unit again.
            Aside::Band(_)
                if self.signed && !row.cells.iter().any(|cell| Numbers::of(cell.trim()).is_some()) => {}
            Aside::Band(unit) => {
                self.signed = false;
                self.loader.reader().set_band(Some(unit.clone()));
                let band = Issue { value: unit, ..whole_row(IssueCode::Band, row.line) };
                if let Some(below) = self.levels.see(&band, row)
                    && self.loader.asks_for(Field::Unit)
                {
                    self.loader.push(Issue { code: IssueCode::BandLevels, ..below });
                }
                self.band = Some(band);
            }
            Aside::Signature => {
                self.signed = true;
                self.end_band();
            }
            Aside::Total(stated) => {
                let all = self.loader.records_so_far();
                if ![all, all - self.page, all + self.above].contains(&stated) {
                    self.loader.push(Issue {
                        value: stated.to_string(),
                        expected: all.to_string(),
                        ..whole_row(IssueCode::TotalDiffers, row.line)
                    });
                }
            }
        }
        Turn::Done
    }

    fn end_band(&mut self) {
        self.loader.reader().set_band(None);
        self.band = None;
    }

    /// A unit is noted when the first row has it from above.
    fn use_band(&mut self) {
        if self.loader.reader().used_band()
            && let Some(band) = self.band.take()
        {
            self.loader.push(band.clone());
            self.bands.push(band);
        }
    }

    /// Whether a row of a text file has a blank cell more than the header and the row before: a delimiter that stands in a
    /// cell without quotes moves all cells after it, and the last of them out of a blank one.
    fn is_beside(&self, row: &Row<'_>, before: usize) -> bool {
        let columns = self.layout.columns().len();
        self.delimiter.is_some()
            && before <= columns
            && self.loader.has_blank_cell_too_many(row)
            && !row.cells[columns - 1].trim().is_empty()
    }

    /// The layout from a row on that is a header and reads the columns in another way.
    fn header(&mut self, row: &Kept, feed: &mut Feed<'_>) -> Result<Option<Layout>, Refusal> {
        let rows: Vec<_> =
            [Some(row), feed.peek()].into_iter().flatten().filter_map(|row| row.text().ok()).collect();
        let Some(later) = Layout::of_later(self.loader.known(), &rows) else {
            row.hand_over(|row| {
                if let Ok(row) = row {
                    self.loader.take_as_row(row);
                    self.loader.doubt_header(row);
                }
            });
            return Ok(None);
        };
        let later = later?;
        later.header_lines().iter().for_each(|line| self.loader.skip(*line));
        feed.drop(later.consumed() - 1);
        if later.reads_as(self.layout) {
            self.page = self.loader.records_so_far();
            self.signed = false;
            self.levels = BandLevels { told: self.levels.told, ..BandLevels::default() };
            self.end_band();
            return Ok(None);
        }
        let line = later.header_line();
        self.loader.push(whole_row(IssueCode::HeaderAgain, line));
        Ok(Some(later))
    }
}

impl LoadedPart {
    /// Puts the cells of rejected rows in the order of another header, so that all of a file stand below one.
    fn arrange(&mut self, own: &Layout, first: &Layout) {
        let places: Vec<Option<usize>> = first
            .columns()
            .iter()
            .map(|column| match column.field {
                Some(field) => own.column(field),
                None => own.columns().iter().position(|other| !column.header.is_empty() && other == column),
            })
            .collect();
        let rejects = std::mem::take(&mut self.input.rejects);
        self.input.rejects = Rejects::of(&[rejects], |row| {
            let mut cells = std::mem::take(&mut row.cells);
            let mut take = |at: usize| cells.get_mut(at).map(std::mem::take).unwrap_or_default();
            row.cells = places.iter().map(|place| place.map_or_else(String::new, &mut take)).collect();
            row.cells.extend(cells.into_iter().filter(|cell| !cell.trim().is_empty()));
        });
    }
}
