//! Dossiers under the default settings, mostly in June 2025 seen at its end.

use super::form::falls;

#[test]
fn the_end_is_compared_with_the_deadline_by_day() {
    falls(
        "",
        &[
            ("received=06-02 due=06-10 finished=06-09", "early received due=06-10"),
            ("received=06-02 due=06-10 finished=06-10", "on_time"),
            ("received=06-02 due=06-10 finished=06-11", "late"),
            // After 17:00 of the due day is still that day.
            ("received=06-02 due=06-10T17:00 finished=06-10T17:30", "on_time"),
            ("received=06-02 due=06-10T17:00 finished=06-10T23:59:59", "on_time"),
            ("received=06-02 due=06-10T17:00 finished=06-11T00:00", "late"),
            ("received=06-02 due=06-10T08:00 finished=06-09T23:59", "early"),
            ("received=06-10T16:00 due=06-10 finished=06-10T08:00", "on_time"),
            // Due before it was even received: odd, and late.
            ("received=06-10 due=06-02 finished=06-10", "late"),
        ],
    );
}

#[test]
fn the_period_has_its_first_midnight_and_not_its_last() {
    falls(
        "",
        &[
            ("received=05-20 due=05-30 finished=05-31T23:59:59", "out_of_period month=none"),
            ("received=05-20 due=06-30 finished=06-01", "early carried_in month=2025-06"),
            ("received=05-20 due=06-30 finished=06-01T00:00", "early carried_in"),
            ("received=05-31T23:59:59 due=06-30 finished=06-12", "early carried_in"),
            ("received=06-01 due=06-30 finished=06-12", "early received"),
            ("received=06-02 due=06-30 finished=06-30", "on_time"),
            ("received=06-02 due=06-30 finished=06-30T23:59:59.999", "on_time month=2025-06"),
            ("received=06-30T23:59 due=07-10", "open_within_due received month=open"),
            ("received=07-01 due=07-10", "out_of_period"),
            ("received=07-01T00:00 due=07-10", "out_of_period"),
            ("received=06-02 due=07-10 finished=07-01", "open_within_due month=open"),
            ("received=06-02 due=07-10 finished=07-01T00:00", "open_within_due"),
        ],
    );
}

#[test]
fn what_was_due_on_the_last_day_is_overdue_at_the_midnight_that_ends_it() {
    falls(
        "",
        &[
            ("received=06-02 due=06-29", "open_overdue"),
            ("received=06-02 due=06-30", "open_overdue"),
            ("received=06-02 due=06-30T23:59", "open_overdue"),
            ("received=06-02 due=07-01", "open_within_due"),
            ("received=05-02 due=07-01", "open_within_due carried_in"),
            // Finished too late to be seen: open, and overdue.
            ("received=06-02 due=06-30 finished=07-01T08:00", "open_overdue"),
        ],
    );
}

#[test]
fn no_deadline_is_never_silently_on_time() {
    falls(
        "",
        &[
            ("received=06-02 finished=06-10", "finished_unmeasurable received due=none"),
            ("received=05-02 finished=06-10", "finished_unmeasurable carried_in"),
            ("received=06-02", "open_unmeasurable month=open"),
            ("received=06-02 finished=07-10", "open_unmeasurable"),
            ("received=06-02 finished=06-10 status=stopped", "stopped"),
            // The appointments of an apology and of an extension are no original deadline.
            ("received=06-02 rescheduled=06-20 extended=06-25 finished=06-10", "finished_unmeasurable"),
        ],
    );
}

