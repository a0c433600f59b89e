use maud::html;
use sipas_core::Report;

use super::markup::{self, Section, cleaned};
use crate::chart::{self, Head};
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// How many late dossiers the plan still allows.
pub(super) fn section(report: &Report, lang: Lang) -> Option<Section> {
    let budget = report.late_budget.as_ref()?;
    let sentences = lang.budget(budget);
    let caption = format!("{}, {}", lang.late_budget(), lang.period(&report.period));
    let head = Head { id: "budget-chart", title: &caption, description: &sentences[0] };
    let mut marks = vec![("bar", lang.key_used()), ("band", lang.key_left())];
    if budget.remaining < 0 {
        marks = vec![("bar", lang.key_used()), ("bar over", lang.key_over())];
    }
    let columns = vec![
        Column::right("judged", lang.judged()),
        Column::right("late", lang.late_tile()),
        Column::right("allowed", lang.budget_allowed()),
        Column::right("remaining", lang.budget_remaining()),
    ];
    let counts = [budget.resolved, budget.late, budget.allowed].map(Cell::count);
    let row = counts.into_iter().chain([Cell::Integer(budget.remaining)]).collect();
    let table = Table { title: String::new(), columns, rows: vec![row] };
    let figures = markup::table(&table, &caption, false, lang);
    let body = html! {
        (markup::figure(&sentences[0], &caption, &chart::gauge(head, budget.late, budget.allowed), &markup::key(&marks), &figures, lang))
        @for sentence in &sentences[1..] { p { (cleaned(sentence)) } }
        p class="note" { (lang.budget_note()) }
    };
    Some(Section::new("budget", lang.late_budget(), body))
}
