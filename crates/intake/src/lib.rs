//! x
#![allow(missing_docs)]
mod issue;
mod kind;
mod row;

pub use issue::{Issue, IssueCode, IssueLog, Severity};
pub use kind::Kind;
pub use row::{BadRow, BadRowReason, Row, Rows};
