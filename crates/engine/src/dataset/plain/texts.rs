use sipas_scan::Dictionary;

use super::cells::text;
use super::{PlainColumn, PlainRows, interpret};
use crate::dataset::dossiers::{FIELD, OFFICER, PROCEDURE_CODE, PROCEDURE_NAME, TEXTS, UNIT};
use crate::dataset::texts::{Symbol, Texts};
use sipas_intake::{CellKind, Field, UnitNames, procedure_code};

/// Texts of which one mostly tells the others: there are hardly more different rows of them than texts in one column.
/// Every other text is read alone.
const KIN: [&[usize]; 2] = [&[PROCEDURE_CODE, PROCEDURE_NAME, FIELD], &[UNIT, OFFICER]];
/// The most columns that are read together.
const MOST: usize = 3;
/// With more different rows than this they are no kin; in tests few, so that it comes to that.
const MOST_ROWS: usize = if cfg!(test) { 8 } else { 1 << 12 };

/// A column of texts, or some that stand side by side, and those met so far.
#[derive(Debug, Clone)]
pub(super) struct TextColumns {
    /// From the left.
    columns: Vec<TextColumn>,
    /// What is known of all of them together, as long as that is worth it.
    together: Option<Dictionary<[Symbol; MOST]>>,
    /// Room for what the texts of each row are.
    room: Vec<[Symbol; MOST]>,
}

#[derive(Debug, Clone)]
struct TextColumn {
    /// Its place among [`TEXTS`].
    place: usize,
    column: usize,
    known: Dictionary<Symbol>,
}

impl TextColumns {
    /// Those of a file that has these columns.
    pub(super) fn of(column: impl Fn(Field) -> Option<usize>) -> Vec<TextColumns> {
        let text = |place: &usize| {
            let column = column(TEXTS[*place])?;
            Some(TextColumn { place: *place, column, known: Dictionary::default() })
        };
        let mut all: Vec<TextColumns> = Vec::new();
        let places: Vec<usize> = (0..TEXTS.len()).collect();
        let alone = places.chunks(1).filter(|place| !KIN.iter().any(|kin| kin.contains(&place[0])));
        for kin in KIN.into_iter().chain(alone) {
            let mut columns: Vec<TextColumn> = kin.iter().filter_map(text).collect();
            columns.sort_by_key(|text| text.column);
            for some in columns.chunk_by(|left, right| left.column + 1 == right.column) {
                let together = (some.len() > 1).then(Dictionary::default);
                all.push(TextColumns { columns: some.to_vec(), together, room: Vec::new() });
            }
        }
        all
    }

    /// Fills in what the texts of plain rows are; a row of which that cannot be told is no more plain.
    pub(super) fn read<R: PlainRows>(
        &mut self,
        rows: &R,
        plain: &mut [bool],
        into: &mut [Vec<Symbol>; TEXTS.len()],
        texts: &mut Texts,
        units: &UnitNames,
    ) {
        if self.read_together(rows, plain, into, texts, units).is_some() {
            return;
        }
        for TextColumn { place, column, known } in &mut self.columns {
            let symbol = |cell: &[u8]| symbol::<R>(*place, cell, texts, units);
            interpret(&rows.column(*column), known, plain, &mut into[*place], symbol);
        }
    }

    fn read_together<R: PlainRows>(
        &mut self,
        rows: &R,
        plain: &mut [bool],
        into: &mut [Vec<Symbol>; TEXTS.len()],
        texts: &mut Texts,
        units: &UnitNames,
    ) -> Option<()> {
        let known = self.together.as_mut()?;
        let (first, last) = (self.columns.first()?.column, self.columns.last()?.column);
        let side_by_side = rows.side_by_side(first..=last)?;
        self.room.resize(rows.rows(), [Symbol::default(); MOST]);
        side_by_side.look_up(known, plain, &mut self.room, |row, cells| {
            // As of a row that has not all of them.
            if cells.is_empty() {
                return None;
            }
            let mut told = [Symbol::default(); MOST];
            for (told, text) in told.iter_mut().zip(&self.columns) {
                *told = symbol::<R>(text.place, rows.cell(row, text.column), texts, units)?;
            }
            Some(told)
        });
        for (n, text) in self.columns.iter().enumerate() {
            for (into, told) in into[text.place].iter_mut().zip(&self.room) {
                *into = told[n];
            }
        }
        if known.len() > MOST_ROWS {
            self.together = None;
        }
        Some(())
    }
}

fn symbol<R: PlainRows>(place: usize, cell: &[u8], texts: &mut Texts, units: &UnitNames) -> Option<Symbol> {
    let text = text(cell, R::QUOTED)?;
    let text = match place {
        PROCEDURE_CODE => procedure_code(text, CellKind::Text),
        UNIT => units.name_of(text),
        _ => text,
    };
    Some(texts.intern(&text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sipas_scan::{Cut, Dialect, Scanner, unescape};

    use super::*;
    use sipas_intake::clean;

    /// The order of the columns: kin side by side, and one of them apart.
    const ORDERS: [[usize; 5]; 3] = [
        [PROCEDURE_CODE, PROCEDURE_NAME, FIELD, UNIT, OFFICER],
        [OFFICER, UNIT, FIELD, PROCEDURE_CODE, PROCEDURE_NAME],
        [PROCEDURE_NAME, UNIT, PROCEDURE_CODE, OFFICER, FIELD],
    ];

    proptest! {
        #[test]
        fn texts_side_by_side_are_what_each_is(
            rows in prop::collection::vec(prop::array::uniform5("[ab]|\"a,b\"|\"b \"\"a\"\"\"| a  b |"), 1..60),
            order in prop::sample::select(&ORDERS[..]),
            at_once in 1usize..20,
        ) {
            let mut all = TextColumns::of(|field| order.iter().position(|place| TEXTS[*place] == field));
            let (mut texts, mut scanner) = (Texts::default(), Scanner::new(Dialect::new(b',').unwrap()));
            for rows in rows.chunks(at_once) {
                let lines: String = rows.iter().map(|row| row.join(",") + "\n").collect();
                let found = scanner.scan(lines.as_bytes(), Cut::End);
                let (mut plain, mut into) = (vec![true; rows.len()], TEXTS.map(|_| vec![Symbol::default(); rows.len()]));
                for some in &mut all {
                    some.read(&found, &mut plain, &mut into, &mut texts, &UnitNames::default());
                }
                prop_assert!(plain.iter().all(|plain| *plain));
                for (row, cells) in rows.iter().enumerate() {
                    for (place, cell) in order.iter().zip(cells) {
                        let cell = String::from_utf8(unescape(cell.as_bytes()).into_owned()).unwrap();
                        prop_assert_eq!(texts.get(into[*place][row]), clean(&cell));
                    }
                }
            }
        }
    }
}
