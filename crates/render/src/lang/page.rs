//! What only the page says: headings, charts, and the sentence at the top.

use sipas_core::{Dimension, Period};

use super::Lang;

labels! {
    page_title "Kết quả giải quyết TTHC và xử lý PAKN" "Resolving administrative procedures and petitions";
    missed_label "Không đạt" "Missed";
    points "điểm" "points";
    figures_behind "Bảng số liệu" "Figures";
    skip_link "Đến nội dung chính" "Skip to the main content";
    contents "Mục lục" "Contents";
    overview "Tổng quan" "Overview";
    areas "Kế hoạch" "Areas of the plan";
    trend "Theo tháng" "Trend by month";
    pareto "TTHC trễ nhiều nhất" "Procedures with most lateness";
    details "Phụ lục: mọi số liệu" "Appendix: all figures";
    lists "Danh sách" "Lists";
    quality "Chất lượng dữ liệu" "Data quality";
    definitions "Phụ lục: cách tính" "Appendix: how it is computed";
    definition "Cách tính" "Definition";
    area "Lĩnh vực" "Area";
    other_figures "Các số liệu khác" "Other figures";

    on_time_tile "Trả kết quả đúng hạn" "Returned on time";
    late_tile "Trễ hạn" "Late";
    overdue_tile "Đang quá hạn" "Overdue now";
    pakn_tile "PAKN xử lý đúng hạn" "PAKN handled on time";
    needed "cần" "needs";
    not_certain "chưa chắc" "not certain";
    of_open "đang giải quyết" "open";

    budget_allowed "Được trễ tối đa" "Allowed";
    budget_remaining "Còn lại" "Left";
    judged "Xác định được hạn" "Judged by a deadline";
    limits "Mức dao động ngẫu nhiên" "Control limits";
    signal "Nhận xét" "Remark";
    signal_within "bình thường" "within limits";
    signal_low "▼ thấp bất thường" "▼ low, out of control";
    signal_high "▲ cao bất thường" "▲ high, out of control";
    month "Tháng" "Month";
    late_or_overdue "Trễ hoặc quá hạn" "Late or overdue";
    share "Tỷ lệ" "Share";
    cumulative "Cộng dồn" "Cumulative";
    no_lateness "Không có hồ sơ nào trễ hoặc quá hạn." "No dossier is late or overdue.";

    key_dot "tỷ lệ đúng hạn" "on-time rate";
    key_out "thấp hoặc cao bất thường" "out of control";
    key_small "tháng ít hồ sơ (dưới 30)" "a month below 30";
    key_interval "khoảng tin cậy 95%" "95 % interval";
    key_band "mức dao động do ngẫu nhiên" "control limits";
    key_target "mục tiêu" "target";
    key_whole "toàn bộ" "the whole";
    key_bar "số hồ sơ trễ hoặc quá hạn" "late or overdue dossiers";
    key_used "đã trễ" "late so far";
    key_over "vượt" "overspent";
    key_left "còn được trễ" "still allowed";

    interval_note "Khoảng tin cậy 95% của tỷ lệ tính theo Wilson, không hiệu chỉnh liên tục: càng ít hồ sơ khoảng càng rộng." "The 95 % interval of a rate is Wilson's score interval without continuity correction: the smaller the group, the wider.";
    control_note "Mức dao động ngẫu nhiên (giới hạn kiểm soát) là số hồ sơ đúng hạn mà một nhóm cùng cỡ vẫn đạt được chỉ do ngẫu nhiên, nếu tỷ lệ thật của nhóm bằng tỷ lệ của toàn bộ. Tính chính xác theo phân phối nhị thức; ngoài mỗi giới hạn là xác suất dưới 0,135%, như ba độ lệch chuẩn của biểu đồ kiểm soát p. Ngoài giới hạn là thấp hoặc cao bất thường: cần tìm nguyên nhân. Trong giới hạn: chênh lệch chưa nói lên điều gì, nhất là ở nhóm nhỏ." "Control limits are how many dossiers on time a group of that size may still have by chance alone, if its true rate is that of the whole. They are taken from the binomial distribution itself; outside of each lies a chance below 0.135%, as beyond three standard deviations in a p-chart. Out of control: look for a reason. Within limits: the difference tells nothing, least of all in a small group.";
    budget_note "Hạn mức hồ sơ trễ là số hồ sơ được phép trễ nhiều nhất mà tỷ lệ trễ hạn vẫn dưới mục tiêu." "The late budget is the most dossiers that may be late with the late rate still below its target.";
    pareto_note "Số hồ sơ trễ hạn, dừng giải quyết sau hạn và đang quá hạn của mỗi thủ tục, nhiều nhất xếp trước." "Dossiers of each procedure that were late, stopped late or are overdue, most first.";
}

