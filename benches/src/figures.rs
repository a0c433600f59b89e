use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The figures of each group that every contender gives. Those of days are over the dossiers with a result.
const NAMES: [&str; 26] = [
    "received",
    "carried_in",
    "early",
    "on_time",
    "late",
    "finished_unmeasurable",
    "withdrawn",
    "stopped",
    "stopped_late",
    "open_within_due",
    "open_overdue",
    "suspended",
    "open_unmeasurable",
    "not_accepted",
    "undated",
    "out_of_period",
    "online",
    "in_person",
    "postal",
    "visits_0",
    "visits_1",
    "visits_2",
    "visits_3",
    "days_mean",
    "days_median",
    "days_p90",
];

/// What a contender answers: the figures of every group, by its keys.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<Vec<String>, [Option<f64>; NAMES.len()]>);

impl Figures {
    /// Of a report as `sipas report --format json` writes it. The group of the whole is not among them.
    pub fn of_report(path: &Path, by: &[&str]) -> Result<Figures> {
        let bytes = fs::read(path).with_context(|| path.display().to_string())?;
        let report: Report = serde_json::from_slice(&bytes).with_context(|| path.display().to_string())?;
        let mut figures = Figures::default();
        for group in report.groups.into_iter().skip(1) {
            let keys = by.iter().map(|key| group.key[*key].clone()).collect();
            figures.0.insert(keys, NAMES.map(|name| group.figure(name)));
        }
        Ok(figures)
    }

    /// Of a table whose columns are the keys and the figures, by their names.
    pub fn of_table(path: &Path, by: &[&str]) -> Result<Figures> {
        let mut table = csv::Reader::from_path(path).with_context(|| path.display().to_string())?;
        let header = table.headers()?.clone();
        let column = |name: &str| {
            let found = header.iter().position(|column| column == name);
            found.with_context(|| format!("{} has no column {name}", path.display()))
        };
        let keys = by.iter().map(|key| column(key)).collect::<Result<Vec<_>>>()?;
        let columns = NAMES.iter().map(|name| column(name)).collect::<Result<Vec<_>>>()?;
        let mut figures = Figures::default();
        for row in table.records() {
            let row = row?;
            let mut values = [None; NAMES.len()];
            for (value, column) in values.iter_mut().zip(&columns) {
                *value = Some(&row[*column]).filter(|cell| !cell.is_empty()).map(str::parse).transpose()?;
            }
            figures.0.insert(keys.iter().map(|key| row[*key].to_owned()).collect(), values);
        }
        Ok(figures)
    }

    /// How many groups there are.
    pub fn groups(&self) -> usize {
        self.0.len()
    }

    /// Fails with the first figure that is another one. Counts are the same or not; of two ways to interpolate a
    /// quantile the last bit may differ.
    pub fn compare(&self, other: &Figures) -> Result<()> {
        ensure!(!self.0.is_empty(), "there is no group");
        for (keys, values) in &self.0 {
            let Some(others) = other.0.get(keys) else { bail!("only one has the group {keys:?}") };
            for ((name, value), other) in NAMES.iter().zip(values).zip(others) {
                let same = match (value, other) {
                    (Some(value), Some(other)) => (value - other).abs() <= 1e-12 * value.abs(),
                    (value, other) => value == other,
                };
                ensure!(same, "{name} of {keys:?}: {value:?} and {other:?}");
            }
        }
        ensure!(self.groups() == other.groups(), "{} groups and {}", self.groups(), other.groups());
        Ok(())
    }
}

#[derive(Deserialize)]
struct Report {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    key: BTreeMap<String, String>,
    dossiers: Map<String, Value>,
    indicators: Indicators,
}

#[derive(Deserialize)]
struct Indicators {
    processing_days: Map<String, Value>,
}

impl Group {
    fn figure(&self, name: &str) -> Option<f64> {
        let value = match name.split_once('_') {
            Some(("days", name)) => self.indicators.processing_days.get(name),
            Some(("visits", "3")) => self.dossiers["repeat_visits"].get("3+"),
            Some(("visits", name)) => self.dossiers["repeat_visits"].get(name),
            _ => self.dossiers.get(name).or_else(|| self.dossiers["channels"].get(name)),
        };
        value.and_then(Value::as_f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, NAMES};

    fn figures(days: f64) -> Figures {
        let mut values = [Some(1.0); NAMES.len()];
        values[NAMES.len() - 1] = Some(days);
        Figures([(vec!["a".to_owned()], values)].into())
    }

    #[test]
    fn one_figure_that_differs_is_told() {
        assert!(figures(7.3).compare(&figures(7.3)).is_ok());
        let told = figures(7.3).compare(&figures(7.4)).unwrap_err().to_string();
        assert_eq!(told, r#"days_p90 of ["a"]: Some(7.3) and Some(7.4)"#);
        assert!(figures(7.3).compare(&Figures::default()).is_err());
        assert!(Figures::default().compare(&Figures::default()).is_err());
    }
}
