//! Dossiers under each setting of the clock, in each window, and seen before the end of the period.

use super::form::falls;

#[test]
fn finished_and_returned_in_different_periods() {
    let straddling = "received=06-02 due=06-30 finished=06-28 returned=07-02";
    let earlier = "received=05-02 due=05-30 finished=05-30 returned=06-02";
    let contradicting = "received=06-02 due=06-04 finished=06-05 returned=06-03";
    falls("", &[(straddling, "early"), (earlier, "out_of_period"), (contradicting, "late")]);
    falls(
        "clock_end=returned",
        &[
            // Returned only after the moment asked about: what was known then is that it was finished.
            (straddling, "early month=2025-06"),
            (earlier, "late carried_in month=2025-06"),
            (contradicting, "early"),
        ],
    );
    falls("period=2025-05", &[(earlier, "on_time")]);
    falls("period=2025-07 clock_end=returned", &[(straddling, "late carried_in")]);
    for settings in ["", "clock_end=returned"] {
        falls(
            settings,
            &[
                ("received=06-02 due=06-10 finished=06-09", "early"),
                ("received=06-02 due=06-10 returned=06-11", "late"),
                ("received=06-02 due=06-10 finished=06-10 returned=06-10", "on_time"),
                ("received=06-02 due=06-10 finished=06-12 status=stopped", "stopped_late"),
            ],
        );
    }
}

#[test]
fn an_apology_does_not_cure_lateness_unless_the_current_deadline_counts() {
    let apologised = "received=06-02 due=06-10 rescheduled=06-20 finished=06-15";
    let extended = "received=06-02 due=06-10 rescheduled=06-20 extended=06-14 finished=06-15";
    let open = "received=06-02 due=06-10 extended=07-10";
    let unnamed = "received=06-02 rescheduled=06-20 finished=06-20 term=5wd";
    falls(
        "",
        &[
            (apologised, "late due=06-10"),
            (extended, "late due=06-10"),
            (open, "open_overdue"),
            (unnamed, "late due=06-09"),
        ],
    );
    falls(
        "deadline=current",
        &[
            (apologised, "early due=06-20"),
            (extended, "late due=06-14"),
            (open, "open_within_due"),
            (unnamed, "on_time due=06-20"),
            ("received=06-02 due=06-10 finished=06-10", "on_time due=06-10"),
        ],
    );
}

#[test]
fn by_instant_an_hour_too_late_is_late() {
    let hour_late = "received=06-02 due=06-10T17:00 finished=06-10T17:30";
    let stopped = "received=06-02 due=06-10T17:00 finished=06-10T17:30 status=stopped";
    falls("", &[(hour_late, "on_time"), (stopped, "stopped")]);
    falls(
        "precision=instant",
        &[
            (hour_late, "late"),
            (stopped, "stopped_late"),
            ("received=06-02 due=06-10T17:00 finished=06-10T17:00", "on_time"),
            ("received=06-02 due=06-10T17:00 finished=06-10T17:00:00.001", "late"),
            ("received=06-02 due=06-10T17:00 finished=06-10T08:00", "on_time"),
            ("received=06-02 due=06-10T08:00 finished=06-09T23:00", "early"),
            // A deadline at midnight sharp is a date.
            ("received=06-02 due=06-10T00:00 finished=06-10T00:01", "on_time"),
            ("received=06-02 due=06-10T00:00 finished=06-11T00:01", "late"),
            ("received=06-02 due=06-10T00:00:00.001 finished=06-10T00:01", "late"),
            // Where one side has no time of day, days are compared.
            ("received=06-02 due=06-10 finished=06-10T23:59", "on_time"),
            ("received=06-02 due=06-10T08:00 finished=06-10", "on_time"),
            ("received=06-02 due=06-10 finished=06-11T00:00", "late"),
            // A term in working hours ends at a time of day.
            ("received=06-16T16:00 finished=06-17T08:01 term=2wh", "late due=06-17T08:00:00"),
            ("received=06-16T16:00 finished=06-17T08:00 term=2wh", "on_time"),
        ],
    );
}

#[test]
fn open_dossiers_by_instant() {
    let due_this_morning = "received=06-02 due=06-15T11:00";
    falls("as_of=06-15T12:00", &[(due_this_morning, "open_within_due")]);
    falls(
        "as_of=06-15T12:00 precision=instant",
        &[
            (due_this_morning, "open_overdue"),
            ("received=06-02 due=06-15T12:00", "open_within_due"),
            ("received=06-02 due=06-15", "open_within_due"),
            ("received=06-02 due=06-14", "open_overdue"),
            ("received=06-02 due=06-14T23:00", "open_overdue"),
        ],
    );
    falls("precision=instant", &[("received=06-02 due=06-30", "open_overdue")]);
    falls("precision=instant", &[("received=06-02 due=07-01T00:00", "open_within_due")]);
}

