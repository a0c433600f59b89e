//! What somebody has to see to: dossiers that are overdue, and those that are due soon.

use std::collections::BTreeMap;

use sipas_core::Moment;

use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// The dossiers that somebody has to see to, the most pressing first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PushList {
    /// Overdue, the longest first.
    pub overdue: Vec<PushRow>,
    /// Due within some working days, the nearest first.
    pub due_soon: Vec<PushRow>,
    /// How many working days are soon.
    pub within: i32,
}

/// A dossier that somebody has to see to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRow {
    /// Mã hồ sơ.
    pub code: String,
    /// Đơn vị.
    pub unit: String,
    /// Cán bộ.
    pub officer: String,
    /// What its procedure is called, else the procedure's code.
    pub procedure: String,
    /// Ngày tiếp nhận.
    pub received_at: Option<Moment>,
    /// Ngày hẹn trả.
    pub deadline: Option<Moment>,
    /// Working days after the deadline, or until it; `None` where the working calendar does not tell.
    pub working_days: Option<i32>,
    /// Days after the deadline, where it is past.
    pub days: Option<i32>,
}

/// What a unit has to see to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PushCount {
    /// Overdue dossiers.
    pub overdue: usize,
    /// The most working days that one of them is overdue.
    pub longest: Option<i32>,
    /// Dossiers that are due soon.
    pub due_soon: usize,
}

impl PushList {
    /// Whether there is nothing to see to.
    pub fn is_empty(&self) -> bool {
        self.overdue.is_empty() && self.due_soon.is_empty()
    }

    /// What each unit has to see to: the units with the most overdue dossiers first.
    pub fn by_unit(&self) -> Vec<(&str, PushCount)> {
        let mut units: BTreeMap<&str, PushCount> = BTreeMap::new();
        for row in &self.overdue {
            let unit = units.entry(&row.unit).or_default();
            unit.overdue += 1;
            unit.longest = unit.longest.max(row.working_days);
        }
        for row in &self.due_soon {
            units.entry(&row.unit).or_default().due_soon += 1;
        }
        let mut units: Vec<_> = units.into_iter().collect();
        units.sort_by(|(a, m), (b, n)| {
            (n.overdue, n.due_soon).cmp(&(m.overdue, m.due_soon)).then_with(|| Lang::in_order(a, b))
        });
        units
    }

    /// The part of one unit.
    #[must_use]
    pub fn of_unit(&self, unit: &str) -> PushList {
        let of = |rows: &[PushRow]| rows.iter().filter(|row| row.unit == unit).cloned().collect();
        PushList { overdue: of(&self.overdue), due_soon: of(&self.due_soon), within: self.within }
    }

    /// All of it as one table to be sent to a unit, with room for the answer.
    pub fn sheet(&self, lang: Lang) -> Table {
        let mut columns = vec![
            Column::left("code", lang.code()),
            Column::left("procedure_name", lang.procedure_name()),
            Column::left("officer", lang.officer()),
            Column::left("received", lang.received_on()),
            Column::left("deadline", lang.due_on()),
            Column::left("state", lang.state()),
        ];
        let answers = [
            ("why", lang.answer_why()),
            ("new_deadline", lang.answer_deadline()),
            ("who", lang.answer_who()),
        ];
        columns.extend(answers.map(|(id, title)| Column::left(id, title)));
        let row = |row: &PushRow, state: String| {
            vec![
                Cell::text(&row.code),
                Cell::text(&row.procedure),
                Cell::text(&row.officer),
                Cell::date(row.received_at),
                Cell::date(row.deadline),
                Cell::Text(state),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ]
        };
        let overdue = self.overdue.iter().map(|of| row(of, lang.overdue_by(of)));
        let due_soon = self.due_soon.iter().map(|of| row(of, lang.due_in(of)));
        Table { title: String::new(), columns, rows: overdue.chain(due_soon).collect() }
    }
}
