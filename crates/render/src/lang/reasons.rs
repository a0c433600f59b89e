//! Why there is no figure.

use sipas_core::{DaysReason, Uncovered};

use super::Lang;

impl Lang {
    /// No file of the kind that the indicator needs.
    pub(crate) fn no_input(self, kind: &'static str) -> String {
        format!("{} {}", self.pick("chưa có tệp", "no file of"), self.input_kind(kind))
    }

    /// No column that the indicator needs.
    pub(crate) fn no_column(self, indicator: &str) -> String {
        let column = match indicator {
            "repeat_visit_rate" => {
                self.pick("số lần đi lại, số lần bổ sung", "repeat_visits, supplement_requests")
            }
            "supplement_once_rate" => self.pick("số lần bổ sung", "supplement_requests"),
            "apology_coverage_rate" => self.pick("phiếu xin lỗi hoặc ngày hẹn trả", "apologised or due_at"),
            "online_dossier_rate" => self.pick("hình thức tiếp nhận", "channel"),
            "full_online_rate" => {
                self.pick("hình thức tiếp nhận, mức độ dịch vụ công", "channel, online_level")
            }
            "digitised_rate" => self.pick("đã số hóa", "digitised"),
            "electronic_result_rate" => self.pick("kết quả điện tử", "electronic_result"),
            "online_payment_rate" => self.pick("thanh toán trực tuyến", "paid_online"),
            "supplement_notice_in_time_rate" => self.pick(
                "ngày yêu cầu bổ sung, hoặc lịch làm việc chưa đủ năm",
                "supplement_requested_at, or the calendar does not cover the years",
            ),
            "online_receipt_in_time_rate" => self.pick(
                "ngày nộp, hình thức tiếp nhận, hoặc lịch làm việc chưa đủ năm",
                "submitted_at, channel, or the calendar does not cover the years",
            ),
            "apology_in_time_rate" => self.pick("ngày xin lỗi, ngày hẹn trả", "apologised_at, due_at"),
            "correction_in_time_rate" => self.pick(
                "ngày phát hiện sai sót, ngày đính chính, hoặc lịch làm việc chưa đủ năm",
                "error_reported_at, corrected_at, or the calendar does not cover the years",
            ),
            "result_accuracy_rate" => self.pick("đính chính", "result_corrected"),
            "on_time_return_rate"
            | "late_rate"
            | "late_exposure_rate"
            | "late_share_rate"
            | "late_count"
            | "late_exposure_count" => self.pick("ngày hẹn trả", "due_at"),
            "procedure_listing_rate" => self.pick("niêm yết tại trụ sở", "listed_at_office"),
            "procedure_publication_rate" => {
                self.pick("niêm yết tại trụ sở, công khai trên cổng", "listed_at_office, published_on_portal")
            }
            "procedure_content_complete_rate" => {
                self.pick("công khai trên cổng, đầy đủ nội dung", "published_on_portal, content_complete")
            }
            "procedure_published_in_time_rate" => self.pick(
                "ngày quyết định, ngày công khai, hoặc lịch làm việc chưa đủ năm",
                "decision_date, published_at, or the calendar does not cover the years",
            ),
            "extra_requirement_report_count" | "staff_conduct_report_count" => {
                self.pick("phân loại", "topic")
            }
            "pakn_transfer_in_time_rate" => self.pick(
                "ngày chuyển, hoặc lịch làm việc chưa đủ năm",
                "transferred_at, or the calendar does not cover the years",
            ),
            "pakn_correct_authority_rate" => self.pick("đúng thẩm quyền", "correct_authority"),
            "pakn_answered_rate" => self.pick("ngày trả lời", "answered_at"),
            "pakn_published_rate" => self.pick("ngày công khai", "published_at"),
            "pakn_compliant_rate" => self.pick(
                "đúng thẩm quyền, ngày trả lời, ngày công khai",
                "correct_authority, answered_at, published_at",
            ),
            _ => return self.pick("thiếu cột", "a column is missing").to_owned(),
        };
        format!("{} {column}", self.pick("thiếu cột", "missing column"))
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
            format!("{n} bản ghi đã xong nhưng không rõ ngày"),
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

#[cfg(test)]
mod tests {
    use sipas_core::{FigureKind, INDICATORS, Kind};

    use super::*;

    #[test]
    fn the_column_that_is_missing_is_named_for_each_indicator() {
        let unnamed = Lang::En.no_column("");
        let of_columns =
            INDICATORS.iter().filter(|one| one.kind != Kind::Survey && one.figure != FigureKind::Days);
        // Of these petitions every state is told by columns that no export goes without.
        let always = ["pakn_accepted_rate", "pakn_closure_rate", "pakn_clearance_rate", "pakn_timely_rate"];
        let missing = of_columns.map(|one| one.id).filter(|id| Lang::En.no_column(id) == unnamed);
        assert_eq!(missing.collect::<Vec<_>>(), always);
    }
}
