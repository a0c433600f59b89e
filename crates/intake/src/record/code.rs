//! What codes look like.

/// Whether a cell could be a code at all: no white space within, at least one digit. Totals and signatures are not.
pub(crate) fn could_be_code(cell: &str) -> bool {
    let (mut digit, mut odd) = (false, false);
    for byte in cell.bytes() {
        digit |= byte.is_ascii_digit();
        odd |= byte <= b' ' || byte >= 0x7f;
    }
    digit && (!odd || !cell.chars().any(char::is_whitespace))
}

/// Whether a cell is a column's number: `(1)`.
pub(super) fn is_column_number(cell: &str) -> bool {
    let inside = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| !inside.is_empty() && digits(inside.as_bytes()))
}

/// The date `yyMMdd` within a code of the national system: `H37.12-250613-0001`, `000.00.12.H37-250613-0001` or
/// `G12.34.56-250613-0001`. `None` for codes of other shapes.
pub(crate) fn embedded_date(code: &str) -> Option<u32> {
    let (office, rest) = code.split_once('-')?;
    let (date, serial) = rest.split_once('-')?;
    let fits = is_office(office.as_bytes()) && date.len() == 6 && digits(date.as_bytes());
    (fits && serial.len() >= 4 && digits(serial.as_bytes())).then(|| date.parse().ok())?
}

/// The agency's letter and number before the groups of two digits of its units, or, in the older form, after them.
fn is_office(office: &[u8]) -> bool {
    match office {
        [agency @ .., b'.', _, _, b'.', _, _] if is_agency(agency) => is_groups(&office[3..]),
        [agency @ .., b'.', _, _] if is_agency(agency) => is_groups(&office[3..]),
        [a, b, c, groups @ .., b'.', _, _, _] => {
            digits(&[*a, *b, *c])
                && groups.len() == 6
                && is_groups(groups)
                && is_agency(&office[office.len() - 3..])
        }
        _ => false,
    }
}

fn is_agency(part: &[u8]) -> bool {
    matches!(part, [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

/// `.12`, `.12.34` and so on.
fn is_groups(part: &[u8]) -> bool {
    part.chunks(3).all(|group| matches!(group, [b'.', b'0'..=b'9', b'0'..=b'9']))
}

fn digits(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_shapes_are_known() {
        for code in ["H37.12-250613-0001", "000.00.12.H37-250613-0001", "G12.34.56-250613-0001"] {
            assert_eq!(embedded_date(code), Some(250_613), "{code}");
        }
        for code in [
            "case-10011",
            "H37-250613-0001",
            "H37.12.34.56-250613-0001",
            "h37.12-250613-0001",
            "H37.12-20250613-0001",
            "H37.12-250613-001",
            "H37.12-250613-0001-2",
            "H37.12-250613",
            "00.00.12.H37-250613-0001",
            "000.00.12-250613-0001",
            "Hồ sơ-250613-0001",
        ] {
            assert_eq!(embedded_date(code), None, "{code}");
        }
    }

    #[test]
    fn totals_and_signatures_are_no_codes() {
        assert!(could_be_code("101001240734") && could_be_code("H37.12-250613-0001"));
        assert!(!could_be_code("Tổng cộng: 2 hồ sơ") && !could_be_code("Cộng") && !could_be_code(""));
        assert!(is_column_number("(12)") && !is_column_number("()") && !is_column_number("(a)"));
    }
}
