//! One record at a time, byte by byte: exactly what csv-core does, on places instead of copies.

use crate::{Dialect, Ending};

/// The next place at or after `at` that is no line end: where a record begins, blank lines being none.
#[inline]
pub(crate) fn skip_blank(block: &[u8], mut at: usize) -> usize {
    while at < block.len() && matches!(block[at], b'\r' | b'\n') {
        at += 1;
    }
    at
}

enum Field {
    Start,
    Plain,
    Quoted,
    /// After a quote that closes the field, or is the first of a doubled one.
    Closed,
}

/// Walks over the record that begins at `start`, and hands every field's end to `end_field`.
///
/// Returns the place after the record and how it ended; `None` where it does not end within the block, whose end ends
/// a record only if it is the `last`. A block that is not the last must not end with CR, which may be half a line end.
pub(crate) fn step(
    block: &[u8],
    start: usize,
    last: bool,
    dialect: Dialect,
    mut end_field: impl FnMut(usize),
) -> Option<(usize, Ending)> {
    let mut field = Field::Start;
    for (at, &byte) in block.iter().enumerate().skip(start) {
        field = match (field, byte) {
            (Field::Quoted, b'"') => Field::Closed,
            (Field::Quoted, _) | (Field::Start | Field::Closed, b'"') => Field::Quoted,
            (_, b'\n') => {
                end_field(at);
                return Some((at + 1, Ending::Line));
            }
            (_, b'\r') => {
                let line_end = at + usize::from(block.get(at + 1) == Some(&b'\n'));
                end_field(line_end);
                return Some((line_end + 1, Ending::Line));
            }
            (_, byte) if byte == dialect.delimiter() => {
                end_field(at);
                Field::Start
            }
            _ => Field::Plain,
        };
    }
    if !last {
        return None;
    }
    end_field(block.len());
    Some((block.len(), if matches!(field, Field::Quoted) { Ending::InQuotes } else { Ending::File }))
}
