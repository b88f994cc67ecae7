//! Who gets the credit for the orders: the range over the models, or why there is only one answer. Computes nothing.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::parts::{Tile, nothing, tiles};
use crate::analysis::rows::FigureId;
use crate::analysis::{Analysis, Attribution};
use crate::app::{Action, Selection};
use crate::ui::charts::credit;
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Banner, Card, Severity};

/// Tiles, the explanation where all models agree, the chart.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(found) = &analysis.attribution else {
        return nothing(ui, model, Icon::Megaphone, "channels", out);
    };
    tiles(ui, model, &figures(model, found), out);
    ui.add_space(space::XS);
    let language = model.language;
    if found.single_touch {
        let text = tr(language, "cli.attribution.single");
        Banner { dismissable: false, ..Banner::new(Severity::Info, &text) }.show(ui, language);
        ui.add_space(space::XS);
    }
    let chart = credit::Model::new(found);
    let title = chart.title(language);
    let note = tr(language, "channels.credit.note");
    let card = Card::new("credit", &title).subtitle(&note);
    let shown = card.show(ui, language, || chart.table(language), |ui| credit::show(ui, &chart, language));
    let channel = |mark: &credit::Mark| {
        let name = chart.rows.get(mark.row).map(|row| row.name.clone()).filter(|name| !name.is_empty());
        Some(Selection::Figure(FigureId::Attribution(name)))
    };
    answered(ui, model, shown.inner, channel, out);
}

fn figures(model: &ViewModel<'_>, found: &Attribution) -> Vec<Tile> {
    let tile = |key: &str, value: String, values: &[(&str, &str)]| Tile {
        label: tr(model.language, &format!("channels.tile.{key}")),
        value,
        note: tr_with(model.language, &format!("channels.tile.{key}.note"), values),
        definition: found.definition,
        selection: Selection::Definition(found.definition),
    };
    let all = count(found.orders + found.unattributed);
    let several: u64 = found.contacts_per_order[1..].iter().sum();
    let days = found.lookback_days.to_string();
    let mut list = vec![
        tile("with_contact", count(found.orders), &[("all", &all), ("days", &days)]),
        tile("without_contact", count(found.unattributed), &[]),
        tile("several", count(several), &[("orders", &count(found.orders))]),
    ];
    if let Some(share) = found.conversion {
        let (ways, open) = (count(found.ways_without_order), count(found.still_open));
        list.push(tile("conversion", percent(share), &[("ways", &ways), ("open", &open)]));
    }
    list
}
