//! Where an output goes: through links, to a file that need not be there yet, or to what is no file at all.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The longest chain of links that is followed.
const MOST_LINKS: usize = 40;

/// Resolves a path to the place that it leads to, whether or not anything stands there yet.
///
/// Links are followed, those too whose end is not there. A folder that is not there is one that will be made, so that
/// `new/../a.csv` is `a.csv`. Two paths of one file come to the same, however they are spelt.
pub fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut left = MOST_LINKS;
    let from = if path.is_absolute() { PathBuf::new() } else { fs::canonicalize(".")? };
    follow(from, path, &mut left)
}

fn follow(mut at: PathBuf, path: &Path, left: &mut usize) -> io::Result<PathBuf> {
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                at.pop();
            }
            Component::Prefix(_) | Component::RootDir => at.push(part),
            Component::Normal(name) => {
                at.push(name);
                if let Ok(real) = fs::canonicalize(&at) {
                    at = real;
                } else if let Ok(target) = fs::read_link(&at) {
                    *left = left.checked_sub(1).ok_or(io::Error::from(io::ErrorKind::InvalidInput))?;
                    at.pop();
                    at = follow(at, &target, left)?;
                }
            }
        }
    }
    Ok(at)
}

/// Whether something stands there that is no plain file: a device, a pipe, or what a process has open already, such as
/// `/dev/stdout`. It is written to as it is, and never replaced.
pub fn is_special(path: &Path) -> bool {
    descriptor(path).is_some() || fs::metadata(path).is_ok_and(|found| !found.is_file())
}

/// Opens what is no plain file; `None` of a plain one, or where nothing stands.
pub(super) fn open_special(path: &Path) -> io::Result<Option<File>> {
    match descriptor(path) {
        #[cfg(unix)]
        Some(1) => Ok(Some(io::stdout().clone_file()?)),
        #[cfg(unix)]
        Some(2) => Ok(Some(io::stderr().clone_file()?)),
        // Opened anew, a file is written from its beginning, unless at its end.
        Some(_) => OpenOptions::new().append(true).open(path).map(Some),
        None if is_special(path) => OpenOptions::new().write(true).open(path).map(Some),
        None => Ok(None),
    }
}

/// The number of the open file that a path is another name for: `/dev/stdout` is a link to `/proc/self/fd/1`, and what that
/// leads to may be a plain file with something in it.
fn descriptor(path: &Path) -> Option<u32> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
        let number = path.file_name()?.to_str().and_then(|name| name.parse().ok());
        let real = fs::canonicalize(folder).ok()?;
        let is_of_process = real.starts_with("/proc") && real.ends_with("fd") || real == Path::new("/dev/fd");
        if let (true, Some(number)) = (is_of_process, number) {
            return Some(number);
        }
        path = folder.join(fs::read_link(&path).ok()?);
    }
    None
}

#[cfg(unix)]
trait CloneFile {
    /// Gives a second handle of the open file, at the same position.
    fn clone_file(&self) -> io::Result<File>;
}

#[cfg(unix)]
impl<T: std::os::fd::AsFd> CloneFile for T {
    fn clone_file(&self) -> io::Result<File> {
        Ok(File::from(self.as_fd().try_clone_to_owned()?))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn every_spelling_of_a_file_comes_to_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let at = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(at.join("data")).unwrap();
        fs::write(at.join("data/t6.csv"), "").unwrap();
        symlink("data", at.join("link")).unwrap();
        symlink("data/new.csv", at.join("dangling.csv")).unwrap();
        symlink("round.csv", at.join("round.csv")).unwrap();
        let place = |path: &str| resolved(&at.join(path)).unwrap();
        for path in ["data/t6.csv", "link/t6.csv", "new/../data/t6.csv", "./data/../link/t6.csv"] {
            assert_eq!(place(path), at.join("data/t6.csv"), "{path}");
        }
        for path in ["data/new.csv", "link/new.csv", "dangling.csv", "data/x/../new.csv"] {
            assert_eq!(place(path), at.join("data/new.csv"), "{path}");
        }
        assert!(resolved(&at.join("round.csv")).is_err());
    }
}
