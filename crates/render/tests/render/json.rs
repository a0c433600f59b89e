use sipas_core::PaknTopic;
use sipas_render::Lang;

use crate::office::{Office, report, view};

#[test]
fn a_report_is_its_own_serialisation_and_nothing_else() {
    let office = Office::by_unit().with_five_dossiers().with_a_petition(PaknTopic::Other).report();
    let text = report(&office, "json", &view(Lang::Vi));
    assert!(text.ends_with("\n}\n"));
    // The same entries in the same order; only the space between them is another.
    let entries = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap().to_string();
    assert_eq!(entries(&text), entries(&serde_json::to_string(&office).unwrap()));
    assert_eq!(text, report(&office, "json", &view(Lang::En)));
    let line = |line: &str| line.chars().take(80).collect::<String>();
    insta::assert_snapshot!(text.lines().map(line).collect::<Vec<_>>().join("\n"), @r#"
    {
      "schema": "sipas.report/1",
      "generator": "sipas 0.1.0",
      "period": {"start":"2025-06-01","end":"2025-06-30","window":"calendar"},
      "as_of": "2025-07-01T00:00:00",
      "baseline": null,
      "plan": "small",
      "policy": {"clock_end":"finished","deadline":"original","precision":"day","sup
      "calendar": {"from":"2023-01-01","to":"2027-12-31","provisional":["2027-04-16"
      "inputs": [
        {"path":"tháng 6.csv","kind":"dossiers","rows":8,"accepted":5,"rejected":2,"
      ],
      "groups": [
        {"key":{},"dossiers":{"received":5,"carried_in":0,"early":1,"on_time":1,"lat
        {"key":{"unit":"Phòng A"},"dossiers":{"received":5,"carried_in":0,"early":1,
      ],
      "scorecard": [
        {"id":"III.2","tier":"expected_result","area":"III","key":{},"indicator":"re
        {"id":"IV.1","tier":"commitment","area":"IV","key":{},"indicator":"on_time_r
        {"id":"IV.2","tier":"commitment","area":"IV","key":{},"indicator":"late_rate
        {"id":"IV.3","tier":"commitment","area":"IV","key":{},"indicator":"result_ac
        {"id":"III.2","tier":"expected_result","area":"III","key":{"unit":"Phòng A"}
        {"id":"IV.1","tier":"commitment","area":"IV","key":{"unit":"Phòng A"},"indic
        {"id":"IV.2","tier":"commitment","area":"IV","key":{"unit":"Phòng A"},"indic
        {"id":"IV.3","tier":"commitment","area":"IV","key":{"unit":"Phòng A"},"indic
      ],
      "late_budget": {"threshold":"1/100","resolved":3,"late":1,"allowed":0,"remaini
      "coverage": [{"kind":"dossiers","from":null,"to":null,"gaps":[]},{"kind":"pakn
      "unmeasured": [],
      "names": []
    }
    "#);
}

#[test]
fn a_group_is_a_line_whatever_the_number_of_threads() {
    let office = Office::by_unit().with_five_dossiers().with_very_many_units().report();
    let text = report(&office, "json", &view(Lang::Vi));
    let groups: Vec<_> = text.lines().filter(|line| line.starts_with("    {\"key\":")).collect();
    assert_eq!(groups.len(), office.groups().count());
    for (line, group) in groups.iter().zip(office.groups()) {
        assert_eq!(line.trim().trim_end_matches(','), serde_json::to_string(&group).unwrap());
    }
    let scores = text.lines().filter(|line| line.starts_with("    {\"id\":")).count();
    assert_eq!(scores, office.scorecard().count());
}
