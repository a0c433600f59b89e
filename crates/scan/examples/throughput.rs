//! How fast a file in memory is split, beside others doing the same: `cargo run --release --example throughput`.
//!
//! All take turns, so that a busy machine is busy for all of them; what counts are the ratios.

#![allow(clippy::print_stdout, clippy::cast_precision_loss)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use sipas_scan::{Cut, Dialect, Plan, Scanner, scan_parallel};

const ROUNDS: usize = 31;
/// Its place among the contenders.
const SIMD_CSV: usize = 4;
const BLOCK: usize = 256 * 1024;

/// A contender hands back the records and the bytes of the second field, so that all must do the same.
type Contender = (&'static str, fn(&[u8]) -> (usize, usize));

fn main() {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let file = export(rows);
    println!("{rows} rows, {} MB, one thread, {ROUNDS} rounds", file.len() / 1_000_000);
    let contenders: [Contender; 12] = [
        ("memchr, line ends only", line_ends),
        ("count_lines", lines),
        ("csv-core", csv_core),
        ("csv, ByteRecord", csv_records),
        ("simd-csv, zero-copy", simd_csv_zero_copy),
        ("this crate, portable", portable),
        ("this crate, next (AVX2)", second),
        ("this crate, best", ours),
        ("this crate, best, copied", ours_copied),
        ("scan_parallel, one thread", one_thread),
        ("the same, lines uncounted", uncounted),
        ("scan_parallel, two threads", two_threads),
    ];
    let mut times = contenders.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for ((_, run), times) in contenders.iter().zip(&mut times) {
            let start = Instant::now();
            let found = black_box(run(black_box(&file)));
            times.push(start.elapsed().as_secs_f64());
            assert!(found == (rows, 0) || found.0 >= rows, "{found:?}");
        }
    }
    let times = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        [times[ROUNDS / 2], times[0]]
    });
    println!("{:<28}{:>14}{:>10}{:>22}{:>10}", "", "median GB/s", "best", "x simd-csv: median", "best");
    for ((name, _), time) in contenders.iter().zip(times) {
        let [speed, best] = time.map(|time| file.len() as f64 / time / 1e9);
        let [median_ratio, best_ratio] = [0, 1].map(|which| times[SIMD_CSV][which] / time[which]);
        println!("{name:<28}{speed:>14.2}{best:>10.2}{median_ratio:>22.2}{best_ratio:>10.2}");
    }
}

/// An export of a one-stop office: 14 columns, some 240 bytes a row, three notes in ten quoted, one with a line break.
fn export(rows: usize) -> Vec<u8> {
    let units = ["Sở Tư pháp", "Phòng Tài nguyên", "UBND phường Tam Thanh", "Trung tâm hành chính công"];
    let mut file = String::new();
    for row in 0..rows {
        let (day, hour, unit) = (row % 28 + 1, row % 9 + 8, units[row * 7 % 4]);
        let note = match row % 10 {
            0 => "\"Thiếu bản sao; đã gọi điện,\nchờ \"\"bổ sung\"\"\"",
            1 | 4 => "\"Trả tại nhà, thu phí bưu điện\"",
            2 | 3 => "không",
            _ => "",
        };
        let number = row * 7919 % 1_000_000;
        let _ = writeln!(
            file,
            "H37.12-2506{day:02}-{number:06},1.004873,{unit},Nguyễn Thị Hồng Hạnh,\
             {day:02}/06/2025 {hour:02}:15:07,{day:02}/06/2025 {hour:02}:15:30,28/06/2025 17:00:00,\
             {day:02}/06/2025 16:20:00,Đã trả kết quả,Trực tuyến,{},0{number:09},{note},Hài lòng",
            row % 3 * 8000
        );
    }
    file.into_bytes()
}

fn line_ends(file: &[u8]) -> (usize, usize) {
    (memchr::memchr_iter(b'\n', file).count(), 0)
}

fn lines(file: &[u8]) -> (usize, usize) {
    (file.chunks(BLOCK).map(sipas_scan::count_lines).sum(), 0)
}

