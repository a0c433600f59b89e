//! All outputs of a run or none.
//!
//! Every file is written beside its place, what stands there gets a second name, and only then the new files are renamed into
//! their places. A journal beside the batch file says what a run is about to do before it does it:
//!
//! ```text
//! journal   folders   new files   second names   renames   "done"   second names removed   journal removed
//! ```
//!
//! - Where a step fails, the run takes back what it did.
//! - Where the run is killed, the next run of the same batch file takes it back, or, after "done", finishes it. So the outputs
//!   are all old or all new, and nothing is left beside them.
//! - What was put in a place since, by whomever, is not touched: only what the run itself wrote is taken back.

mod disk;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use sipas_app::InLang;
use sipas_core::fnv;
use sipas_csv::{AtomicFile, CsvError, is_special, resolved};
use sipas_render::Lang;

use super::account::sha256;
use disk::Disk;

/// What the journal ends with once all files are in their places.
const DONE: &str = "done\n";

/// The files of the runs of one batch file: those that it has begun, and its journal.
pub(super) struct Stage {
    /// A number for the batch file, so that two of them may write into one folder.
    number: u64,
    journal: PathBuf,
    disk: Disk,
}

/// What a run is about to do.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Plan {
    outputs: Vec<Output>,
    /// The folders that it makes, the outer ones first.
    folders: Vec<PathBuf>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Output {
    path: PathBuf,
    sha256: String,
    /// Whether a file stands in its place.
    replaces: bool,
}

impl Stage {
    /// Of a batch file in the working directory.
    pub(super) fn of(batch: &Path) -> Result<Stage> {
        let place = resolved(batch)?;
        let number = fnv(place.to_string_lossy().as_bytes());
        let journal = place.with_file_name(format!(".sipas-{number:016x}.run"));
        Ok(Stage { number, journal, disk: Disk::default() })
    }

