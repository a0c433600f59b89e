//! No door lets an invalid procedure in; and when one is in force.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::clock::tests::any;

#[test]
fn serde_and_build_refuse_alike() {
    let blank =
        ProcedureBuilder { code: "  ".into(), name: "Cấp phép".into(), ..ProcedureBuilder::default() };
    let text = serde_json::to_string(&blank).unwrap();
    let refused = serde_json::from_str::<Procedure<'_>>(&text).unwrap_err().to_string();
    assert_eq!(refused, "a procedure needs a code");
    assert_eq!(blank.build().unwrap_err().to_string(), refused);
}

#[test]
fn serde_refuses_what_no_procedure_has() {
    for wrong in [
        json!({"code": "1", "term": {"amount": 0, "unit": "working_days"}}),
        json!({"code": "1", "term": {"amount": -5, "unit": "working_days"}}),
        json!({"code": "1", "term": {"amount": 2.5, "unit": "working_days"}}),
        json!({"code": "1", "term": {"amount": 5, "unit": "weeks"}}),
        json!({"code": "1", "term": 5}),
        json!({"code": "1", "decision_date": "2025-13-01"}),
        json!({"code": "1", "fee": 10}),
    ] {
        assert!(serde_json::from_value::<Procedure<'_>>(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn in_force_from_its_first_day_to_the_end_of_its_last() {
    for (from, to, as_of, expected) in [
        (None, None, "2025-07-01", true),
        (Some("2025-07-01"), None, "2025-07-01", false),
        (Some("2025-06-30"), None, "2025-07-01", true),
        (Some("2025-07-01"), None, "2025-07-01T08:00", true),
        (None, Some("2025-06-30"), "2025-07-01", true),
        (None, Some("2025-06-29"), "2025-07-01", false),
        (None, Some("2025-06-30"), "2025-07-01T00:01", false),
        (None, Some("2025-06-30"), "2025-06-30T12:00", true),
    ] {
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let procedure = ProcedureBuilder {
            code: "1".into(),
            in_force_from: from.map(at),
            in_force_to: to.map(at),
            ..ProcedureBuilder::default()
        };
        let found = procedure.build().unwrap().in_force(at(as_of));
        assert_eq!(found, expected, "from {from:?} to {to:?} as of {as_of}");
    }
}

proptest! {
    #[test]
    fn a_procedure_reads_back_as_it_was_written(procedure in any::procedure(), term in any::term()) {
        let procedure = ProcedureBuilder { term, ..procedure.into() }.build().unwrap();
        let text = serde_json::to_string(&procedure).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Procedure<'_>>(&text).unwrap(), &procedure);
        prop_assert_eq!(&procedure.clone().into_owned(), &procedure);
    }
}
