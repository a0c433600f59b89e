use std::path::PathBuf;

use clap::Args;

use super::{AcceptArgs, ClockArgs, InputArgs};

/// Làm trọn việc của kỳ: bảng tính, trang báo cáo, bản Word, danh sách, biểu, phiếu đôn đốc từng đơn vị
///
/// Cũng là lệnh chạy khi chỉ nêu tệp hoặc thư mục (kéo thả vào chương trình), hay không nêu gì (nhấp đúp: đọc các tệp kết
/// xuất cạnh đó). Mỗi tệp là loại gì thì theo tiêu đề cột. Kết quả ghi vào ket-qua/KỲ, cạnh tệp kết xuất; làm lại mà kết
/// quả khác đi thì thư mục cũ được giữ dưới tên mới. Có sipas.toml cạnh tệp kết xuất hoặc cạnh chương trình (lập bằng sipas
/// init) thì theo đơn vị, người ký, kế hoạch, cách tính ghi trong đó.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas thang-6.xlsx                             # như sipas month thang-6.xlsx
  sipas thang-6/ --period 2025-06 --plan none
  sipas thang-6.xlsx pakn.xlsx --baseline year-before --office \"UBND xã A\"")]
pub(crate) struct MonthArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    #[command(flatten)]
    pub(crate) clock: ClockArgs,

    /// Kỳ so sánh, cùng cách viết với --period; hoặc month-before (tháng trước), year-before (cùng kỳ năm trước)
    #[arg(long, value_name = "P", help_heading = "Báo cáo")]
    pub(crate) baseline: Option<String>,

    /// Chấm theo kế hoạch: lang-son-2025, none (không chấm), hoặc tệp của riêng mình; không nêu thì chương trình hỏi
    #[arg(long, value_name = "PLAN", help_heading = "Báo cáo")]
    pub(crate) plan: Option<String>,

    /// Bảng đơn vị có cột alias (Tên gọi khác) và name (Tên đơn vị): đơn vị mang tên khác được tính và ghi theo tên này
    #[arg(long, value_name = "FILE.csv", help_heading = "Báo cáo")]
    pub(crate) units: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) signed: SignedArgs,

    /// Ghi thư mục ket-qua vào đây thay vì cạnh tệp kết xuất
    #[arg(long, short, value_name = "FOLDER", help_heading = "Đầu ra")]
    pub(crate) output: Option<PathBuf>,

    /// Không mở trang báo cáo khi xong
    #[arg(long, help_heading = "Đầu ra")]
    pub(crate) no_open: bool,
}

/// Whose report it is, and who signs it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Báo cáo")]
pub(crate) struct SignedArgs {
    /// Đơn vị báo cáo
    #[arg(long, value_name = "NAME")]
    pub(crate) office: Option<String>,

    /// Người lập
    #[arg(long, value_name = "NAME")]
    pub(crate) prepared_by: Option<String>,

    /// Người ký
    #[arg(long, value_name = "NAME")]
    pub(crate) signed_by: Option<String>,

    /// Chức danh người ký
    #[arg(long, value_name = "TEXT")]
    pub(crate) signer_title: Option<String>,
}

impl SignedArgs {
    /// As pages and forms have it.
    pub(crate) fn head(&self) -> sipas_render::FormHead {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        sipas_render::FormHead {
            office: text(&self.office),
            prepared_by: text(&self.prepared_by),
            signed_by: text(&self.signed_by),
            signer_title: text(&self.signer_title),
            ..sipas_render::FormHead::default()
        }
    }
}
