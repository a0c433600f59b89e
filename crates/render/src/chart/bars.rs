use maud::{Markup, html};

use super::{Head, across, short, svg};

/// One bar of a Pareto chart.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// What it is of, cleaned.
    pub(crate) name: String,
    /// Its share of all, 0 to 1.
    pub(crate) share: f64,
    /// The share of it and of all before it.
    pub(crate) cumulative: f64,
    /// How its count is written.
    pub(crate) shown: String,
}

const ROW: u32 = 40;
const TOP: u32 = 24;
const RIGHT: f64 = 88.0;

/// Bars from the greatest down, and the line of their cumulative share, on one axis.
pub(crate) fn bars(head: Head<'_>, bars: &[Bar]) -> Markup {
    let x = |share: f64| across(1.0 + share * (RIGHT - 1.0));
    let middle = |n: usize| TOP + ROW * u32::try_from(n).unwrap_or(0) + 27;
    let bottom = TOP + ROW * u32::try_from(bars.len()).unwrap_or(0);
    let body = html! {
        @for (share, text, anchor) in [(0.0, "0 %", "start"), (0.5, "50 %", "middle"), (1.0, "100 %", "end")] {
            line class="grid" x1=(x(share)) x2=(x(share)) y1=(TOP - 6) y2=(bottom) {}
            text class="tick" x=(x(share)) y=(TOP - 10) text-anchor=(anchor) { (text) }
        }
        @for (n, bar) in bars.iter().enumerate() {
            rect class="bar" x="1%" y=(middle(n) - 8) width=(across(bar.share * (RIGHT - 1.0))) height="16" {}
            text class="value" x="100%" y=(middle(n) + 5) text-anchor="end" { (bar.shown) }
        }
        @for n in 1..bars.len() {
            line class="trend" x1=(x(bars[n - 1].cumulative)) y1=(middle(n - 1)) x2=(x(bars[n].cumulative)) y2=(middle(n)) {}
        }
        @for (n, bar) in bars.iter().enumerate() {
            text class="name" x="1%" y=(middle(n) - 13) { (short(&bar.name)) }
            circle class="dot" cx=(x(bar.cumulative)) cy=(middle(n)) r="4" {}
        }
    };
    svg(head, bottom + 2, &body)
}
