use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sipas_intake::io_vi;
use sipas_render::Lang;

/// Why a workbook could not be read.
///
/// What is wrong with one row is no error of these: intake tells it, with the row's number.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExcelError {
    /// The file cannot be opened, or is a folder.
    #[error("cannot read {path}: {error}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// No byte, no visible sheet, or nothing in any of them.
    #[error("{path}: the workbook is empty")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The content is something else, whatever the file's name says.
    #[error("{path}: not a workbook: {}", .found.en())]
    NotAWorkbook {
        /// The file.
        path: PathBuf,
        /// The kind of file that it is.
        found: Other,
    },
    /// It opens only with a password.
    #[error("{path}: protected by a password; open it, remove the password and save it again")]
    Password {
        /// The file.
        path: PathBuf,
    },
    /// It is a workbook, but a part of it is broken or cut off.
    #[error("{path}: the workbook is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the reader says.
        reason: String,
    },
    /// Far more bytes unpacked than packed: no workbook does so by itself.
    #[error(
        "{path}: unpacked, the file is more than {times} times as large: it is made to fill the memory, or damaged"
    )]
    Inflated {
        /// The file.
        path: PathBuf,
        /// How many times as large it may be.
        times: u64,
    },
    /// An archive in which two files have one name.
    #[error(
        "{path}: two files in it have the same name, of which only one can be read; unpack it and read the files"
    )]
    TwoOfOneName {
        /// The file.
        path: PathBuf,
    },
    /// More bytes than may be unpacked.
    #[error("{path}: unpacked, it takes more than may be read ({} MiB); {}", .limit / MIB, LIMITS_EN)]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The bytes that may be unpacked.
        limit: u64,
    },
    /// More cells than may be read, the blank ones between them counted.
    #[error("{path}: the sheets span more than {} cells, up to {last} of {sheet:?}; {LIMITS_EN}", Lang::En.count(*.limit))]
    TooManyCells {
        /// The file.
        path: PathBuf,
        /// The sheet that went beyond.
        sheet: String,
        /// The cell in its last row and column so far.
        last: String,
        /// The cells that may be read.
        limit: u64,
    },
    /// No sheet has the name that was asked for.
    #[error("{path}: no sheet is named {name:?}; its sheets: {}", .known.join(", "))]
    UnknownSheet {
        /// The file.
        path: PathBuf,
        /// The name as given.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// An HTML table with a byte that is no text in its encoding.
    #[error("{path}: byte {byte} is no text in {encoding}, the encoding of the page")]
    Bytes {
        /// The file.
        path: PathBuf,
        /// Offset from the start of the file, from 0.
        byte: u64,
        /// The encoding's WHATWG name.
        encoding: &'static str,
    },
}

/// What a file is that is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Other {
    /// A workbook of the XML kind of 2003, or a web archive.
    Xml,
    /// HTML without a table.
    HtmlWithoutTable,
    /// An archive, or a document of another program.
    Archive,
    /// Anything else.
    Unknown,
}

/// Why a workbook is damaged where its reader gave up at a place that nobody foresaw.
pub(crate) const CONTRADICTS: &str = "its parts contradict each other";
const MIB: u64 = 1024 * 1024;
const LIMITS_EN: &str = "take out what is not needed, or save the sheet as CSV";
const LIMITS_VI: &str = "hãy bỏ phần không cần hoặc lưu trang tính thành CSV";

impl Other {
    fn en(self) -> &'static str {
        match self {
            Other::Xml => "this is XML or a web archive; open it in Excel and save it as .xlsx",
            Other::HtmlWithoutTable => "this is HTML without a table",
            Other::Archive => "this is an archive or a document of another program",
            Other::Unknown => "its content is neither .xlsx nor .xlsb nor .xls nor .ods nor an HTML table",
        }
    }

    fn vi(self) -> &'static str {
        match self {
            Other::Xml => "đây là tệp XML hoặc trang web lưu trữ; hãy mở bằng Excel và lưu thành .xlsx",
            Other::HtmlWithoutTable => "đây là HTML không có bảng nào",
            Other::Archive => "đây là tệp nén hoặc tài liệu của chương trình khác",
            Other::Unknown => "nội dung không phải .xlsx, .xlsb, .xls, .ods hay bảng HTML",
        }
    }
}

impl ExcelError {
    /// Tells the error in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            ExcelError::Open { path, error } => {
                format!("không đọc được {}: {}", path.display(), io_vi(error))
            }
            ExcelError::Empty { path } => format!("{}: bảng tính rỗng", path.display()),
            ExcelError::NotAWorkbook { path, found } => {
                format!("{}: không phải bảng tính: {}", path.display(), found.vi())
            }
            ExcelError::Password { path } => {
                format!("{}: tệp đặt mật khẩu; hãy mở ra, bỏ mật khẩu rồi lưu lại", path.display())
            }
            ExcelError::Damaged { path, reason } => {
                let reason =
                    if reason == CONTRADICTS { "các phần của tệp mâu thuẫn nhau" } else { reason };
                format!("{}: bảng tính bị hỏng: {reason}", path.display())
            }
            ExcelError::TooLarge { path, limit } => format!(
                "{}: khi giải nén, tệp lớn hơn mức cho phép ({} MiB); {LIMITS_VI}",
                path.display(),
                limit / MIB
            ),
            ExcelError::Inflated { path, times } => format!(
                "{}: khi giải nén, tệp lớn gấp hơn {times} lần: tệp được tạo ra để làm đầy bộ nhớ, hoặc bị hỏng",
                path.display()
            ),
            ExcelError::TwoOfOneName { path } => format!(
                "{}: trong tệp nén có hai tệp trùng tên, chỉ đọc được một; hãy giải nén rồi đọc từng tệp",
                path.display()
            ),
            ExcelError::TooManyCells { path, sheet, last, limit } => format!(
                "{}: các trang tính trải hơn {} ô, đến ô {last} của trang {sheet:?}; {LIMITS_VI}",
                path.display(),
                Lang::Vi.count(*limit)
            ),
            ExcelError::UnknownSheet { path, name, known } => format!(
                "{}: không có trang tính tên {name:?}; các trang: {}",
                path.display(),
                known.join(", ")
            ),
            ExcelError::Bytes { path, byte, encoding } => {
                format!("{}: byte {byte} không hợp lệ với bảng mã {encoding} của trang", path.display())
            }
        }
    }

    /// What the system said, where it was the system that refused.
    pub fn io_kind(&self) -> Option<ErrorKind> {
        match self {
            ExcelError::Open { error, .. } => Some(error.kind()),
            _ => None,
        }
    }

    /// For `map_err` where a reader of a format gives up.
    pub(crate) fn damaged<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> ExcelError {
        move |error| ExcelError::Damaged { path: path.to_owned(), reason: error.to_string() }
    }
}
