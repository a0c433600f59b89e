//! Numbers and texts to bytes, and back. What a state consists of is written down once, for both ways.

use super::{PartialError, VERSION};

/// More than every count that there can be. Held against it, damaged or forged counts cannot overflow a sum.
const TOO_MANY: u64 = 1 << 36;

/// Goes through a state: writing, it leaves everything as it is; reading, it puts everything in.
pub(super) trait Io {
    /// Whether this way is in.
    const READS: bool;

    /// The version of the format. Written is always the newest.
    fn version(&self) -> u8 {
        VERSION
    }

    /// A number, as long as it needs to be: seven bits a byte, the least first.
    fn number(&mut self, n: &mut u64) -> Result<(), PartialError>;

    /// Eight bytes, the least first.
    fn hash(&mut self, n: &mut u64) -> Result<(), PartialError>;

    /// The number of its bytes, and they, in UTF-8.
    fn text(&mut self, text: &mut String) -> Result<(), PartialError>;

    /// A number of 32 bits.
    fn small(&mut self, n: &mut u32) -> Result<(), PartialError> {
        let mut wide = u64::from(*n);
        self.number(&mut wide)?;
        *n = u32::try_from(wide).map_err(|_| PartialError::Malformed("a number"))?;
        Ok(())
    }

    /// One of what is known, by its place.
    fn choice<T: Copy + PartialEq>(&mut self, value: &mut T, known: &[T]) -> Result<(), PartialError> {
        let mut at = known.iter().position(|one| one == value).unwrap_or_default() as u64;
        self.number(&mut at)?;
        let found = usize::try_from(at).ok().and_then(|at| known.get(at));
        *value = *found.ok_or(PartialError::Malformed("a setting"))?;
        Ok(())
    }

    /// How many there are, and each. Reading, room is made for what was read and not for what was announced.
    fn list<T>(
        &mut self,
        list: &mut Vec<T>,
        blank: impl Fn() -> T,
        mut each: impl FnMut(&mut Self, &mut T) -> Result<(), PartialError>,
    ) -> Result<(), PartialError> {
        let mut length = list.len() as u64;
        self.number(&mut length)?;
        if !Self::READS {
            return list.iter_mut().try_for_each(|one| each(self, one));
        }
        list.clear();
        for _ in 0..length {
            let mut one = blank();
            each(self, &mut one)?;
            list.push(one);
        }
        Ok(())
    }
}

/// To bytes.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Io for Writer {
    const READS: bool = false;

    fn number(&mut self, n: &mut u64) -> Result<(), PartialError> {
        let mut rest = *n;
        while rest >= 0x80 {
            self.0.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        self.0.push(rest.to_le_bytes()[0]);
        Ok(())
    }

    fn hash(&mut self, n: &mut u64) -> Result<(), PartialError> {
        self.0.extend(n.to_le_bytes());
        Ok(())
    }

    fn text(&mut self, text: &mut String) -> Result<(), PartialError> {
        self.number(&mut (text.len() as u64))?;
        self.0.extend(text.as_bytes());
        Ok(())
    }
}

/// From bytes of a version, that may be anything.
#[derive(Debug)]
pub(super) struct Reader<'b>(pub(super) &'b [u8], pub(super) u8);

impl Reader<'_> {
    fn take(&mut self, n: usize) -> Result<&[u8], PartialError> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(PartialError::Malformed("an end"))?;
        self.0 = rest;
        Ok(taken)
    }
}

impl Io for Reader<'_> {
    const READS: bool = true;

    fn version(&self) -> u8 {
        self.1
    }

    fn number(&mut self, n: &mut u64) -> Result<(), PartialError> {
        *n = 0;
        for shift in (0..36).step_by(7) {
            let byte = self.take(1)?[0];
            *n |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                // Of one number there is one form.
                let spare = byte == 0 && shift > 0;
                return if spare || *n >= TOO_MANY {
                    Err(PartialError::Malformed("a number"))
                } else {
                    Ok(())
                };
            }
        }
        Err(PartialError::Malformed("a number"))
    }

    fn hash(&mut self, n: &mut u64) -> Result<(), PartialError> {
        let bytes = self.take(8)?.try_into().map_err(|_| PartialError::Malformed("an end"))?;
        *n = u64::from_le_bytes(bytes);
        Ok(())
    }

    fn text(&mut self, text: &mut String) -> Result<(), PartialError> {
        let mut length = 0;
        self.number(&mut length)?;
        let length = usize::try_from(length).map_err(|_| PartialError::Malformed("a text"))?;
        let bytes = self.take(length)?;
        let read = std::str::from_utf8(bytes).map_err(|_| PartialError::Malformed("a text"))?;
        read.clone_into(text);
        Ok(())
    }
}

/// The 64-bit FNV-1a hash: the same on every machine, in every version. It tells damage, not forgery.
///
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, The FNV non-cryptographic hash algorithm.
pub fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
