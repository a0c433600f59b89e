//! Any first rows: a layout that keeps its word, or a refusal that can be said.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sipas_fuzz::kind;
use sipas_intake::{Field, Kind, Layout};
use unicode_normalization::UnicodeNormalization;

type Rows = Vec<(u64, Vec<String>)>;

fuzz_target!(|data: &[u8]| {
    let Some((&first, text)) = data.split_first() else { return };
    let (kind, text) = (kind(first), String::from_utf8_lossy(text));
    let rows: Rows = (1..)
        .zip(text.split('\n'))
        .map(|(line, row)| (line, row.split('\t').map(str::to_owned).collect()))
        .collect();
    let _ = Layout::legacy_of_bytes(&data[1..]);
    match Layout::detect(kind, &rows, None) {
        Err(refusal) => assert!(!refusal.to_string().is_empty() && !refusal.vi().is_empty()),
        Ok(layout) => {
            check(kind, &layout, &rows);
            // The form of the letters and blanks around them tell nothing.
            let spelt: Rows = rows
                .iter()
                .map(|(line, cells)| {
                    (*line, cells.iter().map(|cell| format!(" {}\u{a0}", cell.nfd())).collect())
                })
                .collect();
            let again = Layout::detect(kind, &spelt, None).expect("the same headers");
            assert_eq!(fields(&again), fields(&layout));
            assert_eq!(again.consumed(), layout.consumed());
        }
    }
});

fn fields(layout: &Layout) -> Vec<(Field, usize)> {
    Field::ALL.iter().filter_map(|field| Some((*field, layout.column(*field)?))).collect()
}

fn check(kind: Kind, layout: &Layout, rows: &Rows) {
    assert!(layout.consumed() <= rows.len() && layout.width() <= layout.columns().len());
    for (at, column) in layout.columns().iter().enumerate() {
        assert_eq!(layout.header(at), column.header);
        if let Some(field) = column.field {
            let is_one_of = |(of, all): &(Field, Vec<usize>)| *of == field && all.contains(&at);
            let is_read = layout.column(field) == Some(at) || layout.twins().iter().any(is_one_of);
            assert!(is_read, "a column of a field is read, alone or as one of several");
        }
    }
    for (field, at) in fields(layout) {
        assert_eq!(layout.columns()[at].field, Some(field));
    }
    // A rejects file has these headers, and is read again.
    let headers: Vec<String> = layout.columns().iter().map(|column| column.header.clone()).collect();
    let again = Layout::detect(kind, &[(1, headers)], None).expect("its own headers are known");
    assert_eq!(fields(&again), fields(layout), "headers read back as the same fields");
}
