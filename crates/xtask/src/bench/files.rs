//! The exports on the disk, made where they are missing.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use sipas_bench::Export;

use crate::sh;

/// The folder of the exports.
pub(crate) struct Files {
    pub(crate) folder: PathBuf,
    pub(crate) keep: bool,
}

impl Files {
    /// The file of an export. Its name says all that it is made of.
    pub(crate) fn ready(&self, export: &Export) -> Result<PathBuf> {
        let path = self.path(export);
        if !path.exists() {
            sh::say(&format!("writing {} rows", export.rows()));
            self.make(&path, |file| export.write(file))?;
        }
        Ok(path)
    }

    /// All rows of some exports in one file, under one header.
    pub(crate) fn joined(&self, exports: &[PathBuf], name: &str) -> Result<PathBuf> {
        let path = self.folder.join(name);
        if !path.exists() {
            self.make(&path, |file| {
                for (place, export) in exports.iter().enumerate() {
                    let mut from = BufReader::new(File::open(export)?);
                    if place > 0 {
                        from.seek(SeekFrom::Start(Export::HEADER.len() as u64))?;
                    }
                    io::copy(&mut from.by_ref(), file)?;
                }
                Ok(())
            })?;
        }
        Ok(path)
    }

    /// Removes files that no later work needs.
    pub(crate) fn drop(&self, exports: &[Export]) -> Result<()> {
        self.remove(&exports.iter().map(|export| self.path(export)).collect::<Vec<_>>())
    }

    pub(crate) fn remove(&self, paths: &[PathBuf]) -> Result<()> {
        for path in paths.iter().filter(|path| !self.keep && path.exists()) {
            fs::remove_file(path).with_context(|| path.display().to_string())?;
        }
        Ok(())
    }

    fn path(&self, export: &Export) -> PathBuf {
        self.folder.join(format!("{}.csv", export.name()))
    }

    /// A file that is there is whole.
    fn make(&self, path: &PathBuf, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<()> {
        let unfinished = self.folder.join("unfinished");
        let mut file = File::create(&unfinished).with_context(|| unfinished.display().to_string())?;
        write(&mut file).and_then(|()| file.flush()).with_context(|| path.display().to_string())?;
        fs::rename(&unfinished, path)?;
        Ok(())
    }
}
