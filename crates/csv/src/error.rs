use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use sipas_intake::io_vi;

use crate::Compression;

/// Why a file could not be read, or not to its end, or not be written.
///
/// What is wrong with one row is no error: it is a [`sipas_intake::BadRow`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CsvError {
    /// The file cannot be opened, or is a folder.
    #[error("cannot read {path}: {error}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Reading stopped in the middle.
    #[error("{path}: reading stopped before the row of line {line}: {error}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The first line that was not read whole.
        line: u64,
        /// What the system says.
        error: io::Error,
    },
    /// The compressed data is cut or damaged. The rows before this line were read.
    #[error(
        "{path}: the {compression} data is {}; line {line} and all after it were not read",
        if is_cut(.error) { "cut short" } else { "damaged" }
    )]
    Packed {
        /// The file.
        path: PathBuf,
        /// How it is packed.
        compression: Compression,
        /// The first line that was not read whole.
        line: u64,
        /// What the unpacker says.
        error: io::Error,
    },
    /// The file is packed with Zstandard, whose decoder is left out of this build.
    #[error(
        "{path}: the file is packed with zstd, which cannot be unpacked here; unpack it first, or pack it as .gz"
    )]
    NotUnpacked {
        /// The file.
        path: PathBuf,
    },
    /// No byte, or white space only.
    #[error("{path}: the file is empty")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Every other byte is NUL, and no byte order mark says why.
    #[error(
        "{path}: this looks like UTF-16 without a byte order mark; save it as UTF-8, or name the encoding {name}"
    )]
    Utf16WithoutBom {
        /// The file.
        path: PathBuf,
        /// The encoding to name.
        name: &'static str,
    },
    /// A label that names no encoding.
    #[error(
        "unknown encoding {label:?}: usable are utf-8, utf-16le, utf-16be, windows-1258, windows-1252 and every other name of the WHATWG Encoding Standard"
    )]
    UnknownEncoding {
        /// The name as given.
        label: String,
    },
    /// A delimiter that cannot be told from text, quotes or line ends.
    #[error(
        "the delimiter {:?} cannot be used: it must be one ASCII character, and no letter, digit, quote, backslash or line end",
        char::from(*.delimiter)
    )]
    Delimiter {
        /// The byte as given.
        delimiter: u8,
    },
    /// A row that never ends, most often for want of a closing quote. The rows before it were read.
    #[error(
        "{path}: the row that begins on line {line} is longer than 16 MiB or 65,536 cells; most often a closing quote is missing; it and all after it were not read"
    )]
    RowTooLong {
        /// The file.
        path: PathBuf,
        /// The line on which the row begins.
        line: u64,
    },
    /// The file is not what it was when its reading began: somebody still writes to it, or put another in its place.
    #[error(
        "{path}: the file changed while it was read; none of it was taken; read it again once it is whole"
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written. What stood there before is untouched.
    #[error("cannot write {path}: {error}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl CsvError {
    /// Tells the error in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            CsvError::Open { path, error } => format!("không đọc được {}: {}", path.display(), io_vi(error)),
            CsvError::Read { path, line, error } => {
                format!("{}: việc đọc dừng trước dòng {line}: {}", path.display(), io_vi(error))
            }
            CsvError::Packed { path, compression, line, error } => format!(
                "{}: dữ liệu nén {compression} {}; từ dòng {line} trở đi không đọc được",
                path.display(),
                if is_cut(error) { "bị cắt ngang" } else { "bị hỏng" }
            ),
            CsvError::NotUnpacked { path } => format!(
                "{}: tệp nén kiểu zstd, ở đây không giải nén được; hãy giải nén trước, hoặc nén lại thành .gz",
                path.display()
            ),
            CsvError::Empty { path } => format!("{}: tệp rỗng", path.display()),
            CsvError::Utf16WithoutBom { path, name } => format!(
                "{}: có vẻ là UTF-16 thiếu dấu thứ tự byte (BOM); hãy lưu lại thành UTF-8 hoặc nêu tên bảng mã {name}",
                path.display()
            ),
            CsvError::UnknownEncoding { label } => format!(
                "không biết bảng mã {label:?}: dùng được utf-8, utf-16le, utf-16be, windows-1258, windows-1252 và mọi tên khác trong chuẩn mã hóa WHATWG"
            ),
            CsvError::Delimiter { delimiter } => format!(
                "không dùng được dấu phân cách {:?}: phải là một ký tự ASCII, không phải chữ, số, dấu nháy kép, gạch chéo ngược hay dấu xuống dòng",
                char::from(*delimiter)
            ),
            CsvError::RowTooLong { path, line } => format!(
                "{}: bản ghi bắt đầu ở dòng {line} dài quá 16 MiB hoặc 65.536 ô, thường do thiếu dấu nháy đóng; từ đó trở đi không đọc được",
                path.display()
            ),
            CsvError::Changed { path } => format!(
                "{}: tệp thay đổi trong khi đọc nên không dòng nào được nhận; hãy đọc lại khi tệp đã đủ",
                path.display()
            ),
            CsvError::Write { path, error } => {
                format!("không ghi được {}: {}", path.display(), io_vi(error))
            }
        }
    }

    /// What the system said, where it was the system that refused.
    pub fn io_kind(&self) -> Option<ErrorKind> {
        match self {
            CsvError::Open { error, .. }
            | CsvError::Read { error, .. }
            | CsvError::Packed { error, .. }
            | CsvError::Write { error, .. } => Some(error.kind()),
            _ => None,
        }
    }

    /// For `map_err` where a file is written.
    pub(crate) fn write(path: &Path) -> impl Fn(io::Error) -> CsvError {
        move |error| CsvError::Write { path: path.to_owned(), error }
    }
}

fn is_cut(error: &io::Error) -> bool {
    error.kind() == ErrorKind::UnexpectedEof
}
