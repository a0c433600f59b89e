use sipas_core::{Day, Dimension, Kind};
use sipas_render::Lang;

use super::untold::Untold;
use super::{LevelError, MappingError, PreviousError};

/// Why there is no form.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// The bare name stands for no form at that time.
    #[error("no form {name} is in force on {last}; the full name stands for it at any time: {}", .full.join(", "))]
    NotInForce {
        /// The bare name.
        name: &'static str,
        /// The full names that it stands for at other times.
        full: Vec<&'static str>,
        /// The last day of the period.
        last: Day,
    },
    /// No record of the kind that the form counts.
    #[error("form {form} needs {}", kind_of(*.kind, Lang::En))]
    NoRecords {
        /// Which form.
        form: &'static str,
        /// Which records.
        kind: Kind,
    },
    /// The report has no groups.
    #[error("a form needs groups: by unit, by field, or by field within unit")]
    NoGroups,
    /// The form cannot be by this, or not by so many.
    #[error("this form cannot be by {0}")]
    By(Dimension),
    /// The petitions have no column of fields.
    #[error("the export of petitions has no column of fields; give --by unit")]
    NoPaknField,
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
    /// The form would certify what nobody can tell.
    #[error(
        "form {form} is refused: {}; to make it all the same add --accept {}",
        .untold.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join("; "),
        codes(.untold)
    )]
    Untold {
        /// Which form.
        form: &'static str,
        /// What nobody can tell.
        untold: Vec<Untold>,
    },
    /// A kind of dossier is put where it cannot be.
    #[error("--put: {0}")]
    Put(#[from] MappingError),
    /// It cannot be told which units are of the province.
    #[error(transparent)]
    Levels(#[from] LevelError),
    /// The form of the period before is of no use.
    #[error(transparent)]
    Previous(#[from] PreviousError),
}

fn codes(untold: &[Untold]) -> String {
    let mut codes: Vec<&str> = untold.iter().map(|one| one.code.name()).collect();
    codes.dedup();
    codes.join(" --accept ")
}

fn kind_of(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Pakn => lang.pick("tệp kết xuất PAKN", "an export of petitions"),
        _ => lang.pick("tệp kết xuất hồ sơ", "an export of dossiers"),
    }
}

impl FormError {
    /// The message in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            FormError::NotInForce { name, full, last } => format!(
                "kỳ kết thúc ngày {} không dùng biểu {name}; vẫn lập thì nêu tên đầy đủ: {}",
                Lang::Vi.day(*last),
                full.join(", ")
            ),
            FormError::NoRecords { form, kind } => format!("biểu {form} cần {}", kind_of(*kind, Lang::Vi)),
            FormError::NoGroups => {
                "biểu cần chia theo đơn vị, theo lĩnh vực, hoặc theo lĩnh vực trong từng đơn vị".into()
            }
            FormError::By(by) => {
                format!("biểu này không chia được theo {}", Lang::Vi.dimension(*by).to_lowercase())
            }
            FormError::NoPaknField => "tệp kết xuất PAKN không có cột lĩnh vực; hãy thêm --by unit".into(),
            FormError::Unbalanced { row, sum } => format!("dòng {row:?}: {sum} không đúng"),
            FormError::Whole => "các dòng cộng lại khác tổng số".into(),
            FormError::Untold { form, untold } => {
                let why: Vec<&str> = untold.iter().map(|one| one.vi.as_str()).collect();
                format!(
                    "không lập biểu {form}: {}; vẫn lập thì thêm --accept {}",
                    why.join("; "),
                    codes(untold)
                )
            }
            FormError::Put(error) => format!("--put: {}", error.vi()),
            FormError::Levels(error) => error.vi(),
            FormError::Previous(error) => error.vi(),
        }
    }
}
