//! The page of what customers have brought and may still bring. Never tells a prediction without the test beside it.

use super::cost::amounts;
use super::noted;
use super::say::{Say, ends};
use crate::analysis::rows::{FigureId, ValuePart};
use crate::analysis::{
    Analysis, BackTest, CustomerValue, DefinitionId, Forecast, HistoricalValue, Predictions, ValueGroup,
};
use crate::app::{Selection, wording};
use crate::domain::numbers;
use crate::report::chart::{Bar, Bars, Chart};
use crate::report::{Cell, Column, Ink, Page, Row, Table};

/// Repeat purchases from which on customers are told together.
const SEVEN: u32 = 7;

/// The page.
pub(super) fn page(analysis: &Analysis, say: &Say) -> Option<Page> {
    let value = analysis.value.as_ref()?;
    let bars: Vec<Bar> = value.horizons.iter().filter_map(|horizon| bar(horizon, say)).collect();
    if bars.is_empty() {
        return None;
    }
    let said = analysis.predictions.as_ref();
    let mut tables = vec![horizons(value, say)];
    if !value.groups.is_empty() {
        tables.push(groups(value, say));
    }
    tables.push(months(value, say));
    tables.extend(said.filter(|said| !said.forecasts.is_empty()).map(|said| forecasts(said, say)));
    tables.extend(said.and_then(|said| said.back_test.as_ref()).map(|test| back_test(test, say)));
    Some(Page {
        id: "value",
        title: say.text("report.value"),
        finding: wording::channels::value(say.language, value, said, say.currency),
        text: said.map(|said| caution(said, say)).unwrap_or_default(),
        chart: Some(Chart::Bars(Bars { bars, ..Bars::default() })),
        spots: noted::bars(
            value
                .horizons
                .iter()
                .filter(|horizon| horizon.per_customer_minor.is_some())
                .map(|horizon| Some(Selection::Figure(FigureId::Value(horizon.days, ValuePart::All)))),
        ),
        tables,
        definitions: [DefinitionId::HistoricalValue, DefinitionId::Prediction, DefinitionId::Overdue]
            .map(DefinitionId::id)
            .to_vec(),
        ..Page::default()
    })
}

/// Why nothing is predicted, or how well the prediction did.
fn caution(said: &Predictions, say: &Say) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(why) = said.refused {
        let missing = said.gate.iter().filter(|check| !check.passed).map(|check| {
            let (have, need) = (numbers::count(check.have), numbers::count(check.need));
            say.filled(&format!("value.gate.{}", check.check.id()), &[("have", &have), ("need", &need)])
        });
        let missing: String = missing.map(|check| format!(" {check}.")).collect();
        lines.push(format!("{}{missing}", say.text(&format!("value.refused.{}", why.id()))));
    }
    lines.extend(said.back_test.as_ref().map(|test| tested(test, say)));
    lines
}

fn tested(test: &BackTest, say: &Say) -> String {
    let error = test.error.map_or_else(|| super::say::NONE.to_owned(), numbers::percent);
    say.filled(
        "cli.predictions.back_test",
        &[
            ("until", &wording::date(say.language, test.until)),
            ("days", &test.days),
            ("predicted", &numbers::count(test.predicted.round() as u64)),
            ("actual", &numbers::count(test.actual)),
            ("error", &error),
        ],
    )
}

fn within(horizon: &HistoricalValue, say: &Say) -> String {
    say.filled("value.tile", &[("days", &horizon.days)])
}

fn bar(horizon: &HistoricalValue, say: &Say) -> Option<Bar> {
    let each = horizon.per_customer_minor?;
    let customers =
        format!("{} {}", numbers::count(horizon.customers), say.text("chart.funnel.unit.customers"));
    let said = format!("{} · {customers}", say.money(each.round() as i64));
    let name = within(horizon, say);
    Some(Bar {
        tip: vec![name.clone(), said.clone()],
        name,
        value: Some(each),
        interval: ends(horizon.low_minor, horizon.high_minor),
        said,
        ink: Ink::Series,
        people: Some(horizon.customers),
    })
}

