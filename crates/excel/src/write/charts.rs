//! Native charts over what stands in the cells.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSeries,
    ChartSolidFill,
};

use super::page::Placed;

const BLUE: u32 = 0x002E_75B6;
const RED: u32 = 0x00C0_0000;
/// The width of a chart, in pixels: about that of a page.
const WIDTH: u32 = 900;

/// The first so many rows of a table on a sheet, and which of its columns names them.
pub(super) struct Drawn<'p> {
    pub(super) sheet: &'p str,
    pub(super) placed: &'p Placed,
    pub(super) names: usize,
    pub(super) rows: usize,
}

impl Drawn<'_> {
    fn series(&self, column: usize, format: &mut ChartFormat) -> ChartSeries {
        let range = |column: usize| {
            let (first, last) = (self.placed.row(0), self.placed.row(self.rows - 1));
            let column = self.placed.column(column);
            (self.sheet, first, column, last, column)
        };
        let mut series = ChartSeries::new();
        series.set_categories(range(self.names)).set_values(range(column));
        series.set_name((self.sheet, self.placed.heading(), self.placed.column(column))).set_format(format);
        series
    }

    fn blocks(&self, column: usize) -> ChartSeries {
        self.series(column, ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(BLUE)))
    }

    fn line_of(&self, column: usize, colour: u32) -> ChartSeries {
        let mut line = ChartLine::new();
        let mut series =
            self.series(column, ChartFormat::new().set_line(line.set_color(colour).set_width(2.25)));
        let mut marker = ChartMarker::new();
        marker.set_type(ChartMarkerType::Circle).set_size(6);
        marker.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)));
        series.set_marker(&marker);
        series
    }

    /// A bar for each row, the first on top, of shares of one.
    pub(super) fn bars(&self, title: &str, column: usize) -> Chart {
        let mut chart = Chart::new_bar();
        chart.push_series(&self.blocks(column));
        // The axis of a bar's names, the vertical one, goes up; the table goes down.
        chart.y_axis().set_reverse();
        chart.x_axis().set_num_format("0%").set_min(0).set_max(1);
        chart.legend().set_hidden();
        finished(chart, title, 130 + 24 * u32::try_from(self.rows).unwrap_or(u32::MAX / 24 - 6))
    }

    /// A line from row to row, of shares of one.
    pub(super) fn line(&self, title: &str, column: usize) -> Chart {
        let mut chart = Chart::new_line();
        chart.push_series(&self.line_of(column, BLUE));
        chart.y_axis().set_num_format("0.0%").set_max(1);
        chart.legend().set_hidden();
        finished(chart, title, 320)
    }

    /// Columns from the greatest, and a line of the share that the first so many have together.
    pub(super) fn pareto(&self, title: &str, count: usize, share: usize) -> Chart {
        let mut chart = Chart::new_column();
        chart.push_series(&self.blocks(count));
        let mut line = Chart::new_line();
        line.push_series(self.line_of(share, RED).set_secondary_axis(true));
        chart.combine(&line);
        chart.y_axis().set_num_format("#,##0").set_min(0);
        chart.y2_axis().set_num_format("0%").set_min(0).set_max(1);
        chart.legend().set_position(ChartLegendPosition::Bottom);
        finished(chart, title, 400)
    }
}

fn finished(mut chart: Chart, title: &str, height: u32) -> Chart {
    chart.title().set_name(title);
    chart.set_width(WIDTH).set_height(height).set_alt_text(title);
    chart
}