fn csv_core(file: &[u8]) -> (usize, usize) {
    let mut reader = csv_core::Reader::new();
    let (mut text, mut ends) = (vec![0; 1 << 20], vec![0; 1 << 10]);
    let (mut at, mut records, mut bytes) = (0, 0, 0);
    while at < file.len() {
        let (result, taken, ..) = reader.read_record(&file[at..], &mut text, &mut ends);
        at += taken;
        records += usize::from(result == csv_core::ReadRecordResult::Record);
        bytes += ends[1] - ends[0];
    }
    (records, bytes)
}

fn csv_records(file: &[u8]) -> (usize, usize) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file);
    let (mut record, mut found) = (csv::ByteRecord::new(), (0, 0));
    while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
        found = (found.0 + 1, found.1 + record[1].len());
    }
    found
}

fn simd_csv_zero_copy(file: &[u8]) -> (usize, usize) {
    let mut reader = simd_csv::ZeroCopyReaderBuilder::new().has_headers(false).from_reader(file);
    let mut found = (0, 0);
    while let Ok(Some(record)) = reader.read_byte_record() {
        found = (found.0 + 1, found.1 + record[1].len());
    }
    found
}

fn ours(file: &[u8]) -> (usize, usize) {
    blocks(file, Scanner::new(dialect()))
}

fn portable(file: &[u8]) -> (usize, usize) {
    blocks(file, Scanner::all(dialect()).swap_remove(0))
}

fn second(file: &[u8]) -> (usize, usize) {
    let mut all = Scanner::all(dialect());
    blocks(file, all.swap_remove(1.min(all.len() - 1)))
}

fn blocks(file: &[u8], mut scanner: Scanner) -> (usize, usize) {
    let (mut at, mut sums) = (0, (0, 0));
    while at < file.len() {
        let end = file.len().min(at + BLOCK);
        at += add(&mut sums, &mut scanner, &file[at..end], end == file.len());
    }
    sums
}

/// As from a file: each block is first copied to the same place.
fn ours_copied(file: &[u8]) -> (usize, usize) {
    let mut scanner = Scanner::new(dialect());
    let mut buffer = vec![0; BLOCK];
    let (mut at, mut sums) = (0, (0, 0));
    while at < file.len() {
        let end = file.len().min(at + BLOCK);
        let block = &mut buffer[..end - at];
        block.copy_from_slice(&file[at..end]);
        at += add(&mut sums, &mut scanner, block, end == file.len());
    }
    sums
}

fn one_thread(file: &[u8]) -> (usize, usize) {
    threads(file, &Plan::new(dialect(), 0..file.len() as u64, 1))
}

fn uncounted(file: &[u8]) -> (usize, usize) {
    threads(file, &Plan { lines: false, ..Plan::new(dialect(), 0..file.len() as u64, 1) })
}

fn two_threads(file: &[u8]) -> (usize, usize) {
    threads(file, &Plan::new(dialect(), 0..file.len() as u64, 2))
}

fn threads(file: &[u8], plan: &Plan) -> (usize, usize) {
    let read_at = |offset: u64, buffer: &mut [u8]| {
        let at = usize::try_from(offset).map_err(std::io::Error::other)?;
        buffer.copy_from_slice(&file[at..at + buffer.len()]);
        Ok(buffer.len())
    };
    let outcome = scan_parallel(plan, &read_at, Default::default, |sums: &mut (usize, usize), block| {
        for record in block.found.records() {
            *sums = (sums.0 + 1, sums.1 + record.field(1).len());
        }
    });
    let states = outcome.expect("all of the file is in memory").states;
    states.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
}

fn add(sums: &mut (usize, usize), scanner: &mut Scanner, block: &[u8], last: bool) -> usize {
    let found = scanner.scan(block, if last { Cut::End } else { Cut::More });
    for record in found.records() {
        *sums = (sums.0 + 1, sums.1 + record.field(1).len());
    }
    found.consumed()
}

fn dialect() -> Dialect {
    Dialect::new(b',').expect("no quote, no line end")
}
