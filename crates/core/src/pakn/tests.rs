//! No door lets an invalid petition in.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::clock::tests::any;

#[test]
fn serde_and_build_refuse_alike() {
    let (sent, earlier) = (Some("2025-06-10".parse().unwrap()), Some("2025-06-09T12:00:00".parse().unwrap()));
    let valid = PaknBuilder { code: "PA-1".into(), sent_at: sent, ..PaknBuilder::default() };
    let before = |column| format!("{column} 2025-06-09T12:00:00 lies before the receipt 2025-06-10");
    for (builder, message) in [
        (PaknBuilder { code: " ".into(), ..valid.clone() }, "a petition needs a code".to_owned()),
        (PaknBuilder { accepted_at: earlier, ..valid.clone() }, before("accepted_at")),
        (PaknBuilder { closed_at: earlier, ..valid.clone() }, before("closed_at")),
        (PaknBuilder { answered_at: earlier, ..valid.clone() }, before("answered_at")),
        (PaknBuilder { published_at: earlier, ..valid.clone() }, before("published_at")),
        (PaknBuilder { transferred_at: earlier, ..valid.clone() }, before("transferred_at")),
        // Not sent: the acceptance is the receipt.
        (
            PaknBuilder { sent_at: None, accepted_at: sent, closed_at: earlier, ..valid.clone() },
            before("closed_at"),
        ),
    ] {
        let text = serde_json::to_string(&builder).unwrap();
        assert_eq!(serde_json::from_str::<Pakn<'_>>(&text).unwrap_err().to_string(), message);
        assert_eq!(builder.build().unwrap_err().to_string(), message);
    }
}

#[test]
fn odd_dates_are_kept() {
    for odd in [
        json!({"code": "1", "sent_at": "2025-06-10T15:00", "closed_at": "2025-06-10T08:00"}),
        json!({"code": "1", "sent_at": "2025-06-10", "due_at": "2025-06-01"}),
        json!({"code": "1", "sent_at": "2025-06-10", "closed_at": "2025-06-12", "answered_at": "2025-06-11"}),
        json!({"code": "1", "closed_at": "2025-06-10"}),
    ] {
        assert!(serde_json::from_value::<Pakn<'_>>(odd.clone()).is_ok(), "{odd}");
    }
}

#[test]
fn serde_refuses_what_no_petition_has() {
    for wrong in [
        json!({"code": "1", "sent_at": "31/06/2025"}),
        json!({"code": "1", "topic": "phí"}),
        json!({"code": "1", "status": "finished"}),
        json!({"code": "1", "correct_authority": 1}),
        json!({"code": "1", "sender": "Nguyễn Văn A"}),
        json!({"code": null}),
    ] {
        assert!(serde_json::from_value::<Pakn<'_>>(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn texts_stay_where_they_were_read() {
    let row = String::from("PA-1");
    let pakn = PaknBuilder { code: row.as_str().into(), ..PaknBuilder::default() }.build().unwrap();
    assert!(std::ptr::eq(pakn.code(), row.as_str()));
}

proptest! {
    #[test]
    fn a_petition_reads_back_as_it_was_written(pakn in any::pakn()) {
        let text = serde_json::to_string(&pakn).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Pakn<'_>>(&text).unwrap(), &pakn);
        prop_assert_eq!(PaknBuilder::from(pakn.clone()).build().unwrap(), pakn);
    }
}
