//! Every block is read as csv-core reads it, whatever is in it, wherever it is cut, with SIMD and without.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use sipas_scan::{Cut, Dialect, Ending, Record, Scanned, Scanner, count_lines, parse_date, unescape};

type Rows = Vec<Vec<Vec<u8>>>;

/// What the csv crate makes of a whole file. A mark like a BOM is text here, but is dropped there.
fn reference(file: &[u8], delimiter: u8) -> Rows {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(file)
        .into_byte_records()
        .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
        .collect()
}

/// What the csv-core machine makes of it, with how the last record ends.
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

/// Reads a file in blocks that grow by `step` bytes until a record ends within.
fn scanned(scanner: &mut Scanner, file: &[u8], step: usize) -> (Rows, Vec<usize>, Ending) {
    let (mut rows, mut starts, mut at, mut len) = (Rows::new(), Vec::new(), 0, step);
    loop {
        let end = file.len().min(at + len);
        let cut = if end == file.len() { Cut::End } else { Cut::More };
        let found = scanner.scan(&file[at..end], cut);
        for found in [found, found.before((end - at) / 2)] {
            assert_eq!(found.lines(), count_lines(found.source()), "{:?}", String::from_utf8_lossy(file));
            let mut lines = Vec::new();
            found.lines_before_each(&mut lines);
            let counted = found.records().map(|record| count_lines(&found.source()[..record.start()]));
            assert!(
                counted.eq(lines.iter().map(|lines| *lines as usize)),
                "{:?}",
                String::from_utf8_lossy(file)
            );
        }
        for at in 0..=found.records().map(|record| record.len()).max().unwrap_or(0) {
            columns_are_the_fields(&found, at);
        }
        for (n, record) in found.records().enumerate() {
            assert!(record.len() > 0);
            assert_eq!(found.width_of(n), record.len());
            assert!(record.source().starts_with(record.field(0)));
            starts.push(at + record.start());
            rows.push(record.fields().map(|field| unescape(field).into_owned()).collect());
        }
        if cut == Cut::End {
            assert_eq!(at + found.consumed(), file.len());
            return (rows, starts, found.ending());
        }
        assert_eq!(found.ending(), Ending::Line);
        len = if found.consumed() == 0 { len + step } else { step };
        at += found.consumed();
    }
}

/// A column is the same field of every record, and the dates in it are those that stand there.
fn columns_are_the_fields(found: &Scanned<'_>, at: usize) {
    let field = |record: Record<'_>| if at < record.len() { record.field(at).to_vec() } else { Vec::new() };
    let expected: Vec<_> = found.records().map(field).collect();
    let mut fields = Vec::new();
    found.column(at).each(std::iter::repeat(()), |(), field| fields.push(field.to_vec()));
    assert_eq!(fields, expected);
    let (mut others, mut dates) = (vec![None; expected.len()], Vec::new());
    found.column(at).date_times(&mut dates, |row, field| others[row] = Some(field.to_vec()));
    assert_eq!(dates.len(), expected.len());
    for ((field, date), other) in expected.iter().zip(dates).zip(others) {
        let known = parse_date(field).filter(|_| field.len() == 19 && field[2] == b'/');
        assert_eq!(other, (!date.is_some()).then(|| field.clone()));
        if let Some(known) = known {
            assert!(date.is_some());
            assert_eq!(
                [date.year(), date.month(), date.day()],
                [known.year.into(), known.month.into(), known.day.into()]
            );
            assert_eq!(Some(date.ms()), known.ms);
        }
    }
}

