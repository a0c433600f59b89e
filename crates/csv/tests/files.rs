//! Single files: encodings, compression, what is refused and in which words.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Owned, cells, gz, open, read, rest, utf8, zst};
use insta::assert_snapshot;
use sipas_csv::{Compression, CsvError, CsvRows, Options};
use sipas_engine::{Dataset, Source};
use sipas_intake::{BadRow, BadRowReason, Kind};
use std::io::{self, Read};
use std::path::Path;

const EXPORT: &str = "Mã hồ sơ,Đơn vị\nH37-1,Phòng Tư pháp\nH37-2,\"Phòng\nNội vụ\"\n";

fn named(encoding: &str) -> Options {
    Options { encoding: Some(encoding.into()), ..Options::default() }
}

#[test]
fn facts_say_how_a_file_is_read() {
    let facts = |bytes: &[u8]| open(bytes, &Options::default()).unwrap().facts();
    let plain = facts(EXPORT.as_bytes());
    assert_eq!((plain.encoding, plain.bom, plain.delimiter, plain.compression), ("UTF-8", false, b',', None));
    let utf16: Vec<u8> = "\u{feff}a\tb\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let packed = facts(&gz(&utf16));
    assert_eq!((packed.encoding, packed.bom, packed.delimiter), ("UTF-16LE", true, b'\t'));
    assert_eq!(packed.compression, Some(Compression::Gzip));
    assert_eq!(facts(&zst(EXPORT.as_bytes())).compression, Some(Compression::Zstd));
}

#[test]
fn windows_1258_is_read_where_it_is_named() {
    // "Mã, Việt" as the code page has it: the tone marks are letters of their own.
    let bytes = b"Ma\xDE,Vi\xEA\xF2t,\xF0\n";
    assert_eq!(cells(bytes, &named("windows-1258")), [["Ma\u{303}", "Viê\u{323}t", "đ"]]);
    assert!(read(bytes, &Options::default())[0].is_err());
}

