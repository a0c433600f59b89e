use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::ExcelError;
use crate::error::CONTRADICTS;

/// Runs a part of the reading that is not ours: calamine trusts some of the offsets in a file, and a damaged .xls makes
/// it panic. What it had begun is thrown away with the error.
pub(super) fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, ExcelError>) -> Result<T, ExcelError> {
    let reason = || CONTRADICTS.to_owned();
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ExcelError::Damaged { path: path.to_owned(), reason: reason() }))
}
