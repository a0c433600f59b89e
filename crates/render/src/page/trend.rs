use maud::html;
use sipas_core::{Dimension, Report};

use super::markup::{self, Section};
use super::series::Series;
use crate::chart::{self, Head, MonthMark, MonthPoint};
use crate::control::Signal;
use crate::lang::Lang;
use crate::table::Column;

/// The on-time rate month by month.
pub(super) fn section(of: Option<&Report>, lang: Lang) -> Option<Section> {
    let mut series = Series::of(of?, Dimension::Month, "on_time_return_rate")?;
    let whole = series.whole.value()?;
    // What is open, or counts in no month, is no part of a trend.
    series.points.retain(|point| month(&point.key).is_some());
    let (first, last) = (month(&series.points.first()?.key)?, month(&series.points.last()?.key)?);
    let marks: Vec<_> = (first..=last).map(|at| mark(&series, at, lang)).collect();
    let name = |key: &str| lang.key(Dimension::Month, key).into_owned();
    let (low, high) = (series.out(Signal::Low, name), series.out(Signal::High, name));
    let months = series.points.iter().filter(|point| point.control.is_some()).count();
    let sentence = lang.out_of_control(&low, &high, (months, &lang.month().to_lowercase()));
    let caption = lang.on_time_by(Dimension::Month, &series.report.period);
    let head = Head { id: "trend-chart", title: &caption, description: &sentence };
    let mut key = vec![
        ("trend", lang.key_dot()),
        ("out", lang.key_out()),
        ("hollow", lang.key_small()),
        ("band", lang.key_band()),
        ("whole", lang.key_whole()),
    ];
    key.extend(series.target().map(|_| ("target", lang.key_target())));
    let figures = series.table(Column::left("month", lang.month()), name, lang);
    let figures = markup::table(&figures, &caption, false, lang);
    let chart = chart::months(head, &marks, whole, series.target(), lang);
    let body = html! {
        (markup::figure(&sentence, &caption, &chart, &markup::key(&key), &figures, lang))
    };
    Some(Section::new("trend", lang.trend(), body))
}

/// The number of a month since the year 0; `None` of a key that is no month.
pub(super) fn month(key: &str) -> Option<u32> {
    let (year, month) = key.split_once('-')?;
    let (year, month): (u32, u32) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then(|| year * 12 + month - 1)
}

/// A month between the first and the last, whether or not a dossier ended in it.
fn mark(series: &Series<'_>, at: u32, lang: Lang) -> MonthMark {
    let point = series.points.iter().find(|point| month(&point.key) == Some(at));
    let figures = point.and_then(|point| {
        let (limits, signal) = point.control?;
        Some(MonthPoint {
            rate: point.rate.value()?,
            shown: series.shown(point.rate, lang),
            limits,
            signal,
            small: point.rate.is_small(),
        })
    });
    MonthMark { point: figures, ..MonthMark::empty(at / 12, at % 12 + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_over_the_end_of_a_year() {
        assert_eq!(month("2025-01"), month("2024-12").map(|before| before + 1));
        assert_eq!((month("open"), month("none"), month("2025-13")), (None, None, None));
        let MonthMark { year, month, point } = MonthMark::empty(2025, 6);
        assert_eq!((year.as_str(), month.as_str(), point.is_none()), ("2025", "06", true));
    }
}
