//! Where records and fields begin and end: a block of an export, by each way that the machine has.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use sipas_scan::{Cut, Dialect, Scanner};

/// As large as the blocks that files are read in.
const BLOCK: usize = 256 * 1024;

pub(crate) fn bench(criterion: &mut Criterion) {
    let export = crate::export(1000);
    let block = &export[..BLOCK];
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Bytes(BLOCK as u64));
    let dialect = Dialect::new(b',').expect("a delimiter");
    for (way, mut scanner) in Scanner::all(dialect).into_iter().enumerate() {
        let name = if way == 0 { "portable".to_owned() } else { format!("simd {way}") };
        group.bench_function(name, |bencher| {
            bencher.iter(|| scanner.scan(black_box(block), Cut::More).records().count());
        });
    }
    group.finish();
}
