//! The tables of a report.

use sipas_core::{
    Area, Caution, Channel, ChannelCounts, Condition, DayStatistic, Dimension, DossierCounts, Exact,
    FigureKind, Group, Indicator, InputSummary, Key, Measure, PaknCounts, Rate, Report, Status, Target,
    Verdict, VisitCounts, Wording,
};

use super::{Columns, Table};

/// One figure of one group: an indicator's, or a part of it.
#[derive(Clone)]
pub(super) struct Figure<'r> {
    pub(super) key: &'r Key,
    pub(super) indicator: &'static Indicator,
    pub(super) part: Option<String>,
    pub(super) pair: Option<Rate>,
    pub(super) value: Option<f64>,
    pub(super) status: Status,
}

/// Every figure of every group, the whole first: one row an indicator, and one for each part of those that have parts
/// (`mean`, `median`, … of the processing days; the areas of satisfaction; what is substantiated or unread).
///
/// A count is its own numerator and has no denominator. `value` is the unrounded quotient.
pub fn indicators(report: &Report, wording: fn(&Indicator) -> Wording) -> Table {
    let figures: Vec<Figure<'_>> = report.groups().flat_map(figures).collect();
    let all = || figures.iter();
    let columns = keys(Columns::default(), &report.by, || figures.iter().map(|figure| figure.key));
    columns
        .text("indicator", all().map(|figure| Some(figure.indicator.id)))
        .text("part", all().map(|figure| figure.part.as_deref()))
        .text("name", all().map(|figure| Some(wording(figure.indicator).name)))
        .count("numerator", all().map(|figure| figure.pair.map(|pair| pair.numerator)))
        .count(
            "denominator",
            all().map(|figure| figure.pair.map(|pair| pair.denominator).filter(|_| has_denominator(figure))),
        )
        .number("value", all().map(|figure| figure.value))
        .number("low", all().map(|figure| interval(figure).map(|interval| interval[0])))
        .number("high", all().map(|figure| interval(figure).map(|interval| interval[1])))
        .flag(
            "small",
            all().map(|figure| Some(has_denominator(figure) && figure.pair.is_some_and(Rate::is_small))),
        )
        .text("status", all().map(|figure| Some(figure.status.name())))
        .table()
}

fn has_denominator(figure: &Figure<'_>) -> bool {
    figure.pair.is_some() && figure.indicator.figure != FigureKind::Count
}

fn is_rate(figure: &Figure<'_>) -> bool {
    figure.pair.is_some() && figure.indicator.figure == FigureKind::Rate
}

fn interval(figure: &Figure<'_>) -> Option<[f64; 2]> {
    figure.pair.filter(|_| is_rate(figure)).and_then(Rate::interval)
}

