use clap::Args;

use super::{AcceptArgs, InputArgs, OutputArgs};

/// Xem tệp được hiểu thế nào: tiêu đề, bảng mã, dấu phân cách, số dòng, lỗi; không tính chỉ số
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas inspect t6.csv
  sipas inspect xuat-thang/ --pakn pakn.csv
  sipas inspect la.csv --profile la.toml --format json")]
pub(crate) struct InspectArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
