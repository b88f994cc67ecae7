//! Lines that break between Thai words. egui breaks Thai only at spaces, so prose is broken by
//! `report::lines` as egui measures it; nothing here changes a word.

use std::sync::Arc;

use crate::report::{break_opportunities, lines};
use crate::ui::theme::{BODY, font};
use eframe::egui::{
    Color32, FontId, Galley, Label, Response, RichText, Sense, TextWrapMode, Ui, cache::ComputerMut,
    cache::FrameCache, text::LayoutJob, text::TextFormat,
};

/// Finds break opportunities; egui keeps the answers of the last frame.
#[derive(Default)]
struct Breaks;

impl ComputerMut<&str, Arc<Vec<usize>>> for Breaks {
    fn compute(&mut self, text: &str) -> Arc<Vec<usize>> {
        Arc::new(break_opportunities(text))
    }
}

type BreakCache = FrameCache<Arc<Vec<usize>>, Breaks>;

/// Lays `text` out in lines no wider than `width`, broken between words in any language.
pub fn galley(ui: &Ui, text: &str, font: &FontId, color: Color32, width: f32) -> Arc<Galley> {
    let breaks = ui.memory_mut(|memory| memory.caches.cache::<BreakCache>().get(text).clone());
    let painter = ui.painter();
    let measure = |part: &str| painter.layout_no_wrap(part.to_owned(), font.clone(), color).size().x;
    let broken = lines(text, width.max(24.0), &breaks, measure);
    let mut format = TextFormat::simple(font.clone(), color);
    if broken.len() > 1 {
        // Marks above one Thai line must not touch vowels below the line before it.
        // The sign of the baht stands in the Latin face.
        let thai = text.chars().any(|c| ('\u{E00}'..='\u{E7F}').contains(&c) && c != '฿');
        format.line_height = Some((font.size * if thai { 1.55 } else { 1.4 }).round());
    }
    painter.layout_job(LayoutJob::single_section(broken.join("\n"), format))
}

/// Prose across the available width.
pub fn paragraph(ui: &mut Ui, text: &str) -> Response {
    let color = ui.visuals().text_color();
    paragraph_colored(ui, text, BODY, color)
}

/// Prose across the available width, in a size and colour.
pub fn paragraph_colored(ui: &mut Ui, text: &str, size: f32, color: Color32) -> Response {
    let galley = galley(ui, text, &font(size), color, ui.available_width());
    let response = ui.add(Label::new(galley).wrap_mode(TextWrapMode::Extend));
    // Screen readers get the sentence without our line ends.
    response.ctx.accesskit_node_builder(response.id, |node| node.set_value(text));
    response.accessible_name(text)
}

/// One line, cut with an ellipsis where the room ends and shown whole on hover.
pub fn truncated(ui: &mut Ui, text: &str, size: f32, color: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).size(size).color(color)).truncate().sense(Sense::hover()))
}
