//! The loop over 64 bytes, one word, at a time: plain bit arithmetic, whatever the masks are made with.
//!
//! A record is *ordinary* if its quotes stand where RFC 4180 has them. Then the bytes between an odd and the next even
//! quote are the quoted ones, and the delimiters and LFs outside are the ends of fields. What is not ordinary stops
//! the loop, so that the record is walked over byte by byte instead:
//!
//! - a quote that would open a field where none begins, such as that of `12"`: csv-core takes it as a letter. Up to
//!   the first such quote both agree on every byte, and after it nothing of this loop is used;
//! - a CR without LF, and a blank line, which is no record. Most files have neither CRs nor blank lines, and what is
//!   *careless* does not heed them: it is for others to see that there are none.
//!
//! Text after a closing quote, as in `"a"b`, stops nothing: it is part of the field, to csv-core too.

// Only what is inlined into a function with target features is compiled with them.
#![allow(clippy::inline_always)]

/// Where in 64 bytes what matters stands, the first byte lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Masks {
    pub(crate) quote: u64,
    pub(crate) lf: u64,
    pub(crate) cr: u64,
    /// Quotes, LFs and delimiters.
    pub(crate) any: u64,
}

/// What the loop carries from one word to the next.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State {
    /// All ones inside quotes.
    quoted: u64,
    /// Whether a quote may open here: the byte before separates, or is a closing quote.
    may_open: u64,
    after_lf: u64,
    after_cr: u64,
    /// Not 0 if there was a CR inside quotes, which may be a line end by itself.
    quoted_crs: u64,
    /// Whether CRs and blank lines are heeded, on a path that begins without.
    pub(crate) careful: bool,
    /// How many LFs there were in all.
    lfs: u32,
    /// How many of them end records.
    line_ends: u32,
}

impl State {
    fn at_record(careful: bool) -> State {
        State {
            quoted: 0,
            may_open: 1,
            after_lf: 1,
            after_cr: 0,
            quoted_crs: 0,
            careful,
            lfs: 0,
            line_ends: 0,
        }
    }
}

/// How far the loop came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// To the end.
    Through(Lines),
    /// To a byte at this place that is not ordinary.
    Odd(usize),
}

/// What a run that came through knows of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lines {
    /// How many LFs there are.
    pub(crate) lfs: u32,
    /// How many of them end records.
    pub(crate) line_ends: u32,
    /// Whether a CR may be a line end by itself, so that LFs do not tell them all.
    pub(crate) lone_crs: bool,
}

/// What is found: lists of places, of which `fields` and `records` say how much is filled.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    /// The place right after each field, all of them behind the one before the first field.
    pub(crate) ends: Vec<u32>,
    /// How many fields there are up to each record's end.
    pub(crate) bounds: Vec<u32>,
    pub(crate) fields: usize,
    pub(crate) records: usize,
    /// How many fields each record has, where all of them were found in one run; 0 where that is not known.
    pub(crate) width: usize,
    /// The lines of the run, and how many line ends come before it, where that went through the whole block and its LFs
    /// tell all line ends.
    pub(crate) lines: Option<(Lines, u32)>,
}

/// A word may have so many places.
pub(crate) const ROOM: usize = 64;

/// How many words are looked at before their places are written: two loops with little to keep in mind each are faster
/// than one with much.
pub(crate) const BATCH: usize = 32;

