//! The first rows of a file, read as headers in every way that is allowed.

use std::sync::OnceLock;

use hashbrown::HashMap;

use sipas_core::Kind;

use super::HEADER_ROWS;
use super::alike::alike;
use super::item::item;
use super::layout::Column;
use super::likeness::bare as bare_of;
use crate::field::{Entry, Export, Field};
use crate::profile::Profile;
use crate::values::{clean, fold};

/// The headers that are known for a kind of export: those of a profile, and the usual ones of all other fields.
#[derive(Debug, Clone)]
pub struct Known<'p> {
    pub(crate) kind: Kind,
    pub(crate) profile: &'p Profile,
    /// What a profile says of headers, which goes before what is usual: their field, or that they are to be left aside.
    named: HashMap<String, Option<(Field, usize)>>,
}

/// The first rows of a file, to be looked at by the headers that are known.
pub(crate) struct Grid<'a> {
    pub(super) known: &'a Known<'a>,
    rows: &'a [(u64, Vec<String>)],
}

/// One row, or two, taken as the header.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Which of the first rows: one, or a row of groups and the row of sub-headers below it.
    pub(super) rows: std::ops::Range<usize>,
    pub(super) columns: Vec<Column>,
    /// The columns of fields that have more than one, the one that comes first in the table of names before the others.
    pub(super) twins: Vec<(Field, Vec<usize>)>,
    /// Columns whose headers are known in another spelling only, and how they are usually spelled.
    pub(super) alike: Vec<(usize, &'static str)>,
}

impl Reading {
    pub(crate) fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }

    /// How many fields there are, however many columns they have.
    pub(super) fn fields(&self) -> usize {
        let read = self.columns.iter().filter(|column| column.field.is_some()).count();
        read - self.twins.iter().map(|(_, columns)| columns.len() - 1).sum::<usize>()
    }

    pub(super) fn has_required(&self, known: &Known<'_>) -> bool {
        let is_there = |any: &&[Field]| {
            any.iter().any(|field| self.has(*field) || *field == Field::Code && known.may_number_rows())
        };
        self.is_wide(known.kind) || known.kind.required().iter().all(is_there)
    }

    /// Whether it is the header of a survey that has a column for each item.
    fn is_wide(&self, kind: Kind) -> bool {
        let items = self.columns.iter().filter_map(|column| column.field);
        kind == Kind::Survey && items.filter(|field| Field::ITEMS.contains(field)).count() > 1
    }

    /// A code and two more, or one more in a table of two columns; a survey has no code, and is known by its area and answer.
    fn is_header(&self, known: &Known<'_>) -> bool {
        if known.kind == Kind::Survey {
            return self.has_required(known);
        }
        let width = self.columns.iter().rposition(|column| !column.header.is_empty()).map_or(0, |at| at + 1);
        self.has(Field::Code) && self.fields() >= if width == 2 { 2 } else { 3 }
    }
}

/// The usual headers of each kind of export.
static USUAL: [OnceLock<HashMap<String, (Field, usize)>>; Kind::ALL.len()] =
    [const { OnceLock::new() }; Kind::ALL.len()];

fn usual(kind: Kind) -> &'static HashMap<String, (Field, usize)> {
    USUAL[kind as usize].get_or_init(|| {
        let ranked = |entry: &'static Entry| {
            let headers = entry.headers.iter().copied().chain([entry.field.name()]);
            (0..).zip(headers).map(|(rank, header)| (fold(header), (entry.field, rank)))
        };
        kind.table().iter().flat_map(ranked).collect()
    })
}