impl Lang {
    /// Whether the plan is kept, and by how much: the first thing that is read.
    pub(crate) fn kept(self, met: usize, missed: usize, undecided: usize) -> String {
        let all = met + missed + undecided;
        match self {
            Lang::Vi if missed > 0 => format!("{missed}/{all} cam kết không đạt."),
            Lang::Vi if undecided > 0 => {
                format!("Chưa kết luận được {undecided} trong {all} cam kết; còn lại đều đạt.")
            }
            Lang::Vi => format!("Đạt kế hoạch: cả {all} cam kết đều đạt."),
            Lang::En if missed > 0 => {
                format!("{missed} of {all} commitments are missed.")
            }
            Lang::En if undecided > 0 => {
                format!("{undecided} of {all} commitments are undecided; all others are met.")
            }
            Lang::En => format!("The plan is kept: all {all} commitments are met."),
        }
    }

    /// What a period is compared with.
    pub(crate) fn compared_with(self, period: &str) -> String {
        self.pick(format!("so với {}", lowered(period)), format!("compared with {}", lowered(period)))
    }

    /// How a figure has changed since the baseline: a sign and how much.
    pub(crate) fn change(self, by: f64, how_much: &str, unit: &str) -> String {
        let sign = match () {
            () if by > 0.0 => "▲",
            () if by < 0.0 => "▼",
            () => return self.pick("không đổi", "unchanged").to_owned(),
        };
        format!("{sign} {} {unit}", self.decimal(how_much)).trim_end().to_owned()
    }

    /// The cautions that are told elsewhere.
    pub(crate) fn more_cautions(self, n: usize) -> String {
        self.pick(format!("và {n} lưu ý khác"), format!("and {n} more"))
    }

    /// Which commitments are missed.
    pub(crate) fn missed(self, ids: &[&str]) -> String {
        format!("{}: {}.", self.pick("Không đạt", "Missed"), ids.join(", "))
    }

    /// What is said instead, where there is no plan to keep.
    pub(crate) fn concluded_late(self, concluded: u64, late: u64) -> String {
        let (concluded, late) = (self.count(concluded), self.count(late));
        self.pick(
            format!("Đã kết thúc {concluded} hồ sơ, trong đó {late} trễ hạn."),
            format!("{concluded} dossiers concluded, {late} of them late."),
        )
    }

    /// How many targets are met, missed and undecided, each for itself.
    pub(crate) fn tally(self, [met, missed, undecided]: [usize; 3]) -> [String; 3] {
        [
            self.pick(format!("✔ {met} đạt"), format!("✔ {met} met")),
            self.pick(format!("✘ {missed} không đạt"), format!("✘ {missed} missed")),
            self.pick(format!("– {undecided} chưa kết luận"), format!("– {undecided} undecided")),
        ]
    }

    /// What is left of the late budget.
    /// How long the longest overdue is.
    pub(crate) fn at_most(self, days: i32) -> String {
        let days = self.working(days);
        self.pick(format!("lâu nhất {days}"), format!("longest: {days}"))
    }

    /// A figure of the year so far, beside that of the period.
    pub(crate) fn since_new_year(self, figure: &str) -> String {
        self.pick(format!("từ đầu năm: {figure}"), format!("since New Year: {figure}"))
    }

