//! Any number of threads on pieces of any size find what one finds from the start to the end.

#![allow(clippy::unwrap_used)]

use std::cell::Cell;
use std::io;
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use sipas_scan::{Cut, Dialect, MAX_RECORD, Outcome, Plan, ScanError, Scanner, count_lines, scan_parallel};

/// Where a record begins, on which line, and its fields.
type Found = (u64, u64, Vec<Vec<u8>>);

fn dialect() -> Dialect {
    Dialect::new(b',').unwrap()
}

fn sequential(file: &[u8]) -> Vec<Found> {
    let mut scanner = Scanner::new(dialect());
    let found = scanner.scan(file, Cut::End);
    let row = |record: sipas_scan::Record<'_>| {
        let lines = count_lines(&file[..record.start()]) as u64;
        (record.start() as u64, lines, record.fields().map(<[u8]>::to_vec).collect())
    };
    found.records().map(row).collect()
}

fn read_at(file: &[u8]) -> impl Fn(u64, &mut [u8]) -> io::Result<usize> + Sync {
    move |offset, buffer| {
        let rest = &file[usize::try_from(offset).unwrap().min(file.len())..];
        // Now and then less than was asked for.
        let len = rest.len().min(buffer.len()).min(97);
        buffer[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    }
}

type Unsettled = Vec<(u64, usize, u64, Vec<Vec<u8>>)>;

fn outcome(file: &[u8], plan: &Plan) -> Result<Outcome<Unsettled>, ScanError> {
    scan_parallel(plan, &read_at(file), Vec::new, |state: &mut Unsettled, block| {
        for record in block.found.records() {
            let lines = block.lines + count_lines(&block.found.source()[..record.start()]) as u64;
            let fields = record.fields().map(<[u8]>::to_vec).collect();
            state.push((block.offset + record.start() as u64, block.segment, lines, fields));
        }
    })
}

fn parallel(file: &[u8], plan: &Plan) -> (Vec<Found>, usize) {
    let outcome = outcome(file, plan).unwrap();
    let rows = outcome.states.iter().flatten();
    let mut rows: Vec<Found> = rows
        .map(|(at, segment, lines, fields)| (*at, outcome.line(*segment, *lines), fields.clone()))
        .collect();
    rows.sort();
    (rows, outcome.redone)
}

fn plan(file: &[u8], threads: usize, segment: u64, block: usize) -> Plan {
    Plan { segment, block, ..Plan::new(dialect(), 0..file.len() as u64, threads) }
}

fn check(file: &[u8], segment: u64, block: usize) {
    let expected = sequential(file);
    for threads in 1..=8 {
        let (rows, redone) = parallel(file, &plan(file, threads, segment, block));
        assert_eq!(rows, expected, "{threads} threads: {:?}", String::from_utf8_lossy(file));
        assert!(threads > 1 || redone == 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_bytes(
        pieces in prop::collection::vec(
            prop::sample::select(vec!["a", "đã trả, nhé", ",", "\"", "\"\"", "\"", "\n", "\r\n", "\r", "\n\n\n"]),
            0..300,
        ),
        segment in 1u64..300,
        block in 1usize..300,
    ) {
        check(pieces.concat().as_bytes(), segment, block);
    }

    #[test]
    fn notes_with_line_breaks(notes in prop::collection::vec("[a-z,\n]{0,80}", 0..60), block in 1usize..300) {
        let rows: Vec<_> = notes.iter().map(|note| format!("H-1,\"{note}\",\"\"\n")).collect();
        check(rows.concat().as_bytes(), 64, block);
    }
}

/// Records inside of quotes that stand between separators on both sides, so that nothing tells which is which.
fn fake_records() -> Vec<u8> {
    let fakes = "H-9,giả,13/06/2025,đã trả\n".repeat(60);
    let row = |number: usize| format!("H-{number},\"\n{fakes}\",x\n");
    (0..12).map(row).collect::<String>().into_bytes()
}

#[test]
fn records_inside_of_quotes_are_none() {
    let file = fake_records();
    assert_eq!(sequential(&file).len(), 12);
    check(&file, 64, 64);
    check(&file, 1000, 100);
    check(&file, 100_000, 100);
}

#[test]
fn wrong_guesses_are_done_again() {
    thread_local!(static WAITED: Cell<bool> = const { Cell::new(false) });
    let file = fake_records();
    // Each thread takes a segment before any goes on: the second and the third begin inside of the first record.
    let (together, came) = (Barrier::new(4), AtomicUsize::new(0));
    let read_at = |offset: u64, buffer: &mut [u8]| {
        if !WAITED.replace(true) && came.fetch_add(1, Ordering::Relaxed) < 4 {
            together.wait();
        }
        read_at(&file)(offset, buffer)
    };
    let plan = Plan { segment: 512, ..plan(&file, 4, 512, 64) };
    let outcome = scan_parallel(&plan, &read_at, || 0, |count, block| *count += block.found.len()).unwrap();
    assert_eq!(outcome.states.iter().sum::<usize>(), 12);
    assert!(outcome.redone > 0);
}

#[test]
fn quotes_that_look_as_if_they_did_the_other() {
    let inside = "x,\"\"\"y\n,\"\",\n\"\"z\"\",,\"\" \"\"\n";
    let file = format!("1,\"{inside}\",\"\"\n12\",a\n\r\n").repeat(50);
    check(file.as_bytes(), 64, 64);
    check(file.as_bytes(), 37, 5);
}

#[test]
fn a_part_of_a_file() {
    let file = b"title\r\nm\xC3\xA3,b\r\n1,\"x\ny\"\r\n\r\n2,z";
    let plan = Plan { range: 14..file.len() as u64, ..plan(file, 2, 4, 3) };
    let (rows, _) = parallel(file, &plan);
    let starts: Vec<_> = rows.iter().map(|(at, line, _)| (*at, *line)).collect();
    assert_eq!(starts, [(14, 0), (25, 3)]);
    assert!(parallel(b"", &Plan::new(dialect(), 0..0, 4)).0.is_empty());
}

#[test]
fn a_file_that_is_shorter_than_it_was() {
    let file = b"a,b\n".repeat(100);
    let plan = Plan { range: 0..401, ..plan(&file, 3, 64, 64) };
    let error = outcome(&file, &plan).unwrap_err();
    assert!(matches!(error, ScanError::Read { offset: 400, .. }), "{error}");
}

#[test]
fn a_record_may_be_so_long() {
    let run = |len: usize, block: usize| {
        let file = [b"a,b\n".as_slice(), &vec![b'x'; len - 1], b"\nc,d\n"].concat();
        let read_at = |offset: u64, buffer: &mut [u8]| {
            let at = usize::try_from(offset).unwrap();
            let len = buffer.len().min(file.len() - at);
            buffer[..len].copy_from_slice(&file[at..at + len]);
            Ok(len)
        };
        let plan = Plan { segment: 1 << 20, ..plan(&file, 2, 1 << 20, block) };
        let outcome = scan_parallel(&plan, &read_at, || 0, |count, block| *count += block.found.len());
        outcome.map(|outcome| outcome.states.iter().sum::<usize>())
    };
    for block in [1 << 18, 1 << 30] {
        assert_eq!(run(MAX_RECORD, block).unwrap(), 3);
        let error = run(MAX_RECORD + 1, block).unwrap_err();
        assert!(matches!(error, ScanError::TooLong { offset: 4 }));
        assert_eq!(error.to_string(), "the record at byte 4 is longer than 16 MiB");
    }
}

#[test]
fn a_file_on_disk() {
    let path = std::env::temp_dir().join(format!("sipas-scan-{}.csv", std::process::id()));
    let bytes = "H-1,\"a\nb\",c\n".repeat(5000);
    std::fs::write(&path, &bytes).unwrap();
    let file = sipas_scan::SharedFile::new(std::fs::File::open(&path).unwrap());
    let plan = Plan { segment: 4096, ..Plan::new(dialect(), 0..bytes.len() as u64, 4) };
    let read_at = |offset: u64, buffer: &mut [u8]| file.read_at(offset, buffer);
    let outcome = scan_parallel(&plan, &read_at, || 0, |count, block| *count += block.found.len());
    assert_eq!(outcome.unwrap().states.iter().sum::<usize>(), 5000);
    std::fs::remove_file(path).unwrap();
}
