use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::CsvError;

/// What a file was before it was read, so that one that changes meanwhile is not taken for whole.
///
/// An export that is still being written ends anywhere, and several threads would each see another file. What is no
/// plain file, such as a pipe, has no stamp and is read as it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    path: PathBuf,
    was: Option<Was>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Was {
    len: u64,
    modified: Option<SystemTime>,
    #[cfg(unix)]
    inode: (u64, u64),
}

impl Stamp {
    /// Of a file, before it is opened.
    pub fn of(path: &Path) -> Stamp {
        Stamp { path: path.to_owned(), was: Was::of(path) }
    }

    /// Whether it is of a plain file, which can be read again.
    pub fn is_of_file(&self) -> bool {
        self.was.is_some()
    }

    /// Whether the file is what it was, once it has been read; `shown` is its name in the error.
    pub fn check(&self, shown: &Path) -> Result<(), CsvError> {
        if self.was.is_some() && Was::of(&self.path) != self.was {
            return Err(CsvError::Changed { path: shown.to_owned() });
        }
        Ok(())
    }
}

impl Was {
    fn of(path: &Path) -> Option<Was> {
        fs::metadata(path).ok().filter(Metadata::is_file).map(|about| Was {
            len: about.len(),
            modified: about.modified().ok(),
            #[cfg(unix)]
            inode: {
                use std::os::unix::fs::MetadataExt;
                (about.dev(), about.ino())
            },
        })
    }
}
