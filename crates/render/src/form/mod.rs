//! A filled form: what stands on it, before a format writes it in its own way.

mod text;

pub(crate) use text::{markdown, plain};

use std::borrow::Cow;
use std::io::{self, Write};

use sipas_core::Period;

use crate::format::View;
use crate::lang::Lang;
use crate::table::{Align, Cell, Column, Table};

/// Stands where something is to be filled in by hand.
pub const DOTS: &str = "……………";

/// A filled form. It is Vietnamese, whatever the language of its reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its short name: `07a`.
    pub code: &'static str,
    /// The number that it bears.
    pub number: String,
    /// By what it is issued; may be empty.
    pub issued: String,
    /// Its title; a line break is where it may be broken.
    pub title: String,
    /// The unit that its columns count, such as "hồ sơ"; may be empty.
    pub unit_of_count: String,
    /// The period reported on.
    pub period: Period,
    /// What the period is called, such as `Tháng 8 năm 2026`; empty for any other span of days.
    pub period_name: String,
    /// Its parts: one table, or several under titles of their own.
    pub parts: Vec<FormPart>,
    /// Notes on the figures.
    pub notes: Vec<String>,
}

/// A part of a form. Where it has paragraphs, running text says what its table has, and stands in its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormPart {
    /// Its number among the parts: the first cell of its rows for programs, where there are several parts.
    pub id: &'static str,
    /// Its title; may be empty.
    pub title: String,
    /// Running text.
    pub paragraphs: Vec<String>,
    /// Its columns.
    pub columns: Vec<FormColumn>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<FormRow>,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormColumn {
    /// The name for programs.
    pub id: Cow<'static, str>,
    /// Its heading, under those that it shares with its neighbours.
    pub path: Vec<Cow<'static, str>>,
    /// Its number, and what it is the sum of; empty where columns have no numbers.
    pub label: Cow<'static, str>,
    /// How wide it is, in digits.
    pub width: u16,
    /// To which side its cells go.
    pub align: Align,
    /// Whether it holds names for programs, which no page shows.
    pub for_programs: bool,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRow {
    /// How it stands to its neighbours.
    pub level: Level,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// How a row stands to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// One of the groups.
    Detail,
    /// The sum of the details below it.
    Group,
    /// The sum of all.
    Whole,
}

/// Who reports to whom. What is left empty is dots to be filled in by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormHead {
    /// Đơn vị báo cáo.
    pub office: String,
    /// Đơn vị nhận báo cáo.
    pub receiving_unit: String,
    /// Where it is signed.
    pub place: String,
    /// Who drew it up.
    pub prepared_by: String,
    /// Who signs it.
    pub signed_by: String,
    /// As what.
    pub signer_title: String,
}

/// Writes a form.
pub type WriteForm = fn(&Form, &FormHead, &View, &mut dyn Write) -> io::Result<()>;

impl FormColumn {
    /// A column of words.
    pub fn text(id: &'static str, title: &'static str, label: &'static str, width: u16) -> FormColumn {
        let (path, align) = (vec![title.into()], Align::Left);
        FormColumn { id: id.into(), path, label: label.into(), width, align, for_programs: false }
    }

    /// A column of names for programs.
    pub fn for_programs(id: &'static str, title: &'static str) -> FormColumn {
        FormColumn { for_programs: true, ..FormColumn::text(id, title, "", 0) }
    }

    /// Its number and its whole heading, on one line.
    pub fn title(&self) -> String {
        let number = self.label.split('=').next().unwrap_or_default();
        let path = self.path.join(" – ");
        if number.is_empty() { path } else { format!("{number} {path}") }
    }
}

impl FormHead {
    /// A text of it, or dots.
    pub fn or_dots(text: &str) -> &str {
        if text.trim().is_empty() { DOTS } else { text.trim() }
    }

    /// The title above the name of who signs.
    pub fn signer_title(&self) -> String {
        match self.signer_title.trim() {
            "" => "THỦ TRƯỞNG ĐƠN VỊ".to_owned(),
            title => title.to_uppercase(),
        }
    }

    /// Where and on which day, with dots for the day.
    pub fn place_and_day(&self) -> String {
        format!("{}, ngày …… tháng …… năm ………", FormHead::or_dots(&self.place))
    }
}

