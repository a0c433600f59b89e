//! Records with words that nobody understands.

use std::collections::BTreeMap;

use sipas_core::UnreadWords;

/// Which rows became such records: their lines, as long as rows that give way are told by them.
#[derive(Debug, Clone, Default)]
pub(super) struct UnreadRows {
    rows: Vec<(u64, UnreadWords)>,
    /// Those that were counted and not kept.
    counted: BTreeMap<UnreadWords, u64>,
}

impl UnreadRows {
    /// Adds a record, whose `line` is kept where it may give way to another row.
    pub(super) fn push(&mut self, line: Option<u64>, words: UnreadWords) {
        match line {
            Some(line) => self.rows.push((line, words)),
            None => *self.counted.entry(words).or_default() += 1,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.counted.is_empty()
    }

    /// Takes in the rows of another part of the same input.
    pub(super) fn join(&mut self, other: UnreadRows) {
        self.rows.extend(other.rows);
        for (words, n) in other.counted {
            *self.counted.entry(words).or_default() += n;
        }
    }

    /// Changes the lines to those of the file.
    pub(super) fn tell_lines(&mut self, line: impl Fn(u64) -> u64) {
        self.rows.iter_mut().for_each(|(at, _)| *at = line(*at));
    }

    /// How many there are, without the rows that were dropped.
    pub(super) fn counts(&self, is_dropped: impl Fn(u64) -> bool) -> BTreeMap<UnreadWords, u64> {
        let mut counts = self.counted.clone();
        for (_, words) in self.rows.iter().filter(|(line, _)| !is_dropped(*line)) {
            *counts.entry(*words).or_default() += 1;
        }
        counts
    }
}
