//! What an archive comes to, before anything in it is kept.

use std::io::{self, Cursor, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::Limits;
use crate::ExcelError;
use crate::error::Other;

/// From so many bytes on, what is unpacked must not be a hundred times what is packed: sheets come to ten to fifty
/// times. The same ratio stops other readers of workbooks.
const RATIO: u64 = 100;
const FREE: u64 = 16 * 1024 * 1024;

/// Refuses an archive that is no .xlsx, or that becomes too large.
///
/// The sizes that the archive declares are believed where they are too large, and measured all the same where they
/// are not.
pub(super) fn check(bytes: &[u8], path: &Path, limits: Limits) -> Result<(), ExcelError> {
    let damaged = |error: ZipError| ExcelError::Damaged { path: path.to_owned(), reason: error.to_string() };
    let too_large = || ExcelError::TooLarge { path: path.to_owned(), limit: limits.unpacked };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|found| found == name);
    if !has("[content_types].xml") || !names.iter().any(|name| name.starts_with("xl/")) || has("xl/workbook.bin") {
        let found = match () {
            () if has("xl/workbook.bin") => Other::Xlsb,
            () if has("content.xml") && has("mimetype") => Other::Ods,
            () => Other::Archive,
        };
        return Err(ExcelError::NotAWorkbook { path: path.to_owned(), found });
    }
    let limit = limits.unpacked.min((bytes.len() as u64).saturating_mul(RATIO).max(FREE));
    let mut left = limit;
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
        // One byte more than is left is enough to know.
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(ExcelError::damaged(path))?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    Ok(())
}
