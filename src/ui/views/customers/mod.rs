//! The customers: who comes back and when, in four parts behind one finding. Never computes.

mod calendar;
mod cohorts;
mod ladder;
mod repeat;
mod translator;
mod value;

use eframe::egui::{Align, Layout, Ui};

pub(super) use self::repeat::window_tile;
use super::ViewModel;
use super::comparison::{self, Shelf};
use super::parts::{caveats, headline, nothing};
use crate::analysis::Analysis;
use crate::app::{Action, CustomersTab, wording};
use crate::ui::text::{tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::segmented;

/// Windows that can be chosen, in days.
const WINDOWS: [u32; 5] = [30, 60, 90, 180, 365];

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

fn tabs(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let mut tab = model.state.session.customers_tab;
        let tabs = CustomersTab::ALL.map(|tab| (tab, tr(model.language, tab.label_key())));
        if segmented(ui, &mut tab, &tabs) {
            out.push(Action::ShowCustomersTab(tab));
        }
        let has_window =
            matches!(model.state.session.customers_tab, CustomersTab::Repeat | CustomersTab::Ladder);
        if model.shown.frozen.is_some() || !has_window {
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mut days = model.state.session.window_days;
            let name =
                |days: u32| tr_with(model.language, "customers.window", &[("days", &days.to_string())]);
            // The line runs from right to left.
            let mut windows = WINDOWS.map(|days| (days, name(days)));
            windows.reverse();
            if segmented(ui, &mut days, &windows) {
                out.push(Action::SetWindow(days));
            }
        });
    });
}
