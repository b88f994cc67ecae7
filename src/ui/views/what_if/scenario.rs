//! A scenario of one's own: levers as sliders, assumptions, and what they would bring. Computes nothing; a slider that is let go is one
//! change that can be taken back.

use eframe::egui::{Grid, Response, RichText, Slider, Stroke, Ui, pos2};

use super::super::ViewModel;
use crate::analysis::{Lever, Projection, Range, Scenario, WhatIf};
use crate::app::Action;
use crate::app::wording::what_if as words;
use crate::ui::text::{galley, paragraph_colored, percent, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, font, space, tokens};
use crate::ui::widgets::{Column, Table, button, card, table};

/// Room for the name of a lever, and for its change and where it stands now.
const NAME: f32 = 230.0;
const BESIDE: f32 = 150.0;
/// How far a lever can be moved, in percent of where it stands.
const REACH: std::ops::RangeInclusive<i32> = -50..=100;
/// Most orders a month that can be stated as the capacity; 0 stands for any number.
const CAPACITY: std::ops::RangeInclusive<i32> = 0..=5_000;

/// The scenario and what it would bring.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, what_if: &WhatIf, out: &mut Vec<Action>) {
    if model.shown.frozen.is_some() {
        return;
    }
    let scenario = &model.state.project.document.settings.scenario;
    card(ui, |ui| {
        let (t, language, room) = (tokens(ui), model.language, ui.available_width());
        let title = model.state.derived.projection.as_ref().filter(|_| *scenario != Scenario::default());
        let title = title
            .map_or_else(|| tr(language, "scenario.title"), |projection| brings(model, what_if, projection));
        ui.label(galley(ui, &title, &font(TITLE), t.text, room));
        paragraph_colored(ui, &tr(language, "scenario.note"), SMALL, t.text_subdued);
        ui.add_space(space::S);
        ui.spacing_mut().slider_width = (room - NAME - BESIDE - 4.0 * space::M).clamp(80.0, 640.0);
        Grid::new("scenario").num_columns(3).spacing([space::M, space::S]).show(ui, |ui| {
            for lever in Lever::ALL.into_iter().filter(|lever| has(what_if, *lever)) {
                let name = words::lever(language, lever, what_if.window_days);
                let stands = what_if.levers.iter().find(|own| own.lever == lever).and_then(|own| own.now);
                let stands = stands.map_or_else(String::new, |value| words::standing(what_if, lever, value));
                let now = scenario.change(lever);
                if let Some(percent) = slider(ui, (&name, &stands), (now, REACH), " %") {
                    push(out, scenario.clone().with(lever, percent));
                }
            }
            assumptions(ui, model, scenario, out);
        });
        if *scenario != Scenario::default() {
            ui.add_space(space::S);
            if let Some(projection) = &model.state.derived.projection {
                result(ui, model, what_if, projection);
            }
            ui.add_space(space::S);
            if button(ui, Some(Icon::Undo), &tr(language, "scenario.reset")).clicked() {
                push(out, Scenario::default());
            }
        }
    });
    ui.add_space(space::XS);
}

fn push(out: &mut Vec<Action>, scenario: Scenario) {
    out.push(Action::SetScenario(Box::new(scenario)));
}

/// Whether the shop's data know the lever.
fn has(what_if: &WhatIf, lever: Lever) -> bool {
    match lever {
        Lever::Impressions | Lever::ClickThrough => what_if.click_through.is_some(),
        Lever::CustomersPerClick => what_if.customers_per_click.is_some_and(|ratio| ratio.numerator > 0),
        Lever::OtherNewcomers => what_if.other_newcomers > 0,
        Lever::BackWithin => what_if.back.numerator > 0,
        Lever::LaterValue => what_if.later_value.value > 0.0,
        Lever::Price => true,
    }
}

fn assumptions(ui: &mut Ui, model: &ViewModel<'_>, scenario: &Scenario, out: &mut Vec<Action>) {
    let say = |key: &str| tr(model.language, &format!("scenario.{key}"));
    let whole = |value: Option<u32>| value.and_then(|value| i32::try_from(value).ok()).unwrap_or(0);
    let stated = |value: i32| u32::try_from(value).ok().filter(|value| *value > 0);
    if let Some(fade) = slider(ui, (&say("fade"), ""), (whole(Some(scenario.quality_fade)), 0..=90), " %") {
        push(out, Scenario { quality_fade: fade.unsigned_abs(), ..scenario.clone() });
    }
    if let Some(orders) = slider(ui, (&say("capacity"), ""), (whole(scenario.capacity_orders), CAPACITY), "")
    {
        push(out, Scenario { capacity_orders: stated(orders), ..scenario.clone() });
    }
    if let Some(margin) = slider(ui, (&say("margin"), ""), (whole(scenario.margin), 0..=100), " %") {
        push(out, Scenario { margin: stated(margin), ..scenario.clone() });
    }
}

