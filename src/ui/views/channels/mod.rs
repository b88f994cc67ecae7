//! What the ads cost, whom each channel brings, who gets the credit, and how orders are given to channels. Computes nothing.

mod cost;
mod costs;
mod credit;
mod over_time;
mod sources;

use eframe::egui::Ui;

use super::ViewModel;
use super::comparison::{self, Shelf};
use super::journey_money;
use super::parts::{caveats, headline, nothing};
use crate::analysis::Analysis;
use crate::analysis::rows::{FigureId, ValuePart};
use crate::app::{Action, ChannelsTab, Selection, wording};
use crate::domain::Currency;
use crate::ui::text::{money_text, tr};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::segmented;

/// The view: the finding, then one of its parts.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let has_any = |analysis: &&Analysis| {
        analysis.channels.is_some() || analysis.efficiency.is_some() || analysis.attribution.is_some()
    };
    let Some(analysis) = model.shown.analysis.filter(has_any) else {
        return nothing(ui, model, Icon::Megaphone, "channels", out);
    };
    let mut tab = model.state.session.channels_tab;
    let tabs = ChannelsTab::ALL.map(|tab| (tab, tr(model.language, tab.label_key())));
    if segmented(ui, &mut tab, &tabs) {
        out.push(Action::ShowChannelsTab(tab));
    }
    ui.add_space(space::XS);
    // The other parts say their own finding.
    if tab == ChannelsTab::Cost {
        headline(ui, &wording::channels::finding(model.language, analysis), None);
    }
    match tab {
        ChannelsTab::Cost => cost::ui(ui, model, analysis, out),
        ChannelsTab::Credit => credit::ui(ui, model, analysis, out),
        ChannelsTab::Sides => sides(ui, model, analysis, out),
        ChannelsTab::Sources => sources::ui(ui, model, analysis, out),
    }
    ui.add_space(space::XS);
    caveats(ui, model, &analysis.caveats);
}

/// Push against pull on every figure, and the channels by stage.
fn sides(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    if let Some(found) = &analysis.efficiency {
        cost::directions(ui, model, found, out);
        cost::stages(ui, model, found, out);
    }
    journey_money::push_pull(ui, model, &analysis.journey, out);
    if let Some(channels) = &analysis.journey.channels {
        journey_money::matrix(ui, model, channels, out);
    }
    comparison::card(ui, model, Shelf::Journey, out);
}

/// An amount per something, or a dash.
fn each(minor: Option<f64>, currency: Option<Currency>) -> String {
    money_text(minor.map(|minor| minor.round() as i64), currency)
}

/// Selects the customers whom a part won; nothing where there is no such part.
fn won(part: Option<ValuePart>) -> Action {
    Action::Select(part.map(|part| Selection::Figure(FigureId::NewCustomers(part))))
}
