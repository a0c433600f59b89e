//! A dossier's place in the period, and its count.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use sipas_core::{Clock, DossierFacts, DossierTally, Policy, WorkCalendar};
use sipas_intake::{Kind, Layout, Read, Row, RowReader};

pub(crate) fn bench(criterion: &mut Criterion) {
    let mut rows = crate::fields(&crate::export(1000));
    let layout = Layout::detect(Kind::Dossiers, &[(1, rows.remove(0))], None).expect("an export");
    let mut reader = RowReader::new(&layout, None);
    let mut dossiers: Vec<DossierFacts> = Vec::new();
    for cells in &rows {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if let Read::Record(dossier) = reader.dossier(&Row { cells: &cells, kinds: &[], line: 2, cut: false })
        {
            dossiers.push(*dossier.facts());
        }
    }
    let period = "2025".parse().expect("a period");
    let clock = Clock::new(Policy::default(), WorkCalendar::vietnam(), period);
    let evidence = layout.evidence();
    let mut group = criterion.benchmark_group("tally");
    group.throughput(Throughput::Elements(dossiers.len() as u64));
    group.bench_function("place and observe", |bencher| {
        bencher.iter(|| {
            let mut tally = DossierTally::default();
            for dossier in &dossiers {
                let placed = clock.place(black_box(dossier), None);
                tally.observe(&clock, dossier, &placed, evidence);
            }
            tally
        });
    });
    group.finish();
}
