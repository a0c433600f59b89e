//! Names that are written down a second time, where no compiler looks, are those of the registers.

use sipas_core::{Bucket, Dimension, INDICATORS, PaknBucket};

use crate::common::{formats, root, sipas};

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The names of a `Literal` of the Python package.
fn literal(name: &str) -> Vec<String> {
    let options = text("python/sipas/options.py");
    let (_, rest) = options.split_once(&format!("\n{name}: TypeAlias = Literal[")).unwrap();
    let (names, _) = rest.split_once(']').unwrap();
    names.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_options_of_python_are_the_registers() {
    assert_eq!(literal("Indicator"), INDICATORS.iter().map(|one| one.id).collect::<Vec<_>>());
    let mut dimensions: Vec<_> = Dimension::ALL.map(Dimension::name).into();
    assert_eq!(literal("Dimension"), dimensions);
    assert_eq!(literal("Bucket"), Bucket::ALL.map(Bucket::name));
    assert_eq!(literal("PaknBucket"), PaknBucket::ALL.map(PaknBucket::name));
    let labels = text("python/sipas/labels.py");
    dimensions.retain(|name| !labels.contains(&format!("\n{name}|")));
    assert!(dimensions.is_empty(), "labels.py has no heading for {dimensions:?}");
}

#[test]
fn the_tables_of_indicators_have_each() {
    for path in ["README.md", "crates/core/docs/INDICATORS.md"] {
        let text = text(path);
        let missing: Vec<_> =
            INDICATORS.iter().map(|one| one.id).filter(|id| !text.contains(&format!("`{id}`"))).collect();
        assert!(missing.is_empty(), "{path} has not {missing:?}");
    }
}

#[test]
fn the_help_names_each_format_and_dimension() {
    for lang in ["vi", "en"] {
        let help = sipas(&["report", "--help", "--lang", lang]).stdout;
        let of = |flag: &str| {
            let text = help.split_once(&format!("{flag} <")).unwrap().1;
            text.split("\n      --").next().unwrap().to_owned()
        };
        let (format, by) = (of("--format"), of("--by"));
        let missing = |names: &[&str], text: &str| names.iter().filter(|name| !text.contains(*name)).count();
        assert_eq!(missing(&formats(), &format), 0, "{lang}: {format}");
        assert_eq!(missing(&Dimension::ALL.map(Dimension::name), &by), 0, "{lang}: {by}");
    }
}
