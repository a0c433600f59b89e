use std::borrow::Cow;

use crate::headers::Layout;
use crate::issue::{Issue, IssueCode};
use crate::row::Row;

/// One thing wrong or doubtful in the row read last. Its value stays in the row, so that a doubt costs no copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind.
    pub code: IssueCode,
    /// The column it is about, from 0; `None` where it is the whole row's. Never one that is left unread.
    pub column: Option<usize>,
    /// What was expected instead, or what the other side is.
    pub expected: Cow<'static, str>,
}

impl Problem {
    /// The cell it is about, in the row that it was found in; of a row with a wrong number of cells, that number.
    pub fn value<'r>(&self, row: &Row<'r>) -> Cow<'r, str> {
        match (self.column, self.code) {
            (Some(column), _) => row.cells.get(column).copied().unwrap_or_default().into(),
            (None, IssueCode::RowCells | IssueCode::RowCut) => row.cells.len().to_string().into(),
            (None, _) => "".into(),
        }
    }

    /// Adds the place in the file.
    pub fn issue(&self, layout: &Layout, row: &Row<'_>) -> Issue {
        Issue {
            code: self.code,
            line: row.line,
            column: self.column.map_or("", |column| layout.header(column)).to_owned(),
            value: self.value(row).into_owned(),
            expected: self.expected.clone().into_owned(),
        }
    }
}
