//! Petitions (PAKN), mostly in June 2025 seen at its end.

use super::form::{clock, pakn, pakn_falls};

#[test]
fn a_petition_is_closed_in_time_or_late_by_its_deadline() {
    pakn_falls(
        "",
        &[
            ("sent=06-02 due=06-10 closed=06-09", "closed_in_time received due=06-10 month=2025-06"),
            ("sent=06-02 due=06-10 closed=06-10T23:00", "closed_in_time"),
            ("sent=06-02 due=06-10 closed=06-11", "closed_late"),
            // Without one: the 15th working day after the receipt.
            ("sent=06-02 closed=06-23", "closed_in_time due=06-23"),
            ("sent=06-02 closed=06-24", "closed_late"),
            ("accepted=06-02 closed=06-24", "closed_late due=06-23"),
            ("sent=05-30 accepted=06-02 closed=06-23", "closed_late carried_in due=06-20"),
            // The office hours rule is for the terms of procedures only.
            ("sent=06-06T17:30 closed=06-27", "closed_in_time due=06-27"),
            ("sent=06-07 closed=06-27", "closed_in_time due=06-27"),
        ],
    );
    // Days are compared, whatever the precision of dossiers.
    pakn_falls("precision=instant", &[("sent=06-02 due=06-10T08:00 closed=06-10T17:00", "closed_in_time")]);
}

#[test]
fn no_dates_but_one() {
    pakn_falls(
        "",
        &[
            ("sent=06-02", "open_overdue received due=06-23 month=open"),
            ("sent=06-09", "open_overdue due=06-30"),
            ("sent=06-10", "open_within_due due=07-01"),
            ("accepted=06-10", "open_within_due"),
            ("sent=06-02 status=closed", "undated month=none"),
            ("sent=06-02 status=transferred", "undated"),
            ("closed=06-05", "undated"),
            ("answered=06-05 status=closed", "undated"),
            ("transferred=06-05 status=transferred", "undated"),
            ("due=06-05", "undated"),
        ],
    );
}

#[test]
fn the_answer_or_the_publication_closes_what_its_status_says_is_closed() {
    pakn_falls(
        "",
        &[
            ("sent=06-02 due=06-10 answered=06-10 status=closed", "closed_in_time"),
            ("sent=06-02 due=06-10 published=06-11 status=closed", "closed_late"),
            ("sent=06-02 due=06-10 answered=06-10 published=06-12 status=closed", "closed_in_time"),
            ("sent=06-02 due=06-10 answered=06-12 published=06-10 status=closed", "closed_late"),
            ("sent=06-02 due=06-10 closed=06-09 answered=06-12 status=closed", "closed_in_time"),
            // A status that is not closed leaves the petition open, whatever was answered.
            ("sent=06-02 due=07-10 answered=06-10 published=06-11", "open_within_due"),
            ("sent=06-02 due=06-10 answered=06-10 published=06-11", "open_overdue"),
            ("sent=06-02 answered=06-10 status=transferred", "undated"),
            // The answer is chosen before it is asked whether it has happened.
            ("sent=06-02 due=06-10 answered=07-02 published=06-10 status=closed", "open_overdue"),
        ],
    );
}

#[test]
fn a_transfer_counts_where_nothing_was_closed() {
    pakn_falls(
        "",
        &[
            ("sent=06-02 transferred=06-05 status=transferred", "transferred received month=2025-06"),
            ("sent=06-02 transferred=06-05", "transferred"),
            ("sent=05-30 due=06-02 transferred=06-05", "transferred carried_in"),
            ("sent=06-02 due=06-10 transferred=06-05 closed=06-10", "closed_in_time"),
            ("sent=06-02 due=06-10 closed=06-10 status=transferred", "closed_in_time"),
            ("sent=06-02 due=07-10 transferred=07-01 status=transferred", "open_within_due"),
            ("sent=06-02 due=07-10 transferred=06-05 closed=07-01 status=closed", "transferred"),
        ],
    );
}

