//! What kind of export a file is, where its headers are to tell.

use std::path::{Path, PathBuf};

use anyhow::Result;
use sipas_app::exports::Accept;
use sipas_app::{Reader, Source};
use sipas_intake::Kind;

use super::Job;
use crate::args::InputArgs;
use crate::messages::Messages;

/// Puts files where they would have been typed by their kinds, and gives those back that have no known header. One that
/// cannot be read is taken for dossiers: whoever reads it says why.
pub(crate) fn told_apart(
    files: &[PathBuf],
    inputs: &mut InputArgs,
    shown: impl Fn(&Path) -> PathBuf,
    messages: Messages,
) -> Result<Vec<PathBuf>> {
    let reader = Job::reader(inputs, None, messages.lang)?;
    let mut unknown = Vec::new();
    for path in files {
        let kinds = kinds(&reader, path);
        if kinds.is_empty() {
            unknown.push(path.clone());
        }
        for kind in kinds {
            let of_kind = match kind {
                Kind::Pakn => &mut inputs.pakn,
                Kind::Procedures => &mut inputs.procedures,
                Kind::Survey => &mut inputs.survey,
                Kind::Dossiers => &mut inputs.exports,
            };
            of_kind.push(shown(path));
        }
    }
    Ok(unknown)
}

fn kinds(reader: &Reader, path: &Path) -> Vec<Kind> {
    let (sources, _) = Source::all_of(Kind::Dossiers, path, Accept::All);
    let told = sources.first().map(|source| reader.kinds_of(source));
    match told {
        Some(Ok(kinds)) => kinds,
        _ => vec![Kind::Dossiers],
    }
}
