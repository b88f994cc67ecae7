//! The customers: who comes back and when, in four parts behind one finding. Never computes.

mod calendar;
mod cohorts;
mod ladder;
mod repeat;
mod translator;
mod value;

use eframe::egui::Ui;

pub(super) use self::repeat::window_tile;
use super::ViewModel;
use super::comparison::{self, Shelf};
use super::parts::{caveats, headline, nothing};
use crate::analysis::Analysis;
use crate::analysis::rows::FigureId;
use crate::app::{Action, CustomersTab, wording};
use crate::domain::Stage;
use crate::ui::text::{tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{button, flow, icon_button, segmented};

/// Windows that can be chosen, in days.
const WINDOWS: [u32; 5] = [30, 60, 90, 180, 365];
/// Height of a line of choices.
const LINE: f32 = 32.0;

/// The view: the finding, then one of its parts.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(analysis) = model.shown.analysis.filter(|analysis| analysis.repeat.is_some()) else {
        return nothing(ui, model, Icon::Users, "customers", out);
    };
    tabs(ui, model, out);
    ui.add_space(space::XS);
    // The other parts say their own finding.
    if model.state.session.customers_tab == CustomersTab::Repeat {
        finding(ui, model, analysis);
    }
    match model.state.session.customers_tab {
        CustomersTab::Repeat => repeat::ui(ui, model, analysis, out),
        CustomersTab::Cohorts => cohorts::ui(ui, model, analysis, out),
        CustomersTab::Ladder => ladder::ladder(ui, model, analysis, out),
        CustomersTab::Rfm => ladder::rfm(ui, model, analysis, out),
        CustomersTab::Value => value::ui(ui, model, analysis, out),
    }
    ui.add_space(space::XS);
    comparison::card(ui, model, Shelf::Customers, out);
    caveats(ui, model, &analysis.caveats);
}

/// What the data say about coming back, in words; nothing beyond what they say.
fn finding(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis) {
    let Some(repeat) = &analysis.repeat else { return };
    let window = wording::repeat_finding(model.language, repeat, window_days(model));
    let group = repeat.finding.as_ref().map(|finding| wording::group_finding(model.language, finding));
    headline(ui, &window, group.as_deref());
}

/// The window that the shown figures were computed for.
fn window_days(model: &ViewModel<'_>) -> u32 {
    let answered = model.state.derived.answered.as_ref();
    let spec = model.shown.frozen.map(|snapshot| &snapshot.spec).or(answered);
    spec.map_or(model.state.session.window_days, |spec| spec.open_window_days)
}

/// The parts, the windows where a part has one, and the list of everybody at the end of the line.
fn tabs(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let session = &model.state.session;
    let has_window = matches!(session.customers_tab, CustomersTab::Repeat | CustomersTab::Ladder)
        && model.shown.frozen.is_none();
    let (mut tab, mut days) = (session.customers_tab, session.window_days);
    let (before, window) = (tab, days);
    let aside = |ui: &mut Ui| list_button(ui, model, has_window, out);
    flow::lines(ui, LINE, aside, |ui| {
        let tabs = CustomersTab::ALL.map(|tab| (tab, tr(model.language, tab.label_key())));
        flow::item(ui, "parts", |ui| segmented(ui, &mut tab, &tabs));
        if has_window {
            let name =
                |days: u32| tr_with(model.language, "customers.window", &[("days", &days.to_string())]);
            flow::item(ui, "windows", |ui| segmented(ui, &mut days, &WINDOWS.map(|days| (days, name(days)))));
        }
    });
    if tab != before {
        out.push(Action::ShowCustomersTab(tab));
    }
    if days != window {
        out.push(Action::SetWindow(days));
    }
}

/// The way to the list of everybody who bought; only its icon where the room is needed.
fn list_button(ui: &mut Ui, model: &ViewModel<'_>, is_narrow: bool, out: &mut Vec<Action>) {
    if model.shown.frozen.is_some() || model.state.derived.imported.is_none() {
        return;
    }
    let name = tr(model.language, "customers.list");
    let response = match is_narrow {
        true => icon_button(ui, Icon::Users, &name),
        false => button(ui, Some(Icon::Users), &name),
    };
    if response.clicked() {
        out.push(Action::ShowRows(FigureId::Stage(Stage::Purchase)));
    }
}
