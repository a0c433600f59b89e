use std::collections::BTreeMap;
use std::io::{self, Write};

use sipas_core::{Bucket, Clock, Dimension, PaknBucket, Period, Plan, Report};
use sipas_excel::Parts;
use sipas_intake::{Dataset, DossierCount, PaknCount, Which};
use sipas_render::{Format, Lang, Table, View};

use super::list::records;

/// Working days that count as soon in the list of what is due soon.
pub(crate) const SOON: i32 = 2;

/// What a page and a workbook show beside the report: all of it from the same records, by the same clock.
pub(crate) struct Extras {
    trend: Report,
    by_unit: Report,
    by_procedure: Report,
    procedure_names: BTreeMap<String, String>,
    lists: Vec<Table>,
}

impl Extras {
    /// Counts and lists the records of a report anew.
    pub(crate) fn of(
        data: &Dataset,
        clock: &Clock,
        plan: Option<&Plan>,
        baseline: Option<Period>,
        lang: Lang,
    ) -> Extras {
        let by = |dimension| data.report(clock, &[dimension], plan, baseline);
        // A longer period has no baseline.
        let months = clock.over(clock.period.trend());
        Extras {
            trend: data.report(&months, &[Dimension::Month], plan, None),
            by_unit: by(Dimension::Unit),
            by_procedure: by(Dimension::Procedure),
            procedure_names: data.procedure_names(),
            lists: lists(data, clock, lang),
        }
    }

    /// Writes a report with all of it.
    pub(crate) fn write(
        &self,
        report: &Report,
        format: &Format,
        view: &View,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if format.name == "xlsx" {
            let parts = Parts {
                by: &[&self.by_unit, &self.trend, &self.by_procedure],
                procedure_names: Some(&self.procedure_names),
                lists: &self.lists,
            };
            return sipas_excel::write_report(report, &parts, view, out);
        }
        let extras = sipas_render::Extras {
            trend: Some(&self.trend),
            by_unit: Some(&self.by_unit),
            by_procedure: Some(&self.by_procedure),
            procedure_names: Some(&self.procedure_names),
            lists: &self.lists,
        };
        sipas_render::page(report, &extras, view, out)
    }
}

/// The records behind the figures that somebody has to do something about; a list of nothing is left out.
fn lists(data: &Dataset, clock: &Clock, lang: Lang) -> Vec<Table> {
    let of = |count| Which::Dossiers(count);
    let of_pakn = |bucket| Which::Pakn(PaknCount::Bucket(bucket));
    let wanted = [
        (of(DossierCount::Bucket(Bucket::Late)), "Hồ sơ trễ hạn", "Late dossiers"),
        (of(DossierCount::Bucket(Bucket::OpenOverdue)), "Hồ sơ đang quá hạn", "Overdue dossiers"),
        (of(DossierCount::StoppedLate), "Hồ sơ dừng xử lý sau hạn", "Dossiers stopped late"),
        (of(DossierCount::DueSoon), "Hồ sơ sắp đến hạn", "Dossiers due soon"),
        (of(DossierCount::RepeatVisit), "Hồ sơ phải đi lại", "Repeat visits"),
        (of_pakn(PaknBucket::ClosedLate), "PAKN xử lý xong quá hạn", "Petitions closed late"),
        (of_pakn(PaknBucket::OpenOverdue), "PAKN đang quá hạn", "Overdue petitions"),
    ];
    let tables = wanted.map(|(which, vi, en)| {
        let table = match which {
            Which::Pakn(_) => records::pakn(data, clock, &[which], lang),
            _ => records::dossiers(data, clock, &[which], SOON, lang),
        };
        Table { title: lang.pick(vi, en).to_owned(), ..table }
    });
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}
