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
    pub fn finish(mut self) -> Result<(), CsvError> {
        let scratch = self.scratch.take();
        let done = self.settled().and_then(|()| self.out.flush()).and_then(|()| match scratch {
            None => Ok(()),
            Some(scratch) => {
                self.out.get_ref().sync_all()?;
                scratch.rename(self.out.get_ref(), &self.target)
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
