use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use super::place::{open_special, resolved};
use super::scratch::Scratch;
use crate::CsvError;

/// An output file that comes to stand whole or not at all.
///
/// It is written beside the target and renamed over it by [`AtomicFile::finish`]; dropped before, it leaves
/// nothing behind, and what stood there stays as it was. Of a link, the file that it leads to is replaced. A target that
/// is no plain file, such as a pipe, `/dev/null` or `/dev/stdout`, is written to directly.
#[derive(Debug)]
pub struct AtomicFile {
    out: BufWriter<File>,
    /// As it was named, for messages.
    named: PathBuf,
    target: PathBuf,
    /// `None` where the target itself is written to.
    scratch: Option<Scratch>,
    /// What a long file has been told to put on the disk while more is written.
    settling: Option<JoinHandle<io::Result<()>>>,
    unsettled: usize,
}

/// After so many bytes they are put on the disk, so that not all of them are left for the end.
const SETTLES: usize = 1 << 26;

impl AtomicFile {
    /// Begins a file that has the permissions of the one it replaces, else the usual ones.
    pub fn create(target: &Path) -> Result<AtomicFile, CsvError> {
        AtomicFile::new(target, false).map_err(CsvError::write(target))
    }

    /// Begins a file that on Unix only its owner may read and write (mode 0600).
    pub fn create_private(target: &Path) -> Result<AtomicFile, CsvError> {
        AtomicFile::new(target, true).map_err(CsvError::write(target))
    }

    fn new(named: &Path, private: bool) -> io::Result<AtomicFile> {
        let named = named.to_owned();
        if let Some(special) = open_special(&named)? {
            let (out, target) = (BufWriter::new(special), named.clone());
            return Ok(AtomicFile { out, named, target, scratch: None, settling: None, unsettled: 0 });
        }
        let target = resolved(&named)?;
        let old = fs::metadata(&target).ok();
        let (scratch, file) = Scratch::beside(&target, private)?;
        if let (Some(old), false) = (old, private) {
            file.set_permissions(old.permissions())?;
        }
        let (out, scratch) = (BufWriter::new(file), Some(scratch));
        Ok(AtomicFile { out, named, target, scratch, settling: None, unsettled: 0 })
    }

    /// Has what was written put on the disk, unless that is being done.
    fn settle(&mut self) -> io::Result<()> {
        if self.settling.as_ref().is_some_and(|settling| !settling.is_finished()) {
            return Ok(());
        }
        self.settled()?;
        self.unsettled = 0;
        let file = self.out.get_ref().try_clone()?;
        // A system without a thread to spare puts all on the disk at the end.
        self.settling = thread::Builder::new().spawn(move || file.sync_data()).ok();
        Ok(())
    }

    /// Waits for that, since a failure is told only once.
    fn settled(&mut self) -> io::Result<()> {
        match self.settling.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(done)) => done,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
        }
    }

    /// Puts the file in its place, once it is safe on the disk.
    pub fn finish(self) -> Result<(), CsvError> {
        let named = self.named.clone();
        self.place(|_| None).map(|_| ()).map_err(CsvError::write(&named))
    }

    /// Puts the file in its place, or under a new name beside it where another program has what stands there open and
    /// the system, which is Windows, lets nobody replace it. The new name is given back.
    pub fn finish_or_beside(self) -> Result<Option<PathBuf>, CsvError> {
        let named = self.named.clone();
        self.place(|error| is_open_elsewhere(error).then(|| free(&named))).map_err(CsvError::write(&named))
    }

    fn place(mut self, other: impl FnOnce(&io::Error) -> Option<PathBuf>) -> io::Result<Option<PathBuf>> {
        self.settled()?;
        self.out.flush()?;
        let Some(mut scratch) = self.scratch.take() else { return Ok(None) };
        let file = self.out.get_ref();
        file.sync_all()?;
        let Err(error) = scratch.rename(file, &self.target) else { return Ok(None) };
        let Some(path) = other(&error) else { return Err(error) };
        scratch.rename(file, &path).map(|()| Some(path))
    }
}

/// Whether Windows refuses to replace a file because it is open: a program such as Excel shares what it has open with nobody.
fn is_open_elsewhere(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    cfg!(windows) && matches!(error.raw_os_error(), Some(ACCESS_DENIED | SHARING_VIOLATION))
}

/// The first name that nothing has: of `t6.xlsx` it is `t6-ban-1.xlsx`, and so on.
fn free(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map_or(String::new(), |ending| format!(".{}", ending.to_string_lossy()));
    let named = |n: u32| path.with_file_name(format!("{stem}-ban-{n}{ending}"));
    (1..=u32::MAX).map(named).find(|path| !path.exists()).unwrap_or_else(|| path.to_owned())
}

impl Write for AtomicFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let written = self.out.write(buf)?;
        self.unsettled += written;
        if self.unsettled >= SETTLES && self.scratch.is_some() {
            self.settle()?;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
