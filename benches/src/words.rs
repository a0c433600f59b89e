//! The words of the exports.

/// Units (đơn vị xử lý): ten kinds of them in four areas each.
pub const UNITS: usize = KINDS.len() * 4;
/// Procedures (thủ tục hành chính): so many deeds on so many things.
pub const PROCEDURES: usize = DEEDS.len() * THINGS.len();

pub(crate) const HEADER: &str = "Mã hồ sơ,Mã TTHC,Tên TTHC,Lĩnh vực,Đơn vị xử lý,CB xử lý,Hình thức tiếp nhận,\
Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Ngày trả kết quả,Trạng thái,Số lần bổ sung,Ghi chú\n";

const KINDS: [&str; 10] = [
    "Phòng Tài nguyên và Môi trường",
    "Phòng Quản lý Đầu tư",
    "Phòng Quy hoạch và Xây dựng",
    "Phòng Tư pháp",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Lao động, Thương binh",
    "Văn phòng đăng ký đất đai",
    "Bộ phận một cửa",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Y tế",
];

const DEEDS: [&str; 24] = [
    "Cấp giấy phép",
    "Cấp lại giấy phép",
    "Cấp, đổi giấy phép",
    "Gia hạn giấy phép",
    "Điều chỉnh giấy phép",
    "Thu hồi giấy phép",
    "Cấp giấy chứng nhận",
    "Cấp lại giấy chứng nhận",
    "Điều chỉnh, bổ sung giấy chứng nhận",
    "Xác nhận",
    "Xác nhận lại",
    "Đăng ký",
    "Đăng ký biến động",
    "Đăng ký lại",
    "Xóa đăng ký",
    "Thẩm định",
    "Thẩm định lại",
    "Phê duyệt",
    "Phê duyệt điều chỉnh",
    "Thông báo",
    "Chấm dứt, tạm ngừng",
    "Công nhận",
    "Trích lục",
    "Hỗ trợ kinh phí",
];

const THINGS: [(&str, &str); 20] = [
    ("xây dựng nhà ở riêng lẻ", "Hoạt động xây dựng"),
    ("hoạt động xây dựng công trình", "Hoạt động xây dựng"),
    ("quy hoạch chi tiết", "Quy hoạch xây dựng"),
    ("quyền sử dụng đất", "Đất đai"),
    ("chuyển mục đích sử dụng đất", "Đất đai"),
    ("kế hoạch bảo vệ môi trường", "Môi trường"),
    ("khai thác, sử dụng nước dưới đất", "Tài nguyên nước"),
    ("dự án đầu tư", "Đầu tư tại Việt Nam"),
    ("hộ kinh doanh", "Hộ kinh doanh"),
    ("hợp tác xã", "Hợp tác xã"),
    ("kinh doanh rượu, thuốc lá", "Lưu thông hàng hóa"),
    ("xuất nhập khẩu hàng hóa", "Xuất nhập khẩu"),
    ("khai sinh", "Hộ tịch"),
    ("kết hôn", "Hộ tịch"),
    ("bản sao từ sổ gốc", "Chứng thực"),
    ("trợ cấp xã hội hằng tháng", "Bảo trợ xã hội"),
    ("lao động nước ngoài", "Việc làm"),
    ("cơ sở giáo dục mầm non", "Giáo dục mầm non"),
    ("hành nghề khám bệnh, chữa bệnh", "Khám bệnh, chữa bệnh"),
    ("vận tải đường bộ bằng xe ô tô", "Đường bộ"),
];

pub(crate) const NOTES: [&str; 6] = [
    "",
    "",
    "Đã nộp phí",
    "Hồ sơ giấy kèm theo 02 bản",
    "Nhận kết quả tại bộ phận một cửa",
    "Liên thông thuế",
];

/// What stands between the quotes, already with its own doubled.
pub(crate) const QUOTED_NOTES: [&str; 4] = [
    "Đã nộp phí, lệ phí",
    "Bản vẽ \"\"A1\"\"\nkèm 02 tờ",
    "Đã tiếp nhận hồ sơ,\nchờ xác nhận của \"\"Thuế\"\",\nhẹn trả kết quả sau",
    "Trả qua bưu chính, thu hộ lệ phí",
];

pub(crate) const CHANNELS: [&str; 3] = ["Trực tuyến", "Trực tiếp", "Bưu chính công ích"];

/// All that a row takes from tables, quoted where it must be.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) units: Vec<String>,
    /// Code, name and field, joined: one procedure has one of each.
    pub(crate) procedures: Vec<String>,
}

impl Words {
    pub(crate) fn new() -> Words {
        let units = (1..=4).flat_map(|area| KINDS.map(|kind| quoted(&format!("{kind} số {area}"))));
        let deeds = (1..).zip(DEEDS);
        let procedures = deeds.flat_map(|(one, deed)| {
            let things = (1..).zip(THINGS);
            things.map(move |(two, (thing, field))| {
                let name = quoted(&format!("{deed} {thing}"));
                format!("{}.{:06},{name},{}", one % 3 + 1, one * 1000 + two, quoted(field))
            })
        });
        Words { units: units.collect(), procedures: procedures.collect() }
    }
}

fn quoted(text: &str) -> String {
    if text.contains(',') { format!("\"{text}\"") } else { text.to_owned() }
}
