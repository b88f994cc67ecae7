//! What a person adds to what the ads cost: other marketing costs and the margin. Never computes with them.

use eframe::egui::{DragValue, Ui};

use super::super::ViewModel;
use crate::app::Action;
use crate::ui::text::{label, tr};
use crate::ui::theme::{BODY, space, tokens};
use crate::ui::widgets::card;

/// What a person adds: other costs and the margin.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    if model.shown.frozen.is_some() {
        return;
    }
    let language = model.language;
    let settings = &model.state.project.document.settings;
    let (mut monthly, mut margin) =
        (settings.monthly_costs_minor / 100, settings.margin_percent.unwrap_or(0));
    card(ui, |ui| {
        let t = tokens(ui);
        ui.horizontal_wrapped(|ui| {
            let name = tr(language, "channels.costs.monthly");
            label(ui, &name, BODY, t.text_subdued);
            let drag = DragValue::new(&mut monthly)
                .range(0..=1_000_000_000)
                .speed(100.0)
                .update_while_editing(false);
            let changed = ui.add(drag).accessible_name(&name).changed();
            ui.add_space(space::M);
            let name = tr(language, "channels.costs.margin");
            label(ui, &name, BODY, t.text_subdued);
            let drag = DragValue::new(&mut margin).range(0..=100).suffix(" %").update_while_editing(false);
            let changed = ui.add(drag).accessible_name(&name).changed() || changed;
            if changed {
                let margin_percent = Some(margin).filter(|percent| *percent > 0);
                out.push(Action::SetCosts { monthly_minor: monthly.saturating_mul(100), margin_percent });
            }
        });
    });
    ui.add_space(space::XS);
}
