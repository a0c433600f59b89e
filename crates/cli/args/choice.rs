use clap::builder::{PossibleValuesParser, TypedValueParser};

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

/// The same for names that are written down here.
pub(super) fn of<T: Clone + Send + Sync + 'static, const N: usize>(
    names: [(&'static str, T); N],
) -> impl TypedValueParser<Value = T> {
    choice(names.map(|(name, value)| (name.to_owned(), value)))
}
