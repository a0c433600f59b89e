use std::ops::Range;

use sipas_intake::{BadRow, BadRowReason, Row};

use super::scan::{Ending, ScannedRow, Scanner};
use super::window::{Place, Window};
use crate::input::Malformed;

type Slices<'t> = Vec<&'t str>;

self_cell::self_cell! {
    /// Text, and the cells that it is made of.
    struct Cells {
        owner: String,
        #[covariant]
        dependent: Slices,
    }
}

/// The rows of one window, ready to be lent out without copying a cell.
pub(crate) struct Block {
    cells: Cells,
    rows: Vec<Entry>,
    /// How much of the window its rows, and the blank lines around them, took up.
    pub(crate) consumed: usize,
    /// The place after them.
    pub(crate) place: Place,
    /// Whether a row of too many cells follows.
    pub(crate) too_wide: bool,
}

struct Entry {
    line: u64,
    cells: Range<usize>,
    cut: bool,
    bad: Option<BadRowReason>,
}

impl Block {
    pub(crate) fn empty() -> Block {
        Block {
            cells: Cells::new(String::new(), |_| Vec::new()),
            rows: Vec::new(),
            consumed: 0,
            place: Place::START,
            too_wide: false,
        }
    }

    /// Splits what the window holds. Its end ends a row only where it is the end of the file.
    pub(crate) fn split(window: &Window, scanner: &mut Scanner) -> Block {
        let source = window.text();
        let found = scanner.scan(source, window.ended());
        let mut place = window.place();
        let mut at = 0;
        let mut rows = Vec::with_capacity(found.rows.len());
        for row in found.rows {
            place.advance(&source.as_bytes()[at..row.source.start]);
            at = row.source.start;
            let bad = fault(&row, source, window.malformed(), scanner);
            rows.push(Entry { line: place.line, cells: row.cells, cut: row.ending == Ending::File, bad });
        }
        place.advance(&source.as_bytes()[at..found.consumed]);
        let ranges = found.cells;
        let cells = Cells::new(found.text, |text| ranges.into_iter().map(|range| &text[range]).collect());
        Block { cells, rows, consumed: found.consumed, place, too_wide: found.too_wide }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn row(&self, index: usize) -> Result<Row<'_>, BadRow> {
        let Entry { line, cells, cut, bad } = &self.rows[index];
        let cells = &self.cells.borrow_dependent()[cells.clone()];
        match bad {
            None => Ok(Row { cells, kinds: &[], line: *line, cut: *cut }),
            Some(reason) => Err(BadRow {
                line: *line,
                cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
                reason: reason.clone(),
            }),
        }
    }
}

/// An open quote is told first: it explains what else is odd about so long a row.
fn fault(
    row: &ScannedRow,
    source: &str,
    malformed: &[Malformed],
    scanner: &mut Scanner,
) -> Option<BadRowReason> {
    if row.ending == Ending::InQuotes {
        return Some(BadRowReason::UnclosedQuote);
    }
    let first = malformed[malformed.partition_point(|m| m.at < row.source.start)..].first()?;
    (first.at < row.source.end).then(|| BadRowReason::InvalidBytes {
        byte: first.byte,
        column: scanner.column_after(&source[row.source.start..first.at]),
    })
}
