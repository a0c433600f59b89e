use sipas_core::{Bucket, Channel, DossierCounts, PaknBucket, PaknCounts, Report, VisitCounts};

use super::{Block, Section};
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// The counts of the whole: where every dossier and every petition is.
pub(super) fn sections(report: &Report, lang: Lang) -> impl Iterator<Item = Section> {
    let whole = report.whole();
    let dossiers = whole.dossiers.as_ref().map(|counts| {
        let rows = dossier_rows(counts, lang);
        let mix = vec![channels(counts, lang), visits(&counts.repeat_visits, lang)];
        let blocks = vec![Block::Table(table(lang, lang.number_of_dossiers(), rows)), Block::Facts(mix)];
        Section::new(lang.dossiers(), blocks)
    });
    let pakn = whole.pakn.as_ref().map(|counts| {
        let rows = pakn_rows(counts, lang);
        Section::new(lang.pakn(), vec![Block::Table(table(lang, lang.number_of_pakn(), rows))])
    });
    dossiers.into_iter().chain(pakn)
}

/// A count: a sum, or one of what a sum is made of.
enum Line {
    Sum(&'static str, u64),
    Part(String, u64),
}

fn dossier_rows(counts: &DossierCounts, lang: Lang) -> Vec<Line> {
    let which = |of: fn(Bucket) -> bool| Bucket::ALL.into_iter().filter(|b| of(*b)).collect::<Vec<_>>();
    let part = |bucket: Bucket| {
        let name = match (bucket, counts.stopped_late) {
            (Bucket::Stopped, 1..) => {
                let late = lang.count(counts.stopped_late);
                format!("{} ({} {late})", lang.bucket(bucket), lang.of_which_late())
            }
            _ => lang.bucket(bucket).to_owned(),
        };
        Line::Part(name, counts.get(bucket))
    };
    let mut lines = vec![
        Line::Sum(lang.handled(), counts.handled()),
        Line::Part(lang.dossier_count("received").into(), counts.received),
        Line::Part(lang.dossier_count("carried_in").into(), counts.carried_in),
    ];
    let families = [
        (lang.concluded(), which(Bucket::is_concluded)),
        (lang.open(), which(Bucket::is_open)),
        (lang.outside(), which(|bucket| !bucket.is_concluded() && !bucket.is_open())),
    ];
    for (name, buckets) in families {
        lines.push(Line::Sum(name, buckets.iter().map(|b| counts.get(*b)).sum()));
        lines.extend(buckets.into_iter().map(part));
    }
    lines
}

fn pakn_rows(counts: &PaknCounts, lang: Lang) -> Vec<Line> {
    use PaknBucket::{
        ClosedInTime, ClosedLate, OpenOverdue, OpenWithinDue, OutOfPeriod, Transferred, Undated,
        UnmeasurableClosed, UnmeasurableOpen,
    };
    let sum = |buckets: &[PaknBucket]| buckets.iter().map(|b| counts.get(*b)).sum();
    let mut lines = vec![
        Line::Sum(lang.handled(), counts.handled()),
        Line::Part(lang.pakn_count("received").into(), counts.received),
        Line::Part(lang.pakn_count("carried_in").into(), counts.carried_in),
    ];
    let families: [(_, &[PaknBucket]); 4] = [
        (lang.closed(), &[ClosedInTime, ClosedLate, UnmeasurableClosed]),
        (lang.pakn_bucket(Transferred), &[Transferred]),
        (lang.open_pakn(), &[OpenWithinDue, OpenOverdue, UnmeasurableOpen]),
        (lang.outside(), &[Undated, OutOfPeriod]),
    ];
    for (name, buckets) in families {
        lines.push(Line::Sum(name, sum(buckets)));
        if buckets.len() > 1 {
            let part = |b: &PaknBucket| Line::Part(lang.pakn_bucket(*b).to_owned(), counts.get(*b));
            lines.extend(buckets.iter().map(part));
        }
    }
    lines
}

fn table(lang: Lang, number: &str, lines: Vec<Line>) -> Table {
    let row = |line: Line| match line {
        Line::Sum(name, n) => vec![Cell::text(name), Cell::count(n)],
        Line::Part(name, n) => vec![Cell::text(format!("– {name}")), Cell::count(n)],
    };
    let columns = vec![Column::left("name", lang.count_label()), Column::right("count", number)];
    Table { title: String::new(), columns, rows: lines.into_iter().map(row).collect() }
}

fn channels(counts: &DossierCounts, lang: Lang) -> (String, String) {
    let one = |c: Channel| format!("{} {}", lang.channel(c), lang.count(counts.channels.get(c)));
    (lang.channels().to_owned(), Channel::ALL.map(one).join(", "))
}

fn visits(visits: &VisitCounts, lang: Lang) -> (String, String) {
    let one = |(label, n): (&str, u64)| format!("{label}: {}", lang.count(n));
    let all = VisitCounts::LABELS.into_iter().zip(visits.all()).map(one);
    (lang.visits().to_owned(), all.collect::<Vec<_>>().join(", "))
}
