//! Codes as numbers: two codes are the same if, and only if, their numbers are.

use std::sync::LazyLock;

use sipas_core::Day;

use crate::dataset::texts::{Symbol, Texts};
use sipas_intake::grammar::{NationalCode, NationalForm};

/// A code as it is written, and its parts where it has the national shape.
#[derive(Debug, Clone, Copy)]
pub(in crate::dataset) struct Code<'c> {
    pub(in crate::dataset) written: &'c [u8],
    pub(in crate::dataset) national: Option<NationalCode<'c>>,
}

impl Code<'_> {
    pub(in crate::dataset) fn of(written: &[u8]) -> Code<'_> {
        Code { written, national: NationalCode::parse(written) }
    }
}

/// The number of a code: one of a national shape as what it is made of, any other as a place among texts.
///
/// The latter is only to be compared with others of the same [`Texts`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::dataset) struct CodeKey(u64);

/// Set in the number of a code that is a text.
const TEXT: u64 = 1 << 63;

/// How many agencies, pairs of groups and days there are, and serial numbers of four, five and six digits.
const AGENCIES: u64 = 26 * 100;
const GROUPS: u64 = 100 * 100;
const DAYS: u64 = 36_525;
const SERIALS: u64 = SERIAL_STARTS[2] + 1_000_000;
/// Where the serial numbers of so many digits begin.
const SERIAL_STARTS: [u64; 3] = [0, 10_000, 110_000];

/// The longest code with a number of its own has so many bytes.
const LONGEST: usize = "000.00.00.A00-000000-000000".len();

/// Day 0.
static FIRST_DAY: LazyLock<Day> = LazyLock::new(|| Day::from_ymd(2000, 1, 1).unwrap_or(Day::MIN));

impl CodeKey {
    /// The number of a code, which is kept among `others` if it has no number of its own.
    #[inline]
    pub(super) fn of(code: &Code<'_>, others: &mut Texts) -> CodeKey {
        match code.national.as_ref().and_then(pack) {
            Some(number) => CodeKey(number),
            None => CodeKey::text(others.intern(&String::from_utf8_lossy(code.written))),
        }
    }

    /// Makes the key of a national code of that day, in few steps where its form is usual.
    #[inline]
    pub(super) fn of_day(code: &[u8], day: Day, others: &mut Texts) -> CodeKey {
        match pack_usual(code, day) {
            Some(number) => CodeKey(number),
            None => CodeKey::of(&Code::of(code), others),
        }
    }

    /// The number of a code that has one of its own.
    pub(super) fn number_of(code: &Code<'_>) -> Option<u64> {
        code.national.as_ref().and_then(pack)
    }

    pub(super) fn text(symbol: Symbol) -> CodeKey {
        CodeKey(TEXT | u64::from(symbol.number()))
    }

