use std::borrow::Cow;
use std::collections::BTreeMap;

use sipas_core::{InputSummary, Report};

use super::{Block, Section};
use crate::format::View;
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// What was read, what became of it, and what was wrong with it.
pub(crate) fn section(report: &Report, view: &View) -> Option<Section> {
    if report.inputs.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Table(files(&report.inputs, view.lang))];
    blocks.extend(issues(&report.inputs, view).map(Block::Table));
    blocks.extend(crate::doubts::gaps(report, view.lang).map(|gap| Block::Text(format!("{gap}."))));
    Some(Section::new(view.lang.inputs(), blocks))
}

fn files(inputs: &[InputSummary], lang: Lang) -> Table {
    let columns = vec![
        Column::left("path", lang.input_path()),
        Column::left("kind", lang.input_kind_label()),
        Column::right("rows", lang.rows()),
        Column::right("accepted", lang.accepted()),
        Column::right("rejected", lang.rejected()),
        Column::right("duplicates", lang.duplicates()),
        Column::right("skipped", lang.skipped()),
    ];
    let row = |input: &InputSummary| {
        let counts = [input.rows, input.accepted, input.rejected, input.duplicates, input.skipped];
        let mut row = vec![Cell::text(&input.path), Cell::term(input.kind, lang.input_kind(input.kind))];
        row.extend(counts.map(Cell::count));
        row
    };
    Table { title: String::new(), columns, rows: inputs.iter().map(row).collect() }
}

/// The issues of all files together, by kind: which file has which is in the JSON.
fn issues(inputs: &[InputSummary], view: &View) -> Option<Table> {
    let lang = view.lang;
    let mut counts = BTreeMap::new();
    for issue in inputs.iter().flat_map(|input| &input.issues) {
        *counts.entry((issue.code.clone(), issue.severity)).or_insert(0u64) += issue.count;
    }
    let columns = vec![
        Column::left("code", lang.issue()),
        Column::left("severity", lang.severity_label()),
        Column::right("count", lang.times()),
    ];
    let row = |((code, severity), count): ((Cow<'static, str>, &'static str), u64)| {
        let words = (view.issue_text)(&code)
            .map_or_else(|| code.to_string(), |(vi, en)| lang.pick(vi, en).to_owned());
        vec![Cell::term(code, words), Cell::term(severity, lang.severity(severity)), Cell::count(count)]
    };
    let rows: Vec<_> = counts.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { title: String::new(), columns, rows })
}