#[test]
fn a_term_gives_the_deadline_that_the_record_lacks() {
    falls(
        "",
        &[
            ("received=06-02 finished=06-08 term=5wd", "early due=06-09"),
            ("received=06-02 finished=06-09T18:00 term=5wd", "on_time"),
            ("received=06-02 finished=06-10 term=5wd", "late"),
            ("received=06-02 term=5wd", "open_overdue"),
            ("received=06-27 term=5wd", "open_within_due due=07-04"),
            // What the record says itself goes first.
            ("received=06-02 due=06-20 finished=06-10 term=5wd", "early due=06-20"),
            // Friday 17:30 and one working day: Tuesday.
            ("received=06-13T17:30 finished=06-16 term=1wd", "early due=06-17"),
            ("received=06-13T17:30 finished=06-17 term=1wd", "on_time"),
            ("received=06-13T17:30 finished=06-18 term=1wd", "late"),
            ("received=06-13T16:59 finished=06-17 term=1wd", "late due=06-16"),
            // Five calendar days end on a Saturday, and so on Monday.
            ("received=06-09 finished=06-16 term=5cd", "on_time due=06-16"),
            ("received=05-30 finished=06-30 term=1m", "on_time due=06-30"),
            ("received=06-13T16:00 finished=06-16T09:00 term=2wh", "on_time due=06-16T08:00:00"),
            (
                "received=06-16T16:00 finished=06-17T23:00 status=stopped term=2wh",
                "stopped due=06-17T08:00:00",
            ),
            ("received=06-16T16:00 finished=06-18 status=stopped term=2wh", "stopped_late"),
        ],
    );
    // A Saturday that was worked counts; it was swapped for Friday 2 May.
    falls(
        "period=2025-04",
        &[
            ("received=04-26T09:00 finished=04-28 term=1wd", "on_time due=04-28"),
            ("received=04-25T09:00 finished=04-28 term=1wd", "late due=04-26"),
            ("received=04-29 term=1wd", "open_within_due due=05-05"),
        ],
    );
    // 2 January 2026 was off, Saturday 10 January worked.
    falls(
        "period=2026-01",
        &[
            ("received=2025-12-31 finished=2026-01-10 term=6wd", "on_time due=2026-01-10"),
            ("received=2025-12-31 finished=2026-01-12 term=7wd", "on_time due=2026-01-12"),
            ("received=2025-12-31 finished=2026-01-05 term=1wd", "on_time due=2026-01-05"),
        ],
    );
}

#[test]
fn a_term_that_leaves_the_covered_years_gives_no_deadline() {
    falls(
        "period=2027-12",
        &[
            ("received=2027-12-20 term=30wd", "open_unmeasurable due=none"),
            ("received=2027-12-20 finished=2027-12-25 term=30wd", "finished_unmeasurable"),
            ("received=2022-12-20 finished=2027-12-25 term=1wd", "finished_unmeasurable"),
            ("received=2022-12-20 due=2027-12-24 finished=2027-12-25 term=1wd", "late"),
        ],
    );
}

#[test]
fn dates_go_before_the_status() {
    falls(
        "",
        &[
            // "Quá hạn" and "Trễ hạn" are read as unknown: the dates give the verdict.
            ("received=06-02 due=06-10 finished=06-09 status=unknown", "early"),
            ("received=06-02 due=07-10 status=unknown", "open_within_due"),
            ("received=06-02 due=06-10 finished=06-09 status=processing", "early"),
            ("received=06-02 due=06-10 finished=06-11 status=accepted", "late"),
            ("received=06-02 due=06-10 finished=06-10 status=awaiting_supplement", "on_time"),
            ("received=06-02 due=06-10 finished=06-10 status=awaiting_payment", "on_time"),
            ("received=06-02 due=06-10 finished=06-09 status=registered", "early"),
            ("received=06-02 due=06-10 finished=06-09 status=not_accepted", "early"),
            ("received=06-02 due=07-10 finished=07-02 status=registered", "open_within_due"),
            ("received=06-02 due=07-10 finished=07-02 status=returned", "open_within_due"),
        ],
    );
}

#[test]
fn the_questions_are_asked_in_order() {
    falls(
        "",
        &[
            ("due=06-10", "not_accepted month=none"),
            ("due=06-10 finished=06-09", "not_accepted"),
            ("finished=05-09", "not_accepted"),
            ("status=returned", "not_accepted"),
            ("received=06-02 due=06-10 status=registered", "not_accepted"),
            ("received=06-02 status=not_accepted", "not_accepted"),
            ("received=07-02 status=registered", "not_accepted"),
            ("received=05-02 finished=05-09 status=not_accepted", "out_of_period"),
            ("received=07-02 status=finished", "out_of_period"),
            ("received=05-02 finished=05-09 status=withdrawn", "out_of_period"),
            ("received=06-02 due=06-10 status=finished", "undated month=none"),
            ("received=06-02 due=07-10 status=returned", "undated"),
            ("received=05-02 status=withdrawn", "undated"),
        ],
    );
}

