use std::path::Path;

use sipas_excel::{ExcelError, Limits, Workbook};
use sipas_intake::{BadRowReason, Rows};

use crate::cells::grid;

fn read(page: impl AsRef<[u8]>) -> Result<Vec<Vec<String>>, ExcelError> {
    let mut book = Workbook::from_reader(page.as_ref(), Path::new("t.xls"), &Limits::default())?;
    Ok(grid(&book.sheets(None)?[0]).into_iter().map(|(_, row)| row).collect())
}

#[track_caller]
fn rows<const N: usize>(page: &str, expected: &[[&str; N]]) {
    assert_eq!(read(page).unwrap(), expected);
}

#[test]
fn spans_downwards_have_their_text_in_every_row_and_others_leave_blanks() {
    rows(
        "<table><tr><th rowspan=2>Mã hồ sơ<th colspan=\"2\">Ngày<th rowspan='2'>Trạng thái</tr>
         <tr><th>tiếp nhận<th>hẹn trả</tr><tr><td>1<td>2<td>3<td>4</table>",
        &[
            ["Mã hồ sơ", "Ngày", "", "Trạng thái"],
            ["Mã hồ sơ", "tiếp nhận", "hẹn trả", "Trạng thái"],
            ["1", "2", "3", "4"],
        ],
    );
    rows("<table><tr><td rowspan=0>a<td colspan=x>b<tr><td>c<td>d</table>", &[["a", "b"], ["c", "d"]]);
    // No cell reaches into the table below.
    rows(
        "<table><tr><td rowspan=9>a<td>b<tr><td>c</table><table><tr><td><td>d</table>",
        &[["a", "b"], ["a", "c"], ["", "d"]],
    );
}

#[test]
fn text_is_what_a_browser_shows() {
    rows(
        "<html><head><style>td { color: red }</style><script>'<table><tr><td>no'</script></head>
         <table><tr><td>A&amp;B &lt;1&gt; &#7879;&nbsp;x</td><td>một<br>hai<br/> ba</td><td><p>p</p><p>q</p></td></tr>
         <tr><td>  nhiều
           dòng  </td><td><b>đ</b>ậm</td><td><script>no</script>&nbsp;</td></tr></table>",
        &[["A&B <1> ệ\u{a0}x", "một\nhai\nba", "p\nq\n"], ["nhiều dòng", "đậm", ""]],
    );
}

#[test]
fn a_table_that_only_places_others_gives_way_to_them() {
    rows(
        "<table><tr><td>Tiêu đề</td></tr><tr><td><table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table></td></tr></table>",
        &[["Tiêu đề", ""], ["a", "b"], ["c", "d"]],
    );
    rows(
        "<table><tr><td>a<td>b</tr><tr><td>c<td>d<table><tr><td>e<td>f</table></td></tr><tr><td>g<td>h</table>",
        &[["a", "b"], ["c", "d"], ["g", "h"]],
    );
    rows("<table><tr><td>a<td>b</table><p>giữa<table><tr><td>c<td>d</table>", &[["a", "b"], ["c", "d"]]);
}

#[test]
fn the_foot_of_a_table_stands_below_its_body_wherever_it_is_written() {
    let shown = [["a", "b"], ["c", "d"], ["Tổng", "1"]];
    for foot in ["<tfoot><tr><td>Tổng<td>1</tr></tfoot>", "<tfoot><tr><td>Tổng<td>1"] {
        rows(
            &format!("<table><thead><tr><th>a<th>b</thead>{foot}<tbody><tr><td>c<td>d</tbody></table>"),
            &shown,
        );
        rows(&format!("<table><tr><th>a<th>b<tbody><tr><td>c<td>d</tbody>{foot}</table>"), &shown);
    }
    let nested = "<tfoot><tr><td>Tổng<table><tr><td>x</table><td>1</tfoot>";
    rows(&format!("<table><tr><th>a<th>b{nested}<tbody><tr><td>c<td>d</table>"), &shown);
    rows(
        "<table><tfoot><tr><td>Tổng<td>1</tfoot><tr><td>a<td>b</table><table><tr><td>c<td>d</table>",
        &[["a", "b"], ["Tổng", "1"], ["c", "d"]],
    );
}

#[test]
fn encodings_are_those_that_the_page_names() {
    let utf16: Vec<u8> =
        "\u{feff}<table><tr><td>Mã</table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(utf16).unwrap(), [["Mã"]]);
    let page = b"<html><meta http-equiv=Content-Type content='text/html; charset=windows-1258'><table><tr><td>\xd0\xe3</table>";
    assert_eq!(read(page).unwrap(), [["Đă"]]);
    let error = read(b"<table><tr><td>\xff").unwrap_err();
    insta::assert_snapshot!(error.vi(), @"t.xls: byte 15 không hợp lệ với bảng mã UTF-8 của trang");
}

/// The lines of a page, and of those that are not read the cells that are left.
fn lines(page: &str) -> Vec<(u64, Result<usize, Vec<String>>)> {
    let mut book = Workbook::from_reader(page.as_bytes(), Path::new("t.xls"), &Limits::default()).unwrap();
    let sheets = book.sheets(None).unwrap();
    let mut rows = sheets[0].rows();
    let mut lines = Vec::new();
    while let Some(row) = rows.next_row() {
        lines.push(match row {
            Ok(row) => (row.line, Ok(row.cells.len())),
            Err(bad) => {
                assert_eq!(bad.reason, BadRowReason::UnclosedTable);
                (bad.line, Err(bad.cells))
            }
        });
    }
    lines
}

#[test]
fn a_page_that_ends_within_a_table_was_cut() {
    let page = "<html><body><table><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td>d</td></tr>\n</table>";
    let cut = |at: &str| lines(&page[..page.find(at).unwrap()]);
    let left = |cells: &[&str]| Err(cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    assert_eq!(cut("</table>"), [(1, Ok(2)), (2, Ok(2)), (3, left(&[]))]);
    assert_eq!(cut("</td></tr>\n</table>"), [(1, Ok(2)), (2, left(&["c", "d"]))]);
    assert_eq!(cut("<td>d"), [(1, Ok(2)), (2, left(&["c"]))]);
    assert_eq!(cut("<td>c"), [(1, Ok(2)), (2, left(&[]))]);
    // A page that comes to its end is whole, whatever it leaves open.
    let whole = [(1, Ok(2)), (2, Ok(2))];
    assert_eq!(lines(page), whole);
    assert_eq!(lines(&page.replace("</table>", "</html>")), whole);
    assert_eq!(lines("<table><tr><td>a<td>b<tr><td>c<td>d</table>"), whole);
}

#[test]
fn a_page_without_a_table_is_no_workbook() {
    insta::assert_snapshot!(read("<html><frameset>").unwrap_err(), @"t.xls: not a workbook: this is HTML without a table");
    insta::assert_snapshot!(read("<table><tr><td> </table>").unwrap_err(), @"t.xls: the workbook is empty");
}

#[test]
fn a_page_of_spans_ends_at_the_limit() {
    let limits = Limits { cells: 1000, ..Limits::default() };
    let wide = "<table>".to_owned() + &"<tr><td colspan=1000 rowspan=65534>a".repeat(10);
    let many = "<table><tr><td colspan=1000>a".to_owned() + &"<tr>".repeat(10);
    for page in [wide, many] {
        let mut book = Workbook::from_reader(page.as_bytes(), Path::new("t.xls"), &limits).unwrap();
        let error = book.sheets(None).unwrap_err();
        assert!(matches!(error, ExcelError::TooManyCells { .. }), "{error}");
    }
}
