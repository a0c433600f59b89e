//! The indicators on small sets of records: what each counts, and what it leaves out.

use super::{every_column, measure, records, shown};
use crate::clock::tests::count::{record, tally};
use crate::clock::tests::form::clock;
use crate::evidence::Evidence;
use crate::indicator::{ALL, Basis, Indicator, Measure};

/// Checks lines such as `late_rate 1/3` on these records, whose files have every column.
#[track_caller]
fn figures(settings: &str, lines: &[&str], expected: &[&str]) {
    let clock = clock(settings);
    let tally = tally(&clock, &records(lines));
    for line in expected {
        let (id, figure) = line.split_once(' ').unwrap();
        assert_eq!(shown(&measure(&clock, &tally, every_column(), id)), figure, "{id} [{settings}]");
    }
}

const JUNE: [&str; 10] = [
    "received=06-02 due=06-10 finished=06-09",
    "received=06-02 due=06-10 finished=06-10",
    "received=06-02 due=06-10 finished=06-11",
    "received=06-02 finished=06-11",
    "received=06-02 due=06-10 finished=06-11 status=withdrawn",
    "received=06-02 due=06-10 finished=06-11 status=stopped",
    "received=05-20 due=06-10 finished=06-09 status=stopped",
    "received=05-20 due=06-10",
    "received=06-02 due=06-10 status=awaiting_payment",
    "received=06-02 status=registered",
];

#[test]
fn neither_refusing_nor_not_finishing_hides_lateness() {
    figures(
        "",
        &JUNE,
        &[
            "on_time_return_rate 2/3",
            "late_rate 1/3",
            "late_exposure_rate 3/5",
            "late_share_rate 3/9",
            "late_count 1",
        ],
    );
}

#[test]
fn nothing_is_no_data_and_not_perfect() {
    let counted = ALL.iter().map(|indicator| format!("{} no_data", indicator.id)).collect::<Vec<_>>();
    figures("", &[], &counted.iter().map(String::as_str).collect::<Vec<_>>());
    // Only open: nothing was judged, so not one late is no proof either.
    figures(
        "",
        &["received=06-02 due=07-10"],
        &["late_rate no_data", "late_count no_data", "late_share_rate 0/1", "late_exposure_rate no_data"],
    );
}

#[test]
fn one_supplement_and_two() {
    let lines = [
        "received=06-02 due=06-10 finished=06-09",
        "received=06-02 due=06-10 finished=06-09 supplements=1 visits=1",
        "received=06-02 finished=06-09 supplements=2 visits=0",
        "received=06-02 due=06-10 finished=06-09 supplements=5 visits=4 status=withdrawn",
        // Not concluded, so not counted.
        "received=06-02 due=07-10 supplements=3 visits=3",
    ];
    figures("", &lines, &["supplement_once_rate 2/4", "repeat_visit_rate 2/4"]);
    figures("repeat_threshold=2", &lines, &["supplement_once_rate 2/4", "repeat_visit_rate 1/4"]);

    // Without a column of visits the requests stand for them; without both nothing is known.
    let clock = clock("");
    let requests_only = every_column().without(Evidence::REPEAT_VISITS);
    let neither = requests_only.without(Evidence::SUPPLEMENT_REQUESTS);
    let with = |columns| {
        let records: Vec<_> = lines.iter().map(|line| record(line, columns)).collect();
        let tally = tally(&clock, &records);
        let figure = |id| shown(&measure(&clock, &tally, columns, id));
        (
            figure("repeat_visit_rate"),
            figure("supplement_once_rate"),
            tally.dossiers.counts.repeat_visits.all(),
        )
    };
    assert_eq!(with(requests_only), ("3/4".to_owned(), "2/4".to_owned(), [1, 1, 1, 1]));
    let unknown = "not_measurable".to_owned();
    assert_eq!(with(neither), (unknown.clone(), unknown, [0; 4]));
}

#[test]
fn a_word_that_is_not_understood_keeps_its_record_out() {
    figures(
        "",
        &[
            "received=06-02 due=06-10 finished=06-11 apologised=yes result_corrected=yes",
            "received=06-02 due=06-10 finished=06-11 apologised=no result_corrected=no",
            "received=06-02 due=06-10 finished=06-11 apologised=unknown result_corrected=unknown",
            // In time, or without a result: no apology is due, no result can be wrong.
            "received=06-02 due=06-10 finished=06-10 apologised=yes",
            "received=06-02 due=06-10 finished=06-11 status=stopped apologised=yes result_corrected=yes",
        ],
        &["apology_coverage_rate 1/2", "result_accuracy_rate 2/3", "late_count 3"],
    );
}

