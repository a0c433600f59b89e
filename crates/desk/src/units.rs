//! Which units are of the province and which of communes, which form 07b is divided by: ticked on the page, or told by a
//! table that was dropped.

use std::collections::{BTreeMap, BTreeSet};

use sipas_app::forms::{Level, Levels};
use sipas_core::folded_unit;
use sipas_engine::Dataset;
use sipas_render::Lang;

use crate::dropped::Setting;

/// What was told of the levels of units.
#[derive(Debug, Default)]
pub(crate) struct Units {
    /// The table that was dropped.
    pub(crate) table: Option<Setting<Levels>>,
    /// The units that were ticked, as they are compared. They go before the table.
    ticked: Option<BTreeSet<String>>,
}

impl Units {
    /// Takes the units that were ticked; none at all takes that back.
    pub(crate) fn tick(&mut self, units: &[String]) {
        self.ticked = (!units.is_empty()).then(|| units.iter().map(|unit| folded_unit(unit)).collect());
    }

    /// The levels of the units of all dossiers.
    pub(crate) fn levels(&self, data: &Dataset) -> Levels {
        match (&self.ticked, &self.table) {
            (Some(ticked), _) => {
                let of = |unit: &String| {
                    if ticked.contains(&folded_unit(unit)) { Level::Province } else { Level::Commune }
                };
                let names = names(data);
                Levels::of(names.iter().map(|unit| (unit.as_str(), of(unit))))
            }
            (None, Some(table)) => table.value.clone(),
            (None, None) => Levels::default(),
        }
    }

    /// Each unit of the dossiers, and whether it is of the province.
    pub(crate) fn listed(&self, data: &Dataset) -> Vec<(String, bool)> {
        let levels = self.levels(data);
        let is_own = |unit: &String| levels.of_unit(unit) == Some(Level::Province);
        names(data).into_iter().map(|unit| (unit.clone(), is_own(&unit))).collect()
    }

    /// The table of all units, for the command and to be dropped again.
    pub(crate) fn written(&self, data: &Dataset) -> String {
        let levels = self.levels(data);
        let line = |unit: String| {
            let level = match levels.of_unit(&unit) {
                Some(Level::Province) => "tỉnh",
                Some(Level::Commune) => "xã",
                None => "",
            };
            format!("\"{}\",{level}\r\n", unit.replace('"', "\"\""))
        };
        // Excel knows UTF-8 by the mark.
        let head = "\u{feff}Đơn vị,Cấp\r\n".to_owned();
        names(data).into_iter().map(line).fold(head, |all, line| all + &line)
    }
}

/// The units of all dossiers, one spelling of each.
fn names(data: &Dataset) -> Vec<String> {
    let mut names = BTreeMap::new();
    let spellings: BTreeSet<&str> = data.dossier_records().map(|record| record.texts.unit).collect();
    for unit in spellings {
        names.entry(folded_unit(unit)).or_insert_with(|| unit.to_owned());
    }
    let mut names: Vec<String> = names.into_values().collect();
    names.sort_by(|a, b| Lang::in_order(a, b));
    names
}