impl Form {
    /// The period in words and in days.
    pub fn period_words(&self) -> String {
        let (from, to) = (Lang::Vi.day(self.period.first_day()), Lang::Vi.day(self.period.last_day()));
        if self.period_name.is_empty() {
            format!("Kỳ báo cáo: từ ngày {from} đến ngày {to}")
        } else {
            format!("Kỳ báo cáo: {} (từ ngày {from} đến ngày {to})", self.period_name)
        }
    }

    /// Its title on one line.
    pub fn title_line(&self) -> String {
        self.title.replace('\n', " ")
    }

    /// The form as one list, for programs: of several parts a first column tells which, and each has the cells of its own
    /// columns only.
    pub fn table(&self) -> Table {
        let several = self.parts.len() > 1;
        let mut columns: Vec<Column> = Vec::new();
        columns.extend(several.then(|| Column::left("part", "Mục")));
        for column in self.parts.iter().flat_map(|part| &part.columns) {
            if !columns.iter().any(|known| known.id == column.id) {
                columns.push(Column { id: column.id.clone(), title: column.title(), align: column.align });
            }
        }
        let mut rows = Vec::new();
        for part in &self.parts {
            rows.extend(part.rows.iter().map(|row| {
                let cell = |column: &Column| {
                    let at = part.columns.iter().position(|own| own.id == column.id);
                    at.and_then(|at| row.cells.get(at)).cloned().unwrap_or(Cell::Empty)
                };
                let part = several.then(|| Cell::text(part.id));
                part.into_iter().chain(columns.iter().skip(usize::from(several)).map(cell)).collect()
            }));
        }
        let title = format!("{}: {} ({})", self.number, self.title_line(), Lang::Vi.period(&self.period));
        Table { title, columns, rows }
    }
}

impl FormPart {
    /// The part without what only programs read.
    #[must_use]
    pub fn for_people(&self) -> FormPart {
        let shown = |at: &usize| self.columns.get(*at).is_some_and(|column| !column.for_programs);
        let row = |row: &FormRow| {
            let cells = row.cells.iter().enumerate().filter(|(at, _)| shown(at));
            FormRow { level: row.level, cells: cells.map(|(_, cell)| cell.clone()).collect() }
        };
        FormPart {
            columns: self.columns.iter().filter(|column| !column.for_programs).cloned().collect(),
            rows: self.rows.iter().map(row).collect(),
            ..self.clone()
        }
    }

    /// Its own table.
    pub fn table(&self) -> Table {
        let column = |column: &FormColumn| Column {
            id: column.id.clone(),
            title: column.title(),
            align: column.align,
        };
        Table {
            title: self.title.clone(),
            columns: self.columns.iter().map(column).collect(),
            rows: self.rows.iter().map(|row| row.cells.clone()).collect(),
        }
    }

    /// The headings, a level after the other: each with its text, its first and last column, and the last level that it
    /// reaches down to. Neighbours share a heading of one path.
    pub fn headings(&self) -> Vec<Vec<Heading<'_>>> {
        let levels = self.columns.iter().map(|column| column.path.len()).max().unwrap_or(0);
        let paths: Vec<&[Cow<'static, str>]> = self.columns.iter().map(|column| &column.path[..]).collect();
        let level = |level: usize| {
            let mut headings = Vec::new();
            let mut from = 0;
            while from < paths.len() {
                let own = paths[from].get(..=level);
                let same = |at: &usize| paths[*at].get(..=level) == own;
                let to = (from..paths.len()).take_while(same).last().unwrap_or(from);
                // Columns without a heading on this level are not neighbours of each other.
                let to = if own.is_none() { from } else { to };
                if let Some(own) = own {
                    let bottom = if own.len() == paths[from].len() { levels - 1 } else { level };
                    headings.push(Heading { text: &own[level], from, to, bottom });
                }
                from = to + 1;
            }
            headings
        };
        (0..levels).map(level).collect()
    }
}

/// A heading over some columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading<'f> {
    /// Its text.
    pub text: &'f str,
    /// Its first column.
    pub from: usize,
    /// Its last column.
    pub to: usize,
    /// The last level that it reaches down to.
    pub bottom: usize,
}
