//! Codes as numbers: two codes are the same if, and only if, their numbers are.

use std::sync::LazyLock;

use sipas_core::Day;
use sipas_scan::Pairs;

use crate::dataset::texts::{Symbol, Texts};

/// The number of a code: one of a national shape as what it is made of, any other as a place among texts.
///
/// The latter is only to be compared with others of the same [`Texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CodeKey(u64);

/// Set in the number of a code that is a text.
const TEXT: u64 = 1 << 63;

/// How many agencies, pairs of groups and days there are, and serial numbers of four, five and six digits.
const AGENCIES: u64 = 26 * 100;
const GROUPS: u64 = 100 * 100;
const DAYS: u64 = 36_525;
const SERIALS: u64 = SERIAL_STARTS[2] + 1_000_000;
/// Where the serial numbers of so many digits begin.
const SERIAL_STARTS: [u64; 3] = [0, 10_000, 110_000];

/// Day 0.
static FIRST_DAY: LazyLock<Day> = LazyLock::new(|| Day::from_ymd(2000, 1, 1).unwrap_or(Day::MIN));

impl CodeKey {
    /// The number of a code, which is kept among `others` if it has no number of its own.
    #[inline]
    pub(super) fn of(code: &[u8], others: &mut Texts) -> CodeKey {
        match pack(code) {
            Some(number) => CodeKey(number),
            None => CodeKey::text(others.intern(&String::from_utf8_lossy(code))),
        }
    }

    fn text(symbol: Symbol) -> CodeKey {
        CodeKey(TEXT | u64::from(symbol.number()))
    }

    fn symbol(self) -> Option<Symbol> {
        (self.0 & TEXT != 0).then(|| Symbol::at(u32::try_from(self.0 ^ TEXT).unwrap_or(u32::MAX)))
    }

    /// The code of a number that [`CodeKey::number`] gave.
    pub(super) fn from_number(number: u64) -> CodeKey {
        CodeKey(number)
    }

    /// The number itself.
    pub(super) fn number(self) -> u64 {
        self.0
    }

    /// The same code where other texts are kept, in which its own have these symbols.
    pub(super) fn moved(self, symbols: &[Symbol]) -> CodeKey {
        self.symbol().map_or(self, |symbol| CodeKey::text(symbols[symbol.index()]))
    }

    /// The code as it is written.
    pub(super) fn written(self, others: &Texts) -> String {
        self.symbol().map_or_else(|| unpack(self.0), |symbol| others.get(symbol).to_owned())
    }
}

/// The number of a code of the shapes `H37.12-250613-0001`, `H37.12.34-250613-0001` and
/// `000.00.12.H37-250613-0001`, the serial number of four to six digits; `None` of any other.
#[inline]
fn pack(code: &[u8]) -> Option<u64> {
    let dash = [6, 9, 13].into_iter().position(|at| code.get(at) == Some(&b'-'))?;
    let (office, rest) = code.split_at_checked([6, 9, 13][dash])?;
    let (agency, groups) = match (dash, office) {
        // Of the older shape only offices right below a province.
        (0, [agency @ .., b'.', a, b])
        | (2, [b'0', b'0', b'0', b'.', b'0', b'0', b'.', a, b, b'.', agency @ ..]) => (agency, pair(*a, *b)?),
        (1, [agency @ .., b'.', a, b, b'.', c, d]) => (agency, pair(*a, *b)? * 100 + pair(*c, *d)?),
        _ => return None,
    };
    let agency = match agency {
        [letter @ b'A'..=b'Z', a, b] => u64::from(letter - b'A') * 100 + pair(*a, *b)?,
        _ => return None,
    };
    // The dash, the date, another dash and a serial number of at least one digit.
    let (date, digits) = rest[1..].split_first_chunk::<8>()?;
    let first = Pairs::read(date, *b"000000-0");
    let start = *SERIAL_STARTS.get(digits.len().checked_sub(3)?)?;
    if !first.fit || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = 2000 + first.value(0).cast_signed();
    let day = Day::from_ymd(year, first.value(2), first.value(4)).ok()?.since(*FIRST_DAY);
    let serial =
        date[7..].iter().chain(digits).fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
    let number = ((dash as u64 * AGENCIES + agency) * GROUPS + groups) * DAYS + u64::try_from(day).ok()?;
    Some(number * SERIALS + start + serial)
}

#[inline]
fn pair(tens: u8, ones: u8) -> Option<u64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u64::from(tens * 10 + ones))
}

fn unpack(number: u64) -> String {
    let (number, serial) = (number / SERIALS, number % SERIALS);
    let (number, day) = (number / DAYS, number % DAYS);
    let (number, groups) = (number / GROUPS, number % GROUPS);
    let (shape, agency) = (number / AGENCIES, number % AGENCIES);
    let letter = char::from(b'A' + u8::try_from(agency / 100).unwrap_or_default());
    let (agency, groups) = (format!("{letter}{:02}", agency % 100), (groups / 100, groups % 100));
    let office = match shape {
        0 => format!("{agency}.{:02}", groups.1),
        1 => format!("{agency}.{:02}.{:02}", groups.0, groups.1),
        _ => format!("000.00.{:02}.{agency}", groups.1),
    };
    let date = FIRST_DAY.plus(i32::try_from(day).unwrap_or_default()).yymmdd();
    let length = SERIAL_STARTS.iter().rposition(|start| serial >= *start).unwrap_or_default();
    let (serial, width) = (serial - SERIAL_STARTS[length], length + 4);
    format!("{office}-{date:06}-{serial:0width$}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_is_what_its_number_says(
            code in "([A-Z][0-9]{2}\\.[0-9]{2}(\\.[0-9]{2})?|000\\.00\\.[0-9]{2}\\.[A-Z][0-9]{2})-[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])-[0-9]{4,6}"
        ) {
            prop_assert_eq!(unpack(pack(code.as_bytes()).unwrap()), code);
        }

        #[test]
        fn a_code_of_any_shape_reads_back(code in "[AH0-9.-]{1,24}|\\PC{1,12}|[H0]00?[.0-]{0,7}[0-9]{0,6}-0[0-9]{3,8}") {
            let mut others = Texts::default();
            let key = CodeKey::of(code.as_bytes(), &mut others);
            prop_assert_eq!(key.written(&others), code.clone());
            prop_assert_eq!(CodeKey::of(code.as_bytes(), &mut others), key);
        }
    }

    #[test]
    fn days_that_do_not_exist_and_long_serial_numbers_are_texts() {
        for code in
            ["H37.12-250229-0001", "H37.12-250613-0000001", "001.00.12.H37-250613-0001", "H37.12-250613-001"]
        {
            assert_eq!(pack(code.as_bytes()), None, "{code}");
        }
        let highest = pack(b"000.00.99.Z99-991231-999999").unwrap();
        assert!(highest < 1 << 62);
    }
}
