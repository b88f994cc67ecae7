//! Builds the funnel: its steps, time, order, entries, exclusions and the breakdown. Never answers it.

use eframe::egui::{DragValue, TextWrapMode, Ui};

use super::super::ViewModel;
use crate::analysis::funnel::{FunnelUnit, JourneyGroup};
use crate::app::Action;
use crate::app::paths::{PathsAnswer, event_name, step_name};
use crate::domain::{Exclusion, FunnelSpec, FunnelStep, Reentry, StepOrder};
use crate::ui::text::{label, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, font, space, tokens};
use crate::ui::widgets::{button, dropdown, icon_button};

/// Windows that are offered, in days; `None` for no limit.
const WINDOWS: [Option<i64>; 7] = [Some(7), Some(14), Some(30), Some(60), Some(90), Some(365), None];
const DAY: i64 = 86_400;

/// Width of a menu for a short value, and what a menu needs beside its text.
const MENU_WIDTH: f32 = 110.0;
/// See [`MENU_WIDTH`].
const MENU_MARGIN: f32 = 44.0;

/// The steps on the first lines, how they are counted below.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, answer: &PathsAnswer, out: &mut Vec<Action>) {
    let mut spec = answer.spec.clone();
    steps(ui, model, answer, &mut spec);
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        window(ui, model, &mut spec);
        order(ui, model, &mut spec);
        reentry(ui, model, &mut spec);
    });
    excluded(ui, model, &mut spec);
    ui.horizontal_wrapped(|ui| {
        one_more_excluded(ui, model, answer, &mut spec);
        breakdown(ui, model, out);
        followed(ui, model, answer, &mut spec, out);
    });
    if spec != answer.spec {
        out.push(Action::SetFunnel(Box::new(spec)));
    }
}

fn steps(ui: &mut Ui, model: &ViewModel<'_>, answer: &PathsAnswer, spec: &mut FunnelSpec) {
    let (language, t) = (model.language, tokens(ui));
    ui.horizontal_wrapped(|ui| {
        let (mut removed, mut moved) = (None, None);
        let several = spec.steps.len() > 2;
        for index in 0..spec.steps.len() {
            ui.push_id(("step", index), |ui| {
                if index > 0 {
                    label(ui, "→", BODY, t.text_subdued);
                }
                step(ui, model, answer, &mut spec.steps[index], index);
                if index > 0 {
                    let name = tr_with(language, "path.step_earlier", &[("n", &(index + 1).to_string())]);
                    if icon_button(ui, Icon::ChevronLeft, &name).clicked() {
                        moved = Some(index);
                    }
                }
                if several {
                    let name = tr_with(language, "path.remove_step", &[("n", &(index + 1).to_string())]);
                    if icon_button(ui, Icon::Close, &name).clicked() {
                        removed = Some(index);
                    }
                }
            });
        }
        if let Some(index) = moved {
            spec.steps.swap(index - 1, index);
        }
        if let Some(index) = removed {
            spec.steps.remove(index);
            spec.exclusions.retain(|exclusion| exclusion.to <= spec.steps.len());
        }
        let used = |name: &String| spec.steps.iter().any(|step| step.events.contains(name));
        let next = answer.events.iter().map(|(name, _)| name).find(|name| !used(name)).cloned();
        if let Some(next) = next
            && button(ui, Some(Icon::Plus), &tr(language, "path.add_step")).clicked()
        {
            spec.steps.push(FunnelStep::event(&next));
        }
    });
}

/// The events of a step; several of them count as the same step.
fn step(ui: &mut Ui, model: &ViewModel<'_>, answer: &PathsAnswer, step: &mut FunnelStep, index: usize) {
    let language = model.language;
    let name = tr_with(language, "path.step", &[("n", &(index + 1).to_string())]);
    menu(ui, "events", 150.0, step_name(language, step), name, |ui| {
        for (event, count) in &answer.events {
            let mut chosen = step.events.contains(event);
            let text = format!("{}  ({})", event_name(language, event), crate::ui::text::count(*count));
            if ui.checkbox(&mut chosen, text).changed() {
                if chosen {
                    step.events.push(event.clone());
                } else if step.events.len() > 1 {
                    step.events.retain(|known| known != event);
                }
                step.name = step.events.join(" | ");
            }
        }
        ui.separator();
        ui.checkbox(&mut step.optional, tr(language, "path.optional"));
        if index > 0 {
            since_before(ui, model, step);
        }
    });
}

