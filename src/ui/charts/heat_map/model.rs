//! What the heat map shows, taken from the cohorts of an analysis. Never draws.

use crate::analysis::{CohortVariant, Cohorts, MoneyBasis, Share};
use crate::domain::{Currency, Language, Money, MonthIndex};
use crate::ui::charts::THIN;
use crate::ui::text::{count, money_compact, month, percent, percent_tick, tr, tr_with};
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

/// What the cells say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// A share of the cohort's customers.
    People(CohortVariant),
    /// Net value so far per customer acquired.
    Money(MoneyBasis),
}

impl Content {
    /// All of them, the default first.
    pub const ALL: [Self; 5] = [
        Self::People(CohortVariant::On),
        Self::People(CohortVariant::OnOrBefore),
        Self::People(CohortVariant::OnOrAfter),
        Self::Money(MoneyBasis::Order),
        Self::Money(MoneyBasis::Cash),
    ];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::People(variant) => variant.id(),
            Self::Money(MoneyBasis::Order) => "money",
            Self::Money(MoneyBasis::Cash) => "cash",
        }
    }

    /// Whether it needs a currency.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Money(_))
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::ALL[0]
    }
}

/// One cohort in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Periods since the cohort's first.
    pub offset: u32,
    /// Customers who came back, of all who could.
    pub share: Share,
    /// Net value so far per customer acquired, in minor units; `None` where people are shown.
    pub minor: Option<f64>,
    /// How to read it.
    pub state: CellState,
}

impl Cell {
    /// What carries the colour.
    pub(super) fn value(&self) -> Option<f64> {
        self.minor.or(self.share.value)
    }
}

/// One line: a cohort, or all of them pooled.
#[derive(Clone, Debug, PartialEq)]
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
    /// Largest value among the cells that carry a colour.
    pub scale_end: f64,
    /// What the cells say.
    pub content: Content,
    /// Currency of the amounts.
    pub currency: Option<Currency>,
    /// Length of a period in days; `None` for calendar months.
    pub period_days: Option<u32>,
}

impl Model {
    /// The share who bought in each month.
    pub fn new(cohorts: &Cohorts) -> Self {
        Self::showing(cohorts, Content::default(), None)
    }

    /// Anything that cohorts tell.
    pub fn showing(cohorts: &Cohorts, content: Content, currency: Option<Currency>) -> Self {
        let rows: Vec<Row> =
            std::iter::once(pooled(cohorts, content)).chain(cohort_rows(cohorts, content)).collect();
        let columns =
            rows.iter().flat_map(|row| &row.cells).map(|cell| cell.offset as usize + 1).max().unwrap_or(0);
        let coloured = rows.iter().flat_map(|row| &row.cells).filter(|cell| {
            cell.state == CellState::Complete || (content.is_money() && cell.state == CellState::Start)
        });
        let scale_end =
            coloured.filter_map(Cell::value).filter(|value| value.is_finite()).fold(0.0, f64::max);
        Self { rows, columns, scale_end, content, currency, period_days: cohorts.period_days }
    }

    /// Whether there is no cohort.
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The finding: the pooled value of the period after the first, or of the last one that most cohorts have reached.
    pub fn title(&self, language: Language) -> String {
        let cells = self.rows.first().map_or(&[][..], |row| &row.cells);
        let at =
            |offset: u32| cells.iter().find(|cell| cell.offset == offset && cell.share.denominator >= THIN);
        let found = match self.content {
            Content::People(CohortVariant::OnOrAfter | CohortVariant::OnOrBefore) | Content::Money(_) => {
                [12, 6, 3, 1].into_iter().find_map(at)
            }
            Content::People(CohortVariant::On) => at(1),
        };
        let grain = if self.period_days.is_some() { "rolling" } else { "month" };
        let key = format!("chart.cohort.{grain}.{}", self.content.id());
        match found.and_then(|cell| Some((cell.offset, cell.value()?))) {
            Some((offset, value)) => {
                let period = self.period_name(language, offset);
                tr_with(language, &key, &[("value", &self.write(value)), ("period", &period)])
            }
            None => tr(language, "chart.cohort.title_none"),
        }
    }

