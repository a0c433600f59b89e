use std::collections::BTreeMap;

use pyo3::prelude::*;
use sipas_core::{Bucket, Channel, Dimension, INDICATORS, PaknBucket, Status, Tier, Verdict};
use sipas_render::Lang;

use crate::error::Failure;

/// The words for names, by what they are names of.
#[pyfunction]
pub(crate) fn words(lang: &str) -> PyResult<BTreeMap<&'static str, BTreeMap<&'static str, String>>> {
    let lang = self::lang(lang)?;
    let status = [
        ("measured", Status::Measured),
        ("no_data", Status::NoData),
        ("not_measurable", Status::NotMeasurable),
    ];
    let verdict = [("met", Verdict::Met), ("missed", Verdict::Missed)];
    let tier = [("commitment", Tier::Commitment), ("expected_result", Tier::ExpectedResult)];
    let counts = ["received", "carried_in", "stopped_late", "refused"];
    Ok([
        ("bucket", Bucket::ALL.map(|of| (of.name(), lang.bucket(of).to_owned())).into_iter().collect()),
        (
            "pakn_bucket",
            PaknBucket::ALL.map(|of| (of.name(), lang.pakn_bucket(of).to_owned())).into_iter().collect(),
        ),
        ("channel", Channel::ALL.map(|of| (of.name(), lang.channel(of).to_owned())).into_iter().collect()),
        (
            "dimension",
            Dimension::ALL.map(|of| (of.name(), lang.dimension(of).to_owned())).into_iter().collect(),
        ),
        ("count", counts.map(|of| (of, lang.dossier_count(of).into_owned())).into_iter().collect()),
        ("indicator", INDICATORS.iter().map(|of| (of.id, lang.indicator(of).name.to_owned())).collect()),
        (
            "definition",
            INDICATORS.iter().map(|of| (of.id, lang.indicator(of).definition.to_owned())).collect(),
        ),
        ("status", status.map(|(name, of)| (name, lang.status(of).to_owned())).into_iter().collect()),
        ("tier", tier.map(|(name, of)| (name, lang.tier(of).to_owned())).into_iter().collect()),
        ("verdict", verdict.map(|(name, of)| (name, lang.verdict(of).to_owned())).into_iter().collect()),
    ]
    .into_iter()
    .collect())
}

/// The language of that name.
pub(crate) fn lang(name: &str) -> Result<Lang, Failure> {
    Lang::named(name).ok_or_else(|| Failure::Usage(format!("lang must be 'vi' or 'en', not {name:?}")))
}

/// Of names that are there, the one that is most like what was asked for, as a question.
pub(crate) fn meant<'n>(names: impl Iterator<Item = &'n str>, asked: &str) -> String {
    let bare = sipas_intake::bare_words;
    let asked = bare(asked);
    let like = |name: &&str| {
        let name = bare(name);
        let shared = name.chars().zip(asked.chars()).take_while(|(a, b)| a == b).count();
        (name.contains(&asked) || asked.contains(&name), shared)
    };
    let nearest = names.filter(|name| !name.is_empty()).max_by_key(like);
    let is_like = |name: &&str| {
        let (contains, shared) = like(name);
        contains || shared * 2 > asked.chars().count()
    };
    nearest.filter(is_like).map_or_else(String::new, |name| format!("; did you mean {name:?}?"))
}
