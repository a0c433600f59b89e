//! No door lets an invalid dossier in: what `build` refuses serde refuses, with the same words.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::clock::tests::any;
use crate::moment::Day;

#[test]
fn serde_and_build_refuse_alike() {
    let received = Some("2025-06-10T08:00:00".parse().unwrap());
    let earlier = Some("2025-06-09T23:59:00".parse().unwrap());
    let valid = DossierBuilder { code: "H37-1".into(), received_at: received, ..DossierBuilder::default() };
    for (builder, message) in [
        (DossierBuilder { code: "".into(), ..valid.clone() }, "a dossier needs a code"),
        (DossierBuilder { code: " \t\u{a0}\u{3000}".into(), ..valid.clone() }, "a dossier needs a code"),
        (
            DossierBuilder { finished_at: earlier, ..valid.clone() },
            "finished_at 2025-06-09T23:59:00 lies before received_at 2025-06-10T08:00:00",
        ),
        (
            DossierBuilder { finished_at: received, returned_at: earlier, ..valid.clone() },
            "returned_at 2025-06-09T23:59:00 lies before received_at 2025-06-10T08:00:00",
        ),
    ] {
        let text = serde_json::to_string(&builder).unwrap();
        assert_eq!(serde_json::from_str::<Dossier<'_>>(&text).unwrap_err().to_string(), message);
        assert_eq!(builder.build().unwrap_err().to_string(), message);
    }
}

#[test]
fn odd_dates_that_real_systems_have_are_kept() {
    for odd in [
        // An earlier clock time on the same day; returned before finished; due before received.
        json!({"code": "1", "received_at": "2025-06-10T08:00", "finished_at": "2025-06-10T07:00"}),
        json!({"code": "1", "received_at": "2025-06-10T08:00", "returned_at": "2025-06-10"}),
        json!({"code": "1", "received_at": "2025-06-10", "finished_at": "2025-06-12", "returned_at": "2025-06-11"}),
        json!({"code": "1", "received_at": "2025-06-10", "due_at": "2025-06-01"}),
        json!({"code": "1", "finished_at": "2025-06-10"}),
        json!({"code": "1"}),
    ] {
        assert!(serde_json::from_value::<Dossier<'_>>(odd.clone()).is_ok(), "{odd}");
    }
}

#[test]
fn serde_refuses_what_no_dossier_has() {
    for wrong in [
        json!({"code": "1", "supplement_requests": -1}),
        json!({"code": "1", "supplement_requests": 1.5}),
        json!({"code": "1", "repeat_visits": 1.0}),
        json!({"code": "1", "repeat_visits": "1"}),
        json!({"code": "1", "repeat_visits": 4_294_967_296_u64}),
        json!({"code": "1", "received_at": "2025-02-30"}),
        json!({"code": "1", "received_at": "1899-12-31"}),
        json!({"code": "1", "received_at": "2025-06-10T24:00"}),
        json!({"code": "1", "received_at": ""}),
        json!({"code": "1", "received_at": 45_000}),
        json!({"code": "1", "status": "late"}),
        json!({"code": "1", "channel": "Trực tuyến"}),
        json!({"code": "1", "apologised": true}),
        // An applicant has no place in a dossier.
        json!({"code": "1", "applicant": "Nguyễn Văn A"}),
    ] {
        assert!(serde_json::from_value::<Dossier<'_>>(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn texts_stay_where_they_were_read() {
    let row = "H37-1;Văn phòng";
    let (code, unit) = row.split_once(';').unwrap();
    let builder = DossierBuilder { code: code.into(), unit: unit.into(), ..DossierBuilder::default() };
    let dossier = builder.build().unwrap();
    assert!(std::ptr::eq(dossier.code(), code) && std::ptr::eq(dossier.unit(), unit));
    assert!(matches!(DossierBuilder::from(dossier).unit, Cow::Borrowed(_)));
}

#[test]
fn a_procedure_is_grouped_by_its_code_else_its_name() {
    let key = |code: &'static str| {
        let builder = DossierBuilder {
            code: "1".into(),
            procedure_code: code.into(),
            procedure_name: "Cấp phép".into(),
            ..DossierBuilder::default()
        };
        builder.build().unwrap().procedure_key().to_owned()
    };
    assert_eq!([key("1.000001"), key("")], ["1.000001", "Cấp phép"]);
}

#[test]
fn the_facts_of_a_million_dossiers_fit_in_a_small_memory() {
    assert!(size_of::<DossierFacts>() <= 120);
}

proptest! {
    #[test]
    fn a_dossier_reads_back_as_it_was_written(dossier in any::dossier()) {
        let text = serde_json::to_string(&dossier).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Dossier<'_>>(&text).unwrap(), &dossier);
        prop_assert_eq!(DossierBuilder::from(dossier.clone()).build().unwrap(), dossier);
    }

    #[test]
    fn build_and_serde_agree_on_any_two_days(received in 0i32..9, finished in 0i32..9, returned in 0i32..9) {
        let at = |n| Some(Moment::on(Day::MIN.plus(n)));
        let builder = DossierBuilder {
            code: "1".into(),
            received_at: at(received),
            finished_at: at(finished),
            returned_at: at(returned),
            ..DossierBuilder::default()
        };
        let text = serde_json::to_string(&builder).unwrap();
        let allowed = finished >= received && returned >= received;
        prop_assert_eq!(serde_json::from_str::<Dossier<'_>>(&text).is_ok(), allowed);
        prop_assert_eq!(builder.build().is_ok(), allowed);
    }
}
