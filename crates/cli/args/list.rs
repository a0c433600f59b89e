use std::path::PathBuf;

use clap::Args;
use sipas_engine::Which;

use super::{AcceptArgs, ClockArgs, InputArgs, OutputArgs, choice};

/// Liệt kê hồ sơ đứng sau một con số, mỗi hồ sơ một dòng
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas list t6.csv --period 2025-06 --which late,open_overdue
  sipas list t6.csv --which due-soon --within 3d
  sipas list t6.xlsx --which overdue -o qua-han.xlsx
  sipas list t6.csv --which rejected               # từng dòng lỗi, cột nào, vì sao
  sipas list --pakn pakn.csv --which pakn.closed_late -o pakn-qua-han.csv")]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    /// Liệt kê gì (cách nhau bằng dấu phẩy): mọi số đếm của báo cáo, như late, open_overdue, pakn.closed_late; và all,
    /// due-soon (gấp nhất trước), overdue (trễ nhiều nhất trước), no-apology (trễ, quá hạn chưa có phiếu xin lỗi),
    /// repeat-visit, rejected, duplicate, skipped; hay tre-han,
    /// qua-han, sap-den-han, di-lai, dung-han, truoc-han, tiep-nhan, ky-truoc, chua-xin-loi, loi, trung, bo-qua
    #[arg(long, value_name = "BUCKET", required = true, value_delimiter = ',', hide_possible_values = true)]
    #[arg(help_heading = "Danh sách", value_parser = choice::choice(Which::names()))]
    pub(crate) which: Vec<Which>,

    /// Sắp đến hạn nghĩa là còn bấy nhiêu ngày làm việc (mặc định 2d)
    #[arg(
        long,
        value_name = "DAYS",
        help_heading = "Danh sách",
        default_value = "2d",
        hide_default_value = true
    )]
    pub(crate) within: String,

    /// Bảng đơn vị có cột alias (Tên gọi khác) và name (Tên đơn vị): đơn vị mang tên khác được tính và ghi theo tên này
    #[arg(long, value_name = "FILE.csv", help_heading = "Danh sách")]
    pub(crate) units: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) clock: ClockArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
