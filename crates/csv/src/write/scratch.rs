use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The names of all files that are not finished.
static NAMES: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn names() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    NAMES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Holds off every new file while it lives, and every renaming.
#[derive(Debug)]
pub struct Unfinished {
    _names: MutexGuard<'static, BTreeSet<PathBuf>>,
}

/// Removes what is being written and not finished: for a process that is about to end. No file is begun or finished while
/// what is returned lives.
pub fn remove_unfinished() -> Unfinished {
    let mut names = names();
    for name in std::mem::take(&mut *names) {
        let _ = fs::remove_file(name);
    }
    Unfinished { _names: names }
}

/// A file beside another that is gone when it is dropped. Where the system has files without a name, it gets one only to be
/// renamed, so that no crash leaves it behind.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    is_named: bool,
}

impl Scratch {
    pub(super) fn beside(target: &Path, private: bool) -> io::Result<(Scratch, File)> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let next = || {
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            target.with_file_name(format!(".sipas-{}-{n}.tmp", std::process::id()))
        };
        if let Some(file) = unnamed(target, private) {
            return Ok((Scratch { path: next(), is_named: false }, file));
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        loop {
            let path = next();
            let mut names = names();
            match options.open(&path) {
                // Left by a process of the same number that was killed.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => {
                    names.insert(path.clone());
                    return Ok((Scratch { path, is_named: true }, file));
                }
            }
        }
    }

    /// Gives the file its place. Where that fails it may be given another.
    pub(super) fn rename(&mut self, file: &File, target: &Path) -> io::Result<()> {
        let mut names = names();
        if !self.is_named {
            let _ = fs::remove_file(&self.path);
            give_name(file, &self.path)?;
            self.is_named = true;
        }
        if let Err(error) = fs::rename(&self.path, target) {
            names.insert(self.path.clone());
            return Err(error);
        }
        names.remove(&self.path);
        self.is_named = false;
        // The new name is lasting once its folder is on the disk; not every system lets one ask for that.
        #[cfg(unix)]
        if let Some(folder) = target.parent() {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.is_named {
            let _ = fs::remove_file(&self.path);
            names().remove(&self.path);
        }
    }
}

/// A file without a name on the disk of another; `None` where the system has none.
#[cfg(target_os = "linux")]
fn unnamed(target: &Path, private: bool) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A name is given through this folder of the system.
    Path::new("/proc/self/fd").is_dir().then_some(())?;
    let mode = if private { Mode::from_raw_mode(0o600) } else { Mode::from_raw_mode(0o666) };
    let file = open(folder, OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC, mode).ok()?;
    Some(File::from(file))
}

#[cfg(target_os = "linux")]
fn give_name(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open.as_str(), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_target: &Path, _private: bool) -> Option<File> {
    None
}

#[cfg(not(target_os = "linux"))]
fn give_name(_file: &File, _path: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
