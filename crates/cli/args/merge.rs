use std::path::PathBuf;

use clap::Args;

use super::{AcceptArgs, OutputArgs, Strictness, choice};

/// Gộp các kết quả từng phần thành báo cáo, như thể mọi thứ được đọc trong một lần
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas report t4.csv --period 2025-Q2 --partial -o t4.sipas
  sipas report t5.csv --period 2025-Q2 --partial -o t5.sipas
  sipas merge t4.sipas t5.sipas --format json
  sipas report nam/*.csv --period 2025 --partial --part 1/2 -o 1.sipas   # mã có thể lặp ở nhiều tệp
  sipas report nam/*.csv --period 2025 --partial --part 2/2 -o 2.sipas
  sipas merge \"*.sipas\" -o bao-cao.md")]
pub(crate) struct MergeArgs {
    /// Kết quả từng phần: tệp, mẫu tên như "*.sipas", hoặc -
    ///
    /// Các tệp đầu vào được kể trong báo cáo theo thứ tự nêu ra; các con số không phụ thuộc vào thứ tự.
    #[arg(value_name = "PARTIAL", required = true)]
    pub(crate) partials: Vec<PathBuf>,

    /// Chấm theo kế hoạch: lang-son-2025 (mặc định), nghi-quyet-01-2026, none (không chấm), hoặc tệp của riêng mình
    #[arg(long, value_name = "PLAN", help_heading = "Báo cáo", default_value = "lang-son-2025")]
    #[arg(hide_default_value = true)]
    pub(crate) plan: String,

    /// Số liệu đo ở nơi khác của kế hoạch, như IV.3=87.65, hoặc bảng CSV có cột id (Mã) và value (Giá trị); nêu được nhiều lần
    #[arg(long, value_name = "FIGURE", help_heading = "Báo cáo")]
    pub(crate) external: Vec<String>,

    /// Có cam kết không đạt (trên toàn bộ) thì mã thoát là 1; đạt nhưng còn nghi vấn có thể làm đổi kết quả thì là 3, trừ
    /// khi nêu --check=lenient
    #[arg(long, help_heading = "Báo cáo", value_name = "lenient", hide_possible_values = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "strict")]
    #[arg(value_parser = choice::of(Strictness::NAMED))]
    pub(crate) check: Option<Strictness>,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
