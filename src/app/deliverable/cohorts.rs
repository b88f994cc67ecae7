//! The page of the month cohorts: who of each month's new customers bought in the months after. Never fills a month that is not over.

use super::noted::Spots;
use super::say::Say;
use crate::analysis::{Analysis, CohortCell, CohortRow, Cohorts, DefinitionId};
use crate::app::Selection;
use crate::domain::{Proportion, numbers};
use crate::report::callout::Spot;
use crate::report::chart::{Chart, Heat, HeatCell, HeatRow};
use crate::report::{Cell, Page, Plot, PlotKind, Row, Table};

/// Most months across, and most cohorts down: what a page shows so that it can be read.
const MONTHS: usize = 13;
const COHORTS: usize = 26;

/// The page.
pub(super) fn page(analysis: &Analysis, say: &Say) -> Option<Page> {
    let cohorts = analysis.cohorts.as_ref().filter(|cohorts| !cohorts.rows.is_empty())?;
    let pooled = cohorts.pooled.iter().find(|cell| cell.offset == 1);
    let value = pooled.and_then(|cell| Proportion::new(cell.retained, cell.size).value());
    let finding = value.map_or_else(
        || say.text("chart.cohort.title_none"),
        |value| say.filled("chart.cohort.month.on", &[("value", &numbers::percent(value))]),
    );
    Some(Page {
        id: "cohorts",
        title: say.text("chart.cohort.title_none"),
        finding,
        text: vec![say.text("report.cohorts.about")],
        chart: Some(Chart::Heat(heat(cohorts, say))),
        spots: spots(cohorts),
        tables: vec![people_table(cohorts, say), money_table(cohorts, say)],
        definitions: vec![cohorts.definition.id(), DefinitionId::CohortMoney.id()],
        ..Page::default()
    })
}

fn share(row: &CohortRow, cell: &CohortCell) -> Option<f64> {
    Proportion::new(cell.customers, row.size).value()
}

/// The latest cohorts, oldest first.
fn shown(cohorts: &Cohorts) -> &[CohortRow] {
    &cohorts.rows[cohorts.rows.len().saturating_sub(COHORTS)..]
}

/// Where the cells that are shown stand in the field.
fn spots(cohorts: &Cohorts) -> Spots {
    let cells = shown(cohorts).iter().enumerate().flat_map(|(row, own)| {
        let cell = move |(column, cell): (usize, &CohortCell)| {
            Some((Selection::Cohort(own.cohort, cell.offset).target()?, Spot::Cell(row, column)))
        };
        own.cells.iter().enumerate().filter_map(cell)
    });
    cells.collect()
}

fn heat(cohorts: &Cohorts, say: &Say) -> Heat {
    let rows: Vec<HeatRow> = shown(cohorts).iter().map(|row| heat_row(row, say)).collect();
    let later = rows.iter().flat_map(|row| row.cells.iter().skip(1)).filter(|cell| !cell.is_open);
    let highest = later.filter_map(|cell| cell.value).fold(0.0, f64::max);
    let across = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    Heat {
        corner: say.text("chart.cohort.cohort"),
        columns: (0..across).map(|offset| offset.to_string()).collect(),
        rows,
        highest,
    }
}

fn heat_row(row: &CohortRow, say: &Say) -> HeatRow {
    let cell = |cell: &CohortCell| {
        let value = share(row, cell);
        let said = value.map_or_else(String::new, |value| format!("{:.0}", value * 100.0));
        let title = format!(
            "{} · {}",
            say.month(row.cohort),
            say.filled("chart.cohort.month", &[("n", &cell.offset)])
        );
        let mut tip = vec![title];
        tip.extend(
            value.map(|value| format!("{} · {}", numbers::percent(value), say.of(cell.customers, row.size))),
        );
        if !cell.complete {
            tip.push(say.text("chart.incomplete_month"));
        }
        let is_start = cell.offset == 0;
        HeatCell {
            value: value.filter(|_| !is_start),
            said: if is_start { String::new() } else { said },
            people: (!is_start).then_some(cell.customers),
            is_open: !cell.complete,
            tip,
        }
    };
    HeatRow {
        name: say.month(row.cohort),
        beside: numbers::count(row.size),
        cells: row.cells.iter().take(MONTHS).map(cell).collect(),
    }
}

fn columns(cohorts: &Cohorts, first: usize, say: &Say) -> Vec<crate::report::Column> {
    let across = cohorts.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(MONTHS);
    let mut columns = vec![say.words("chart.cohort.cohort"), say.figures("chart.cohort.size")];
    columns.extend((first..across).map(|offset| crate::report::Column::figures(offset.to_string())));
    columns
}

fn people_table(cohorts: &Cohorts, say: &Say) -> Table {
    let columns = columns(cohorts, 1, say);
    let width = columns.len();
    let row = |row: &CohortRow| -> Row {
        let mut cells = vec![Cell::Text(say.month(row.cohort)), Cell::People(row.size)];
        let complete = row.cells.iter().take(MONTHS).skip(1).filter(|cell| cell.complete);
        // Few customers are few, whether told as a number or as a share.
        cells.extend(complete.map(|cell| Cell::CountShare { part: cell.customers, whole: row.size }));
        cells.resize(width, Cell::Blank);
        cells
    };
    Table {
        title: say.text("report.cohorts.people"),
        rows: cohorts.rows.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Colored, category: 0, values: (2..width).collect() }),
        columns,
        is_partition: false,
    }
}

fn money_table(cohorts: &Cohorts, say: &Say) -> Table {
    let columns = columns(cohorts, 0, say);
    let width = columns.len();
    let row = |row: &CohortRow| -> Row {
        let mut cells = vec![Cell::Text(say.month(row.cohort)), Cell::People(row.size)];
        let complete = row.cells.iter().take(MONTHS).filter(|cell| cell.complete);
        cells.extend(complete.map(|cell| {
            Cell::money(cell.per_acquired_minor.map(|minor| minor.round() as i64), say.currency)
        }));
        cells.resize(width, Cell::Blank);
        cells
    };
    Table {
        title: say.text("chart.cohort.per_acquired"),
        rows: cohorts.rows.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Colored, category: 0, values: (2..width).collect() }),
        columns,
        is_partition: false,
    }
}
