//! The page: its parts as they are read, its structure as a browser sees it, and what it withstands.

mod access;
mod contrast;
mod extras;
mod forms;
mod hostile;
mod parts;

use std::collections::BTreeMap;

use scraper::{Html, Selector};
use sipas_core::Dimension;
use sipas_render::{Cell, Column, Extras, Lang, Table, page};

use crate::office::{Office, view};

/// A page with all that it can have; the names of units, procedures and lists are given.
pub(crate) fn full(name: &str, lang: Lang) -> String {
    let by = |dimension, keys: [&str; 3]| {
        let office = Office { by: vec![dimension], ..Office::new() };
        let office = office.dossiers(keys[0], ("1", "10", "9"), 400).dossiers(keys[0], ("1", "10", "12"), 1);
        office.dossiers(keys[1], ("1", "10", "9"), 40).dossiers(keys[1], ("1", "10", "12"), 8).dossiers(
            keys[2],
            ("4", "-", "-"),
            1,
        )
    };
    let mut units = by(Dimension::Unit, [name, "B", "C"]).with_five_dossiers();
    units.inputs[0].path = name.to_owned();
    let trend = by(Dimension::Month, ["2025-05", "2025-06", "open"]).report();
    let procedures = by(Dimension::Procedure, [name, "P2", "P3"]).report();
    let names = BTreeMap::from([("P2".to_owned(), name.to_owned())]);
    let lists = [list(name)];
    let extras = Extras {
        trend: Some(&trend),
        by_procedure: Some(&procedures),
        procedure_names: Some(&names),
        lists: &lists,
        ..Extras::default()
    };
    written(&units, &extras, lang)
}

pub(crate) fn list(name: &str) -> Table {
    Table {
        title: name.to_owned(),
        columns: vec![Column::left("code", name), Column::right("days", "Số ngày quá hạn")],
        rows: vec![vec![Cell::text(name), Cell::Integer(3)]],
    }
}

pub(crate) fn written(office: &Office, extras: &Extras<'_>, lang: Lang) -> String {
    let mut out = Vec::new();
    page(&office.report(), extras, &view(lang), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What a selector finds, one element a line.
pub(crate) fn found(page: &str, selector: &str) -> String {
    let tree = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    tree.select(&selector).map(|element| element.html()).collect::<Vec<_>>().join("\n").replace("><", ">\n<")
}

/// The text of what a selector finds, one element a line.
pub(crate) fn read(page: &str, selector: &str) -> String {
    let tree = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let text = tree.select(&selector).map(|element| element.text().collect::<Vec<_>>().join(" "));
    text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
}
