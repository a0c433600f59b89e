//! The loop over 64 bytes at a time: plain bit arithmetic, whatever the masks were made with.
//!
//! A record is *ordinary* if its quotes stand where RFC 4180 has them. Then the bytes between an odd and the next even
//! quote are the quoted ones, and the delimiters and LFs outside are the ends of fields. What is not ordinary stops
//! the loop, so that the record is walked over byte by byte instead:
//!
//! - a quote that would open a field where none begins, such as that of `12"`: csv-core takes it as a letter. Up to
//!   the first such quote both agree on every byte, and after it nothing of this loop is used;
//! - a CR without LF, and a blank line, which is no record.
//!
//! Text after a closing quote, as in `"a"b`, stops nothing: it is part of the field, to csv-core too.

// Only what is inlined into a function with target features is compiled with them.
#![allow(clippy::inline_always)]

/// Where in 64 bytes each of the four kinds stands, the first byte lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Masks {
    pub(crate) quote: u64,
    pub(crate) delimiter: u64,
    pub(crate) lf: u64,
    pub(crate) cr: u64,
}

impl Masks {
    fn only(self, valid: u64) -> Masks {
        Masks {
            quote: self.quote & valid,
            delimiter: self.delimiter & valid,
            lf: self.lf & valid,
            cr: self.cr & valid,
        }
    }
}

/// What the loop carries from one word to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    /// The next word's place.
    pub(crate) at: usize,
    /// All ones inside quotes.
    quoted: u64,
    /// Whether a quote may open here: the byte before separates, or is a closing quote.
    may_open: u64,
    after_lf: u64,
    after_cr: u64,
}

impl State {
    /// At the start of a record.
    pub(crate) fn at_record(at: usize) -> State {
        State { at, quoted: 0, may_open: 1, after_lf: 1, after_cr: 0 }
    }
}

/// Why the loop stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// At the end of the block.
    End,
    /// Before the word that holds something that is not ordinary, at this place.
    Odd(usize),
    /// Before a word whose places might not have room.
    Room,
}

/// Growing lists of places, of which `fields` and `records` say how much is filled.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    /// The place right after each field.
    pub(crate) ends: Vec<u32>,
    /// How many fields there are up to each record's end.
    pub(crate) bounds: Vec<u32>,
    pub(crate) fields: usize,
    pub(crate) records: usize,
}

/// A word may have so many places; that a whole stride is always written costs nothing and mispredicts nothing.
pub(crate) const ROOM: usize = 64;

/// Fills in what it finds from `state.at` on, of the first `end` bytes of the block.
#[inline(always)]
pub(crate) fn run(
    block: &[u8],
    state: &mut State,
    found: &mut Positions,
    masks: impl Fn(&[u8; 64]) -> Masks,
    prefix_xor: impl Fn(u64) -> u64,
    flatten: impl Fn(u64, u32, &mut [u32; ROOM]),
) -> Stop {
    let mut next = *state;
    loop {
        let Masks { quote, delimiter, lf, cr } = match block[next.at..].first_chunk() {
            Some(word) => masks(word),
            None if next.at == block.len() => return Stop::End,
            None => {
                let rest = &block[next.at..];
                let mut word = [0; 64];
                word[..rest.len()].copy_from_slice(rest);
                masks(&word).only((1 << rest.len()) - 1)
            }
        };
        let (Some(ends), Some(bounds)) =
            (room(&mut found.ends, found.fields), room(&mut found.bounds, found.records))
        else {
            return Stop::Room;
        };

        // From each opening quote up to the byte before its closing one.
        let quoted = prefix_xor(quote) ^ next.quoted;
        let (line_ends, returns) = (lf & !quoted, cr & !quoted);
        let separators = delimiter & !quoted | line_ends;
        let closing = quote & !quoted;
        let may_open = (separators | closing) << 1 | next.may_open;
        let after_lf = line_ends << 1 | next.after_lf;
        let after_cr = returns << 1 | next.after_cr;
        let odd = quote & quoted & !may_open | after_lf & (lf | cr) | after_cr & !lf;
        if odd != 0 {
            return Stop::Odd(next.at + odd.trailing_zeros() as usize);
        }

        // The places fit, since blocks are no longer than u32 goes.
        #[allow(clippy::cast_possible_truncation)]
        let (base, fields) = (next.at as u32, found.fields as u32);
        flatten(separators, base, ends);
        bound(separators, line_ends, fields, bounds);
        found.fields += separators.count_ones() as usize;
        found.records += line_ends.count_ones() as usize;

        next = State {
            at: block.len().min(next.at + 64),
            quoted: (quoted.cast_signed() >> 63).cast_unsigned(),
            may_open: (separators | closing) >> 63,
            after_lf: line_ends >> 63,
            after_cr: returns >> 63,
        };
        *state = next;
    }
}

#[inline(always)]
fn room(list: &mut [u32], filled: usize) -> Option<&mut [u32; ROOM]> {
    list.get_mut(filled..)?.first_chunk_mut()
}

/// For each line end, how many separators there are up to it: `fields` before the word and those within.
#[inline(always)]
fn bound(separators: u64, mut line_ends: u64, fields: u32, bounds: &mut [u32; ROOM]) {
    let mut next = || {
        let up_to = line_ends ^ line_ends.wrapping_sub(1);
        line_ends &= line_ends.wrapping_sub(1);
        (fields + (separators & up_to).count_ones(), line_ends)
    };
    // Rarely does a record fit into 64 bytes twice: two are always written, the second mostly for nothing.
    let (first, _) = next();
    let (second, mut left) = next();
    (bounds[0], bounds[1]) = (first, second);
    for bound in &mut bounds[2..] {
        if left == 0 {
            break;
        }
        (*bound, left) = next();
    }
}

/// The places of the bits set, eight at a time.
#[inline(always)]
pub(crate) fn flatten(mut bits: u64, base: u32, ends: &mut [u32; ROOM]) {
    let count = bits.count_ones();
    let mut write = |ends: &mut [u32]| {
        for end in ends {
            // Past the last bit this is 64, which nobody reads.
            *end = base + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
    };
    write(&mut ends[..8]);
    if count > 8 {
        write(&mut ends[8..16]);
        if count > 16 {
            write(&mut ends[16..]);
        }
    }
}
