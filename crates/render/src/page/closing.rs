//! What is looked up rather than read: all figures, the lists, the data, and how it was computed.

use maud::html;
use sipas_core::{Dimension, INDICATORS, Indicator, Plan, Report};

use super::markup::{self, Section, cleaned};
use super::series::Series;
use crate::document::{counts, groups, header, indicators, inputs, notes};
use crate::format::View;
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// The counts and indicators of the whole, and of groups that no chart of their own tells.
pub(super) fn details(report: &Report, lang: Lang) -> Section {
    let mut sections: Vec<_> = counts::sections(report, lang).collect();
    sections.extend(indicators::sections(report, lang));
    sections.extend(groups::section(report, lang).filter(|_| !has_its_chart(report)));
    let body = html! {
        @for section in &sections {
            h3 { (cleaned(&section.title)) }
            (markup::blocks(&section.blocks, &section.title, lang))
        }
    };
    Section::new("details", lang.details(), body)
}

/// Whether the groups' other figures already stand under their chart.
fn has_its_chart(report: &Report) -> bool {
    let [by @ (Dimension::Unit | Dimension::Officer | Dimension::Field | Dimension::Channel)] = report.by[..]
    else {
        return false;
    };
    Series::of(report, by, "on_time_return_rate").is_some_and(|series| series.whole.denominator > 0)
}

/// A page has at most so many rows of a list: 50,000 of them would make 26 MB that no browser likes to open.
const SHOWN: usize = 500;

/// The lists, folded: what is unfolded is printed.
pub(super) fn lists(lists: &[Table], lang: Lang) -> Option<Section> {
    let body = html! {
        @for list in lists {
            details {
                summary { (cleaned(&list.title)) " (" (lang.list_rows(list.rows.len())) ")" }
                @if list.rows.len() > SHOWN {
                    @let first = list.first(SHOWN);
                    p class="note" { (lang.first_rows(SHOWN)) }
                    (markup::table(&first, &list.title, false, lang))
                } @else if !list.rows.is_empty() {
                    (markup::table(list, &list.title, false, lang))
                }
            }
        }
    };
    (!lists.is_empty()).then(|| Section::new("lists", lang.lists(), body))
}

/// What was read, and what was wrong with it.
pub(super) fn quality(report: &Report, view: &View) -> Option<Section> {
    let inputs = inputs::section(report, view);
    let doubts = crate::doubts(report, view.lang);
    let body = html! {
        @if let Some(inputs) = &inputs { (markup::blocks(&inputs.blocks, view.lang.inputs(), view.lang)) }
        @if !doubts.is_empty() { ul { @for text in &doubts { li { (cleaned(text)) } } } }
    };
    (inputs.is_some() || !doubts.is_empty()).then(|| Section::new("quality", view.lang.quality(), body))
}

/// The settings, what each figure is, and what has to be known of all of them.
pub(super) fn definitions(report: &Report, view: &View) -> Section {
    let lang = view.lang;
    let settings = header::section(report, view);
    let notes = notes::section(report, lang);
    let source = report.plan.as_ref().map(Plan::source).filter(|source| !source.is_empty());
    let columns = vec![
        Column::left("indicator", lang.indicator_label()),
        Column::left("definition", lang.definition()),
        Column::left("areas", lang.area()),
    ];
    let row = |indicator: &Indicator| {
        let wording = lang.indicator(indicator);
        let areas: Vec<_> = indicator.areas.iter().map(ToString::to_string).collect();
        vec![Cell::text(wording.name), Cell::text(wording.definition), Cell::Text(areas.join(", "))]
    };
    let table = Table { title: String::new(), columns, rows: INDICATORS.iter().map(row).collect() };
    let body = html! {
        (markup::blocks(&settings.blocks, lang.policy_label(), lang))
        @if let Some(source) = source { p { (lang.plan_label()) ": " (cleaned(source)) } }
        (markup::table(&table, lang.definitions(), false, lang))
        p { (lang.interval_note()) }
        p { (lang.control_note()) }
        h3 { (notes.title) }
        (markup::blocks(&notes.blocks, &notes.title, lang))
    };
    Section::new("definitions", lang.definitions(), body)
}
