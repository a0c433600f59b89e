//! Dates as exports write them, by the reader of the fixed forms and by that of all.

use std::hint::black_box;

use criterion::{Criterion, Throughput};

const RECEIVED: usize = 7;

pub(crate) fn bench(criterion: &mut Criterion) {
    let rows = crate::fields(&crate::export(1000));
    let mut dates: Vec<String> = rows.into_iter().skip(1).map(|mut row| row.swap_remove(RECEIVED)).collect();
    dates.retain(|date| !date.is_empty());
    let mut group = criterion.benchmark_group("dates");
    group.throughput(Throughput::Elements(dates.len() as u64));
    group.bench_function("fixed forms", |bencher| {
        bencher.iter(|| {
            dates.iter().filter_map(|date| sipas_scan::parse_date(black_box(date).as_bytes())).count()
        });
    });
    group.bench_function("all forms", |bencher| {
        bencher
            .iter(|| dates.iter().filter_map(|date| sipas_intake::parse_date(black_box(date)).ok()).count());
    });
    let clock_first: Vec<String> =
        dates.iter().map(|date| format!("{}, {}", &date[11..], &date[..10])).collect();
    group.bench_function("all forms, clock first", |bencher| {
        bencher.iter(|| {
            clock_first.iter().filter_map(|date| sipas_intake::parse_date(black_box(date)).ok()).count()
        });
    });
    group.finish();
}
