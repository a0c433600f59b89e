//! A file cut into blocks anywhere, and scanned by any number of threads, is the file read at once by csv-core.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sipas_fuzz::reference;
use sipas_scan::{Cut, Dialect, Ending, Plan, Scanner, count_lines, scan_parallel, unescape};

type Rows = Vec<Vec<Vec<u8>>>;

fuzz_target!(|data: &[u8]| {
    let Some((&[how, step, threads, segment, block], file)) = data.split_first_chunk() else { return };
    if file.starts_with(b"\xEF\xBB\xBF") {
        return;
    }
    let delimiter = b",;\t "[usize::from(how) % 4];
    let dialect = Dialect::new(delimiter).expect("a separator");
    let (expected, ending) = (reference(file, delimiter), reference_ending(file, delimiter));

    for mut scanner in Scanner::all(dialect) {
        for step in [usize::from(step) + 1, file.len().max(1)] {
            let (rows, end) = stepped(&mut scanner, file, step);
            assert_eq!((&rows, end), (&expected, ending), "steps of {step}");
        }
        if file.len() <= 160 {
            every_cut(&mut scanner, file, &expected);
        }
    }

    let plan = Plan {
        segment: u64::from(segment) + 1,
        block: usize::from(block) + 1,
        ..Plan::new(dialect, 0..file.len() as u64, usize::from(threads) % 5 + 1)
    };
    assert_eq!(parallel(file, &plan), sequential(file, dialect), "{plan:?}");
});

fn row(record: sipas_scan::Record<'_>) -> Vec<Vec<u8>> {
    record.fields().map(|field| unescape(field).into_owned()).collect()
}

/// Blocks that grow by so many bytes until a record ends within.
fn stepped(scanner: &mut Scanner, file: &[u8], step: usize) -> (Rows, Ending) {
    let (mut rows, mut at, mut len) = (Rows::new(), 0, step);
    loop {
        let end = file.len().min(at + len);
        let cut = if end == file.len() { Cut::End } else { Cut::More };
        let found = scanner.scan(&file[at..end], cut);
        rows.extend(found.records().map(row));
        if cut == Cut::End {
            assert_eq!(at + found.consumed(), file.len());
            return (rows, found.ending());
        }
        len = if found.consumed() == 0 { len + step } else { step };
        at += found.consumed();
    }
}

fn every_cut(scanner: &mut Scanner, file: &[u8], expected: &Rows) {
    for cut in 0..=file.len() {
        let found = scanner.scan(&file[..cut], Cut::More);
        let (mut rows, consumed): (Rows, _) = (found.records().map(row).collect(), found.consumed());
        rows.extend(scanner.scan(&file[consumed..], Cut::End).records().map(row));
        assert_eq!(rows, *expected, "cut at {cut}");
    }
}

type Found = (u64, u64, Vec<Vec<u8>>);

fn sequential(file: &[u8], dialect: Dialect) -> Vec<Found> {
    let mut scanner = Scanner::new(dialect);
    let found = scanner.scan(file, Cut::End);
    let at = |record: sipas_scan::Record<'_>| {
        (record.start() as u64, count_lines(&file[..record.start()]) as u64, row(record))
    };
    found.records().map(at).collect()
}

fn parallel(file: &[u8], plan: &Plan) -> Vec<Found> {
    let read_at = |offset: u64, buffer: &mut [u8]| {
        let rest = &file[offset as usize..];
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    };
    let outcome = scan_parallel(plan, &read_at, Vec::new, |rows: &mut Vec<_>, block| {
        for record in block.found.records() {
            let lines = block.lines + count_lines(&block.found.source()[..record.start()]) as u64;
            rows.push((block.offset + record.start() as u64, block.segment, lines, row(record)));
        }
    })
    .expect("all of it can be read");
    let all = outcome.states.iter().flatten();
    let mut rows: Vec<Found> =
        all.map(|(at, segment, lines, row)| (*at, outcome.line(*segment, *lines), row.clone())).collect();
    rows.sort();
    rows
}

/// How the last record ends: whether csv-core would end it without more, or with one more line end.
fn reference_ending(file: &[u8], delimiter: u8) -> Ending {
    let ends = |tail: &[u8]| {
        let file = [file, tail].concat();
        let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (mut at, mut ended) = (0, 0);
        let (mut text, mut fields) = (vec![0; file.len() + 1], vec![0; file.len() + 1]);
        while at < file.len() {
            let (result, taken, ..) = reader.read_record(&file[at..], &mut text, &mut fields);
            at += taken;
            if result == csv_core::ReadRecordResult::Record {
                ended = at;
            }
        }
        file[ended..].iter().all(|byte| matches!(byte, b'\r' | b'\n'))
    };
    match (ends(b""), ends(b"\n")) {
        (true, _) => Ending::Line,
        (false, true) => Ending::File,
        (false, false) => Ending::InQuotes,
    }
}
