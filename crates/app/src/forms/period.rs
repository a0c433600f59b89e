//! What periods are called, and which of them circulars know.

use sipas_core::{Period, Window};

/// A kind of period within a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Year,
    /// The first or second half.
    Half(u32),
    NineMonths,
    Quarter(u32),
    Month(u32),
}

/// Circular 09/2026/TT-BTP: months that end no quarter, quarters I and III, the first half, the year.
pub(super) const BTP: &[Span] = &[
    Span::Month(1),
    Span::Month(2),
    Span::Month(4),
    Span::Month(5),
    Span::Month(7),
    Span::Month(8),
    Span::Month(10),
    Span::Month(11),
    Span::Quarter(1),
    Span::Quarter(3),
    Span::Half(1),
    Span::Year,
];

/// Circular 09/2026/TT-BTP, petitions: quarters I and III, the first half, the year.
pub(super) const BTP_PAKN: &[Span] = &[Span::Quarter(1), Span::Quarter(3), Span::Half(1), Span::Year];

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// Which span a period is, and of which year; `None` of other days.
pub(super) fn span(period: &Period) -> Option<(Span, i32)> {
    // A reporting year ends in December of its year.
    let year = period.last_day().year();
    let quarters = (1..=4).map(|n| (Span::Quarter(n), format!("{year}-Q{n}")));
    let months = (1..=12).map(|n| (Span::Month(n), format!("{year}-{n:02}")));
    let long = [
        (Span::Year, format!("{year}")),
        (Span::Half(1), format!("{year}-H1")),
        (Span::Half(2), format!("{year}-H2")),
        (Span::NineMonths, format!("{year}-9M")),
    ];
    let days = |period: &Period| (period.first_day(), period.last_day());
    let mut all = long.into_iter().chain(quarters).chain(months);
    let is_this = |(_, text): &(Span, String)| {
        let same = |window| Period::parse(text, window).is_ok_and(|of| days(&of) == days(period));
        [Window::Reporting, Window::Calendar].into_iter().any(same)
    };
    all.find(is_this).map(|(span, _)| (span, year))
}

/// What a period is called; `None` of other days.
pub(super) fn name(period: &Period) -> Option<String> {
    let (span, year) = span(period)?;
    Some(match span {
        Span::Year => format!("Năm {year}"),
        Span::Half(1) => format!("6 tháng đầu năm {year}"),
        Span::Half(_) => format!("6 tháng cuối năm {year}"),
        Span::NineMonths => format!("9 tháng đầu năm {year}"),
        Span::Quarter(n) => format!("Quý {} năm {year}", ROMAN[n as usize - 1]),
        Span::Month(n) => format!("Tháng {n} năm {year}"),
    })
}

/// Whether a period is of months as the calendar has them, and not of those that the law reports on.
pub(super) fn is_of_calendar(period: &Period) -> bool {
    span(period).is_some() && period.window() == Window::Calendar
}
