//! The names that an office gives its units, whatever an export calls them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sipas_core::folded_unit;

use crate::values::clean;

/// The name of each unit by all names that it has, as units are compared.
#[derive(Debug, Clone, Default)]
pub struct UnitNames(BTreeMap<String, String>);

impl UnitNames {
    /// Gives a unit another name; false where that one is another unit's.
    pub(super) fn insert(&mut self, other: &str, name: &str) -> bool {
        let name = clean(name).into_owned();
        let known = self.0.entry(folded_unit(&clean(other))).or_insert_with(|| name.clone());
        *known == name
    }

    /// Adds the names that others give, as far as none is given here.
    pub(super) fn share(&mut self, others: &UnitNames) {
        for (other, name) in &others.0 {
            self.0.entry(other.clone()).or_insert_with(|| name.clone());
        }
    }

    /// What a unit is called, of which an export has this name; the name is clean.
    pub fn name_of<'u>(&self, unit: Cow<'u, str>) -> Cow<'u, str> {
        if self.0.is_empty() || unit.is_empty() {
            return unit;
        }
        self.0.get(&folded_unit(&unit)).map_or(unit, |name| Cow::Owned(name.clone()))
    }
}