fn minor(value: Option<f64>, say: &Say) -> Cell {
    Cell::money(value.map(|minor| minor.round() as i64), say.currency)
}

fn horizons(value: &CustomerValue, say: &Say) -> Table {
    let row = |horizon: &HistoricalValue| -> Row {
        vec![
            Cell::Text(within(horizon, say)),
            Cell::People(horizon.customers),
            Cell::money(Some(horizon.net_minor), say.currency),
            minor(horizon.per_customer_minor, say),
            amounts(horizon.low_minor, horizon.high_minor, say),
        ]
    };
    Table {
        title: say.text("report.value"),
        columns: vec![
            say.words("report.column.figure"),
            say.figures("value.customers"),
            say.figures("channels.column.net"),
            say.figures("report.column.each"),
            say.interval(),
        ],
        rows: value.horizons.iter().map(row).collect(),
        ..Table::default()
    }
}

/// A column for each horizon.
fn columns(value: &CustomerValue, say: &Say) -> Vec<Column> {
    value.horizons.iter().map(|horizon| Column::figures(within(horizon, say))).collect()
}

fn groups(value: &CustomerValue, say: &Say) -> Table {
    let name = |group: &ValueGroup| match (&group.channel, group.kind) {
        (Some(name), _) => name.clone(),
        (None, Some(kind)) => say.text(&format!("lens.{}", kind.id())),
        (None, None) => say.text("channels.none"),
    };
    let row = |group: &ValueGroup| -> Row {
        let cells = group.horizons.iter().map(|horizon| minor(horizon.per_customer_minor, say));
        let customers = group.horizons.iter().map(|horizon| horizon.customers).max().unwrap_or(0);
        [Cell::Text(name(group)), Cell::People(customers)].into_iter().chain(cells).collect()
    };
    Table {
        title: say.text("value.groups.title"),
        columns: [say.words("journey.matrix.channel"), say.figures("value.customers")]
            .into_iter()
            .chain(columns(value, say))
            .collect(),
        rows: value.groups.iter().map(row).collect(),
        ..Table::default()
    }
}

fn months(value: &CustomerValue, say: &Say) -> Table {
    let rows = value.cohorts.iter().map(|cohort| -> Row {
        [Cell::Text(say.month(cohort.month)), Cell::People(cohort.customers)]
            .into_iter()
            .chain(cohort.per_customer_minor.iter().map(|each| minor(*each, say)))
            .collect()
    });
    Table {
        title: say.text("value.months.title"),
        columns: [say.words("value.month"), say.figures("value.customers")]
            .into_iter()
            .chain(columns(value, say))
            .collect(),
        rows: rows.collect(),
        ..Table::default()
    }
}

fn forecasts(said: &Predictions, say: &Say) -> Table {
    let row = |forecast: &Forecast| -> Row {
        vec![
            Cell::Text(say.filled("value.forecast", &[("days", &forecast.days)])),
            Cell::Decimal(forecast.purchases, 0),
            minor(forecast.net_minor, say),
        ]
    };
    Table {
        title: say.text("report.forecast"),
        columns: vec![
            say.words("report.column.figure"),
            say.figures("report.column.purchases"),
            say.figures("channels.column.net"),
        ],
        rows: said.forecasts.iter().map(row).collect(),
        ..Table::default()
    }
}

fn back_test(test: &BackTest, say: &Say) -> Table {
    let rows = test.groups.iter().map(|group| -> Row {
        let repeats = if group.repeats == SEVEN { format!("{SEVEN}+") } else { group.repeats.to_string() };
        vec![
            Cell::Text(repeats),
            Cell::People(group.customers),
            Cell::Decimal(group.predicted, 0),
            Cell::Count(group.actual),
        ]
    });
    Table {
        title: say.text("report.back_test"),
        columns: vec![
            say.words("value.test.repeats"),
            say.figures("value.test.customers"),
            say.figures("value.test.predicted"),
            say.figures("value.test.actual"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