    /// `month 3`, or `days 90–119`.
    pub fn period_name(&self, language: Language, offset: u32) -> String {
        match self.period_days {
            None => tr_with(language, "chart.cohort.month", &[("n", &offset.to_string())]),
            Some(days) => {
                let (from, to) = ((offset * days).to_string(), ((offset + 1) * days - 1).to_string());
                tr_with(language, "chart.cohort.days", &[("from", &from), ("to", &to)])
            }
        }
    }

    /// Incomplete cells carry an asterisk, so that a copied table keeps the warning.
    fn cell_text(&self, row: &Row, offset: usize) -> String {
        let Some(cell) = row.cells.iter().find(|cell| cell.offset as usize == offset) else {
            return String::new();
        };
        let text = cell.value().map_or_else(|| "–".to_owned(), |value| self.write(value));
        if cell.state == CellState::Incomplete { format!("{text}*") } else { text }
    }

    /// The value of a cell, written.
    pub fn write(&self, value: f64) -> String {
        match (self.content, self.currency) {
            (Content::People(_), _) => percent(value),
            (Content::Money(_), Some(currency)) => Money::new(value.round() as i64, currency).rounded(),
            (Content::Money(_), None) => "–".to_owned(),
        }
    }

    /// The same, short enough for an axis.
    pub(super) fn write_short(&self, value: f64) -> String {
        match (self.content, self.currency) {
            (Content::Money(_), Some(currency)) => money_compact(value.round() as i64, currency),
            _ => percent_tick(value),
        }
    }

    /// The heat map as a table: shares, with the sizes beside them.
    pub fn table(&self, language: Language) -> Table {
        let mut columns = vec![
            Column::text(tr(language, "chart.cohort.cohort")),
            Column::number(tr(language, "chart.cohort.size")),
        ];
        let title = |offset: usize| self.period_name(language, offset as u32);
        columns.extend((0..self.columns).map(|offset| Column::number(title(offset))));
        let mut table = Table::new(columns);
        for row in &self.rows {
            let mut cells = vec![row_name(language, row), count(row.size)];
            cells.extend((0..self.columns).map(|offset| self.cell_text(row, offset)));
            table.row(cells);
        }
        table
    }
}

/// The name of a line.
pub fn row_name(language: Language, row: &Row) -> String {
    row.cohort.map_or_else(|| tr(language, "chart.cohort.pooled"), |cohort| month(language, cohort))
}

fn cohort_rows(cohorts: &Cohorts, content: Content) -> impl Iterator<Item = Row> {
    cohorts.rows.iter().filter(|row| !row.cells.is_empty()).map(move |row| {
        let cells = row.cells.iter().map(|cell| Cell {
            offset: cell.offset,
            share: variant(content).share(cell, row.size),
            minor: match content {
                Content::People(_) => None,
                Content::Money(basis) => basis.per_acquired(cell, row.size),
            },
            state: state(cell.offset, cell.complete, row.size),
        });
        Row { cohort: Some(row.cohort), size: row.size, cells: cells.collect() }
    })
}

fn pooled(cohorts: &Cohorts, content: Content) -> Row {
    let cells = cohorts.pooled.iter().map(|cell| Cell {
        offset: cell.offset,
        share: variant(content).pooled_share(cell),
        minor: match content {
            Content::People(_) => None,
            Content::Money(basis) => basis.pooled_per_acquired(cell),
        },
        state: state(cell.offset, cell.size > 0, cell.size),
    });
    Row { cohort: None, size: cohorts.rows.iter().map(|row| row.size).sum(), cells: cells.collect() }
}

/// The people that stand behind a cell, also behind its money.
fn variant(content: Content) -> CohortVariant {
    match content {
        Content::People(variant) => variant,
        Content::Money(_) => CohortVariant::On,
    }
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
