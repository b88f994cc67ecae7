//! What customers have brought and may still bring: horizons, months, channels, the test of the prediction, who is overdue. Never
//! predicts.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::parts::{Tile, headline, nothing, tiles};
use crate::analysis::rows::{FigureId, ValuePart};
use crate::analysis::{Analysis, CustomerValue, DefinitionId, Family, HistoricalValue, Predictions, Spec};
use crate::app::{Action, Selection, wording};
use crate::domain::Currency;
use crate::ui::text::{count, date, decimal, money_text, month, paragraph_colored, percent, tr, tr_with};
use crate::ui::theme::{Icon, SMALL, space, tokens};
use crate::ui::widgets::{Banner, Card, Column, Severity, Table, primary_button, table};

/// Where there is nothing.
const NONE: &str = "–";

/// The finding, the horizons, months and groups, then the prediction.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(value) = &analysis.value else {
        return nothing(ui, model, Icon::Users, "customers", out);
    };
    let said = analysis.predictions.as_ref();
    let finding = wording::channels::value(model.language, value, said, analysis.currency);
    headline(ui, &finding, None);
    tiles(ui, model, &horizons(model, value, analysis.currency), out);
    ui.add_space(space::XS);
    let is_asked = |spec: &Spec| spec.families.contains(Family::Predictions);
    match said {
        Some(said) => predictions(ui, model, said, analysis.currency, out),
        None if model.shown.frozen.is_none()
            && !model.state.derived.answered.as_ref().is_none_or(is_asked) =>
        {
            let subdued = tokens(ui).text_subdued;
            paragraph_colored(ui, &tr(model.language, "value.fitting"), SMALL, subdued);
            ui.add_space(space::XS);
        }
        None => {}
    }
    months(ui, model, value, analysis.currency, out);
    groups(ui, model, value, analysis.currency, out);
}

fn each(minor: Option<f64>, currency: Option<Currency>) -> String {
    money_text(minor.map(|minor| minor.round() as i64), currency)
}

fn horizons(model: &ViewModel<'_>, value: &CustomerValue, currency: Option<Currency>) -> Vec<Tile> {
    let tile = |horizon: &HistoricalValue| {
        let days = horizon.days.to_string();
        let interval =
            format!("{}–{}", each(horizon.low_minor, currency), each(horizon.high_minor, currency));
        let customers = count(horizon.customers);
        Tile {
            label: tr_with(model.language, "value.tile", &[("days", &days)]),
            value: each(horizon.per_customer_minor, currency),
            note: tr_with(
                model.language,
                "value.tile.note",
                &[("interval", &interval), ("customers", &customers)],
            ),
            definition: value.definition,
            selection: Selection::Figure(FigureId::Value(horizon.days, ValuePart::All)),
        }
    };
    value.horizons.iter().map(tile).collect()
}

fn within(model: &ViewModel<'_>, value: &CustomerValue) -> Vec<Column> {
    let name = |horizon: &HistoricalValue| {
        Column::number(tr_with(model.language, "value.tile", &[("days", &horizon.days.to_string())]))
    };
    value.horizons.iter().map(name).collect()
}

fn months(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    value: &CustomerValue,
    currency: Option<Currency>,
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let make = || {
        let mut columns =
            vec![Column::text(tr(language, "value.month")), Column::number(tr(language, "value.customers"))];
        columns.extend(within(model, value));
        let mut made = Table::new(columns);
        for cohort in &value.cohorts {
            let mut cells = vec![month(language, cohort.month), count(cohort.customers)];
            cells.extend(cohort.per_customer_minor.iter().map(|minor| each(*minor, currency)));
            made.row(cells);
        }
        made
    };
    let (title, note) = (tr(language, "value.months.title"), tr(language, "value.months.note"));
    Card::new("value by month", &title).subtitle(&note).show(ui, language, make, |ui| {
        if let Some(cohort) =
            table(ui, "value by month", &make()).clicked.and_then(|row| value.cohorts.get(row))
        {
            let told =
                value.horizons.iter().zip(&cohort.per_customer_minor).rfind(|(_, each)| each.is_some());
            let days = told.map(|(horizon, _)| horizon.days);
            out.push(selects(value, days, ValuePart::Month(cohort.month)));
        }
    });
    ui.add_space(space::XS);
}

/// Selects a part at the longest horizon that says anything of it; the definition where none does.
fn selects(value: &CustomerValue, days: Option<u32>, part: ValuePart) -> Action {
    let figure = days.map(|days| Selection::Figure(FigureId::Value(days, part)));
    Action::Select(Some(figure.unwrap_or(Selection::Definition(value.definition))))
}

fn groups(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    value: &CustomerValue,
    currency: Option<Currency>,
    out: &mut Vec<Action>,
) {
    if value.groups.is_empty() {
        return;
    }
    let language = model.language;
    let make = || {
        let mut columns = vec![Column::text(tr(language, "channels.channel"))];
        columns.extend(within(model, value));
        let mut made = Table::new(columns);
        for group in &value.groups {
            let name = match (&group.channel, group.kind) {
                (Some(name), _) => name.clone(),
                (None, Some(kind)) => tr(language, &format!("lens.{}", kind.id())),
                (None, None) => tr(language, "channels.none"),
            };
            let cell = |horizon: &HistoricalValue| {
                let value = each(horizon.per_customer_minor, currency);
                if horizon.customers == 0 {
                    value
                } else {
                    format!("{value}  ·  {}", count(horizon.customers))
                }
            };
            made.row(std::iter::once(name).chain(group.horizons.iter().map(cell)).collect());
        }
        made
    };
    let title = tr(language, "value.groups.title");
    Card::new("value by channel", &title).show(ui, language, make, |ui| {
        if let Some(group) =
            table(ui, "value by channel", &make()).clicked.and_then(|row| value.groups.get(row))
        {
            let told = group.horizons.iter().rfind(|horizon| horizon.customers > 0);
            out.push(selects(value, told.map(|horizon| horizon.days), group.part()));
        }
    });
    ui.add_space(space::XS);
}

