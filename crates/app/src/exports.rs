//! From what was named to files: folders and patterns become their exports, in natural order.

use std::cmp::Ordering;
use std::fs::{self, File};
use std::io::{self, Cursor};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use sipas_intake::io_vi;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::own;
use crate::read::of_others;

/// The folder of results beside exports.
pub const RESULTS: &str = "ket-qua";

/// Which files are exports, by the ends of their names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Accept {
    /// Texts and workbooks.
    #[default]
    All,
    /// CSV and the like, packed or not.
    Texts,
    /// Workbooks.
    Workbooks,
    /// Partial results.
    Partials,
}

impl Accept {
    /// What their names end with. Workbooks that are not read are among them, so that one is refused rather than
    /// passed over.
    pub fn endings(self) -> &'static [&'static str] {
        const ALL: &[&str] = &["csv", "tsv", "txt", "gz", "zst", "zip", "xlsx", "xlsm", "xlsb", "xls", "ods"];
        match self {
            Accept::All => ALL,
            Accept::Texts => &ALL[..6],
            Accept::Workbooks => &ALL[5..],
            Accept::Partials => &["sipas"],
        }
    }
}

/// The files that a name stands for, in natural order.
#[derive(Debug, Default)]
pub struct Found {
    /// Each, or why it cannot be read.
    pub files: Vec<(PathBuf, Option<Nothing>)>,
    /// Those of a folder or pattern that are no exports.
    pub passed_over: Vec<PassedOver>,
}

/// A file of a folder or pattern that is not read; named by itself it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// Why a file of a folder or pattern is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// A workbook that is open elsewhere leaves a file of its name with ~$ before it.
    Lock,
    /// A result of an earlier run.
    Output,
    /// Rejected rows of an earlier run.
    Rejects,
    /// The ending is none of an export, or of an archive no file's is.
    OtherKind,
    /// An export in an archive that is read as one of another kind.
    OtherExport,
}

impl Why {
    /// Says the reason, in Vietnamese and in English.
    pub fn texts(self) -> (&'static str, &'static str) {
        match self {
            Why::Lock => ("tệp khóa của bảng tính đang mở", "locks of open workbooks"),
            Why::Output => ("kết quả của sipas", "results of sipas"),
            Why::Rejects => ("dòng lỗi của lần chạy trước", "rejected rows of an earlier run"),
            Why::OtherKind => ("tệp loại khác", "files of other kinds"),
            Why::OtherExport => ("tệp kết xuất loại khác", "exports of other kinds"),
        }
    }
}

/// Why there is nothing to read where something was named.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Nothing {
    /// A folder that cannot be opened.
    #[error("cannot open the folder: {0}")]
    Folder(Arc<io::Error>),
    /// A file that cannot be opened.
    #[error("cannot open the file: {0}")]
    File(Arc<io::Error>),
    /// A folder without a file of such an ending.
    #[error("the folder holds no export ({})", list(*.0))]
    Empty(Accept),
    /// An archive without a file of such an ending.
    #[error("the archive holds no export ({})", list(*.0))]
    Archive(Accept),
    /// A pattern that is none.
    #[error("not a pattern of names: {0}")]
    Pattern(globset::Error),
    /// A pattern of no file's name.
    #[error("no file matches the pattern")]
    NoMatch,
}

impl Nothing {
    /// Says the reason in Vietnamese.
    pub fn vi(&self) -> String {
        match self {
            Nothing::Folder(error) => format!("không mở được thư mục: {}", io_vi(error)),
            Nothing::File(error) => format!("không mở được tệp: {}", io_vi(error)),
            Nothing::Empty(accept) => format!("thư mục không có tệp kết xuất nào ({})", list(*accept)),
            Nothing::Archive(accept) => format!("tệp nén không có tệp kết xuất nào ({})", list(*accept)),
            Nothing::Pattern(error) => format!("mẫu tên không đúng: {error}"),
            Nothing::NoMatch => "không có tệp nào khớp mẫu tên".to_owned(),
        }
    }
}

