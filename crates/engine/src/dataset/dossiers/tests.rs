use std::collections::BTreeMap;

use proptest::prelude::*;
use sipas_core::FactsBuilder;

use super::*;

fn as_named() -> Rule {
    Rule { newest: crate::dataset::Newest::AsNamed, now: None }
}

/// A dossier that is told from others by its number of supplements.
fn dossier(n: u32) -> StoredDossier {
    let facts = FactsBuilder { supplement_requests: n, ..FactsBuilder::default() };
    StoredDossier { texts: [Symbol::at(0); TEXTS.len()], facts: facts.build().unwrap() }
}

fn code(n: u8) -> String {
    // Every other one has no number of its own.
    if n.is_multiple_of(2) { format!("H37.12-250613-{n:04}") } else { format!("HS-{n}") }
}

/// Reads pieces of one input: their first lines, and the codes of the rows below.
fn read<'p>(pieces: impl Iterator<Item = &'p (u64, Vec<u8>)>) -> Dossiers {
    let mut dossiers = Dossiers::new(false, Threads::default(), as_named(), |_| false, Symbol::at(0));
    for (first, codes) in pieces {
        for (line, n) in (*first..).zip(codes) {
            let code = dossiers.key(&Code::of(code(*n).as_bytes()));
            dossiers.push(code, line, &dossier(u32::try_from(line % 200).unwrap()));
        }
    }
    dossiers.close();
    dossiers
}

proptest! {
    /// However the pieces of two files are dealt out to readers, the newest row of each code counts.
    #[test]
    fn the_newest_row_counts(
        files in prop::collection::vec(prop::collection::vec(prop::collection::vec(0u8..12, 0..8), 0..6), 1..3),
        readers in prop::collection::vec(0usize..3, 12),
    ) {
        let mut all = Dossiers::none(false, Threads::default(), as_named());
        let mut newest: BTreeMap<String, (Place, u32)> = BTreeMap::new();
        let mut rows = Vec::new();
        for (input, pieces) in (0..).zip(&files) {
            let pieces: Vec<(u64, Vec<u8>)> = (0..).step_by(50).map(|n| n + 2).zip(pieces.iter().cloned()).collect();
            for (first, codes) in &pieces {
                for (line, n) in (*first..).zip(codes) {
                    let place = Place { input, line };
                    rows.push((code(*n), place));
                    newest.insert(code(*n), (place, u32::try_from(line % 200).unwrap()));
                }
            }
            let mut file = Dossiers::none(false, Threads::default(), as_named());
            for reader in 0..3 {
                let own = pieces.iter().zip(&readers).filter(|(_, of)| **of == reader).map(|(piece, _)| piece);
                file.absorb(read(own), |place| place, &[Symbol::at(0)]);
            }
            all.absorb(file, |place| Place { input, ..place }, &[Symbol::at(0)]);
        }
        let mut expected: Vec<_> =
            newest.iter().map(|(code, (place, n))| (code.clone(), *place, dossier(*n))).collect();
        expected.sort_by_key(|(_, place, _)| *place);
        prop_assert_eq!(all.in_order(&Texts::default()).collect::<Vec<_>>(), expected);
        let dropped = rows.iter().filter(|(code, place)| newest[code].0 != *place).map(|(code, place)| Superseded {
            code: code.clone(), dropped: *place, kept: newest[code].0,
        });
        let dropped: Vec<_> = dropped.collect();
        prop_assert_eq!(all.superseded(&Texts::default()).collect::<Vec<_>>(), dropped.clone());
        let inputs: Vec<_> = dropped.iter().map(|row| row.dropped.input).collect();
        prop_assert_eq!(all.places_of_superseded(&Texts::default()).map(|place| place.input).collect::<Vec<_>>(), inputs);
        prop_assert_eq!(all.len(), rows.len());
    }
}

proptest! {
    /// Whichever way rows without an order lie, the same one of each code counts.
    #[test]
    fn of_rows_without_an_order_what_they_say_alone_decides(
        (rows, dealt) in prop::collection::vec((0u8..3, 0u32..3, "[ab]{0,2}"), 1..12)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let kept = |rows: &[(u8, u32, String)]| {
            let mut texts = Texts::default();
            let blank = texts.intern("");
            let rule = Rule { newest: crate::dataset::Newest::ByContent, now: None };
            let mut dossiers = Dossiers::new(false, Threads::default(), rule, |_| true, blank);
            dossiers.unordered();
            for (line, (n, requests, unit)) in (1..).zip(rows) {
                let mut dossier = dossier(*requests);
                dossier.texts = [blank; TEXTS.len()];
                dossier.texts[UNIT] = texts.intern(unit);
                let code = dossiers.key(&Code::of(code(*n).as_bytes()));
                dossiers.push(code, line, &dossier);
            }
            dossiers.close();
            let row = |(code, _, dossier): (String, Place, StoredDossier)| {
                (code, (dossier.facts.supplement_requests(), texts.get(dossier.texts[UNIT]).to_owned()))
            };
            dossiers.in_order(&texts).map(row).collect::<BTreeMap<_, _>>()
        };
        prop_assert_eq!(kept(&rows), kept(&dealt));
    }
}

/// Enough rows for many shares and several threads.
#[test]
fn many_rows_of_few_and_of_many_codes() {
    for (rows, codes) in [(300_000u32, 1_000u32), (300_000, 299_999)] {
        let mut dossiers = Dossiers::new(false, Threads::default(), as_named(), |_| false, Symbol::at(0));
        for row in 0..rows {
            let n = row.wrapping_mul(2_654_435_761) % codes;
            let code = format!("H37.12-250613-{n:06}");
            let code = dossiers.key(&Code::of(code.as_bytes()));
            dossiers.push(code, u64::from(row) + 2, &dossier(0));
        }
        dossiers.close();
        let mut newest: BTreeMap<u32, u64> = BTreeMap::new();
        (0..rows).for_each(|row| {
            newest.insert(row.wrapping_mul(2_654_435_761) % codes, u64::from(row) + 2);
        });
        let kept: Vec<u64> = dossiers.in_order(&Texts::default()).map(|(_, place, _)| place.line).collect();
        let mut expected: Vec<u64> = newest.into_values().collect();
        expected.sort_unstable();
        assert_eq!(kept, expected);
    }
}