#[test]
fn withdrawn_and_stopped_dossiers_are_in_no_rate() {
    falls(
        "",
        &[
            ("received=06-02 due=06-10 finished=06-09 status=withdrawn", "withdrawn received"),
            ("received=06-02 due=06-10 finished=06-20 status=withdrawn", "withdrawn"),
            ("received=05-02 returned=06-20 status=withdrawn", "withdrawn carried_in"),
            ("received=06-02 due=06-10 finished=06-09 status=stopped", "stopped"),
            ("received=06-02 due=06-10 finished=06-10T23:00 status=stopped", "stopped"),
            ("received=06-02 due=06-10 finished=06-11 status=stopped", "stopped_late"),
            // Withdrawn or stopped later: at the end of June it was still open.
            ("received=06-02 due=07-10 finished=07-02 status=withdrawn", "open_within_due"),
            ("received=06-02 due=06-10 finished=07-02 status=stopped", "open_overdue"),
        ],
    );
}

#[test]
fn a_refusal_is_a_result_and_an_unanswered_request_is_none() {
    falls(
        "",
        &[
            ("received=06-02 due=06-10 finished=06-09 status=refused", "early received"),
            ("received=06-02 due=06-10 finished=06-10 status=refused", "on_time"),
            ("received=06-02 due=06-10 finished=06-11 status=refused", "late"),
            ("received=06-02 finished=06-11 status=refused", "finished_unmeasurable"),
            ("received=06-02 due=06-10 status=refused", "undated"),
            ("received=06-02 due=06-10 finished=07-02 status=refused", "open_overdue"),
            ("received=06-02 due=06-10 finished=06-11 status=closed", "closed_unanswered month=2025-06"),
            ("received=05-02 finished=06-11 status=closed", "closed_unanswered carried_in"),
            ("received=06-02 due=06-10 status=closed", "undated"),
            ("received=06-02 due=07-10 finished=07-02 status=closed", "open_within_due"),
        ],
    );
}

#[test]
fn who_waits_for_the_citizen_is_suspended() {
    falls(
        "",
        &[
            ("received=06-02 due=06-10 status=awaiting_payment", "suspended received month=open"),
            ("received=06-02 due=07-10 status=awaiting_payment", "suspended"),
            ("received=06-02 due=06-10 status=stopped", "suspended"),
            ("received=06-02 status=stopped", "suspended"),
            ("received=06-02 due=06-10 status=awaiting_supplement", "suspended"),
            ("received=06-02 due=06-10 asked=06-05 status=awaiting_supplement", "suspended"),
            ("received=06-02 due=06-10 asked=06-05 brought=06-20 status=awaiting_supplement", "open_overdue"),
            (
                "received=06-02 due=07-10 asked=06-05 brought=06-20 status=awaiting_supplement",
                "open_within_due",
            ),
            ("received=06-02 due=06-10 asked=06-05 brought=07-01 status=awaiting_supplement", "suspended"),
            ("received=06-02 due=06-10 asked=07-01 status=awaiting_supplement", "open_overdue"),
            ("received=06-02 asked=07-01 status=awaiting_supplement", "open_unmeasurable"),
            // Payment and stopping do not ask for the supplement's dates.
            ("received=06-02 due=06-10 asked=06-05 brought=06-20 status=awaiting_payment", "suspended"),
            // An end ahead: today's status tells nothing of that moment.
            ("received=06-02 due=06-10 finished=07-10 status=awaiting_supplement", "open_overdue"),
            ("received=06-02 due=07-10 returned=07-10 status=awaiting_payment", "open_within_due"),
        ],
    );
}
