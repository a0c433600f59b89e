//! What an archive comes to, before anything in it is kept.

use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use memchr::{memchr_iter, memmem::find_iter};
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::Limits;
use super::package::plain_name;
use crate::ExcelError;
use crate::error::Other;

/// From so many bytes on, what is unpacked must not be a hundred times what is packed: sheets come to ten to fifty
/// times. The same ratio stops other readers of workbooks.
pub(super) const RATIO: u64 = 100;
pub(super) const FREE: u64 = 16 * 1024 * 1024;

/// What an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    Xlsx,
    Xlsb,
    Ods,
}

/// Tells what workbook an archive is; refuses one that is none, or that becomes too large.
///
/// The sizes that the archive declares are believed where they are too large, and measured all the same where they
/// are not.
pub(super) fn check(bytes: &[u8], path: &Path, limits: Limits) -> Result<Packed, ExcelError> {
    let damaged = |error: ZipError| ExcelError::Damaged { path: path.to_owned(), reason: error.to_string() };
    let none = |found| ExcelError::NotAWorkbook { path: path.to_owned(), found };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| plain_name(&name)).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    let packed = match () {
        () if has("content.xml") && has("mimetype") => Packed::Ods,
        () if has("xl/workbook.bin") => Packed::Xlsb,
        () if has("[content_types].xml") && names.iter().any(|name| name.starts_with("xl/")) => Packed::Xlsx,
        () => return Err(none(Other::Archive)),
    };
    if packed == Packed::Ods && !is_sheets(&mut archive) {
        return Err(none(Other::Archive));
    }
    let plausible = (bytes.len() as u64).saturating_mul(RATIO).max(FREE);
    let too_large = || {
        let path = path.to_owned();
        if limits.unpacked <= plausible {
            ExcelError::TooLarge { path, limit: limits.unpacked }
        } else {
            ExcelError::Inflated { path, times: RATIO }
        }
    };
    let mut left = limits.unpacked.min(plausible);
    for at in 0..archive.len() {
        let file = match archive.by_index(at) {
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ExcelError::Password { path: path.to_owned() });
            }
            found => found.map_err(damaged)?,
        };
        if file.size() > left {
            return Err(too_large());
        }
        let name = file.name().map(|name| plain_name(&name)).unwrap_or_default();
        let mut part = ArchivePart { kept: name.ends_with("sharedstrings.xml").then(Vec::new), tags: 0 };
        // One byte more than is left is enough to know.
        let unpacked = io::copy(&mut file.take(left + 1), &mut part).map_err(ExcelError::damaged(path))?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
        let too_many = name.ends_with("styles.xml") && part.tags > STYLES;
        if too_many || part.kept.is_some_and(|strings| !is_sound(&strings, limits)) {
            let reason = format!("{name} declares more than can be");
            return Err(ExcelError::Damaged { path: path.to_owned(), reason });
        }
    }
    Ok(packed)
}

/// Whether a document of OpenDocument is a spreadsheet: text documents are archives alike.
fn is_sheets(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut kind = String::new();
    let read = archive.by_name("mimetype").map(|file| file.take(128).read_to_string(&mut kind));
    read.is_ok_and(|read| read.is_ok()) && kind.contains("opendocument.spreadsheet")
}

/// The tags of all styles: Excel itself knows no more than 65,490 formats of cells. Each becomes a large structure.
const STYLES: u64 = 1_000_000;

/// A part of the archive that is looked at while it is unpacked.
struct ArchivePart {
    kept: Option<Vec<u8>>,
    tags: u64,
}

impl Write for ArchivePart {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tags += memchr_iter(b'<', bytes).count() as u64;
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether the shared texts are no more than cells may be read. Their number is declared too, and calamine makes room
/// for as many without a look at them.
fn is_sound(strings: &[u8], limits: Limits) -> bool {
    const DECLARED: &[u8] = b"uniqueCount";
    let mut counts = find_iter(strings, DECLARED).map(|at| {
        let digits = strings[at + DECLARED.len()..].iter().skip_while(|byte| !byte.is_ascii_digit());
        let digits = digits.take_while(|byte| byte.is_ascii_digit());
        digits.fold(0u64, |n, digit| n.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    });
    let texts = find_iter(strings, b"<si").count() as u64;
    // In UTF-16 the number would not be seen; no program writes this part so.
    texts <= limits.cells && counts.all(|n| n <= limits.cells) && !strings.contains(&0)
}