fn list(accept: Accept) -> String {
    // Nobody is to be told to bring what is refused.
    let read = accept.endings().iter().filter(|ending| **ending != "ods");
    read.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
}

/// The files that a name stands for: the exports of a folder, what a pattern matches, or the one file, which need not be
/// there.
pub fn named(name: &Path, accept: Accept) -> Result<Found, Nothing> {
    if name.is_dir() {
        folder(name, accept)
    } else if is_pattern(name) && !name.exists() {
        pattern(name, accept)
    } else {
        Ok(Found { files: vec![(name.to_owned(), None)], ..Found::default() })
    }
}

fn folder(folder: &Path, accept: Accept) -> Result<Found, Nothing> {
    fs::read_dir(folder).map_err(|error| Nothing::Folder(Arc::new(error)))?;
    let mut found = Found::default();
    for entry in WalkDir::new(folder).min_depth(1).max_depth(1).follow_links(true) {
        found.take(entry, |path| is_export(path, accept));
    }
    found.sorted().ok_or(Nothing::Empty(accept))
}

fn pattern(pattern: &Path, accept: Accept) -> Result<Found, Nothing> {
    let matcher = matcher(pattern).map_err(Nothing::Pattern)?;
    let plain = |part: &Component<'_>| !is_pattern(Path::new(part.as_os_str()));
    let base: PathBuf = pattern.components().take_while(plain).collect();
    let rest: Vec<Component<'_>> = pattern.components().skip_while(plain).collect();
    let any_depth = rest.iter().any(|part| part.as_os_str() == "**");
    // `*.dat` says itself which files are meant.
    let ending = pattern.extension().filter(|ending| !is_pattern(Path::new(ending)));
    let shows_hidden = rest.iter().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));

    let root = if base.as_os_str().is_empty() { Path::new(".") } else { base.as_path() };
    let depth = if any_depth { usize::MAX } else { rest.len() };
    let mut found = Found::default();
    let walk = WalkDir::new(root).min_depth(1).max_depth(depth).follow_links(true).into_iter();
    let is_looked_into = |path: &Path| (shows_hidden || !is_hidden(path)) && !is_results(path);
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || is_looked_into(entry.path())) {
        let path = entry.as_ref().map(walkdir::DirEntry::path).ok();
        let path = path.or_else(|| entry.as_ref().err().and_then(walkdir::Error::path));
        let is_folder = entry.as_ref().map_or_else(is_of_folder, |entry| entry.file_type().is_dir());
        let path = path.map(|path| {
            if base.as_os_str().is_empty() { path.strip_prefix(root).unwrap_or(path) } else { path }
        });
        if is_folder || path.is_some_and(|path| matcher.is_match(path)) {
            found
                .take_as(path.map(Path::to_owned), entry, |path| ending.is_some() || is_export(path, accept));
        }
    }
    found.sorted().ok_or(Nothing::NoMatch)
}

/// `*` and `?` match within one name, `**` any folders; names that are not UTF-8 are matched too.
fn matcher(pattern: &Path) -> Result<GlobMatcher, globset::Error> {
    let glob = GlobBuilder::new(&pattern.to_string_lossy()).literal_separator(true).build()?;
    Ok(glob.compile_matcher())
}

/// Whether an error is that of a folder, whose files nobody can know.
fn is_of_folder(error: &walkdir::Error) -> bool {
    error.path().is_some_and(Path::is_dir)
}

impl Found {
    fn take(&mut self, entry: Result<walkdir::DirEntry, walkdir::Error>, is_export: impl Fn(&Path) -> bool) {
        let path = match &entry {
            Ok(entry) => Some(entry.path().to_owned()),
            Err(error) => error.path().map(Path::to_owned),
        };
        self.take_as(path, entry, is_export);
    }

