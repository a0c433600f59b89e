//! The year up to the end of the period, beside the period's own figures.

use sipas_core::{Bucket, Day, Dimension, Kind, Measure, Report};

use super::trend::month;
use crate::lang::Lang;

/// The first receipt of a year that is covered comes within so many days: holidays begin it.
const BEGINNING: i32 = 9;
/// A month has at least this part of the busiest month's dossiers, else its export seems to be missing.
const PART: u64 = 3;

/// A report by month from the beginning of the year, as far as its inputs cover that.
#[derive(Clone, Copy)]
pub(crate) struct Year<'r>(Option<&'r Report>);

impl<'r> Year<'r> {
    pub(crate) fn of(report: Option<&'r Report>) -> Year<'r> {
        Year(report.filter(|year| year.by == [Dimension::Month]))
    }

    /// The report, if it has all records of a kind.
    pub(crate) fn of_kind(self, kind: Kind) -> Option<&'r Report> {
        let begins = |from: Day, year: &Report| from.since(year.period.first_day()) <= BEGINNING;
        let is_covered = |year: &&Report| {
            let mut of_kind = year.coverage.iter().filter(|of| of.kind == kind);
            of_kind.any(|of| of.gaps.is_empty() && of.from.is_some_and(|from| begins(from, year)))
        };
        self.0.filter(is_covered).filter(|year| kind != Kind::Dossiers || has_every_month(year))
    }

    /// What a tile says of an indicator beside the period's own figure.
    pub(crate) fn note(self, id: &str, lang: Lang) -> String {
        let figure = || {
            let (indicator, _) = self.0?.whole().find(id)?;
            let year = self.of_kind(indicator.kind)?;
            match year.whole().measure(indicator) {
                Measure::Rate(Some(rate)) if rate.denominator > 0 => {
                    year.percent(indicator, rate).map(|shown| lang.percent(&shown))
                }
                Measure::Count { value, .. } => Some(lang.count(value)),
                _ => None,
            }
        };
        figure().map_or_else(String::new, |figure| lang.since_new_year(&figure))
    }
}

/// Whether dossiers were concluded in every month but the last, which the period itself tells, and hardly fewer than usual: of
/// exports that lack months, those dossiers are there that were open for long.
fn has_every_month(year: &Report) -> bool {
    let concluded = |bucket: &Bucket| bucket.is_concluded();
    let of_month = |group: sipas_core::Group<'_>| {
        let counts = group.dossiers()?;
        let sum: u64 = Bucket::ALL.into_iter().filter(concluded).map(|bucket| counts.get(bucket)).sum();
        Some((month(group.key.get(Dimension::Month)?)?, sum))
    };
    let months: Vec<(u32, u64)> = year.parts().filter_map(of_month).collect();
    let busiest = months.iter().map(|(_, n)| *n).max().unwrap_or_default();
    let Some(last) = months.iter().map(|(at, _)| *at).max() else { return false };
    let first = last - last % 12;
    (first..last).all(|at| months.iter().any(|(of, n)| *of == at && n * PART >= busiest))
}
