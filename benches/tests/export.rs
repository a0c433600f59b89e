//! The exports are what their names promise.

use std::collections::{BTreeMap, BTreeSet};

use sipas_bench::{Export, PROCEDURES, UNITS};

const CODE: usize = 0;
const FINISHED: usize = 9;
const NOTE: usize = 13;

fn rows(export: &Export) -> Vec<Vec<String>> {
    let mut bytes = Vec::new();
    export.write(&mut bytes).expect("memory takes all that is written");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader
        .records()
        .map(|row| row.expect("a row of the generator").iter().map(str::to_owned).collect())
        .collect()
}

fn codes(export: &Export) -> BTreeSet<String> {
    rows(export).into_iter().map(|mut row| row.swap_remove(CODE)).collect()
}

#[test]
fn a_year_has_every_dossier_once_and_all_that_makes_reading_hard() {
    let export = Export::of_a_year(40_000);
    let rows = rows(&export);
    assert_eq!(rows.len(), 40_000);
    assert_eq!(codes(&export).len(), 40_000);
    let distinct = |column: usize| rows.iter().map(|row| &row[column]).collect::<BTreeSet<_>>().len();
    assert_eq!((distinct(4), distinct(1)), (UNITS, PROCEDURES));
    let share = |what: &dyn Fn(&Vec<String>) -> bool| {
        (rows.iter().filter(|row| what(row)).count() * 100 + rows.len() / 2) / rows.len()
    };
    assert_eq!(share(&|row| row[NOTE].contains('\n')), 15);
    assert_eq!(share(&|row| row[NOTE].contains('"')), 15);
    assert_eq!(share(&|row| row[FINISHED].is_empty()), 5);
    let months: BTreeSet<_> = rows.iter().filter_map(|row| row[FINISHED].get(3..10)).collect();
    assert!((1..=12).all(|month| months.contains(format!("{month:02}/2025").as_str())));
}

#[test]
fn the_same_bytes_every_time() {
    let [one, two] = [(), ()].map(|()| {
        let mut bytes = Vec::new();
        Export::with_duplicates(2000, 15).write(&mut bytes).unwrap();
        bytes
    });
    assert!(one == two);
    // FNV-1a: whoever changes the generator sees that older figures are those of other files.
    let print = one.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!((one.len(), print), (668_068, 2_080_215_191_930_830_552));
}

#[test]
fn a_duplicate_is_an_earlier_state_of_its_dossier() {
    let mut by_code: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for row in rows(&Export::with_duplicates(10_000, 15)) {
        by_code.entry(row[CODE].clone()).or_default().push(row);
    }
    assert_eq!(by_code.len(), 10_000);
    assert_eq!(by_code.values().map(Vec::len).sum::<usize>(), 11_500);
    let finished = |row: &Vec<String>| !row[FINISHED].is_empty();
    assert!(by_code.values().all(|rows| rows.iter().filter(|row| finished(row)).count() <= 1));
    let (last, first): (Vec<_>, Vec<_>) = by_code
        .values()
        .filter(|rows| rows.len() == 2 && rows.iter().any(finished))
        .partition(|rows| finished(&rows[1]));
    assert!(last.len() > 400 && first.len() > 400, "{} and {}", last.len(), first.len());
}

#[test]
fn a_month_has_the_last_third_of_the_one_before() {
    let months = Export::monthly(900);
    let codes = months.map(|month| codes(&month));
    for pair in codes.windows(2) {
        assert_eq!((pair[0].len(), pair[0].intersection(&pair[1]).count()), (900, 300));
    }
    let all: BTreeSet<_> = codes.iter().flatten().collect();
    assert_eq!(all.len(), 12 * 900 - 11 * 300);
    assert!(rows(&months[0]).iter().any(|row| !row[FINISHED].is_empty()));
}
