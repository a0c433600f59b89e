use std::collections::BTreeMap;

use maud::{Markup, html};
use sipas_core::Moment;

use super::markup::{self, Section, cleaned};
use crate::first::{LONGEST, SOON_ROWS, all_units, units};
use crate::lang::Lang;
use crate::push::{PushList, PushRow};

/// What somebody has to see to: how much each unit has, the longest overdue, and what is due soon.
pub(super) fn section(push: &PushList, lang: Lang) -> Section {
    if push.is_empty() {
        return Section::new("push", lang.push(), html! { p { (lang.nothing_to_push()) } });
    }
    let overdue = &push.overdue[..push.overdue.len().min(LONGEST)];
    let soon = &push.due_soon[..push.due_soon.len().min(SOON_ROWS)];
    let body = html! {
        (markup::table(&units(push, lang), lang.push(), false, lang))
        @if !overdue.is_empty() {
            (rows(&lang.longest(overdue.len(), push.overdue.len()), overdue, lang, |row| lang.overdue_by(row)))
        }
        @if !soon.is_empty() {
            (rows(&lang.due_within(push.within, push.due_soon.len()), soon, lang, |row| lang.due_in(row)))
        }
        @if overdue.len() < push.overdue.len() || soon.len() < push.due_soon.len() {
            p class="note" { (lang.the_rest_in_lists()) }
        }
    };
    Section::new("push", lang.push(), body)
}

/// A page has at most so many rows of it: see the lists.
const SHOWN: usize = 500;

/// All of it, unit by unit, where not all stands in the section above: folded on a screen, pages of its own on paper.
pub(super) fn all(push: &PushList, lang: Lang) -> Option<Section> {
    let by_unit = push.by_unit();
    let is_all_above = push.overdue.len() <= LONGEST && push.due_soon.len() <= SOON_ROWS;
    if is_all_above && units(push, lang).rows.len() == by_unit.len() {
        return None;
    }
    let mut rows: BTreeMap<&str, Vec<(&PushRow, String)>> = BTreeMap::new();
    let overdue = push.overdue.iter().map(|row| (row, lang.overdue_by(row)));
    for (row, state) in overdue.chain(push.due_soon.iter().map(|row| (row, lang.due_in(row)))) {
        rows.entry(&row.unit).or_default().push((row, state));
    }
    let (mut of_units, mut left) = (Vec::new(), SHOWN);
    for (unit, count) in &by_unit {
        let mut rows = rows.remove(unit).unwrap_or_default();
        rows.truncate(left);
        left -= rows.len();
        if rows.is_empty() {
            break;
        }
        let name = if unit.is_empty() { lang.unknown() } else { unit };
        of_units.push((format!("{name}: {}", lang.pressed(count)), rows));
    }
    let count = push.overdue.len() + push.due_soon.len();
    let body = html! {
        details class="paper" {
            summary { (lang.by_units()) " (" (lang.list_rows(count)) ")" }
            @if count > SHOWN { p class="note" { (lang.first_rows(SHOWN)) } }
            (markup::table(&all_units(push, lang).first(SHOWN), lang.push_all(), false, lang))
            table class="push" {
                caption class="unseen" { (lang.push_all()) }
                (columns(lang))
                @for (unit, rows) in &of_units {
                    tbody {
                        tr class="unit" { th colspan="6" scope="rowgroup" { (cleaned(unit)) } }
                        @for (row, state) in rows { (line(row, state, lang)) }
                    }
                }
            }
        }
    };
    Some(Section::new("push-all", lang.push_all(), body))
}

/// Dossiers, one line each: on a telephone the cells stand below each other.
fn rows(title: &str, rows: &[PushRow], lang: Lang, state: impl Fn(&PushRow) -> String) -> Markup {
    html! {
        h3 { (cleaned(title)) }
        table class="push" {
            caption class="unseen" { (cleaned(title)) }
            (columns(lang))
            tbody { @for row in rows { (line(row, &state(row), lang)) } }
        }
    }
}

fn columns(lang: Lang) -> Markup {
    html! {
        thead {
            tr {
                th scope="col" { (lang.code()) }
                th scope="col" { (lang.procedure_name()) }
                th scope="col" { (lang.who()) }
                th scope="col" { (lang.received_on()) }
                th scope="col" { (lang.due_on()) }
                th scope="col" { (lang.state()) }
            }
        }
    }
}

fn line(row: &PushRow, state: &str, lang: Lang) -> Markup {
    let date = |at: Option<Moment>| at.map_or_else(String::new, |at| lang.day(at.day()));
    html! {
        tr {
            th scope="row" class="code" { (cleaned(&row.code)) }
            td class="what" { div { (cleaned(&row.procedure)) } }
            td class="who" {
                div { (cleaned(if row.unit.is_empty() { lang.unknown() } else { &row.unit })) }
                @if !row.officer.is_empty() { span class="id" { (cleaned(&row.officer)) } }
            }
            td class="date" data-label=(lang.received_on()) { (cleaned(&date(row.received_at))) }
            td class="date" data-label=(lang.due_on()) { (cleaned(&date(row.deadline))) }
            td class="state" { (cleaned(state)) }
        }
    }
}
