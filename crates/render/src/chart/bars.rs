use maud::{Markup, html};

use super::{Head, across, svg};

/// One bar of sorted bars.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// The name beside it, cleaned.
    pub(crate) name: String,
    /// How long it is beside the longest, 0 to 1.
    pub(crate) share: f64,
    /// How its count is written.
    pub(crate) shown: String,
}

/// A line of a name, on the narrowest screen.
const LINE: usize = 46;
const TEXT: u32 = 18;
const BAR: u32 = 16;
const GAP: u32 = 12;
const WIDEST: f64 = 86.0;

/// Bars from the greatest down, each under its whole name, with its count at its end.
pub(crate) fn bars(head: Head<'_>, bars: &[Bar]) -> Markup {
    let names: Vec<_> = bars.iter().map(|bar| wrapped(&bar.name)).collect();
    let height = |lines: &[String]| TEXT * u32::try_from(lines.len()).unwrap_or(1) + BAR + GAP;
    let mut top = 0;
    let tops: Vec<u32> = names
        .iter()
        .map(|lines| {
            let at = top;
            top += height(lines);
            at
        })
        .collect();
    let body = html! {
        @for ((bar, lines), top) in bars.iter().zip(&names).zip(&tops) {
            @for (n, line) in (1..).zip(lines) {
                text class="name" x="0" y=(top + TEXT * n - 4) { (line) }
            }
            @let y = top + height(lines) - BAR - GAP;
            rect class="bar" x="0" y=(y) width=(across((bar.share * WIDEST).max(0.5))) height=(BAR) {}
            text class="value" x=(across((bar.share * WIDEST).max(0.5) + 1.0)) y=(y + 13) { (bar.shown) }
        }
    };
    svg(head, top, &body)
}

/// A name in lines that fit the narrowest screen: at most two, unless its words are many.
fn wrapped(name: &str) -> Vec<String> {
    const MOST: usize = 3;
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let full = lines.len() == MOST;
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() || line.chars().count() + 1 + word.chars().count() <= LINE {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else if full {
            line.push('…');
            break;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
