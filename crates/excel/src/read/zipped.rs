//! Files that somebody packed into one: a .zip of exports.

use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::archive::{FREE, RATIO};
use super::limits::Limits;
use super::package::plain_name;
use crate::ExcelError;

/// More files than these nobody packs by hand.
const FILES: usize = 10_000;

/// A .zip of files: neither a workbook nor another document that is kept in one.
pub struct Zipped<R> {
    archive: ZipArchive<R>,
    path: PathBuf,
    limits: Limits,
    /// The bytes that may still be unpacked.
    left: u64,
}

impl<R: Read + Seek> Zipped<R> {
    /// Looks into an archive; `None` where it is a document, or cannot be looked into.
    pub fn of(mut from: R, path: &Path, limits: &Limits) -> Option<Zipped<R>> {
        let packed = from.seek(SeekFrom::End(0)).ok()?;
        let archive = ZipArchive::new(from).ok()?;
        let names: Vec<String> = archive.file_names().flatten().map(|name| plain_name(&name)).collect();
        let has = |part: &str| names.iter().any(|name| name == part);
        if has("[content_types].xml") || has("xl/workbook.bin") || has("mimetype") && has("content.xml") {
            return None;
        }
        let plausible = packed.saturating_mul(RATIO).max(FREE);
        Some(Zipped { archive, path: path.to_owned(), limits: *limits, left: limits.unpacked.min(plausible) })
    }

    /// Refuses an archive in which two files have one name: of these only one could be read.
    pub fn check(&self) -> Result<(), ExcelError> {
        if self.archive.has_duplicate_names() {
            return Err(ExcelError::TwoOfOneName { path: self.path.clone() });
        }
        Ok(())
    }

    /// The names of its files with their folders, each with its number.
    pub fn names(&self) -> Vec<(usize, String)> {
        let names = (0..self.archive.len()).map(|number| (number, self.name(number)));
        names.filter(|(_, name)| !name.ends_with('/')).collect()
    }

    fn name(&self, number: usize) -> String {
        let known = self.archive.name_for_index(number).and_then(Result::ok);
        known.map_or_else(|| format!("{}", number + 1), |name| name.replace('\\', "/"))
    }

    /// Unpacks a file by its number. All of them together may come to no more than the limits.
    pub fn read(&mut self, number: usize) -> Result<Vec<u8>, ExcelError> {
        let path = PathBuf::from(format!("{}/{}", self.path.display(), self.name(number)));
        if self.archive.len() > FILES {
            let reason = format!("it holds more than {FILES} files");
            return Err(ExcelError::Damaged { path: self.path.clone(), reason });
        }
        let (left, limit) = (self.left, self.limits.unpacked);
        let too_large = |path: &Path| match path.to_owned() {
            path if left < limit => ExcelError::Inflated { path, times: RATIO },
            path => ExcelError::TooLarge { path, limit },
        };
        let file = match self.archive.by_index(number) {
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ExcelError::Password { path });
            }
            found => found.map_err(ExcelError::damaged(&path))?,
        };
        if file.size() > left {
            return Err(too_large(&path));
        }
        let mut bytes = Vec::new();
        // One byte more than is left is enough to know.
        file.take(left + 1).read_to_end(&mut bytes).map_err(ExcelError::damaged(&path))?;
        self.left = left.checked_sub(bytes.len() as u64).ok_or_else(|| too_large(&path))?;
        Ok(bytes)
    }
}

impl<R> std::fmt::Debug for Zipped<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Zipped").field("path", &self.path).field("left", &self.left).finish_non_exhaustive()
    }
}
