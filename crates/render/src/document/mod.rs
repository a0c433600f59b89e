//! A report in words and tables, before a format gives it its marks.

mod budget;
pub(crate) mod counts;
pub(crate) mod groups;
pub(crate) mod header;
pub(crate) mod indicators;
pub(crate) mod inputs;
pub(crate) mod notes;
pub(crate) mod reason;
pub(crate) mod scorecard;

use sipas_core::Report;

use crate::format::View;
use crate::table::Table;

/// A report as people read it: a title, and sections in the order of importance.
///
/// Its texts are not cleaned: what writes them out does that, since each format has its own dangers.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// The sections; the first has no title of its own.
    pub sections: Vec<Section>,
}

/// A part of a [`Document`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Its heading; may be empty.
    pub title: String,
    /// Its paragraphs and tables, in order.
    pub blocks: Vec<Block>,
}

/// A piece of a [`Section`].
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Labels, and what each has to say.
    Facts(Vec<(String, String)>),
    /// A paragraph.
    Text(String),
    /// A table.
    Table(Table),
}

impl Document {
    /// A report in the reader's language.
    pub fn of(report: &Report, view: &View) -> Document {
        let lang = view.lang;
        let mut sections = vec![header::section(report, view)];
        sections.extend(inputs::section(report, view));
        sections.extend(counts::sections(report, lang));
        sections.extend(scorecard::section(report, lang));
        sections.extend(budget::section(report, lang));
        sections.extend(indicators::sections(report, lang));
        sections.extend(groups::section(report, lang));
        sections.push(notes::section(report, lang));
        Document { title: lang.report().to_owned(), sections }
    }
}

impl Section {
    fn new(title: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { title: title.into(), blocks }
    }
}
