//! What was read, and what it is asked for.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use sipas_app::{ColumnError, File, FrameRows, Reader, Source};
use sipas_arrow::table;
use sipas_core::{Clock, Dimension, Period, Plan};
use sipas_engine::{Dataset as Data, Place};
use sipas_intake::{Field, Kind, Profile};

use crate::enter::{Stop, enter};
use crate::error::Failure;
use crate::question::Joined;
use crate::settings::Settings;
use crate::table::Table;
pub(crate) use names::{PlanName, dimensions, plan};

mod methods;
mod names;

/// What was read, and from where.
#[pyclass(frozen, module = "sipas._native")]
#[derive(Clone)]
pub(crate) struct Dataset(Arc<Shared>);

struct Shared {
    /// The kind of its records; of several kinds the first.
    kind: Kind,
    /// What was read of the parts. Of frames and files whose codes are vouched for they are read when lists are asked for: a
    /// report counts them as they stand.
    data: OnceLock<Data>,
    reader: Reader,
    /// The inputs that could be read, each with the profile that it was read by.
    sources: Vec<(Source, Option<usize>)>,
    refused: Vec<(String, String)>,
    /// Whether a report may count the inputs as they stand: once, since whoever asks again is faster with what is kept.
    may_count: AtomicBool,
}

impl Shared {
    fn data(&self, stop: &Stop) -> Result<&Data, Failure> {
        if self.data.get().is_none() {
            let mut data = self.reader.dataset();
            self.load_into(&mut data, stop)?;
            // Whoever was first, it is the same.
            let _ = self.data.set(data);
        }
        Ok(self.data.get().expect("it was just set"))
    }

