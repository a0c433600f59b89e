//! The whole way of an export: bytes → rows → dataset → report. The accounts add up, and reading by several threads,
//! cut and joined anyhow, is reading by one.

#![no_main]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sipas_core::{Clock, Dimension, Plan, Policy, WorkCalendar};
use sipas_csv::Options;
use sipas_fuzz::{Read1, kind, line, open, rest};
use sipas_intake::{Dataset, Kind, Layout, Part, Row, Source, find_layout};

static CLOCK: LazyLock<Clock> = LazyLock::new(|| {
    Clock::new(Policy::default(), WorkCalendar::vietnam(), "2025-06".parse().expect("a month"))
});
static PLAN: LazyLock<Plan> = LazyLock::new(Plan::lang_son_2025);

/// More rows than a header can begin in.
const HEAD: usize = 22;

fuzz_target!(|data: &[u8]| {
    let Some((&[first, threads, cuts, order], file)) = data.split_first_chunk() else { return };
    let kind = kind(first);
    let source = Source { path: "t.csv", kind, profile: None, serial_dates: first & 4 != 0, keep_rejects: true };
    let Ok(mut rows) = open(file, &Options::default()) else { return };
    let rows = rest(&mut rows);

    let mut one = Dataset::new();
    let mut again = open(file, &Options::default()).expect("it was opened before");
    let first: Vec<_> = rows.iter().take(HEAD).map(|row| row.clone().map(|row| (row.line, row.cells))).collect();
    let layout = find_layout(&source, &first);
    match (one.load(&source, &mut again), layout) {
        (Err(_), Err(_)) => assert!(one.inputs().is_empty(), "a refused input leaves no trace"),
        (Ok(()), Ok(layout)) => {
            check_accounts(&one, &rows, &layout, kind);
            let several = in_parts(&source, &layout, &rows, usize::from(threads) % 5 + 1, cuts, order);
            compare(&one, &several.expect("nothing is refused that one thread takes"));
        }
        // Only rows below the header can be why.
        (Err(refusal), Ok(layout)) => {
            let several = in_parts(&source, &layout, &rows, usize::from(threads) % 5 + 1, cuts, order);
            assert!(several.is_none(), "{refusal}");
        }
        (Ok(()), Err(refusal)) => panic!("{refusal}"),
    }
});

/// Reads runs of rows by turns, each thread its own, and joins them in some order.
fn in_parts(
    source: &Source<'_>,
    layout: &Layout,
    rows: &[Read1],
    threads: usize,
    cuts: u8,
    order: u8,
) -> Option<Dataset> {
    let mut data = Dataset::new();
    let mut loaders: Vec<_> = (0..threads).map(|_| data.loader(source, layout)).collect();
    for (n, run) in rows[layout.consumed()..].chunks(usize::from(cuts) % 7 + 1).enumerate() {
        let loader = &mut loaders[n.wrapping_mul(usize::from(order) | 1) % threads];
        for row in run {
            match row {
                Err(bad) => loader.bad_row(bad),
                Ok(row) => {
                    let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
                    loader.row(&Row { cells: &cells, line: row.line, cut: row.cut });
                }
            }
        }
    }
    loaders.rotate_left(usize::from(order) % threads);
    let parts = loaders.into_iter().map(|loader| loader.finish()).collect::<Result<Vec<_>, _>>().ok()?;
    let mut part = Part::join(parts, |line| line)?;
    part.above(layout);
    data.take(part);
    Some(data)
}

fn check_accounts(data: &Dataset, rows: &[Read1], layout: &Layout, kind: Kind) {
    let summary = &data.summaries()[0];
    let accounts = [summary.accepted, summary.rejected, summary.duplicates, summary.skipped];
    assert_eq!(summary.rows, accounts.iter().sum::<u64>(), "{accounts:?}");
    assert_eq!(summary.rows, (rows.len() - layout.header_lines().len()) as u64, "every row is told of");
    assert_eq!(data.inputs()[0].rejects.len() as u64, summary.rejected);

    // Every row is in one list.
    let mut listed: Vec<u64> = data.inputs()[0].rejects.iter().map(|row| row.line).collect();
    listed.extend(data.skipped().map(|row| row.place.line));
    listed.extend(data.duplicates().map(|row| row.place.line));
    listed.extend(data.dossier_lines(&CLOCK).map(|row| row.place.line));
    listed.extend(data.pakn_lines(&CLOCK).map(|row| row.place.line));
    if matches!(kind, Kind::Dossiers | Kind::Pakn) {
        let header: BTreeSet<u64> = layout.header_lines().iter().copied().collect();
        let lines: Vec<u64> = rows.iter().map(line).filter(|line| !header.contains(line)).collect();
        listed.sort_unstable();
        assert_eq!(listed, lines);
    }

    let groups = data.tally(&CLOCK, &[Dimension::Unit, Dimension::Channel]);
    let mut sum = sipas_core::Tally::default();
    groups.parts.values().for_each(|part| sum.merge(part));
    if kind == Kind::Dossiers {
        assert_eq!(sum.dossiers, groups.whole.dossiers, "groups add up to the whole");
    }
}

fn compare(one: &Dataset, several: &Dataset) {
    let by = [Dimension::Unit, Dimension::Officer, Dimension::Procedure, Dimension::Month];
    let report = |data: &Dataset, by: &[Dimension]| {
        serde_json::to_string(&data.report(&CLOCK, by, Some(&PLAN), None)).expect("a report is JSON")
    };
    assert_eq!(report(one, &[]), report(several, &[]));
    assert_eq!(report(one, &by), report(several, &by));
    assert!(one.dossier_lines(&CLOCK).eq(several.dossier_lines(&CLOCK)));
    assert!(one.pakn_lines(&CLOCK).eq(several.pakn_lines(&CLOCK)));
    assert!(one.duplicates().eq(several.duplicates()));
    assert!(one.skipped().eq(several.skipped()));
    assert_eq!(one.inputs()[0].log, several.inputs()[0].log);
    assert_eq!(one.inputs()[0].rejects, several.inputs()[0].rejects);
}
