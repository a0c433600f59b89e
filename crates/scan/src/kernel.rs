//! The loop over 64 bytes, one word, at a time: plain bit arithmetic, whatever the masks are made with.
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
}

impl State {
    const AT_RECORD: State = State { quoted: 0, may_open: 1, after_lf: 1, after_cr: 0, quoted_crs: 0 };
}

/// How far the loop came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// To the end; whether all line ends could be told by their LFs.
    Through(bool),
    /// To a byte at this place that is not ordinary.
    Odd(usize),
}

/// What is found: lists of places, of which `fields` and `records` say how much is filled.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    /// The place right after each field.
    pub(crate) ends: Vec<u32>,
    /// How many fields there are up to each record's end.
    pub(crate) bounds: Vec<u32>,
    /// How many LFs there are up to each record's end, from where the run began.
    pub(crate) lfs: Vec<u32>,
    pub(crate) fields: usize,
    pub(crate) records: usize,
    /// How many LFs there were in all.
    pub(crate) all_lfs: u32,
    /// How many line ends come before the run, where that went through the whole block and its LFs tell all line ends.
    pub(crate) before: Option<u32>,
}

/// A word may have so many places.
pub(crate) const ROOM: usize = 64;

/// So many words are looked at before their places are written: two loops with little to keep in mind each are faster
/// than one with much.
pub(crate) const BATCH: usize = 32;

/// The separators of a word, the line ends among them, and all LFs.
pub(crate) type Kept = (u64, u64, u64);

/// Fills in what it finds from the start of a record on, up to the word with the first byte that is not ordinary, and
/// says where that is. The lists must have room for one field a byte and half as many records, and a word's more.
///
/// `look` and `write` are those below, with the masks of one path.
#[inline(always)]
pub(crate) fn run(
    block: &[u8],
    start: usize,
    found: &mut Positions,
    look: impl Fn(&[[u8; 64]], &mut State, &mut [Kept; BATCH]) -> (usize, u64),
    write: impl Fn(&[Kept], usize, &mut Positions),
) -> Run {
    let (mut state, mut kept, mut at) = (State::AT_RECORD, [(0, 0, 0); BATCH], start);
    found.all_lfs = 0;
    let (words, rest) = block[start..].as_chunks();
    // No delimiter and no part of a line end is NUL.
    let mut last = [0; 64];
    last[..rest.len()].copy_from_slice(rest);
    let last = if rest.is_empty() { &[][..] } else { std::slice::from_ref(&last) };
    for batch in words.chunks(BATCH).chain([last]) {
        let (filled, odd) = look(batch, &mut state, &mut kept);
        write(&kept[..filled], at, found);
        at += filled * 64;
        if odd != 0 {
            return Run::Odd(at + odd.trailing_zeros() as usize);
        }
    }
    // The last byte may be a CR by itself too.
    Run::Through(state.quoted_crs | state.after_cr == 0)
}

/// Looks at words until one holds what is not ordinary: how many were looked at before, and what that is.
#[inline(always)]
pub(crate) fn look(
    words: &[[u8; 64]],
    state: &mut State,
    kept: &mut [Kept; BATCH],
    masks: impl Fn(&[u8; 64]) -> Masks,
    prefix_xor: impl Fn(u64) -> u64,
) -> (usize, u64) {
    let State { mut quoted, mut may_open, mut after_lf, mut after_cr, mut quoted_crs } = *state;
    for (index, (word, kept)) in words.iter().zip(kept).enumerate() {
        let Masks { quote, delimiter, lf, cr } = masks(word);
        // From each opening quote up to the byte before its closing one.
        quoted ^= prefix_xor(quote);
        let (line_ends, returns) = (lf & !quoted, cr & !quoted);
        let separators = (delimiter & !quoted) | line_ends;
        let openers = (quote & !quoted) | separators;
        may_open |= openers << 1;
        after_lf |= line_ends << 1;
        after_cr |= returns << 1;
        let odd = (quote & quoted & !may_open) | (after_lf & (line_ends | returns)) | (after_cr & !lf);
        if odd != 0 {
            return (index, odd);
        }
        *kept = (separators, line_ends, lf);
        quoted_crs |= cr & quoted;
        quoted = (quoted.cast_signed() >> 63).cast_unsigned();
        (may_open, after_lf, after_cr) = (openers >> 63, line_ends >> 63, returns >> 63);
    }
    *state = State { quoted, may_open, after_lf, after_cr, quoted_crs };
    (words.len(), 0)
}

/// Writes the places of the separators, and for each line end which of them it is and how many LFs there are up to it.
#[inline(always)]
pub(crate) fn write(
    kept: &[Kept],
    at: usize,
    found: &mut Positions,
    flatten: impl Fn(u64, u32, &mut [u32; ROOM]),
) {
    // The places fit, since blocks are no longer than u32 goes.
    #[allow(clippy::cast_possible_truncation)]
    let mut base = at as u32;
    let (mut fields, mut records, mut before) = (found.fields, found.records, found.all_lfs);
    let (ends, bounds, lfs) = (&mut found.ends[..], &mut found.bounds[..], &mut found.lfs[..]);
    for (separators, line_ends, lf) in kept.iter().copied() {
        flatten(separators, base, room(ends, fields));
        #[allow(clippy::cast_possible_truncation)]
        let counts = [(separators, fields as u32, room(bounds, records)), (lf, before, room(lfs, records))];
        bound(line_ends, counts);
        before += lf.count_ones();
        fields += separators.count_ones() as usize;
        records += line_ends.count_ones() as usize;
        base += 64;
    }
    (found.fields, found.records, found.all_lfs) = (fields, records, before);
}

#[inline(always)]
fn room(list: &mut [u32], filled: usize) -> &mut [u32; ROOM] {
    list[filled..].first_chunk_mut().expect("the lists have room for all that a block can hold")
}

/// For each line end, how many of some bits there are up to it: those before the word, and those within.
#[inline(always)]
fn bound(mut line_ends: u64, counts: [(u64, u32, &mut [u32; ROOM]); 2]) {
    let [(separators, fields, bounds), (lf, before, lfs)] = counts;
    // The first is always written, mostly for nothing, lest the processor guess; a second in 64 bytes is rare.
    for (bound, lfs) in bounds.iter_mut().zip(lfs) {
        let up_to = line_ends ^ line_ends.wrapping_sub(1);
        *bound = fields + (separators & up_to).count_ones();
        *lfs = before + (lf & up_to).count_ones();
        line_ends &= line_ends.wrapping_sub(1);
        if line_ends == 0 {
            break;
        }
    }
}

/// The places of the bits set: eight are always written, lest the processor guess how many there are.
#[inline(always)]
pub(crate) fn flatten(mut bits: u64, base: u32, ends: &mut [u32; ROOM]) {
    let (eights, _) = ends.as_chunks_mut::<8>();
    for eight in eights {
        for end in eight {
            // Past the last bit this is 64, which nobody reads.
            *end = base + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        if bits == 0 {
            break;
        }
    }
}
