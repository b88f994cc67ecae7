//! Draws the histogram and answers pointer and keyboard. Never counts.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::layout::{LINE, lines};
use super::model::{Mark, Model};
use crate::domain::Language;
use crate::ui::charts::ChartResponse;
use crate::ui::charts::ink;
use crate::ui::charts::mark::{Marks, TabStops, tooltip};
use crate::ui::text::{count, tr};
use crate::ui::theme::{SMALL, font, tokens};

/// One line per span: its name, its bar, its count.
pub fn show(ui: &mut Ui, model: &Model, language: Language) -> ChartResponse<Mark> {
    if model.is_empty() {
        ink::nothing(ui, language);
        return ChartResponse::default();
    }
    let t = tokens(ui);
    let size = vec2(ui.available_width(), LINE * model.bins.len() as f32);
    let (_, area) = ui.allocate_space(size);
    let counts: Vec<u64> = model.bins.iter().map(|bin| bin.count).collect();
    let lines = lines(area, &counts);
    for ((line, bar), bin) in lines.iter().zip(&model.bins) {
        let middle = line.center().y;
        ui.painter().text(line.left_center(), Align2::LEFT_CENTER, &bin.span, font(SMALL), t.text_subdued);
        ui.painter().rect_filled(*bar, 3, t.accent);
        let at = eframe::egui::pos2(bar.right() + 8.0, middle);
        ui.painter().text(at, Align2::LEFT_CENTER, count(bin.count), font(SMALL), t.text);
    }
    let places: Vec<(usize, Rect)> = lines.iter().map(|(line, _)| *line).enumerate().collect();
    let marks = Marks { id: "spans", columns: 1, tab_stops: TabStops::One, places: &places, selected: None };
    let answer = marks.show(
        ui,
        |index| format!("{}: {}", model.bins[index].span, count(model.bins[index].count)),
        |ui, index| {
            let bin = &model.bins[index];
            tooltip(ui, &bin.span, &[(tr(language, "path.times.people"), count(bin.count))], "");
        },
    );
    let mark = |bin: usize| Mark { bin };
    let bars: Vec<(usize, Rect)> = lines.iter().map(|(_, bar)| *bar).enumerate().collect();
    answer.of(ui, (area, &bars), |bin| Some(mark(bin)))
}
