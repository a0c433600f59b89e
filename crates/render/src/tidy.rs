//! A report as one long table: one row for each group and figure.

use sipas_core::{
    Area, Channel, Exact, Group, Indicator, Measure, Rate, Report, ScoreRow, Subject, VisitCounts,
};

use crate::lang::Lang;
use crate::names;
use crate::table::Cell;

/// The columns after those of the key: headings and ids are the same, since a program reads them too.
pub(crate) const COLUMNS: [&str; 15] = [
    "id",
    "tier",
    "name",
    "numerator",
    "denominator",
    "value",
    "value_unit",
    "low",
    "high",
    "small",
    "status",
    "indicator",
    "goal",
    "lead",
    "cautions",
];

/// The report as one rectangular table: a row for each group and count, indicator and target.
///
/// `kind` is `count`, `indicator` or `target`, then come the dimensions, blank for the whole. `value`, `low` and
/// `high` are in the `value_unit` of the row: `percent`, `days`, `points`, `dossiers`, `pakn`, `reports` or `external`. `status` of a target is its verdict.
pub(crate) struct Tidy<'r> {
    pub(crate) report: &'r Report,
    pub(crate) lang: Lang,
}

impl Tidy<'_> {
    pub(crate) fn columns(&self) -> impl Iterator<Item = &'static str> {
        let by = self.report.by.iter().map(|by| by.name());
        std::iter::once("kind").chain(by).chain(COLUMNS)
    }

    /// The rows of one group.
    pub(crate) fn rows(&self, group: Group<'_>) -> impl Iterator<Item = Vec<Cell>> {
        let targets: Vec<_> = self.report.scores(group).map(|row| self.target(&row)).collect();
        let lines = self.counts(group).into_iter().chain(self.indicators(group)).chain(targets);
        lines.map(move |line| self.cells(group, line))
    }
}

/// One row; what a kind of row does not have stays empty.
#[derive(Default)]
struct TidyLine {
    kind: &'static str,
    id: String,
    tier: Option<String>,
    name: String,
    numerator: Option<u64>,
    denominator: Option<u64>,
    value: Option<Cell>,
    unit: &'static str,
    interval: Option<[f64; 2]>,
    small: Option<bool>,
    status: &'static str,
    indicator: &'static str,
    goal: Option<String>,
    lead: Option<String>,
    cautions: Option<String>,
}

