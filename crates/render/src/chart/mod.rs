//! Charts as inline SVG.
//!
//! They follow the theme of the page, since no colour stands in them: a class says what a mark is, and the style sheet
//! how it looks. They fit any width without shrinking their text: places across are in per cent, places down in pixels.
//! To a screen reader each is an image with a title and a description; its figures stand beside it in a table.

mod bars;
mod gauge;
mod months;
mod rows;
mod spark;

pub(crate) use bars::{Bar, bars};
pub(crate) use gauge::gauge;
pub(crate) use months::{MonthMark, MonthPoint, months};
pub(crate) use rows::{RowMark, rows};
pub(crate) use spark::spark;

use maud::{Markup, html};

use crate::lang::Lang;

/// What every chart says of itself. The id is the page's own; the texts may come from data.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'t> {
    pub(crate) id: &'static str,
    pub(crate) title: &'t str,
    pub(crate) description: &'t str,
}

/// The frame of a chart of that height in pixels.
fn svg(head: Head<'_>, height: u32, marks: &Markup) -> Markup {
    let (title, description) = (format!("{}-title", head.id), format!("{}-desc", head.id));
    html! {
        svg class="chart" role="img" width="100%" height=(height) focusable="false"
            aria-labelledby=(format!("{title} {description}")) {
            title id=(title) { (head.title) }
            desc id=(description) { (head.description) }
            (marks)
        }
    }
}

/// An axis from `from` to 1, and where it begins and ends across, in per cent.
#[derive(Debug, Clone, Copy)]
struct Axis {
    from: f64,
    left: f64,
    right: f64,
}

impl Axis {
    /// An axis on which the least of these rates has its place, and whose ends are round.
    fn holding(least: f64, left: f64, right: f64) -> Axis {
        const ROUND: [f64; 14] =
            [0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.92, 0.9, 0.85, 0.8, 0.7, 0.6, 0.4, 0.2];
        Axis { from: ROUND.into_iter().find(|round| *round <= least).unwrap_or(0.0), left, right }
    }

    /// How far along the axis, 0 to 1.
    fn along(self, rate: f64) -> f64 {
        ((rate - self.from) / (1.0 - self.from)).clamp(0.0, 1.0)
    }

    /// The place across.
    fn x(self, rate: f64) -> String {
        across(self.left + self.along(rate) * (self.right - self.left))
    }

    /// The ends and the middle, with how each is written.
    fn ticks(self, lang: Lang) -> [(f64, String); 3] {
        [self.from, f64::midpoint(self.from, 1.0), 1.0].map(|rate| {
            let text = format!("{:.1}", rate * 100.0);
            let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
            (rate, lang.percent(&text))
        })
    }
}

/// A place or a width across.
fn across(percent: f64) -> String {
    format!("{percent:.2}%")
}

/// A name that fits the narrowest screen; the table has it whole. Names of one office often differ only at their end, so
/// that the middle is left out.
fn short(name: &str) -> String {
    const MOST: usize = 46;
    const BEGINNING: usize = 20;
    let letters = name.chars().count();
    if letters <= MOST {
        return name.to_owned();
    }
    let beginning: String = name.chars().take(BEGINNING).collect();
    let end: String = name.chars().skip(letters - (MOST - BEGINNING - 1)).collect();
    format!("{}…{}", beginning.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn long_names_keep_what_tells_them_apart() {
        let name = |n: u32| format!("Trung tâm Phục vụ hành chính công phường Đông Kinh, chi nhánh số {n}");
        assert_eq!(short(&name(1)), "Trung tâm Phục vụ hà…Đông Kinh, chi nhánh số 1");
        assert_ne!(short(&name(1)), short(&name(2)));
        assert_eq!(short("Phòng Y tế"), "Phòng Y tế");
    }
}