    /// Takes back, or finishes, what a run began that was killed; whether there was one.
    pub(super) fn recover(&self, lang: Lang) -> Result<bool> {
        let mut journal = match OpenOptions::new().read(true).write(true).open(&self.journal) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            opened => opened.map_err(|error| self.failed(error, lang))?,
        };
        lock(&journal, lang)?;
        let mut text = String::new();
        journal.read_to_string(&mut text).map_err(|error| self.failed(error, lang))?;
        let (first, rest) = text.split_once('\n').unwrap_or_default();
        // A journal that was cut says that nothing was done yet.
        let plan: Plan = serde_json::from_str(first).unwrap_or_default();
        let done = if rest == DONE { self.clear(&plan) } else { self.take_back(&plan) };
        done.and_then(|()| self.disk.remove(&self.journal)).map_err(|error| self.failed(error, lang))?;
        Ok(true)
    }

    /// Puts all outputs in their places, or none.
    pub(super) fn replace(&self, outputs: &[(PathBuf, Vec<u8>)], lang: Lang) -> Result<()> {
        let (special, files): (Vec<_>, Vec<_>) = outputs.iter().partition(|(path, _)| is_special(path));
        let plan = Stage::plan(&files).map_err(|error| self.failed(error, lang))?;
        self.disk.step().map_err(|error| self.failed(error, lang))?;
        let journal = OpenOptions::new().write(true).create_new(true).open(&self.journal);
        let mut journal = match journal {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => bail!(busy(lang)),
            made => made.map_err(|error| self.failed(error, lang))?,
        };
        lock(&journal, lang)?;
        let done = self.put(&mut journal, &plan, &files, &special);
        match done {
            Ok(()) => {
                // All is in place: what is left over is removed now or by the next run.
                let _ = self.clear(&plan).and_then(|()| self.disk.remove(&self.journal));
                Ok(())
            }
            Err((path, error)) => {
                // Where that fails too, the journal stays, and the next run tries again.
                let _ = self.take_back(&plan).and_then(|()| self.disk.remove(&self.journal));
                Err(anyhow!(CsvError::Write { path: path.to_owned(), error }.in_lang(lang)))
            }
        }
    }

    fn plan(files: &[&(PathBuf, Vec<u8>)]) -> io::Result<Plan> {
        let mut plan = Plan::default();
        for (path, bytes) in files {
            let place = resolved(path)?;
            let mut missing: Vec<_> =
                place.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
            missing.reverse();
            for folder in missing {
                if !plan.folders.iter().any(|known| known == folder) {
                    plan.folders.push(folder.to_owned());
                }
            }
            plan.outputs.push(Output { replaces: place.is_file(), path: place, sha256: sha256(bytes) });
        }
        Ok(plan)
    }

    /// Does everything up to "done".
    fn put<'o>(
        &self,
        journal: &mut File,
        plan: &Plan,
        files: &[&'o (PathBuf, Vec<u8>)],
        special: &[&'o (PathBuf, Vec<u8>)],
    ) -> Result<(), (&'o Path, io::Error)> {
        let Some((any, _)) = files.first() else { return self.put_special(special) };
        let at = |path: &'o Path| move |error| (path, error);
        let line = serde_json::to_string(plan).map_err(io::Error::other).map_err(at(any))?;
        self.disk.write(journal, format!("{line}\n").as_bytes()).map_err(at(any))?;
        for folder in &plan.folders {
            self.disk.make_folder(folder).map_err(at(any))?;
        }
        let beside = || (0..).zip(files).zip(&plan.outputs);
        for ((n, (path, bytes)), output) in beside() {
            self.write_new(n, output, bytes).map_err(at(path))?;
        }
        self.put_special(special)?;
        for ((n, (path, _)), output) in beside() {
            self.disk.rename(&self.beside(n, output), &output.path).map_err(at(path))?;
        }
        self.disk.write(journal, DONE.as_bytes()).map_err(at(any))
    }

    /// Writes what is no file, and cannot be taken back.
    fn put_special<'o>(&self, special: &[&'o (PathBuf, Vec<u8>)]) -> Result<(), (&'o Path, io::Error)> {
        special.iter().try_for_each(|(path, bytes)| {
            let written = self.disk.step().and_then(|()| {
                let mut file = AtomicFile::create(path).map_err(into_io)?;
                file.write_all(bytes)?;
                file.finish().map_err(into_io)
            });
            written.map_err(|error| (path.as_path(), error))
        })
    }

    /// Writes a file beside its place, and gives what stands there a second name.
    fn write_new(&self, n: usize, output: &Output, bytes: &[u8]) -> io::Result<()> {
        let new = self.beside(n, output);
        self.disk.step()?;
        let mut file = File::create(&new)?;
        if output.replaces {
            self.disk.step()?;
            file.set_permissions(fs::metadata(&output.path)?.permissions())?;
        }
        self.disk.write(&mut file, bytes)?;
        if output.replaces { self.disk.second_name(&output.path, &self.old(n, output)) } else { Ok(()) }
    }

    /// Puts back what stood in the places of a run, the last one first.
    fn take_back(&self, plan: &Plan) -> io::Result<()> {
        for (n, output) in plan.outputs.iter().enumerate().rev() {
            let old = self.old(n, output);
            let is_ours = is_of(&output.path, &output.sha256)?;
            if old.exists() {
                if is_ours || !output.path.exists() {
                    self.disk.rename(&old, &output.path)?;
                } else {
                    self.disk.remove(&old)?;
                }
            } else if is_ours && !output.replaces {
                self.disk.remove(&output.path)?;
            }
            self.disk.remove(&self.beside(n, output))?;
        }
        for folder in plan.folders.iter().rev() {
            self.disk.step()?;
            // What somebody has put something into stays.
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }

    /// Removes what a run that is done has left beside.
    fn clear(&self, plan: &Plan) -> io::Result<()> {
        (0..).zip(&plan.outputs).try_for_each(|(n, output)| self.disk.remove(&self.old(n, output)))
    }

    fn beside(&self, n: usize, output: &Output) -> PathBuf {
        output.path.with_file_name(format!(".sipas-{:016x}-{n}.new", self.number))
    }

    fn old(&self, n: usize, output: &Output) -> PathBuf {
        output.path.with_file_name(format!(".sipas-{:016x}-{n}.old", self.number))
    }

    fn failed(&self, error: io::Error, lang: Lang) -> anyhow::Error {
        anyhow!(CsvError::Write { path: self.journal.clone(), error }.in_lang(lang))
    }
}

/// Whether a file is there with these bytes.
fn is_of(path: &Path, wanted: &str) -> io::Result<bool> {
    match fs::read(path) {
        Ok(bytes) => Ok(sha256(&bytes) == wanted),
        // A folder, say, is not what a run has written.
        Err(_) if !path.is_file() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Held while a run lives, so that no other takes its files for those of a dead one.
fn lock(journal: &File, lang: Lang) -> Result<()> {
    match journal.try_lock() {
        Err(TryLockError::WouldBlock) => bail!(busy(lang)),
        // Not every file system knows locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

fn busy(lang: Lang) -> &'static str {
    lang.pick("tệp batch này đang được chạy ở chỗ khác", "this batch file is being run elsewhere")
}

fn into_io(error: CsvError) -> io::Error {
    match error {
        CsvError::Write { error, .. } => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
