use std::collections::BTreeMap;

use sipas_core::{Bucket, Clock, Dimension, PaknBucket, Period, Plan, Report};
use sipas_engine::{Dataset, DossierCount, PaknCount, Which};
use sipas_render::{Extras, FormHead, Lang, PushList, Table};

use crate::lists::{self, SOON};

/// What a page and a workbook show beside a report: all of it from the same records, by the same clock.
#[derive(Debug)]
pub struct Details {
    trend: Report,
    year: Option<Report>,
    by_unit: Report,
    by_procedure: Report,
    procedure_names: BTreeMap<String, String>,
    lists: Vec<Table>,
    /// The name of each list, as files have it.
    names: Vec<&'static str>,
    push: PushList,
    head: FormHead,
}

impl Details {
    /// Counts and lists the records of a report anew.
    pub fn of(
        data: &Dataset,
        clock: &Clock,
        plan: Option<&Plan>,
        baseline: Option<Period>,
        lang: Lang,
    ) -> Details {
        let (names, lists) = pressing(data, clock, lang).into_iter().unzip();
        let by = |dimension| data.report(clock, &[dimension], plan, baseline);
        // A longer period has no baseline.
        let months = clock.with_period(clock.period.trend());
        let year = clock.period.year_to_date().map(|year| clock.with_period(year));
        Details {
            year: year.map(|year| data.report(&year, &[Dimension::Month], None, None)),
            trend: data.report(&months, &[Dimension::Month], plan, None),
            by_unit: by(Dimension::Unit),
            by_procedure: by(Dimension::Procedure),
            procedure_names: data.procedure_names(),
            lists,
            names,
            push: lists::push(data, clock, SOON),
            head: FormHead::default(),
        }
    }

    /// With whose report it is, and who signs it.
    #[must_use]
    pub fn of_office(self, head: FormHead) -> Details {
        Details { head, ..self }
    }

    /// The lists of records behind figures, each under a name that a file can have.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &Table)> {
        self.names.iter().copied().zip(&self.lists)
    }

    /// What somebody has to see to.
    pub fn push(&self) -> &PushList {
        &self.push
    }

    /// As renderers take it: see [`Format::with_extras`](sipas_render::Format::with_extras).
    pub fn extras(&self) -> Extras<'_> {
        Extras {
            trend: Some(&self.trend),
            year: self.year.as_ref(),
            by_unit: Some(&self.by_unit),
            by_procedure: Some(&self.by_procedure),
            procedure_names: Some(&self.procedure_names),
            lists: &self.lists,
            push: Some(&self.push),
            head: Some(&self.head),
        }
    }
}

/// The records behind the figures that somebody has to do something about; a list of nothing is left out.
fn pressing(data: &Dataset, clock: &Clock, lang: Lang) -> Vec<(&'static str, Table)> {
    let of = |count| Which::Dossiers(count);
    let of_pakn = |bucket| Which::Pakn(PaknCount::Bucket(bucket));
    let wanted = [
        ("tre-han", of(DossierCount::Bucket(Bucket::Late)), "Hồ sơ trễ hạn", "Late dossiers"),
        (
            "dang-qua-han",
            of(DossierCount::Bucket(Bucket::OpenOverdue)),
            "Hồ sơ đang quá hạn",
            "Overdue dossiers",
        ),
        (
            "dung-sau-han",
            of(DossierCount::StoppedLate),
            "Hồ sơ dừng giải quyết sau hạn",
            "Dossiers stopped late",
        ),
        (
            "chua-xin-loi",
            of(DossierCount::NoApology),
            "Hồ sơ trễ chưa có phiếu xin lỗi",
            "Late without an apology",
        ),
        ("sap-den-han", of(DossierCount::DueSoon), "Hồ sơ sắp đến hạn", "Dossiers due soon"),
        ("phai-di-lai", of(DossierCount::RepeatVisit), "Hồ sơ phải đi lại", "Repeat visits"),
        ("pakn-qua-han", of_pakn(PaknBucket::ClosedLate), "PAKN xử lý xong quá hạn", "Petitions closed late"),
        ("pakn-dang-qua-han", of_pakn(PaknBucket::OpenOverdue), "PAKN đang quá hạn", "Overdue petitions"),
    ];
    let as_of = lang.as_of(clock.period.as_of());
    let as_of = lang.pick(format!("tính đến {as_of}"), format!("as of {as_of}"));
    let tables = wanted.map(|(name, which, vi, en)| {
        let table = match which {
            Which::Pakn(_) => lists::pakn(data, clock, &[which], lang),
            _ => lists::dossiers(data, clock, &[which], SOON, lang),
        };
        (name, Table { title: format!("{}, {as_of}", lang.pick(vi, en)), ..table })
    });
    tables.into_iter().filter(|(_, table)| !table.rows.is_empty()).collect()
}
