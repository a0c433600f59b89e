use clap::Args;

use super::choice;

/// By which plan a report is judged, and whether its verdict is the exit code.
#[derive(Debug, Args)]
#[command(next_help_heading = "Báo cáo")]
pub(crate) struct VerdictArgs {
    /// Chấm theo kế hoạch: lang-son-2025 (mặc định), nghi-quyet-01-2026, none (không chấm), hoặc tệp của riêng mình
    #[arg(long, value_name = "PLAN", default_value = "lang-son-2025")]
    #[arg(hide_default_value = true)]
    pub(crate) plan: String,

    /// Số liệu đo ở nơi khác của kế hoạch, như IV.3=87.65, hoặc bảng CSV có cột id (Mã) và value (Giá trị); nêu được nhiều lần
    #[arg(long, value_name = "FIGURE")]
    pub(crate) external: Vec<String>,

    /// Có cam kết không đạt (trên toàn bộ) thì mã thoát là 1; đạt nhưng còn nghi vấn có thể làm đổi kết quả thì là 3, trừ
    /// khi nêu --check=lenient
    #[arg(long, value_name = "lenient", hide_possible_values = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "strict")]
    #[arg(value_parser = choice::of(Strictness::NAMED))]
    pub(crate) check: Option<Strictness>,
}

/// How much `--check` asks of a commitment that is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// No caution turns it.
    Strict,
    /// Nothing more.
    Lenient,
}

impl Strictness {
    /// Both, by the names that they are asked for by.
    pub(crate) const NAMED: [(&'static str, Strictness); 2] =
        [("strict", Strictness::Strict), ("lenient", Strictness::Lenient)];
}
