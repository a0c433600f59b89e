//! A report with all that is to be known when it is shown.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sipas_app::formats;
use sipas_arrow::table::OwnFigures;
use sipas_core::{Indicator, Report as Core, Wording};
use sipas_render::{Format, Lang, View};

use crate::dataset::Dataset;
use crate::enter::Stop;
use crate::error::Failure;
use crate::question::Question;

/// A report, and in which language it is to be read.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(super) report: Arc<Core>,
    pub(super) lang: Lang,
    pub(super) period_chosen: bool,
    /// The name or the text of its plan.
    pub(super) plan: Option<String>,
    /// `None` of a report whose records are elsewhere.
    pub(super) question: Option<Arc<Question>>,
    /// The counts as bytes, where no records are kept.
    pub(super) counts: Option<Arc<Vec<u8>>>,
    /// What procedures are called, found when it is first asked for.
    pub(super) names: Arc<OnceLock<BTreeMap<String, String>>>,
    pub(super) own: Vec<OwnFigures>,
}

impl Answer {
    pub(crate) fn new(
        report: Core,
        lang: Lang,
        period_chosen: bool,
        plan: Option<String>,
        question: Option<Question>,
    ) -> Answer {
        Answer {
            report: Arc::new(report),
            lang,
            period_chosen,
            plan,
            question: question.map(Arc::new),
            counts: None,
            names: Arc::default(),
            own: Vec::new(),
        }
    }

    /// This answer, with the counts that it is made of.
    pub(crate) fn counted_as(self, counts: Vec<u8>) -> Answer {
        Answer { counts: Some(Arc::new(counts)), ..self }
    }

    pub(super) fn view(&self) -> View {
        let issue_text = formats::issue_text;
        View { lang: self.lang, period_chosen: self.period_chosen, issue_text, ..View::default() }
    }

    pub(super) fn wording(&self) -> fn(&Indicator) -> Wording {
        match self.lang {
            Lang::Vi => |indicator| indicator.vi,
            Lang::En => |indicator| indicator.en,
        }
    }

    pub(super) fn named(&self, table: sipas_arrow::Table) -> sipas_arrow::Table {
        if table.schema.index_of("procedure").is_err() {
            return table;
        }
        let names = self.names.get_or_init(|| {
            let Some(question) = &self.question else { return BTreeMap::new() };
            // A catalogue goes before what exports say.
            let mut names = BTreeMap::new();
            for of in question.others.iter().chain([&question.of]).map(Dataset::procedure_names) {
                for (code, name) in of {
                    names.entry(code).or_insert(name);
                }
            }
            names
        });
        table.with_procedure_names(names)
    }

    pub(super) fn written(&self, format: &Format, stop: &Stop) -> Result<Vec<u8>, Failure> {
        let (view, mut bytes) = (self.view(), Vec::new());
        let beside = match (&self.question, format.with_extras) {
            (Some(question), Some(write)) => Some((question.beside(&self.report, self.lang, stop)?, write)),
            _ => None,
        };
        let written = if let Some((beside, write)) = beside {
            write(&self.report, &beside.extras(), &view, &mut bytes)
        } else {
            (format.report)(&self.report, &view, &mut bytes)
        };
        written.map_err(Failure::usage)?;
        Ok(bytes)
    }

    pub(super) fn json(&self, stop: &Stop) -> Result<String, Failure> {
        let json = Format::named("json").ok_or_else(|| Failure::usage("no format json"))?;
        String::from_utf8(self.written(json, stop)?).map_err(Failure::usage)
    }
}

/// The format of that name.
pub(super) fn format(format: &str) -> Result<&'static Format, Failure> {
    formats::named(format).ok_or_else(|| {
        let known: Vec<_> = formats::all().map(|format| format.name).collect();
        Failure::Usage(format!("unknown format {format:?}; known: {}", known.join(", ")))
    })
}
