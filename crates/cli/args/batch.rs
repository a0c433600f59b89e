use std::path::PathBuf;

use clap::Args;

/// Chạy trọn công việc hằng tháng theo một tệp TOML: đọc, tính, ghi mọi đầu ra hoặc không ghi gì
///
/// Mọi đường dẫn trong tệp tính từ thư mục chứa tệp đó. Đường dẫn ra ngoài thư mục không được nhận, trừ khi ghi
/// allow_outside = true. Có đầu vào không đọc được hay đầu ra không lập được thì không tệp nào bị thay.
///
/// Các khóa: exports, pakn, procedures, survey, profiles, calendar (danh sách tệp hoặc mẫu tên); period (2025-06 hoặc
/// last-month), window, as_of, baseline (kỳ, month-before hoặc year-before), by, plan, check, strict, accept (vẫn đọc
/// tệp dù có điều đó), units (bảng đơn vị có cột alias và name), sheet, delimiter,
/// encoding, office_hours, lang, log, summary; bảng [clock] với clock_end, deadline, precision, supplement,
/// repeat_threshold, publication_days, pakn_days; bảng [external] số liệu đo ở nơi khác; và các bảng [[outputs]] với path, format, lang, cùng một trong: which (và within):
/// danh sách; form (và by, put, accept, window, units, own, previous, office, receiving_unit, place, prepared_by, signed_by,
/// signer_title): biểu; units = true: mỗi
/// đơn vị một dòng; không nêu gì: báo cáo.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Ví dụ: tệp hang-thang.toml
  exports = [\"xuat/thang-*.xlsx\"]
  pakn = [\"xuat/pakn.csv\"]
  period = \"last-month\"
  baseline = \"year-before\"
  by = [\"unit\"]
  check = true
  [[outputs]]
  path = \"ra/bao-cao.xlsx\"
  [[outputs]]
  path = \"ra/qua-han.csv\"
  which = [\"overdue\"]

  sipas batch hang-thang.toml

Cạnh tệp TOML có thêm hang-thang.log (người đọc) và hang-thang.summary.json (mã SHA-256 của đầu vào và đầu ra).
Chạy lại trên cùng đầu vào thì không byte nào thay đổi; kỳ chưa hết thì tính đến 0 giờ hôm nay.

Mã thoát: 0 xong; 1 có check và một cam kết không đạt, đầu ra vẫn được ghi; 2 dùng sai hoặc không ghi được; 3 có đầu vào
không được đọc (hoặc có strict và dòng lỗi): không ghi gì; hoặc có check và một cam kết chỉ đạt khi chưa tính một nghi
vấn: đầu ra vẫn được ghi.")]
pub(crate) struct BatchArgs {
    /// Tệp mô tả công việc
    #[arg(value_name = "FILE.toml")]
    pub(crate) file: PathBuf,
}