/// Fills in the places where fields end that it finds from the start of a record on, up to the word with the first byte
/// that is not ordinary, and says where that is.
///
/// `look` and `write` are those below, with the masks of one path.
#[inline(always)]
pub(crate) fn run(
    block: &[u8],
    start: usize,
    careful: bool,
    found: &mut Positions,
    look: impl Fn(&[[u8; 64]], &mut State, &mut [u64; BATCH]) -> (usize, u64),
    write: impl Fn(&[u64], usize, &mut Positions),
) -> Run {
    let (mut state, mut separators, mut at) = (State::at_record(careful), [0; BATCH], start);
    let (words, rest) = block[start..].as_chunks();
    // No delimiter and no part of a line end is NUL.
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    let last = if rest.is_empty() { &[][..] } else { std::slice::from_ref(&last) };
    for batch in words.chunks(BATCH).chain([last]) {
        let (filled, odd) = look(batch, &mut state, &mut separators);
        found.make_room(filled * 64);
        write(&separators[..filled], at, found);
        at += filled * 64;
        if odd != 0 {
            return Run::Odd(at + odd.trailing_zeros() as usize);
        }
    }
    let State { lfs, line_ends, .. } = state;
    // The last byte may be a CR by itself too.
    Run::Through(Lines { lfs, line_ends, lone_crs: state.quoted_crs | state.after_cr != 0 })
}

/// Looks at words until one holds what is not ordinary: how many were looked at before, and what that is. Of a word that
/// is, it keeps the separators. If not `CAREFUL` there must be no CR, before these words and within, and no blank line.
#[inline(always)]
pub(crate) fn look<const CAREFUL: bool>(
    words: &[[u8; 64]],
    state: &mut State,
    kept: &mut [u64; BATCH],
    mut masks: impl FnMut(&[u8; 64]) -> Masks,
    prefix_xor: impl Fn(u64) -> u64,
) -> (usize, u64) {
    let State {
        mut quoted, mut may_open, mut after_lf, mut quoted_crs, careful, mut lfs, mut line_ends, ..
    } = *state;
    let mut after_cr = if CAREFUL { state.after_cr } else { 0 };
    for (index, (word, kept)) in words.iter().zip(kept).enumerate() {
        let Masks { quote, any, lf, cr } = masks(word);
        let cr = if CAREFUL { cr } else { 0 };
        // From each opening quote up to the byte before its closing one.
        quoted ^= prefix_xor(quote);
        let (ends, returns) = (lf & !quoted, cr & !quoted);
        let openers = any & !quoted;
        may_open |= openers << 1;
        after_lf |= ends << 1;
        after_cr |= returns << 1;
        let lines = if CAREFUL { (after_lf & (ends | returns)) | (after_cr & !lf) } else { 0 };
        let odd = (quote & quoted & !may_open) | lines;
        if odd != 0 {
            return (index, odd);
        }
        *kept = openers & !quote;
        lfs += lf.count_ones();
        line_ends += ends.count_ones();
        quoted_crs |= cr & quoted;
        quoted = (quoted.cast_signed() >> 63).cast_unsigned();
        (may_open, after_lf, after_cr) = (openers >> 63, ends >> 63, returns >> 63);
    }
    *state = State { quoted, may_open, after_lf, after_cr, quoted_crs, careful, lfs, line_ends };
    (words.len(), 0)
}

/// Writes the places of the separators.
#[inline(always)]
pub(crate) fn write(
    separators: &[u64],
    at: usize,
    found: &mut Positions,
    flatten: impl Fn(u64, u64, &mut [u32; ROOM]),
) {
    let mut base = at as u64 * TWICE;
    let (mut fields, ends) = (found.fields, &mut found.ends[1..]);
    for separators in separators.iter().copied() {
        let ends = ends[fields..].first_chunk_mut();
        flatten(separators, base, ends.expect("room was made"));
        fields += separators.count_ones() as usize;
        base += 64 * TWICE;
    }
    found.fields = fields;
}

/// Makes two places of one in a word: each has half of it, since blocks are no longer than u32 goes.
const TWICE: u64 = 1 << 32 | 1;

/// The places of the bits set, from where the word begins, [`TWICE`]: six are always written, lest the processor guess how many
/// there are. Few words of an export hold more. They are written two by two, since most of the time would go into stores.
#[inline(always)]
pub(crate) fn flatten(mut bits: u64, base: u64, ends: &mut [u32; ROOM]) {
    let mut next = || {
        // Past the last bit this is 64, which nobody reads.
        let place = u64::from(bits.trailing_zeros());
        bits &= bits.wrapping_sub(1);
        (place, bits != 0)
    };
    let mut two = |pair: &mut [u32; 2]| {
        let ((first, _), (second, more)) = (next(), next());
        *pair = halves(base + (second << 32) + first);
        more
    };
    let (pairs, _) = ends.as_chunks_mut();
    let (first, rest) = pairs.split_at_mut(3);
    let mut more = true;
    for pair in first {
        more = two(pair);
    }
    for pair in rest {
        if !more {
            break;
        }
        more = two(pair);
    }
}