impl<'p> Known<'p> {
    /// Makes the headers of one kind of export, a profile's among them.
    pub fn new(kind: Kind, profile: &'p Profile) -> Known<'p> {
        let mut named = HashMap::new();
        for field in Field::of(kind) {
            for (rank, header) in profile.columns.get(&field).into_iter().flatten().enumerate() {
                named.insert(fold(header), Some((field, rank)));
            }
        }
        if kind == Kind::Dossiers {
            for (field, (_, headers)) in Field::OWN.into_iter().zip(&profile.dimensions) {
                for (rank, header) in headers.iter().enumerate() {
                    named.insert(fold(header), Some((field, rank)));
                }
            }
        }
        for header in &profile.ignore {
            named.insert(fold(header), None);
        }
        Known { kind, profile, named }
    }

    fn find(&self, header: &str) -> Option<(Field, usize)> {
        let header = fold(header);
        if let Some(known) = self.named.get(&header) {
            return *known;
        }
        let usual = usual(self.kind).get(&header).copied();
        let item = || item(&header).filter(|_| self.kind == Kind::Survey).map(|field| (field, 0));
        usual.or_else(item).filter(|(field, _)| !self.profile.columns.contains_key(field))
    }

    /// The field whose usual header this one is in another spelling, of those that no profile names.
    fn find_alike(&self, header: &str) -> Option<(Field, usize, &'static str)> {
        let profile = self.profile;
        let is_said = || {
            let same = bare_of(header);
            self.named.contains_key(&fold(header))
                || profile.ignore.iter().any(|other| bare_of(other) == same)
        };
        alike(self.kind, header).filter(|(field, ..)| !profile.columns.contains_key(field) && !is_said())
    }

    /// Whether a row may begin a header, alone or with the row below: whether it names what every record needs.
    pub fn may_begin_header(&self, cells: &[&str]) -> bool {
        let is_key = |field: Field| match self.kind {
            Kind::Survey => field == Field::Area || Field::ITEMS.contains(&field),
            _ => field == Field::Code,
        };
        let found = |cell: &&str| {
            let exact = self.find(cell).map(|(field, _)| field);
            exact.or_else(|| self.find_alike(cell).map(|(field, ..)| field))
        };
        cells.iter().any(|cell| found(cell).is_some_and(is_key))
    }

    /// Whether a row looks like a header, though it is none that can be read: several known ones, of which one is that of the code
    /// or of a date.
    pub fn looks_like_header(&self, cells: &[&str]) -> bool {
        let known: Vec<Field> = cells.iter().filter_map(|cell| Some(self.find(cell)?.0)).collect();
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let is_key = |field: &Field| *field == Field::Code || field.is_date();
        filled > 2 && known.iter().any(is_key) && (known.len() > 1 || known.contains(&Field::Code))
    }

    /// Whether an export may have no column of codes: its rows are numbered then. A catalogue has to have them, since dossiers
    /// are matched by them.
    fn may_number_rows(&self) -> bool {
        self.profile.row_number_as_code && matches!(self.kind, Kind::Dossiers | Kind::Pakn)
    }

    /// The header that begins with the first of these rows, if one does.
    pub(crate) fn header_at_top(&self, rows: &[(u64, Vec<String>)]) -> Option<Reading> {
        Grid::new(self, rows).readings_at(0).find(|reading| reading.is_header(self))
    }
}

impl<'a> Grid<'a> {
    pub(crate) fn new(known: &'a Known<'a>, rows: &'a [(u64, Vec<String>)]) -> Grid<'a> {
        Grid { known, rows }
    }

    /// Whether one header has all columns that the profile names.
    pub(crate) fn has_all_named(&self) -> bool {
        let own = Field::OWN.into_iter().zip(&self.known.profile.dimensions);
        let own = own.filter(|(_, (_, headers))| !headers.is_empty()).map(|(field, _)| field);
        let named: Vec<Field> = self.known.profile.columns.keys().copied().chain(own).collect();
        named.is_empty() || self.readings().any(|reading| named.iter().all(|field| reading.has(*field)))
    }

    /// The header: the first row with a code and two more fields; where rows are numbered and none has a code, with what
    /// every record needs and three fields.
    pub(super) fn header(&self) -> Option<Reading> {
        let without_code = |reading: &Reading| reading.has_required(self.known) && reading.fields() >= 3;
        let numbered = || self.readings().find(without_code).filter(|_| self.known.may_number_rows());
        self.readings().find(|reading| reading.is_header(self.known)).or_else(numbered)
    }

    fn readings(&self) -> impl Iterator<Item = Reading> + '_ {
        (0..self.rows.len().min(HEADER_ROWS)).flat_map(|at| self.readings_at(at))
    }

    /// A row first as the upper one of two, where that shows fields that neither row shows alone.
    fn readings_at(&self, at: usize) -> impl Iterator<Item = Reading> + use<> {
        let single = self.read(at, None);
        let double = self.rows.get(at + 1).filter(|(_, cells)| !self.holds_dates(cells)).and_then(|_| {
            let double = self.read(at, Some(at + 1));
            let more =
                double.fields() > single.fields() && double.fields() > self.read(at + 1, None).fields();
            (more || self.splits_a_field(at)).then_some(double)
        });
        double.into_iter().chain([single])
    }