#[test]
fn days_from_receipt_to_result() {
    let figures_of = |lines: &[&str]| {
        let clock = clock("");
        let tally = tally(&clock, &records(lines));
        let Measure::Days(days) = measure(&clock, &tally, every_column(), "processing_days") else {
            panic!()
        };
        let show =
            |all: [Option<crate::tally::Exact>; 3]| all.map(|figure| figure.map(crate::tally::Exact::value));
        (days.count, show(days.calendar), show(days.working), days.reason.map(|reason| reason.to_string()))
    };
    let lines = [
        "received=06-02T16:00 finished=06-02T08:00",
        "received=06-02 finished=06-03 status=processing",
        "received=06-02 finished=06-09",
        "received=06-02 finished=06-20 status=withdrawn",
        "received=06-02 due=06-20",
    ];
    let calendar = [Some(8.0 / 3.0), Some(1.0), Some(5.8)];
    assert_eq!(figures_of(&lines), (3, calendar, [Some(2.0), Some(1.0), Some(4.2)], None));
    // One dossier outside the covered years: the working figures would be those of the others only.
    let (count, calendar, working, reason) = figures_of(&["received=2022-06-02 finished=06-02", lines[1]]);
    assert_eq!((count, working), (2, [None; 3]));
    assert!(calendar.iter().all(Option::is_some));
    assert_eq!(reason.as_ref().map(ToString::to_string).as_deref(), Some("calendar incomplete for 2022"));
}

#[test]
fn days_lean_on_what_lies_within_them_and_on_nothing_else() {
    let reason = |line: &str| {
        let clock = clock("period=2026-11");
        let tally = tally(&clock, &records(&["received=2026-11-03 finished=2026-11-05", line]));
        let Measure::Days(days) = measure(&clock, &tally, every_column(), "processing_days") else {
            panic!()
        };
        days.reason.map(|reason| reason.to_string())
    };
    let provisional = Some("calendar provisional from 2026-11-24".to_owned());
    assert_eq!(reason("received=2026-11-23 finished=2026-11-25"), provisional);
    // Only its deadline leans on that day, and a dossier without a result has no days.
    assert_eq!(reason("received=2026-11-20 finished=2026-11-23 term=5wd"), None);
    assert_eq!(reason("received=2026-11-20 term=5wd"), None);
    assert_eq!(reason("received=2026-11-20 finished=2026-11-25 status=withdrawn"), None);
}

#[test]
fn procedures_in_force() {
    figures(
        "",
        &[
            "procedure listed_at_office=yes published_on_portal=yes content_complete=yes",
            "procedure listed_at_office=yes published_on_portal=yes content_complete=no",
            "procedure listed_at_office=yes published_on_portal=no content_complete=yes",
            "procedure listed_at_office=no published_on_portal=yes content_complete=yes",
            "procedure listed_at_office=no published_on_portal=no",
            "procedure listed_at_office=unknown published_on_portal=yes content_complete=unknown",
            "procedure in_force_to=06-30 listed_at_office=yes published_on_portal=unknown",
            // No longer, or not yet.
            "procedure in_force_to=06-29 listed_at_office=no published_on_portal=no",
            "procedure in_force_from=07-01 listed_at_office=no published_on_portal=no",
        ],
        &[
            "procedure_listing_rate 4/6",
            "procedure_publication_rate 2/5",
            "procedure_content_complete_rate 2/3",
        ],
    );
}

