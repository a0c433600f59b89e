use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sipas_core::{Plan, PlanError, TableError, WorkCalendar};
use sipas_intake::{Profile, ProfileError};
use unicode_normalization::UnicodeNormalization;

use crate::external;

/// A file of settings, and why it is of no use.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is not there, or cannot be read.
    #[error("{path}: {error}", path = .path.display())]
    Open {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It is no plan.
    #[error("{path}: {error}", path = .path.display())]
    Plan {
        /// Which.
        path: PathBuf,
        /// Why.
        error: PlanError,
    },
    /// The plan has no such target that is measured elsewhere.
    #[error("{found:?} is none of the plan's targets that are measured elsewhere; there are: {known}")]
    External {
        /// The id that was given.
        found: String,
        /// Those that there are.
        known: String,
    },
    /// It is no table of figures that are measured elsewhere.
    #[error("{path}: expected a table of figures with the columns id and value", path = .path.display())]
    Figures {
        /// Which.
        path: PathBuf,
    },
    /// It is no profile; the reason names it.
    #[error(transparent)]
    Profile(ProfileError),
    /// It is no table of a calendar.
    #[error("{path}: {error}", path = .path.display())]
    Calendar {
        /// Which.
        path: PathBuf,
        /// Why.
        error: TableError,
    },
}

/// Settings are written by people: what is longer is something else, such as a device without an end.
const LONGEST: u64 = 16 << 20;

/// The text of a file of settings.
pub fn text_of(path: &Path) -> Result<String, FileError> {
    let read = || {
        let mut text = String::new();
        let read = fs::File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
        let too_large = || io::Error::new(io::ErrorKind::FileTooLarge, "longer than 16 MiB");
        if read as u64 > LONGEST { Err(too_large()) } else { Ok(text) }
    };
    read().map_err(|error| FileError::Open { path: path.to_owned(), error })
}

/// The plan of that name or file; `none` is none.
pub fn plan(name: &Path) -> Result<Option<Plan>, FileError> {
    Ok(plan_with(name, &[])?.map(|(plan, _)| plan))
}

/// The plan of that name or file with figures that are measured elsewhere, and a text by which it can be had again: its name,
/// or TOML.
///
/// Each of the figures is `ID=VALUE`, or a table with the columns id and value.
pub fn plan_with(name: &Path, external: &[String]) -> Result<Option<(Plan, String)>, FileError> {
    if name.as_os_str() == "none" {
        return Ok(None);
    }
    let embedded = name.to_str().and_then(|id| Some((id, Plan::text_of(id)?)));
    let bad = |error| FileError::Plan { path: name.to_owned(), error };
    let (plan, text) = match embedded {
        Some((id, text)) if external.is_empty() => (plan_of(text).map_err(bad)?, id.to_owned()),
        _ => {
            let text = embedded.map_or_else(|| text_of(name), |(_, text)| Ok(text.to_owned()))?;
            (plan_of(&text).map_err(bad)?, text)
        }
    };
    if external.is_empty() {
        return Ok(Some((plan, text)));
    }
    let text = external::filled(&plan, &text, &external::figures(external)?)?;
    Ok(Some((plan_of(&text).map_err(bad)?, text)))
}

/// The plan that a text is. Names of groups in it are compared in NFC, as those of exports are.
pub fn plan_of(text: &str) -> Result<Plan, PlanError> {
    Plan::parse(&text.nfc().collect::<String>())
}

/// The profile of a file.
pub fn profile(path: &Path) -> Result<Profile, FileError> {
    Profile::parse(&path.display().to_string(), &text_of(path)?).map_err(FileError::Profile)
}

/// A calendar with the rows of a file added.
pub fn calendar(calendar: &WorkCalendar, path: &Path) -> Result<WorkCalendar, FileError> {
    let table = text_of(path)?;
    calendar.with_table(&table).map_err(|error| FileError::Calendar { path: path.to_owned(), error })
}
