//! The file that `sipas init` writes, looked for beside the exports and beside the program.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::messages::Messages;
use crate::run::batch;

/// The name of the settings file.
pub(crate) const FILE: &str = "sipas.toml";

/// What the file says, as flags of the month's work; none where there is no such file.
pub(super) fn flags(folder: &Path, messages: Messages) -> Result<Option<Vec<String>>> {
    let Some(path) = beside(folder) else { return Ok(None) };
    let flags = batch::flags_of_month(&path, messages.lang)?;
    let shown = path.display();
    messages.note(
        &messages.lang.pick(format!("theo cài đặt trong {shown}"), format!("by the settings in {shown}")),
    );
    Ok(Some(flags))
}

fn beside(folder: &Path) -> Option<PathBuf> {
    let program = env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    [Some(folder.to_owned()), program]
        .into_iter()
        .flatten()
        .map(|at| at.join(FILE))
        .find(|file| file.is_file())
}
