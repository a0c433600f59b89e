//! A missing column makes its indicators not measurable, and no other.

use super::figures::JUNE;
use super::{every_column, measure, shown};
use crate::clock::tests::count::{record, tally};
use crate::clock::tests::form::clock;
use crate::evidence::Evidence;
use crate::indicator::{ALL, Basis, Indicator};

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
