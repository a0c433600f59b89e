use sipas_core::{Bucket, Channel, DossierCounts, PaknBucket, PaknCounts, Report};

use super::{Block, Section};
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// The counts of the whole: where every dossier and every petition is.
pub(crate) fn sections(report: &Report, lang: Lang) -> impl Iterator<Item = Section> {
    let whole = report.whole();
    let dossiers = whole.dossiers().map(|counts| {
        let rows = dossier_rows(counts, lang);
        let visits = (lang.visits().to_owned(), lang.visit_counts(counts.repeat_visits.all()));
        let mut mix = vec![channels(counts, lang), visits];
        if counts.refused > 0 {
            mix.push((lang.dossier_count("refused").into_owned(), lang.count(counts.refused)));
        }
        if let Some(put_off) = whole.put_off().filter(|put_off| put_off.all > 0) {
            mix.push(lang.put_off(put_off));
        }
        let blocks = vec![Block::Table(table(lang, lang.number_of_dossiers(), rows)), Block::Facts(mix)];
        Section::new(lang.dossiers(), blocks)
    });
    let pakn = whole.pakn().map(|counts| {
        let rows = pakn_rows(counts, lang);
        Section::new(lang.pakn(), vec![Block::Table(table(lang, lang.number_of_pakn(), rows))])
    });
    dossiers.into_iter().chain(pakn)
}

/// A count: a sum, or one of what a sum is made of.
enum CountLine {
    Sum(&'static str, u64),
    Part(String, u64),
}

fn dossier_rows(counts: &DossierCounts, lang: Lang) -> Vec<CountLine> {
    use Bucket::{Early, Late, OnTime, OpenOverdue, OpenWithinDue};
    let which = |of: fn(Bucket) -> bool| Bucket::ALL.into_iter().filter(|b| of(*b)).collect::<Vec<_>>();
    let part = |bucket: Bucket| {
        let usual = matches!(bucket, Early | OnTime | Late | OpenWithinDue | OpenOverdue);
        let late = match (bucket, counts.stopped_late) {
            (Bucket::Stopped, 1..) => {
                format!(" ({} {})", lang.of_which_late(), lang.count(counts.stopped_late))
            }
            _ => String::new(),
        };
        BucketCount { name: format!("{}{late}", lang.bucket(bucket)), n: counts.get(bucket), usual }
    };
    let mut lines = handled(counts.handled(), counts.received, counts.carried_in, lang);
    let families = [
        (lang.concluded(), which(Bucket::is_concluded)),
        (lang.open(), which(Bucket::is_open)),
        (lang.outside(), which(|bucket| !bucket.is_concluded() && !bucket.is_open())),
    ];
    for (name, buckets) in families {
        lines.extend(family(name, buckets.into_iter().map(part)));
    }
    lines
}

fn pakn_rows(counts: &PaknCounts, lang: Lang) -> Vec<CountLine> {
    use PaknBucket::{
        ClosedInTime, ClosedLate, OpenOverdue, OpenWithinDue, OutOfPeriod, Transferred, Undated,
        UnmeasurableClosed, UnmeasurableOpen,
    };
    let part = |bucket: &PaknBucket| {
        let usual = matches!(bucket, ClosedInTime | ClosedLate | OpenWithinDue | OpenOverdue);
        BucketCount { name: lang.pakn_bucket(*bucket).to_owned(), n: counts.get(*bucket), usual }
    };
    let mut lines = handled(counts.handled(), counts.received, counts.carried_in, lang);
    lines.extend(family(lang.closed(), [ClosedInTime, ClosedLate, UnmeasurableClosed].iter().map(part)));
    lines.push(CountLine::Sum(lang.transferred(), counts.get(Transferred)));
    if counts.get(PaknBucket::Refused) > 0 {
        lines.push(CountLine::Sum(lang.pakn_bucket(PaknBucket::Refused), counts.get(PaknBucket::Refused)));
    }
    lines.extend(family(lang.open_pakn(), [OpenWithinDue, OpenOverdue, UnmeasurableOpen].iter().map(part)));
    lines.extend(family(lang.outside(), [Undated, OutOfPeriod].iter().map(part)));
    lines
}

fn handled(all: u64, received: u64, carried_in: u64, lang: Lang) -> Vec<CountLine> {
    vec![
        CountLine::Sum(lang.handled(), all),
        CountLine::Part(lang.dossier_count("received").into(), received),
        CountLine::Part(lang.dossier_count("carried_in").into(), carried_in),
    ]
}

/// A part of a sum. What is not usual is told only where there is some.
struct BucketCount {
    name: String,
    n: u64,
    usual: bool,
}

/// A sum and its parts; nothing at all where none of them is usual and all are 0.
fn family(sum: &'static str, parts: impl Iterator<Item = BucketCount>) -> Vec<CountLine> {
    let parts: Vec<_> = parts.filter(|part| part.usual || part.n > 0).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    // "Đang giải quyết" need not be said again of each of its parts.
    let said = format!("{}, ", sum.to_lowercase());
    let part = |part: BucketCount| {
        CountLine::Part(part.name.strip_prefix(&said).unwrap_or(&part.name).to_owned(), part.n)
    };
    let total = CountLine::Sum(sum, parts.iter().map(|part| part.n).sum());
    std::iter::once(total).chain(parts.into_iter().map(part)).collect()
}

fn table(lang: Lang, number: &str, lines: Vec<CountLine>) -> Table {
    let row = |line: CountLine| match line {
        CountLine::Sum(name, n) => vec![Cell::text(name), Cell::count(n)],
        CountLine::Part(name, n) => vec![Cell::text(format!("– {name}")), Cell::count(n)],
    };
    let columns = vec![Column::left("name", lang.count_label()), Column::right("count", number)];
    Table { title: String::new(), columns, rows: lines.into_iter().map(row).collect() }
}

fn channels(counts: &DossierCounts, lang: Lang) -> (String, String) {
    let one = |c: Channel| format!("{} {}", lang.channel(c), lang.count(counts.channels.get(c)));
    (lang.channels().to_owned(), Channel::ALL.map(one).join(", "))
}
