use sipas_core::{Dimension, Key, PaknTopic};
use sipas_render::Lang;

use crate::office::{Office, report, view};

#[test]
fn a_report_is_its_own_serialisation_and_nothing_else() {
    let office = Office::by_unit().with_five_dossiers().with_a_petition(PaknTopic::Other).report();
    let text = report(&office, "json", &view(Lang::Vi));
    assert!(text.ends_with("\n}\n"));
    // The same entries in the same order; only the space between them is another.
    let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&parsed).unwrap(), serde_json::to_string(&office).unwrap());
    assert_eq!(text, report(&office, "json", &view(Lang::En)));
    let line = |line: &str| line.chars().take(80).collect::<String>();
    insta::assert_snapshot!(text.lines().map(line).collect::<Vec<_>>().join("\n"), @r#""#);
}

#[test]
fn a_group_is_a_line_whatever_the_number_of_threads() {
    let mut office = Office::by_unit().with_five_dossiers();
    for n in 0..1000 {
        let unit = format!("Đơn vị \"{n:04}\"");
        office.groups.parts.insert(Key::new([(Dimension::Unit, unit)]), Box::default());
    }
    let office = office.report();
    let text = report(&office, "json", &view(Lang::Vi));
    let groups: Vec<_> = text.lines().filter(|line| line.starts_with("    {\"key\":")).collect();
    assert_eq!(groups.len(), office.groups().count());
    for (line, group) in groups.iter().zip(office.groups()) {
        assert_eq!(line.trim().trim_end_matches(','), serde_json::to_string(&group).unwrap());
    }
    let scores = text.lines().filter(|line| line.starts_with("    {\"id\":")).count();
    assert_eq!(scores, office.scorecard().count());
}
