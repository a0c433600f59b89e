//! Indicators of the user's own: sums and differences of a report's counts.

use sipas_arrow::table::OwnFigures;
use sipas_core::{Comparator, Formula, Group, Rate, Report, Sum};

use crate::error::Failure;

/// Numerator and denominator of each group.
pub(crate) type Figures = Vec<Option<(u64, Option<u64>)>>;

/// Name, name for people, sums for numerator and denominator, sign and threshold of the target, and the figures where
/// they are counted elsewhere.
pub(crate) type Spec =
    (String, String, Option<String>, Option<String>, Option<(String, u64, u64)>, Option<Figures>);

/// The figures of an indicator in every group of a report.
pub(crate) fn figures(report: &Report, spec: Spec) -> Result<OwnFigures, Failure> {
    let (id, name, num, den, target, figures) = spec;
    let target = target.map(|(sign, n, d)| comparator(&sign).map(|of| (of, Rate::new(n, d)))).transpose()?;
    let figures = if let Some(figures) = figures {
        figures
    } else {
        let of = |text: &Option<String>| text.as_deref().map(|text| sum(report, text)).transpose();
        let (num, den) = (of(&num)?, of(&den)?);
        let num = num.ok_or_else(|| Failure::usage("an indicator needs a numerator"))?;
        match den {
            None => num.into_iter().map(|n| Some((n?, None))).collect(),
            Some(den) => num.into_iter().zip(den).map(|(n, of)| Some((n?, Some(of?)))).collect(),
        }
    };
    Ok(OwnFigures { id, name, target, figures })
}

/// What a text of names of counts comes to in every group, the whole first.
pub(crate) fn sum(report: &Report, text: &str) -> Result<Vec<Option<u64>>, Failure> {
    let formula: Formula = text.parse().map_err(Failure::usage)?;
    let value = |group: Group<'_>| match group.sum(&formula) {
        Sum::Known(n) => Ok(Some(n)),
        Sum::Unknown => Ok(None),
        Sum::Negative => Err(Failure::Usage(format!("{text:?} is negative in the group {:?}", group.key))),
    };
    report.groups().map(value).collect()
}

fn comparator(sign: &str) -> Result<Comparator, Failure> {
    let all =
        [Comparator::Less, Comparator::AtMost, Comparator::Equal, Comparator::AtLeast, Comparator::Greater];
    let found = all.into_iter().find(|of| of.sign() == sign);
    found.ok_or_else(|| Failure::Usage(format!("a target compares by <, <=, =, >= or >, not {sign:?}")))
}
