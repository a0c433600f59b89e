//! The folder of results. What stands there is kept; what sipas did not make is never touched.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use sipas_app::InLang;
use sipas_app::exports::RESULTS;
use sipas_csv::CsvError;
use sipas_render::Lang;

use super::made::{CONTENTS, MARK, Product};

/// Where results are written before they have their place.
const UNFINISHED: &str = ".dang-ghi";
const LOCK: &str = ".sipas.lock";

/// The folder of all results, held while something is put into it.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    lang: Lang,
    lock: Option<File>,
}

/// Where results came to stand.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// In a folder of their own.
    New(PathBuf),
    /// They stand there already, byte for byte.
    Same(PathBuf),
    /// In the place of others, which were kept.
    Again { path: PathBuf, earlier: PathBuf },
    /// Details a folder that could not give way.
    Elsewhere { path: PathBuf, taken: PathBuf },
}

impl Placed {
    pub(super) fn path(&self) -> &Path {
        match self {
            Placed::New(path)
            | Placed::Same(path)
            | Placed::Again { path, .. }
            | Placed::Elsewhere { path, .. } => path,
        }
    }
}

impl Folder {
    /// The folder of results within that one.
    pub(super) fn within(folder: &Path, lang: Lang) -> Result<Folder> {
        let path = folder.join(RESULTS);
        fs::create_dir_all(&path).map_err(|error| failed(&path, error, lang))?;
        // Not every file system knows locks, nor lets one be made.
        let lock = File::create(path.join(LOCK)).ok();
        if let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
            bail!(lang.pick(
                format!("một lần chạy khác đang ghi vào {}", path.display()),
                format!("another run is writing to {}", path.display()),
            ));
        }
        Ok(Folder { path, lang, lock })
    }

    /// Puts results into a folder of that name, all or none.
    pub(super) fn put(&self, name: &str, products: &[Product]) -> Result<Placed> {
        let place = self.path.join(name);
        if is_made_of(&place, products) {
            return Ok(Placed::Same(place));
        }
        // What is left there is of a run that was killed: nobody else writes while this one holds the lock.
        let unfinished = self.path.join(UNFINISHED);
        let _ = fs::remove_dir_all(&unfinished);
        let written = write(&unfinished, products).map_err(|(path, error)| failed(&path, error, self.lang));
        let placed = written.and_then(|()| self.place(&unfinished, place));
        if placed.is_err() {
            let _ = fs::remove_dir_all(&unfinished);
        }
        placed
    }

    fn place(&self, unfinished: &Path, place: PathBuf) -> Result<Placed> {
        let to = |path: &Path| fs::rename(unfinished, path).map_err(|error| failed(path, error, self.lang));
        if !place.exists() {
            to(&place)?;
            return Ok(Placed::New(place));
        }
        let free = free(&place);
        // An open workbook keeps its folder from being renamed where the system is Windows.
        if !is_ours(&place) || fs::rename(&place, &free).is_err() {
            to(&free)?;
            return Ok(Placed::Elsewhere { path: free, taken: place });
        }
        if let Err(error) = to(&place) {
            let _ = fs::rename(&free, &place);
            return Err(error);
        }
        Ok(Placed::Again { path: place, earlier: free })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.lock = None;
        let _ = fs::remove_file(self.path.join(LOCK));
    }
}

/// Whether all of that stands there already.
fn is_made_of(place: &Path, products: &[Product]) -> bool {
    products
        .iter()
        .all(|product| fs::read(place.join(&product.path)).is_ok_and(|bytes| bytes == product.bytes))
}

/// Whether an earlier run made the folder: its table of contents says so.
fn is_ours(place: &Path) -> bool {
    fs::read(place.join(CONTENTS)).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(MARK))
}

/// The first name that nothing has: `2025-06-ban-1`, and so on.
fn free(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let names = (1u32..).map(|n| place.with_file_name(format!("{name}-ban-{n}")));
    names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| place.to_owned())
}

fn write(folder: &Path, products: &[Product]) -> Result<(), (PathBuf, io::Error)> {
    for product in products {
        let path = folder.join(&product.path);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, &product.bytes)).map_err(|error| (path, error))?;
    }
    Ok(())
}

fn failed(path: &Path, error: io::Error, lang: Lang) -> anyhow::Error {
    anyhow!(CsvError::Write { path: path.to_owned(), error }.in_lang(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(path: &str, bytes: &str) -> Product {
        Product { path: path.into(), about: String::new(), bytes: bytes.into() }
    }

    fn products(text: &str) -> Vec<Product> {
        vec![product(CONTENTS, MARK), product("a.html", text), product("don-doc/b.xlsx", "b")]
    }

    #[test]
    fn what_stands_there_is_kept() {
        let at = tempfile::tempdir().unwrap();
        let results = at.path().join(RESULTS);
        let put = |text: &str| {
            Folder::within(at.path(), Lang::En).unwrap().put("2025-06", &products(text)).unwrap()
        };
        let (place, first) = (results.join("2025-06"), results.join("2025-06-ban-1"));
        assert_eq!(put("one"), Placed::New(place.clone()));
        fs::write(place.join("ghi-chu.txt"), "mine").unwrap();
        assert_eq!(put("one"), Placed::Same(place.clone()));
        assert_eq!(put("two"), Placed::Again { path: place.clone(), earlier: first.clone() });
        let text = |path: PathBuf| fs::read_to_string(path).unwrap();
        assert_eq!(text(place.join("a.html")), "two");
        assert_eq!(
            (text(first.join("a.html")), text(first.join("ghi-chu.txt"))),
            ("one".into(), "mine".into())
        );
        let left: Vec<_> = fs::read_dir(&results).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let at = tempfile::tempdir().unwrap();
        let place = at.path().join(RESULTS).join("2025-06");
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("a.html"), "mine").unwrap();
        let placed = Folder::within(at.path(), Lang::En).unwrap().put("2025-06", &products("one")).unwrap();
        assert_eq!(
            placed,
            Placed::Elsewhere { path: place.with_file_name("2025-06-ban-1"), taken: place.clone() }
        );
        assert_eq!(fs::read_to_string(place.join("a.html")).unwrap(), "mine");
    }

    #[test]
    fn two_runs_do_not_write_at_once() {
        let at = tempfile::tempdir().unwrap();
        let _held = Folder::within(at.path(), Lang::En).unwrap();
        assert!(Folder::within(at.path(), Lang::En).is_err());
    }
}