#[test]
fn bytes_that_are_no_text_reject_the_row_with_their_place() {
    let bytes = b"\xEF\xBB\xBFm\xC3\xA3,b\r\n1,\"x\"\"\xE1\xBB\",z\r\n\xFF\r\n2,\xEF\xBF\xBD\r\n";
    let bad = |line, cells: &[&str], byte, column| {
        Err(BadRow {
            line,
            cells: cells.iter().map(|&cell| cell.to_owned()).collect(),
            reason: BadRowReason::InvalidBytes { byte, column },
        })
    };
    let rows = read(bytes, &Options::default());
    assert_eq!(rows[1], bad(2, &["1", r#"x"\xE1\xBB"#, "z"], 16, 1));
    assert_eq!(rows[2], bad(3, &[r"\xFF"], 23, 0));
    // A replacement character that stands in the file is text.
    assert_eq!(rows[3].as_ref().unwrap().cells, ["2", "\u{fffd}"]);
    // A sequence that a closing quote cuts in two is no text either, though its halves would join.
    assert!(read(b"\"a\xE1\"\xBB\x87,b\n", &Options::default())[0].is_err());
}

#[test]
fn a_header_that_is_no_text_shows_in_the_head() {
    // The first bytes of a TCVN3 header.
    let bytes = b"M\xB7 h\xE5 s\xAC,Ng\xB5y nh\xCBn\nA,1\n";
    let mut rows = open(bytes, &Options::default()).unwrap();
    let head = &rows.head(21)[0];
    assert_eq!(head.bad, Some(BadRowReason::InvalidBytes { byte: 1, column: 0 }));
    assert_eq!(head.cells[0], r"M\xB7 h\xE5 s\xAC");
    assert_eq!(rows.head_bytes(), bytes);
    assert_eq!(rest(&mut rows).len(), 2);
}

#[test]
fn an_open_quote_is_told_at_the_end_of_the_file() {
    let rows = read(b"a,b\n1,\"x\n2,y\n", &Options::default());
    let reason = BadRowReason::UnclosedQuote;
    assert_eq!(rows[1], Err(BadRow { line: 2, cells: vec!["1".into(), "x\n2,y\n".into()], reason }));
    let rows = read(b"a,b\n1,x", &Options::default());
    assert_eq!(rows[1], Ok(Owned { line: 2, cells: vec!["1".into(), "x".into()], cut: true }));
}

#[test]
fn large_files_pass_through_in_blocks() {
    let row = format!("H37-1,\"{}\n\",z\r\n", "ghi chú ".repeat(40));
    let text = row.repeat(5000);
    let rows = read(&zst(text.as_bytes()), &Options::default());
    assert_eq!(rows.len(), 5000);
    for (index, row) in (0..).zip(&rows) {
        let row = row.as_ref().unwrap();
        assert_eq!((row.line, row.cells.len(), row.cut), (1 + 2 * index, 3, false));
    }
    // Rows longer than a block, and more of them looked at than a block holds.
    let row = format!("{},b\n", "a".repeat(700_000));
    let mut rows = open(row.repeat(5).as_bytes(), &Options::default()).unwrap();
    assert_eq!(rows.head(3).len(), 3);
    assert_eq!(rest(&mut rows).len(), 5);
    rows.finish().unwrap();
}

#[test]
fn blank_lines_by_the_megabyte_are_no_rows() {
    let text = format!("a,b{}1,2\n", "\r\n".repeat(900_000));
    assert_eq!(read(text.as_bytes(), &Options::default())[1].as_ref().unwrap().line, 900_001);
    let text = format!("{}a,b\n", "\n".repeat(900_000));
    assert_eq!(read(text.as_bytes(), &Options::default())[0].as_ref().unwrap().line, 900_001);
}

#[test]
fn a_row_without_end_stops_the_reading() {
    let endless = io::Cursor::new(b"1,2\n\"open").chain(io::repeat(b'x'));
    let mut rows = CsvRows::from_reader(Box::new(endless), Path::new("t.csv"), &Options::default()).unwrap();
    assert_eq!(rest(&mut rows).len(), 1);
    let error = rows.finish().unwrap_err();
    assert_snapshot!(error, @"t.csv: the row that begins on line 2 is longer than 16 MiB or 65,536 cells; most often a closing quote is missing; it and all after it were not read");
    assert_snapshot!(error.vi(), @"t.csv: bản ghi bắt đầu ở dòng 2 dài quá 16 MiB hoặc 65.536 ô, thường do thiếu dấu nháy đóng; từ đó trở đi không đọc được");

    let wide = format!("1,2\n{}\n3,4\n", ",".repeat(70_000));
    let mut rows = open(wide.as_bytes(), &Options::default()).unwrap();
    assert_eq!((rows.head(21).len(), rest(&mut rows).len()), (1, 1));
    assert!(matches!(rows.finish(), Err(CsvError::RowTooLong { line: 2, .. })));
}

#[test]
fn compressed_data_that_breaks_off_is_told_after_the_rows_before() {
    let rows = (0..20_000).fold(String::new(), |rows, i| rows + &format!("H37-{i},{}\n", i * 7919 % 10_007));
    for pack in [gz, zst] {
        let whole = pack(rows.as_bytes());
        let mut cut = open(&whole[..whole.len() - 9], &Options::default()).unwrap();
        let read = rest(&mut cut);
        assert!(read.iter().all(|row| !row.as_ref().unwrap().cut));
        let error = cut.finish().unwrap_err();
        let CsvError::Packed { line, .. } = error else { panic!("{error}") };
        assert_eq!(line, read.len() as u64 + 1);
        assert!(cut.finish().is_ok(), "told once");

        let mut damaged = whole;
        let middle = damaged.len() / 2;
        damaged[middle..middle + 40].fill(0x5A);
        let mut damaged = open(&damaged, &Options::default()).unwrap();
        rest(&mut damaged);
        assert!(matches!(damaged.finish(), Err(CsvError::Packed { .. })));
    }
    let whole = gz(rows.as_bytes());
    // Whether the first bytes of the data give a byte of text, or none, is the unpacker's own affair.
    let error = match open(&whole[..12], &Options::default()) {
        Err(error) => error,
        Ok(mut rows) => {
            assert!(rest(&mut rows).is_empty());
            rows.finish().unwrap_err()
        }
    };
    assert_snapshot!(error, @"t.csv: the gzip data is cut short; line 1 and all after it were not read");
    assert_snapshot!(error.vi(), @"t.csv: dữ liệu nén gzip bị cắt ngang; từ dòng 1 trở đi không đọc được");
}

#[test]
fn a_compressed_file_cut_anywhere_loses_no_row_silently() {
    for whole in [gz(EXPORT.as_bytes()), zst(EXPORT.as_bytes())] {
        for len in 4..whole.len() {
            if let Ok(mut rows) = open(&whole[..len], &Options::default()) {
                let read = rest(&mut rows);
                assert!(read.len() <= 3 && read.iter().all(Result::is_ok));
                rows.finish().unwrap_err();
            }
        }
    }
}

#[test]
fn a_failing_source_is_told_with_the_line() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("the cable is out"));
            }
            self.0 -= 1;
            let text = b"1,2\n3";
            buf[..text.len()].copy_from_slice(text);
            Ok(text.len())
        }
    }
    let source = io::BufReader::with_capacity(5, Failing(3));
    let mut rows = CsvRows::from_reader(Box::new(source), Path::new("-"), &Options::default()).unwrap();
    assert_eq!(rest(&mut rows).len(), 3);
    assert_snapshot!(rows.finish().unwrap_err(), @"-: reading stopped before the row of line 4: the cable is out");
}