#[test]
fn what_was_over_before_the_period_is_out_of_it() {
    pakn_falls(
        "",
        &[
            ("sent=05-02 closed=05-31T23:00", "out_of_period month=none"),
            ("sent=05-02 closed=06-01", "closed_late carried_in"),
            ("sent=05-02 transferred=05-20", "out_of_period"),
            ("sent=05-02 answered=05-20 status=closed", "out_of_period"),
            ("sent=07-01", "out_of_period"),
            ("sent=07-01 status=closed", "undated"),
            // Passed on before the period: over then, unless it was closed within it.
            ("sent=05-02 due=06-10 transferred=05-20 closed=06-05", "closed_in_time"),
            ("sent=05-02 due=06-10 transferred=05-20 closed=07-05", "out_of_period"),
        ],
    );
}

#[test]
fn seen_before_the_closing() {
    let closed = "sent=06-02 due=06-10 closed=06-09T15:00 answered=06-09 status=closed";
    pakn_falls("as_of=06-09T15:00", &[(closed, "open_within_due month=open")]);
    pakn_falls("as_of=06-09T15:01", &[(closed, "closed_in_time")]);
    pakn_falls("as_of=06-11", &[("sent=06-02 due=06-10 closed=06-12 status=closed", "open_overdue")]);
    pakn_falls(
        "as_of=06-10T12:00",
        &[
            ("sent=06-02 due=06-10", "open_within_due"),
            ("sent=06-02 due=06-09", "open_overdue"),
            ("sent=06-10T12:00", "out_of_period"),
            ("sent=06-02 due=06-20 answered=06-12 status=closed", "open_within_due"),
        ],
    );
}

#[test]
fn a_deadline_that_cannot_be_had_is_unmeasurable_but_a_transfer_is_one() {
    pakn_falls(
        "period=2027-12",
        &[
            ("sent=2027-12-20", "unmeasurable_open received due=none month=open"),
            ("sent=2027-12-20 closed=2027-12-22", "unmeasurable_closed month=2027-12"),
            ("sent=2027-12-20 transferred=2027-12-22", "transferred"),
            ("sent=2027-12-20 due=2027-12-24 closed=2027-12-22", "closed_in_time"),
            ("sent=2022-12-20 closed=2027-12-22", "unmeasurable_closed carried_in"),
        ],
    );
}

#[test]
fn five_working_days_to_pass_a_petition_on() {
    let clock = clock("");
    for (text, in_time) in [
        ("sent=06-02 transferred=06-02", true),
        ("sent=06-02 transferred=06-09T23:00", true),
        ("sent=06-02 transferred=06-10", false),
        ("sent=06-06T17:30 transferred=06-13", true),
        ("sent=06-06T17:30 transferred=06-16", false),
        // 30 April to 2 May were off: the fifth is 9 May.
        ("sent=04-29 transferred=05-09", true),
        ("sent=04-29 transferred=05-10", false),
        ("accepted=06-02 transferred=06-10", false),
    ] {
        let pakn = pakn(text);
        let facts = pakn.facts();
        let found = clock.transferred_in_time(facts.received_at().unwrap(), facts.transferred_at().unwrap());
        assert_eq!(found, Ok(in_time), "{text}");
    }
}

#[test]
fn a_refused_petition_is_concluded_by_its_refusal() {
    pakn_falls(
        "",
        &[
            ("sent=06-02 due=06-10 closed=06-05 status=refused", "refused received month=2025-06"),
            ("sent=06-02 due=06-10 answered=06-05 status=refused", "refused month=2025-06"),
            ("sent=06-02 status=refused", "refused month=2025-06"),
            ("sent=05-20 closed=06-03 status=refused", "refused carried_in"),
            ("sent=05-20 status=refused", "out_of_period"),
            ("sent=07-02 status=refused", "out_of_period"),
            ("status=refused", "undated"),
            // Refused only later: open then.
            ("sent=06-02 due=07-10 answered=07-01 status=refused", "open_within_due month=open"),
        ],
    );
}
