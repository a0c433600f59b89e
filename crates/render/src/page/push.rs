use maud::{Markup, html};
use sipas_core::Moment;

use super::markup::{self, Section, cleaned};
use crate::first::{LONGEST, SOON, units};
use crate::lang::Lang;
use crate::push::{PushList, PushRow};

/// What somebody has to see to: how much each unit has, the longest overdue, and what is due soon.
pub(super) fn section(push: &PushList, lang: Lang) -> Section {
    if push.is_empty() {
        return Section::new("push", lang.push(), html! { p { (lang.nothing_to_push()) } });
    }
    let overdue = &push.overdue[..push.overdue.len().min(LONGEST)];
    let soon = &push.due_soon[..push.due_soon.len().min(SOON)];
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

/// Dossiers, one line each: on a telephone the cells stand below each other.
fn rows(title: &str, rows: &[PushRow], lang: Lang, state: impl Fn(&PushRow) -> String) -> Markup {
    let date = |at: Option<Moment>| at.map_or_else(String::new, |at| lang.day(at.day()));
    html! {
        h3 { (cleaned(title)) }
        table class="push" {
            caption class="unseen" { (cleaned(title)) }
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
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" class="code" { (cleaned(&row.code)) }
                        td class="what" { (cleaned(&row.procedure)) }
                        td class="who" {
                            (cleaned(if row.unit.is_empty() { lang.unknown() } else { &row.unit }))
                            @if !row.officer.is_empty() { span class="id" { (cleaned(&row.officer)) } }
                        }
                        td class="date" data-label=(lang.received_on()) { (cleaned(&date(row.received_at))) }
                        td class="date" data-label=(lang.due_on()) { (cleaned(&date(row.deadline))) }
                        td class="state" { (cleaned(&state(row))) }
                    }
                }
            }
        }
    }
}
