use maud::html;
use sipas_core::{Dimension, Rate, Report};

use super::markup::{self, Section};
use super::series::{Point, Series};
use crate::chart::{self, Head, RowMark};
use crate::clean;
use crate::control::Signal;
use crate::document::groups;
use crate::lang::Lang;
use crate::table::Column;

/// The most groups that a chart has: more are no picture any longer, and do not fit on a sheet of paper.
const MOST: usize = 18;

/// The groups of a dimension, and which of them differ from the whole by more than chance explains.
pub(super) fn section(of: Option<&Report>, dimension: Dimension, lang: Lang) -> Option<Section> {
    let mut series = Series::of(of?, dimension, "on_time_return_rate")?;
    let whole = series.whole.value()?;
    // What needs a look first: the groups that are low out of control, then the lower rates.
    let low = |point: &Point| point.control.is_none_or(|(_, signal)| signal != Signal::Low);
    let order = |a: Rate, b: Rate| a.compare(b).unwrap_or_else(|| b.denominator.cmp(&a.denominator));
    series.points.sort_by(|a, b| low(a).cmp(&low(b)).then_with(|| order(a.rate, b.rate)));

    let name = |key: &str| lang.key(dimension, key).into_owned();
    let marks: Vec<_> = series.points.iter().filter_map(|point| mark(&series, point, name, lang)).collect();
    let judged = marks.len();
    let marks = &marks[..judged.min(MOST)];
    let (low, high) = (series.out(Signal::Low, name), series.out(Signal::High, name));
    let sentence = lang.out_of_control(&low, &high, (judged, &lang.dimension(dimension).to_lowercase()));
    let sentence = clean::one_line(&sentence);
    let caption = lang.on_time_by(dimension, &series.report.period);
    let head = Head { id: dimension.name(), title: &caption, description: &sentence };
    let mut key = vec![
        ("dot", lang.key_dot()),
        ("out", lang.key_out()),
        ("interval", lang.key_interval()),
        ("band", lang.key_band()),
        ("whole", lang.key_whole()),
    ];
    key.extend(series.target().map(|_| ("target", lang.key_target())));
    let figures = series.table(Column::left(dimension.name(), lang.dimension(dimension)), name, lang);
    let figures = markup::table(&figures, &caption, false, lang);
    let chart = chart::rows(head, marks, whole, series.target(), lang);
    let others = groups::section(series.report, lang).filter(|_| series.report.by == [dimension]);
    let body = html! {
        (markup::figure(&sentence, &caption, &chart, &markup::key(&key), &figures, lang))
        @if judged > MOST { p class="note" { (lang.left_to_the_table(judged - MOST)) } }
        @if let Some(others) = others {
            h3 { (lang.other_figures()) }
            (markup::blocks(&others.blocks, &others.title, lang))
        }
    };
    let id = match dimension {
        Dimension::Unit => "units",
        Dimension::Officer => "officers",
        Dimension::Field => "fields",
        Dimension::Channel => "channels",
        other => other.name(),
    };
    Some(Section::new(id, lang.by(dimension), body))
}

fn mark(series: &Series<'_>, point: &Point, name: impl Fn(&str) -> String, lang: Lang) -> Option<RowMark> {
    let (limits, signal) = point.control?;
    Some(RowMark {
        name: format!("{} (n = {})", clean::one_line(&name(&point.key)), lang.count(point.rate.denominator)),
        rate: point.rate.value()?,
        shown: series.shown(point.rate, lang),
        interval: point.rate.interval()?,
        limits,
        signal,
    })
}
