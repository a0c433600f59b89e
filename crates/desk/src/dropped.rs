//! What was dropped on the page: exports, and settings that are told by what they hold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use sipas_app::Source;
use sipas_core::Plan;
use sipas_intake::{Field, Kind, Profile};

/// What a dropped file is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// An export, to be read.
    Export,
    /// A profile, for exports with other headers.
    Profile,
    /// A plan, to be chosen.
    Plan,
    /// A table of units and their levels, for form 07b.
    Units,
    /// A result of an earlier run, or a file of another kind: left alone.
    PassedOver,
}

/// An export, and what was said about it by hand.
#[derive(Debug)]
pub(crate) struct Export {
    pub(crate) name: String,
    pub(crate) source: Source,
    /// The kind that was chosen by hand; else its headers tell.
    pub(crate) chosen: Option<Kind>,
    /// The kinds that its headers tell, once they were asked.
    pub(crate) told: Option<Vec<Kind>>,
    /// The columns that were assigned by hand: the header that holds a field.
    pub(crate) columns: BTreeMap<Field, String>,
}

impl Export {
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Export {
        Export {
            name: name.to_owned(),
            // Which kind it is, is asked when all profiles are there.
            source: Source::bytes_of(Kind::Dossiers, name, bytes),
            chosen: None,
            told: None,
            columns: BTreeMap::new(),
        }
    }

    /// The sources that it is read as: a workbook may hold several kinds.
    pub(crate) fn sources(&self) -> impl Iterator<Item = Source> {
        let kinds = match (self.chosen, &self.told) {
            (Some(kind), _) => vec![kind],
            (None, Some(kinds)) if !kinds.is_empty() => kinds.clone(),
            // Read as dossiers, it says what it lacks of them.
            _ => vec![Kind::Dossiers],
        };
        kinds.into_iter().map(|kind| Source { kind, ..self.source.clone() })
    }

    /// The columns assigned by hand as a profile, which the command reads too.
    pub(crate) fn profile_text(&self) -> Option<String> {
        if self.columns.is_empty() {
            return None;
        }
        let mut text = format!(
            "# Các cột được gán bằng tay trên trang sipas cho tệp {}.\nname = {}\n\n[columns]\n",
            one_line(&self.name),
            quoted(&self.name)
        );
        for (field, header) in &self.columns {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{field} = {}", quoted(header));
        }
        Some(text)
    }
}

/// A profile or a plan that was dropped.
#[derive(Debug)]
pub(crate) struct Setting<T> {
    pub(crate) name: String,
    pub(crate) value: T,
}

/// What a file of TOML is: a plan has targets, a profile has none.
pub(crate) enum Toml {
    Plan(Box<Plan>),
    Profile(Box<Profile>),
}

impl Toml {
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<Toml, String> {
        use sipas_app::InLang;
        use sipas_render::Lang;
        let text = std::str::from_utf8(bytes).map_err(|_| format!("{name}: tệp không phải văn bản UTF-8"))?;
        let has_targets = text.lines().any(|line| line.trim_start().starts_with("[[targets]]"));
        if has_targets {
            let plan =
                sipas_app::plan_of(text).map_err(|error| format!("{name}: {}", error.in_lang(Lang::Vi)))?;
            return Ok(Toml::Plan(Box::new(plan)));
        }
        let profile = Profile::parse(name, text).map_err(|error| error.in_lang(Lang::Vi))?;
        Ok(Toml::Profile(Box::new(profile)))
    }
}

/// JSON quotes texts as TOML does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
