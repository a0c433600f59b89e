//! Which records a difference to the form of the period before comes from: those that were open at the end of that period by
//! its exports, and those that are carried in by the exports of now.

use std::collections::{BTreeMap, BTreeSet};

use sipas_core::{Day, Kind, Moment, Period};
use sipas_engine::Dataset;
use sipas_render::Lang;

use super::record::{Dossier, Petition};
use super::{Filling, rows};

/// Of a row at most so many are named: whoever looks for a cause needs a few of them.
const NAMED: usize = 20;

/// A record as one of the two exports has it.
struct Standing {
    row: String,
    /// Open at the midnight between the periods, and so in progress then and carried in now.
    is_open: bool,
    received_at: Option<Moment>,
    end: Option<Moment>,
}

/// By the names of rows, the records that make the difference, each with why.
pub(super) fn by_row(filling: &Filling<'_>, before: &Dataset) -> BTreeMap<String, Vec<String>> {
    let start = filling.clock.period.first_day();
    let mut clock = filling.clock.clone();
    let last = start.plus(-1);
    let Some(period) = Period::days(last, last, clock.period.window()) else { return BTreeMap::new() };
    clock.period = period;
    let then = Filling { data: before, clock: &clock, ..*filling };
    let then = standings(&then, Dossier::is_open, Petition::is_open);
    let now = standings(filling, Dossier::is_carried_in, |one| one.is_handled() && !one.is_new());
    let mut by_row: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for code in then.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let (then, now) = (then.get(code), now.get(code));
        let row = |standing: Option<&Standing>| standing.filter(|one| one.is_open).map(|one| one.row.clone());
        let (left, came) = (row(then), row(now));
        if left == came {
            continue;
        }
        if let Some(row) = &left {
            let why =
                came.as_ref().map_or_else(|| why(now, "tệp kỳ này", start), |to| format!("nay ở dòng {to}"));
            by_row.entry(row.clone()).or_default().push(format!("{code} ({why})"));
        }
        if let Some(row) = came {
            let why = left
                .map_or_else(|| why(then, "tệp kỳ trước", start), |from| format!("kỳ trước ở dòng {from}"));
            by_row.entry(row).or_default().push(format!("{code} ({why})"));
        }
    }
    by_row
}

/// The sentence of a row: the first of the records, and how many more there are.
pub(super) fn sentence(row: &str, records: &[String]) -> String {
    let named = records[..records.len().min(NAMED)].join("; ");
    match records.len().saturating_sub(NAMED) {
        0 => format!("Dòng {row}: chênh do {named}."),
        more => format!("Dòng {row}: chênh do {named}; và {} mã khác.", Lang::Vi.count(more as u64)),
    }
}

/// Why a record is not open at that midnight by one of the exports.
fn why(standing: Option<&Standing>, of: &str, start: Day) -> String {
    let day = |moment: Moment| Lang::Vi.day(moment.day());
    match standing {
        None => format!("{of} không có"),
        Some(Standing { received_at: Some(received), .. }) if !received.is_before(Moment::on(start)) => {
            format!("{of} ghi tiếp nhận ngày {}", day(*received))
        }
        Some(Standing { end: Some(end), .. }) => format!("{of} ghi kết thúc ngày {}", day(*end)),
        Some(_) => format!("{of} không tính là đang giải quyết"),
    }
}

/// All records, by their codes.
fn standings(
    filling: &Filling<'_>,
    dossier: fn(&Dossier) -> bool,
    petition: fn(&Petition) -> bool,
) -> BTreeMap<String, Standing> {
    let names = filling.names();
    let shown = rows::shown(&names, filling.report);
    let row = |key: Vec<String>| {
        let at = key.len().saturating_sub(1);
        key.last().map_or_else(String::new, |value| shown(at, value))
    };
    if filling.kind.records.contains(&Kind::Dossiers) {
        let of = filling.dossiers().map(|(line, one)| {
            let is_open = dossier(&one);
            let row = row(names.of_dossier(&line));
            let end = line.facts.finished_at().or(line.facts.returned_at());
            (line.code, Standing { row, is_open, received_at: line.received_at, end })
        });
        return of.collect();
    }
    let of = filling.petitions().map(|(line, one)| {
        let is_open = petition(&one);
        let row = row(names.of_petition(&line));
        let end = line.facts.closed_at().or(line.facts.transferred_at());
        (line.code.to_owned(), Standing { row, is_open, received_at: line.received_at, end })
    });
    of.collect()
}
