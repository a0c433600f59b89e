use clap::Args;

use super::{AcceptArgs, ClockArgs, InputArgs, OutputArgs};

/// Chấm bốn mục theo cách tính được mô tả của Quyết định 766, và truy từng điểm mất về hồ sơ
///
/// Công thức theo mô tả của một quản trị viên hệ thống, KHÔNG phải văn bản của Quyết định 766/QĐ-TTg, và chỉ gồm những mục
/// được mô tả, nên tổng không phải điểm của quyết định.
///
/// Tiến độ (20 điểm): 20 × (xong trong hạn + đang giải quyết trong hạn) / (xong + đang giải quyết); so theo giờ phút, trừ
/// thời gian chờ bổ sung, yêu cầu bổ sung quá một lần tính là trễ, không có ngày hẹn thì theo thời hạn của danh mục. PAKN
/// đúng hạn (6): 6 × tỷ lệ. Hài lòng về xử lý PAKN (6): 6 × (đã nhận − không hài lòng, phản ánh lại hoặc quá hạn) / đã nhận.
/// Không có PAKN nào thì hai mục này đủ điểm. Tiếp nhận, giải quyết (6): 6 × (hồ sơ − không hài lòng, bị khiếu nại hoặc quá
/// hạn) / hồ sơ / 90%, tối đa 6; không có hồ sơ nào thì 0. Không cột nào ghi ai không hài lòng hay khiếu nại, nên hai mục hài
/// lòng chỉ trừ những gì quá hạn: điểm nhiều nhất có thể có.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas score766 t6.csv --procedures tthc.csv --pakn pakn.csv --period 2025-06
  sipas score766 t6.csv --pakn pakn.csv --period 2025-06 --which-lost -o mat-diem.xlsx")]
pub(crate) struct Score766Args {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    /// Liệt kê hồ sơ và PAKN làm mất điểm, mỗi cái mất bao nhiêu
    #[arg(long, help_heading = "Điểm")]
    pub(crate) which_lost: bool,

    #[command(flatten)]
    pub(crate) clock: ClockArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
