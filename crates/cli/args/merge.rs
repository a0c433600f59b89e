use std::path::PathBuf;

use clap::Args;

use super::{AcceptArgs, OutputArgs, VerdictArgs};

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

    #[command(flatten)]
    pub(crate) verdict: VerdictArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
