//! Indicators of the user's own: sums and differences of a report's counts.

use arrow_array::types::Int64Type;
use arrow_array::{Array, Int64Array, cast::AsArray};
use sipas_arrow::table::{self, OwnFigures};
use sipas_core::{Comparator, Group, Rate, Report, Status};

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
        let counts = Counts(table::groups(report));
        let of = |text: &Option<String>| text.as_deref().map(|text| counts.sum(report, text)).transpose();
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
    Counts(table::groups(report)).sum(report, text)
}

fn comparator(sign: &str) -> Result<Comparator, Failure> {
    let all =
        [Comparator::Less, Comparator::AtMost, Comparator::Equal, Comparator::AtLeast, Comparator::Greater];
    let found = all.into_iter().find(|of| of.sign() == sign);
    found.ok_or_else(|| Failure::Usage(format!("a target compares by <, <=, =, >= or >, not {sign:?}")))
}

/// What no count can tell where this indicator is not measurable: the columns that it leans on are missing.
const LEANS_ON: [(&[&str], &str); 5] = [
    (&["early", "on_time", "late", "open_within_due", "open_overdue", "stopped_late"], "late_exposure_rate"),
    (&["repeat_visits."], "repeat_visit_rate"),
    (&["channels.online_full", "channels.online_partial"], "full_online_rate"),
    (&["channels."], "online_dossier_rate"),
    (&["pakn.closed_in_time", "pakn.closed_late", "pakn.open_overdue"], "pakn_timely_rate"),
];

/// The counts of every group.
struct Counts(sipas_arrow::Table);

impl Counts {
    fn column(&self, name: &str) -> Option<&Int64Array> {
        self.0.batches[0].column_by_name(name)?.as_primitive_opt::<Int64Type>()
    }

    fn sum(&self, report: &Report, text: &str) -> Result<Vec<Option<u64>>, Failure> {
        let terms = self.terms(text)?;
        let value = |(n, group): (usize, Group<'_>)| -> Result<Option<u64>, Failure> {
            let mut sum = 0i64;
            for (sign, name, counts) in &terms {
                if counts.is_null(n) || !is_told(group, name) {
                    return Ok(None);
                }
                sum += sign * counts.value(n);
            }
            let negative = |_| Failure::Usage(format!("{text:?} is negative in the group {:?}", group.key));
            u64::try_from(sum).map(Some).map_err(negative)
        };
        report.groups().enumerate().map(value).collect()
    }

    /// The terms of a text such as `late + open_overdue - stopped_late`.
    fn terms<'t>(&self, text: &'t str) -> Result<Vec<(i64, &'t str, &Int64Array)>, Failure> {
        let (mut terms, mut sign, mut rest) = (Vec::new(), 1, text.trim());
        loop {
            let end = rest.find([' ', '+', '-']).unwrap_or(rest.len());
            // A name may end with a plus: 3 and more extra trips.
            let end = if rest.starts_with("repeat_visits.3+") { "repeat_visits.3+".len() } else { end };
            let (name, behind) = rest.split_at(end);
            let column = self.column(name).ok_or_else(|| self.unknown(text, name))?;
            terms.push((sign, name, column));
            let behind = behind.trim_start();
            let Some(operator) = behind.chars().next() else { return Ok(terms) };
            sign = match operator {
                '+' => 1,
                '-' => -1,
                _ => return Err(Failure::Usage(format!("{text:?}: expected + or - before {behind:?}"))),
            };
            rest = behind[1..].trim_start();
        }
    }

    fn unknown(&self, text: &str, name: &str) -> Failure {
        let schema = &self.0.schema;
        let known: Vec<&str> = schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .filter(|known| self.column(known).is_some())
            .collect();
        Failure::Usage(format!("{text:?}: there is no count {name:?}; there are {}", known.join(", ")))
    }
}

fn is_told(group: Group<'_>, name: &str) -> bool {
    let is_of = |part: &&str| *part == name || part.ends_with('.') && name.starts_with(*part);
    let guard = LEANS_ON.iter().find(|(names, _)| names.iter().any(is_of));
    let measure = guard.and_then(|(_, indicator)| group.find(indicator));
    measure.is_none_or(|(_, measure)| measure.status() != Status::NotMeasurable)
}
