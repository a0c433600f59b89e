use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// The calls that change something on the disk, one by one, so that tests can end a run before any of them.
#[derive(Default)]
pub(super) struct Disk {
    /// What happens before the next call; nothing but in tests.
    pub(super) before: Cell<Option<Box<Step>>>,
}

pub(super) type Step = dyn Fn() -> io::Result<()>;

impl Disk {
    pub(super) fn step(&self) -> io::Result<()> {
        let Some(before) = self.before.take() else { return Ok(()) };
        let done = before();
        self.before.set(Some(before));
        done
    }

    pub(super) fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.step()?;
        file.write_all(bytes)?;
        self.step()?;
        file.sync_all()
    }

    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        fs::create_dir(path)
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    /// Gives a file a second name, so that the first never stands empty.
    pub(super) fn second_name(&self, path: &Path, second: &Path) -> io::Result<()> {
        self.remove(second)?;
        self.step()?;
        // Not every file system knows second names.
        fs::hard_link(path, second).or_else(|_| {
            self.step()?;
            fs::copy(path, second).map(|_| ())
        })
    }

    /// Removes a file, if it is there.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
