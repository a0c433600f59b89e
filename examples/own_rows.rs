//! Counts rows that come from a system of one's own, such as a database, without any file; with an indicator and a plan of
//! one's own.
//!
//! `cargo run -p sipas-examples --bin own_rows`

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::error::Error;

use sipas_core::{
    Bucket, Clock, Comparator, Counter, Dimension, DossierBuilder, Evidence, Goal, Indicator, Kind, Plan,
    PlanError, Rate, Report, Subject, Target, Tier,
};

/// A row as the system of an office has it.
struct Row {
    code: &'static str,
    unit: &'static str,
    received: &'static str,
    due: &'static str,
    finished: Option<&'static str>,
}

const ROWS: [Row; 4] = [
    Row {
        code: "H37.12-250603-0001",
        unit: "Văn phòng",
        received: "2025-06-03T08:15:00",
        due: "2025-06-10",
        // By day, as the official forms compare: on time.
        finished: Some("2025-06-10T17:20:00"),
    },
    Row {
        code: "H37.12-250604-0002",
        unit: "Văn phòng",
        received: "2025-06-04T09:00:00",
        due: "2025-06-11",
        finished: Some("2025-06-13T10:00:00"),
    },
    Row {
        code: "H37.12-250605-0003",
        unit: "Phòng Tài nguyên",
        received: "2025-06-05T14:00:00",
        due: "2025-06-19",
        finished: Some("2025-06-12T15:30:00"),
    },
    Row {
        code: "H37.12-250616-0004",
        unit: "Phòng Tài nguyên",
        received: "2025-06-16T10:00:00",
        due: "2025-06-23",
        // Not concluded at the end of the month, and overdue.
        finished: None,
    },
];

/// How many of the concluded dossiers were done before the day they were due.
static EARLY: Indicator = Indicator::rate("early_rate", Kind::Dossiers, |basis| {
    let counts = &basis.tally.dossiers.counts;
    basis.dossier_rate(Evidence::DEADLINE, Rate::new(counts.get(Bucket::Early), counts.judged()))
});

/// At least a quarter is to be early.
fn plan() -> Result<Plan, PlanError> {
    let quarter = Goal::Threshold(Comparator::AtLeast, Rate::new(1, 4));
    let early = Target::new("IV.1", Tier::Commitment, Subject::Indicator(&EARLY), quarter)?;
    Plan::new("own", "Kế hoạch của cơ quan", "", vec![early])
}

fn report(rows: &[Row]) -> Result<Report, Box<dyn Error>> {
    let clock = Clock::over("2025-06".parse()?);
    let mut counter = Counter::new(&clock, &[Dimension::Unit])?;
    for row in rows {
        let dossier = DossierBuilder {
            code: row.code.into(),
            unit: row.unit.into(),
            received_at: Some(row.received.parse()?),
            due_at: Some(row.due.parse()?),
            finished_at: row.finished.map(str::parse).transpose()?,
            ..DossierBuilder::default()
        };
        counter.dossier(&dossier.build()?);
    }
    Ok(counter.finish(Some(&plan()?)))
}

fn main() -> Result<(), Box<dyn Error>> {
    let report = report(&ROWS)?;
    for group in report.groups() {
        let unit = group.key.get(Dimension::Unit).unwrap_or_default();
        if let Some(rate) = group.rate("late_rate") {
            println!("{unit}: {} of {} late", rate.numerator, rate.denominator);
        }
    }
    for row in report.scores(report.whole()) {
        println!("{}: {:?}", row.target.id, row.verdict);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use sipas_core::Verdict;

    use super::*;

    #[test]
    fn one_of_three_concluded_dossiers_is_late() {
        let report = report(&ROWS).unwrap();
        let rate = report.whole().rate("late_rate").unwrap();
        assert_eq!((rate.numerator, rate.denominator), (1, 3));
        let early = report.whole().measure(&EARLY).rate().unwrap();
        assert_eq!((early.numerator, early.denominator), (1, 3));
        assert_eq!(report.scores(report.whole()).next().unwrap().verdict, Verdict::Met);
        main().unwrap();
    }
}
