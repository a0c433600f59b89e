//! The first rows of a file, read as headers in every way that is allowed.

use hashbrown::HashMap;

use super::HEADER_ROWS;
use super::layout::Column;
use crate::field::Field;
use crate::kind::Kind;
use crate::profile::Profile;
use crate::values::{clean, fold};

/// The first rows, and the headers that are known for them.
pub(crate) struct Grid<'a> {
    kind: Kind,
    pub(super) profile: &'a Profile,
    rows: &'a [(u64, Vec<String>)],
    known: HashMap<String, (Field, usize)>,
}

/// One row, or two, taken as the header.
pub(super) struct Reading {
    /// Which of the first rows: one, or a row of groups and the row of sub-headers below it.
    pub(super) rows: std::ops::Range<usize>,
    pub(super) columns: Vec<Column>,
    /// Columns left unread since another is read for the same field: both of their places.
    pub(super) twice: Vec<(usize, usize)>,
}

impl Reading {
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }

    pub(super) fn fields(&self) -> usize {
        self.columns.iter().filter(|column| column.field.is_some()).count()
    }

    pub(super) fn has_required(&self, kind: Kind) -> bool {
        kind.required().iter().all(|any| any.iter().any(|field| self.has(*field)))
    }

    /// A code and two more; a survey has no code, and is known by its area and answer.
    fn is_header(&self, kind: Kind) -> bool {
        if kind == Kind::Survey {
            self.has_required(kind)
        } else {
            self.has(Field::Code) && self.fields() >= 3
        }
    }
}

impl<'a> Grid<'a> {
    pub(crate) fn new(kind: Kind, profile: &'a Profile, rows: &'a [(u64, Vec<String>)]) -> Grid<'a> {
        let mut known = HashMap::new();
        let unnamed = kind.table().iter().filter(|entry| !profile.columns.contains_key(&entry.field));
        for entry in unnamed {
            for (rank, header) in entry.headers.iter().copied().chain([entry.field.name()]).enumerate() {
                known.insert(fold(header), (entry.field, rank));
            }
        }
        // What a profile names goes before what is usual, so that a header can be given another meaning.
        for field in kind.fields() {
            for (rank, header) in profile.columns.get(&field).into_iter().flatten().enumerate() {
                known.insert(fold(header), (field, rank));
            }
        }
        if kind == Kind::Dossiers {
            for (field, (_, headers)) in Field::OWN.into_iter().zip(&profile.dimensions) {
                for (rank, header) in headers.iter().enumerate() {
                    known.insert(fold(header), (field, rank));
                }
            }
        }
        for header in &profile.ignore {
            known.remove(&fold(header));
        }
        Grid { kind, profile, rows, known }
    }

    /// Whether one header has all columns that the profile names.
    pub(crate) fn has_all_named(&self) -> bool {
        let own = Field::OWN.into_iter().zip(&self.profile.dimensions);
        let own = own.filter(|(_, (_, headers))| !headers.is_empty()).map(|(field, _)| field);
        let named: Vec<Field> = self.profile.columns.keys().copied().chain(own).collect();
        named.is_empty() || self.readings().any(|reading| named.iter().all(|field| reading.has(*field)))
    }

    /// The header: the first row with a code and two more fields.
    pub(super) fn header(&self) -> Option<Reading> {
        let kind = self.kind;
        self.readings().find(|reading| reading.is_header(kind))
    }

    /// From the top, and at each row first as the upper one of two, where that shows fields that neither row shows
    /// alone.
    fn readings(&self) -> impl Iterator<Item = Reading> + '_ {
        (0..self.rows.len().min(HEADER_ROWS)).flat_map(|at| {
            let single = self.read(at, None);
            let double = self.rows.get(at + 1).filter(|(_, cells)| !self.holds_dates(cells)).and_then(|_| {
                let double = self.read(at, Some(at + 1));
                let more =
                    double.fields() > single.fields() && double.fields() > self.read(at + 1, None).fields();
                more.then_some(double)
            });
            double.into_iter().chain([single])
        })
    }

    fn read(&self, upper: usize, lower: Option<usize>) -> Reading {
        let cells = |row: usize| self.rows[row].1.as_slice();
        let (up, low) = (cells(upper), lower.map_or(&[][..], cells));
        let mut group = "";
        let mut found = Vec::new();
        for at in 0..up.len().max(low.len()) {
            let text = |row: &'a [String]| row.get(at).map_or("", |cell| bare(cell));
            let (up, low) = (text(up), text(low));
            // A cell is a group if it has something below it; it spans the blank cells to its right.
            if !up.is_empty() || low.is_empty() {
                group = if low.is_empty() { "" } else { up };
            }
            found.push(if low.is_empty() { self.match_one(up) } else { self.match_sub(group, low) });
        }
        // Of several columns of one field the one that comes first in the table of names, then from the left.
        let mut best: [Option<(usize, usize)>; Field::COUNT] = [None; Field::COUNT];
        for (at, (_, known)) in found.iter().enumerate() {
            if let Some((field, rank)) = *known {
                let best = &mut best[field as usize];
                *best = Some(best.map_or((rank, at), |best| best.min((rank, at))));
            }
        }
        let mut columns = Vec::with_capacity(found.len());
        let mut twice = Vec::new();
        for (at, (header, known)) in found.into_iter().enumerate() {
            let winner = known.and_then(|(field, _)| best[field as usize]).map_or(at, |(_, winner)| winner);
            if winner != at {
                twice.push((at, winner));
            }
            let field = known.filter(|_| winner == at).map(|(field, _)| field);
            columns.push(Column { header, field });
        }
        Reading { rows: upper..lower.unwrap_or(upper) + 1, columns, twice }
    }

    fn match_one(&self, header: &str) -> (String, Option<(Field, usize)>) {
        (clean(header).into_owned(), self.known.get(fold(header).as_str()).copied())
    }

    fn match_sub(&self, group: &str, sub: &str) -> (String, Option<(Field, usize)>) {
        let alone = self.match_one(sub);
        if alone.1.is_some() || group.is_empty() {
            return alone;
        }
        [format!("{group} {sub}"), format!("{sub} {group}")]
            .iter()
            .map(|joined| self.match_one(joined))
            .find(|joined| joined.1.is_some())
            .unwrap_or(alone)
    }

    fn holds_dates(&self, cells: &[String]) -> bool {
        cells.iter().any(|cell| self.profile.dates.has_shape(cell.trim()))
    }

    /// The row that is most likely meant as the header, for a message: never one that may be a record, since that
    /// would hold personal data.
    pub(super) fn likeliest(&self) -> Option<Reading> {
        let digits = |cell: &String| cell.bytes().filter(u8::is_ascii_digit).count();
        let is_data = |cells: &[String]| self.holds_dates(cells) || cells.iter().any(|cell| digits(cell) > 4);
        (0..self.rows.len().min(HEADER_ROWS))
            .filter(|at| !is_data(&self.rows[*at].1))
            .map(|at| self.read(at, None))
            .filter(|reading| reading.columns.iter().any(|column| !column.header.is_empty()))
            .fold(None, |best: Option<Reading>, next| {
                let weight = |r: &Reading| {
                    (r.fields(), r.columns.iter().filter(|column| !column.header.is_empty()).count())
                };
                best.filter(|best| weight(best) >= weight(&next)).or(Some(next))
            })
    }
}

fn bare(cell: &str) -> &str {
    cell.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace())
}
