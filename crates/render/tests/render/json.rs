use sipas_core::PaknTopic;
use sipas_render::Lang;

use crate::office::{Office, report, view};

#[test]
fn a_report_is_its_own_serialisation_and_nothing_else() {
    let office = Office::by_unit().with_five_dossiers().with_a_petition(PaknTopic::Other).report();
    let text = report(&office, "json", &view(Lang::Vi));
    assert_eq!(text, serde_json::to_string_pretty(&office).unwrap() + "\n");
    assert_eq!(text, report(&office, "json", &view(Lang::En)));
    let head: Vec<_> = text.lines().take(14).collect();
    insta::assert_snapshot!(head.join("\n"), @r#"
    {
      "schema": "sipas.report/1",
      "generator": "sipas 0.1.0",
      "period": {
        "start": "2025-06-01",
        "end": "2025-06-30",
        "window": "calendar"
      },
      "as_of": "2025-07-01T00:00:00",
      "baseline": null,
      "plan": "small",
      "policy": {
        "clock_end": "finished",
        "deadline": "original",
    "#);
}
