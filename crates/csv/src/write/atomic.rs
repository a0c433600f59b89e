use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, JoinHandle};

use crate::CsvError;

/// An output file that comes to stand whole or not at all.
///
/// It is written beside the target and renamed over it by [`AtomicFile::finish`]; dropped before, it leaves
/// nothing behind, and what stood there stays as it was. A target that is no plain file, such as a pipe or
/// `/dev/null`, is written to directly.
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
        // Of a link, the file that it leads to is replaced.
        let target = fs::canonicalize(&named).unwrap_or_else(|_| named.clone());
        let old = fs::metadata(&target).ok();
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            let out = BufWriter::new(OpenOptions::new().write(true).open(&target)?);
            return Ok(AtomicFile { out, named, target, scratch: None, settling: None, unsettled: 0 });
        }
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
    pub fn finish(mut self) -> Result<(), CsvError> {
        let scratch = self.scratch.take();
        let done = self.settled().and_then(|()| self.out.flush()).and_then(|()| match scratch {
            None => Ok(()),
            Some(scratch) => {
                self.out.get_ref().sync_all()?;
                scratch.rename(&self.target)
            }
        });
        done.map_err(CsvError::write(&self.named))
    }
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

/// A file beside another that is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Scratch {
    path: PathBuf,
    renamed: bool,
}

impl Scratch {
    pub(super) fn beside(target: &Path, private: bool) -> io::Result<(Scratch, File)> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = private;
        loop {
            let name = format!(".sipas-{}-{}.tmp", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            let path = target.with_file_name(name);
            match options.open(&path) {
                // Left by a process of the same number that was killed.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
                Ok(file) => return Ok((Scratch { path, renamed: false }, file)),
            }
        }
    }

    fn rename(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.renamed = true;
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
        if !self.renamed {
            let _ = fs::remove_file(&self.path);
        }
    }
}
