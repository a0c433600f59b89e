//! The indicators of petitions on small sets of records.

use super::figures::figures;

#[test]
fn petitions_received_are_read_by_topic() {
    let reports = [
        "pakn sent=06-02 topic=extra_documents substantiated=yes",
        "pakn sent=06-02 topic=extra_fee substantiated=unknown",
        "pakn sent=06-02 topic=delay",
        // Carried in, and out of the period: not of those received.
        "pakn sent=05-20 topic=extra_fee substantiated=yes",
        "pakn sent=07-01 topic=staff_conduct",
    ];
    figures(
        "",
        &reports,
        &[
            "extra_requirement_report_count 2 (1 substantiated, 0 unread)",
            "staff_conduct_report_count 0 (0 substantiated, 0 unread)",
        ],
    );
    // A zero beside a topic that nobody could read proves nothing.
    let with_unread = [&reports[..], &["pakn sent=06-02 topic=unknown"]].concat();
    figures(
        "",
        &with_unread,
        &[
            "extra_requirement_report_count 2 (1 substantiated, 1 unread)",
            "staff_conduct_report_count not_measurable",
        ],
    );
    figures("", &reports[3..], &["extra_requirement_report_count no_data"]);
}

#[test]
fn petitions_by_what_became_of_them() {
    figures(
        "",
        &[
            "pakn sent=06-02 due=06-10 closed=06-09 answered=06-09 published=06-10 correct_authority=yes",
            "pakn sent=06-02 due=06-10 closed=06-12 answered=06-12 published=06-12 correct_authority=yes",
            "pakn sent=05-20 due=06-10 closed=06-10 answered=06-10 correct_authority=no",
            "pakn sent=06-02 due=06-10 closed=06-10 published=06-10 correct_authority=unknown",
            // Answered and published only after the moment asked about.
            "pakn sent=06-02 due=06-10 closed=06-10 answered=07-01 published=07-02 correct_authority=yes",
            // A status is no evidence of an answer.
            "pakn sent=06-02 due=06-10 published=06-10 status=closed correct_authority=yes",
            "pakn sent=06-02 transferred=06-09 correct_authority=yes",
            "pakn sent=06-02 transferred=06-10 correct_authority=unknown",
            "pakn sent=06-02 due=07-10 accepted=06-03",
            "pakn sent=06-02 due=06-10 answered=06-09",
            "pakn sent=06-02 due=06-10 accepted=07-01",
            "pakn sent=06-02 status=closed",
            // Refused ones are in no rate.
            "pakn sent=06-02 due=06-10 answered=06-03 status=refused correct_authority=no",
            "pakn sent=06-02 due=06-10 status=refused",
        ],
        &[
            "pakn_accepted_rate 10/11",
            "pakn_closure_rate 6/8",
            "pakn_clearance_rate 8/11",
            "pakn_timely_rate 8/11",
            "pakn_transfer_in_time_rate 1/2",
            "pakn_correct_authority_rate 5/6",
            "pakn_answered_rate 3/6",
            "pakn_published_rate 4/6",
            "pakn_compliant_rate 1/7",
        ],
    );
}

#[test]
fn a_report_is_one_whatever_became_of_it() {
    let lines = [
        "pakn sent=06-02 topic=extra_fee status=closed",
        "pakn sent=06-02 topic=extra_documents status=refused",
        "pakn sent=06-02 topic=staff_conduct closed=06-05",
        // Received before the period, or after it.
        "pakn sent=05-02 topic=extra_fee status=closed",
        "pakn sent=07-02 topic=extra_fee",
    ];
    let counts = [
        "extra_requirement_report_count 2 (0 substantiated, 0 unread)",
        "staff_conduct_report_count 1 (0 substantiated, 0 unread)",
    ];
    figures("", &lines, &counts);
}

#[test]
fn a_petition_closed_at_an_unknown_time_was_not_passed_on() {
    let id = "pakn_transfer_in_time_rate";
    figures("", &["pakn sent=06-02 status=closed"], &[&format!("{id} no_data")]);
    figures("", &["pakn sent=06-02 status=transferred"], &[&format!("{id} not_measurable")]);
}
