//! Draws the grid of hours and answers pointer and keyboard. Never computes a rate.

use eframe::egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use super::model::{Mark, Model};
use crate::analysis::HourSlot;
use crate::app::wording::service::weekday;
use crate::domain::Language;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink;
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::text::{count, decimal, tr};
use crate::ui::theme::{SMALL, sequence_in, text_on, tokens};

/// Hours of a day, and days of a week.
const HOURS: usize = 24;
const DAYS: usize = 7;
/// Height of an hour's cell, room for the weekday and for the hours above.
const CELL: f32 = 24.0;
const NAME: f32 = 44.0;
const HEADER: f32 = 20.0;

/// Draws the week across the available width.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.cells.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let height = HEADER + DAYS as f32 * CELL;
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let width = (area.width() - NAME) / HOURS as f32;
    let place = |day: usize, hour: usize| {
        let corner = area.min + vec2(NAME + hour as f32 * width, HEADER + day as f32 * CELL);
        Rect::from_min_size(corner, vec2(width, CELL)).shrink(1.0)
    };
    frame(ui, area, width, language);
    let mut places = Vec::new();
    for cell in &model.cells {
        let (day, hour) = (cell.slot.weekday as usize, cell.slot.hour as usize);
        let rect = place(day, hour);
        let strength = cell.slot.per_hour.map_or(0.0, |rate| rate.value / model.most.max(1e-9));
        let fill = sequence_in(ui, strength as f32);
        ui.painter().rect_filled(rect, 2, fill);
        if cell.slot.requests > 0 {
            let style = (SMALL, text_on(fill));
            let text = count(cell.slot.requests);
            ink::text(ui, rect.center(), Align2::CENTER_CENTER, &text, style, rect.width());
        }
        places.push((day * HOURS + hour, rect));
    }
    let find = |key: usize| {
        model
            .cells
            .iter()
            .map(|cell| &cell.slot)
            .find(|slot| (slot.weekday as usize, slot.hour as usize) == (key / HOURS, key % HOURS))
    };
    let marks =
        Marks { id: "week", columns: HOURS, tab_stops: TabStops::One, places: &places, selected: None };
    let name = |key| {
        find(key)
            .map_or_else(String::new, |slot| format!("{}: {}", Model::name(language, slot), per_hour(slot)))
    };
    let answer = marks.show(ui, name, |ui, key| {
        find(key).into_iter().for_each(|slot| tip(ui, slot, language));
    });
    let mark = |key: usize| find(key).map(|slot| Mark { weekday: slot.weekday, hour: slot.hour });
    answer.of(ui, (area, &places), mark)
}

fn per_hour(slot: &HourSlot) -> String {
    slot.per_hour.map_or_else(|| "–".to_owned(), |rate| decimal(rate.value, 2))
}

/// Weekdays on the left, every third hour above.
fn frame(ui: &Ui, area: Rect, width: f32, language: Language) {
    let style = (SMALL, tokens(ui).text_subdued);
    for day in 0..DAYS {
        let at = pos2(area.left(), area.top() + HEADER + (day as f32 + 0.5) * CELL);
        ink::text(ui, at, Align2::LEFT_CENTER, &weekday(language, day as u32), style, NAME - 4.0);
    }
    for hour in (0..HOURS).step_by(3) {
        let at = pos2(area.left() + NAME + hour as f32 * width, area.top() + HEADER / 2.0);
        ink::text(ui, at, Align2::LEFT_CENTER, &format!("{hour:02}"), style, width * 3.0);
    }
}

fn tip(ui: &mut Ui, slot: &HourSlot, language: Language) {
    let t = |key: &str| tr(language, &format!("service.column.{key}"));
    let interval = slot
        .per_hour
        .map_or_else(String::new, |rate| format!("{}–{}", decimal(rate.low, 2), decimal(rate.high, 2)));
    let people = slot.people.map_or_else(|| "–".to_owned(), |people| people.to_string());
    let rows = [
        (t("requests"), count(slot.requests)),
        (t("per_hour"), per_hour(slot)),
        (tr(language, "chart.interval_95"), interval),
        (t("people"), people),
    ];
    tooltip(ui, &Model::name(language, slot), &rows, "");
}