fn menu(ui: &mut Ui, id: &str, width: f32, chosen: String, name: String, content: impl FnOnce(&mut Ui)) {
    let shown = dropdown(id)
        .width(width)
        .height(360.0)
        .wrap_mode(TextWrapMode::Extend)
        .close_behavior(eframe::egui::PopupCloseBehavior::CloseOnClickOutside)
        .selected_text(chosen)
        .show_ui(ui, content);
    shown.response.accessible_name(name);
}

/// One of several values, with its name in front.
fn choice<T: PartialEq>(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    key: &str,
    value: &mut T,
    choices: Vec<(T, String)>,
) {
    let t = tokens(ui);
    let name = tr(model.language, &format!("path.{key}"));
    let chosen = choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, text)| text.as_str());
    let chosen = chosen.to_owned();
    // A name and its menu stay on one line.
    let written =
        |text: &str, size| ui.painter().layout_no_wrap(text.to_owned(), font(size), t.text).size().x;
    let width = written(&name, SMALL) + space::M + (written(&chosen, BODY) + MENU_MARGIN).max(MENU_WIDTH);
    if ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    label(ui, name.as_str(), SMALL, t.text_subdued);
    ui.push_id(key, |ui| {
        menu(ui, key, MENU_WIDTH, chosen, name, |ui| {
            for (choice, text) in choices {
                if ui.selectable_label(*value == choice, text).clicked() {
                    *value = choice;
                    ui.close();
                }
            }
        });
    });
    ui.add_space(space::XS);
}

fn window(ui: &mut Ui, model: &ViewModel<'_>, spec: &mut FunnelSpec) {
    let text = |days: Option<i64>| match days {
        Some(days) => tr_with(model.language, "path.window.days", &[("days", &days.to_string())]),
        None => tr(model.language, "path.window.none"),
    };
    let choices = WINDOWS.map(|days| (days.map(|days| days * DAY), text(days)));
    choice(ui, model, "window", &mut spec.window_seconds, choices.into());
}

fn order(ui: &mut Ui, model: &ViewModel<'_>, spec: &mut FunnelSpec) {
    // Nothing can be said about what directly follows what within a day.
    let choices = [(StepOrder::Ordered, "ordered"), (StepOrder::Any, "any")];
    let named = |(order, key): (StepOrder, &str)| (order, tr(model.language, &format!("path.order.{key}")));
    choice(ui, model, "order", &mut spec.order, choices.map(named).into());
    if spec.order != StepOrder::Ordered {
        for step in &mut spec.steps {
            (step.optional, step.min_seconds, step.max_seconds) = (false, None, None);
        }
    }
}

fn reentry(ui: &mut Ui, model: &ViewModel<'_>, spec: &mut FunnelSpec) {
    let choices = [(Reentry::Best, "best"), (Reentry::First, "first"), (Reentry::Every, "every")];
    let named = |(entry, key): (Reentry, &str)| (entry, tr(model.language, &format!("path.reentry.{key}")));
    choice(ui, model, "reentry", &mut spec.reentry, choices.map(named).into());
}

