use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Dimension;
use super::unit::folded_unit;

/// Which group: a value for each dimension, in the order asked for. Empty for the whole.
///
/// Keys are ordered by the bytes of their values.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<(Dimension, Arc<str>)>);

/// The key of the whole.
pub(crate) static WHOLE: Key = Key(Vec::new());

impl Key {
    /// From dimensions and values. Many keys may share a text.
    pub fn new(parts: impl IntoIterator<Item = (Dimension, impl Into<Arc<str>>)>) -> Key {
        Key(parts.into_iter().map(|(dimension, value)| (dimension, value.into())).collect())
    }

    /// Whether this is the whole.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a dimension.
    pub fn get(&self, dimension: Dimension) -> Option<&str> {
        self.0.iter().find(|(d, _)| *d == dimension).map(|(_, value)| &**value)
    }

    /// The value of a dimension, which keys share.
    pub(crate) fn shared(&self, dimension: Dimension) -> Option<&Arc<str>> {
        self.0.iter().find(|(d, _)| *d == dimension).map(|(_, value)| value)
    }

    /// Replaces the value of a dimension.
    pub(crate) fn with(&self, dimension: Dimension, value: &Arc<str>) -> Key {
        let part =
            |(d, own): &(Dimension, Arc<str>)| (*d, Arc::clone(if *d == dimension { value } else { own }));
        Key(self.0.iter().map(part).collect())
    }

    /// The key of the group of these dimensions that it lies in; `None` where it has not all of them.
    pub(crate) fn within(&self, by: &[Dimension]) -> Option<Key> {
        let part = |dimension: &Dimension| Some((*dimension, Arc::clone(self.shared(*dimension)?)));
        by.iter().map(part).collect::<Option<Vec<_>>>().map(Key)
    }

    /// Replaces the unit by the form in which units are compared.
    pub(crate) fn folded(&self) -> Key {
        match self.shared(Dimension::Unit) {
            Some(unit) => self.with(Dimension::Unit, &folded_unit(unit).into()),
            None => self.clone(),
        }
    }

    /// Dimensions and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Dimension, &str)> {
        self.0.iter().map(|(dimension, value)| (*dimension, &**value))
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter().map(|(dimension, value)| (dimension.name(), value)))
    }
}
