//! The hot parts of reading and counting: `cargo bench`.

#![allow(missing_docs)]

mod dates;
mod headers;
mod scan;
mod tally;

use criterion::{criterion_group, criterion_main};
use sipas_bench::Export;

criterion_group!(hot, scan::bench, dates::bench, headers::bench, tally::bench);
criterion_main!(hot);

/// An export of so many rows.
fn export(rows: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    Export::of_a_year(rows).write(&mut bytes).expect("memory takes all that is written");
    bytes
}

/// Its rows as fields without quotes, the header among them.
fn fields(export: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(export);
    let rows = reader.records().map(|row| row.expect("a row of the generator"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}