/// A named slider; the value it was left at, once it is let go.
fn slider(
    ui: &mut Ui,
    (name, stands): (&str, &str),
    (now, range): (i32, std::ops::RangeInclusive<i32>),
    suffix: &str,
) -> Option<i32> {
    let t = tokens(ui);
    let label = ui.label(galley(ui, name, &font(BODY), t.text, NAME));
    let id = ui.scope_id().with(("draft of", name));
    let mut draft = ui.data(|data| data.get_temp::<i32>(id)).unwrap_or(now);
    // What can go either way is not filled from its lower end.
    let one_way = *range.start() >= 0;
    let slider = Slider::new(&mut draft, range.clone()).suffix(suffix).trailing_fill(one_way);
    let response: Response = ui.add(slider).labelled_by(label.id);
    if !one_way {
        origin(ui, &response, &range);
    }
    ui.label(RichText::new(stands).size(SMALL).color(t.text_subdued));
    ui.end_row();
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(id, draft));
        return None;
    }
    ui.data_mut(|data| data.remove::<i32>(id));
    (draft != now).then_some(draft)
}

/// A mark below the rail where nothing is changed.
fn origin(ui: &Ui, slider: &Response, range: &std::ops::RangeInclusive<i32>) {
    let handle = slider.rect.height() / 2.5;
    let (from, to) = (slider.rect.left() + handle, slider.rect.left() + ui.spacing().slider_width - handle);
    let share = -*range.start() as f32 / (range.end() - range.start()) as f32;
    let x = from + share * (to - from);
    let ends = [pos2(x, slider.rect.bottom() - 5.0), pos2(x, slider.rect.bottom())];
    ui.painter().line_segment(ends, Stroke::new(1.5, tokens(ui).text_subdued));
}

/// What it brings, in one sentence.
fn brings(model: &ViewModel<'_>, what_if: &WhatIf, projection: &Projection) -> String {
    let gain = words::amount(projection.gain.median, what_if.currency);
    let range = words::range(&projection.gain, what_if.currency);
    tr_with(model.language, "scenario.brings", &[("gain", &gain), ("range", &range)])
}

/// Before, after and the difference, each with its range.
fn result(ui: &mut Ui, model: &ViewModel<'_>, what_if: &WhatIf, projection: &Projection) {
    let language = model.language;
    let say = |key: &str| tr(language, &format!("scenario.{key}"));
    let mut sheet = Table::new(vec![
        Column::text(say("what")),
        Column::number(say("median")),
        Column::number(say("range")),
    ]);
    let mut money = |key: &str, range: &Range| {
        let (median, ends) =
            (words::amount(range.median, what_if.currency), words::range(range, what_if.currency));
        sheet.row(vec![say(key), median, ends]);
    };
    money("before", &projection.before);
    money("after", &projection.after);
    money("gain", &projection.gain);
    projection.profit_gain.iter().for_each(|gain| money("profit", gain));
    if let Some(share) = &projection.profit_share {
        sheet.row(vec![
            say("profit_share"),
            percent(share.median),
            format!("{} … {}", percent(share.low), percent(share.high)),
        ]);
    }
    for (key, range) in
        [("orders_before", &projection.orders_before), ("orders_after", &projection.orders_after)]
    {
        sheet.row(vec![
            say(key),
            format!("{:.0}", range.median),
            format!("{:.0} … {:.0}", range.low, range.high),
        ]);
    }
    table(ui, "projection", &sheet);
    if projection.capped > 0.0 {
        let share = percent(projection.capped);
        paragraph_colored(
            ui,
            &tr_with(language, "scenario.capped", &[("share", &share)]),
            SMALL,
            tokens(ui).text_subdued,
        );
    }
}

/// The scenarios of snapshots beside what the shown period brought.
pub(super) fn earlier(ui: &mut Ui, model: &ViewModel<'_>, what_if: &WhatIf) {
    let snapshots = &model.state.project.document.snapshots;
    let kept: Vec<_> = snapshots.iter().filter_map(|own| Some((own, own.scenario.as_ref()?))).collect();
    if kept.is_empty() || model.shown.frozen.is_some() {
        return;
    }
    let language = model.language;
    let say = |key: &str| tr(language, &format!("scenario.{key}"));
    let mut sheet = Table::new(vec![
        Column::text(say("snapshot")),
        Column::number(say("projected")),
        Column::number(say("happened")),
        Column::text(say("verdict")),
    ]);
    let now = what_if.revenue.median;
    for (snapshot, saved) in kept {
        let after = &saved.projection.after;
        let verdict = match now {
            now if now < after.low => "below",
            now if now > after.high => "above",
            _ => "within",
        };
        sheet.row(vec![
            format!("{} · {}", snapshot.name, snapshot.created),
            words::range(after, what_if.currency),
            words::amount(now, what_if.currency),
            say(verdict),
        ]);
    }
    card(ui, |ui| {
        let (t, room) = (tokens(ui), ui.available_width());
        ui.label(galley(ui, &say("earlier"), &font(TITLE), t.text, room));
        paragraph_colored(ui, &say("earlier.note"), SMALL, t.text_subdued);
        ui.add_space(space::S);
        table(ui, "earlier scenarios", &sheet);
    });
    ui.add_space(space::XS);
}
