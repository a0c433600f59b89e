use std::fs::File;
use std::io;

/// A file that several threads read at once, each at its own place.
#[derive(Debug)]
pub struct SharedFile {
    file: File,
    #[cfg(not(any(unix, windows)))]
    cursor: std::sync::Mutex<()>,
}

impl SharedFile {
    /// Shares a file; where its cursor is does not matter.
    pub fn new(file: File) -> SharedFile {
        SharedFile {
            file,
            #[cfg(not(any(unix, windows)))]
            cursor: std::sync::Mutex::new(()),
        }
    }

    /// Reads some bytes at this place.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return std::os::unix::fs::FileExt::read_at(&self.file, buffer, offset);
        #[cfg(windows)]
        return std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset);
        #[cfg(not(any(unix, windows)))]
        {
            use std::io::{Read, Seek, SeekFrom};
            let _cursor = self.cursor.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            (&self.file).seek(SeekFrom::Start(offset))?;
            (&self.file).read(buffer)
        }
    }
}