#[test]
fn waiting_for_a_supplement_stops_the_clock_where_asked() {
    let waited = |end: &str| format!("received=06-02 due=06-10 asked=06-04 brought=06-09 finished={end}");
    falls("", &[(&waited("06-15"), "late due=06-10")]);
    falls(
        "supplement=pause",
        &[
            (&waited("06-14"), "early due=06-15"),
            (&waited("06-15"), "on_time"),
            (&waited("06-16"), "late"),
            ("received=06-02 due=06-10 asked=06-04 finished=06-12", "late due=06-10"),
            ("received=06-02 due=06-10 brought=06-09 finished=06-12", "late due=06-10"),
            (
                "received=06-02 due=06-10 asked=06-04T08:00 brought=06-04T16:00 finished=06-12",
                "late due=06-10",
            ),
            // Calendar days, whatever the hour: 4 to 5 June is one.
            (
                "received=06-02 due=06-10T17:00 asked=06-04T23:00 brought=06-05T01:00",
                "open_overdue due=06-11T17:00:00",
            ),
            ("received=06-02 asked=06-04 brought=06-09 finished=06-12 term=5wd", "early due=06-14"),
            ("received=06-02 asked=06-04 brought=06-09 finished=06-12", "finished_unmeasurable"),
            ("received=06-02 due=06-27 asked=06-04 brought=06-09", "open_within_due due=07-02"),
            // Brought after the moment asked about: it has not happened yet.
            ("received=06-02 due=06-27 asked=06-04 brought=07-01", "open_overdue due=06-27"),
        ],
    );
    falls(
        "supplement=pause deadline=current",
        &[("received=06-02 due=06-04 extended=06-10 asked=06-04 brought=06-09 finished=06-15", "on_time")],
    );
}

#[test]
fn a_term_begins_anew_with_the_complete_dossier_where_asked() {
    let waited = |received: &str, end: &str| {
        format!("received={received} due=07-10 asked=07-04 brought=07-09 finished={end}")
    };
    falls("period=2025-07", &[(&waited("07-03", "07-16"), "late due=07-10")]);
    falls(
        "period=2025-07 supplement=restart",
        &[
            // Five working days from 3 to 10 July, and again from 9 July.
            (&waited("07-03", "07-16"), "on_time due=07-16"),
            (&waited("07-03", "07-17"), "late"),
            // Before the decree was in force nothing begins anew.
            (&waited("06-30", "07-16"), "late due=07-10"),
            // The procedure's term goes first.
            (&format!("{} term=3wd", waited("07-03", "07-14")), "on_time due=07-14"),
            ("received=07-03 brought=07-09 finished=07-14 term=3wd", "on_time due=07-14"),
            ("received=07-03 brought=07-09 finished=07-14", "finished_unmeasurable"),
            // A deadline before the receipt tells no term.
            ("received=07-07 due=07-03 brought=07-09 finished=07-14", "finished_unmeasurable"),
            // Brought after the moment asked about: it has not happened yet.
            ("received=07-03 due=07-10 brought=08-01", "open_overdue due=07-10"),
        ],
    );
}

#[test]
fn seen_in_the_middle_of_the_period() {
    falls(
        "as_of=06-15T12:00",
        &[
            ("received=06-02 due=06-10 finished=06-15T11:59:59", "late"),
            ("received=06-02 due=06-20 finished=06-15T12:00", "open_within_due"),
            // A date without a time stands for its midnight, which is past.
            ("received=06-02 due=06-20 finished=06-15", "early"),
            ("received=06-02 due=06-14 finished=06-16", "open_overdue"),
            ("received=06-02 due=06-15", "open_within_due"),
            ("received=06-02 due=06-14", "open_overdue"),
            ("received=06-15T11:59 due=06-20", "open_within_due received"),
            ("received=06-15T12:00 due=06-20", "out_of_period"),
            ("received=06-15 due=06-20", "open_within_due"),
            ("received=06-20 due=06-30 finished=06-25", "out_of_period"),
            ("received=06-02 due=06-20 asked=06-14 brought=06-16 status=awaiting_supplement", "suspended"),
            ("received=06-02 due=06-20 asked=06-16 status=awaiting_supplement", "open_within_due"),
        ],
    );
    falls(
        "as_of=06-15",
        &[
            ("received=06-02 due=06-14 finished=06-14T23:59", "on_time"),
            ("received=06-02 due=06-14 finished=06-15", "open_overdue"),
            ("received=06-15 due=06-20", "out_of_period"),
        ],
    );
}

#[test]
fn the_first_quarter_in_both_windows() {
    let (december, march) = (
        "received=2024-12-10 due=2024-12-20 finished=2024-12-20",
        "received=2025-03-03 due=2025-03-20 finished=2025-03-19",
    );
    falls("period=2025-Q1", &[(december, "out_of_period"), (march, "early received month=2025-03")]);
    falls(
        "period=2025-Q1 window=reporting",
        &[
            (december, "on_time carried_in month=2024-12"),
            (march, "open_within_due received month=open"),
            ("received=2025-03-03 due=2025-03-14", "open_overdue"),
            ("received=2025-03-03 due=2025-03-15", "open_within_due"),
            ("received=2024-12-15 due=2024-12-20 finished=2024-12-20", "on_time received"),
            ("received=2024-12-14 due=2024-12-14 finished=2024-12-14", "out_of_period"),
        ],
    );
    falls(
        "period=2025-06 window=reporting",
        &[("received=05-16 due=05-20 finished=05-20", "on_time month=2025-05")],
    );
}
