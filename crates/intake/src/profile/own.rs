//! Dimensions of the user's own: any column of an export to group by, but never personal data of an applicant.

use sipas_core::{Dimension, DimensionError};

use crate::values::bare_words;

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

/// Words, one after another, that mean an applicant's name, telephone number, address, identity number, birth date or
/// e-mail; without accents.
const PERSONAL: [&str; 47] = [
    "ho ten",
    "ho va ten",
    "ho dem",
    "ten nguoi",
    "nguoi nop",
    "nguoi yeu cau",
    "nguoi de nghi",
    "nguoi dung ten",
    "nguoi duoc uy quyen",
    "nguoi uy quyen",
    "chu ho so",
    "chu ho",
    "chu so huu",
    "chu the",
    "ten cong dan",
    "cong dan",
    "ten khach hang",
    "khach hang",
    "ten doanh nghiep",
    "ten to chuc",
    "ca nhan to chuc",
    "to chuc ca nhan",
    "nguoi gui",
    "dien thoai",
    "sdt",
    "so dt",
    "di dong",
    "lien he",
    "lien lac",
    "dia chi",
    "noi o",
    "cu tru",
    "thuong tru",
    "tam tru",
    "cccd",
    "cmnd",
    "cmt",
    "can cuoc",
    "chung minh",
    "dinh danh",
    "ho chieu",
    "ngay sinh",
    "nam sinh",
    "sinh nhat",
    "email",
    "e mail",
    "thu dien tu",
];
const PERSONAL_ENGLISH: [&str; 16] = [
    "full name",
    "applicant",
    "citizen",
    "customer",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "contact",
    "address",
    "passport",
    "identity",
    "citizen id",
    "birth",
    "birthday",
    "dob",
];
/// Those who handle dossiers are no applicants.
const OFFICIAL: [&str; 6] = ["can bo", "cong chuc", "vien chuc", "chuyen vien", "nguoi xu ly", "lanh dao"];

/// Whether a header means personal data of an applicant: a name, telephone number, address, identity number, birth date
/// or e-mail. What does is never read, whoever asks for it.
///
/// ```
/// assert!(sipas_intake::is_personal("Số điện thoại"));
/// assert!(!sipas_intake::is_personal("Xã/phường"));
/// ```
pub fn is_personal(header: &str) -> bool {
    let words = format!(" {} ", bare_words(header));
    let has = |phrase: &&str| words.contains(&format!(" {phrase} "));
    let alone = ["name", "ten"].contains(&words.trim());
    (alone || PERSONAL.iter().chain(&PERSONAL_ENGLISH).any(&has)) && !OFFICIAL.iter().any(has)
}

pub(crate) fn checked(name: &str, headers: Vec<String>) -> Result<(Dimension, Vec<String>), OwnError> {
    match headers.iter().find(|header| is_personal(header)) {
        Some(header) => Err(OwnError::Personal(header.clone())),
        None => Ok((Dimension::own(name)?, headers)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_applicant_is_known_by_is_no_dimension() {
        for header in [
            "Họ và tên",
            "HỌ TÊN người nộp",
            "Chủ hồ sơ",
            "Số điện thoại",
            "SĐT",
            "Điện thoại liên hệ",
            "Địa chỉ",
            "Địa  chỉ thường trú",
            "CCCD/CMND",
            "Số CCCD",
            "Số định danh cá nhân",
            "Ngày sinh",
            "Năm sinh",
            "E-mail",
            "Email",
            "Thư điện tử",
            "Ho ten nguoi nop",
            "Họ và tên (in hoa)",
            "Phone",
            "Applicant's name",
            "applicant_name",
            "Địa chỉ".nfd_for_test().as_str(),
        ] {
            assert!(is_personal(header), "{header}");
            assert_eq!(checked("x", vec![header.to_owned()]), Err(OwnError::Personal(header.to_owned())));
        }
        for header in [
            "Xã/phường",
            "Địa bàn",
            "Địa chính",
            "Khu vực",
            "Họ tên cán bộ thẩm định",
            "Loại hồ sơ",
            "Phí, lệ phí",
            "Tên thủ tục",
            "Mức độ",
            "commune",
            "Nguồn",
            "Tên lĩnh vực",
            "Thôn",
        ] {
            assert!(!is_personal(header), "{header}");
            assert!(checked("x", vec![header.to_owned()]).is_ok());
        }
        assert!(matches!(checked("unit", Vec::new()), Err(OwnError::Name(_))));
        assert!(matches!(checked("Xã", Vec::new()), Err(OwnError::Name(_))));
    }

    trait Decomposed {
        fn nfd_for_test(&self) -> String;
    }

    impl Decomposed for str {
        fn nfd_for_test(&self) -> String {
            use unicode_normalization::UnicodeNormalization;
            self.nfd().collect()
        }
    }
}
