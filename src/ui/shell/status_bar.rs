//! What runs, how fresh the data is, how many rows were used, which project is open. Never more than one line.

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::app::{Action, View};
use crate::ui::text::{count, date, label, tr, tr_with};
use crate::ui::theme::{Icon, SMALL, icon, tokens};
use crate::ui::views::{ViewModel, running};
use crate::ui::widgets::badge;

/// One line along the bottom.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 24.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            icon(ui, Icon::Check, 14.0, t.text_subdued);
            label(ui, tr(model.language, "status.offline"), SMALL, t.text_subdued);
            freshness(ui, model, out);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                project(ui, model);
                running(ui, model, out);
            });
        },
    );
}

fn freshness(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let t = tokens(ui);
    let as_of = model.shown.analysis.and_then(|analysis| analysis.as_of);
    if let Some(day) = as_of {
        let text = tr_with(model.language, "status.data_to", &[("day", &date(model.language, day))]);
        label(ui, text, SMALL, t.text_subdued);
    }
    let Some(imported) = &model.state.derived.imported else { return };
    let used = count(imported.report.rows_used());
    label(ui, tr_with(model.language, "status.rows_used", &[("rows", &used)]), SMALL, t.text_subdued);
    let rejected = imported.report.rows_rejected();
    if rejected > 0 {
        let text = tr_with(model.language, "status.rows_rejected", &[("rows", &count(rejected))]);
        let response = badge(ui, &text, t.warning_fill, t.warning_text);
        let response = response.interact(eframe::egui::Sense::click());
        if response.on_hover_text(tr(model.language, "notice.show_data")).clicked() {
            out.push(Action::Show(View::Data));
        }
    }
}

fn project(ui: &mut Ui, model: &ViewModel<'_>) {
    let project = &model.state.project;
    let t = tokens(ui);
    let name = project.path.as_deref().and_then(std::path::Path::file_stem);
    let name = name.map(|name| name.to_string_lossy().into_owned());
    match (name, project.is_dirty()) {
        (Some(name), false) => label(ui, name, SMALL, t.text_subdued),
        (Some(name), true) => {
            label(ui, tr_with(model.language, "status.changed", &[("name", &name)]), SMALL, t.text)
        }
        (None, true) => label(ui, tr(model.language, "status.unsaved"), SMALL, t.text),
        (None, false) => return,
    };
}
