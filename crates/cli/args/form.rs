use std::path::PathBuf;

use clap::Args;
use sipas_app::forms::{Acceptable, FormName};
use sipas_core::Dimension;
use sipas_intake::RefusalCode;

use super::{ClockArgs, InputArgs, OutputArgs, choice};

/// What neither a form nor its inputs are refused for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormAccept {
    Form(Acceptable),
    Input(RefusalCode),
}

impl FormAccept {
    fn named() -> impl Iterator<Item = (String, FormAccept)> {
        let forms = Acceptable::NAMED.map(|(name, code)| (name.to_owned(), FormAccept::Form(code)));
        let inputs = RefusalCode::NAMED.map(|(name, code)| (name.to_owned(), FormAccept::Input(code)));
        forms.into_iter().chain(inputs)
    }
}

impl FormArgs {
    /// What forms are not refused for.
    pub(crate) fn accepted_of_form(&self) -> Vec<Acceptable> {
        let of_form = |accept: &FormAccept| match accept {
            FormAccept::Form(code) => Some(*code),
            FormAccept::Input(_) => None,
        };
        self.accept.iter().filter_map(of_form).collect()
    }

    /// What inputs are not refused for.
    pub(crate) fn accepted_of_inputs(&self) -> Vec<RefusalCode> {
        let of_input = |accept: &FormAccept| match accept {
            FormAccept::Input(code) => Some(*code),
            FormAccept::Form(_) => None,
        };
        self.accept.iter().filter_map(of_input).collect()
    }
}

/// Lập biểu của chế độ báo cáo: 07a, 07b (hồ sơ), 06a (PAKN), 01-DC, danh sách quá hạn
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas form thang-8/ --form 07a --period 2026-08 -o bieu-07a.xlsx
  sipas form thang-8/ --form 07b --period 2026-08 --units don-vi.csv -o bieu-07b.docx
  sipas form --pakn pakn.csv --form 06a --period 2026-Q3 -o bieu-06a.docx
  sipas form thang-8/ --pakn pakn.csv --form 01-DC --period 2026-08 --format markdown
  sipas form t6.csv --form 06a --period 2025-06 -o bieu-06a.xlsx    # kỳ cũ: II.06a/VPCP/KSTT

Tên ngắn là biểu có hiệu lực khi kỳ kết thúc: từ 01/8/2026 theo Thông tư 09/2026/TT-BTP (07a, 07b: hồ sơ; 06a, 06b: PAKN),
trước đó theo Thông tư 01/2020/TT-VPCP (06a: hồ sơ). Tên đầy đủ thì lập được cho mọi kỳ.
Kỳ báo cáo tính từ ngày 15 tháng trước đến ngày 14, trừ khi nêu --window calendar; kết thúc là ngày có kết quả.
Hồ sơ rút, dừng, đóng, không xác định được hạn không có cột riêng: ghi chú dưới biểu nói rõ từng loại bao nhiêu và ở cột nào,
--put xếp chúng vào cột khác.")]
pub(crate) struct FormArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    /// Biểu nào: 07a, 07b, 06a, 06b, 01-DC, late-list, hoặc tên đầy đủ như 07a/BTP/KSTT, II.06a/VPCP/KSTT
    #[arg(long, value_name = "FORM", required = true, hide_possible_values = true, help_heading = "Biểu")]
    #[arg(value_parser = choice::choice(
        FormName::all().filter_map(|name| Some((name.to_owned(), name.parse::<FormName>().ok()?)))
    ))]
    pub(crate) form: FormName,

    /// Mỗi dòng là gì: field (mặc định: lĩnh vực), unit, procedure, hoặc hai cấp như unit,field (mặc định của biểu II.06a)
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',', hide_possible_values = true)]
    #[arg(help_heading = "Biểu")]
    #[arg(value_parser = choice::DimensionParser)]
    pub(crate) by: Vec<Dimension>,

    /// Xếp một loại hồ sơ vào cột khác, như stopped_late=late hoặc suspended=overdue (nêu được nhiều lần)
    #[arg(long, value_name = "KIND=COLUMN", help_heading = "Biểu")]
    pub(crate) put: Vec<String>,

    /// Vẫn lập biểu dù biết: coverage (dữ liệu không đủ cả kỳ), deadline (không có hạn), unread_column (có cột chưa đọc),
    /// unmeasurable (trên 5% hồ sơ đã giải quyết không xếp được hạn); biểu ghi chú điều đó. Cả những mã mà report nhận
    /// (aggregated_rows, lost_digits, date_order, swallowed_rows): vẫn đọc tệp có điều đó
    #[arg(long, value_name = "CODE", hide_possible_values = true, help_heading = "Biểu")]
    #[arg(value_parser = choice::choice(FormAccept::named()))]
    pub(crate) accept: Vec<FormAccept>,

    /// Bảng đơn vị: cột unit (Đơn vị) và level (Cấp: province hoặc commune) cho biểu 07b; cột alias (Tên gọi khác) và name
    /// (Tên đơn vị): đơn vị mang tên khác được tính theo tên này
    #[arg(long, value_name = "FILE.csv", conflicts_with = "own", help_heading = "Biểu")]
    pub(crate) units: Option<PathBuf>,

    /// Biểu 07b: đơn vị cấp tỉnh; mọi đơn vị khác là cấp xã (nêu được nhiều lần)
    #[arg(long, value_name = "UNIT", help_heading = "Biểu")]
    pub(crate) own: Vec<String>,

    /// Biểu cùng loại của kỳ trước do sipas lập (xlsx, csv, json): đối chiếu số từ kỳ trước chuyển sang
    #[arg(long, value_name = "FILE", help_heading = "Biểu")]
    pub(crate) previous: Option<PathBuf>,

    /// Tệp kết xuất mà biểu kỳ trước lập từ đó (nêu được nhiều lần): chỗ chênh nói rõ do những hồ sơ nào
    #[arg(long, value_name = "FILE", requires = "previous", help_heading = "Biểu")]
    pub(crate) previous_export: Vec<PathBuf>,

    /// Đơn vị báo cáo; các ô bỏ trống để dấu chấm, điền tay
    #[arg(long, value_name = "NAME", alias = "reporting-unit", help_heading = "Biểu")]
    pub(crate) office: Option<String>,

    /// Đơn vị nhận báo cáo
    #[arg(long, value_name = "NAME", help_heading = "Biểu")]
    pub(crate) receiving_unit: Option<String>,

    /// Nơi ký
    #[arg(long, value_name = "PLACE", help_heading = "Biểu")]
    pub(crate) place: Option<String>,

    /// Người lập biểu
    #[arg(long, value_name = "NAME", alias = "preparer", help_heading = "Biểu")]
    pub(crate) prepared_by: Option<String>,

    /// Người ký
    #[arg(long, value_name = "NAME", alias = "signer", help_heading = "Biểu")]
    pub(crate) signed_by: Option<String>,

    /// Chức danh người ký (mặc định: Thủ trưởng đơn vị)
    #[arg(long, value_name = "TEXT", help_heading = "Biểu")]
    pub(crate) signer_title: Option<String>,

    #[command(flatten)]
    pub(crate) clock: ClockArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
