//! Why the same shop has another repeat rate elsewhere: choose what the other place counts, see the difference taken apart. Never
//! computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use crate::analysis::{Analysis, Counted};
use crate::app::{Action, ChartMark, Selection};
use crate::ui::charts::waterfall;
use crate::ui::text::{tr, tr_with};
use crate::ui::widgets::{Card, segmented};

/// The translator; nothing where there is nothing to translate.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(first) = analysis.translations.first() else { return };
    let language = model.language;
    let known = ui.scope_id().with("what is counted elsewhere");
    let mut counted: Counted = ui.data(|data| data.get_temp(known)).unwrap_or(first.counted);
    let found = analysis.translations.iter().find(|one| one.counted == counted).unwrap_or(first);
    let chart = waterfall::Model::new(found, language);
    let days = found.days.to_string();
    let subtitle = tr_with(language, "customers.translator.about", &[("days", &days)]);
    let card = Card::new("translator", &chart.title).subtitle(&subtitle);
    let name = |counted: Counted| tr(language, &format!("customers.counted.{}", counted.id()));
    let choices: Vec<(Counted, String)> =
        analysis.translations.iter().map(|one| (one.counted, name(one.counted))).collect();
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| {
            if segmented(ui, &mut counted, &choices) {
                ui.data_mut(|data| data.insert_temp(known, counted));
            }
            ui.add_space(8.0);
            waterfall::show(ui, &chart, language)
        },
    );
    let row = |mark: &waterfall::Mark| {
        let row = match mark.row.checked_sub(1) {
            None => "elsewhere",
            Some(step) => found.steps.get(step).map_or("here", |step| step.part.id()),
        };
        let names = ["counted", found.counted.id(), row];
        Some(Selection::Mark(ChartMark::new(found.definition, names)))
    };
    answered(ui, model, shown.inner, row, out);
}
