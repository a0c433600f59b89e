use maud::{Markup, html};

use super::{Axis, Head, across, short, svg};
use crate::control::{ControlLimits, Signal};
use crate::lang::Lang;

/// One group of a chart of rates.
#[derive(Debug, Clone)]
pub(crate) struct RowMark {
    /// Its name, cleaned.
    pub(crate) name: String,
    pub(crate) rate: f64,
    /// How the rate is written.
    pub(crate) shown: String,
    pub(crate) interval: [f64; 2],
    pub(crate) limits: ControlLimits,
    pub(crate) signal: Signal,
}

const ROW: u32 = 46;
const TOP: u32 = 26;

/// One line a group: its rate as a dot on its interval, over the band between its control limits.
pub(crate) fn rows(head: Head<'_>, marks: &[RowMark], whole: f64, target: Option<f64>, lang: Lang) -> Markup {
    let lows = marks.iter().flat_map(|mark| [mark.interval[0], mark.limits.bounds()[0]]);
    let axis = Axis::holding(lows.chain(target).fold(whole, f64::min), 1.0, 78.0);
    let bottom = TOP + ROW * u32::try_from(marks.len()).unwrap_or(0);
    let body = html! {
        @for (rate, text) in axis.ticks(lang) {
            @let anchor = match axis.along(rate) { a if a < 0.1 => "start", a if a > 0.9 => "end", _ => "middle" };
            line class="grid" x1=(axis.x(rate)) x2=(axis.x(rate)) y1=(TOP - 6) y2=(bottom) {}
            text class="tick" x=(axis.x(rate)) y=(TOP - 12) text-anchor=(anchor) { (text) }
        }
        @for (n, mark) in (0u32..).zip(marks) {
            @let middle = TOP + n * ROW + 30;
            @let [low, high] = mark.limits.bounds();
            rect class="band" x=(axis.x(low)) y=(middle - 7) height="14" rx="2"
                width=(across((axis.along(high) - axis.along(low)) * (axis.right - axis.left))) {}
        }
        line class="whole" x1=(axis.x(whole)) x2=(axis.x(whole)) y1=(TOP - 6) y2=(bottom) {}
        @if let Some(target) = target {
            line class="target" x1=(axis.x(target)) x2=(axis.x(target)) y1=(TOP - 6) y2=(bottom) {}
        }
        @for (n, mark) in (0u32..).zip(marks) {
            @let (top, middle) = (TOP + n * ROW, TOP + n * ROW + 30);
            text class="name" x="1%" y=(top + 15) { (short(&mark.name)) }
            line class="interval" x1=(axis.x(mark.interval[0])) x2=(axis.x(mark.interval[1])) y1=(middle) y2=(middle) {}
            @if mark.signal == Signal::Within {
                circle class="dot" cx=(axis.x(mark.rate)) cy=(middle) r="5" {}
            } @else {
                // A shape of its own, so that colour is not all that tells.
                svg x=(axis.x(mark.rate)) y=(middle) overflow="visible" {
                    rect class="dot out" x="-5" y="-5" width="10" height="10" transform="rotate(45)" {}
                }
            }
            text class="value" x="100%" y=(middle + 5) text-anchor="end" { (mark.shown) }
        }
    };
    svg(head, bottom + 4, &body)
}
