//! The indicators on small sets of records: what each counts, and what it leaves out.

use super::{every_column, measure, records, shown};
use crate::clock::tests::count::{record, tally};
use crate::clock::tests::form::clock;
use crate::evidence::Evidence;
use crate::indicator::{ALL, Measure};

/// Checks lines such as `late_rate 1/3` on these records, whose files have every column.
#[track_caller]
pub(super) fn figures(settings: &str, lines: &[&str], expected: &[&str]) {
    let clock = clock(settings);
    let tally = tally(&clock, &records(lines));
    for line in expected {
        let (id, figure) = line.split_once(' ').unwrap();
        assert_eq!(shown(&measure(&clock, &tally, every_column(), id)), figure, "{id} [{settings}]");
    }
}

pub(super) const JUNE: [&str; 10] = [
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
