//! The page of the revenue: first orders, returning customers and orders without a customer, by month. Never joins the three.

use super::noted;
use super::say::Say;
use crate::analysis::{Analysis, DefinitionId, RevenueMonth};
use crate::app::Selection;
use crate::domain::{Currency, Proportion, numbers};
use crate::report::chart::{Chart, ColumnSeries, Columns};
use crate::report::{Cell, Ink, Page, Plot, PlotKind, Row, Table};

/// The page.
pub(super) fn page(analysis: &Analysis, say: &Say) -> Option<Page> {
    let months = analysis.revenue.as_ref().filter(|months| !months.is_empty())?;
    Some(Page {
        id: "revenue",
        title: say.text("chart.revenue.title_none"),
        finding: finding(months, say),
        chart: Some(Chart::Columns(columns(months, say))),
        spots: noted::columns(months.iter().map(|own| Some(Selection::Revenue(own.month)))),
        tables: vec![table(months, say)],
        definitions: vec![DefinitionId::Revenue.id()],
        ..Page::default()
    })
}

/// How much of the revenue comes from customers who had bought before.
fn finding(months: &[RevenueMonth], say: &Say) -> String {
    let sum = |of: &dyn Fn(&RevenueMonth) -> i64| months.iter().map(of).sum::<i64>();
    let returning = sum(&|month| month.returning_minor);
    let all = sum(&|month| month.new_minor + month.returning_minor + month.anonymous_minor);
    let share = match (u64::try_from(returning), u64::try_from(all)) {
        (Ok(returning), Ok(all)) if returning <= all => Proportion::new(returning, all).value(),
        _ => None,
    };
    share.map_or_else(
        || say.text("chart.revenue.title_none"),
        |share| say.filled("chart.revenue.title", &[("share", &numbers::percent(share))]),
    )
}

fn columns(months: &[RevenueMonth], say: &Say) -> Columns {
    let per_major = say.currency.map_or(100, Currency::minor_per_major) as f64;
    let series = |key: &str, ink, of: &dyn Fn(&RevenueMonth) -> i64| ColumnSeries {
        name: say.text(key),
        ink,
        // Refunds may outweigh the sales of a month; a column cannot go below the ground.
        values: months.iter().map(|month| (of(month) as f64 / per_major).max(0.0)).collect(),
        inks: Vec::new(),
    };
    let all = [
        series("chart.revenue.new", Ink::NewCustomers, &|month| month.new_minor),
        series("chart.revenue.returning", Ink::Returning, &|month| month.returning_minor),
        series("chart.revenue.anonymous", Ink::Anonymous, &|month| month.anonymous_minor),
    ];
    let told = |series: &ColumnSeries| series.values.iter().any(|value| *value > 0.0);
    Columns {
        names: months.iter().map(|month| say.month(month.month)).collect(),
        series: all.into_iter().filter(told).collect(),
        incomplete: months.iter().map(|month| !month.complete).collect(),
        unit: say.currency.map_or_else(String::new, Currency::sign),
        incomplete_name: say.text("chart.incomplete_month"),
        tips: months.iter().map(|month| tip(month, say)).collect(),
        ..Columns::default()
    }
}

fn tip(month: &RevenueMonth, say: &Say) -> Vec<String> {
    let mut lines = vec![say.month(month.month)];
    for (key, minor) in [
        ("chart.revenue.new", month.new_minor),
        ("chart.revenue.returning", month.returning_minor),
        ("chart.revenue.anonymous", month.anonymous_minor),
    ] {
        if minor != 0 {
            lines.push(format!("{}: {}", say.text(key), say.money(minor)));
        }
    }
    lines.push(format!("{}: {}", say.text("chart.revenue.orders"), numbers::count(month.orders)));
    lines
}

fn table(months: &[RevenueMonth], say: &Say) -> Table {
    let money = |minor: i64| Cell::money(Some(minor), say.currency);
    let row = |month: &RevenueMonth| -> Row {
        vec![
            Cell::Text(say.month(month.month)),
            money(month.new_minor),
            money(month.returning_minor),
            money(month.anonymous_minor),
            money(month.new_minor + month.returning_minor + month.anonymous_minor),
            Cell::Count(month.orders),
            if month.complete { Cell::Blank } else { Cell::Text(say.text("chart.incomplete_month")) },
        ]
    };
    Table {
        title: say.text("chart.revenue.title_none"),
        columns: vec![
            say.words("chart.month"),
            say.figures("chart.revenue.new"),
            say.figures("chart.revenue.returning"),
            say.figures("chart.revenue.anonymous"),
            say.figures("chart.revenue.total"),
            say.figures("chart.revenue.orders"),
            say.words("report.column.remark"),
        ],
        rows: months.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Stacked, category: 0, values: vec![1, 2, 3] }),
        is_partition: false,
    }
}