    pub(super) fn symbol(self) -> Option<Symbol> {
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

    /// In which of seven ways it is written, as far as systems differ: 0 to 2 by the form of its office, plus 3 where its serial
    /// number has zeros before its last four digits; 6 as a text.
    pub(super) fn way(self) -> u32 {
        if self.0 & TEXT != 0 {
            return 6;
        }
        let serial = self.0 % SERIALS;
        let is_longer = (SERIAL_STARTS[1]..SERIAL_STARTS[1] + 10_000).contains(&serial)
            || (SERIAL_STARTS[2]..SERIAL_STARTS[2] + 100_000).contains(&serial);
        let form = self.0 / (SERIALS * DAYS * GROUPS * AGENCIES);
        u32::try_from(form).unwrap_or_default() + 3 * u32::from(is_longer)
    }

    /// The ways that another system writes in a shorter one, a bit each.
    pub(super) const LONGER: u32 = 0b11_1100;

    /// Moves the key to another store of texts, where its own texts have these symbols.
    pub(super) fn moved(self, symbols: &[Symbol]) -> CodeKey {
        self.symbol().map_or(self, |symbol| CodeKey::text(symbols[symbol.index()]))
    }

    /// The code as it is written.
    pub(super) fn written(self, others: &Texts) -> String {
        self.symbol().map_or_else(|| unpack(self.0), |symbol| others.get(symbol).to_owned())
    }
}

/// The number of an agency's code with a serial number of four to six digits, known to be one of that day.
#[inline]
fn pack_usual(code: &[u8], day: Day) -> Option<u64> {
    let digit = |place: usize| u64::from(code[place] & 15);
    let length @ 4..=6 = code.len().checked_sub(14)? else { return None };
    let day = u64::try_from(day.since(*FIRST_DAY)).ok().filter(|day| *day < DAYS)?;
    if code[6] != b'-' {
        return None;
    }
    let agency = u64::from(code[0].wrapping_sub(b'A')) * 100 + digit(1) * 10 + digit(2);
    let office = agency * GROUPS + digit(4) * 10 + digit(5);
    // The digits of the serial number behind noughts, then two and two of them as one.
    let digits = u64::from_le_bytes(*code.last_chunk()?) & 0x0f0f_0f0f_0f0f_0f0f & !0 << (64 - 8 * length);
    let pairs = digits.wrapping_mul(10) + (digits >> 8);
    let pair = |place: u32| pairs >> (16 * place) & 0xff;
    let serial = (pair(1) * 100 + pair(2)) * 100 + pair(3);
    Some((office * DAYS + day) * SERIALS + SERIAL_STARTS[length - 4] + serial)
}

/// The number of a national code with a serial number of four to six digits; `None` of any other. Of those of the older
/// shape only offices right below a province have one.
#[inline]
fn pack(code: &NationalCode<'_>) -> Option<u64> {
    let start = *SERIAL_STARTS.get(code.serial.len() - 4)?;
    let groups = u64::from(code.groups());
    if groups >= GROUPS || (code.form == NationalForm::Older && groups >= 100) {
        return None;
    }
    let [year, month, day] = code.date();
    let day = Day::from_ymd_opt(2000 + year.cast_signed(), month, day)?.since(*FIRST_DAY);
    let office = (code.form as u64 * AGENCIES + u64::from(code.agency())) * GROUPS + groups;
    let serial = code.serial.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
    Some((office * DAYS + u64::try_from(day).ok()?) * SERIALS + start + serial)
}

fn unpack(number: u64) -> String {
    let (number, serial) = (number / SERIALS, number % SERIALS);
    let (number, day) = (number / DAYS, number % DAYS);
    let (number, groups) = (number / GROUPS, number % GROUPS);
    let (shape, agency) = (number / AGENCIES, number % AGENCIES);
    let date = FIRST_DAY.plus(i32::try_from(day).unwrap_or_default()).yymmdd().to_le_bytes();
    let length = SERIAL_STARTS.iter().rposition(|start| serial >= *start).unwrap_or_default();

    // A list asks for all codes of a dataset.
    let mut code = Vec::with_capacity(LONGEST);
    let digits = |code: &mut Vec<u8>, mut number: u64, width: usize| {
        code.resize(code.len() + width, b'0');
        for digit in code.iter_mut().rev().take(width) {
            *digit += u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
    };
    if shape > 1 {
        code.extend(b"000.00.");
        digits(&mut code, groups, 2);
        code.push(b'.');
    }
    code.push(b'A' + u8::try_from(agency / 100).unwrap_or_default());
    digits(&mut code, agency, 2);
    if shape == 1 {
        code.push(b'.');
        digits(&mut code, groups / 100, 2);
    }
    if shape < 2 {
        code.push(b'.');
        digits(&mut code, groups, 2);
    }
    code.push(b'-');
    code.extend(&date[..6]);
    code.push(b'-');
    digits(&mut code, serial - SERIAL_STARTS[length], length + 4);
    String::from_utf8(code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(code: &str) -> Option<u64> {
        NationalCode::parse(code.as_bytes()).and_then(|code| pack(&code))
    }

    proptest! {
        #[test]
        fn a_code_is_what_its_number_says(
            code in "([A-Z][0-9]{2}\\.[0-9]{2}(\\.[0-9]{2})?|000\\.00\\.[0-9]{2}\\.[A-Z][0-9]{2})-[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])-[0-9]{4,6}"
        ) {
            prop_assert_eq!(unpack(packed(&code).unwrap()), code);
        }

        #[test]
        fn a_code_of_its_day_has_the_number_of_any(
            office in "[A-Z][0-9]{2}\\.[0-9]{2}(\\.[0-9]{2})?|000\\.00\\.[0-9]{2}\\.[A-Z][0-9]{2}",
            days in -4000i32..37_000,
            serial in "[0-9]{4,7}",
        ) {
            let day = FIRST_DAY.plus(days);
            let date = String::from_utf8(day.yymmdd().to_le_bytes()[..6].to_vec()).unwrap();
            let (code, mut others) = (format!("{office}-{date}-{serial}"), Texts::default());
            let key = CodeKey::of_day(code.as_bytes(), day, &mut others);
            prop_assert_eq!(key, CodeKey::of(&Code::of(code.as_bytes()), &mut others));
        }

        #[test]
        fn a_code_of_any_shape_reads_back(code in "[AH0-9.-]{1,24}|\\PC{1,12}|[H0]00?[.0-]{0,7}[0-9]{0,6}-0[0-9]{3,8}") {
            let mut others = Texts::default();
            let key = CodeKey::of(&Code::of(code.as_bytes()), &mut others);
            prop_assert_eq!(key.written(&others), code.clone());
            prop_assert_eq!(CodeKey::of(&Code::of(code.as_bytes()), &mut others), key);
        }
    }

    #[test]
    fn days_that_do_not_exist_and_long_serial_numbers_are_texts() {
        for code in
            ["H37.12-250229-0001", "H37.12-250613-0000001", "001.00.12.H37-250613-0001", "H37.12-250613-001"]
        {
            assert_eq!(packed(code), None, "{code}");
        }
        let highest = packed("000.00.99.Z99-991231-999999").unwrap();
        assert!(highest < 1 << 62);
    }
}
