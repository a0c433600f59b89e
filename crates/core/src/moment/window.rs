use serde::Deserialize;

/// How months, quarters and years are cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Window {
    /// From the first to the last day.
    #[default]
    Calendar,
    /// Kỳ báo cáo: a month runs from the 15th of the previous month to the 14th; a quarter, half, nine months and
    /// year likewise.
    Reporting,
}

impl Window {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Window::Calendar => "calendar",
            Window::Reporting => "reporting",
        }
    }
}
