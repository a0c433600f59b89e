//! Dimensions and plans, by the names that they are asked for by.

use std::path::PathBuf;

use pyo3::prelude::*;
use sipas_core::{Dimension, Plan};
use sipas_render::Lang;

use crate::error::Failure;
use crate::words::meant;

/// What groups are made of, of the usual dimensions and those of the user's own.
pub(crate) fn dimensions(names: &[String], own: &[Dimension]) -> Result<Vec<Dimension>, Failure> {
    let known = || Dimension::ALL.into_iter().chain(own.iter().copied());
    let one = |name: &String| {
        known().find(|known| known.name() == name || known.word() == name).ok_or_else(|| {
            if name.contains(',') {
                let several: Vec<&str> = name.split(',').map(str::trim).collect();
                return Failure::Usage(format!(
                    "by: there is no dimension {name:?}; several are a list: by={several:?}"
                ));
            }
            let bare = sipas_intake::bare_words;
            let is_said = |of: &Dimension| bare(Lang::Vi.dimension(*of)) == bare(name);
            let hint = match known().find(is_said) {
                Some(of) => format!("; did you mean {:?}?", of.name()),
                None => meant(known().map(Dimension::name), name),
            };
            let hint = if hint.is_empty() && Dimension::own(name).is_ok() {
                format!("; one of your own is named when files are read: dimensions={{{name:?}: \"Header\"}}")
            } else {
                hint
            };
            let names = known().map(Dimension::name).collect::<Vec<_>>().join(", ");
            Failure::Usage(format!("by: there is no dimension {name:?}; there are {names}{hint}"))
        })
    };
    let by = names.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Dimension::check(&by).map_err(|error| Failure::Usage(format!("by: {error}")))?;
    Ok(by)
}

/// A plan as it is asked for.
#[derive(FromPyObject)]
pub(crate) enum PlanName {
    /// With figures that are measured elsewhere.
    Filled { name: PathBuf, given: Vec<String> },
    /// As it is.
    #[pyo3(transparent)]
    Named(PathBuf),
}

/// The plan of that name or file, and its text, from which it can be read again.
pub(crate) fn plan(asked: Option<&PlanName>, by: &[Dimension]) -> Result<Option<(Plan, String)>, Failure> {
    let name = asked.map(|(PlanName::Named(name) | PlanName::Filled { name, .. })| name);
    let is_file = |name: &PathBuf| name.extension().is_some() || name.exists();
    let is_known =
        |name: &PathBuf| name.to_str().is_some_and(|id| id == "none" || Plan::text_of(id).is_some());
    if let Some(name) = name.filter(|name| !is_file(name) && !is_known(name)) {
        let known = "\"lang-son-2025\", \"nghi-quyet-01-2026\", None, or a TOML file";
        return Err(Failure::Usage(format!("no plan {:?}; a plan is {known}", name.display().to_string())));
    }
    let read = match asked {
        None => return Ok(None),
        Some(PlanName::Named(name)) => sipas_app::plan_with(name, &[])?,
        Some(PlanName::Filled { name, given }) => sipas_app::plan_with(name, given)?,
    };
    sipas_app::check_plan(read.as_ref().map(|(plan, _)| plan), by).map_err(Failure::usage)?;
    Ok(read)
}
