//! The indicators of how dossiers are served on small sets of records.

use super::figures::figures;
use super::{every_column, measure, shown};
use crate::clock::tests::count::{record, tally};
use crate::clock::tests::form::clock;
use crate::evidence::Evidence;

#[test]
fn how_dossiers_are_served_without_paper() {
    let lines = [
        "received=06-02 channel=online online_level=full digitised=yes finished=06-03 paid_online=yes electronic_result=yes",
        "received=06-02 channel=online online_level=partial digitised=no finished=06-03 paid_online=no electronic_result=no",
        // No level, no mark, no channel; a level of what was not handed in online.
        "received=06-02 channel=online digitised=unknown",
        "received=06-02 channel=in_person online_level=full",
        "received=06-02 channel=postal",
        "received=06-02 digitised=yes online_level=full",
        "received=05-20 channel=online online_level=full digitised=yes finished=06-03 paid_online=yes electronic_result=yes",
        "received=06-02 channel=in_person finished=06-03 status=withdrawn paid_online=yes electronic_result=yes",
    ];
    let expected = [
        "online_dossier_rate 3/6",
        "full_online_rate 1/2",
        "digitised_rate 2/3",
        "electronic_result_rate 2/3",
        "online_payment_rate 3/4",
    ];
    figures("", &lines, &expected);
    figures(
        "",
        &["received=06-02 finished=06-03"],
        &expected
            .map(|line| line.split_once(' ').unwrap().0.to_owned() + " no_data")
            .each_ref()
            .map(String::as_str),
    );
    figures("", &["received=06-02 status=finished channel=online"], &["online_dossier_rate not_measurable"]);
}

#[test]
fn steps_within_the_time_that_the_law_gives_them() {
    figures(
        "",
        &[
            // The third working day after the receipt, and the fourth; after a receipt at night; carried in; still ahead.
            "received=06-02 asked=06-05",
            "received=06-02 asked=06-06",
            "received=06-05T20:00 asked=06-10",
            "received=05-29 due=06-20 asked=06-03 finished=06-20",
            "received=06-02 asked=07-02",
        ],
        &["supplement_notice_in_time_rate 3/4"],
    );
    figures(
        "",
        &[
            "channel=online submitted_at=06-02T09:00 received=06-03T09:00",
            "channel=online submitted_at=06-02T09:00 received=06-03T09:01",
            "channel=online submitted_at=06-06T17:30 received=06-09T17:00",
            // Not online, carried in, and no time of day.
            "channel=in_person submitted_at=06-02T09:00 received=06-03T09:01",
            "channel=online submitted_at=05-02T09:00 received=05-30T09:01",
            "channel=online submitted_at=06-02 received=06-13T09:01",
            "channel=online submitted_at=06-02T00:00 received=06-13T09:01",
            "channel=online submitted_at=06-02T09:00 received=06-13",
        ],
        &["online_receipt_in_time_rate 2/3"],
    );
    figures(
        "",
        &[
            "received=06-02 due=06-10 finished=06-11 apologised_at=06-09",
            "received=06-02 due=06-10T17:00 finished=06-11 apologised_at=06-10T08:00",
            "received=06-02 due=06-10 rescheduled=06-20 finished=06-12 apologised_at=06-09",
            "received=06-02 due=06-20 extended=06-30 apologised_at=06-19",
            // Neither late nor put off; late without an apology, or one that lies ahead.
            "received=06-02 due=06-10 finished=06-10 apologised_at=06-09",
            "received=06-02 due=06-10 finished=06-11",
            "received=06-02 due=06-10 finished=06-11 apologised_at=07-01",
        ],
        &["apology_in_time_rate 3/4"],
    );
    figures(
        "",
        &[
            "received=06-02 finished=06-03 error_reported_at=06-04 corrected_at=06-09",
            "received=06-02 finished=06-03 error_reported_at=06-04 corrected_at=06-10",
            "received=06-02 finished=06-03 error_reported_at=06-04 corrected_at=07-01",
            "received=06-02 finished=06-03 corrected_at=06-09",
        ],
        &["correction_in_time_rate 1/2"],
    );
    // One that the calendar cannot judge; the others keep their figures.
    let lines =
        ["received=2022-12-28 asked=06-05 channel=online", "received=06-02 asked=06-05 channel=online"];
    figures("", &lines, &["supplement_notice_in_time_rate not_measurable", "online_dossier_rate 1/1"]);
}

#[test]
fn a_level_may_be_told_by_the_word_of_a_channel() {
    let clock = clock("");
    let columns = every_column().without(Evidence::ONLINE_LEVEL);
    let full = |lines: &[&str]| {
        let records: Vec<_> = lines.iter().map(|line| record(line, columns)).collect();
        shown(&measure(&clock, &tally(&clock, &records), columns, "full_online_rate"))
    };
    assert_eq!(full(&["received=06-02 channel=online online_level=full"]), "1/1");
    assert_eq!(full(&["received=06-02 channel=online"]), "not_measurable");
}
