use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use sipas_csv::Quotes;
use sipas_engine::Newest;
use sipas_intake::RefusalCode;

use super::choice;

/// What is read, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Đầu vào")]
pub(crate) struct InputArgs {
    /// Tệp kết xuất (hồ sơ, PAKN, danh mục, khảo sát: theo tiêu đề cột): tệp, thư mục (các tệp kết xuất trong đó), mẫu tên như
    /// "thang-*.csv", hoặc - (đầu vào chuẩn)
    ///
    /// Đọc theo thứ tự nêu ra; thư mục và mẫu tên theo thứ tự số (tháng 2 trước tháng 10). Một mã hồ sơ có ở nhiều tệp
    /// thì tệp có sự việc muộn hơn được tính; trong một tệp, dòng có ngày kết thúc muộn hơn, rồi dòng đứng sau.
    #[arg(value_name = "EXPORT", display_order = 0)]
    pub(crate) exports: Vec<PathBuf>,

    /// Tệp kết xuất phản ánh, kiến nghị (nêu được nhiều lần)
    #[arg(long, value_name = "FILE", display_order = 1)]
    pub(crate) pakn: Vec<PathBuf>,

    /// Danh mục thủ tục hành chính (nêu được nhiều lần)
    #[arg(long, value_name = "FILE")]
    pub(crate) procedures: Vec<PathBuf>,

    /// Kết quả khảo sát mức độ hài lòng (nêu được nhiều lần)
    #[arg(long, value_name = "FILE")]
    pub(crate) survey: Vec<PathBuf>,

    /// Tệp cấu hình cho tệp kết xuất lạ; nêu nhiều tệp thì mỗi tệp kết xuất dùng tệp đầu tiên khớp mọi tiêu đề
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) profile: Vec<PathBuf>,

    /// Chiều phân nhóm riêng lấy từ một cột của tệp kết xuất hồ sơ, như commune="Xã/phường", dùng được với --by (nêu được
    /// nhiều lần); không nhận cột dữ liệu cá nhân của người nộp hồ sơ
    #[arg(long, value_name = "NAME=HEADER", value_parser = choice::named_column)]
    pub(crate) dimension: Vec<(String, String)>,

    /// Tệp kết xuất không có cột mã: mỗi dòng là một hồ sơ hoặc PAKN, mã là tên tệp và số dòng; một hồ sơ có ở hai tệp thì
    /// tính hai lần
    #[arg(long)]
    pub(crate) row_number_as_code: bool,

    /// Dấu phân cách các ô: một ký tự, hoặc tab; bỏ trống thì tự tìm
    #[arg(long, value_name = "C", allow_hyphen_values = true)]
    pub(crate) delimiter: Option<String>,

    /// Bảng mã, như windows-1258; bỏ trống thì UTF-8, hoặc theo dấu BOM
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Dấu nháy kép ở đầu ô: csv (ô kéo dài đến dấu nháy đóng) hoặc none (không có nghĩa gì, mỗi dòng một bản ghi)
    #[arg(long, value_name = "csv|none", value_parser = choice::of([("csv", Quotes::Csv), ("none", Quotes::None)]), default_value = "csv", hide_default_value = true, hide_possible_values = true)]
    pub(crate) quotes: Quotes,

    /// Chỉ đọc trang tính này của mỗi bảng tính (.xlsx, .xls); bỏ trống thì mọi trang hiện có tiêu đề đúng loại
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,

    /// Ghi trọn các dòng lỗi ra tệp này để sửa rồi chạy lại; tệp có dữ liệu cá nhân
    ///
    /// Dòng của hồ sơ ghi vào FILE.csv; của các loại khác ghi cạnh đó: FILE.pakn.csv, FILE.procedures.csv,
    /// FILE.survey.csv. Chỉ chủ tệp đọc được (0600).
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) rejects: Option<PathBuf>,

    /// Có dòng lỗi thì mã thoát là 3
    #[arg(long)]
    pub(crate) strict: bool,

    /// Tin rằng không mã nào lặp lại: không tìm bản ghi trùng
    #[arg(long)]
    pub(crate) assume_unique: bool,

    /// Mã có ở nhiều dòng thì dòng nào mới nhất: by-content (mặc định: theo nội dung tệp) hoặc as-named (theo thứ tự nêu)
    #[arg(long, value_name = "by-content|as-named", hide_possible_values = true, hide_default_value = true)]
    #[arg(value_parser = newest(), default_value = "by-content")]
    pub(crate) newest: Newest,

    /// Số luồng; kết quả không phụ thuộc vào nó
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

/// What inputs are not refused for.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Đầu vào")]
pub(crate) struct AcceptArgs {
    /// Vẫn đọc tệp dù có: aggregated_rows (một dòng nhiều hồ sơ), lost_digits (mã mất chữ số), date_order (ngày và
    /// tháng có thể bị đảo), swallowed_rows (dòng nằm trong nháy kép); báo cáo cảnh báo điều đó (nêu được nhiều lần)
    #[arg(long = "accept", value_name = "CODE", hide_possible_values = true, value_parser = choice::of(RefusalCode::NAMED))]
    pub(crate) codes: Vec<RefusalCode>,
}

fn newest() -> impl clap::builder::TypedValueParser<Value = Newest> {
    choice::of([("by-content", Newest::ByContent), ("as-named", Newest::AsNamed)])
}