#[test]
fn five_working_days_to_publish_a_procedure() {
    figures(
        "",
        &[
            "procedure decision_date=06-02 published=06-09T23:00",
            "procedure decision_date=06-02 published=06-10",
            "procedure decision_date=06-02",
            "procedure decision_date=06-27 published=07-01",
            "procedure decision_date=05-30 published=06-02",
            "procedure decision_date=07-01 published=07-01",
            "procedure published=06-10",
        ],
        &["procedure_published_in_time_rate 1/4"],
    );
    figures(
        "period=2027-12",
        &["procedure decision_date=2027-12-28 published=2027-12-29"],
        &["procedure_published_in_time_rate not_measurable"],
    );
}

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
fn what_ended_at_an_unknown_time_makes_no_rate_measurable() {
    let undated = "received=06-02 due=06-10 status=returned";
    let ids = ["late_rate", "late_exposure_count", "late_count", "repeat_visit_rate", "processing_days"];
    let blind = ids.map(|id| format!("{id} not_measurable"));
    figures("", &[undated], &blind.each_ref().map(String::as_str));
    // Received before the period it says nothing of it; beside others it is no figure of theirs.
    let nothing = ["late_rate no_data", "late_exposure_count no_data", "repeat_visit_rate no_data"];
    figures("", &["received=05-02 due=06-10 status=returned"], &nothing);
    figures("", &[undated, "received=06-02 due=06-10 finished=06-11"], &["late_rate 1/1"]);
    let petition = "pakn sent=06-02 status=closed";
    figures("", &[petition], &["pakn_closure_rate not_measurable", "pakn_accepted_rate 1/1"]);
}

#[test]
fn what_is_late_or_certain_to_be() {
    let lines = [
        "received=06-02 due=06-10 finished=06-11",
        "received=06-02 due=06-10 finished=06-11 status=stopped",
        "received=06-02 due=06-10",
        "received=06-02 due=07-10",
    ];
    figures("", &lines, &["late_count 1", "late_exposure_count 3"]);
    figures("", &lines[3..], &["late_count no_data", "late_exposure_count 0"]);
    figures("", &["received=06-02 finished=06-11"], &["late_exposure_count no_data"]);
}

#[test]
fn a_supplement_sent_online_is_no_trip() {
    let clock = clock("");
    let rate = |columns: Evidence| {
        let lines = [
            "received=06-02 finished=06-09 supplements=1 visits=0 channel=online",
            "received=06-02 finished=06-09 supplements=1 visits=1 channel=in_person",
            "received=06-02 finished=06-09 channel=unknown",
        ];
        let tally = tally(&clock, &lines.map(|line| record(line, columns)));
        shown(&measure(&clock, &tally, columns, "repeat_visit_rate"))
    };
    let requests_only = every_column().without(Evidence::REPEAT_VISITS);
    assert_eq!(rate(every_column()), "1/3");
    assert_eq!(rate(requests_only), "1/2");
    assert_eq!(rate(requests_only.without(Evidence::CHANNEL)), "2/3");
}

#[test]
fn satisfied_of_all_answered() {
    let lines = [
        "survey area=I answer=very_satisfied",
        "survey area=I answer=neutral",
        "survey area=V answer=satisfied answered_on=06-30",
        "survey area=V answer=satisfied answered_on=07-01",
        "survey area=V answer=dissatisfied answered_on=05-31",
    ];
    figures("", &lines, &["satisfaction 2/3", "satisfaction_index 225/3"]);
}

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

#[test]
fn a_petition_closed_at_an_unknown_time_was_not_passed_on() {
    let id = "pakn_transfer_in_time_rate";
    figures("", &["pakn sent=06-02 status=closed"], &[&format!("{id} no_data")]);
    figures("", &["pakn sent=06-02 status=transferred"], &[&format!("{id} not_measurable")]);
}

