//! What is doubtful about the catalogue of procedures: a code whose rows say different things.

use sipas_core::Procedure;
use sipas_intake::IssueCode;

use super::dossiers::CodeDoubt;
use super::latest::Latest;

/// The rows that gave way to another row of their code which says something else, in their order.
pub(super) fn contradicted(procedures: &Latest<Procedure<'static>>) -> Vec<CodeDoubt> {
    let rows = procedures.dropped().filter(|(_, (_, older), (_, newer))| contradicts(older, newer));
    let mut doubts: Vec<CodeDoubt> = rows
        .map(|(code, (at, _), _)| CodeDoubt {
            kind: IssueCode::ProcedureRowsDiffer,
            at,
            code: code.to_owned(),
            other: String::new(),
        })
        .collect();
    doubts.sort_by_key(|doubt| doubt.at);
    doubts
}

/// Whether something is counted otherwise by the other row. Of two versions of a procedure, one in force after the other,
/// it is no wonder.
fn contradicts(older: &Procedure<'_>, newer: &Procedure<'_>) -> bool {
    let told = |one: &Procedure<'_>| {
        let marks = [one.listed_at_office, one.published_on_portal, one.content_complete];
        let dates = [one.in_force_from, one.in_force_to, one.decision_date, one.published_at];
        (one.unit.clone().into_owned(), marks, dates, one.term, one.online_level)
    };
    let follows = older.in_force_to.zip(newer.in_force_from).is_some_and(|(to, from)| to.day() < from.day());
    !follows && told(older) != told(newer)
}
