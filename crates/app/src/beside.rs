use std::collections::BTreeMap;

use sipas_core::{Bucket, Clock, Dimension, PaknBucket, Period, Plan, Report};
use sipas_engine::{Dataset, DossierCount, PaknCount, Which};
use sipas_render::{Extras, Lang, Table};

use crate::lists;

/// Working days that count as soon in the list of what is due soon.
const SOON: i32 = 2;

/// What a page and a workbook show beside a report: all of it from the same records, by the same clock.
#[derive(Debug)]
pub struct Beside {
    trend: Report,
    by_unit: Report,
    by_procedure: Report,
    procedure_names: BTreeMap<String, String>,
    lists: Vec<Table>,
}

impl Beside {
    /// Counts and lists the records of a report anew.
    pub fn of(
        data: &Dataset,
        clock: &Clock,
        plan: Option<&Plan>,
        baseline: Option<Period>,
        lang: Lang,
    ) -> Beside {
        let by = |dimension| data.report(clock, &[dimension], plan, baseline);
        // A longer period has no baseline.
        let months = clock.with_period(clock.period.trend());
        Beside {
            trend: data.report(&months, &[Dimension::Month], plan, None),
            by_unit: by(Dimension::Unit),
            by_procedure: by(Dimension::Procedure),
            procedure_names: data.procedure_names(),
            lists: pressing(data, clock, lang),
        }
    }

    /// As renderers take it: see [`Format::with_extras`](sipas_render::Format::with_extras).
    pub fn extras(&self) -> Extras<'_> {
        Extras {
            trend: Some(&self.trend),
            by_unit: Some(&self.by_unit),
            by_procedure: Some(&self.by_procedure),
            procedure_names: Some(&self.procedure_names),
            lists: &self.lists,
        }
    }
}

/// The records behind the figures that somebody has to do something about; a list of nothing is left out.
fn pressing(data: &Dataset, clock: &Clock, lang: Lang) -> Vec<Table> {
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
            Which::Pakn(_) => lists::pakn(data, clock, &[which], lang),
            _ => lists::dossiers(data, clock, &[which], SOON, lang),
        };
        Table { title: lang.pick(vi, en).to_owned(), ..table }
    });
    tables.into_iter().filter(|table| !table.rows.is_empty()).collect()
}
