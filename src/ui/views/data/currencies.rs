//! Amounts in several currencies: what the files hold, what was converted, and the table of rates. Never converts anything.

use std::collections::BTreeMap;

use eframe::egui::{Align, Layout, Ui};

use super::super::ViewModel;
use super::sentences;
use crate::app::{Action, wording};
use crate::domain::{Currency, Language, format_units};
use crate::import::{ImportReport, Note};
use crate::ui::text::{label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, tokens};
use crate::ui::widgets::{button, card};

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
        let name = |key: &str| tr(language, &format!("data.currencies.{key}"));
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if button(ui, Some(Icon::FilePlus), &name("choose")).on_hover_text(name("about")).clicked() {
                out.push(Action::ChooseRates);
            }
            if rates.is_some() && button(ui, None, &name("remove")).clicked() {
                out.push(Action::SetRates(None));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                let amounts: Vec<String> = held.iter().map(|held| amount(language, report, *held)).collect();
                label(ui, amounts.join(" · "), BODY, t.text);
                sentences(ui, Icon::Alert, true, open(model, report, &held).into_iter());
                let told = rates.map_or_else(|| name("about"), |path| in_use(language, path));
                paragraph_colored(ui, &told, SMALL, t.text_subdued);
            });
        });
    });
}

fn in_use(language: Language, path: &str) -> String {
    tr_with(language, "data.currencies.in_use", &[("file", wording::file_name(path))])
}

/// `USD 9,949.00 (23 rows converted, 2 without a rate)`.
fn amount(language: Language, report: &ImportReport, (currency, minor): (Currency, i64)) -> String {
    let sum = format!("{} {}", currency.code(), format_units(minor, currency.decimals()));
    let say = |key: &str, rows: u64| {
        let rows_text = wording::count(rows);
        (rows > 0).then(|| tr_with(language, key, &[("rows", &rows_text)]))
    };
    let [converted, left] = fate(report, currency);
    let told = [say("data.currencies.converted", converted), say("data.currencies.left", left)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() { sum } else { format!("{sum} ({})", told.join(", ")) }
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
