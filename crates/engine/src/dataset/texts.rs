use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// A text that is kept once: its number among the texts of a dataset.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

/// Distinct texts, each kept once in one run of bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    bytes: String,
    /// Where each text ends.
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Symbol {
    pub(crate) fn at(n: u32) -> Symbol {
        Symbol(n)
    }

    /// The number, which counts up from 0 in the order in which texts were first seen.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    /// Gives the symbol as an index.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Texts {
    /// A new symbol for a text that is vouched to be new. It cannot be found again.
    pub(crate) fn push(&mut self, text: &str) -> Symbol {
        let symbol = u32::try_from(self.ends.len()).expect("fewer than 2^32 distinct texts");
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        Symbol(symbol)
    }

    /// Interns all texts of another; its symbols by their numbers, in the order of its own.
    pub(crate) fn absorb(&mut self, other: &Texts) -> Vec<Symbol> {
        (0..).take(other.len()).map(|n| self.intern(other.get(Symbol(n)))).collect()
    }

    /// The symbol of a text, a new one if it was not seen before.
    pub(crate) fn intern(&mut self, text: &str) -> Symbol {
        let hash = self.hasher.hash_one(text);
        if let Some(found) = self.table.find(hash, |&n| slice(&self.bytes, &self.ends, n) == text) {
            return Symbol(*found);
        }
        let symbol = self.push(text);
        let (bytes, ends, hasher) = (&self.bytes, &self.ends, &self.hasher);
        self.table.insert_unique(hash, symbol.0, |&n| hasher.hash_one(slice(bytes, ends, n)));
        symbol
    }

    /// The symbol of a text that was seen.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        let hash = self.hasher.hash_one(text);
        self.table.find(hash, |&n| slice(&self.bytes, &self.ends, n) == text).map(|n| Symbol(*n))
    }

    /// The text of a symbol.
    pub(crate) fn get(&self, symbol: Symbol) -> &str {
        slice(&self.bytes, &self.ends, symbol.0)
    }

    /// How many distinct texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn slice<'t>(bytes: &'t str, ends: &[usize], n: u32) -> &'t str {
    let n = n as usize;
    let start = n.checked_sub(1).map_or(0, |before| ends[before]);
    &bytes[start..ends[n]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_has_one_symbol_and_a_symbol_its_text(all in prop::collection::vec(".{0,8}", 0..60)) {
            let mut texts = Texts::default();
            let symbols: Vec<_> = all.iter().map(|text| texts.intern(text)).collect();
            for (text, symbol) in all.iter().zip(&symbols) {
                prop_assert_eq!(texts.get(*symbol), text);
                prop_assert_eq!(texts.find(text), Some(*symbol));
            }
            let distinct: std::collections::BTreeSet<_> = all.iter().collect();
            prop_assert_eq!(texts.len(), distinct.len());
        }
    }
}
