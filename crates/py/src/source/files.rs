//! From what was named to files: folders and patterns become their exports, in natural order.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::error::Failure;

/// What a folder's exports of text end with.
pub(crate) const TEXTS: &[&str] = &["csv", "tsv", "txt", "gz", "zst"];
/// What its workbooks end with; those that are not read are among them, so that one is refused rather than passed over.
pub(crate) const WORKBOOKS: &[&str] = &["xlsx", "xlsm", "xls", "ods"];

/// The files of all that was named, in the order in which they are to be read, each with how it is shown; of a folder
/// those with one of the endings. Of a file named twice only the last mention is read.
pub(crate) fn expand(named: &[PathBuf], endings: &[&str]) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut all: Vec<PathBuf> = Vec::new();
    for name in named {
        if name.is_dir() {
            all.extend(folder(name, endings)?);
        } else if is_pattern(name) && !name.exists() {
            all.extend(pattern(name)?);
        } else {
            all.push(name.clone());
        }
    }
    let mut later = BTreeSet::new();
    all.reverse();
    all.retain(|path| fs::canonicalize(path).map_or(true, |real| later.insert(real)));
    all.reverse();
    let shown = |path: &PathBuf| path.display().to_string().nfc().collect();
    Ok(all.into_iter().map(|path| (path.clone(), shown(&path))).collect())
}

fn folder(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| Failure::Io { path: folder.to_owned(), error })?;
    let found = entries
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_export(path, endings));
    let reason = format!("the folder holds no export (.{})", endings.join(", ."));
    some(in_order(found.collect()), folder, &reason)
}

fn pattern(pattern: &Path) -> Result<Vec<PathBuf>, Failure> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(&pattern.to_string_lossy(), options).map_err(Failure::usage)?;
    let found = paths.filter_map(Result::ok).filter(|path| path.is_file());
    some(in_order(found.collect()), pattern, "no file matches the pattern")
}

fn some(found: Vec<PathBuf>, named: &Path, reason: &str) -> Result<Vec<PathBuf>, Failure> {
    if found.is_empty() {
        // ENOENT: to Python, nothing was found.
        let error = io::Error::new(io::ErrorKind::NotFound, reason.to_owned());
        return Err(Failure::Io { path: named.to_owned(), error });
    }
    Ok(found)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn is_export(path: &Path, endings: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    !name.starts_with(['.', '~']) && endings.contains(&ending.as_str())
}

/// In natural order, digits as numbers.
fn in_order(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let name = |path: &PathBuf| path.to_string_lossy().nfc().collect::<String>();
    // What compares equal as numbers (t02, t2) still needs an order that is always the same.
    paths.sort_by(|a, b| alphanumeric_sort::compare_str(name(a), name(b)).then_with(|| a.cmp(b)));
    paths
}
