//! Charts that a spreadsheet draws itself from the cells of a table, so that they can be edited. Never holds a value of its own.

use rust_xlsxwriter::{Chart, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color};

use super::number;
use crate::report::Ink;
use crate::report::model::{Cell, Plot, PlotKind, Table};

/// The chart of the rows `first` to `last` under the row `header` of a sheet.
pub fn native(sheet: &str, plot: &Plot, table: &Table, (header, first, last): (u32, u32, u32)) -> Chart {
    let mut chart = Chart::new(match plot.kind {
        PlotKind::Stacked => ChartType::ColumnStacked,
        PlotKind::Columns | PlotKind::Colored => ChartType::Column,
        PlotKind::Bars => ChartType::Bar,
        PlotKind::Lines => ChartType::Line,
    });
    let category = number(plot.category);
    for (index, column) in plot.values.iter().enumerate() {
        let values = number(*column);
        let ink = Color::RGB(Ink::of_series(index).rgb().number());
        let mut format = ChartFormat::new();
        if plot.kind == PlotKind::Lines {
            format.set_line(ChartLine::new().set_color(ink).set_width(2.0));
        } else {
            format.set_solid_fill(ChartSolidFill::new().set_color(ink));
        }
        chart
            .add_series()
            .set_categories((sheet, first, category, last, category))
            .set_values((sheet, first, values, last, values))
            .set_name((sheet, header, values))
            .set_gap(60)
            .set_format(&mut format);
    }
    if plot.kind == PlotKind::Bars {
        // The first row is the uppermost bar.
        chart.x_axis().set_reverse();
    }
    chart.title().set_name(table.title.as_str());
    if plot.values.len() > 1 {
        chart.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        chart.legend().set_hidden();
    }
    let is_share = plot.values.first().is_some_and(|column| {
        table.rows.iter().any(|row| matches!(row.get(*column), Some(Cell::Share { .. })))
    });
    chart.y_axis().set_num_format(if is_share { "0%" } else { "#,##0" });
    chart.set_alt_text(table.title.as_str()).set_width(720).set_height(400);
    chart
}
