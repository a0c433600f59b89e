//! What codes look like.

use sipas_scan::Pairs;

/// Whether a cell could be a code at all: no white space within, at least one digit. Totals and signatures are not.
pub(super) fn could_be_code(cell: &str) -> bool {
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
#[inline]
pub(crate) fn embedded_date(code: &[u8]) -> Option<u32> {
    // An office has no dash within, and one of these lengths.
    let dash = [6, 9, 13].into_iter().find(|&at| code.get(at) == Some(&b'-'))?;
    let (date, serial) = code[dash + 1..].split_first_chunk::<8>()?;
    let date = Pairs::read(date, *b"000000-0");
    let fits = date.fit && serial.len() >= 3 && digits(serial) && is_office(&code[..dash]);
    fits.then(|| date.value(0) * 10_000 + date.value(2) * 100 + date.value(4))
}

/// The agency's letter and number before the groups of two digits of its units, or, in the older form, after them.
#[inline]
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

#[inline]
fn is_agency(part: &[u8]) -> bool {
    matches!(part, [b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9'])
}

/// `.12`, `.12.34` and so on.
#[inline]
fn is_groups(part: &[u8]) -> bool {
    part.chunks(3).all(|group| matches!(group, [b'.', b'0'..=b'9', b'0'..=b'9']))
}

#[inline]
fn digits(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_shapes_are_known() {
        for code in ["H37.12-250613-0001", "000.00.12.H37-250613-0001", "G12.34.56-250613-0001"] {
            assert_eq!(embedded_date(code.as_bytes()), Some(250_613), "{code}");
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
            assert_eq!(embedded_date(code.as_bytes()), None, "{code}");
        }
    }

    #[test]
    fn totals_and_signatures_are_no_codes() {
        assert!(could_be_code("101001240734") && could_be_code("H37.12-250613-0001"));
        assert!(!could_be_code("Tổng cộng: 2 hồ sơ") && !could_be_code("Cộng") && !could_be_code(""));
        assert!(is_column_number("(12)") && !is_column_number("()") && !is_column_number("(a)"));
    }
}
