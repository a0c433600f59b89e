//! The fast twin equals the plain rule.

use proptest::prelude::*;

use super::{Accumulator, DossierBatch, Measurable};
use crate::clock::tests::any;
use crate::clock::tests::count::{Kind, Record, record, records, tally};
use crate::clock::tests::form::clock;
use crate::clock::{Bucket, Clock};
use crate::dossier::FactsColumns;
use crate::evidence::Evidence;
use crate::moment::MonthKey;
use crate::tally::DossierTally;

/// Counts the dossiers among some records in batches of that many rows, dealt out to accumulators by their numbers.
fn accumulated(
    clock: &Clock,
    records: &[Record],
    batch_rows: usize,
    dealt: impl Fn(usize) -> usize,
    to: usize,
) -> DossierTally {
    let mut all: Vec<Accumulator> = vec![Accumulator::default(); to];
    let (mut facts, mut dossiers) = (FactsColumns::default(), Vec::new());
    for record in records {
        let Kind::Dossier(dossier, term) = &record.kind else { continue };
        facts.push(dossier.facts());
        dossiers.push((dossier.facts(), *term, record.evidence));
    }
    let terms = dossiers.iter().any(|(_, term, _)| term.is_some());
    let (mut batch, mut seen) = (DossierBatch::default(), None);
    for (n, (dossier, term, evidence)) in dossiers.iter().enumerate() {
        let first = n - n % batch_rows;
        // All rows of a batch have the same columns.
        if seen.replace((first, *evidence)) != Some((first, *evidence)) {
            let rows = first..dossiers.len().min(first + batch_rows);
            let term = terms.then_some(|row: usize| dossiers[row].1);
            batch.evaluate(clock, &facts, rows, term.as_ref(), Measurable::of(clock, *evidence));
        }
        let (accumulator, placed) = (&mut all[dealt(n)], clock.place(dossier, *term));
        assert_eq!(MonthKey::numbered(batch.months()[n - first]), placed.month());
        if !accumulator.count(&batch, n - first) {
            accumulator.observe(clock, dossier, &placed, *evidence);
        }
    }
    let (first, others) = all.split_first_mut().unwrap();
    for other in others {
        first.merge(other);
    }
    let mut tally = DossierTally::default();
    first.add_to(&mut tally);
    tally
}

proptest! {
    #[test]
    fn the_fast_counts_are_those_of_the_plain_rule(
        records in records(), clock in any::clock(), batch_rows in 1..=DossierBatch::ROWS, to in 1usize..4, odd: usize,
    ) {
        let dealt = |n: usize| n.wrapping_mul(odd) % to;
        let accumulated = accumulated(&clock, &records, batch_rows, dealt, to);
        prop_assert_eq!(accumulated, tally(&clock, &records).dossiers);
    }
}

#[test]
fn an_accumulator_counts_beyond_its_room() {
    let (clock, evidence) = (clock("period=2025-06"), Evidence::DUE_AT | Evidence::REPEAT_VISITS);
    let lines = [
        "received=2025-06-02 due=2025-06-09 finished=2025-06-10 repeat_visits=2",
        "received=2025-01-02 due=2025-06-09 finished=2025-06-09",
        "received=2025-06-20",
    ];
    let few: Vec<Record> = lines.iter().map(|line| record(line, evidence)).collect();
    let many: Vec<Record> = few.iter().cloned().cycle().take(200_000).collect();
    let expected = tally(&clock, &many).dossiers;
    assert_eq!(expected.counts.get(Bucket::Late), 66_667);
    for to in [1, 3] {
        assert_eq!(accumulated(&clock, &many, DossierBatch::ROWS, |n| n % 7 % to, to), expected);
    }
}
