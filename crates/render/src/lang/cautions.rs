//! What a figure is to be taken with caution for, and what the inputs do not cover.

use sipas_core::{
    Caution, CautionCode, Gap, GapReason, Indicator, Kind, Leans, NameDoubt, NameDoubtCode, Undecided,
};

use super::Lang;

impl Lang {
    /// A caution in a few words: "10 hồ sơ đang quá hạn".
    pub fn caution(self, caution: &Caution, indicator: &Indicator) -> String {
        let n = self.count(caution.count);
        let kind = indicator.kind;
        let records = match kind {
            Kind::Pakn => self.pick("PAKN", "petitions"),
            Kind::Procedures => self.pick("thủ tục", "procedures"),
            Kind::Survey => self.pick("câu trả lời", "answers"),
            Kind::Dossiers => self.pick("hồ sơ", "dossiers"),
        };
        match caution.code {
            CautionCode::OpenOverdue => {
                self.pick(format!("{n} {records} đang quá hạn"), format!("{n} {records} open and overdue"))
            }
            CautionCode::Undated => self.pick(
                format!("{n} {records} đã xong mà không rõ ngày"),
                format!("{n} {records} concluded, no date tells when"),
            ),
            CautionCode::Unmeasurable => self.pick(
                format!("{n} {records} không xác định được hạn"),
                format!("{n} {records} without a deadline"),
            ),
            CautionCode::Coverage => {
                self.pick("dữ liệu không đủ cả kỳ", "the inputs do not cover the period").to_owned()
            }
            CautionCode::Small => {
                self.pick(format!("ít {records} (mẫu số {n})"), format!("small denominator ({n})"))
            }
            CautionCode::ProvisionalCalendar => {
                self.pick("lịch làm việc tạm tính", "a provisional calendar").to_owned()
            }
            CautionCode::UnreadColumn => self.pick(
                format!("{n} cột chưa đọc có tên gần giống cột cần dùng"),
                format!("{n} unread columns headed nearly as one that is needed"),
            ),
            CautionCode::RejectedRows => self.pick(format!("{n} dòng lỗi"), format!("{n} rows rejected")),
            CautionCode::UnknownWords if indicator.leans.contains(&Leans::Topics) => {
                self.topics_unread(caution.count)
            }
            CautionCode::UnknownWords => {
                let n_records = format!("{n} {records}");
                self.pick(
                    format!("{n_records} có giá trị không có trong danh mục"),
                    format!("{n_records} with words not understood"),
                )
            }
            CautionCode::OlderSnapshot => self.pick(
                format!("{n} mã có thể lấy từ bản cũ hơn"),
                format!("{n} codes perhaps of an older snapshot"),
            ),
            CautionCode::ImplausibleDates => {
                self.pick(format!("{n} ngày không hợp lý"), format!("{n} implausible dates"))
            }
            code => code.name().to_owned(),
        }
    }

    /// What the inputs do not cover.
    pub fn gap(self, kind: Kind, gap: &Gap) -> String {
        let records = self.input_kind(kind.name());
        let (from, to, n) = (self.day(gap.from), self.day(gap.to), self.count(gap.count));
        let of = if gap.baseline { self.pick(" (kỳ so sánh)", " (baseline)") } else { "" };
        match (self, gap.reason) {
            (Lang::Vi, GapReason::NoReceipts) => format!(
                "{records}{of}: {n} ngày làm việc liền từ {from} đến {to} không tiếp nhận gì; có thể thiếu tệp"
            ),
            (Lang::En, GapReason::NoReceipts) => format!(
                "{records}{of}: nothing received on {n} working days together, {from} to {to}; a file may be missing"
            ),
            (Lang::Vi, GapReason::NoEvents) => format!(
                "{records}{of}: từ {from} đến {to} ({n} ngày làm việc) không có gì phát sinh; tệp có thể xuất trước khi hết kỳ"
            ),
            (Lang::En, GapReason::NoEvents) => format!(
                "{records}{of}: nothing happened from {from} to {to} ({n} working days); the export may end before the period"
            ),
            (Lang::Vi, GapReason::OverdueAfter) => format!(
                "{records}{of}: từ {from} đến {to} không có gì phát sinh, mà {n} {records} đến hạn sau đó bị tính là quá hạn; tệp có thể xuất trước khi hết kỳ"
            ),
            (Lang::En, GapReason::OverdueAfter) => format!(
                "{records}{of}: nothing happened from {from} to {to}, and {n} that fell due after that count as overdue; the export may end before the period"
            ),
            (Lang::Vi, GapReason::NothingReceived) => {
                format!("{records}{of}: không tiếp nhận gì từ {from} đến {to}; có thể thiếu tệp của kỳ này")
            }
            (Lang::En, GapReason::NothingReceived) => format!(
                "{records}{of}: nothing received from {from} to {to}; the export of this period may be missing"
            ),
            (Lang::Vi, GapReason::BeginsLater) => {
                format!("{records}{of}: dữ liệu chỉ có sau ngày {to}, thiếu từ {from}; không so sánh")
            }
            (Lang::En, GapReason::BeginsLater) => {
                format!("{records}{of}: the inputs begin after {to}, {from} on is missing; not compared")
            }
        }
    }

