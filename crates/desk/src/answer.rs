//! What the page shows of a report beside the page that render makes of it.

use serde::Serialize;
use sipas_core::{Plan, Report};
use sipas_render::{Align, Lang, Table};

/// A report as the page takes it.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The document of the command, byte for byte.
    pub json: String,
    /// The period in words.
    pub period: String,
    /// The title of the plan, or its id where it has none.
    pub plan: Option<String>,
    /// What could change a figure or a verdict.
    pub doubts: Vec<String>,
}

impl Answer {
    pub(crate) fn of(report: &Report, json: &[u8]) -> Answer {
        let name = |plan: &Plan| if plan.title().is_empty() { plan.id() } else { plan.title() }.to_owned();
        Answer {
            json: String::from_utf8_lossy(json).into_owned(),
            period: Lang::Vi.period(&report.period),
            plan: report.plan.as_ref().map(name),
            doubts: sipas_render::doubts(report, Lang::Vi),
        }
    }
}

/// A list in words.
#[derive(Debug, Clone, Serialize)]
pub struct List {
    /// The title.
    pub title: String,
    /// The columns: name, heading, whether figures.
    pub columns: Vec<(String, String, bool)>,
    /// The cells for people.
    pub rows: Vec<Vec<String>>,
}

impl List {
    pub(crate) fn of(table: &Table, lang: Lang) -> List {
        let column = |column: &sipas_render::Column| {
            (column.id.to_string(), column.title.clone(), column.align == Align::Right)
        };
        let row =
            |row: &Vec<sipas_render::Cell>| row.iter().map(|cell| cell.people(lang).into_owned()).collect();
        List {
            title: table.title.clone(),
            columns: table.columns.iter().map(column).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }
}
