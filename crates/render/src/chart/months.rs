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
pub(crate) type MonthPoint = (f64, [f64; 2], ControlLimits, Signal);

const TOP: f64 = 22.0;
const BOTTOM: f64 = 200.0;

/// Rates from month to month: a line through the dots, each on its interval, over the band between the control limits.
pub(crate) fn months(
    head: Head<'_>,
    marks: &[MonthMark],
    whole: f64,
    target: Option<f64>,
    lang: Lang,
) -> Markup {
    let points = || marks.iter().filter_map(|mark| mark.point);
    let lows = points().flat_map(|(_, interval, limits, _)| [interval[0], limits.bounds()[0]]);
    // Upwards, so that only the beginning of the axis is of use here.
    let axis = Axis::holding(lows.chain(target).fold(whole, f64::min), 0.0, 100.0);
    let y = |rate: f64| format!("{:.1}", BOTTOM - axis.along(rate) * (BOTTOM - TOP));
    let step = 88.0 / marks.len().max(1) as f64;
    let at = |n: usize| 12.0 + (n as f64 + 0.5) * step;
    let x = |n: usize| across(at(n));
    // So many months apart that their names do not run into each other on a narrow screen.
    let every = marks.len().div_ceil(14);
    let first_of_its_year = |n: usize| n == 0 || marks[n - 1].year != marks[n].year;
    let body = html! {
        @for (rate, text) in axis.ticks(lang) {
            line class="grid" x1="0" x2="100%" y1=(y(rate)) y2=(y(rate)) {}
            text class="tick" x="0" y=(y(rate)) dy="-4" { (text) }
        }
        @for (n, mark) in marks.iter().enumerate() {
            @if let Some((_, _, limits, _)) = mark.point {
                @let [low, high] = limits.bounds();
                rect class="band" x=(across(at(n) - step * 0.32)) width=(across(step * 0.64)) y=(y(high))
                    height=(format!("{:.1}", (axis.along(high) - axis.along(low)) * (BOTTOM - TOP))) {}
            }
        }
        line class="whole" x1="12%" x2="100%" y1=(y(whole)) y2=(y(whole)) {}
        @if let Some(target) = target {
            line class="target" x1="12%" x2="100%" y1=(y(target)) y2=(y(target)) {}
        }
        @for n in 1..marks.len() {
            @if let (Some((before, ..)), Some((rate, ..))) = (marks[n - 1].point, marks[n].point) {
                line class="trend" x1=(x(n - 1)) y1=(y(before)) x2=(x(n)) y2=(y(rate)) {}
            }
        }
        @for (n, mark) in marks.iter().enumerate() {
            @if let Some((rate, [low, high], _, signal)) = mark.point {
                line class="interval" x1=(x(n)) x2=(x(n)) y1=(y(low)) y2=(y(high)) {}
                @if signal == Signal::Within {
                    circle class="dot" cx=(x(n)) cy=(y(rate)) r="5" {}
                } @else {
                    svg x=(x(n)) y=(y(rate)) overflow="visible" {
                        rect class="dot out" x="-5" y="-5" width="10" height="10" transform="rotate(45)" {}
                    }
                }
            }
            @if n % every == 0 {
                text class="tick" x=(x(n)) y="218" text-anchor="middle" { (mark.month) }
            }
            @if first_of_its_year(n) {
                text class="tick" x=(x(n)) y="236" text-anchor="middle" { (mark.year) }
            }
        }
    };
    svg(head, 242, &body)
}
