//! One figure of a report.

use std::collections::BTreeMap;

use sipas_core::{Area, Measure, Plan, Rate as Pair};

use super::Answer;
use crate::error::Failure;
use crate::rate::Rate;
use crate::words::meant;

impl Answer {
    /// The rate of an indicator in the group of that key; none where a column is missing.
    pub(super) fn rate(
        &self,
        indicator: &str,
        key: &BTreeMap<String, String>,
        area: Option<&str>,
    ) -> Result<Option<Rate>, Failure> {
        let is_of_key = |group: &sipas_core::Group<'_>| {
            group.key.iter().count() == key.len()
                && group
                    .key
                    .iter()
                    .all(|(by, value)| key.get(by.name()).is_some_and(|wanted| wanted == value))
        };
        let by = self.report.by.iter().map(|by| by.name());
        if !key.is_empty() && (key.len() != by.len() || by.clone().any(|by| !key.contains_key(by))) {
            let by = by.collect::<Vec<_>>().join(", ");
            let by = if by.is_empty() { "nothing".to_owned() } else { by };
            return Err(Failure::Usage(format!("no group {key:?}: the report is by {by}")));
        }
        let Some((place, group)) = self.report.groups().enumerate().find(|(_, group)| is_of_key(group))
        else {
            let wrong = key.iter().find_map(|(by, value)| {
                let of = self.report.by.iter().copied().find(|of| of.name() == by)?;
                let values: Vec<&str> = self.report.parts().filter_map(|group| group.key.get(of)).collect();
                (!values.contains(&value.as_str())).then(|| meant(values.into_iter(), value))
            });
            return Err(Failure::Usage(format!("no group {key:?}{}", wrong.unwrap_or_default())));
        };
        if let Some(own) = self.own.iter().find(|own| own.id == indicator) {
            let pair = own.figures.get(place).copied().flatten();
            return match pair {
                Some((_, None)) => Err(Failure::Usage(format!("{indicator} is no rate"))),
                Some((numerator, Some(denominator))) => Ok(Some(Pair::new(numerator, denominator).into())),
                None => Ok(None),
            };
        }
        let Some((_, measure)) = group.find(indicator) else {
            let own = self.report.plan.as_ref().map_or(&[][..], Plan::indicators);
            let known = sipas_core::INDICATORS.iter().chain(own.iter().copied()).map(|of| of.id);
            return Err(Failure::Usage(format!("no indicator {indicator:?}{}", meant(known, indicator))));
        };
        let area = area.map(|name| {
            let found = Area::ALL.into_iter().find(|area| area.to_string() == name);
            found.ok_or_else(|| Failure::Usage(format!("area must be I, II, III, IV or V, not {name:?}")))
        });
        Ok(match (measure, area.transpose()?) {
            (Measure::Rate(rate), _) => rate.map(Rate::from),
            (Measure::Satisfaction(rates), None) => rates.map(|(all, _)| all.into()),
            (Measure::Satisfaction(rates), Some(area)) => rates.map(|(_, areas)| areas[area as usize].into()),
            _ => return Err(Failure::Usage(format!("{indicator} is no rate"))),
        })
    }
}
