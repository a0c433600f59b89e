//! A quote that is opened by mistake swallows the rows up to the next one.

use memchr::memchr2;
use sipas_intake::grammar::NationalCode;
use sipas_intake::{Layout, parse_date};

/// What may stand between cells, where nobody says what does.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// No line break with a row after it is shorter.
const SHORTEST: usize = 12;

/// A date and a code have at least this many digits.
const DIGITS: usize = 4;

/// In a table of fewer columns a line of prose has as many delimiters.
const COLUMNS: usize = 3;

/// Whether a cell of several lines holds lines that look like rows of its file: they begin with a code, or have as many
/// delimiters, and a date between them. Quotes around what stands between delimiters make no difference.
pub(super) fn swallow_rows(cells: &[&str], delimiter: Option<char>, layout: &Layout) -> bool {
    let delimiters = delimiter.as_ref().map_or(&DELIMITERS[..], std::slice::from_ref);
    let columns = || layout.columns().iter().filter(|column| !column.header.is_empty()).count();
    cells.iter().filter(|cell| may_hold_rows(cell)).any(|cell| {
        let mut within = delimiters.iter().filter(|delimiter| cell.contains(**delimiter));
        within.any(|delimiter| {
            let mut lines = cell.split(['\n', '\r']).skip(1).filter(|line| line.contains(*delimiter));
            lines.any(|line| is_row(line, *delimiter, columns()))
        })
    })
}

/// Whether behind its first line a cell has digits enough for a date or a code: most notes do not, and are not split.
fn may_hold_rows(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    let first = memchr2(b'\n', b'\r', bytes).filter(|_| cell.len() >= SHORTEST);
    first.is_some_and(|end| bytes[end..].iter().filter(|byte| byte.is_ascii_digit()).count() >= DIGITS)
}

fn is_row(line: &str, delimiter: char, columns: usize) -> bool {
    let cells =
        || line.split(delimiter).map(|cell| cell.trim_matches(|c: char| c == '"' || c.is_whitespace()));
    let is_code = |cell: &str| NationalCode::parse(cell.as_bytes()).is_some();
    // A running number may stand before the code. A list of codes is no row.
    let begins_with_code = cells().take(2).any(is_code) && cells().filter(|cell| is_code(cell)).count() == 1;
    let is_as_wide = columns >= COLUMNS && cells().count() >= columns;
    (begins_with_code || is_as_wide) && cells().any(|cell| parse_date(cell).is_ok())
        || begins_with_code && cells().count() > COLUMNS
}

#[cfg(test)]
mod tests {
    use super::*;
    use sipas_intake::Kind;

    #[test]
    fn lines_that_look_like_rows_are_told_from_notes() {
        let header = "Mã hồ sơ|Đơn vị xử lý|Ngày tiếp nhận|Ngày hẹn trả|Ghi chú";
        let header = vec![(1, header.split('|').map(str::to_owned).collect())];
        let layout = Layout::detect(Kind::Dossiers, &header, None).unwrap();
        let swallows = |cell: &str, delimiter| swallow_rows(&["x", cell], delimiter, &layout);
        for cell in [
            "Khẩn\nH37.12-250605-0002,Văn phòng,05/06/2025,12/06/2025,",
            "Khẩn\r\n3,H37.12-250605-0002,Văn phòng,05/06/2025",
            "Khẩn\nHS-7,Văn phòng,05/06/2025,12/06/2025,đã gọi",
            "Khẩn\nHS,Văn phòng,1/6/2025,,đã gọi",
        ] {
            assert!(swallows(cell, Some(',')) && swallows(cell, None), "{cell}");
            assert!(!swallows(cell, Some('|')), "{cell}");
        }
        for cell in [
            "Đã gọi,\nhẹn 09:00",
            "Theo mẫu \"01\",\n\"02\"",
            "Gộp với\nH37.12-250605-0002",
            "Gộp với\nH37.12-250605-0002, H37.12-250605-0003, H37.12-250605-0004, H37.12-250605-0005",
            "Bổ sung:\nđơn, bản sao, giấy tờ, ảnh, lệ phí",
            "H37.12-250605-0002,Văn phòng,05/06/2025,12/06/2025,",
        ] {
            assert!(!swallows(cell, Some(',')), "{cell}");
        }
    }
}