#[test]
fn a_missing_column_makes_its_indicators_not_measurable_and_no_other() {
    let deadlines = "on_time_return_rate late_rate late_exposure_rate late_share_rate late_count late_exposure_count apology_coverage_rate";
    let ends = format!(
        "{deadlines} repeat_visit_rate supplement_once_rate result_accuracy_rate processing_days electronic_result_rate online_payment_rate apology_in_time_rate"
    );
    let deadlines_and_apology = format!("{deadlines} apology_in_time_rate");
    let table = [
        (Evidence::ENDS, ends.as_str()),
        (Evidence::CHANNEL, "online_dossier_rate full_online_rate online_receipt_in_time_rate"),
        (Evidence::DUE_AT | Evidence::TERM, deadlines_and_apology.as_str()),
        (Evidence::REPEAT_VISITS | Evidence::SUPPLEMENT_REQUESTS, "repeat_visit_rate supplement_once_rate"),
        (Evidence::SUPPLEMENT_REQUESTS, "supplement_once_rate"),
        (Evidence::REPEAT_VISITS, ""),
        (Evidence::TERM, ""),
        (Evidence::DUE_AT, "apology_in_time_rate"),
        (Evidence::ONLINE_LEVEL, "full_online_rate"),
        (Evidence::DIGITISED, "digitised_rate"),
        (Evidence::ELECTRONIC_RESULT, "electronic_result_rate"),
        (Evidence::PAID_ONLINE, "online_payment_rate"),
        (Evidence::SUPPLEMENT_REQUESTED_AT, "supplement_notice_in_time_rate"),
        (Evidence::SUBMITTED_AT, "online_receipt_in_time_rate"),
        (Evidence::APOLOGISED_AT, "apology_in_time_rate"),
        (Evidence::ERROR_REPORTED_AT, "correction_in_time_rate"),
        (Evidence::CORRECTED_AT, "correction_in_time_rate"),
        (Evidence::RESULT_CORRECTED, "result_accuracy_rate"),
        (Evidence::APOLOGISED, "apology_coverage_rate"),
        (Evidence::ANSWERED_AT, "pakn_answered_rate pakn_compliant_rate"),
        (Evidence::PAKN_PUBLISHED_AT, "pakn_published_rate pakn_compliant_rate"),
        (Evidence::TRANSFERRED_AT, "pakn_transfer_in_time_rate"),
        (Evidence::CORRECT_AUTHORITY, "pakn_correct_authority_rate pakn_compliant_rate"),
        (Evidence::TOPIC, "extra_requirement_report_count staff_conduct_report_count"),
        (Evidence::LISTED_AT_OFFICE, "procedure_listing_rate procedure_publication_rate"),
        (Evidence::PUBLISHED_ON_PORTAL, "procedure_publication_rate procedure_content_complete_rate"),
        (Evidence::CONTENT_COMPLETE, "procedure_content_complete_rate"),
        (Evidence::DECISION_DATE, "procedure_published_in_time_rate"),
        (Evidence::PROCEDURE_PUBLISHED_AT, "procedure_published_in_time_rate"),
        (Evidence::SURVEY, "satisfaction satisfaction_index"),
    ];
    let clock = clock("");
    for (column, lost) in table {
        let columns = every_column().without(column);
        let records: Vec<_> = JUNE.iter().map(|line| record(line, columns)).collect();
        let tally = tally(&clock, &records);
        for indicator in ALL {
            let blind = shown(&measure(&clock, &tally, columns, indicator.id)) == "not_measurable";
            let expected = lost.split_whitespace().any(|id| id == indicator.id);
            assert_eq!(blind, expected, "{} without {lost:?}", indicator.id);
        }
    }
}

#[test]
fn columns_of_two_files_do_not_add_up() {
    // Each file lacks a column: no petition can be judged, and none was.
    let clock = clock("");
    let halves =
        [Evidence::ANSWERED_AT, Evidence::CORRECT_AUTHORITY].map(|column| every_column().without(column));
    let line = "pakn sent=06-02 due=06-10 closed=06-09 answered=06-09 published=06-09 correct_authority=yes";
    let tally = tally(&clock, &halves.map(|columns| record(line, columns)));
    let figure =
        |id| shown(&Indicator::named(id).unwrap().measure(&Basis { tally: &tally, evidence: &halves }));
    let found =
        ["pakn_compliant_rate", "pakn_answered_rate", "pakn_correct_authority_rate", "pakn_published_rate"];
    assert_eq!(found.map(figure), ["not_measurable", "1/1", "1/1", "2/2"]);
}

#[test]
fn of_several_files_the_one_without_the_column_is_kept_out() {
    let clock = clock("");
    let without = every_column()
        .without(Evidence::DUE_AT | Evidence::TERM | Evidence::APOLOGISED | Evidence::RESULT_CORRECTED)
        .without(Evidence::REPEAT_VISITS | Evidence::SUPPLEMENT_REQUESTS);
    let full = record("received=06-02 due=06-10 finished=06-11 visits=1", every_column());
    let poor = record("received=06-02 finished=06-11", without);
    let tally = tally(&clock, &[full, poor]);
    let figure = |id| shown(&measure(&clock, &tally, every_column(), id));
    let found = [
        "late_rate",
        "late_share_rate",
        "repeat_visit_rate",
        "apology_coverage_rate",
        "result_accuracy_rate",
    ];
    assert_eq!(found.map(figure), ["1/1", "1/1", "1/1", "0/1", "1/1"]);
}
