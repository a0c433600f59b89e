use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use sipas_front::exports::{self, Nothing};

use crate::error::Failure;

/// The files of all that was named, in the order in which they are to be read, each with how it is shown; of a folder
/// those with one of the endings. Of a file named twice only the last mention is read.
pub(crate) fn expand(
    named: &[PathBuf],
    endings: &'static [&'static str],
) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut all: Vec<PathBuf> = Vec::new();
    for name in named {
        all.extend(exports::named(name, endings).map_err(|nothing| {
            let error = match nothing {
                Nothing::Folder(error) => error,
                // ENOENT: to Python, nothing was found.
                nothing => io::Error::new(io::ErrorKind::NotFound, nothing.to_string()),
            };
            Failure::Io { path: name.clone(), error }
        })?);
    }
    let mut later = BTreeSet::new();
    all.reverse();
    all.retain(|path| fs::canonicalize(path).map_or(true, |real| later.insert(real)));
    all.reverse();
    Ok(all.into_iter().map(|path| (path.clone(), exports::shown(&path))).collect())
}
