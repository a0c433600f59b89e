//! What was read once in a column: exports repeat the same few hundred units, officers and words millions of times.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::values::{DayMemo, clean};

/// More than this many different cells make a column no dictionary, and it is not remembered on.
const MOST: usize = 1 << 14;

/// The memory of one column, by the cell as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Memo {
    words: HashMap<Box<str>, Option<u8>>,
    texts: HashMap<Box<str>, Box<str>>,
    pub(super) day: DayMemo,
}

/// What a cell of words says.
pub(super) enum Seen {
    /// The place of its meaning.
    Known(u8),
    /// Not understood, and not seen before.
    New,
    /// Not understood, as before.
    Again,
}

impl Memo {
    pub(super) fn word(&mut self, cell: &str, find: impl FnOnce(&str) -> Option<u8>) -> Seen {
        if let Some(place) = self.words.get(cell) {
            return place.map_or(Seen::Again, Seen::Known);
        }
        let place = find(cell);
        if self.words.len() < MOST {
            self.words.insert(cell.into(), place);
        }
        place.map_or(Seen::New, Seen::Known)
    }

    pub(super) fn text<'r>(&mut self, cell: &'r str) -> Cow<'r, str> {
        // Only what must be rewritten is remembered: to see that a text is clean is cheaper than to look it up.
        if let Some(known) = (!self.texts.is_empty()).then(|| self.texts.get(cell)).flatten() {
            return Cow::Owned(known.clone().into());
        }
        let text = clean(cell);
        if let Cow::Owned(text) = &text
            && self.texts.len() < MOST
        {
            self.texts.insert(cell.into(), text.as_str().into());
        }
        text
    }
}