pub(super) fn figures(group: Group<'_>) -> Vec<Figure<'_>> {
    group.indicators().flat_map(|(indicator, measure)| parts(group.key, indicator, &measure)).collect()
}

fn parts<'r>(key: &'r Key, indicator: &'static Indicator, measure: &Measure) -> Vec<Figure<'r>> {
    let status = measure.status();
    let whole = Figure { key, indicator, part: None, pair: None, value: None, status };
    let rate = |part: Option<&str>, rate: Option<Rate>, status| Figure {
        part: part.map(str::to_owned),
        pair: rate,
        value: rate.and_then(Rate::value),
        status,
        ..whole
    };
    // A count is a pair for want of another place; its denominator is not shown.
    let count = |part: Option<&str>, n: Option<u64>| Figure {
        part: part.map(str::to_owned),
        pair: n.map(|n| Rate::new(n, 1)),
        value: n.map(|n| n as f64),
        ..whole
    };
    match measure {
        Measure::Rate(pair) => vec![rate(None, *pair, status)],
        Measure::Count { value, .. } => vec![count(None, Some(*value))],
        Measure::Reports(reports) => vec![
            count(None, reports.map(|reports| reports.value)),
            count(Some("substantiated"), reports.map(|reports| reports.substantiated)),
            count(Some("unread"), reports.map(|reports| reports.unread)),
        ],
        Measure::Satisfaction(rates) | Measure::Index(rates) => {
            let area = |area: Area| {
                let of = rates.map(|(_, areas)| areas[area as usize]);
                let status = match of {
                    None => Status::NotMeasurable,
                    Some(of) if of.denominator == 0 => Status::NoData,
                    Some(_) => Status::Measured,
                };
                rate(Some(&area.to_string()), of, status)
            };
            let all = rate(None, rates.map(|(all, _)| all), status);
            std::iter::once(all).chain(Area::ALL.map(area)).collect()
        }
        Measure::Days(days) => {
            let names = ["mean", "median", "p90", "working_mean", "working_median", "working_p90"];
            let values = days.calendar.iter().chain(&days.working);
            let part = |(name, value): (&str, &Option<Exact>)| Figure {
                part: Some(name.to_owned()),
                value: value.map(Exact::value),
                ..whole
            };
            names.into_iter().zip(values).map(part).collect()
        }
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Missed => "missed",
        Verdict::NoData => "no_data",
        Verdict::NotMeasurable => "not_measurable",
    }
}

/// The counts of every group, the whole first: one row a group. Counts of a kind of record that the group cannot have
/// are null.
pub fn groups(report: &Report) -> Table {
    let groups = || report.groups();
    let mut columns = keys(Columns::default(), &report.by, || groups().map(|group| group.key));
    let names: Vec<&str> = DossierCounts::default().named().map(|(name, _)| name).collect();
    for (n, name) in names.into_iter().enumerate() {
        let count =
            |group: Group<'_>| group.dossiers().and_then(|counts| counts.named().nth(n)).map(|(_, n)| n);
        columns = columns.count(name, groups().map(count));
    }
    columns = columns
        .count("put_off.all", groups().map(|group| group.put_off().map(|put_off| put_off.all)))
        .count("put_off.twice", groups().map(|group| group.put_off().map(|put_off| put_off.twice)));
    for channel in Channel::ALL {
        let count = |group: Group<'_>| group.dossiers().map(|counts| counts.channels.get(channel));
        columns = columns.count(&format!("channels.{}", channel.name()), groups().map(count));
    }
    for (name, level) in ChannelCounts::LEVELS {
        let count = |group: Group<'_>| group.dossiers().map(|counts| counts.channels.online(level));
        columns = columns.count(&format!("channels.{name}"), groups().map(count));
    }
    for (n, label) in VisitCounts::LABELS.into_iter().enumerate() {
        let count = |group: Group<'_>| group.dossiers().map(|counts| counts.repeat_visits.all()[n]);
        columns = columns.count(&format!("repeat_visits.{label}"), groups().map(count));
    }
    for (n, (name, _)) in PaknCounts::default().named().into_iter().enumerate() {
        let count = |group: Group<'_>| group.pakn().map(|counts| counts.named()[n].1);
        columns = columns.count(&format!("pakn.{name}"), groups().map(count));
    }
    columns.table()
}

/// Every target for the whole, then for each group.
pub fn scorecard(report: &Report) -> Table {
    let all = || report.scorecard();
    let columns = Columns::default()
        .text("id", all().map(|row| Some(&row.target.id)))
        .text("tier", all().map(|row| Some(row.target.tier.to_string())))
        .text("area", all().map(|row| Some(row.target.area.to_string())));
    let fraction = |rate: Rate| format!("{}/{}", rate.numerator, rate.denominator);
    keys(columns, &report.by, || all().map(|row| row.key))
        .text("task", all().map(|row| Some(&row.target.task)))
        .text("indicator", all().map(|row| Some(row.target.subject.id())))
        .text("comparator", all().map(|row| Some(row.target.goal.comparator())))
        .text("threshold", all().map(|row| row.target.goal.threshold().map(fraction)))
        .count("numerator", all().map(|row| row.figure.numerator))
        .count("denominator", all().map(|row| row.figure.denominator))
        .number("value", all().map(|row| row.figure.fraction().and_then(Rate::value)))
        .count("baseline_numerator", all().map(|row| row.baseline.map(|baseline| baseline.numerator)))
        .count(
            "baseline_denominator",
            all().map(|row| row.baseline.and_then(|baseline| baseline.denominator)),
        )
        .text("verdict", all().map(|row| Some(verdict(row.verdict))))
        .flag("derived", all().map(|row| Some(row.target.derived)))
        .text("lead", all().map(|row| Some(&row.target.lead)))
        .text(
            "cautions",
            all().map(|row| Some(row.cautions.iter().map(Caution::to_string).collect::<Vec<_>>().join("; "))),
        )
        .text("coordinating", all().map(|row| Some(row.target.coordinating.join("; "))))
        .text("where", all().map(|row| where_of(row.target)))
        .text("statistic", all().map(|row| row.target.subject.statistic().map(DayStatistic::name)))
        .text("factor", all().map(|row| row.target.goal.factor().map(fraction)))
        .text(
            "external",
            all().map(|row| row.target.subject.external().map(|external| external.name.as_str())),
        )
        .text("deadline", all().map(|row| row.target.deadline.map(|day| day.to_string())))
        .table()
}

/// The groups that a target is for: `field=Đất đai|Xây dựng; unit=…`.
fn where_of(target: &Target) -> Option<String> {
    let condition = |of: &Condition| format!("{}={}", of.dimension(), of.values().join("|"));
    let all: Vec<_> = target.conditions.iter().map(condition).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// What was read, and what became of it: one row an input.
pub fn inputs(inputs: &[InputSummary]) -> Table {
    let all = || inputs.iter();
    Columns::default()
        .text("path", all().map(|input| Some(&input.path)))
        .text("kind", all().map(|input| Some(input.kind)))
        .count("rows", all().map(|input| Some(input.rows)))
        .count("accepted", all().map(|input| Some(input.accepted)))
        .count("rejected", all().map(|input| Some(input.rejected)))
        .count("duplicates", all().map(|input| Some(input.duplicates)))
        .count("skipped", all().map(|input| Some(input.skipped)))
        .table()
}

/// The dimensions of the groups: null for the whole.
pub(super) fn keys<'r, I: Iterator<Item = &'r Key>>(
    columns: Columns,
    by: &[Dimension],
    all: impl Fn() -> I,
) -> Columns {
    by.iter().fold(columns, |columns, dimension| {
        columns.text(dimension.name(), all().map(|key| key.get(*dimension)))
    })
}
