//! What a report was asked of, kept beside it: pages, workbooks and saved reports ask again.

use sipas_app::Details;
use sipas_core::{Clock, Dimension, Period, Plan, Report as Counted, Split};
use sipas_engine::Dataset as Data;
use sipas_intake::Profile;
use sipas_render::Lang;

use crate::dataset::Dataset;
use crate::enter::Stop;
use crate::error::Failure;
use crate::report::Answer;

/// What a report was made of, and by what.
pub(crate) struct Question {
    pub(crate) of: Dataset,
    pub(crate) others: Vec<Dataset>,
    clock: Clock,
    by: Vec<Dimension>,
    plan: Option<Plan>,
    baseline: Option<Period>,
}

impl Question {
    /// What stands beside its report in a page and in a workbook; it has to be of the same inputs.
    pub(crate) fn beside(&self, report: &Counted, lang: Lang, stop: &Stop) -> Result<Details, Failure> {
        let joined = self.of.joined(&self.others, stop)?;
        stop.check()?;
        if joined.data().summaries_of_report(&self.by, self.plan.as_ref()) != report.inputs {
            return Err(Failure::usage("an input has changed since the report was made; make it again"));
        }
        Ok(Details::of(joined.data(), &self.clock, self.plan.as_ref(), self.baseline, lang))
    }

    pub(crate) fn of(
        of: &Dataset,
        others: &[Dataset],
        clock: Clock,
        by: &[Dimension],
        plan: Option<&(Plan, String)>,
        baseline: Option<Period>,
    ) -> Question {
        let (of, others, by, plan) =
            (of.clone(), others.to_vec(), by.to_vec(), plan.map(|(plan, _)| plan.clone()));
        Question { of, others, clock, by, plan, baseline }
    }

    /// Its report.
    pub(crate) fn asked(
        self,
        data: &Data,
        plan: Option<(Plan, String)>,
        lang: Lang,
        period_chosen: bool,
    ) -> Answer {
        let report = data.report(&self.clock, &self.by, self.plan.as_ref(), self.baseline);
        Answer::new(report, lang, period_chosen, plan.map(|(_, text)| text), Some(self))
    }

    /// The reports of several that differ in their periods only.
    pub(crate) fn answers(
        all: Vec<Question>,
        data: &Data,
        plan: Option<&(Plan, String)>,
        lang: Lang,
    ) -> Vec<Answer> {
        let Some(first) = all.first() else { return Vec::new() };
        let asked: Vec<_> = all.iter().map(|of| (of.clock.clone(), of.baseline)).collect();
        let reports = data.reports(&asked, &first.by, first.plan.as_ref());
        let text = plan.map(|(_, text)| text);
        let answer = |(report, of)| Answer::new(report, lang, false, text.cloned(), Some(of));
        reports.into_iter().zip(all).map(answer).collect()
    }

    /// What its report is made of, as bytes.
    pub(crate) fn partial(&self, stop: &Stop) -> Result<Vec<u8>, Failure> {
        let joined = self.of.joined(&self.others, stop)?;
        let partial = joined.data().partial(&self.clock, &self.by, self.baseline, Split::Files);
        let targets = self.plan.as_ref().map_or(&[][..], Plan::targets);
        if targets.iter().any(|target| !target.conditions.is_empty()) {
            // A target for some groups is told from a report by these groups only.
            partial.report(self.plan.as_ref()).map_err(Failure::usage)?;
        }
        Ok(partial.into_bytes())
    }
}

/// One dataset, or several as one.
pub(crate) struct Joined {
    /// `None` where there was nothing to join.
    pub(crate) data: Option<Data>,
    pub(crate) of: Dataset,
    /// The profiles in use.
    pub(crate) profiles: Vec<Profile>,
}

impl Joined {
    pub(crate) fn data(&self) -> &Data {
        self.data.as_ref().or(self.of.read_already()).expect("read when it was joined")
    }
}
