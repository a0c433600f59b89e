use std::collections::BTreeMap;
use std::io::{self, Write};

use sipas_core::{Bucket, Clock, Day, Dimension, PaknBucket, Period, Plan, Report};
use sipas_excel::Parts;
use sipas_intake::{Dataset, DossierCount, PaknCount, Which};
use sipas_render::{Format, Lang, Table, View};

use super::list::records;

/// So many months, the last one in, make a trend.
const TREND_MONTHS: u32 = 12;
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
        let months = clock.over(trend_of(&clock.period));
        Extras {
            trend: data.report(&months, &[Dimension::Month], plan, None),
            by_unit: by(Dimension::Unit),
            by_procedure: by(Dimension::Procedure),
            procedure_names: procedure_names(data, clock),
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

/// The year of months that ends with a period; a longer period is its own trend.
fn trend_of(period: &Period) -> Period {
    let last = period.last_day();
    let first = (1..TREND_MONTHS).fold(first_of_month(last), |day, _| first_of_month(day.plus(-1)));
    let longer = Period::days(first.min(period.first_day()), last, period.window()).unwrap_or(*period);
    longer.seen_as_of(period.as_of()).unwrap_or(*period)
}

fn first_of_month(day: Day) -> Day {
    let month = day.month();
    Day::from_ymd(month.year(), month.number(), 1).unwrap_or(day)
}

/// By the catalogue, and where it is silent by the exports.
fn procedure_names(data: &Dataset, clock: &Clock) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let listed = data.procedures().map(|procedure| (procedure.code.as_ref(), procedure.name.as_ref()));
    let used = data.dossier_lines(clock).map(|line| (line.procedure, line.procedure_name));
    for (code, name) in listed.chain(used).filter(|(_, name)| !name.is_empty()) {
        if !names.contains_key(code) {
            names.insert(code.to_owned(), name.to_owned());
        }
    }
    names
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_is_the_year_of_months_that_ends_with_the_period() {
        let of = |text: &str| trend_of(&text.parse().unwrap()).to_string();
        assert_eq!(of("2025-06"), "2024-07-01..2025-06-30");
        assert_eq!(of("2025-Q2"), "2024-07-01..2025-06-30");
        assert_eq!(of("2023-01-05..2025-06-10"), "2023-01-05..2025-06-10");
    }
}