#[test]
fn nothing_is_said_to_be_nothing() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b" \r\n\t\n", b"\xFF\xFE", b"\xFE\xFF\0\n"] {
        let error = open(bytes, &Options::default()).err().unwrap();
        assert!(matches!(error, CsvError::Empty { .. }));
    }
    let error = open(&gz(b""), &Options::default()).err().unwrap();
    assert_snapshot!(error, @"t.csv: the file is empty");
    assert_snapshot!(error.vi(), @"t.csv: tệp rỗng");
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = CsvRows::open(folder.path(), &Options::default()).err().unwrap();
    assert!(matches!(error, CsvError::Open { .. }));
    let error = CsvRows::open(Path::new("no-such.csv"), &Options::default()).err().unwrap();
    assert_eq!(error.io_kind(), Some(io::ErrorKind::NotFound));
    assert_snapshot!(error.vi(), @"không đọc được no-such.csv: không tìm thấy");
}

#[test]
fn nul_bytes_are_text() {
    assert_eq!(cells(b"a,b\nx\0y,z\n", &utf8(b',')), [["a", "b"], ["x\0y", "z"]]);
}

#[test]
fn a_dataset_takes_in_nothing_of_a_file_that_breaks_off() {
    let row = |i: u32| format!("H37.12-250613-{i:05},13/06/2025,{}\n", i * 7919 % 10_007);
    let text = "Mã hồ sơ,Ngày tiếp nhận,Đơn vị\n".to_owned() + &(0..20_000).map(row).collect::<String>();
    let packed = gz(text.as_bytes());
    let source = Source {
        path: "t.csv",
        kind: Kind::Dossiers,
        profile: None,
        serial_dates: false,
        keep_rejects: false,
        accept: &[],
        dealt_out: false,
    };
    let mut data = Dataset::new();
    let mut cut = open(&packed[..packed.len() - 9], &Options::default()).unwrap();
    let refusal = data.load(&source, &mut cut).unwrap_err();
    assert!(refusal.to_string().contains("cut short"), "{refusal}");
    assert!(data.inputs().is_empty());
    data.load(&source, &mut open(&packed, &Options::default()).unwrap()).unwrap();
    assert_eq!(data.summaries()[0].accepted, 20_000);
}
