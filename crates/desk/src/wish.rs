//! What a report is to be of.

use serde::Deserialize;
use sipas_render::FormHead;

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
    /// Whose report it is, and who signs it.
    pub signed: Signed,
}

/// The office and its signers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
#[allow(missing_docs, reason = "the names of the boxes on the page")]
pub struct Signed {
    pub office: String,
    pub prepared_by: String,
    pub signed_by: String,
    pub signer_title: String,
}

impl Signed {
    pub(crate) fn head(&self) -> FormHead {
        FormHead {
            office: self.office.clone(),
            prepared_by: self.prepared_by.clone(),
            signed_by: self.signed_by.clone(),
            signer_title: self.signer_title.clone(),
            ..FormHead::default()
        }
    }
}
