//! What codes look like.

use sipas_scan::Pairs;

use crate::row::CellKind;
use crate::values::{trim, words_of};

/// Whether a cell could be a code at all: no white space within, at least one digit. Totals and signatures are not.
pub(super) fn could_be_code(cell: &str) -> bool {
    let (mut digit, mut odd) = (false, false);
    for byte in cell.bytes() {
        digit |= byte.is_ascii_digit();
        odd |= byte <= b' ' || byte >= 0x7f;
    }
    digit && (!odd || !cell.chars().any(char::is_whitespace))
}

/// A code with each run of letters as A and each run of digits as 9: `A9.9-9-9`.
pub fn code_shape(code: &str) -> String {
    let mut shape = String::new();
    for sign in code.chars() {
        let sign = match sign {
            '0'..='9' => '9',
            letter if letter.is_alphabetic() => 'A',
            other => other,
        };
        if !(matches!(sign, 'A' | '9') && shape.ends_with(sign)) {
            shape.push(sign);
        }
    }
    shape
}

/// Whether a cell names several codes: two of one shape side by side, or the first and the last of some.
pub(super) fn has_several_codes(cell: &str) -> bool {
    // All that may stand between two of them is one of these, or has a blank.
    if !cell.bytes().any(|byte| matches!(byte, b';' | b',' | b'\n' | b'\r' | b' ')) {
        return false;
    }
    let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let are_codes =
        |parts: &[&str]| parts.len() > 1 && parts.iter().all(|part| part.len() >= 4 && has_digit(part));
    let parts = |sign: fn(char) -> bool| {
        cell.split(sign).map(trim).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let are_alike = |parts: &[&str]| {
        let mut shapes = parts.iter().map(|part| code_shape(part));
        let first = shapes.next().unwrap_or_default();
        are_codes(parts) && shapes.all(|shape| shape == first)
    };
    // A long code may be wrapped, and a blank may stand beside a dash of one.
    let is_more_than_digits = |part: &&str| code_shape(part).len() > 1;
    let lines = parts(|sign| matches!(sign, '\n' | '\r'));
    let dashed: Vec<&str> = cell.split(" - ").map(trim).collect();
    are_alike(&parts(|sign| matches!(sign, ';' | ',')))
        || are_alike(&lines) && lines.iter().all(is_more_than_digits)
        || are_alike(&dashed) && dashed.iter().all(is_more_than_digits)
        || [" đến ", " và ", " den ", " va "]
            .iter()
            .any(|word| are_codes(&cell.split(word).map(trim).collect::<Vec<_>>()))
}

/// Whether a cell is a column's number, or how it comes from others: `(1)`, `(5)=(4)-(3)`.
pub(super) fn is_column_number(cell: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_digit() || b"()=+- ".contains(&byte);
    let count = |sign: char| cell.matches(sign).count();
    cell.strip_prefix('(').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        && cell.bytes().all(is_sign)
        && count('(') == count(')')
}

/// A spreadsheet keeps so many digits of a number, and writes zeros for all others.
pub const KEPT_DIGITS: usize = 15;

/// Whether a spreadsheet has taken a code for a number and lost some of its digits: a number cell with more than it
/// keeps, or a text in scientific notation, such as `2.50613E+17` or `2,50613E+17`.
pub(crate) fn has_lost_digits(code: &str, kind: CellKind) -> bool {
    let is_long = || {
        let whole = code.split('.').next().unwrap_or_default();
        whole.len() > KEPT_DIGITS && digits(whole.as_bytes())
    };
    kind == CellKind::Number && is_long() || is_scientific(code)
}

/// A code without a sign or fraction, such as `12E34`, may be meant.
fn is_scientific(code: &str) -> bool {
    if !matches!(code.as_bytes(), [b'0'..=b'9', b'.' | b',' | b'E' | b'e', ..]) {
        return false;
    }
    let Some((number, power)) = code.split_once(['E', 'e']) else { return false };
    let (one, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let unsigned = power.strip_prefix('+').unwrap_or(power);
    (2..=3).contains(&unsigned.len())
        && (!fraction.is_empty() || unsigned.len() < power.len())
        && [one, fraction, unsigned].iter().all(|part| digits(part.as_bytes()))
}

/// A code of the national system: `H37.12-250613-0001`, `H37.12.34-250613-0001` or, in the older form,
/// `000.00.12.H37-250613-0001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NationalCode<'c> {
    /// Which of the three forms.
    pub form: NationalForm,
    /// From A, which is 0.
    letter: u8,
    /// The digits of the office, by the places of its form.
    office: [Pairs; 2],
    /// The digits `yyMMdd`, the first lowest, as [`sipas_core::Day::yymmdd`] has them.
    date: u64,
    /// The serial number: four digits or more.
    pub serial: &'c [u8],
}

/// How an office is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NationalForm {
    /// `H37.12`.
    Agency,
    /// `H37.12.34`.
    Unit,
    /// `000.00.12.H37`, of five digits in all before the unit's two.
    Older,
}

