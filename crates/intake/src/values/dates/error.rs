use std::borrow::Cow;

/// Why a cell is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// None of the forms fits.
    #[error("not in a known date form")]
    NoForm,
    /// A form fits, yet there is no such day, as 31 April; `last` is the last day of that month.
    #[error("no such day in that month")]
    NoSuchDay {
        /// The last day of the month.
        last: u8,
    },
    /// A form fits, yet there is no such month.
    #[error("no such month")]
    NoSuchMonth,
    /// A form fits, yet there is no such time of day.
    #[error("no such time of day")]
    NoSuchTime,
    /// The year lies outside 1990 to 2100, which no dossier does.
    #[error("year outside 1990 to 2100")]
    YearOutOfRange,
    /// A year of two digits, which could be of any century.
    #[error("year of two digits")]
    TwoDigitYear,
    /// The weekday beside the date is not that of the date.
    #[error("the date is another weekday")]
    OtherWeekday,
    /// Two dates in one cell: nobody knows which is meant.
    #[error("several dates in one cell")]
    TwoDates,
    /// Words without a number, as "hôm qua" or "đã trả".
    #[error("words, and no date")]
    Words,
    /// A month that is not a number of two digits between signs, as "ngày 02 tháng 6 năm 2025".
    #[error("a month that is written as a word")]
    MonthName,
    /// A number of days, and no date.
    #[error("a number of days, and no date")]
    Days,
}

impl DateError {
    /// Whether nothing of the cell is in a known form.
    pub(crate) fn is_of_no_form(self) -> bool {
        use DateError::{Days, MonthName, NoForm, TwoDates, Words};
        matches!(self, NoForm | TwoDates | Words | MonthName | Days)
    }

    /// Tells the error in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            DateError::NoForm => "không đúng dạng ngày đã biết".to_owned(),
            DateError::NoSuchDay { last } => format!("tháng đó chỉ có {last} ngày"),
            DateError::NoSuchMonth => "không có tháng đó".to_owned(),
            DateError::NoSuchTime => "không có giờ đó".to_owned(),
            DateError::YearOutOfRange => "năm nằm ngoài 1990 đến 2100".to_owned(),
            DateError::TwoDigitYear => "năm chỉ có hai chữ số".to_owned(),
            DateError::OtherWeekday => "ngày đó là thứ khác".to_owned(),
            DateError::TwoDates => "nhiều ngày trong một ô".to_owned(),
            DateError::Words => "là chữ, không phải ngày".to_owned(),
            DateError::MonthName => "tháng viết bằng chữ".to_owned(),
            DateError::Days => "là số ngày, không phải ngày".to_owned(),
        }
    }

    /// What should stand there instead, in signs that need no language.
    pub fn expected(&self) -> Cow<'static, str> {
        match self {
            DateError::NoForm | DateError::Words | DateError::MonthName | DateError::Days => {
                "dd/MM/yyyy [HH:mm[:ss]]".into()
            }
            DateError::NoSuchDay { last } => format!("dd 01–{last}").into(),
            DateError::NoSuchMonth => "MM 01–12".into(),
            DateError::NoSuchTime => "HH:mm:ss 00:00:00–23:59:59".into(),
            DateError::YearOutOfRange => "yyyy 1990–2100".into(),
            DateError::TwoDigitYear => "dd/MM/yyyy".into(),
            DateError::OtherWeekday => "dd/MM/yyyy = T2–CN".into(),
            DateError::TwoDates => "1 × dd/MM/yyyy".into(),
        }
    }
}
