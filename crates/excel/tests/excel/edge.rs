//! The edge files that are workbooks, and one of them as a real .xls.

use std::fs;
use std::path::Path;

use sipas_core::{Bucket, Dimension};
use sipas_engine::Dataset;
use sipas_excel::{Container, Limits, Workbook};
use sipas_intake::{Kind, Rows};

use crate::samples::{clock, data, load};

#[track_caller]
fn counts(path: &Path) {
    let mut set = Dataset::new();
    load(&mut set, Kind::Dossiers, &fs::read(path).unwrap(), path);
    let summary = set.summaries().remove(0);
    let rows = [summary.rows, summary.accepted, summary.rejected, summary.duplicates, summary.skipped];
    assert_eq!(rows, [3, 3, 0, 0, 0], "{:?}", summary.issues);
    let report = set.report(&clock("2025-06"), &[], None, None);
    let counts = report.whole().dossiers().unwrap();
    let buckets = [Bucket::Early, Bucket::OnTime, Bucket::Late].map(|bucket| counts.get(bucket));
    assert_eq!((counts.received, buckets), (3, [1, 1, 1]));
}

#[test]
fn the_edge_workbooks_are_read() {
    for name in ["plain.xlsx", "dates-as-text.xlsx", "html-table.xls"] {
        counts(&data(&format!("edge/{name}")));
    }
}

#[test]
fn a_real_xls_is_read() {
    counts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/plain.xls"));
}

/// Rows are read alike from all three kinds of file.
#[test]
fn an_xls_has_the_cells_of_its_xlsx() {
    let cells = |path: &Path| {
        let mut book = Workbook::open(path, &Limits::default()).unwrap();
        let sheet = book.sheets(None).unwrap().remove(0);
        let mut rows = sheet.rows();
        let mut all = Vec::new();
        while let Some(row) = rows.next_row() {
            let row = row.unwrap();
            all.push((row.line, row.cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()));
        }
        all
    };
    let xls = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/plain.xls");
    assert_eq!(cells(&xls), cells(&data("edge/plain.xlsx")));
}

#[test]
fn a_csv_is_no_workbook() {
    assert_eq!(Container::of(&fs::read(data("edge/plain.csv")).unwrap()), None);
    assert_eq!(Container::of("<5 ngày>,Mã hồ sơ".as_bytes()), None);
    assert_eq!(Container::of(&fs::read(data("edge/html-table.xls")).unwrap()), Some(Container::Html));
    assert_eq!(Container::of(&fs::read(data("edge/plain.xlsx")).unwrap()), Some(Container::Zip));
}

/// Sixty rows that another program wrote: units merged over ten rows each, and two rows hidden.
#[test]
fn an_xls_of_ordinary_size_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/xlwt.xls");
    let mut set = Dataset::new();
    load(&mut set, Kind::Dossiers, &fs::read(&path).unwrap(), &path);
    let summary = set.summaries().remove(0);
    assert_eq!((summary.rows, summary.accepted, summary.rejected), (60, 60, 0), "{:?}", summary.issues);
    let hidden = summary.issues.iter().find(|issue| issue.code == "row.hidden").map(|issue| issue.count);
    assert_eq!(hidden, Some(2));
    let report = set.report(&clock("2025-06"), &[Dimension::Unit], None, None);
    let counts = report.whole().dossiers().unwrap();
    assert_eq!([Bucket::Early, Bucket::OnTime, Bucket::Late].map(|bucket| counts.get(bucket)), [20; 3]);
    assert_eq!(report.parts().map(|unit| unit.dossiers().unwrap().received).collect::<Vec<_>>(), [10; 6]);
}
