/// Eight bytes of a fixed form, read as pairs of digits all at once.
///
/// ```
/// use sipas_scan::Pairs;
///
/// let date = Pairs::read(b"2025-06-", *b"0000-00-");
/// assert!(date.fits());
/// assert_eq!((date.value(0), date.value(2), date.value(5)), (20, 25, 6));
/// assert!(!Pairs::read(b"2025/06-", *b"0000-00-").fits());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairs {
    values: u64,
    /// Not 0 where something else stands than the form has.
    odd: u64,
}

const TOP: u64 = 0x8080_8080_8080_8080;

impl Pairs {
    /// Reads eight bytes by a form: 0 is any digit, all else is itself.
    #[inline]
    pub fn read(bytes: &[u8; 8], form: [u8; 8]) -> Pairs {
        // Lifts all above 9 to the top bit.
        const ABOVE_9: u64 = 0x7676_7676_7676_7676;
        let digits = u64::from_le_bytes(*bytes) ^ u64::from_le_bytes(form);
        let fixed = u64::from_le_bytes(form.map(|byte| if byte == b'0' { 0 } else { 0xff }));
        let odd = ((digits | digits.wrapping_add(ABOVE_9)) & TOP) | (digits & fixed);
        Pairs { values: digits.wrapping_mul(10).wrapping_add(digits >> 8), odd }
    }

    /// Requires the numbers at the places of `limits` that are not 0 to be below these.
    #[inline]
    #[must_use]
    pub fn below(self, limits: [u8; 8]) -> Pairs {
        // The numbers of pairs that fit are at most 99, so that nothing is carried from one place to the next.
        let lifts = u64::from_le_bytes(limits.map(|limit| if limit == 0 { 0 } else { 0x80 - limit }));
        Pairs { odd: self.odd | (self.values.wrapping_add(lifts) & TOP), ..self }
    }

    /// Whether digits stand where the form has 0, and elsewhere what it has there.
    #[inline]
    pub fn fits(self) -> bool {
        self.odd == 0
    }

    /// Whether all of these do.
    #[inline]
    pub fn fit<const N: usize>(all: [Pairs; N]) -> bool {
        all.iter().fold(0, |odd, pairs| odd | pairs.odd) == 0
    }

    /// The number of the two digits at this place and the next.
    #[inline]
    pub fn value(self, at: usize) -> u32 {
        u32::from(self.values.to_le_bytes()[at])
    }
}
