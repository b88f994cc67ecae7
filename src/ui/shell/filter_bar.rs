//! Name of the view, the days and the direction it shows. Never offers a filter that the view does not follow.

use eframe::egui::Ui;

use super::compare_choice;
use crate::app::{Action, Command, Dialog, PeriodChoice, View};
use crate::domain::{Lens, MonthIndex, Period};
use crate::ui::charts::time_strip;
use crate::ui::text::{label, tr};
use crate::ui::theme::{HEADING, Icon, SMALL, tokens};
use crate::ui::views::ViewModel;
use crate::ui::widgets::{button, dropdown, flow, icon_button, period_months, segmented};

/// Lines above the view; months chosen by hand and the strip of all days are further ones.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let session = &model.state.session;
    let filters = session.view.has_filters() && model.shown.analysis.is_some();
    let mut asked = Vec::new();
    let head = |ui: &mut Ui| heading(ui, model, filters, out);
    flow::lines(ui, 36.0, |ui| actions(ui, model, &mut asked), head);
    out.append(&mut asked);
    if session.view.has_filters() && model.shown.frozen.is_none() {
        months(ui, model, out);
        strip(ui, model, out);
    }
}

fn heading(ui: &mut Ui, model: &ViewModel<'_>, filters: bool, out: &mut Vec<Action>) {
    let t = tokens(ui);
    flow::item(ui, "name", |ui| {
        label(ui, tr(model.language, model.state.session.view.label_key()), HEADING, t.text);
    });
    if !filters {
        return;
    }
    match model.shown.frozen {
        Some(snapshot) => {
            let text = frozen_question(model, snapshot.spec.period, snapshot.spec.lens);
            flow::item(ui, "question", |ui| label(ui, text, SMALL, t.text_subdued));
        }
        None => choices(ui, model, out),
    }
}

fn choices(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    flow::item(ui, "period", |ui| period(ui, model, out));
    flow::item(ui, "segment", |ui| segment(ui, model, out));
    if model.state.session.view == View::Journey {
        let mut lens = model.state.session.lens;
        let choices = Lens::ALL.map(|lens| (lens, tr(model.language, &format!("lens.{}", lens.id()))));
        if flow::item(ui, "lens", |ui| segmented(ui, &mut lens, &choices)) {
            out.push(Action::SetLens(lens));
        }
    }
    // The map shows one state of things.
    if model.state.session.view != View::Map {
        flow::item(ui, "compare", |ui| compare_choice::ui(ui, model, out));
    }
}

/// All days of the data, those that are shown marked.
fn strip(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let shown = model.state.spec().period;
    let quality = model.state.derived.quality.as_ref();
    let Some(strip) = quality.and_then(|quality| time_strip::Model::new(quality, shown)) else { return };
    match time_strip::show(ui, &strip, model.language) {
        Some(time_strip::Brush::Days(period)) => {
            out.push(Action::SetPeriod(PeriodChoice::Custom(period)));
        }
        Some(time_strip::Brush::All) => out.push(Action::SetPeriod(PeriodChoice::All)),
        None => {}
    }
}

fn period(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (language, session) = (model.language, &model.state.session);
    let present = session.period;
    let name = tr(language, "filter.period");
    let combo = dropdown("period").width(118.0).selected_text(tr(language, present.label_key()));
    let response = combo.show_ui(ui, |ui| {
        for choice in PeriodChoice::PRESETS {
            if ui.selectable_label(choice == present, tr(language, choice.label_key())).clicked() {
                out.push(Action::SetPeriod(choice));
            }
        }
        if let Some((first, last)) = months_of_data(model) {
            let is_custom = matches!(present, PeriodChoice::Custom(_));
            let custom = PeriodChoice::Custom(Period::between(first.first_day(), last.last_day()));
            if ui.selectable_label(is_custom, tr(language, custom.label_key())).clicked() && !is_custom {
                out.push(Action::SetPeriod(custom));
            }
        }
    });
    response.response.accessible_name(name);
}

/// Everybody, a saved segment, or a new one.
fn segment(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (language, state) = (model.language, model.state);
    let chosen = state.chosen_segment();
    let text = chosen.map_or_else(|| tr(language, "filter.everybody"), |saved| saved.name.clone());
    let combo = dropdown("segment").width(108.0).selected_text(text);
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(chosen.is_none(), tr(language, "filter.everybody")).clicked() {
            out.push(Action::SetSegment(None));
        }
        for saved in &state.project.document.segments {
            let is_chosen = chosen.is_some_and(|chosen| chosen.id == saved.id);
            if ui.selectable_label(is_chosen, &saved.name).clicked() {
                out.push(Action::SetSegment(Some(saved.id)));
            }
        }
        ui.separator();
        if ui.selectable_label(false, tr(language, "filter.new_segment")).clicked() {
            out.push(Action::SetDialog(Some(Dialog::Segment(None))));
        }
        if let Some(saved) = chosen
            && ui.selectable_label(false, tr(language, "filter.edit_segment")).clicked()
        {
            out.push(Action::SetDialog(Some(Dialog::Segment(Some(saved.id)))));
        }
    });
    let response = response.response;
    response.clone().accessible_name(tr(language, "filter.segment"));
    if let Some(saved) = chosen {
        response.on_hover_text(saved.segment.to_string());
    }
}

/// First and last month of the data.
fn months_of_data(model: &ViewModel<'_>) -> Option<(MonthIndex, MonthIndex)> {
    let derived = &model.state.derived;
    derived.first_day().zip(derived.last_day()).map(|(first, last)| (first.month(), last.month()))
}

/// The months chosen by hand, on a line of their own.
fn months(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (PeriodChoice::Custom(period), Some(months)) = (model.state.session.period, months_of_data(model))
    else {
        return;
    };
    ui.horizontal(|ui| {
        if let Some(period) = period_months(ui, period, months, model.language) {
            out.push(Action::SetPeriod(PeriodChoice::Custom(period)));
        }
    });
}

/// From right to left.
fn actions(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let view = model.state.session.view;
    let mut offer = |ui: &mut Ui, icon, command: Command| {
        let name = tr(model.language, command.label_key());
        // Beside many filters in a narrow window there is room for the icon only.
        let clicked = if ui.ctx().content_rect().width() < 1360.0 {
            icon_button(ui, icon, &name).clicked()
        } else {
            button(ui, Some(icon), &name).clicked()
        };
        if clicked {
            out.push(Action::Do(command));
        }
    };
    match view {
        View::Data => {
            offer(ui, Icon::FilePlus, Command::OpenFiles);
        }
        // The empty page offers it itself.
        View::Snapshots if model.state.project.document.snapshots.is_empty() => {}
        _ if model.shown.frozen.is_none() && model.shown.analysis.is_some() => {
            offer(ui, Icon::Camera, Command::TakeSnapshot);
        }
        _ => {}
    }
}

fn frozen_question(model: &ViewModel<'_>, period: Period, lens: Lens) -> String {
    let lens = tr(model.language, &format!("lens.{}.long", lens.id()));
    format!("{} · {lens}", crate::ui::views::period_text(model.language, period))
}