/// Why nothing is predicted, or what is; always with the test beside it.
fn predictions(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    said: &Predictions,
    currency: Option<Currency>,
    out: &mut Vec<Action>,
) {
    let language = model.language;
    if let Some(why) = said.refused {
        let mut text = tr(language, &format!("value.refused.{}", why.id()));
        for check in said.gate.iter().filter(|check| !check.passed) {
            let (have, need) = (count(check.have), count(check.need));
            let key = format!("value.gate.{}", check.check.id());
            text = format!("{text} {}.", tr_with(language, &key, &[("have", &have), ("need", &need)]));
        }
        Banner { dismissable: false, ..Banner::new(Severity::Info, &text) }.show(ui, language);
        ui.add_space(space::XS);
    }
    if !said.forecasts.is_empty() || said.overdue.is_some() {
        tiles(ui, model, &forecasts(model, said, currency), out);
        ui.add_space(space::XS);
    }
    if said.overdue.is_some() {
        let words = tr(language, "value.overdue.list");
        if primary_button(ui, Some(Icon::Users), &words).clicked() {
            out.push(Action::ShowRows(FigureId::Overdue));
        }
        ui.add_space(space::XS);
    }
    back_test(ui, model, said, out);
}

fn forecasts(model: &ViewModel<'_>, said: &Predictions, currency: Option<Currency>) -> Vec<Tile> {
    let language = model.language;
    let mut list: Vec<Tile> = said
        .forecasts
        .iter()
        .map(|forecast| {
            let (days, purchases) = (forecast.days.to_string(), count(forecast.purchases.round() as u64));
            Tile {
                label: tr_with(language, "value.forecast", &[("days", &days)]),
                value: each(forecast.net_minor, currency),
                note: tr_with(language, "value.forecast.note", &[("purchases", &purchases)]),
                definition: said.definition,
                selection: Selection::Definition(said.definition),
            }
        })
        .collect();
    if let Some(overdue) = &said.overdue {
        let (repeaters, net) =
            (count(overdue.share.denominator), money_text(Some(overdue.net_minor), currency));
        list.push(Tile {
            label: tr(language, "value.overdue"),
            value: count(overdue.share.numerator),
            note: tr_with(
                language,
                &format!("value.overdue.note.{}", overdue.by.id()),
                &[("repeaters", &repeaters), ("net", &net)],
            ),
            definition: overdue.definition,
            selection: Selection::Definition(overdue.definition),
        });
    }
    list
}

fn back_test(ui: &mut Ui, model: &ViewModel<'_>, said: &Predictions, out: &mut Vec<Action>) {
    let Some(test) = &said.back_test else { return };
    let language = model.language;
    let error = test.error.map_or_else(|| NONE.to_owned(), percent);
    let (until, days) = (date(model.language, test.until), test.days.to_string());
    let (predicted, actual) = (count(test.predicted.round() as u64), count(test.actual));
    let values = [
        ("until", until.as_str()),
        ("days", &days),
        ("predicted", &predicted),
        ("actual", &actual),
        ("error", &error),
    ];
    let title = tr_with(language, "cli.predictions.back_test", &values);
    let make = || {
        let t = |key: &str| tr(language, &format!("value.test.{key}"));
        let mut made = Table::new(vec![
            Column::text(t("repeats")),
            Column::number(t("customers")),
            Column::number(t("predicted")),
            Column::number(t("actual")),
        ]);
        for group in &test.groups {
            let repeats = if group.repeats == 7 { "7+".to_owned() } else { group.repeats.to_string() };
            made.row(vec![repeats, count(group.customers), decimal(group.predicted, 0), count(group.actual)]);
        }
        made
    };
    Card::new("back-test", &title).show(ui, language, make, |ui| {
        if table(ui, "back-test", &make()).clicked.is_some() {
            out.push(Action::Select(Some(Selection::Definition(DefinitionId::Prediction))));
        }
        models(ui, model, said);
    });
    ui.add_space(space::XS);
}

/// The parameters, for who wants to check them.
fn models(ui: &mut Ui, model: &ViewModel<'_>, said: &Predictions) {
    let (language, t) = (model.language, tokens(ui));
    for one in &said.models {
        let name = if one.model == "bg_nbd" { "BG/NBD" } else { "MBG/NBD" };
        let (r, alpha) = (decimal(one.r, 3), decimal(one.alpha_days, 1));
        let text = format!("{name}: r {r}, α {alpha}, a {}, b {}", decimal(one.a, 3), decimal(one.b, 3));
        paragraph_colored(ui, &text, SMALL, t.text_subdued);
    }
    if let Some(spending) = &said.spending {
        let correlation = spending.correlation.map_or_else(|| NONE.to_owned(), |value| decimal(value, 2));
        let key = if spending.correlated { "value.spending.correlated" } else { "value.spending" };
        let values = [("correlation", correlation.as_str())];
        paragraph_colored(ui, &tr_with(language, key, &values), SMALL, t.text_subdued);
    }
}
