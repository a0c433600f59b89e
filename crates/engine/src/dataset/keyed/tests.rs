use sipas_core::{FactsBuilder, Policy, WorkCalendar};

use super::*;
use crate::dataset::dossiers::StoredDossier;
use crate::dataset::dossiers::UNIT;
use crate::dataset::threads::Threads;

/// More groups than are merged at once, so that threads keep theirs beside each other.
#[test]
fn every_one_of_very_many_groups_is_found_again() {
    const UNITS: usize = 3 * FEW;
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().unwrap());
    let evidence = Evidence::DUE_AT;
    let mut texts = Texts::default();
    let units: Vec<Symbol> = (0..UNITS).map(|n| texts.intern(&format!("Phòng {n}"))).collect();
    let received_at = "2025-06-02".parse().ok();
    let facts = FactsBuilder { received_at, ..FactsBuilder::default() }.build().unwrap();
    let dossier = |n: usize| {
        let mut dossier = StoredDossier { facts, ..StoredDossier::default() };
        dossier.texts[UNIT] = units[n * 7 % UNITS];
        dossier
    };
    let all: Vec<StoredDossier> = (0..UNITS * 2).map(dossier).collect();

    let count = |some: &[StoredDossier]| {
        let mut keyed = Keyed::new(&[Dimension::Unit, Dimension::Month], &[]);
        let mut columns = Columns::default();
        for dossier in some {
            columns.push(dossier);
        }
        keyed.dossiers(&clock, &columns, None::<fn(Symbol) -> Option<Term>>, evidence, &texts);
        keyed
    };
    let mut threads = count(&all[..UNITS]);
    threads.merge(count(&all[UNITS..UNITS + 100]));
    threads.merge(count(&all[UNITS + 100..]));
    assert_eq!(threads.beside.len(), 1);
    threads.rename(&(0..).take(texts.len()).map(Symbol::at).collect::<Vec<_>>());

    for keyed in [count(&all), threads] {
        let groups = keyed.named(&texts, Threads::default());
        assert_eq!(groups.whole.dossiers.counts.accepted(), 2 * UNITS as u64);
        assert_eq!(groups.parts.len(), UNITS);
        assert!(groups.parts.values().all(|group| group.dossiers.counts.accepted() == 2));
    }
}