impl NationalCode<'_> {
    /// Finds the parts of a code; `None` of a code of another shape.
    pub fn parse(code: &[u8]) -> Option<NationalCode<'_>> {
        NationalCode::shape(code).filter(|code| digits(&code.date.to_le_bytes()[..6]))
    }

    /// Whatever stands in the place of the date.
    fn shape(code: &[u8]) -> Option<NationalCode<'_>> {
        let head = code.first_chunk::<8>()?;
        // An office has no dash within, and one of these lengths.
        let (form, dash, letter, office) = if code[6] == b'-' {
            let office = Pairs::read(&without_letter(*head, 0), *b"000.00-0");
            (NationalForm::Agency, 6, code[0], [office, office])
        } else if code.get(9) == Some(&b'-') {
            let office = Pairs::read(&without_letter(*head, 0), *b"000.00.0");
            (NationalForm::Unit, 9, code[0], [office, Pairs::read(part(code, 7)?, *b"00-00000")])
        } else if code.get(13) == Some(&b'-') {
            let office = Pairs::read(head, *b"000.00.0");
            let agency = Pairs::read(&without_letter(*part(code, 6)?, 4), *b".00.000-");
            (NationalForm::Older, 13, code[10], [office, agency])
        } else {
            return None;
        };
        let after = part(code, dash + 1)?;
        let date = u64::from_le_bytes(*after) & DATE;
        let (serial, letter) = (&code[dash + 8..], letter.wrapping_sub(b'A'));
        let fits = Pairs::fit(office) && letter < 26 && after[6] == b'-' && is_serial(code, serial.len());
        fits.then_some(NationalCode { form, letter, office, date, serial })
    }

    /// The number of the agency, of 2600: `A00` is 0.
    #[inline]
    pub fn agency(&self) -> u32 {
        let [first, second] = self.office;
        let number = if self.form == NationalForm::Older { second.value(5) } else { first.value(1) };
        u32::from(self.letter) * 100 + number
    }

    /// The numbers of its units, two digits each.
    #[inline]
    pub fn groups(&self) -> u32 {
        let [first, second] = self.office;
        match self.form {
            NationalForm::Agency => first.value(4),
            NationalForm::Unit => first.value(4) * 100 + second.value(0),
            NationalForm::Older => {
                let before = (first.value(0) * 10 + first.value(2)) * 100 + first.value(4);
                before * 100 + second.value(1)
            }
        }
    }

    /// Year of the century, month and day of the month, of two digits each.
    #[inline]
    pub fn date(&self) -> [u32; 3] {
        let [y, year, m, month, d, day, ..] = self.date.to_le_bytes().map(|digit| u32::from(digit & 15));
        [y * 10 + year, m * 10 + month, d * 10 + day]
    }

    /// The code, which is written so, as another system writes it: the office in the newer form, the serial number without zeros
    /// before its four digits. `None` of one that is as short already.
    pub fn in_short(&self, written: &[u8]) -> Option<Vec<u8>> {
        let zeros = self.serial[..self.serial.len() - 4].iter().take_while(|digit| **digit == b'0').count();
        let before = &written[..written.len() - self.serial.len()];
        let office = match (self.form, before) {
            // 000.00.12.H37-250613-
            (NationalForm::Older, [b'0', b'0', b'0', b'.', b'0', b'0', b'.', rest @ ..]) => {
                Some([&rest[3..6], b".", &rest[..2], &rest[6..]].concat())
            }
            _ => None,
        };
        (zeros > 0 || office.is_some()).then(|| {
            let mut short = office.unwrap_or_else(|| before.to_vec());
            short.extend(&self.serial[zeros..]);
            short
        })
    }

    /// The digits of the date within, as [`sipas_core::Day::yymmdd`] has them.
    pub(crate) fn yymmdd(&self) -> u64 {
        self.date
    }
}

