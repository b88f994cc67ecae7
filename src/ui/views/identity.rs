//! Who counts as one customer: what each identity rule changes, with a switch per rule, and the burn-in. Never computes a figure,
//! never shows a value that names somebody.

use eframe::egui::Ui;

use super::ViewModel;
use crate::analysis::{IdentityEffect, IdentityTally};
use crate::app::{Action, wording};
use crate::domain::Language;
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, SMALL, space, tokens};
use crate::ui::widgets::{Column, Table, button, card, table};

/// Days that the burn-in is offered for.
pub(super) const BURN_IN_DAYS: u32 = 90;

/// The section; nothing where no export names a customer.
pub(super) fn section(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let orders = model.state.derived.analysis.as_deref().and_then(|analysis| analysis.orders.as_ref());
    let Some(effects) = orders.map(|orders| &orders.identity).filter(|effects| !effects.is_empty()) else {
        return;
    };
    let language = model.language;
    card(ui, |ui| {
        let t = tokens(ui);
        label(ui, tr(language, "cli.identity"), BODY, t.text);
        table(ui, "identity", &list(effects, language));
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            for effect in effects {
                let key = if effect.enabled { "identity.switch_off" } else { "identity.switch_on" };
                let rule = tr(language, &format!("identity.{}", effect.rule.id()));
                if button(ui, None, &tr_with(language, key, &[("rule", &rule)])).clicked() {
                    out.push(Action::SwitchIdentity(effect.rule));
                }
            }
            let is_on = model.state.project.document.settings.burn_in_days > 0;
            let (key, days) =
                if is_on { ("identity.no_burn_in", 0) } else { ("identity.burn_in", BURN_IN_DAYS) };
            if button(ui, None, &tr_with(language, key, &[("days", &BURN_IN_DAYS.to_string())])).clicked() {
                out.push(Action::SetBurnIn(days));
            }
        });
        paragraph_colored(ui, &tr(language, "identity.note"), SMALL, t.text_subdued);
    });
}

fn list(effects: &[IdentityEffect], language: Language) -> Table {
    let name = |key: &str| tr(language, &format!("cli.identity.{key}"));
    let mut columns = vec![Column::text(tr(language, "identity.rule"))];
    let figures = ["values", "shared", "merges", "only_by"];
    let compared = ["customers_with", "customers_without", "rate_with", "rate_without"];
    columns.extend(figures.into_iter().chain(compared).map(|key| Column::number(name(key))));
    let mut list = Table::new(columns);
    let rate = |tally: &IdentityTally| tally.rate.map_or_else(|| "-".to_owned(), wording::percent);
    for effect in effects {
        let off = if effect.enabled { String::new() } else { format!(" ({})", tr(language, "identity.off")) };
        let mut cells = vec![format!("{}{off}", tr(language, &format!("identity.{}", effect.rule.id())))];
        let counts = [effect.values, effect.shared_values, effect.merges, effect.only_by];
        cells.extend(counts.into_iter().chain([effect.with.customers, effect.without.customers]).map(count));
        cells.extend([rate(&effect.with), rate(&effect.without)]);
        list.row(cells);
    }
    list
}
