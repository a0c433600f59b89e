//! What the parser of TOML says of a file, in Vietnamese.

/// Beginnings of the parser's messages, and what they mean; what stands between its quotes is kept.
const MESSAGES: [(&str, &str); 13] = [
    ("unknown field", "không có khóa"),
    ("missing field", "thiếu khóa"),
    ("duplicate key", "khóa viết hai lần"),
    ("duplicate field", "khóa viết hai lần"),
    ("invalid type", "sai kiểu giá trị"),
    ("invalid value", "giá trị không hợp lệ"),
    ("data did not match", "giá trị không đúng kiểu nào được nhận"),
    ("unclosed table", "thiếu dấu ] ở tên bảng"),
    ("unclosed array", "thiếu dấu ] ở cuối danh sách"),
    ("invalid basic string", "chuỗi thiếu dấu nháy kép hoặc có ký tự lạ"),
    ("invalid mantissa", "giá trị chữ phải đặt trong dấu nháy kép"),
    ("string values must be quoted", "giá trị chữ phải đặt trong dấu nháy kép"),
    ("key with no value", "khóa thiếu dấu = và giá trị"),
];

/// Tells an error of TOML in Vietnamese: the line, what stands there, and what is wrong. A path with backslashes is
/// explained, since that is what people of Windows write.
///
/// ```
/// let said = sipas_intake::toml_vi("exports = [\"C:\\xuat\\t6.csv\"]", 10..12, "missing escaped value");
/// assert!(said.starts_with("dòng 1: ") && said.contains("dấu /"), "{said}");
/// ```
pub fn toml_vi(text: &str, at: std::ops::Range<usize>, message: &str) -> String {
    let before = text.get(..at.start).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default().trim();
    let message = message.lines().collect::<Vec<_>>().join(" ");
    let said = if line.contains('\\') && line.contains('"') {
        "đường dẫn phải viết bằng dấu / (C:/xuat/t6.csv), hoặc đặt trong dấu nháy đơn ('C:\\xuat\\t6.csv')"
            .to_owned()
    } else {
        let known = MESSAGES.iter().find(|(english, _)| message.starts_with(english));
        let expected =
            |rest: &str| rest.replace(", expected one of ", "; chỉ nhận ").replace(", expected ", "; cần ");
        known.map_or_else(
            || format!("không đúng cú pháp TOML ({message})"),
            |(english, vi)| format!("{vi}{}", expected(message[english.len()..].trim_end())),
        )
    };
    if line.is_empty() {
        format!("dòng {number}: {said}")
    } else {
        format!("dòng {number}: {said}; dòng ấy viết: {line}")
    }
}