    /// Whether a known header stands over several sub-headers, so that it is none of the columns below it: the date of a return
    /// over that planned and the one done.
    fn splits_a_field(&self, upper: usize) -> bool {
        let (up, low) = (&self.rows[upper].1, &self.rows[upper + 1].1);
        let text = |row: &'a [String], at: usize| row.get(at).map_or("", |cell| bare(cell));
        let is_word = |at: usize| text(low, at).contains(char::is_alphabetic);
        (0..up.len()).any(|at| {
            let is_group = text(up, at + 1).is_empty() && is_word(at) && is_word(at + 1);
            is_group && self.known.find(text(up, at)).is_some()
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
        self.read_copies(&mut found);
        let alike = self.read_alike(&mut found);
        // Of several columns of one field the one that comes first in the table of names, then from the left.
        let mut twins: Vec<(Field, Vec<(usize, usize)>)> = Vec::new();
        for (at, (_, known)) in found.iter().enumerate() {
            if let Some((field, rank)) = *known {
                match twins.iter_mut().find(|(of, _)| *of == field) {
                    Some((_, columns)) => columns.push((rank, at)),
                    None => twins.push((field, vec![(rank, at)])),
                }
            }
        }
        twins.retain(|(_, columns)| columns.len() > 1);
        let in_order = |(field, mut columns): (Field, Vec<(usize, usize)>)| {
            columns.sort_unstable();
            (field, columns.into_iter().map(|(_, at)| at).collect())
        };
        let column = |(header, known): (String, Option<(Field, usize)>)| Column {
            header,
            field: known.map(|(field, _)| field),
        };
        Reading {
            rows: upper..lower.unwrap_or(upper) + 1,
            columns: found.into_iter().map(column).collect(),
            twins: twins.into_iter().map(in_order).collect(),
            alike,
        }
    }

    /// Reads the only column whose header is that of a field in another spelling, where no other column is the field's.
    fn read_alike(&self, found: &mut [(String, Option<(Field, usize)>)]) -> Vec<(usize, &'static str)> {
        let exact: Vec<Field> = found.iter().filter_map(|(_, known)| Some((*known)?.0)).collect();
        let unread = (0..).zip(found.iter()).filter(|(_, (_, known))| known.is_none());
        let alike = unread.filter_map(|(at, (header, _))| Some((at, self.known.find_alike(header)?)));
        let alike: Vec<(usize, (Field, usize, &'static str))> =
            alike.filter(|(_, (field, ..))| !exact.contains(field)).collect();
        let is_only = |field: Field| alike.iter().filter(|(_, (other, ..))| *other == field).count() == 1;
        let only = alike.iter().filter(|(_, (field, ..))| is_only(*field));
        only.map(|(at, (field, rank, usual))| {
            found[*at].1 = Some((*field, *rank));
            (*at, *usual)
        })
        .collect()
    }

    /// Reads columns whose headers a program has numbered since the same header stands before them.
    fn read_copies(&self, found: &mut [(String, Option<(Field, usize)>)]) {
        if self.known.kind == Kind::Survey {
            // Items are numbered so.
            return;
        }
        for at in 1..found.len() {
            let (before, rest) = found.split_at_mut(at);
            let (header, known) = &mut rest[0];
            if let (None, Some(first)) = (&known, copied(header)) {
                *known = before.iter().find(|(other, _)| other == first).and_then(|(_, known)| *known);
            }
        }
    }

    fn match_one(&self, header: &str) -> (String, Option<(Field, usize)>) {
        (clean(header).into_owned(), self.known.find(header))
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
            // Below a known header it says nothing alone.
            .unwrap_or_else(|| match self.known.find(group) {
                Some(_) => (clean(&format!("{group} {sub}")).into_owned(), None),
                None => alone,
            })
    }

    fn holds_dates(&self, cells: &[String]) -> bool {
        cells.iter().any(|cell| self.known.profile.dates.has_shape(cell.trim()))
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

/// The header that one is numbered as a copy of: `Trạng thái.1` (pandas, R), `_1` (Power Query), `2` (a table of Excel),
/// `_duplicated_0` (Polars).
fn copied(header: &str) -> Option<&str> {
    let first = header.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = header.len() - first.len();
    let first =
        ["_duplicated_", "...", ".", "_"].iter().find_map(|sign| first.strip_suffix(sign)).unwrap_or(first);
    ((1..=2).contains(&digits) && first.ends_with(char::is_alphabetic)).then_some(first)
}

fn bare(cell: &str) -> &str {
    cell.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace())
}
