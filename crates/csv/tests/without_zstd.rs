//! What is built without C says which files it cannot unpack: `cargo test -p sipas-csv --no-default-features`.
#![cfg(not(feature = "zstd"))]
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

use insta::assert_snapshot;
use sipas_csv::{CsvError, CsvRows, Options};

#[test]
fn a_file_packed_with_zstd_is_refused_in_words() {
    let packed = zstd::encode_all(&b"a,b\n1,2\n"[..], 1).unwrap();
    let opened = CsvRows::from_reader(
        Box::new(std::io::Cursor::new(packed)),
        Path::new("t.csv.zst"),
        &Options::default(),
    );
    let error = opened.err().unwrap();
    assert!(matches!(error, CsvError::NotUnpacked { .. }));
    assert_snapshot!(error, @"t.csv.zst: the file is packed with zstd, which cannot be unpacked here; unpack it first, or pack it as .gz");
    assert_snapshot!(error.vi(), @"t.csv.zst: tệp nén kiểu zstd, ở đây không giải nén được; hãy giải nén trước, hoặc nén lại thành .gz");
}
