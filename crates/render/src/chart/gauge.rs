use maud::{Markup, html};

use super::{Head, across, svg};

/// How much of what is allowed is used, and how much beyond it.
pub(crate) fn gauge(head: Head<'_>, used: u64, allowed: u64) -> Markup {
    let all = used.max(allowed).max(1) as f64;
    let at = |n: u64| n as f64 / all * 100.0;
    let over = used.saturating_sub(allowed);
    let body = html! {
        rect class="band" x="0" y="6" width="100%" height="20" rx="2" {}
        rect class="bar" x="0" y="6" width=(across(at(used.min(allowed)))) height="20" {}
        @if over > 0 {
            rect class="bar over" x=(across(at(allowed))) y="6" width=(across(at(over))) height="20" {}
        }
        line class="target" x1=(across(at(allowed))) x2=(across(at(allowed))) y1="1" y2="31" {}
    };
    svg(head, 32, &body)
}
