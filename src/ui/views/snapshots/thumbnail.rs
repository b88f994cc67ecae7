//! A snapshot's journey in miniature: five bars, as they were. Never a figure in words, never recomputed.

use eframe::egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::Journey;
use crate::domain::Language;
use crate::ui::text::{count, stage};
use crate::ui::theme::tokens;

/// Height in points.
const HEIGHT: f32 = 56.0;
/// Room between bars.
const GAP: f32 = 6.0;
/// The least that a bar with somebody in it shows.
const LEAST: f32 = 2.0;

/// Draws the bars over the available width: the logarithm of each count, for a journey narrows by powers of ten.
pub(super) fn ui(ui: &mut Ui, journey: &Journey, language: Language) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let most = journey.stages.iter().filter_map(|stage| stage.count).max().unwrap_or(0);
    let bars = journey.stages.len().max(1) as f32;
    let width = (rect.width() - GAP * (bars - 1.0)) / bars;
    ui.painter().rect_filled(rect, 4.0, t.background);
    for (index, result) in journey.stages.iter().enumerate() {
        let Some(size) = result.count else { continue };
        let share = (size as f32 + 1.0).ln() / (most as f32 + 1.0).ln().max(1.0);
        let height = (rect.height() - 8.0) * share;
        let left = rect.left() + index as f32 * (width + GAP);
        let height = if size > 0 { height.max(LEAST) } else { 0.0 };
        let bar = Rect::from_min_max(pos2(left, rect.bottom() - height), pos2(left + width, rect.bottom()));
        ui.painter().rect_filled(bar, 2.0, t.accent);
    }
    let words = journey.stages.iter().filter_map(|result| {
        result.count.map(|size| format!("{} {}", stage(language, result.stage), count(size)))
    });
    let words: Vec<String> = words.collect();
    let words = words.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    response.on_hover_text(words);
}
