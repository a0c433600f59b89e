//! Dimensions of the user's own: any column of an export to group by, but never personal data of an applicant.

use sipas_core::{Dimension, DimensionError};

use super::personal::is_personal;
use crate::values::clean;

/// Why a column makes no dimension.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OwnError {
    /// The name is none.
    #[error(transparent)]
    Name(#[from] DimensionError),
    /// The header means personal data.
    #[error(
        "the column {0:?} means personal data of applicants (a name, telephone number, address, identity number, birth \
         date or e-mail), which is never read"
    )]
    Personal(String),
    /// There are too many.
    #[error("at most 6 dimensions of your own can be kept, found {0}")]
    Many(usize),
}

impl OwnError {
    /// The refusal of a column, which is named as people read it: letters whose accents are marks of their own would be shown
    /// as escapes.
    pub(super) fn of(header: &str) -> OwnError {
        OwnError::Personal(clean(header).into_owned())
    }

    /// Tells the error in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            OwnError::Name(DimensionError::Name(name)) => format!(
                "chiều phân nhóm riêng cần tên gồm chữ thường không dấu, chữ số và _, chưa dùng cho việc khác, như commune; \
                 không phải {name:?}"
            ),
            OwnError::Name(other) => other.to_string(),
            OwnError::Personal(header) => format!(
                "cột {header:?} là dữ liệu cá nhân của người nộp hồ sơ (họ tên, điện thoại, địa chỉ, số định danh, ngày \
                 sinh, thư điện tử): không bao giờ đọc"
            ),
            OwnError::Many(found) => format!("nhiều nhất 6 chiều phân nhóm riêng, có {found}"),
        }
    }
}

pub(crate) fn checked(name: &str, headers: Vec<String>) -> Result<(Dimension, Vec<String>), OwnError> {
    match headers.iter().find(|header| is_personal(header)) {
        Some(header) => Err(OwnError::of(header)),
        None => Ok((Dimension::own(name)?, headers)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_makes_a_dimension_unless_it_is_personal_or_the_name_is_none() {
        let personal = "Họ và tên".to_owned();
        assert_eq!(checked("x", vec![personal.clone()]), Err(OwnError::Personal(personal)));
        let marks = "Ho\u{323} te\u{302}n".to_owned();
        assert_eq!(checked("x", vec![marks]), Err(OwnError::Personal("Họ tên".to_owned())));
        assert!(checked("x", vec!["Xã/phường".to_owned()]).is_ok());
        assert!(matches!(checked("unit", Vec::new()), Err(OwnError::Name(_))));
        assert!(matches!(checked("Xã", Vec::new()), Err(OwnError::Name(_))));
    }
}
