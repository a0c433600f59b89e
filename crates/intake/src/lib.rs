//! Rows of text cells into checked dossiers, petitions, procedures and survey answers, with every wrong or doubtful
//! row told.
//!
//! It stands once below all readers of files. A reader hands over [`Row`]s, and knows nothing of what they mean:
//!
//! 1. [`Layout::detect`] finds the header among the first rows, or says by a [`Refusal`] why the file is no export.
//! 2. [`RowReader`] turns each row below it into a record that borrows the row's cells.
//! 3. [`IssueLog`] takes what is wrong or doubtful.
//!
//! A [`Profile`] makes exports of other systems readable.
//!
//! ```
//! use sipas_intake::{IssueLog, Kind, Layout, Read, Row, RowReader};
//!
//! let header = ["Mã hồ sơ", "Đơn vị xử lý", "Ngày tiếp nhận"].map(String::from).to_vec();
//! let layout = Layout::detect(Kind::Dossiers, &[(1, header)], None)?;
//!
//! let mut reader = RowReader::new(&layout, None);
//! let mut log = IssueLog::default();
//! let row = Row { cells: &["H37.12-250613-0001", "Phòng Nội vụ", "31/06/2025"], kinds: &[], line: 2, cut: false };
//! assert_eq!(reader.dossier(&row), Read::Rejected);
//! reader.log(&row, &mut log);
//! assert_eq!(log.issues()[0].expected, "dd 01–30");
//! # Ok::<(), sipas_intake::Refusal>(())
//! ```

mod field;
mod headers;
mod issue;
mod profile;
mod record;
mod row;
mod system;
mod toml_words;
mod values;

pub use field::{Field, KeySource};
pub use headers::{Column, Layout, Legacy, NearHeader, Refusal, RefusalCode, Suggestion};
pub use issue::{Issue, IssueCode, IssueLog, Severity};
pub use profile::{
    CodeShape, OwnError, PolicySettings, Profile, ProfileError, ProfileProblem, RepeatVisits, UnitNames,
    is_personal,
};
pub use record::{Problem, Read, RowReader};
pub use row::{BadRow, BadRowReason, CellKind, Row, Rows};
pub use sipas_core::Kind;
pub use system::io_vi;
pub use toml_words::toml_vi;
pub use values::{DateDoubt, DateError, bare_words, clean, fold, parse_date, procedure_code};

/// What [`RowReader`] goes by, for those who read cells many at a time and must come to the same.
pub mod grammar {
    pub use crate::field::Shape;
    pub use crate::headers::{HEADER_ROWS, Known};
    pub use crate::profile::Vocabulary;
    pub use crate::record::{
        CodesOfDay, KEPT_DIGITS, NationalCode, NationalForm, code_shape, is_ahead, is_odd_deadline,
    };
    pub use crate::values::{
        CellWord, ChannelWord, DateRules, DateShape, DateShapes, StatusWord, Words, identity, is_blank,
        is_invisible, most_usual, trim, usual, usual_shape,
    };
}