impl Tidy<'_> {
    fn cells(&self, group: Group<'_>, line: TidyLine) -> Vec<Cell> {
        let key = self.report.by.iter().map(|by| match group.key.get(*by) {
            None => Cell::Empty,
            Some("") => Cell::text(self.lang.unknown()),
            Some(value) => Cell::text(value),
        });
        let bound = |at: usize| line.interval.map_or(Cell::Empty, |i| Cell::Decimal(i[at] * 100.0, 2));
        let (low, high) = (bound(0), bound(1));
        let text = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
        let count = |n: Option<u64>| n.map_or(Cell::Empty, Cell::count);
        let mut row = vec![Cell::text(line.kind)];
        row.extend(key);
        row.extend([
            Cell::Text(line.id),
            text(line.tier),
            Cell::Text(line.name),
            count(line.numerator),
            count(line.denominator),
            line.value.unwrap_or(Cell::Empty),
            Cell::text(line.unit),
            low,
            high,
            line.small.map_or(Cell::Empty, Cell::Flag),
            Cell::text(line.status),
            Cell::text(line.indicator),
            text(line.goal),
            text(line.lead),
            text(line.cautions),
        ]);
        row
    }

    fn counts(&self, group: Group<'_>) -> Vec<TidyLine> {
        let lang = self.lang;
        let line = |id: String, name: String, n: u64, unit| TidyLine {
            kind: "count",
            id,
            name,
            value: Some(Cell::count(n)),
            unit,
            status: "measured",
            ..TidyLine::default()
        };
        let mut lines = Vec::new();
        if let Some(counts) = group.dossiers() {
            let named = counts.named();
            lines.extend(named.map(|(id, n)| line(id.into(), lang.dossier_count(id).into(), n, "dossiers")));
            lines.extend(Channel::ALL.map(|channel| {
                let name = format!("{}: {}", lang.channels(), lang.channel(channel));
                line(format!("channels.{}", channel.name()), name, counts.channels.get(channel), "dossiers")
            }));
            let visits = VisitCounts::LABELS.into_iter().zip(counts.repeat_visits.all());
            lines.extend(visits.map(|(label, n)| {
                line(format!("repeat_visits.{label}"), format!("{}: {label}", lang.visits()), n, "dossiers")
            }));
        }
        if let Some(counts) = group.pakn() {
            let named = counts.named().into_iter();
            lines.extend(named.map(|(id, n)| {
                line(format!("pakn.{id}"), format!("PAKN: {}", lang.pakn_count(id)), n, "pakn")
            }));
        }
        lines
    }

    fn indicators(&self, group: Group<'_>) -> Vec<TidyLine> {
        let lines = |(indicator, measure): (&'static Indicator, Measure)| {
            let mut lines = self.indicator(indicator, &measure);
            if let Some(first) = lines.first_mut() {
                first.cautions = names::cautions(&group.cautions(indicator, &measure));
            }
            lines
        };
        group.indicators().flat_map(lines).collect()
    }

    fn indicator(&self, indicator: &'static Indicator, measure: &Measure) -> Vec<TidyLine> {
        let line = |part: &str, words: &str| {
            let name = self.lang.indicator(indicator).name;
            let with = |base: &str, sign, part: &str| match part {
                "" => base.to_owned(),
                part => format!("{base}{sign}{part}"),
            };
            TidyLine {
                kind: "indicator",
                id: with(indicator.id, ".", part),
                name: with(name, ": ", words),
                status: measure.status().name(),
                indicator: indicator.id,
                ..TidyLine::default()
            }
        };
        let lang = self.lang;
        match measure {
            Measure::Rate(rate) => vec![self.rated(line("", ""), indicator, *rate)],
            Measure::Satisfaction(rates) => {
                let whole = self.rated(line("", ""), indicator, rates.map(|(whole, _)| whole));
                let areas = Area::ALL.map(|area| {
                    let name = area.to_string();
                    self.rated(line(&name, &name), indicator, rates.map(|(_, areas)| areas[area as usize]))
                });
                std::iter::once(whole).chain(areas).collect()
            }
            Measure::Index(means) => {
                let mean = |line: TidyLine, mean: Option<Rate>| TidyLine {
                    numerator: mean.map(|of| of.numerator),
                    denominator: mean.map(|of| of.denominator),
                    value: mean.and_then(Rate::value).map(|value| Cell::Decimal(value, 2)),
                    unit: "points",
                    small: mean.map(Rate::is_small),
                    ..line
                };
                let whole = mean(line("", ""), means.map(|(whole, _)| whole));
                let areas = Area::ALL.map(|area| {
                    let name = area.to_string();
                    mean(line(&name, &name), means.map(|(_, areas)| areas[area as usize]))
                });
                std::iter::once(whole).chain(areas).collect()
            }
            Measure::Count { value, .. } => {
                vec![TidyLine { value: Some(Cell::count(*value)), unit: "dossiers", ..line("", "") }]
            }
            Measure::Reports(reports) => {
                let count = |part, words, n: Option<u64>| TidyLine {
                    value: n.map(Cell::count),
                    unit: "reports",
                    ..line(part, words)
                };
                vec![
                    count("", "", reports.map(|r| r.value)),
                    count("substantiated", lang.substantiated(), reports.map(|r| r.substantiated)),
                    count("unread", lang.unread(), reports.map(|r| r.unread)),
                ]
            }
            Measure::Days(days) => {
                let figures = |prefix: &'static str, words: &'static str, of: [Option<Exact>; 3]| {
                    let names = [("mean", lang.mean()), ("median", lang.median()), ("p90", lang.p90())];
                    let row = move |((part, name), exact): ((&str, &str), Option<Exact>)| TidyLine {
                        numerator: exact.map(|e| e.numerator),
                        denominator: exact.map(|e| e.denominator),
                        value: exact.map(|e| Cell::Decimal(e.value(), 2)),
                        unit: "days",
                        ..line(&format!("{prefix}{part}"), &format!("{name} ({words})"))
                    };
                    names.into_iter().zip(of).map(row)
                };
                let calendar = figures("", lang.calendar_days(), days.calendar);
                calendar.chain(figures("working_", lang.working_days(), days.working)).collect()
            }
        }
    }

    fn rated(&self, line: TidyLine, indicator: &Indicator, rate: Option<Rate>) -> TidyLine {
        TidyLine {
            numerator: rate.map(|r| r.numerator),
            denominator: rate.map(|r| r.denominator),
            value: rate.and_then(|rate| self.percent(indicator, rate)),
            unit: "percent",
            interval: rate.and_then(Rate::interval),
            small: rate.map(Rate::is_small),
            ..line
        }
    }

    fn percent(&self, indicator: &Indicator, rate: Rate) -> Option<Cell> {
        let shown = self.report.percent(indicator, rate)?;
        Some(Cell::Percent { rate, shown })
    }

    fn target(&self, row: &ScoreRow<'_>) -> TidyLine {
        let (target, figure) = (row.target, row.figure);
        let pair = figure.numerator.zip(figure.denominator).map(|(n, d)| Rate::new(n, d));
        let fraction = |bound: Rate| format!(" {}/{}", bound.numerator, bound.denominator);
        let threshold = target.goal.threshold().map_or(String::new(), fraction);
        let factor =
            target.goal.factor().map_or(String::new(), |of| format!("{} of the baseline", fraction(of)));
        let line = TidyLine {
            kind: "target",
            id: target.id.clone(),
            tier: Some(target.tier.to_string()),
            name: target.task.clone(),
            indicator: target.subject.id(),
            // It begins with a word, since a spreadsheet would take "= 1/1" for a formula.
            goal: Some(format!("value {}{threshold}{factor}", target.goal.comparator())),
            lead: Some(target.lead.clone()),
            ..TidyLine::default()
        };
        let line = match pair {
            Some(pair) => match &target.subject {
                Subject::Indicator(indicator) => self.rated(line, indicator, Some(pair)),
                subject => TidyLine {
                    numerator: figure.numerator,
                    denominator: figure.denominator,
                    value: pair.value().map(|value| Cell::Decimal(value, 2)),
                    unit: if subject.statistic().is_some() { "days" } else { "external" },
                    ..line
                },
            },
            None => {
                TidyLine { numerator: figure.numerator, value: figure.numerator.map(Cell::count), ..line }
            }
        };
        TidyLine { status: names::verdict(row.verdict), cautions: names::cautions(&row.cautions), ..line }
    }
}
