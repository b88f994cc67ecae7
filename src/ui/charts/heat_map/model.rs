//! What the heat map shows, taken from the cohorts of an analysis. Never draws.

use crate::analysis::Cohorts;
use crate::domain::{Language, MonthIndex, Proportion};
use crate::ui::charts::THIN;
use crate::ui::text::{count, month, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// How a cell is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellState {
    /// Month 0: everyone, by definition.
    Start,
    /// The whole month has passed.
    Complete,
    /// The month is not over: in no average and no colour scale.
    Incomplete,
    /// Complete, but fewer than 30 customers stand behind it.
    Thin,
}

/// One cohort in one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Months since the cohort's month.
    pub offset: u32,
    /// Customers who bought in that month, of all who could.
    pub share: Proportion,
    /// How to read it.
    pub state: CellState,
}

/// One line: a cohort, or all of them pooled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Month of the cohort; `None` for the pooled line.
    pub cohort: Option<MonthIndex>,
    /// Customers in it.
    pub size: u64,
    /// Its cells, in the order of offsets.
    pub cells: Vec<Cell>,
}

/// A cell that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Month of the cohort; `None` for the pooled line.
    pub cohort: Option<MonthIndex>,
    /// Months since.
    pub offset: u32,
}

/// The heat map.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The pooled line first, then the cohorts from the oldest on.
    pub rows: Vec<Row>,
    /// Columns, month 0 included.
    pub columns: usize,
    /// Largest share among the cells that carry a colour.
    pub scale_end: f64,
}

impl Model {
    /// The heat map of month cohorts.
    pub fn new(cohorts: &Cohorts) -> Self {
        let rows: Vec<Row> = std::iter::once(pooled(cohorts))
            .chain(cohorts.rows.iter().map(|row| {
                Row {
                    cohort: Some(row.cohort),
                    size: row.size,
                    cells: row
                        .cells
                        .iter()
                        .map(|cell| {
                            let share = Proportion::new(cell.customers, row.size);
                            Cell {
                                offset: cell.offset,
                                share,
                                state: state(cell.offset, cell.complete, row.size),
                            }
                        })
                        .collect(),
                }
            }))
            .collect();
        let columns =
            rows.iter().flat_map(|row| &row.cells).map(|cell| cell.offset as usize + 1).max().unwrap_or(0);
        let coloured =
            rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.state == CellState::Complete);
        let scale_end = coloured.filter_map(|cell| cell.share.value()).fold(0.0, f64::max);
        Self { rows, columns, scale_end }
    }

    /// Whether there is no cohort.
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The finding: how many come back in the month after their first purchase.
    pub fn title(&self, language: Language) -> String {
        let month_one = self.rows.first().and_then(|row| row.cells.iter().find(|cell| cell.offset == 1));
        match month_one.and_then(|cell| cell.share.value()) {
            Some(share) => tr_with(language, "chart.cohort.title", &[("share", &percent(share))]),
            None => tr(language, "chart.cohort.title_none"),
        }
    }

    /// The heat map as a table: shares, with the sizes beside them.
    pub fn table(&self, language: Language) -> Table {
        let mut columns = vec![
            Column::text(tr(language, "chart.cohort.cohort")),
            Column::number(tr(language, "chart.cohort.size")),
        ];
        let title = |offset: usize| tr_with(language, "chart.cohort.month", &[("n", &offset.to_string())]);
        columns.extend((0..self.columns).map(|offset| Column::number(title(offset))));
        let mut table = Table::new(columns);
        for row in &self.rows {
            let mut cells = vec![row_name(language, row), count(row.size)];
            cells.extend((0..self.columns).map(|offset| cell_text(row, offset)));
            table.row(cells);
        }
        table
    }
}

/// The name of a line.
pub fn row_name(language: Language, row: &Row) -> String {
    row.cohort.map_or_else(|| tr(language, "chart.cohort.pooled"), |cohort| month(language, cohort))
}

/// Incomplete cells carry an asterisk, so that a copied table keeps the warning.
fn cell_text(row: &Row, offset: usize) -> String {
    let Some(cell) = row.cells.iter().find(|cell| cell.offset as usize == offset) else {
        return String::new();
    };
    let text = cell.share.value().map_or("–".to_owned(), percent);
    if cell.state == CellState::Incomplete { format!("{text}*") } else { text }
}

fn pooled(cohorts: &Cohorts) -> Row {
    let cells = cohorts.pooled.iter().map(|cell| Cell {
        offset: cell.offset,
        share: Proportion::new(cell.retained, cell.size),
        state: state(cell.offset, cell.size > 0, cell.size),
    });
    Row { cohort: None, size: cohorts.rows.iter().map(|row| row.size).sum(), cells: cells.collect() }
}

fn state(offset: u32, complete: bool, size: u64) -> CellState {
    match (offset, complete) {
        (0, _) => CellState::Start,
        (_, false) => CellState::Incomplete,
        _ if size < THIN => CellState::Thin,
        _ => CellState::Complete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{CohortCell, CohortRow, DefinitionId, PooledCell};

    fn cohorts() -> Cohorts {
        let cell =
            |offset, customers, complete| CohortCell { offset, customers, complete, ..CohortCell::default() };
        Cohorts {
            grain: "month".to_owned(),
            period_days: None,
            undated_refunds_minor: 0,
            money_definition: DefinitionId::CohortMoney,
            rows: vec![
                CohortRow {
                    cohort: MonthIndex(24_300),
                    size: 100,
                    cells: vec![cell(0, 100, true), cell(1, 20, true), cell(2, 90, false)],
                },
                CohortRow {
                    cohort: MonthIndex(24_301),
                    size: 10,
                    cells: vec![cell(0, 10, true), cell(1, 9, true)],
                },
            ],
            pooled: vec![
                PooledCell { offset: 0, retained: 110, size: 110, ..PooledCell::default() },
                PooledCell { offset: 1, retained: 29, size: 110, ..PooledCell::default() },
            ],
            definition: DefinitionId::Cohort,
        }
    }

    #[test]
    fn the_scale_leaves_out_month_zero_incomplete_months_and_small_cohorts() {
        let model = Model::new(&cohorts());
        // 29/110 of the pooled line; not 100 % of month 0, not 90 % of the open month, not 9/10 of ten customers.
        assert!((model.scale_end - 29.0 / 110.0).abs() < 1e-12);
        assert_eq!(model.columns, 3);
        assert_eq!(model.rows[1].cells[2].state, CellState::Incomplete);
        assert_eq!(model.rows[2].cells[1].state, CellState::Thin);
    }

    #[test]
    fn the_table_marks_incomplete_months_and_the_title_states_the_pooled_share() {
        let model = Model::new(&cohorts());
        let table = model.table(Language::English);
        assert_eq!(table.rows[1][2..], ["100.0 %", "20.0 %", "90.0 %*"]);
        assert_eq!(
            model.title(Language::English),
            "26.4 % buy again in the month after their first purchase"
        );
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
    }

    #[test]
    fn no_cohorts_are_an_empty_chart() {
        let none = Cohorts { rows: vec![], pooled: vec![], ..cohorts() };
        let model = Model::new(&none);
        assert!(model.is_empty());
        assert_eq!((model.columns, model.scale_end), (0, 0.0));
    }
}
