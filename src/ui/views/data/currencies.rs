//! Amounts in several currencies: what the files hold, what was converted, and the table of rates. Never converts anything.

use std::collections::BTreeMap;

use eframe::egui::Ui;

use super::super::ViewModel;
use super::sentences;
use crate::app::{Action, wording};
use crate::domain::{Currency, format_units};
use crate::import::{ImportReport, Note};
use crate::ui::text::{label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, space, tokens};
use crate::ui::widgets::{Column, Table, button, card, table};

/// The section; nothing where all amounts are in one currency and no rates are in use.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, report: &ImportReport, out: &mut Vec<Action>) {
    let language = model.language;
    let rates = model.state.project.document.settings.rates.as_deref();
    let held = held(report);
    if held.len() < 2 && rates.is_none() {
        return;
    }
    card(ui, |ui| {
        let t = tokens(ui);
        label(ui, tr(language, "data.currencies"), BODY, t.text);
        let name = |key: &str| tr(language, &format!("data.currencies.{key}"));
        let mut list = Table::new(vec![
            Column::text(name("currency")),
            Column::number(name("amount")),
            Column::number(name("converted")),
            Column::number(name("left")),
        ]);
        for (currency, amount) in &held {
            let [converted, left] = fate(report, *currency)
                .map(|rows| if rows == 0 { "–".to_owned() } else { wording::count(rows) });
            list.row(vec![
                currency.code().to_owned(),
                format_units(*amount, currency.decimals()),
                converted,
                left,
            ]);
        }
        table(ui, "currencies", &list);
        ui.add_space(space::XS);
        sentences(ui, Icon::Alert, true, open(model, report, &held).into_iter());
        ui.horizontal_wrapped(|ui| {
            if button(ui, Some(Icon::FilePlus), &name("choose")).on_hover_text(name("about")).clicked() {
                out.push(Action::ChooseRates);
            }
            if let Some(path) = rates {
                if button(ui, None, &name("remove")).clicked() {
                    out.push(Action::SetRates(None));
                }
                let file = wording::file_name(path);
                label(
                    ui,
                    tr_with(language, "data.currencies.in_use", &[("file", file)]),
                    SMALL,
                    t.text_subdued,
                )
                .on_hover_text(path);
            }
        });
        if rates.is_none() {
            paragraph_colored(ui, &name("about"), SMALL, t.text_subdued);
        }
    });
}

/// Sums of the files per named currency, as they stand there.
fn held(report: &ImportReport) -> Vec<(Currency, i64)> {
    let mut sums: BTreeMap<String, (Currency, i64)> = BTreeMap::new();
    for worth in report.sources.iter().flat_map(|source| &source.worth) {
        let Some(currency) = worth.currency else { continue };
        let sum = sums.entry(currency.code().to_owned()).or_insert((currency, 0));
        sum.1 = sum.1.saturating_add(worth.used_minor);
    }
    sums.into_values().collect()
}

/// Rows of a currency that were converted, and that were not although rates are in use.
fn fate(report: &ImportReport, currency: Currency) -> [u64; 2] {
    let notes = || report.sources.iter().flat_map(|source| &source.notes);
    let converted = notes().filter_map(|note| match note {
        Note::Converted { from, rows, .. } if *from == currency => Some(*rows),
        _ => None,
    });
    let left = notes().filter_map(|note| match note {
        Note::NotConverted { from, rows, .. } if *from == currency => Some(*rows),
        _ => None,
    });
    [converted.sum(), left.sum()]
}

/// What is still in a currency of its own, in a sentence.
fn open(model: &ViewModel<'_>, report: &ImportReport, held: &[(Currency, i64)]) -> Option<String> {
    let language = model.language;
    let shown = model.state.derived.analysis.as_deref().and_then(|analysis| analysis.currency);
    let has_rates = model.state.project.document.settings.rates.is_some();
    let is_open = |currency: &Currency| match has_rates {
        true => fate(report, *currency)[1] > 0,
        false => Some(*currency) != shown,
    };
    let codes: Vec<&str> = held
        .iter()
        .map(|(currency, _)| currency)
        .filter(|currency| is_open(currency))
        .map(Currency::code)
        .collect();
    if codes.is_empty() {
        return None;
    }
    let shown = shown.map_or_else(|| "–".to_owned(), |currency| currency.code().to_owned());
    let values = [("codes", codes.join(", ")), ("shown", shown)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(tr_with(language, "data.currencies.open", &values))
}
