use std::path::PathBuf;

use clap::Args;

/// Hỏi đơn vị, người ký, thư mục tệp kết xuất, kế hoạch, rồi ghi tệp sipas.toml để lần sau khỏi nêu
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas init                    # ghi sipas.toml trong thư mục này
  sipas thang-6.xlsx            # từ nay theo đó
  sipas batch sipas.toml        # hoặc chạy trọn tháng trước từ thư mục đã nêu")]
pub(crate) struct InitArgs {
    /// Tệp được ghi (mặc định sipas.toml); tệp đã có thì không bị thay
    #[arg(value_name = "FILE.toml")]
    pub(crate) file: Option<PathBuf>,
}
