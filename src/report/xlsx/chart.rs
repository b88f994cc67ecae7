//! Charts that a spreadsheet draws itself from the cells of a table, so that they can be edited. Never holds a value of its own.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartFormat, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color,
};

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
        // The first row is the uppermost bar, and the values stay below them. Of lying bars this library calls the upright axis y.
        chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
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
    let values = if plot.kind == PlotKind::Bars { chart.x_axis() } else { chart.y_axis() };
    values.set_num_format(if is_share { "0%" } else { "#,##0" });
    chart.set_alt_text(table.title.as_str()).set_width(720).set_height(400);
    chart
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    /// What the file of a chart says of its axes: that of the categories, then that of the values.
    fn axes(kind: PlotKind) -> [String; 2] {
        let plot = Plot { kind, category: 0, values: vec![1] };
        let table = Table::default();
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.insert_chart(0, 3, &native("Sheet1", &plot, &table, (0, 1, 3))).expect("a chart");
        let bytes = book.save_to_buffer().expect("a workbook");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut text = String::new();
        let mut file = archive.by_name("xl/charts/chart1.xml").expect("the chart");
        file.read_to_string(&mut text).expect("text");
        ["c:catAx", "c:valAx"].map(|name| {
            let (start, end) = (text.find(&format!("<{name}>")), text.find(&format!("</{name}>")));
            text[start.expect("an axis")..end.expect("its end")].to_owned()
        })
    }

    #[test]
    fn the_first_row_is_the_uppermost_bar_and_values_grow_to_the_right() {
        let [categories, values] = axes(PlotKind::Bars);
        assert!(categories.contains("orientation val=\"maxMin\""), "{categories}");
        assert!(values.contains("orientation val=\"minMax\"") && values.contains("#,##0"), "{values}");
    }

    #[test]
    fn columns_grow_upwards_from_left_to_right() {
        let [categories, values] = axes(PlotKind::Columns);
        assert!(categories.contains("minMax") && values.contains("minMax"), "{categories} {values}");
        assert!(values.contains("#,##0"), "{values}");
    }
}
