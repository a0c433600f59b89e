use std::collections::BTreeMap;

use maud::html;
use sipas_core::{Dimension, Rate, Report};

use super::markup::{self, Section};
use super::series::Series;
use crate::chart::{self, Bar, Head};
use crate::clean;
use crate::lang::Lang;
use crate::table::{Cell, Column, Table};

/// The most procedures that the chart names.
const MOST: usize = 10;

/// Which procedures account for most of the lateness.
pub(super) fn section(
    of: Option<&Report>,
    names: Option<&BTreeMap<String, String>>,
    lang: Lang,
) -> Option<Section> {
    let series = Series::of(of?, Dimension::Procedure, "late_exposure_rate")?;
    let mut late: Vec<_> = series.points.iter().filter(|point| point.rate.numerator > 0).collect();
    late.sort_by_key(|point| std::cmp::Reverse(point.rate.numerator));
    let total: u64 = late.iter().map(|point| point.rate.numerator).sum();
    if total == 0 {
        let body = html! { p { (lang.no_lateness()) } };
        return Some(Section::new("pareto", lang.pareto(), body));
    }
    let name = |key: &str| {
        let shown = lang.key(Dimension::Procedure, key);
        match names.and_then(|names| names.get(key)).filter(|name| !name.is_empty() && *name != key) {
            Some(name) => format!("{shown} – {name}"),
            None => shown.into_owned(),
        }
    };
    let cumulative: Vec<_> = late
        .iter()
        .scan(0, |sum, point| {
            *sum += point.rate.numerator;
            Some(Rate::new(*sum, total))
        })
        .collect();
    // The first few that account for four fifths of it.
    let few = cumulative.iter().position(|share| 5 * share.numerator >= 4 * share.denominator).unwrap_or(0);
    let share = cumulative[few].percent(1).unwrap_or_default();
    let sentence = lang.vital_few(few + 1, series.points.len(), &share);

    let most = late[0].rate.numerator;
    let bar = |name: &str, n: u64| Bar {
        name: clean::one_line(name).into_owned(),
        // The rest together may be more than the first.
        share: (n as f64 / most as f64).min(1.0),
        shown: lang.count(n),
    };
    let mut bars: Vec<_> =
        late.iter().take(MOST).map(|point| bar(&name(&point.key), point.rate.numerator)).collect();
    if late.len() > MOST {
        let rest = late[MOST..].iter().map(|point| point.rate.numerator).sum();
        bars.push(bar(&lang.others(late.len() - MOST), rest));
    }
    let caption = lang.lateness_by_procedure(&series.report.period);
    let head = Head { id: "pareto-chart", title: &caption, description: &sentence };
    let columns = vec![
        Column::left("procedure", lang.dimension(Dimension::Procedure)),
        Column::right("late", lang.late_or_overdue()),
        Column::right("of", lang.denominator()),
        Column::right("rate", lang.share()),
        Column::right("cumulative", lang.cumulative()),
    ];
    let row = |(point, cumulative): (&&super::series::Point, &Rate)| {
        let percent = |rate: Rate, shown: Option<String>| {
            shown.map_or(Cell::Empty, |shown| Cell::Percent { rate, shown })
        };
        vec![
            Cell::Text(name(&point.key)),
            Cell::count(point.rate.numerator),
            Cell::count(point.rate.denominator),
            percent(point.rate, series.report.percent(series.indicator, point.rate)),
            percent(*cumulative, cumulative.percent(1)),
        ]
    };
    let rows = late.iter().zip(&cumulative).map(row).collect();
    let figures = markup::table(&Table { title: String::new(), columns, rows }, &caption, false, lang);
    let key = markup::key(&[("bar", lang.key_bar())]);
    let body = html! {
        (markup::figure(&sentence, &caption, &chart::bars(head, &bars), &key, &figures, lang))
        p class="note" { (lang.pareto_note()) }
    };
    Some(Section::new("pareto", lang.pareto(), body))
}