    fn take_as(
        &mut self,
        path: Option<PathBuf>,
        entry: Result<walkdir::DirEntry, walkdir::Error>,
        is_export: impl Fn(&Path) -> bool,
    ) {
        let path = path.unwrap_or_default();
        let why = match entry {
            // What a loop leads back to is walked already.
            Err(error) if error.loop_ancestor().is_some() => return,
            Err(error) => {
                let is_folder = is_of_folder(&error);
                let error = Arc::new(error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()));
                if is_folder {
                    self.files.push((path, Some(Nothing::Folder(error))));
                } else if is_export(&path) && !is_hidden(&path) {
                    self.files.push((path, Some(Nothing::File(error))));
                }
                return;
            }
            Ok(entry) if !entry.file_type().is_file() || is_hidden(&path) || is_of_system(&path) => return,
            Ok(_) if is_lock(&path) => Some(Why::Lock),
            Ok(_) if !is_export(&path) => Some(Why::OtherKind),
            Ok(_) => own::of(&path).or_else(|| of_others(File::open(&path).ok()?, &path)),
        };
        match why {
            None => self.files.push((path, None)),
            Some(why) => self.passed_over.push(PassedOver { path, why }),
        }
    }

    /// In natural order; `None` where there is no file.
    fn sorted(mut self) -> Option<Found> {
        let order = |a: &Path, b: &Path| {
            // What compares equal as numbers (t02, t2) still needs an order that is always the same.
            in_order(&shown(a), &shown(b)).then_with(|| a.cmp(b))
        };
        self.files.sort_by(|(a, _), (b, _)| order(a, b));
        self.passed_over.sort_by(|a, b| order(&a.path, &b.path));
        (!self.files.is_empty()).then_some(self)
    }
}

/// Whether a file would be read where that is named: as a pattern, or as a folder.
pub fn would_read(named: &Path, file: &Path, accept: Accept) -> bool {
    let plain =
        |path: &Path| path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>();
    let (named, file) = (plain(named), plain(file));
    if named.is_dir() || named.as_os_str().is_empty() {
        return file.parent() == Some(named.as_path()) && is_export(&file, accept);
    }
    is_pattern(&named) && matcher(&named).is_ok_and(|pattern| pattern.is_match(&file))
}

/// Whether two names are those of one file.
pub fn are_one(a: &Path, b: &Path) -> bool {
    fs::canonicalize(a).is_ok_and(|a| fs::canonicalize(b).is_ok_and(|b| a == b))
}

/// Why a file of a folder is not read there, where somebody else has read its bytes; `None` of an export.
pub fn passed_over(path: &Path, bytes: &[u8], accept: Accept) -> Option<Why> {
    match () {
        () if is_lock(path) => Some(Why::Lock),
        () if !is_export(path, accept) => Some(Why::OtherKind),
        () => own::of_bytes(Cursor::new(bytes)).or_else(|| of_others(Cursor::new(bytes), path)),
    }
}

/// A path as it is shown: in NFC, and with `/` on every system, so that figures of one office are the same bytes on another.
pub fn shown(path: &Path) -> String {
    let shown: String = path.display().to_string().nfc().collect();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown }
}

/// The natural order of names, digits as numbers.
pub fn in_order(a: &str, b: &str) -> Ordering {
    alphanumeric_sort::compare_str(a, b)
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

/// Whether the name is that of an export.
pub(crate) fn is_export(path: &Path, accept: Accept) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    !is_hidden(path) && !is_lock(path) && accept.endings().contains(&ending.as_str())
}

fn name_of(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or_default().to_string_lossy()
}

/// The folder that results of earlier runs are in: it is never looked into.
fn is_results(path: &Path) -> bool {
    name_of(path).eq_ignore_ascii_case(RESULTS) && path.is_dir()
}

fn is_hidden(path: &Path) -> bool {
    name_of(path).starts_with('.')
}

/// Of Excel, and of LibreOffice, whose lock files are hidden besides.
fn is_lock(path: &Path) -> bool {
    name_of(path).starts_with('~')
}

