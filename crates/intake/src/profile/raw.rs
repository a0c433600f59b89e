//! A profile as it is written. What serde cannot check is checked after it, where the place is still known.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::settings::{CodeShape, PolicySettings, RepeatVisits};
use crate::values::OffsetRule;

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawProfile {
    pub(super) name: Option<String>,
    pub(super) columns: BTreeMap<Spanned<String>, Spanned<OneOrMany>>,
    pub(super) dimensions: BTreeMap<Spanned<String>, Spanned<OneOrMany>>,
    pub(super) units: BTreeMap<Spanned<String>, OneOrMany>,
    pub(super) ignore: OneOrMany,
    pub(super) delimiter: Option<Spanned<String>>,
    pub(super) encoding: Option<String>,
    pub(super) dates: RawDates,
    pub(super) blank: OneOrMany,
    pub(super) words: RawWords,
    pub(super) repeat_visits: RepeatVisits,
    pub(super) thousands: Option<Spanned<String>>,
    pub(super) code_shape: CodeShape,
    pub(super) code: Option<Spanned<OneOrMany>>,
    pub(super) one_row_one_dossier: bool,
    pub(super) row_number_as_code: bool,
    pub(super) policy: PolicySettings,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawDates {
    pub(super) formats: Vec<Spanned<String>>,
    pub(super) offset: OffsetRule,
    pub(super) serial: bool,
    pub(super) swapped: bool,
}

pub(super) type RawMeanings = BTreeMap<Spanned<String>, OneOrMany>;

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawWords {
    pub(super) channel: RawMeanings,
    pub(super) online_level: RawMeanings,
    pub(super) status: RawMeanings,
    pub(super) kind: RawMeanings,
    pub(super) topic: RawMeanings,
    pub(super) pakn_status: RawMeanings,
    pub(super) yes_no: RawMeanings,
    pub(super) term_unit: RawMeanings,
    pub(super) area: RawMeanings,
    pub(super) answer: RawMeanings,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text or a list of texts")]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> OneOrMany {
        OneOrMany::Many(Vec::new())
    }
}

impl From<OneOrMany> for Vec<String> {
    fn from(texts: OneOrMany) -> Vec<String> {
        match texts {
            OneOrMany::One(text) => vec![text],
            OneOrMany::Many(texts) => texts,
        }
    }
}
