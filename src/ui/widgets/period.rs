//! Months to choose from, first and last. Never offers a month outside the data, never reads a clock.

use eframe::egui::{Response, Ui};

use super::dropdown;
use crate::domain::{Day, Language, MonthIndex, Period};
use crate::ui::text::{label, month, tr};
use crate::ui::theme::{BODY, tokens};

/// A list of the months `first..=last`; `name` is what a screen reader says.
pub fn month_dropdown(
    ui: &mut Ui,
    name: &str,
    value: &mut MonthIndex,
    (first, last): (MonthIndex, MonthIndex),
    language: Language,
) -> Response {
    let before = *value;
    let mut response = dropdown(name)
        .selected_text(month(language, *value))
        .height(320.0)
        .show_ui(ui, |ui| {
            for index in (first.0..=last.0).rev() {
                let choice = MonthIndex(index);
                ui.selectable_value(value, choice, month(language, choice));
            }
        })
        .response
        .accessible_name(format!("{name}: {}", month(language, before)));
    if *value != before {
        response.mark_changed();
    }
    response
}

/// "From [month] to [month]" within the months of the data; returns the new period when it was changed.
/// The ends never cross: moving one past the other takes the other along.
pub fn period_months(
    ui: &mut Ui,
    period: Period,
    (first, last): (MonthIndex, MonthIndex),
    language: Language,
) -> Option<Period> {
    let mut from = period.from.map_or(first, Day::month).clamp(first, last);
    let mut to = period.to.map_or(last, Day::month).clamp(first, last);
    let (from_name, to_name) = (tr(language, "widget.period_from"), tr(language, "widget.period_to"));
    let color = tokens(ui).text_subdued;
    label(ui, &from_name, BODY, color);
    let from_changed = month_dropdown(ui, &from_name, &mut from, (first, last), language).changed();
    label(ui, &to_name, BODY, color);
    let to_changed = month_dropdown(ui, &to_name, &mut to, (first, last), language).changed();
    match (from_changed, to_changed) {
        (true, _) => Some(ordered(from, to.max(from))),
        (_, true) => Some(ordered(from.min(to), to)),
        _ => None,
    }
}

fn ordered(from: MonthIndex, to: MonthIndex) -> Period {
    Period::between(from.first_day(), to.last_day())
}
