//! Which column holds what: the header among the first twenty rows.

use std::hint::black_box;

use criterion::Criterion;
use sipas_intake::{Kind, Layout};

pub(crate) fn bench(criterion: &mut Criterion) {
    let rows = crate::fields(&crate::export(19));
    let first: Vec<(u64, Vec<String>)> = (1..).zip(rows).collect();
    criterion.bench_function("headers/first row", |bencher| {
        bencher.iter(|| Layout::detect(Kind::Dossiers, black_box(&first), None).is_ok());
    });
    let titles = (1..19).map(|line| (line, vec!["DANH SÁCH HỒ SƠ".to_owned(); 14]));
    let below: Vec<(u64, Vec<String>)> =
        titles.chain([(19, first[0].1.clone()), (20, first[1].1.clone())]).collect();
    criterion.bench_function("headers/below titles", |bencher| {
        bencher.iter(|| Layout::detect(Kind::Dossiers, black_box(&below), None).is_ok());
    });
}
