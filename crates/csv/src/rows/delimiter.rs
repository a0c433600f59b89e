use crate::CsvError;

/// The candidates, the likeliest first.
const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];

/// How many lines vote.
const LINES: usize = 20;

type Counts = [usize; CANDIDATES.len()];

/// Refuses what could not be told from text, quotes or line ends.
pub(crate) fn check(delimiter: u8) -> Result<u8, CsvError> {
    let usable = delimiter.is_ascii()
        && !delimiter.is_ascii_alphanumeric()
        && !matches!(delimiter, b'"' | b'\\' | b'\r' | b'\n' | 0);
    if usable { Ok(delimiter) } else { Err(CsvError::Delimiter { delimiter }) }
}

/// The delimiter that the first line names, as spreadsheets write it (`sep=;`), else the one that is found.
pub(crate) fn find(sample: &str, whole: bool) -> u8 {
    named(sample).unwrap_or_else(|| sniff(sample, whole))
}

fn named(sample: &str) -> Option<u8> {
    let line = sample.trim_start_matches('\u{feff}').split(['\r', '\n']).next()?;
    let line = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(line);
    // A program may have filled the line up with delimiters.
    let sign =
        line.get(..4).filter(|begin| begin.eq_ignore_ascii_case("sep=")).map(|_| &line.as_bytes()[4..])?;
    let (first, rest) = sign.split_first()?;
    check(*first).ok().filter(|_| rest.iter().all(|byte| byte == first))
}

/// The delimiter that the most lines have the same number of. `whole` says whether the sample's last line is.
///
/// Only lines from the header on vote first, since title rows may well hold a comma each; the header is the
/// first line that one candidate cuts into three or more. Prose and times such as "14:05, 03/04/2025" do not
/// stand in a header, so that they lose by its vote; a tie goes to the more votes in all, then the more cells.
pub(crate) fn sniff(sample: &str, whole: bool) -> u8 {
    let lines = counts(sample, whole);
    let header = lines.iter().position(|line| line.iter().any(|n| *n >= 2)).unwrap_or(0);
    let rank = |candidate: usize| {
        let (votes, cells) = mode(&lines[header..], candidate);
        (votes, mode(&lines, candidate).0, cells)
    };
    // max_by_key takes the last of equals.
    let best = (0..CANDIDATES.len()).rev().max_by_key(|candidate| rank(*candidate)).unwrap_or(0);
    CANDIDATES[best]
}

/// How many lines agree on a count above zero, and which.
fn mode(lines: &[Counts], candidate: usize) -> (usize, usize) {
    let votes = |count: usize| lines.iter().filter(|line| line[candidate] == count).count();
    lines
        .iter()
        .map(|line| line[candidate])
        .filter(|count| *count > 0)
        .map(|count| (votes(count), count))
        .max()
        .unwrap_or((0, 0))
}

/// The candidates outside quotes in each of the first lines that are not blank.
fn counts(sample: &str, whole: bool) -> Vec<Counts> {
    let mut lines = Vec::new();
    let mut line = Counts::default();
    let (mut quoted, mut cell_start, mut blank) = (false, true, true);
    let mut bytes = sample.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            // Of a doubled quote the second is looked at as the first of a cell would be: it opens again.
            quoted = byte != b'"';
            cell_start = !quoted && bytes.peek() == Some(&b'"');
        } else if let Some(candidate) = CANDIDATES.iter().position(|c| *c == byte) {
            line[candidate] += 1;
            cell_start = true;
            blank &= byte == b'\t';
        } else if matches!(byte, b'\r' | b'\n') {
            if !blank {
                lines.push(line);
                if lines.len() == LINES {
                    return lines;
                }
            }
            (line, cell_start, blank) = (Counts::default(), true, true);
        } else {
            quoted = byte == b'"' && cell_start;
            cell_start = false;
            blank &= byte.is_ascii_whitespace();
        }
    }
    if !blank && (whole || lines.is_empty()) {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(sample: &str) -> char {
        char::from(sniff(sample, true))
    }

    #[test]
    fn the_header_and_the_rows_agree_on_one() {
        assert_eq!(sniffed("a,b,c\n1,2,3\n"), ',');
        assert_eq!(sniffed("a;b;c\n1;2;3\n"), ';');
        assert_eq!(sniffed("a\tb\tc\r1\t2\t3\r"), '\t');
        assert_eq!(sniffed("a"), ',');
        assert_eq!(sniffed(""), ',');
        assert_eq!(sniffed("\"a,b,c;d\";e\n"), ';');
        assert_eq!(sniffed("\"a \"\"b, c, d\"\", e\";f\n"), ';');
    }

    #[test]
    fn a_first_line_names_it() {
        let found = |sample: &str| char::from(find(sample, true));
        assert_eq!(found("sep=|\na|b,c|d\n"), '|');
        assert_eq!(found("\u{feff}\"sep=;\"\r\na;b,c,d\r\n"), ';');
        assert_eq!(found("SEP=\t\na\tb\n"), '\t');
        assert_eq!(found("sep=^^^\na^b^c\n"), '^');
        assert_eq!(found("sep=x\na,b\n"), ',');
        assert_eq!(found("sep=\na;b;c\n"), ';');
    }

    #[test]
    fn commas_in_cells_do_not_win() {
        assert_eq!(sniffed("mã;số\na;1.234,5\nb;2,5\nc;1,0\n"), ';');
        assert_eq!(sniffed("mã;lúc\na;14:05, 03/04/2025, thứ năm\nb;14:06, 03/04/2025, thứ năm\n"), ';');
        assert_eq!(
            sniffed(
                "mã\tnhận\thẹn\na\t14:05, 03/04/2025\t15:00, 05/04/2025\nb\t14:05, 03/04/2025\t15:00, 05/04/2025\n"
            ),
            '\t'
        );
        assert_eq!(sniffed("mã,ghi chú,hẹn\na,đủ; đúng; sạch,x\nb,đủ; đúng; sạch,y\n"), ',');
    }

    #[test]
    fn title_rows_do_not_vote() {
        let titles = "UBND tỉnh, phòng một\nTừ ngày 1, tháng 6\nĐơn vị: A, B\nSố: 1, 2\n\n";
        let rows = "a;x;14:05, 03/04/2025\n".repeat(14);
        assert_eq!(sniffed(&format!("{titles}mã;đơn vị;nhận\n{rows}")), ';');
    }

    #[test]
    fn only_a_delimiter_that_is_no_text_can_be_named() {
        assert!([b',', b';', b'\t', b'|', b' ', 1].into_iter().all(|d| check(d).is_ok()));
        assert!([b'"', b'\\', b'\n', b'\r', b'x', b'0', 0, 0xE1].into_iter().all(|d| check(d).is_err()));
        insta::assert_snapshot!(check(b'"').unwrap_err(), @r#"the delimiter '"' cannot be used: it must be one ASCII character, and no letter, digit, quote, backslash or line end"#);
        insta::assert_snapshot!(check(b'"').unwrap_err().vi(), @r#"không dùng được dấu phân cách '"': phải là một ký tự ASCII, không phải chữ, số, dấu nháy kép, gạch chéo ngược hay dấu xuống dòng"#);
    }
}
