use maud::{Markup, html};

use super::across;

const HIGH: f64 = 4.0;
const LOW: f64 = 20.0;

/// The course of a figure from month to month, without a figure of its own: it stands below the newest. Nothing where there
/// are too few months for a course.
pub(crate) fn spark(values: &[Option<f64>]) -> Option<Markup> {
    const FEWEST: usize = 3;
    let known = || values.iter().flatten().copied();
    if known().count() < FEWEST {
        return None;
    }
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let x = |n: usize| across((n as f64 + 0.5) / values.len() as f64 * 100.0);
    let y = |value: f64| {
        let along = if most > least { (value - least) / (most - least) } else { 0.5 };
        format!("{:.1}", LOW - along * (LOW - HIGH))
    };
    Some(html! {
        svg class="chart spark" aria-hidden="true" width="100%" height="24" focusable="false" {
            @for (n, pair) in values.windows(2).enumerate() {
                @if let [Some(before), Some(now)] = pair {
                    line class="trend" x1=(x(n)) y1=(y(*before)) x2=(x(n + 1)) y2=(y(*now)) {}
                }
            }
            @if let Some((n, newest)) = values.iter().enumerate().rev().find_map(|(n, of)| of.map(|of| (n, of))) {
                circle class="dot" cx=(x(n)) cy=(y(newest)) r="3" {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::spark;

    #[test]
    fn a_course_needs_three_months_and_leaves_out_those_without_figures() {
        assert!(spark(&[Some(1.0), None, Some(2.0)]).is_none());
        let drawn = spark(&[Some(1.0), Some(3.0), None, Some(2.0)]).unwrap().into_string();
        assert_eq!(drawn.matches("<line").count(), 1, "{drawn}");
        assert!(drawn.contains("y1=\"20.0\"") && drawn.contains("cy=\"12.0\""), "{drawn}");
        assert!(spark(&[Some(1.0); 3]).unwrap().into_string().contains("cy=\"12.0\""));
    }
}
