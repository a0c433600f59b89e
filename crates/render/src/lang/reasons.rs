//! Why there is no figure.

use sipas_core::{DaysReason, Indicator, Uncovered};

use super::Lang;

impl Lang {
    /// No file of the kind that the indicator needs.
    pub(crate) fn no_input(self, kind: &'static str) -> String {
        format!("{} {}", self.pick("chưa có tệp", "no file of"), self.input_kind(kind))
    }

    /// No column that the indicator needs.
    pub(crate) fn no_column(self, indicator: &Indicator) -> String {
        match self.indicator(indicator).columns {
            "" => self.pick("thiếu cột", "a column is missing").to_owned(),
            columns => format!("{} {columns}", self.pick("thiếu cột", "missing column")),
        }
    }

    /// No column of ends.
    pub(crate) fn no_ends(self) -> String {
        let column = self.pick("ngày kết thúc xử lý hoặc ngày trả kết quả", "finished_at or returned_at");
        format!("{} {column}", self.pick("thiếu cột", "missing column"))
    }

    /// A difference of counts that is less than nothing.
    pub(crate) fn negative(self) -> String {
        self.pick("hiệu số âm", "the difference is negative").to_owned()
    }

    /// Petitions whose topic was not understood, so that a zero beside them proves nothing.
    pub(crate) fn topics_unread(self, unread: u64) -> String {
        let n = self.count(unread);
        self.pick(format!("{n} PAKN chưa rõ chủ đề"), format!("{n} petitions of unknown topic"))
    }

    /// Records that are concluded at an unknown time, beside which nothing else could count.
    pub(crate) fn all_undated(self, n: u64) -> String {
        let n = self.count(n);
        self.pick(
            format!("{n} bản ghi đã xong mà không rõ ngày"),
            format!("{n} records concluded, no date tells when"),
        )
    }

    /// What there is to say of figures in working days.
    pub(crate) fn calendar_reason(self, reason: DaysReason) -> String {
        match (self, reason) {
            (Lang::En, reason) => reason.to_string(),
            (Lang::Vi, DaysReason::Uncovered(Uncovered(year))) => {
                format!("lịch làm việc chưa có năm {year}")
            }
            (Lang::Vi, DaysReason::Provisional(day)) => {
                format!("lịch làm việc tạm tính từ {}", self.day(day))
            }
        }
    }
}
