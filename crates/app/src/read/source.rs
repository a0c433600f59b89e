use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[cfg(feature = "frames")]
use sipas_arrow::Frame;
use sipas_csv::{Stamp, resolved};
use sipas_excel::Sheet;
use sipas_intake::Kind;

use crate::exports::{self, Accept, Found, Nothing, PassedOver};

/// One input: a file, the standard input, a sheet or a frame.
#[derive(Debug, Clone)]
pub struct Source {
    /// The kind of its records.
    pub kind: Kind,
    /// Whether headers go before the kind where they are of another one: of each sheet of a workbook, each file of an
    /// archive. It is found out while they are read, so that a report has to be ready for all kinds.
    pub any_kind: bool,
    /// How it was named, in NFC: what messages and reports show.
    pub shown: String,
    /// Where its rows are.
    pub origin: Origin,
}

/// Where the rows of an input are.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A file, and what it was when it was named: one that has changed since is not read.
    File(PathBuf, Stamp),
    /// The standard input.
    Stdin,
    /// The bytes of a file that somebody else has read.
    Bytes(Arc<Vec<u8>>),
    /// A sheet of a workbook that was read, kept to be read again.
    Sheet(Arc<Sheet>),
    /// A frame in memory.
    #[cfg(feature = "frames")]
    Frame(Arc<Frame>),
    /// Nothing can be read where something was named.
    Nowhere(Nothing),
}

impl Source {
    /// The inputs that a path stands for: a file, the exports of a folder, or what a pattern matches; and what of these
    /// is passed over.
    ///
    /// Where nothing can be read, an input says why when it is its turn.
    pub fn all_of(kind: Kind, path: &Path, accept: Accept) -> (Vec<Source>, Vec<PassedOver>) {
        let source =
            |path: &Path, origin| Source { kind, any_kind: false, shown: exports::shown(path), origin };
        match exports::named(path, accept) {
            Ok(Found { files, passed_over }) => {
                let file = |(path, nothing): (PathBuf, Option<Nothing>)| match nothing {
                    None => source(&path, Origin::File(path.clone(), Stamp::of(&path))),
                    Some(nothing) => source(&path, Origin::Nowhere(nothing)),
                };
                (files.into_iter().map(file).collect(), passed_over)
            }
            Err(nothing) => (vec![source(path, Origin::Nowhere(nothing))], Vec::new()),
        }
    }

    /// The standard input.
    pub fn stdin(kind: Kind) -> Source {
        Source { kind, any_kind: false, shown: "-".to_owned(), origin: Origin::Stdin }
    }

    /// The bytes of a file, shown by its name; what kind of file it is, they say themselves.
    pub fn bytes_of(kind: Kind, name: &str, bytes: Vec<u8>) -> Source {
        let origin = Origin::Bytes(Arc::new(bytes));
        Source { kind, any_kind: false, shown: exports::shown(Path::new(name)), origin }
    }

    /// A frame, shown by a name of its own.
    #[cfg(feature = "frames")]
    pub fn frame(kind: Kind, name: &str, frame: Frame) -> Source {
        Source { kind, any_kind: false, shown: name.to_owned(), origin: Origin::Frame(Arc::new(frame)) }
    }

    /// Whether it is the standard input.
    pub fn is_stdin(&self) -> bool {
        matches!(self.origin, Origin::Stdin)
    }

    /// Whether it is that file, by whatever name. What is open already, such as the standard output, may lead to one too.
    pub fn is(&self, other: &Path) -> bool {
        let Some(path) = self.path() else { return false };
        path.is_file() && resolved(path).is_ok_and(|path| resolved(other).is_ok_and(|other| path == other))
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path, _) => Some(path),
            _ => None,
        }
    }

    /// The bytes of a file, in memory or not, or of the standard input.
    pub fn bytes(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.origin {
            Origin::File(path, _) => Box::new(File::open(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Bytes(bytes) => Box::new(Cursor::new(Shared(Arc::clone(bytes)))),
            _ => Box::new(io::empty()),
        })
    }

    /// How many bytes a file has, where that is known.
    pub fn size(&self) -> Option<u64> {
        match &self.origin {
            Origin::Bytes(bytes) => Some(bytes.len() as u64),
            _ => self.path().and_then(|path| fs::metadata(path).ok()).map(|about| about.len()),
        }
    }
}

/// Bytes that are read in several places.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Keeps of a file that is named twice the last mention; the others are given beside.
pub fn once_each(sources: Vec<Source>) -> (Vec<Source>, Vec<Source>) {
    let mut later = BTreeSet::new();
    let mut is_last = |source: &Source| {
        let real = source.path().and_then(|path| fs::canonicalize(path).ok());
        real.is_none_or(|path| later.insert((source.kind, path)))
    };
    let (mut kept, mut again) = (Vec::new(), Vec::new());
    for source in sources.into_iter().rev() {
        if is_last(&source) { kept.push(source) } else { again.push(source) }
    }
    kept.reverse();
    again.reverse();
    (kept, again)
}

/// Whether the files of each kind are named in natural order: a shell puts "thang-10" before "thang-2".
pub fn in_natural_order(sources: &[Source]) -> bool {
    let files = |kind| sources.iter().filter(move |source| source.kind == kind && !source.is_stdin());
    Kind::ALL
        .into_iter()
        .all(|kind| files(kind).is_sorted_by(|a, b| exports::in_order(&a.shown, &b.shown).is_le()))
}
