//! From what was named to files: folders and patterns become their exports, in natural order.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, bail};
use sipas_intake::Kind;
use sipas_render::Lang;
use unicode_normalization::UnicodeNormalization;

use crate::args::InputArgs;

/// One file to be read, or the standard input.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) kind: Kind,
    /// As it was named, in NFC: what messages and reports show.
    pub(crate) shown: String,
    pub(crate) origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    File(PathBuf),
    Stdin,
    /// Nothing can be read there, for this reason.
    Nowhere(String),
}

/// What a folder's exports end with. Those of workbooks that are not read are among them, so that one is refused rather
/// than passed over.
const EXPORTS: [&str; 9] = ["csv", "tsv", "txt", "gz", "zst", "xlsx", "xlsm", "xls", "ods"];

impl Source {
    /// Opens it.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.origin {
            Origin::File(path) => Box::new(fs::File::open(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Nowhere(_) => Box::new(io::empty()),
        })
    }

    /// How many bytes it has, where that is known.
    pub(crate) fn bytes(&self) -> Option<u64> {
        match &self.origin {
            Origin::File(path) => fs::metadata(path).ok().map(|metadata| metadata.len()),
            Origin::Stdin | Origin::Nowhere(_) => None,
        }
    }

    /// Whether it is that file, by whatever name.
    pub(crate) fn is(&self, other: &Path) -> bool {
        let Origin::File(path) = &self.origin else { return false };
        fs::canonicalize(path)
            .ok()
            .is_some_and(|path| fs::canonicalize(other).is_ok_and(|other| path == other))
    }
}

/// All sources, in the order in which they are to be read, and notes on what is not as it was asked for.
pub(crate) fn sources(args: &InputArgs, lang: Lang) -> Result<(Vec<Source>, Vec<String>)> {
    let kinds = [
        (Kind::Dossiers, &args.exports),
        (Kind::Pakn, &args.pakn),
        (Kind::Procedures, &args.procedures),
        (Kind::Survey, &args.survey),
    ];
    let mut all = Vec::new();
    for (kind, named) in kinds {
        for name in named {
            expand(kind, name, lang, &mut all);
        }
    }
    if all.is_empty() {
        bail!(lang.pick(
            "thiếu đầu vào: hãy nêu bản xuất hồ sơ, hoặc --pakn, --procedures, --survey; xem thêm: --help",
            "no input: name exports of dossiers, or --pakn, --procedures, --survey; see --help",
        ));
    }
    if all.iter().filter(|source| source.origin == Origin::Stdin).count() > 1 {
        bail!(lang.pick(
            "đầu vào chuẩn (-) chỉ đọc được một lần, nhưng được nêu hai lần",
            "the standard input (-) can be read only once, but is named twice",
        ));
    }
    Ok(once_each(&all, lang))
}

/// Partial results, in the order in which they are named; those of a pattern in natural order.
pub(crate) fn partials(named: &[PathBuf], lang: Lang) -> Vec<Source> {
    let mut all = Vec::new();
    for name in named {
        // They may hold any kind.
        expand(Kind::Dossiers, name, lang, &mut all);
    }
    all
}

/// Of a file named twice only the last mention is read: a later row of a code wins, so that the counts are the same.
fn once_each(all: &[Source], lang: Lang) -> (Vec<Source>, Vec<String>) {
    let mut later = BTreeSet::new();
    let mut named_again = |source: &Source| {
        let Origin::File(path) = &source.origin else { return false };
        fs::canonicalize(path).is_ok_and(|path| !later.insert((source.kind, path)))
    };
    // Seen from the last to the first.
    let mut again: Vec<bool> = all.iter().rev().map(&mut named_again).collect();
    again.reverse();
    let note = |source: &Source| {
        lang.pick(
            format!("{} được nêu hai lần; chỉ đọc một lần, ở chỗ nêu sau", source.shown),
            format!("{} is named twice; it is read once, where it is named last", source.shown),
        )
    };
    let twice = all.iter().zip(&again).filter(|(_, again)| **again);
    let notes = twice.map(|(source, _)| note(source)).collect();
    let kept = all.iter().zip(&again).filter(|(_, again)| !**again).map(|(source, _)| source.clone());
    (kept.collect(), notes)
}

