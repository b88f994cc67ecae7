//! The flow: which way customers go after (or before) an event, as a Sankey chart. Never follows anybody itself.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::parts::nothing;
use crate::analysis::DefinitionId;
use crate::analysis::flows::{FlowError, FlowNode, FlowSide, MOST_STEPS};
use crate::app::flows::{FlowBasis, FlowLook, FlowsAnswer, finding};
use crate::app::paths::event_name;
use crate::app::{Action, ChartMark, Selection};
use crate::ui::charts::{ink, sankey};
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, space, tokens};
use crate::ui::widgets::{Card, card, dropdown, flow, segmented};

/// Days that can be chosen.
const WINDOWS: [u32; 6] = [7, 14, 30, 60, 90, 180];

/// The builder and the chart.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(answer) = &model.state.derived.flows else {
        return nothing(ui, model, Icon::Route, "paths", out);
    };
    if answer.events.is_empty() {
        return nothing(ui, model, Icon::Route, "paths", out);
    }
    let mut look = model.state.session.flow.clone();
    card(ui, |ui| builder(ui, model, answer, &mut look));
    ui.add_space(space::XS);
    chart(ui, model, answer, out);
    if look != model.state.session.flow {
        out.push(Action::LookAtFlow(Box::new(look)));
    }
}

fn chart(ui: &mut Ui, model: &ViewModel<'_>, answer: &FlowsAnswer, out: &mut Vec<Action>) {
    let language = model.language;
    let flows = match &answer.flows {
        Ok(flows) => flows,
        Err(FlowError::UnknownEvent(event)) => {
            let text = tr_with(language, "flow.unknown_event", &[("event", &event_name(language, event))]);
            paragraph_colored(ui, &text, BODY, tokens(ui).warning_text);
            return;
        }
    };
    let chart = sankey::Model::new(flows, answer.spec.side, model.state.session.flow.basis, language);
    let title = finding(language, answer).unwrap_or_else(|| tr(language, "flow.title"));
    let values = [
        ("units", &*count(flows.units)),
        ("never", &*count(flows.never)),
        ("left_out", &*count(answer.left_out)),
    ];
    let basis = tr_with(language, "flow.basis", &values);
    let card = Card::new("flow", &title).subtitle(&basis);
    let shown = card.show(
        ui,
        language,
        || chart.table(language),
        |ui| {
            let response = sankey::show(ui, &chart, language);
            ui.add_space(space::S);
            legend(ui, model, answer.spec.side);
            response
        },
    );
    let node = |mark: &sankey::Mark| {
        let step = chart.step(mark.column);
        let (node, _) = flows.columns.get(step)?.get(mark.place)?;
        let place = ["place".to_owned(), step.to_string()];
        let names = place.into_iter().chain(flow_names(node));
        Some(Selection::Mark(ChartMark::new(DefinitionId::Flow, names)))
    };
    answered(ui, model, shown.inner, node, out);
}

/// What a node stands for: its events, or that there were others, or none.
fn flow_names(node: &FlowNode) -> Vec<String> {
    match node {
        FlowNode::Events(events) => events.clone(),
        FlowNode::Other(_) => vec!["other".to_owned()],
        FlowNode::Open => vec!["open".to_owned()],
        FlowNode::Stopped => vec!["stopped".to_owned()],
    }
}

fn legend(ui: &mut Ui, model: &ViewModel<'_>, side: FlowSide) {
    let t = tokens(ui);
    let name = |key: &str| tr(model.language, &format!("flow.node.{key}_{}", side.id()));
    let entries = [
        (ink::Swatch::Hatch(t.accent_fill, t.accent), name("open")),
        (ink::Swatch::Fill(t.loss), name("stopped")),
    ];
    ink::legend(ui, &entries);
}

fn builder(ui: &mut Ui, model: &ViewModel<'_>, answer: &FlowsAnswer, look: &mut FlowLook) {
    let language = model.language;
    ui.horizontal_wrapped(|ui| {
        let events =
            answer.events.iter().map(|(event, _)| (Some(event.clone()), event_name(language, event)));
        let mut anchor = Some(answer.spec.anchor.clone());
        flow::item(ui, "anchor", |ui| choice(ui, model, "anchor", &mut anchor, events.collect()));
        if anchor.as_ref() != Some(&answer.spec.anchor) {
            look.anchor = anchor;
        }
        let sides = FlowSide::ALL.map(|side| (side, tr(language, &format!("flow.side.{}", side.id()))));
        flow::item(ui, "side", |ui| segmented(ui, &mut look.side, &sides));
        let days = |days: u32| tr_with(language, "path.window.days", &[("days", &days.to_string())]);
        let windows = WINDOWS.map(|window| (window, days(window)));
        flow::item(ui, "window", |ui| choice(ui, model, "window", &mut look.window_days, windows.into()));
        let steps = |n: usize| (n, tr_with(language, "flow.steps.n", &[("n", &n.to_string())]));
        flow::item(ui, "steps", |ui| {
            choice(ui, model, "steps", &mut look.steps, (1..=MOST_STEPS).map(steps).collect());
        });
        flow::item(ui, "events", |ui| events_menu(ui, model, answer, look));
        let bases = FlowBasis::ALL.map(|basis| (basis, tr(language, &format!("flow.basis.{}", basis.id()))));
        flow::item(ui, "basis", |ui| segmented(ui, &mut look.basis, &bases));
    });
}

/// A name and a menu.
fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    key: &str,
    value: &mut T,
    choices: Vec<(T, String)>,
) {
    let name = tr(model.language, &format!("flow.{key}"));
    let chosen = choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, text)| text.as_str());
    let chosen = chosen.to_owned();
    ui.horizontal(|ui| {
        label(ui, name.as_str(), SMALL, tokens(ui).text_subdued);
        menu(ui, key, chosen, name, |ui| {
            for (choice, text) in choices {
                if ui.selectable_label(*value == choice, text).clicked() {
                    *value = choice;
                    ui.close();
                }
            }
        });
    });
}

fn menu(ui: &mut Ui, key: &str, chosen: String, name: String, content: impl FnOnce(&mut Ui)) {
    let shown = dropdown(("flow", key)).selected_text(chosen).height(420.0).show_ui(ui, content);
    shown.response.accessible_name(name);
}

/// Which events are looked at.
fn events_menu(ui: &mut Ui, model: &ViewModel<'_>, answer: &FlowsAnswer, look: &mut FlowLook) {
    let language = model.language;
    let mut hidden = answer.spec.hidden.clone();
    let is_shown = |event: &String| *event == answer.spec.anchor || !hidden.contains(event);
    let shown = answer.events.iter().filter(|(event, _)| is_shown(event)).count();
    let values = [("shown", &*shown.to_string()), ("all", &*answer.events.len().to_string())];
    let chosen = tr_with(language, "flow.events.n", &values);
    menu(ui, "events", chosen, tr(language, "flow.events"), |ui| {
        for (event, times) in &answer.events {
            let mut on = *event == answer.spec.anchor || !hidden.contains(event);
            let text = format!("{} ({})", event_name(language, event), count(*times));
            let enabled = *event != answer.spec.anchor;
            if ui.add_enabled(enabled, eframe::egui::Checkbox::new(&mut on, text)).changed() {
                if on {
                    hidden.remove(event)
                } else {
                    hidden.insert(event.clone())
                };
            }
        }
    });
    if hidden != answer.spec.hidden {
        look.hidden = Some(hidden);
    }
}
