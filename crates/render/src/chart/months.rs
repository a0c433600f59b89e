use maud::{Markup, html};

use super::{Axis, Head, across, svg};
use crate::control::{ControlLimits, Signal};
use crate::lang::Lang;

/// One month of a trend.
#[derive(Debug, Clone)]
pub(crate) struct MonthMark {
    /// The year and the month, as they are written under the axis.
    pub(crate) year: String,
    pub(crate) month: String,
    /// Nothing where no dossier was judged.
    pub(crate) point: Option<MonthPoint>,
}

/// The figures of a month.
#[derive(Debug, Clone)]
pub(crate) struct MonthPoint {
    pub(crate) rate: f64,
    /// How the rate is written.
    pub(crate) shown: String,
    pub(crate) limits: ControlLimits,
    pub(crate) signal: Signal,
    /// Of so few dossiers that the rate says little: hollow, and no reason for a longer axis.
    pub(crate) small: bool,
}

impl MonthMark {
    /// A month without figures.
    pub(crate) fn empty(year: u32, month: u32) -> MonthMark {
        MonthMark { year: year.to_string(), month: format!("{month:02}"), point: None }
    }
}

const TOP: f64 = 22.0;
const BOTTOM: f64 = 200.0;

/// Rates from month to month: a line through the dots, each with its figure, over the band between the control limits.
pub(crate) fn months(
    head: Head<'_>,
    marks: &[MonthMark],
    whole: f64,
    target: Option<f64>,
    lang: Lang,
) -> Markup {
    let full = || marks.iter().filter_map(|mark| mark.point.as_ref()).filter(|point| !point.small);
    // Upwards, so that only the beginning of the axis is of use here: just under the lowest full month.
    let axis =
        Axis::holding(full().map(|point| point.rate).chain(target).fold(whole, f64::min) - 0.005, 0.0, 100.0);
    let y = |rate: f64| format!("{:.1}", BOTTOM - axis.along(rate) * (BOTTOM - TOP));
    let step = 88.0 / marks.len().max(1) as f64;
    let at = |n: usize| 12.0 + (n as f64 + 0.5) * step;
    let x = |n: usize| across(at(n));
    // So many months apart that their names do not run into each other on a narrow screen.
    let every = marks.len().div_ceil(14);
    // Counted from the newest, which always has its figure. On a narrow screen every other figure is left out.
    let is_told = |n: usize| (marks.len() - 1 - n).is_multiple_of(every);
    let is_wide_only =
        |n: usize| marks.len() / every > 7 && !((marks.len() - 1 - n) / every).is_multiple_of(2);
    let first_of_its_year = |n: usize| n == 0 || marks[n - 1].year != marks[n].year;
    let body = html! {
        @for (rate, text) in axis.ticks(lang) {
            line class="grid" x1="0" x2="100%" y1=(y(rate)) y2=(y(rate)) {}
            text class="tick" x="0" y=(y(rate)) dy="-4" { (text) }
        }
        @for (n, mark) in marks.iter().enumerate() {
            @if let Some(point) = &mark.point {
                @let [low, high] = point.limits.bounds();
                rect class="band" x=(across(at(n) - step * 0.32)) width=(across(step * 0.64)) y=(y(high))
                    height=(format!("{:.1}", (axis.along(high) - axis.along(low)) * (BOTTOM - TOP))) {}
            }
        }
        line class="whole" x1="12%" x2="100%" y1=(y(whole)) y2=(y(whole)) {}
        @if let Some(target) = target {
            line class="target" x1="12%" x2="100%" y1=(y(target)) y2=(y(target)) {}
        }
        @for n in 1..marks.len() {
            @if let (Some(before), Some(now)) = (&marks[n - 1].point, &marks[n].point) {
                line class="trend" x1=(x(n - 1)) y1=(y(before.rate)) x2=(x(n)) y2=(y(now.rate)) {}
            }
        }
        @for (n, mark) in marks.iter().enumerate() {
            @if let Some(MonthPoint { rate, shown, signal, small, .. }) = &mark.point {
                @if *small {
                    circle class="dot hollow" cx=(x(n)) cy=(y(*rate)) r="5" {}
                } @else if *signal == Signal::Within {
                    circle class="dot" cx=(x(n)) cy=(y(*rate)) r="5" {}
                } @else {
                    svg x=(x(n)) y=(y(*rate)) overflow="visible" {
                        rect class="dot out" x="-5" y="-5" width="10" height="10" transform="rotate(45)" {}
                    }
                }
                @if is_told(n) {
                    text class=(if is_wide_only(n) { "value small roomy" } else { "value small" }) x=(x(n)) y=(y(*rate)) dy="-10" text-anchor="middle" { (shown) }
                }
            }
            @if is_told(n) {
                text class="tick" x=(x(n)) y="218" text-anchor="middle" { (mark.month) }
            }
            @if first_of_its_year(n) {
                text class="tick" x=(x(n)) y="236" text-anchor="middle" { (mark.year) }
            }
        }
    };
    svg(head, 242, &body)
}