    /// Reads all sources again, into another dataset.
    fn load_into(&self, data: &mut Data, stop: &Stop) -> Result<(), Failure> {
        let mut read =
            self.sources.iter().flat_map(|(source, _)| self.reader.load(source, data, &stop.watch()));
        let refused = read.find_map(File::into_refusal);
        refused.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Records of a kind: the table of them, and where each stands.
type Records = (sipas_arrow::Table, Vec<Place>);

impl Dataset {
    /// Of what was read.
    pub(crate) fn of(
        kind: Kind,
        reader: Reader,
        data: Data,
        sources: Vec<(Source, Option<usize>)>,
        refused: Vec<(String, String)>,
    ) -> Dataset {
        let may_count = AtomicBool::new(false);
        Dataset(Arc::new(Shared { kind, data: data.into(), reader, sources, refused, may_count }))
    }

    /// Of dossiers that can be counted as they stand, their codes being vouched for.
    pub(crate) fn unread(reader: Reader, sources: Vec<(Source, Option<usize>)>) -> Dataset {
        let (kind, data, may_count) = (Kind::Dossiers, OnceLock::new(), AtomicBool::new(true));
        Dataset(Arc::new(Shared { kind, data, reader, sources, refused: Vec::new(), may_count }))
    }

    /// What was read, as one of its tables.
    fn table(
        &self,
        py: Python<'_>,
        of: impl FnOnce(&Data) -> sipas_arrow::Table + Send + 'static,
    ) -> PyResult<Table> {
        let own = self.clone();
        enter(py, move |stop| own.0.data(stop).map(of)).map(Table::from)
    }

    /// Reads it again, into another.
    pub(crate) fn load_into(&self, data: &mut Data, stop: &Stop) -> Result<(), Failure> {
        self.0.load_into(data, stop)
    }

    /// What a report over a named period counts, where nothing was read yet.
    fn counted(
        &self,
        settings: &Settings,
        by: &[Dimension],
        plan: Option<&Plan>,
        baseline: Option<Period>,
        stop: &Stop,
    ) -> Result<(Clock, Data), Failure> {
        let mut data = self.0.reader.dataset();
        let (clock, _) = settings.clock(&data, &self.profiles())?;
        data.count_from_here(&clock, by, plan, baseline);
        self.load_into(&mut data, stop)?;
        can_group(&data, by)?;
        Ok((clock, data))
    }

    fn profiles(&self) -> Vec<Profile> {
        let profiles = &self.0.reader.options().profiles;
        let profile = |(_, used): &(Source, Option<usize>)| profiles.get(*used).cloned();
        self.0.sources.iter().filter_map(profile).collect()
    }

    /// This and others in one, each kind newer than the one before it; and the profiles in use.
    pub(crate) fn joined(&self, others: &[Dataset], stop: &Stop) -> Result<Joined, Failure> {
        let profiles = std::iter::once(self).chain(others).flat_map(Dataset::profiles).collect();
        let own = self.0.data(stop)?;
        if others.is_empty() {
            return Ok(Joined { data: None, of: self.clone(), profiles });
        }
        let mut data = own.clone();
        for other in others {
            data.join(other.0.data(stop)?.clone());
        }
        Ok(Joined { data: Some(data), of: self.clone(), profiles })
    }

    /// What was read, if anything was yet.
    pub(crate) fn read_already(&self) -> Option<&Data> {
        self.0.data.get()
    }

    /// What groups are made of: also by columns of the user's own that were named when it was read.
    fn dimensions(&self, names: &[String]) -> Result<Vec<Dimension>, Failure> {
        let profiles = self.0.reader.options().profiles.all();
        let own: Vec<Dimension> = profiles.first().map_or_else(Vec::new, Profile::own_dimensions);
        dimensions(names, &own)
    }

    /// The table with the numbers of the records' rows and the cells of columns, where columns are asked for.
    fn with_cells(
        &self,
        data: &Data,
        (table, places): Records,
        columns: Option<Vec<String>>,
        stop: &Stop,
    ) -> Result<sipas_arrow::Table, Failure> {
        let Some(columns) = columns else { return Ok(table) };
        let sources: Vec<Source> = self.0.sources.iter().map(|(source, _)| source.clone()).collect();
        let kept = self.0.reader.kept_cells(data, &sources, &places, &columns, &stop.watch());
        let kept = kept.map_err(|error| match error {
            ColumnError::Read(error) => Failure::from(error),
            error => Failure::usage(error),
        })?;
        let columns: Vec<_> = columns.into_iter().zip(kept.columns).collect();
        Ok(table::with_cells(table, &kept.rows, &columns))
    }

    /// What procedures are called, as far as it was read.
    pub(crate) fn procedure_names(&self) -> BTreeMap<String, String> {
        self.0.data.get().map_or_else(BTreeMap::new, Data::procedure_names)
    }
}

/// Refuses dimensions of the user's own that no input has the column of.
pub(crate) fn can_group(data: &Data, by: &[Dimension]) -> Result<(), Failure> {
    let has = |field: Field| {
        data.inputs().iter().flat_map(|input| &input.columns).any(|column| column.field == Some(field))
    };
    let is_there = |dimension: &Dimension| {
        let own = data.own_dimensions().iter().zip(Field::OWN).find(|(own, _)| *own == dimension);
        own.map_or_else(|| data.can_group(&[*dimension]), |(_, field)| has(field))
    };
    match by.iter().find(|dimension| !is_there(dimension)) {
        None => Ok(()),
        Some(of) => Err(Failure::Usage(format!(
            "by: no input has the column that dimensions= names for {:?}; the headers are in .columns",
            of.name()
        ))),
    }
}

/// Refuses rows that are a part of more where they would be taken for all there are.
fn all_whole<'d>(mut all: impl Iterator<Item = &'d Dataset>) -> Result<(), Failure> {
    if all.any(|of| of.0.reader.options().frames == FrameRows::Some) {
        return Err(Failure::usage(
            "rows read by part=True are some of many: count them by partial(rows=True), and merge what all parts give",
        ));
    }
    Ok(())
}

pub(crate) fn others(given: Vec<Py<Dataset>>) -> Vec<Dataset> {
    given.iter().map(|other| other.get().clone()).collect()
}
