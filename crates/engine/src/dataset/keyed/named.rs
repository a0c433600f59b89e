//! From keys of numbers to groups by names, in their order.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use sipas_core::{Channel, Dimension, Groups, Key, MOST_DIMENSIONS, MonthKey, Tally};

use super::numbers::Numbers;
use super::{GroupCounts, Keyed};
use crate::dataset::texts::{Symbol, Texts};
use crate::dataset::threads::{self, Threads};

/// A group costs about as much as so many rows.
const ROWS: usize = 16;

/// How many parts ahead are prefetched while one is named.
const AHEAD: usize = 16;

/// One part of one of several tallies: the ranks of its values, and where it is.
type Ranked = ([u32; MOST_DIMENSIONS], u32, u32);

impl Keyed {
    /// Gives the groups by names. The whole is the sum of the groups, and of what has no key.
    pub(in crate::dataset) fn named(&self, texts: &Texts, most: Threads) -> Groups {
        let all: Vec<&Keyed> = std::iter::once(self).chain(&self.beside).collect();
        let values: Vec<Values> = (0..self.by.len()).map(|at| Values::of(at, &all, texts)).collect();
        let ranked = ranked(&all, &values);
        let made = threads::map(&shares(&ranked, most), |share| {
            let mut whole = Tally::default();
            let same_key = |a: &Ranked, b: &Ranked| a.0 == b.0;
            let part = |(_, of, place): &Ranked| &all[*of as usize].parts[*place as usize];
            let mut ahead = ranked[share.clone()].iter().skip(AHEAD);
            let groups = ranked[share.clone()].chunk_by(same_key).map(|same| {
                for far in ahead.by_ref().take(same.len()) {
                    std::hint::black_box(part(far).dossiers.prefetch());
                }
                let mut tally = Box::<Tally>::default();
                match same {
                    [one] => part(one).add_to(&mut tally),
                    several => {
                        let mut sum = GroupCounts::default();
                        for one in several {
                            sum.merge(part(one));
                        }
                        sum.add_to(&mut tally);
                    }
                }
                whole.merge(&tally);
                let name = |((by, values), rank): ((&Dimension, &Values), u32)| {
                    (*by, Arc::clone(&values.names[rank as usize]))
                };
                (Key::new(self.by.iter().zip(&values).zip(same[0].0).map(name)), tally)
            });
            let groups: Vec<_> = groups.collect();
            (whole, groups)
        });
        let mut groups = Groups::default();
        self.rest.add_to(&mut groups.whole);
        groups.activities = self.activities.clone();
        for (whole, _) in &made {
            groups.whole.merge(whole);
        }
        groups.parts = made.into_iter().flat_map(|(_, groups)| groups).collect();
        groups
    }
}

/// The values of one dimension: each once, in the order of their names.
struct Values {
    names: Vec<Arc<str>>,
    /// The place among them, by the number.
    ranks: HashMap<u32, u32>,
}

impl Values {
    fn of(at: usize, all: &[&Keyed], texts: &Texts) -> Values {
        let (dimension, dimensions) = (all[0].by[at], all[0].by.len());
        let numbers = all.iter().flat_map(|keyed| &keyed.numbers);
        let numbers: HashSet<u32> = numbers.filter_map(|numbers| numbers.all(dimensions).nth(at)).collect();
        let mut sorted: Vec<_> =
            numbers.into_iter().map(|number| (name(dimension, number, texts), number)).collect();
        sorted.sort_unstable();
        let mut names: Vec<Arc<str>> = Vec::new();
        let rank = |(name, number): (Cow<'_, str>, u32)| {
            if names.last().is_none_or(|last| **last != *name) {
                names.push(name.into());
            }
            (number, u32::try_from(names.len() - 1).expect("fewer than 2^32 values"))
        };
        let ranks = sorted.into_iter().map(rank).collect();
        Values { names, ranks }
    }
}

fn name(dimension: Dimension, number: u32, texts: &Texts) -> Cow<'_, str> {
    match dimension {
        Dimension::Channel => Channel::ALL[number as usize].name().into(),
        Dimension::Month => MonthKey::numbered(number).to_string().into(),
        _ => texts.get(Symbol::at(number)).into(),
    }
}

/// The parts of all of them, in the order of their keys.
fn ranked(all: &[&Keyed], values: &[Values]) -> Vec<Ranked> {
    let sources: Vec<(u32, &Keyed)> = (0..).zip(all.iter().copied()).collect();
    let sorted = threads::map(&sources, |(of, keyed)| {
        let rank = |(place, numbers): (u32, &Numbers)| {
            let mut ranks = <[u32; MOST_DIMENSIONS]>::default();
            for ((rank, number), values) in ranks.iter_mut().zip(numbers.all(values.len())).zip(values) {
                *rank = values.ranks[&number];
            }
            (ranks, *of, place)
        };
        let mut ranked: Vec<Ranked> = (0..).zip(&keyed.numbers).map(rank).collect();
        ranked.sort_unstable();
        ranked
    });
    let mut ranked = sorted.concat();
    // Only the stable sort makes use of the sorted runs.
    #[allow(clippy::stable_sort_primitive)]
    ranked.sort();
    ranked
}

/// As many shares as there are threads for them; no group is in two.
fn shares(ranked: &[Ranked], most: Threads) -> Vec<Range<usize>> {
    let threads = most.of(ranked.len() * ROWS);
    let mut begin = 0;
    let share = |n: usize| {
        let mut end = ranked.len() * n / threads;
        while end > 0 && end < ranked.len() && ranked[end].0 == ranked[end - 1].0 {
            end += 1;
        }
        let share = begin..end.max(begin);
        begin = share.end;
        share
    };
    (1..=threads).map(share).collect()
}