fn expand(kind: Kind, name: &Path, lang: Lang, all: &mut Vec<Source>) {
    let source =
        |path: &Path, origin| Source { kind, shown: path.display().to_string().nfc().collect(), origin };
    let found = if name.as_os_str() == "-" {
        all.push(source(name, Origin::Stdin));
        return;
    } else if name.is_dir() {
        folder(name, lang)
    } else if is_pattern(name) && !name.exists() {
        pattern(name, lang)
    } else {
        Ok(vec![name.to_owned()])
    };
    match found {
        Ok(paths) => all.extend(paths.into_iter().map(|path| source(&path, Origin::File(path.clone())))),
        Err(reason) => all.push(source(name, Origin::Nowhere(reason))),
    }
}

fn folder(folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| {
        lang.pick(format!("không mở được thư mục: {error}"), format!("cannot open the folder: {error}"))
    })?;
    let found =
        entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_file() && is_export(path));
    in_order(found.collect()).ok_or_else(|| {
        lang.pick(
            "thư mục không có bản xuất nào (.csv, .tsv, .txt, .gz, .zst, .xlsx, .xls)".to_owned(),
            "the folder holds no export (.csv, .tsv, .txt, .gz, .zst, .xlsx, .xls)".to_owned(),
        )
    })
}

fn pattern(pattern: &Path, lang: Lang) -> Result<Vec<PathBuf>, String> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(&pattern.to_string_lossy(), options).map_err(|error| {
        lang.pick(format!("mẫu tên không đúng: {error}"), format!("not a pattern of names: {error}"))
    })?;
    in_order(paths.filter_map(Result::ok).filter(|path| path.is_file()).collect()).ok_or_else(|| {
        lang.pick("không có tệp nào khớp mẫu tên".to_owned(), "no file matches the pattern".to_owned())
    })
}

/// Whether a file would be read where that is named: as a pattern, or as a folder.
pub(crate) fn would_read(named: &Path, file: &Path) -> bool {
    let plain =
        |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    let (named, file) = (plain(named), plain(file));
    if named.is_dir() || named.as_os_str().is_empty() {
        return file.parent() == Some(named.as_path()) && is_export(&file);
    }
    let options = glob::MatchOptions { require_literal_separator: true, ..glob::MatchOptions::new() };
    let pattern = glob::Pattern::new(&named.to_string_lossy());
    is_pattern(&named) && pattern.is_ok_and(|pattern| pattern.matches_path_with(&file, options))
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn is_export(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    // A workbook that is open elsewhere leaves a file of its name with ~$ before it.
    !name.starts_with(['.', '~']) && EXPORTS.contains(&ending.as_str())
}

/// Whether the files of each kind were named in natural order: a shell puts "thang-10" before "thang-2".
pub(crate) fn in_natural_order(sources: &[Source]) -> bool {
    let files =
        |kind| sources.iter().filter(move |source| source.kind == kind && source.origin != Origin::Stdin);
    Kind::ALL.into_iter().all(|kind| {
        files(kind).is_sorted_by(|a, b| alphanumeric_sort::compare_str(&a.shown, &b.shown).is_le())
    })
}

/// In natural order, digits as numbers; `None` of nothing.
fn in_order(mut paths: Vec<PathBuf>) -> Option<Vec<PathBuf>> {
    let name = |path: &PathBuf| path.to_string_lossy().nfc().collect::<String>();
    paths.sort_by(|a, b| {
        // What compares equal as numbers (t02, t2) still needs an order that is always the same.
        alphanumeric_sort::compare_str(name(a), name(b)).then_with(|| a.cmp(b))
    });
    (!paths.is_empty()).then_some(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_numbers() {
        let paths = ["tháng 10.csv", "tháng 2.csv", "thang-1.csv", "tha\u{301}ng 3.csv"];
        let sorted = in_order(paths.map(PathBuf::from).to_vec()).unwrap();
        let names: Vec<_> = sorted.iter().map(|path| path.to_str().unwrap()).collect();
        assert_eq!(names, ["thang-1.csv", "tháng 2.csv", "tha\u{301}ng 3.csv", "tháng 10.csv"]);
        assert_eq!(in_order(vec![]), None);
    }

    #[test]
    fn exports_are_told_by_their_ending() {
        let yes = ["a.csv", "a.CSV", "a.csv.gz", "a.zst", "a.tsv", "a.txt", "a.xlsx"];
        let no = ["a.json", "a", ".a.csv", "~$a.xlsx", "README.md", ".csv"];
        assert!(yes.iter().all(|name| is_export(Path::new(name))));
        assert!(!no.iter().any(|name| is_export(Path::new(name))));
    }
}