/// Events that must not happen between two steps: a line for each.
fn excluded(ui: &mut Ui, model: &ViewModel<'_>, spec: &mut FunnelSpec) {
    let (language, t) = (model.language, tokens(ui));
    let last = spec.steps.len();
    let mut removed = None;
    for index in 0..spec.exclusions.len() {
        ui.push_id(("exclusion", index), |ui| {
            ui.horizontal_wrapped(|ui| {
                let one = &mut spec.exclusions[index];
                label(ui, tr(language, "path.exclude"), SMALL, t.text_subdued);
                label(ui, event_name(language, &one.event), BODY, t.text);
                one.to = one.to.clamp(2, last);
                one.from = one.from.clamp(1, one.to - 1);
                let steps =
                    |from: usize, to: usize| (from..=to).map(|step| (step, step.to_string())).collect();
                choice(ui, model, "exclude.from", &mut one.from, steps(1, one.to - 1));
                choice(ui, model, "exclude.to", &mut one.to, steps(one.from + 1, last));
                if icon_button(ui, Icon::Close, &tr(language, "path.exclude.remove")).clicked() {
                    removed = Some(index);
                }
            });
        });
    }
    if let Some(index) = removed {
        spec.exclusions.remove(index);
    }
}

/// A menu for one more of them.
fn one_more_excluded(ui: &mut Ui, model: &ViewModel<'_>, answer: &PathsAnswer, spec: &mut FunnelSpec) {
    let (language, last) = (model.language, spec.steps.len());
    let mut added: Option<String> = None;
    let first = if spec.exclusions.is_empty() { "path.exclude.none" } else { "path.exclude.more" };
    let mut choices = vec![(None, tr(language, first))];
    let is_used = |event: &String| {
        spec.steps.iter().any(|step| step.events.contains(event))
            || spec.exclusions.iter().any(|exclusion| exclusion.event == *event)
    };
    let others = answer.events.iter().map(|(event, _)| event).filter(|event| !is_used(event));
    choices.extend(others.map(|event| (Some(event.clone()), event_name(language, event))));
    choice(ui, model, "exclude", &mut added, choices);
    spec.exclusions.extend(added.map(|event| Exclusion { event, from: 1, to: last }));
}

/// Whether those who begin with a later step are followed apart, and who does the steps.
fn followed(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    answer: &PathsAnswer,
    spec: &mut FunnelSpec,
    out: &mut Vec<Action>,
) {
    if spec.order == StepOrder::Ordered {
        ui.checkbox(&mut spec.open, tr(model.language, "path.side"));
    }
    let mut unit = model.state.session.paths.unit;
    let before = unit;
    if answer.has_sessions {
        let choices = [(FunnelUnit::Customer, "customer"), (FunnelUnit::Session, "session")];
        let named = |(unit, key): (FunnelUnit, &str)| (unit, tr(model.language, &format!("path.unit.{key}")));
        choice(ui, model, "unit", &mut unit, choices.map(named).into());
    }
    if unit != before {
        out.push(Action::SetPathsUnit(unit));
    }
}

/// The least and the most days since the step before; zero for none.
fn since_before(ui: &mut Ui, model: &ViewModel<'_>, step: &mut FunnelStep) {
    let days = |ui: &mut Ui, key: &str, seconds: &mut Option<i64>| {
        let name = tr(model.language, key);
        let mut value = seconds.map_or(0, |seconds| seconds / DAY);
        ui.horizontal(|ui| {
            label(ui, name.as_str(), SMALL, tokens(ui).text_subdued);
            let shown = DragValue::new(&mut value).range(0..=730).speed(0.2);
            let response = ui.add(shown);
            response.clone().accessible_name(name.as_str());
            if response.changed() {
                *seconds = (value > 0).then_some(value * DAY);
            }
        });
    };
    days(ui, "path.step.min", &mut step.min_seconds);
    days(ui, "path.step.max", &mut step.max_seconds);
}

fn breakdown(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let mut group = model.state.session.paths.group;
    let before = group;
    let mut choices = vec![(None, tr(model.language, "path.by.none"))];
    let name = |group: JourneyGroup| tr(model.language, &format!("path.by.{}", group.id()));
    choices.extend(JourneyGroup::ALL.map(|group| (Some(group), name(group))));
    choice(ui, model, "by", &mut group, choices);
    if group != before {
        out.push(Action::GroupPaths(group));
    }
}