/// What the codes that are given out on one day look like.
#[derive(Debug, Clone, Copy)]
pub struct CodesOfDay {
    /// How those of an agency begin: 0 for the letter and all digits but the date's.
    begin: [u64; 2],
}

impl CodesOfDay {
    /// Those with the digits of that day, as [`sipas_core::Day::yymmdd`] has them.
    pub fn new(yymmdd: u64) -> CodesOfDay {
        let [first, second] = words_of(b"\x0000.00-\0\0\0\0\0\0-00");
        CodesOfDay { begin: [first | yymmdd << 56, second | yymmdd >> 8] }
    }

    /// Whether this is one of them.
    pub fn has(&self, code: &[u8]) -> bool {
        let [first, second] = self.begin;
        let yymmdd = (first >> 56 | second << 8) & DATE;
        NationalCode::shape(code).is_some_and(|code| code.date == yymmdd)
    }

    /// Whether it is one of an agency with a serial number of four to six digits, as most are.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "once a row")]
    pub fn has_usual(&self, code: &[u8]) -> bool {
        /// Lift all above the last letter, above 9 and above 0 to the top bit of their byte.
        const ABOVE: [[u8; 8]; 2] = [
            [0x66, 0x76, 0x76, 0x7f, 0x76, 0x76, 0x7f, 0x7f],
            [0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x76, 0x76],
        ];
        let (18..=20, Some(begin), Some(end)) = (code.len(), code.first_chunk(), code.last_chunk()) else {
            return false;
        };
        let [first, second] = words_of(begin);
        // Borrowed from the next byte, where it is no letter, it is above the last.
        let first = (first ^ self.begin[0]).wrapping_sub(u64::from(b'A'));
        let second = second ^ self.begin[1];
        // What stands before the last of the serial number's digits was looked at.
        let serial = u64::from(u32::from_le_bytes(*end) ^ u32::from_le_bytes([b'0'; 4]));
        let lift = |word: u64, by: u64| word | word.wrapping_add(by);
        let beyond = lift(first, u64::from_le_bytes(ABOVE[0]))
            | lift(second, u64::from_le_bytes(ABOVE[1]))
            | lift(serial, ABOVE_9);
        beyond & TOP == 0
    }
}

/// The six bytes of a date.
const DATE: u64 = (1 << 48) - 1;

#[inline]
fn part(code: &[u8], at: usize) -> Option<&[u8; 8]> {
    code.get(at..)?.first_chunk()
}

/// With a digit in the place of a letter.
#[inline]
fn without_letter(mut part: [u8; 8], at: usize) -> [u8; 8] {
    part[at] = b'0';
    part
}

/// Whether a code of 8 bytes or more ends with so many digits, four at least.
#[inline(always)]
#[allow(clippy::inline_always, reason = "as of what asks")]
fn is_serial(code: &[u8], length: usize) -> bool {
    match (code.last_chunk::<8>(), length) {
        // All of them at once: what stands before is shifted out.
        (Some(end), 4..=8) => {
            let shift = 64 - 8 * length;
            let digits = (u64::from_le_bytes(*end) ^ u64::from_le_bytes([b'0'; 8])) >> shift;
            (digits | digits.wrapping_add(ABOVE_9)) & TOP == 0
        }
        (_, 9..) => digits(&code[code.len() - length..]),
        _ => false,
    }
}

