use clap::Args;
use sipas_core::{Dimension, Kind};

use super::{ClockArgs, InputArgs, OutputArgs, choice};

/// Which form is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormKind {
    /// II.06a/VPCP/KSTT: dossiers.
    Dossiers,
    /// In the manner of II.05a/VPCP/KSTT: petitions.
    Pakn,
}

impl FormKind {
    /// All, by the names that they are asked for by.
    pub(crate) const NAMED: [(&'static str, FormKind); 2] =
        [("06a", FormKind::Dossiers), ("05a", FormKind::Pakn)];

    /// What it counts.
    pub(crate) fn kind(self) -> Kind {
        match self {
            FormKind::Dossiers => Kind::Dossiers,
            FormKind::Pakn => Kind::Pakn,
        }
    }

    /// What its rows are where nothing else is asked for.
    pub(crate) fn usual_rows(self) -> &'static [Dimension] {
        match self {
            FormKind::Dossiers => &[Dimension::Unit, Dimension::Field],
            FormKind::Pakn => &[Dimension::Unit],
        }
    }
}

/// What a form is refused for, unless somebody accepts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acceptable {
    /// The inputs seem not to cover the period.
    Coverage,
    /// Nothing tells deadlines.
    Deadline,
    /// A column that is not read has nearly the header of a field.
    UnreadColumn,
}

impl Acceptable {
    /// All, by the codes that they are accepted by.
    pub(crate) const NAMED: [(&'static str, Acceptable); 3] = [
        ("coverage", Acceptable::Coverage),
        ("deadline", Acceptable::Deadline),
        ("unread_column", Acceptable::UnreadColumn),
    ];

    /// The code.
    pub(crate) fn name(self) -> &'static str {
        Acceptable::NAMED.iter().find(|(_, one)| *one == self).map_or("", |(name, _)| name)
    }
}

/// Lập biểu báo cáo: 06a (kết quả giải quyết TTHC), 05a (PAKN)
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ:
  sipas form t6.csv --form 06a --period 2025-06 -o bieu-06a.xlsx
  sipas form xuat-thang/ --form 06a --period 2025-Q2 --by field --put stopped_late=late
  sipas form --pakn pakn.csv --form 05a --period 2025-06 --window calendar --format markdown

Kỳ báo cáo tính từ ngày 15 tháng trước đến ngày 14, trừ khi nêu --window calendar.
Cột \"Đúng hạn\" của biểu 06a gồm cả hồ sơ rút, dừng xử lý và không xác định được hạn; cột \"Trong hạn\" gồm cả hồ sơ tạm
dừng: ghi chú dưới biểu nói rõ từng loại bao nhiêu, --put xếp chúng vào cột khác.")]
pub(crate) struct FormArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,

    /// Biểu nào: 06a (hồ sơ TTHC), hoặc 05a (PAKN; bảng tự lập, không phải mẫu chính thức)
    #[arg(long, value_name = "06a|05a", required = true, hide_possible_values = true, help_heading = "Biểu")]
    #[arg(value_parser = choice::of(FormKind::NAMED))]
    pub(crate) form: FormKind,

    /// Mỗi dòng là gì: unit,field (mặc định của 06a: lĩnh vực trong từng đơn vị), field, unit (mặc định của 05a)
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',', hide_possible_values = true)]
    #[arg(help_heading = "Biểu")]
    #[arg(value_parser = choice::DimensionParser)]
    pub(crate) by: Vec<Dimension>,

    /// Xếp một loại hồ sơ vào cột khác của biểu 06a, như stopped_late=late hoặc suspended=overdue (nêu được nhiều lần)
    #[arg(long, value_name = "KIND=COLUMN", help_heading = "Biểu")]
    pub(crate) put: Vec<String>,

    /// Vẫn lập biểu dù biết: coverage (dữ liệu không phủ hết kỳ), deadline (không có hạn), unread_column (có cột chưa đọc);
    /// biểu ghi chú điều đó
    #[arg(long, value_name = "CODE", hide_possible_values = true, help_heading = "Biểu")]
    #[arg(value_parser = choice::of(Acceptable::NAMED))]
    pub(crate) accept: Vec<Acceptable>,

    /// Đơn vị báo cáo; các ô bỏ trống để dấu chấm, điền tay
    #[arg(long, value_name = "NAME", help_heading = "Biểu")]
    pub(crate) reporting_unit: Option<String>,

    /// Đơn vị nhận báo cáo
    #[arg(long, value_name = "NAME", help_heading = "Biểu")]
    pub(crate) receiving_unit: Option<String>,

    /// Nơi ký
    #[arg(long, value_name = "PLACE", help_heading = "Biểu")]
    pub(crate) place: Option<String>,

    /// Người lập biểu
    #[arg(long, value_name = "NAME", help_heading = "Biểu")]
    pub(crate) preparer: Option<String>,

    /// Người ký
    #[arg(long, value_name = "NAME", help_heading = "Biểu")]
    pub(crate) signer: Option<String>,

    #[command(flatten)]
    pub(crate) clock: ClockArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
