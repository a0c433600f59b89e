//! What was read once in a column: exports repeat the same few hundred units, officers and words millions of times.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::values::{DateColumn, clean, seems_clean};

/// More than this many different cells make a column no dictionary, and it is not remembered on.
const MOST: usize = 1 << 14;

/// The memory of one column, by the cell as it stands in the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Memo {
    words: HashMap<Box<str>, Option<u8>>,
    /// What an odd text is rewritten to, or nothing if it is as it should be.
    texts: HashMap<Box<str>, Option<Box<str>>>,
    pub dates: DateColumn,
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
        // To see at a glance that a text is clean is cheaper than to look it up.
        if seems_clean(cell) {
            return Cow::Borrowed(cell);
        }
        if let Some(known) = self.texts.get(cell) {
            return known.as_ref().map_or(Cow::Borrowed(cell), |other| Cow::Owned(other.clone().into()));
        }
        let text = clean(cell);
        if self.texts.len() < MOST {
            let other = (text != cell).then(|| text.as_ref().into());
            self.texts.insert(cell.into(), other);
        }
        text
    }
}