    /// What is doubtful about the names of groups; `names` are those that are damaged, where they are told.
    pub(crate) fn name_doubt(self, doubt: &NameDoubt, names: &str) -> String {
        let (by, n) = (self.dimension(doubt.by), self.count(doubt.count));
        match (self, doubt.code) {
            (Lang::Vi, NameDoubtCode::Missing) => {
                format!(
                    "không hồ sơ nào có {by}: tệp thiếu cột này hoặc cột để trống; cả {n} hồ sơ vào nhóm (không rõ)"
                )
            }
            (Lang::En, NameDoubtCode::Missing) => {
                format!(
                    "no dossier has {by}: the column is missing or blank; all {n} are in the group without a name"
                )
            }
            (Lang::Vi, NameDoubtCode::Ditto) => {
                format!("{by} của {n} hồ sơ là dấu \"như trên\", không phải tên; hãy điền tên vào từng dòng")
            }
            (Lang::En, NameDoubtCode::Ditto) => {
                format!("{by} of {n} dossiers is a sign for the name above it; write the name in each row")
            }
            (Lang::Vi, NameDoubtCode::WrittenOnce) => format!(
                "{by} chỉ ghi ở dòng đầu mỗi nhóm, {n} hồ sơ để trống; có lẽ ô đã gộp trước khi lưu thành tệp văn bản: hãy đọc tệp Excel gốc"
            ),
            (Lang::En, NameDoubtCode::WrittenOnce) => format!(
                "{by} stands once for several rows, and {n} dossiers have none; cells were perhaps merged before the file was saved as text: read the workbook itself"
            ),
            (Lang::Vi, NameDoubtCode::Damaged) => {
                format!("{by} của {n} bản ghi bị hỏng chữ nên có thể tách thành nhóm riêng: {names}")
            }
            (Lang::En, NameDoubtCode::Damaged) => {
                format!("{by} of {n} records is damaged, and may stand apart from its group: {names}")
            }
        }
    }

    /// How many records of a kind are concluded at an unknown time.
    pub(crate) fn undated(self, kind: Kind, n: u64) -> String {
        let (records, n) = (self.input_kind(kind.name()), self.count(n));
        match self {
            Lang::Vi => {
                format!("{n} {records} tiếp nhận trong kỳ đã xong mà không rõ ngày: không vào tỷ lệ nào")
            }
            Lang::En => {
                format!("{n} {records} received in the period are concluded, no date tells when: in no rate")
            }
        }
    }

    /// How many of all dossiers have no deadline.
    pub(crate) fn without_deadline(self, n: u64, all: u64) -> String {
        let (n, all) = (self.count(n), self.count(all));
        match self {
            Lang::Vi => {
                format!("{n} trên {all} hồ sơ không có hạn: không được tính đúng hạn, trễ hạn hay quá hạn")
            }
            Lang::En => format!(
                "{n} of {all} dossiers have no deadline: they count neither in time nor late nor overdue"
            ),
        }
    }

    /// How many of all petitions have no topic.
    pub(crate) fn without_topic(self, n: u64, all: u64) -> String {
        let (n, all) = (self.count(n), self.count(all));
        match self {
            Lang::Vi => format!(
                "{n} trên {all} PAKN tiếp nhận trong kỳ không rõ phân loại: không được đếm theo nội dung phản ánh"
            ),
            Lang::En => format!(
                "{n} of {all} petitions received have no topic: what is counted by topic leaves them out"
            ),
        }
    }

    /// A survey of which no answer was given in the period.
    pub(crate) fn without_answers(self) -> String {
        match self {
            Lang::Vi => "tệp khảo sát không có câu trả lời nào trong kỳ".to_owned(),
            Lang::En => "no answer of the survey was given in the period".to_owned(),
        }
    }

    /// Which targets were not compared with the baseline.
    pub(crate) fn not_compared(self, why: &str, targets: &[String]) -> String {
        let targets = targets.join(", ");
        match self {
            Lang::Vi => format!("không so sánh với kỳ so sánh ({why}): {targets}"),
            Lang::En => format!("not compared with the baseline ({why}): {targets}"),
        }
    }

    /// A commitment that is met only while a caution does not turn it.
    pub(crate) fn doubtful(self, target: &str, name: &str, but: &str) -> String {
        match self {
            Lang::Vi => format!("cam kết {target} ({name}): ✔ đạt, {but}"),
            Lang::En => format!("commitment {target} ({name}): ✔ met, {but}"),
        }
    }

    /// What turns commitments that are met.
    pub(crate) fn turns(self, what: &str, targets: &[String]) -> String {
        let targets = targets.join(", ");
        match self {
            Lang::Vi => format!("Số liệu chưa chắc: {what}; tính cả thì {targets} không đạt"),
            Lang::En => format!("not certain: {what}; counting them {targets} would be missed"),
        }
    }

    /// Why a target has no verdict, where its figure is not the reason.
    pub fn undecided_reason(self, why: Undecided) -> &'static str {
        match why {
            Undecided::NoBaseline => self.pick("chưa có kỳ so sánh", "no baseline"),
            Undecided::EmptyBaseline => self.pick("kỳ so sánh không có dữ liệu", "no data in the baseline"),
            Undecided::BlindBaseline => {
                self.pick("kỳ so sánh không đo được", "the baseline is not measurable")
            }
            Undecided::UnlikeBaseline => self.pick(
                "kỳ so sánh khác loại: số đếm chỉ so được với kỳ cùng loại (tháng, quý, năm …)",
                "the baseline is of another kind: a count compares only with the same kind of period",
            ),
            Undecided::UncoveredBaseline => {
                self.pick("dữ liệu không đủ cả kỳ so sánh", "the inputs do not cover the baseline")
            }
            Undecided::NotGiven => self.pick(
                "chưa đo: số liệu công bố bên ngoài, kế hoạch chưa ghi",
                "not measured yet: published elsewhere, and not given in the plan",
            ),
            Undecided::NoSuchGroup => self.pick(
                "không có bản ghi nào thuộc nhóm mà mục tiêu nêu",
                "no record is of the groups that the target is for",
            ),
        }
    }
}