    pub(crate) fn budget_left(self, allowed: u64, remaining: i64) -> String {
        let (allowed, left) = (self.count(allowed), self.count(remaining.unsigned_abs()));
        match self {
            Lang::Vi if remaining < 0 => format!("vượt {left}, tối đa {allowed}"),
            Lang::Vi => format!("còn được trễ {left}, tối đa {allowed}"),
            Lang::En if remaining < 0 => format!("over by {left}, at most {allowed}"),
            Lang::En => format!("{left} of {allowed} left"),
        }
    }

    /// A count of all.
    pub(crate) fn out_of(self, n: u64, all: u64) -> String {
        format!("{}/{}", self.count(n), self.count(all))
    }

    /// The heading of the groups of a dimension.
    pub(crate) fn by(self, dimension: Dimension) -> String {
        format!("{} {}", self.groups(), self.dimension(dimension).to_lowercase())
    }

    /// The title of a chart over a period.
    pub(crate) fn on_time_by(self, dimension: Dimension, period: &Period) -> String {
        let by = self.dimension(dimension).to_lowercase();
        let period = self.period(period);
        self.pick(
            format!("Tỷ lệ trả kết quả đúng hạn theo {by}, {period}"),
            format!("On-time rate by {by}, {period}"),
        )
    }

    /// The title of the Pareto chart.
    pub(crate) fn lateness_by_procedure(self, period: &Period) -> String {
        let period = self.period(period);
        self.pick(
            format!("Hồ sơ trễ hoặc quá hạn theo thủ tục, {period}"),
            format!("Late or overdue dossiers by procedure, {period}"),
        )
    }

    /// Which groups are out of control.
    pub(crate) fn out_of_control(self, low: &[String], high: &[String], of: (usize, &str)) -> String {
        let list = |names: &[String]| names.join("; ");
        let (groups, what) = of;
        match (self, low, high) {
            (Lang::Vi, [], []) => {
                format!("Không {what} nào trong {groups} {what} thấp hay cao bất thường.")
            }
            (Lang::Vi, low, []) => format!("Thấp bất thường: {}.", list(low)),
            (Lang::Vi, [], high) => format!("Cao bất thường: {}.", list(high)),
            (Lang::Vi, low, high) => {
                format!("Thấp bất thường: {}. Cao bất thường: {}.", list(low), list(high))
            }
            (Lang::En, [], []) => format!("No {what} of {groups} is out of control."),
            (Lang::En, low, []) => format!("Low, out of control: {}.", list(low)),
            (Lang::En, [], high) => format!("High, out of control: {}.", list(high)),
            (Lang::En, low, high) => {
                format!("Out of control, low: {}; high: {}.", list(low), list(high))
            }
        }
    }

    /// How much the first procedures account for.
    pub(crate) fn vital_few(self, first: usize, of: usize, share: &str) -> String {
        let share = self.percent(share);
        self.pick(
            format!("{first} trong {of} thủ tục chiếm {share} số hồ sơ trễ hoặc quá hạn."),
            format!("{first} of {of} procedures account for {share} of the late or overdue dossiers."),
        )
    }

    /// The rows that a chart leaves to its table.
    pub(crate) fn others(self, n: usize) -> String {
        self.pick(format!("{n} thủ tục khác"), format!("{n} others"))
    }

    /// The rows that the chart of groups leaves to its table.
    pub(crate) fn left_to_the_table(self, n: usize) -> String {
        self.pick(
            format!("Biểu đồ có các nhóm thấp nhất; {n} nhóm khác ở bảng số liệu."),
            format!("The chart has the lowest groups; {n} more are in its table."),
        )
    }

    /// That a list goes on elsewhere.
    pub fn first_rows(self, n: usize) -> String {
        let n = self.count(n as u64);
        self.pick(
            format!("Chỉ hiện {n} dòng đầu; danh sách đầy đủ ở bảng tính Excel."),
            format!("Only the first {n} rows are shown; the workbook has all of them."),
        )
    }

    /// How many rows a list has.
    pub(crate) fn list_rows(self, n: usize) -> String {
        let n = self.count(n as u64);
        self.pick(format!("{n} dòng"), format!("{n} rows"))
    }
}

/// A name within a sentence.
fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