fn check(file: &[u8], delimiter: u8, step: usize) {
    let dialect = Dialect::new(delimiter).unwrap();
    let (expected, ending) = (reference(file, delimiter), reference_ending(file, delimiter));
    let mut seen = Vec::new();
    for mut scanner in Scanner::all(dialect) {
        for step in [step, file.len().max(1)] {
            let (rows, starts, end) = scanned(&mut scanner, file, step);
            assert_eq!(rows, expected, "{:?} in steps of {step}", String::from_utf8_lossy(file));
            assert_eq!(end, ending, "{:?}", String::from_utf8_lossy(file));
            seen.push(starts);
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
}

/// Pieces that make every kind of trouble likely.
fn pieces(delimiter: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => Just("a"),
        4 => Just("đã trả"),
        8 => Just(delimiter),
        4 => Just("\""),
        2 => Just("\"\""),
        3 => Just("\n"),
        3 => Just("\r\n"),
        1 => Just("\r"),
        2 => Just("hồ sơ dài, có; dấu và khoảng trắng \t"),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat().into_bytes())
}

/// Records as exports have them, with now and then one that is not ordinary.
fn records() -> impl Strategy<Value = Vec<u8>> {
    let field = prop_oneof![
        8 => "[a-zđ0-9 /:]{0,20}".prop_map(|text| text),
        4 => "[a-zđ,\r\n]{0,90}".prop_map(|text| format!("\"{text}\"")),
        2 => "[a-z,]{0,5}(\"\"[a-z,\n]{0,9}){0,9}".prop_map(|text| format!("\"{text}\"")),
        2 => "[0-3][0-9]/[01][0-9]/20[0-9]{2} [0-2][0-9]:[0-6][0-9]:[0-6][0-9]",
    ];
    let odd =
        prop_oneof![Just("12\""), Just("\"a\"b"), Just("\"a\"b\"\"c"), Just("a\r"), Just("\n"), Just("\r\n")];
    let field = prop_oneof![60 => field, 1 => odd.prop_map(str::to_owned)];
    // Of one width, or of any.
    let widths = prop_oneof![(1usize..9).prop_map(|width| width..width + 1), Just(1..9)];
    let records = widths.prop_flat_map(move |widths| {
        let record = prop::collection::vec(field.clone(), widths).prop_map(|fields| fields.join(","));
        prop::collection::vec(record, 0..60)
    });
    let ends = prop_oneof![Just("\n"), Just("\r\n")];
    (records, ends).prop_map(|(records, end)| records.join(end).into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes(file in pieces(","), step in 1usize..200) {
        check(&file, b',', step);
    }

    #[test]
    fn any_bytes_with_tabs(file in pieces("\t"), step in 1usize..200) {
        check(&file, b'\t', step);
    }

    #[test]
    fn exports(file in records(), step in 1usize..700) {
        check(&file, b',', step);
    }

    #[test]
    fn rubbish(file in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'"'), Just(b';')], 0..300)) {
        prop_assume!(!file.starts_with(b"\xEF\xBB\xBF"));
        check(&file, b';', 100);
    }

    #[test]
    fn lines_add_up(file in pieces(","), cut in 0usize..900) {
        let all = String::from_utf8(file.clone()).unwrap().replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(count_lines(&file), all.matches('\n').count());
        let mut scanner = Scanner::new(Dialect::new(b',').unwrap());
        let at = scanner.scan(&file[..cut.min(file.len())], Cut::More).consumed();
        prop_assert_eq!(count_lines(&file[..at]) + count_lines(&file[at..]), count_lines(&file));
    }

    #[test]
    fn the_records_before_a_place(file in pieces(","), limit in 0usize..900) {
        let mut scanner = Scanner::new(Dialect::new(b',').unwrap());
        let found = scanner.scan(&file, Cut::End);
        let before = found.before(limit);
        let count = found.records().filter(|record| record.start() < limit).count();
        prop_assert_eq!(before.len(), count);
        let next = found.records().nth(count).map_or(file.len(), |record| record.start());
        prop_assert_eq!(before.consumed(), next);
    }
}

#[test]
fn every_cut_of_a_file() {
    let file = "mã,ghi chú\r\nH-1,\"một, hai\r\nba \"\"bốn\"\"\"\r\n\r\nH-2,12\" x\rH-3,\"năm\"sáu\n\n\"\",\r\nH-4,\"mở";
    let file = [file.as_bytes(), &[b'x'; 61], b"\"\r\n", file.as_bytes()].concat();
    for cut in 0..file.len() {
        check(&file[..cut], b',', 3);
        check(&file[cut..], b',', 64);
    }
}

#[test]
fn what_no_word_has_room_for() {
    for piece in [",", "\n", "a\n", ",\n", "\"\",", "\"\n\"\n", "\"", "\r", "\r\n"] {
        for len in [63, 64, 65, 4096] {
            check(piece.repeat(len).as_bytes(), b',', 1000);
        }
    }
}
