use std::path::PathBuf;

use clap::Args;
use sipas_core::{ClockEnd, DeadlineBasis, Precision, SupplementRule, Window};

use super::choice;

/// Which period, and by which settings of the clock.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Kỳ và cách tính")]
pub(crate) struct ClockArgs {
    /// Kỳ: 2025-06, 2025-Q2, 2025-H1, 2025-9M, 2025, hoặc 2025-06-03..2025-07-15 (kể cả hai ngày)
    ///
    /// Bỏ trống: tháng mới nhất có số hồ sơ kết thúc từ một phần ba của tháng nhiều nhất; báo cáo nói rõ điều đó.
    #[arg(long, value_name = "P")]
    pub(crate) period: Option<String>,

    /// Cách cắt kỳ: calendar (mặc định: từ ngày 1) hoặc reporting (từ ngày 15 tháng trước đến ngày 14)
    #[arg(long, value_name = "calendar|reporting", hide_possible_values = true, hide_default_value = true)]
    #[arg(value_parser = choice::of([("calendar", Window::Calendar), ("reporting", Window::Reporting)]))]
    #[arg(default_value = "calendar")]
    pub(crate) window: Window,

    /// Nhìn từ thời điểm này: 2025-06-20 (hết ngày đó) hoặc 2025-06-20T17:00
    ///
    /// Bỏ trống: hết kỳ, hoặc bây giờ nếu kỳ chưa hết.
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<String>,

    /// Thời điểm kết thúc: finished (mặc định: ngày kết thúc xử lý) hoặc returned (ngày trả kết quả)
    #[arg(long, value_name = "finished|returned", hide_possible_values = true)]
    #[arg(value_parser = choice::of([("finished", ClockEnd::Finished), ("returned", ClockEnd::Returned)]))]
    pub(crate) clock_end: Option<ClockEnd>,

    /// Hạn: original (mặc định: ngày hẹn trả như tệp kết xuất ghi) hoặc current (ngày gia hạn, ngày hẹn lại)
    #[arg(long, value_name = "original|current", hide_possible_values = true)]
    #[arg(value_parser = choice::of([("original", DeadlineBasis::Original), ("current", DeadlineBasis::Current)]))]
    pub(crate) deadline: Option<DeadlineBasis>,

    /// So theo ngày (day, mặc định) hay theo giờ phút (instant)
    #[arg(long, value_name = "day|instant", hide_possible_values = true)]
    #[arg(value_parser = choice::of([("day", Precision::Day), ("instant", Precision::Instant)]))]
    pub(crate) precision: Option<Precision>,

    /// Chờ bổ sung: as-recorded (mặc định: hạn như tệp kết xuất ghi), pause (lùi hạn theo số ngày chờ) hoặc restart (tính lại thời hạn từ khi đủ hồ sơ, Nghị định 118/2025)
    #[arg(long, value_name = "SUPPLEMENT-POLICY", hide_possible_values = true)]
    #[arg(value_parser = choice::of([("as-recorded", SupplementRule::AsRecorded), ("pause", SupplementRule::Pause), ("restart", SupplementRule::Restart)]))]
    pub(crate) supplement: Option<SupplementRule>,

    /// Đi lại thêm từ mấy lần thì tính là phải đi lại (mặc định 1)
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) repeat_threshold: Option<u32>,

    /// Số ngày làm việc để công khai thủ tục sau quyết định: 5 (mặc định, cấp tỉnh), 10 (bộ), 2 (rút gọn)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=3660))]
    pub(crate) publication_days: Option<u32>,

    /// Số ngày làm việc để xử lý PAKN mà tệp không ghi hạn: 15 (mặc định, theo thực tế quản lý); các bộ đặt từ 3 đến 10
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=3660))]
    pub(crate) pakn_days: Option<u32>,

    #[command(flatten)]
    pub(crate) calendar: CalendarFiles,
}

/// What changes the working calendar.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Lịch làm việc")]
pub(crate) struct CalendarFiles {
    /// Thêm hoặc thay ngày nghỉ, ngày làm bù: cột date, kind, name, source, provisional (nêu được nhiều lần)
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) calendar: Vec<PathBuf>,

    /// Giờ làm việc (mặc định 07:00-11:30,13:30-17:00)
    #[arg(long, value_name = "HOURS")]
    pub(crate) office_hours: Option<String>,
}