/// Lifts all above 9 to the top bit of its byte. A byte so large that it carries has that bit already.
const ABOVE_9: u64 = u64::from_le_bytes([0x76; 8]);
const TOP: u64 = u64::from_le_bytes([0x80; 8]);

fn digits(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes_that_were_taken_for_numbers_are_told() {
        for code in ["2.50613E+17", "2,50613E+17", "2.50613E17", "3E+15", "1.0e+16"] {
            assert!(has_lost_digits(code, CellKind::Text), "{code}");
        }
        for code in ["12E34", "H1.2E+15", "2.50613E+1700", "1E5", "E+17", "250613000123000000", "22.5E+17"] {
            assert!(!has_lost_digits(code, CellKind::Text), "{code}");
        }
        assert!(has_lost_digits("1000000000000000", CellKind::Number));
        assert!(!has_lost_digits("999999999999999", CellKind::Number));
        assert!(!has_lost_digits("12.000000000000001", CellKind::Number));
    }

    #[test]
    fn the_three_shapes_are_known() {
        let embedded = |code: &str| NationalCode::parse(code.as_bytes()).map(|code| code.yymmdd());
        for code in ["H37.12-250613-0001", "000.00.12.H37-250613-0001", "G12.34.56-250613-0001"] {
            assert_eq!(embedded(code), Some(u64::from_le_bytes(*b"250613\0\0")), "{code}");
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
            assert_eq!(embedded(code), None, "{code}");
        }
    }

    proptest! {
        #[test]
        fn codes_of_a_day_are_those_with_its_digits(
            code in "([A-Z][0-9]{2}\\.[0-9]{2}(\\.[0-9]{2})?|000\\.00\\.[0-9]{2}\\.[A-Z][0-9]{2})-25061[34]-[0-9]{3,8}",
            at in 0usize..22, byte in prop_oneof![Just(None), any::<u8>().prop_map(Some)],
        ) {
            let mut code = code.into_bytes();
            if let (Some(byte), Some(place)) = (byte, code.get_mut(at)) {
                *place = byte;
            }
            let yymmdd = u64::from_le_bytes(*b"250613\0\0");
            let is_of = NationalCode::parse(&code).is_some_and(|code| code.yymmdd() == yymmdd);
            prop_assert_eq!(CodesOfDay::new(yymmdd).has(&code), is_of);
            let is_usual = is_of && code[6] == b'-' && code.len() <= 20;
            prop_assert_eq!(CodesOfDay::new(yymmdd).has_usual(&code), is_usual);
        }
    }

    #[test]
    fn several_codes_are_told_from_one() {
        for several in [
            "H37.12-250609-0004; H37.12-250609-0099",
            "H37.12-250609-0004,H37.12-250609-0099",
            "H37.12-250609-0004\nH37.12-250609-0099",
            "H37.12-250609-0003 đến 0099",
            "H37.12-250609-0003 và H37.12-250609-0004",
            "H37.12-250609-0003 - H37.12-250609-0004",
            "00012501; 00012502",
        ] {
            assert!(has_several_codes(several), "{several}");
        }
        for one in [
            "H37.12-250609-0004",
            "H37.12-250609-\n0004",
            "000.00.12.H37-250613-0001",
            "2025 - 0001",
            "BN 12, 2025",
            "1234,5",
            "12345678\n9012",
            "HS 2025/0001",
        ] {
            assert!(!has_several_codes(one), "{one}");
        }
        assert_eq!(code_shape("H37.12-250613-0001"), "A9.9-9-9");
        assert_eq!(code_shape("Hồ sơ 7"), "A A 9");
    }

    #[test]
    fn totals_and_signatures_are_no_codes() {
        assert!(could_be_code("101001240734") && could_be_code("H37.12-250613-0001"));
        assert!(!could_be_code("Tổng cộng: 2 hồ sơ") && !could_be_code("Cộng") && !could_be_code(""));
        assert!(is_column_number("(12)") && !is_column_number("()") && !is_column_number("(a)"));
        assert!(
            is_column_number("(5)=(4)-(3)") && is_column_number("(6) = (2) + (3)") && !is_column_number("(1")
        );
    }
}
