//! From what was named to files: folders and patterns become their exports, in natural order.

use std::cmp::Ordering;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

/// What exports of text end with.
pub const TEXTS: [&str; 5] = ["csv", "tsv", "txt", "gz", "zst"];
/// What workbooks end with. Those that are not read are among them, so that one is refused rather than passed over.
pub const WORKBOOKS: [&str; 4] = ["xlsx", "xlsm", "xls", "ods"];
/// What both end with.
pub const ALL: [&str; 9] = ["csv", "tsv", "txt", "gz", "zst", "xlsx", "xlsm", "xls", "ods"];

/// Why there is nothing to read where something was named.
#[derive(Debug, thiserror::Error)]
pub enum Nothing {
    /// A folder that cannot be opened.
    #[error("cannot open the folder: {0}")]
    Folder(io::Error),
    /// A folder without a file of such an ending.
    #[error("the folder holds no export ({})", list(.0))]
    Empty(&'static [&'static str]),
    /// A pattern that is none.
    #[error("not a pattern of names: {0}")]
    Pattern(glob::PatternError),
    /// A pattern of no file's name.
    #[error("no file matches the pattern")]
    NoMatch,
}

impl Nothing {
    /// The same in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            Nothing::Folder(error) => format!("không mở được thư mục: {error}"),
            Nothing::Empty(endings) => format!("thư mục không có bản xuất nào ({})", list(endings)),
            Nothing::Pattern(error) => format!("mẫu tên không đúng: {error}"),
            Nothing::NoMatch => "không có tệp nào khớp mẫu tên".to_owned(),
        }
    }
}

fn list(endings: &[&str]) -> String {
    // Nobody is to be told to bring what is refused.
    let read = endings.iter().filter(|ending| **ending != "ods");
    read.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
}

/// The files that a name stands for: the exports of a folder, what a pattern matches, or the one file, which need not be
/// there.
pub fn named(name: &Path, endings: &'static [&'static str]) -> Result<Vec<PathBuf>, Nothing> {
    if name.is_dir() {
        folder(name, endings)
    } else if is_pattern(name) && !name.exists() {
        pattern(name)
    } else {
        Ok(vec![name.to_owned()])
    }
}

fn folder(folder: &Path, endings: &'static [&'static str]) -> Result<Vec<PathBuf>, Nothing> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(Nothing::Folder)?.into_iter().map(|entry| entry.path());
    let found: Vec<_> = entries.filter(|path| path.is_file() && is_export(path, endings)).collect();
    if found.is_empty() { Err(Nothing::Empty(endings)) } else { Ok(sorted(found)) }
}

fn pattern(pattern: &Path) -> Result<Vec<PathBuf>, Nothing> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(&pattern.to_string_lossy(), options).map_err(Nothing::Pattern)?;
    let found: Vec<_> = paths.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    if found.is_empty() { Err(Nothing::NoMatch) } else { Ok(sorted(found)) }
}

/// Whether a file would be read where that is named: as a pattern, or as a folder.
pub fn would_read(named: &Path, file: &Path, endings: &[&str]) -> bool {
    let plain =
        |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    let (named, file) = (plain(named), plain(file));
    if named.is_dir() || named.as_os_str().is_empty() {
        return file.parent() == Some(named.as_path()) && is_export(&file, endings);
    }
    let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
    let pattern = glob::Pattern::new(&named.to_string_lossy());
    is_pattern(&named) && pattern.is_ok_and(|pattern| pattern.matches_path_with(&file, options))
}

/// Whether two names are those of one file.
pub fn are_one(a: &Path, b: &Path) -> bool {
    fs::canonicalize(a).is_ok_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b))
}

/// A path as it is shown: in NFC.
pub fn shown(path: &Path) -> String {
    path.display().to_string().nfc().collect()
}

/// The natural order of names, digits as numbers.
pub fn in_order(a: &str, b: &str) -> Ordering {
    alphanumeric_sort::compare_str(a, b)
}

fn sorted(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    // What compares equal as numbers (t02, t2) still needs an order that is always the same.
    paths.sort_by(|a, b| in_order(&shown(a), &shown(b)).then_with(|| a.cmp(b)));
    paths
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn is_export(path: &Path, endings: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    // A workbook that is open elsewhere leaves a file of its name with ~$ before it.
    !name.starts_with(['.', '~']) && endings.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_numbers() {
        let paths = ["tháng 10.csv", "tháng 2.csv", "thang-1.csv", "tha\u{301}ng 3.csv"];
        let sorted = sorted(paths.map(PathBuf::from).to_vec());
        let names: Vec<_> = sorted.iter().map(|path| path.to_str().unwrap()).collect();
        assert_eq!(names, ["thang-1.csv", "tháng 2.csv", "tha\u{301}ng 3.csv", "tháng 10.csv"]);
    }

    #[test]
    fn exports_are_told_by_their_ending() {
        let yes = ["a.csv", "a.CSV", "a.csv.gz", "a.zst", "a.tsv", "a.txt", "a.xlsx"];
        let no = ["a.json", "a", ".a.csv", "~$a.xlsx", "README.md", ".csv"];
        assert!(yes.iter().all(|name| is_export(Path::new(name), &ALL)));
        assert!(!no.iter().any(|name| is_export(Path::new(name), &ALL)));
        assert!(!is_export(Path::new("a.xlsx"), &TEXTS));
        assert!(!is_export(Path::new("a.csv"), &WORKBOOKS));
    }

    #[test]
    fn all_endings_are_those_of_texts_and_workbooks() {
        assert_eq!(ALL.to_vec(), [&TEXTS[..], &WORKBOOKS].concat());
    }
}
