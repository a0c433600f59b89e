//! What earlier runs wrote, told by the mark that each format carries.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use sipas_csv::REJECTS_TITLES;
use sipas_excel::{Made, made};
use sipas_render::is_own_report;

use crate::exports::Why;
use crate::lists;

/// This much of a file holds the marks of all formats of text.
const HEAD: u64 = 4096;

/// Whether a file is an output or a rejects file of sipas itself.
pub(crate) fn of(path: &Path) -> Option<Why> {
    of_bytes(File::open(path).ok()?)
}

/// Whether an opened file is an output or a rejects file of sipas itself.
pub(crate) fn of_bytes(mut file: impl Read + Seek) -> Option<Why> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head).ok()?;
    if head.starts_with(b"PK") {
        return match made(file)? {
            Made::Output => Some(Why::Output),
            Made::Rejects => Some(Why::Rejects),
        };
    }
    let text = String::from_utf8_lossy(&head);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    if REJECTS_TITLES.iter().any(|title| first.trim_matches('"').starts_with(title)) {
        return Some(Why::Rejects);
    }
    (is_own_report(text) || lists::is_header(first)).then_some(Why::Output)
}
