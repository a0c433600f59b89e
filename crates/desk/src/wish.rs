//! What a report is to be of.

use serde::Deserialize;

/// What was chosen on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wish {
    /// The period as the command takes it; else the newest month with about as much concluded as usual.
    pub period: Option<String>,
    /// The period to compare with.
    pub baseline: Option<String>,
    /// The plan: `none`, one that comes with sipas, or the name of a dropped file. There is no default: a plan of another
    /// office is never applied unasked.
    pub plan: String,
    /// The groups of the JSON document, by the names of dimensions.
    pub by: Vec<String>,
}
