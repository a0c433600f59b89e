use std::path::PathBuf;

use clap::Args;
use sipas_core::Dimension;

use super::month::SignedArgs;
use super::{AcceptArgs, ClockArgs, InputArgs, OutputArgs, VerdictArgs, choice};

/// Tính các chỉ số của một kỳ và chấm theo kế hoạch
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas report t6.csv --period 2025-06
  sipas report xuat-thang/ --period 2025-Q2 --by unit --baseline 2025-Q1
  sipas report t6.csv --pakn pakn.csv --procedures tthc.csv --survey khao-sat.csv -o bao-cao-t6.md
  sipas report t6.xlsx --period 2025-06 -o bao-cao-t6.xlsx     # hoặc -o bao-cao-t6.html: một trang để đọc và in
  sipas report t6.csv --period 2025-06 --check && echo 'mọi cam kết đều đạt'
  sipas report t6.csv --rejects loi.csv          # sửa loi.csv rồi: sipas report t6.csv loi.csv
  sipas report nam/*.csv --period 2025 --partial --part 1/4 -o 1.sipas   # … 4/4, rồi: sipas merge *.sipas

Mã thoát: 0 xong; 1 có --check và một cam kết không đạt; 2 dùng sai hoặc không đọc được gì; 3 xong, nhưng có đầu vào
không được đọc (hoặc có --strict và dòng lỗi; hoặc có --check và mọi dòng của một loại đều lỗi, hay một cam kết chỉ
đạt khi chưa tính một nghi vấn).")]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    #[command(flatten)]
    pub(crate) clock: ClockArgs,

    /// Bảng đơn vị có cột alias (Tên gọi khác) và name (Tên đơn vị): đơn vị mang tên khác được tính và ghi theo tên này
    #[arg(long, value_name = "FILE.csv", help_heading = "Báo cáo")]
    pub(crate) units: Option<PathBuf>,

    /// Kỳ so sánh, cùng cách viết với --period: cùng kỳ năm trước hoặc kỳ trước
    #[arg(long, value_name = "P", help_heading = "Báo cáo")]
    pub(crate) baseline: Option<String>,

    /// Chia nhóm theo: unit, officer, field, procedure, channel, month, hay don-vi, can-bo, linh-vuc, thu-tuc, kenh, thang (cách
    /// nhau bằng dấu phẩy)
    #[arg(
        long,
        value_name = "DIMENSION",
        help_heading = "Báo cáo",
        value_delimiter = ',',
        hide_possible_values = true
    )]
    #[arg(value_parser = choice::DimensionParser)]
    pub(crate) by: Vec<Dimension>,

    #[command(flatten)]
    pub(crate) verdict: VerdictArgs,

    #[command(flatten)]
    pub(crate) signed: SignedArgs,

    /// Ghi kết quả từng phần (.sipas) thay cho báo cáo, để gộp bằng sipas merge; cần --period
    ///
    /// Mọi phần phải cùng kỳ, cùng cách tính. Danh mục thủ tục và khảo sát phải có ở mọi phần; một mã hồ sơ chỉ được ở một
    /// phần, trừ khi chia bằng --part.
    #[arg(long, help_heading = "Từng phần", conflicts_with_all = ["format", "check"])]
    pub(crate) partial: bool,

    /// Chỉ đếm các mã thuộc phần này: 3/16 là phần thứ ba; mọi phần đọc cùng các tệp, nên mã trùng vẫn đúng
    #[arg(long, value_name = "N/M", help_heading = "Từng phần", requires = "partial")]
    pub(crate) part: Option<String>,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
