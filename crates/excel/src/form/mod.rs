//! The statutory forms: read off a report, checked row by row, and written as a workbook or a plain table.

mod form05a;
mod form06a;
mod mapping;
mod rows;
mod sheet;

pub use form05a::form_05a;
pub use form06a::form_06a;
pub use mapping::{InProgress, Mapping, MappingError, Resolved};

use sipas_core::{Dimension, Period};
use sipas_render::{Cell, Column, Lang, Table};

/// A filled form. On every row each sum is that of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// `06a` or `05a`.
    pub code: &'static str,
    /// The number of the form, or that it has none.
    pub number: &'static str,
    /// By what it is issued, or that it is not.
    pub issued: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it counts.
    pub unit_of_count: &'static str,
    /// The period reported on.
    pub period: Period,
    /// What its rows are: the heading of column (2).
    pub subject: String,
    /// Its columns of counts, from (3) on.
    pub columns: Vec<FormColumn>,
    /// Its rows, the whole last.
    pub rows: Vec<FormRow>,
    /// What is to be known of the figures.
    pub notes: Vec<String>,
}

/// A column of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormColumn {
    /// The name for programs.
    pub id: &'static str,
    /// Its heading, under those that it shares with its neighbours.
    pub path: &'static [&'static str],
    /// Its number, and what it is the sum of.
    pub label: &'static str,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormRow {
    /// Column (1).
    pub number: String,
    /// Column (2).
    pub name: String,
    /// How it stands to its neighbours.
    pub level: Level,
    /// One count for each column.
    pub counts: Vec<u64>,
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
    pub reporting_unit: String,
    /// Đơn vị nhận báo cáo.
    pub receiving_unit: String,
    /// Where it is signed.
    pub place: String,
    /// Who drew it up.
    pub preparer: String,
    /// Who signs it.
    pub signer: String,
}

/// Why there is no form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// No record of the kind that the form counts.
    #[error("form {form} needs {}", kind_of(.form).1)]
    NoRecords {
        /// Which form.
        form: &'static str,
    },
    /// The report has no groups.
    #[error("a form needs groups: by unit, by field, or by field within unit")]
    NoGroups,
    /// The form cannot be by this, or not by so many.
    #[error("this form cannot be by {0}")]
    By(Dimension),
    /// The columns of a row do not add up.
    #[error("row {row:?}: {sum} does not hold")]
    Unbalanced {
        /// The row.
        row: String,
        /// Which sum.
        sum: String,
    },
    /// The groups together are not the whole.
    #[error("the rows together are not the whole")]
    Whole,
}

fn kind_of(form: &str) -> (&'static str, &'static str) {
    if form == "05a" {
        ("bản xuất PAKN", "an export of petitions")
    } else {
        ("bản xuất hồ sơ", "an export of dossiers")
    }
}

impl FormError {
    /// The same in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            FormError::NoRecords { form } => format!("biểu {form} cần {}", kind_of(form).0),
            FormError::NoGroups => {
                "biểu cần chia theo đơn vị, theo lĩnh vực, hoặc theo lĩnh vực trong từng đơn vị".into()
            }
            FormError::By(by) => {
                format!("biểu này không chia được theo {}", Lang::Vi.dimension(*by).to_lowercase())
            }
            FormError::Unbalanced { row, sum } => format!("dòng {row:?}: {sum} không đúng"),
            FormError::Whole => "các dòng cộng lại khác tổng số".into(),
        }
    }
}

impl Form {
    /// The form as a plain table, for CSV and Markdown.
    pub fn table(&self) -> Table {
        let mut columns =
            vec![Column::left("number", "(1) TT"), Column::left("name", format!("(2) {}", self.subject))];
        columns.extend(self.columns.iter().map(|column| {
            let number = column.label.split('=').next().unwrap_or_default();
            Column::right(column.id, format!("{number} {}", column.path.join(" – ")))
        }));
        let row = |row: &FormRow| {
            let name = [&row.number, &row.name].map(Cell::text);
            name.into_iter().chain(row.counts.iter().map(|n| Cell::count(*n))).collect()
        };
        let title = format!("{}: {} ({})", self.number, self.title, Lang::Vi.period(&self.period));
        Table { title, columns, rows: self.rows.iter().map(row).collect() }
    }
}