impl Positions {
    /// Forgets all, for a block whose first field begins there.
    pub(crate) fn clear(&mut self, first: usize) {
        (self.fields, self.records, self.width, self.lines) = (0, 0, 0, None);
        self.make_room(0);
        self.ends[0] = as_u32(first.wrapping_sub(1));
    }

    /// For so many fields more, and what is written behind the last of them.
    pub(crate) fn make_room(&mut self, fields: usize) {
        grow(&mut self.ends, self.fields + fields + 1 + ROOM);
    }

    /// How many fields the whole records have.
    pub(crate) fn bounded(&self) -> usize {
        self.records.checked_sub(1).map_or(0, |last| self.bounds[last] as usize)
    }

    /// Tells which of the fields behind the whole records are the last of theirs: those that a LF ends. How many there are
    /// is known where a run came through. Fields of a record that is not whole are left out, to be found again.
    ///
    /// Whether it is sure that no blank line is among these records: all have two fields or more.
    pub(crate) fn bound(&mut self, block: &[u8], line_ends: Option<u32>) -> bool {
        let first = self.bounded();
        grow(&mut self.bounds, self.records + self.fields - first);
        let ends = &self.ends[1..][first..self.fields];
        let is_last = |end: &u32| block.get(*end as usize) == Some(&b'\n');
        let width = ends.iter().position(is_last).map_or(usize::MAX, |place| place + 1);
        let lasts = || ends.chunks_exact(width).map(|ends| &ends[width - 1]);
        let places = line_ends.map_or(0, |line_ends| line_ends as usize);
        let is_regular = places * width <= ends.len() && places > 0 && lasts().take(places).all(is_last);
        if is_regular {
            // As many as there are, so that there is no other.
            for (record, bound) in self.bounds[self.records..][..places].iter_mut().enumerate() {
                *bound = as_u32(first + (record + 1) * width);
            }
            self.width = if self.records == 0 { width } else { 0 };
            self.records += places;
            self.fields = first + places * width;
        } else {
            for place in (0..ends.len()).filter(|place| is_last(&ends[*place])) {
                self.bounds[self.records] = as_u32(first + place + 1);
                self.records += 1;
            }
            self.width = 0;
            self.fields = self.bounded();
        }
        line_ends == Some(0) || is_regular && width > 1
    }

    /// Forgets the records behind the first so many.
    pub(crate) fn cut(&mut self, records: usize) {
        self.records = records;
        self.fields = self.bounded();
    }

    /// Adds the place where a field of a record ends that is walked over.
    pub(crate) fn push_end(&mut self, end: usize) {
        self.make_room(1);
        self.fields += 1;
        self.ends[self.fields] = as_u32(end);
    }

    /// Ends such a record.
    pub(crate) fn push_bound(&mut self) {
        grow(&mut self.bounds, self.records + 1);
        self.bounds[self.records] = as_u32(self.fields);
        self.records += 1;
        self.width = 0;
    }
}

/// Makes a list so long at least.
#[inline]
fn grow(list: &mut Vec<u32>, length: usize) {
    if list.len() < length {
        list.resize(length.next_power_of_two(), 0);
    }
}

/// The two places in a word, the first one lowest.
#[inline(always)]
#[allow(clippy::cast_possible_truncation)]
fn halves(places: u64) -> [u32; 2] {
    [places as u32, (places >> 32) as u32]
}

/// A place in a block, which is shorter than 32 bits count; what is before its first byte, come round.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn as_u32(place: usize) -> u32 {
    place as u32
}
