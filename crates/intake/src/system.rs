use std::io::{self, ErrorKind};

/// What the system says of a file, in Vietnamese where it is one of the usual refusals.
pub fn io_vi(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "không tìm thấy".into(),
        ErrorKind::PermissionDenied => "không có quyền".into(),
        ErrorKind::AlreadyExists => "đã có sẵn".into(),
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp".into(),
        ErrorKind::NotADirectory => "đường dẫn đi qua một tệp không phải thư mục".into(),
        ErrorKind::InvalidFilename => "tên tệp không hợp lệ hoặc quá dài".into(),
        ErrorKind::StorageFull => "ổ đĩa đã đầy".into(),
        ErrorKind::QuotaExceeded => "đã dùng hết dung lượng được cấp".into(),
        // Of settings; of an output the system says so.
        ErrorKind::FileTooLarge if error.raw_os_error().is_none() => "tệp quá lớn, hơn 16 MiB".into(),
        ErrorKind::FileTooLarge => "tệp quá lớn".into(),
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc".into(),
        ErrorKind::ResourceBusy => "đang được chương trình khác dùng".into(),
        ErrorKind::UnexpectedEof => "tệp kết thúc giữa chừng".into(),
        ErrorKind::TimedOut => "hết thời gian chờ".into(),
        ErrorKind::Interrupted => "bị ngắt".into(),
        ErrorKind::OutOfMemory => "không đủ bộ nhớ".into(),
        _ => error.to_string(),
    }
}
