//! All outputs or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use sipas_csv::{AtomicFile, CsvError};
use sipas_render::Lang;

use crate::said::Said;

/// Writes every file beside its place, and only then puts them in their places. Where that fails half-way, what stood
/// there before is put back.
pub(super) fn replace(outputs: &[(PathBuf, Vec<u8>)], lang: Lang) -> Result<()> {
    let said = |error: CsvError| anyhow!(error.said(lang));
    let mut written = Vec::new();
    for (path, bytes) in outputs {
        let failed = |error| said(CsvError::Write { path: path.clone(), error });
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut file = AtomicFile::create(path).map_err(said)?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(failed)?;
        written.push((path, file));
    }
    let mut before = Vec::new();
    for (path, file) in written {
        let failed = |error| CsvError::Write { path: path.clone(), error };
        let done = Before::of(path).map_err(failed).and_then(|old| {
            before.push(old);
            file.finish()
        });
        if let Err(error) = done {
            // The last one first; what cannot be put back is no worse than what it was.
            before.iter_mut().rev().for_each(Before::put_back);
            return Err(said(error));
        }
    }
    Ok(())
}

/// What stood in a place before; gone when it is dropped.
#[derive(Debug)]
struct Before {
    path: PathBuf,
    kept: Option<PathBuf>,
}

impl Before {
    /// Keeps a second name for a file, so that the first never stands empty.
    fn of(path: &Path) -> io::Result<Before> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if !path.is_file() {
            return Ok(Before { path, kept: None });
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let kept = path.with_file_name(format!(".{name}.{}.old", std::process::id()));
        // Left by a process of the same number that was killed.
        let _ = fs::remove_file(&kept);
        // Not every file system knows second names.
        fs::hard_link(&path, &kept).or_else(|_| fs::copy(&path, &kept).map(|_| ()))?;
        Ok(Before { path, kept: Some(kept) })
    }

    fn put_back(&mut self) {
        let _ = match self.kept.take() {
            Some(kept) => fs::rename(kept, &self.path),
            None => fs::remove_file(&self.path),
        };
    }
}

impl Drop for Before {
    fn drop(&mut self) {
        if let Some(kept) = &self.kept {
            let _ = fs::remove_file(kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_there_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old.txt"), folder.path().join("new.txt"));
        fs::write(&old, "before").unwrap();
        let mut both = [Before::of(&old).unwrap(), Before::of(&new).unwrap()];
        for path in [&old, &new] {
            fs::write(folder.path().join("scratch"), "after").unwrap();
            fs::rename(folder.path().join("scratch"), path).unwrap();
        }
        both.iter_mut().rev().for_each(Before::put_back);
        drop(both);
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!((left, fs::read_to_string(&old).unwrap()), (vec![old], "before".to_owned()));
    }
}