/// Files that Windows leaves in folders, which nobody means to hand in.
fn is_of_system(path: &Path) -> bool {
    ["desktop.ini", "thumbs.db"].contains(&name_of(path).to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_numbers() {
        let names = ["tháng 10.csv", "tháng 2.csv", "thang-1.csv", "tha\u{301}ng 3.csv"];
        let files = names.map(|name| (PathBuf::from(name), None)).to_vec();
        let sorted = Found { files, ..Found::default() }.sorted().unwrap();
        let names: Vec<_> = sorted.files.iter().map(|(path, _)| path.to_str().unwrap()).collect();
        assert_eq!(names, ["thang-1.csv", "tháng 2.csv", "tha\u{301}ng 3.csv", "tháng 10.csv"]);
    }

    #[test]
    fn exports_are_told_by_their_ending() {
        let yes = ["a.csv", "a.CSV", "a.csv.gz", "a.zst", "a.tsv", "a.txt", "a.xlsx"];
        let no = ["a.json", "a", ".a.csv", "~$a.xlsx", "README.md", ".csv"];
        assert!(yes.iter().all(|name| is_export(Path::new(name), Accept::All)));
        assert!(!no.iter().any(|name| is_export(Path::new(name), Accept::All)));
        assert!(!is_export(Path::new("a.xlsx"), Accept::Texts));
        assert!(!is_export(Path::new("a.csv"), Accept::Workbooks));
    }

    /// The names of the files of what was named, and of those passed over.
    fn found(folder: &Path, name: &str) -> (Vec<String>, Vec<(String, Why)>) {
        let found = named(&folder.join(name), Accept::All).unwrap();
        let name = |path: &Path| shown(path.strip_prefix(folder).unwrap());
        let file = |(path, nothing): &(PathBuf, Option<Nothing>)| match nothing {
            None => name(path),
            Some(nothing) => format!("{}: {nothing}", name(path)),
        };
        let over = found.passed_over.iter().map(|over| (name(&over.path), over.why));
        (found.files.iter().map(file).collect(), over.collect())
    }

    #[test]
    fn folders_and_patterns_pass_over_what_is_no_export() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["t10.csv", "t2.csv", "~$t2.xlsx", ".t3.csv", "đọc.docx", "Thumbs.db", "t1.csv.crdownload"]
        {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join("cũ.csv")).unwrap();
        fs::write(folder.path().join("cũ.csv/t1.csv"), "x").unwrap();
        let texts = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let (files, over) = found(folder.path(), "");
        assert_eq!(files, texts(&["t2.csv", "t10.csv"]));
        let expected =
            [("t1.csv.crdownload", Why::OtherKind), ("~$t2.xlsx", Why::Lock), ("đọc.docx", Why::OtherKind)];
        assert_eq!(over, expected.map(|(name, why)| (name.to_owned(), why)));
        assert_eq!(found(folder.path(), "t?.csv").0, texts(&["t2.csv"]));
        assert_eq!(found(folder.path(), "*").0, files);
        assert_eq!(found(folder.path(), "*/*.csv").0, texts(&["cũ.csv/t1.csv"]));
        assert_eq!(found(folder.path(), "**/t*.csv").0, texts(&["cũ.csv/t1.csv", "t2.csv", "t10.csv"]));
        for name in [".t*.csv", "*.xlsm"] {
            let found = named(&folder.path().join(name), Accept::All);
            assert!(matches!(found, Err(Nothing::NoMatch)), "{name}: {found:?}");
        }
        assert!(matches!(named(&folder.path().join("[a"), Accept::All), Err(Nothing::Pattern(_))));
    }

    #[cfg(unix)]
    #[test]
    fn no_name_and_no_link_stops_a_walk() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join(OsStr::from_bytes(b"t\xe1.csv"));
        fs::write(&odd, "x").unwrap();
        symlink("nowhere", folder.path().join("z.csv")).unwrap();
        symlink(".", folder.path().join("loop")).unwrap();
        for name in ["", "*.csv", "**/*.csv"] {
            let files = named(&folder.path().join(name), Accept::All).unwrap().files;
            assert_eq!(files[0].0, odd, "{name}");
            let (link, nothing) = &files[1];
            assert_eq!(link, &folder.path().join("z.csv"));
            assert!(matches!(nothing, Some(Nothing::File(_))), "{name}: {nothing:?}");
            assert_eq!(files.len(), 2, "{name}: {files:?}");
        }
    }
}
