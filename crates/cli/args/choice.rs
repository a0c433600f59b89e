use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};
use sipas_core::Dimension;

/// One of a few names, each standing for a value: completions, errors and suggestions know the names.
pub(super) fn choice<T: Clone + Send + Sync + 'static>(
    names: impl IntoIterator<Item = (String, T)>,
) -> impl TypedValueParser<Value = T> {
    let all: Vec<(String, T)> = names.into_iter().collect();
    PossibleValuesParser::new(all.iter().map(|(name, _)| name.clone())).map(move |given| {
        let found = all.iter().find(|(name, _)| *name == given);
        found.map(|(_, value)| value.clone()).expect("clap lets through the names that it was given")
    })
}

/// A dimension: one of those that there always are, or any name that one of the user's own could have. Whether an export
/// has that one is known once it is read.
#[derive(Debug, Clone)]
pub(super) struct DimensionParser;

impl TypedValueParser for DimensionParser {
    type Value = Dimension;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Dimension, clap::Error> {
        let named = |text: &str| text.parse().or_else(|_| Dimension::own(text));
        match value.to_str().map(named) {
            Some(Ok(by)) => Ok(by),
            _ => choice(Dimension::ALL.map(|by| (by.name().to_owned(), by))).parse_ref(command, arg, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Dimension::ALL.into_iter().map(|by| PossibleValue::new(by.name()))))
    }
}

/// A name and the header of a column: `commune=Xã/phường`.
pub(super) fn named_column(text: &str) -> Result<(String, String), String> {
    let (name, header) = text.split_once('=').ok_or("NAME=HEADER")?;
    Ok((name.trim().to_owned(), header.trim().to_owned()))
}

/// Parses one of the given names.
pub(super) fn of<T: Clone + Send + Sync + 'static, const N: usize>(
    names: [(&'static str, T); N],
) -> impl TypedValueParser<Value = T> {
    choice(names.map(|(name, value)| (name.to_owned(), value)))
}
