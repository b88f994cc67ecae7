//! Lines that break between Thai words. egui breaks Thai only at spaces, so prose is segmented and measured here; nothing here changes a word.

use std::sync::Arc;

use crate::ui::theme::{BODY, font};
use eframe::egui::{
    Color32, FontId, Galley, Label, Response, RichText, Sense, TextWrapMode, Ui, cache::ComputerMut,
    cache::FrameCache, text::LayoutJob, text::TextFormat,
};
use icu_segmenter::{LineSegmenter, options::LineBreakOptions};

/// Finds break opportunities; egui keeps the answers of the last frame.
#[derive(Default)]
struct Breaks;

impl ComputerMut<&str, Arc<Vec<usize>>> for Breaks {
    fn compute(&mut self, text: &str) -> Arc<Vec<usize>> {
        Arc::new(break_opportunities(text))
    }
}

type BreakCache = FrameCache<Arc<Vec<usize>>, Breaks>;

/// Byte positions at which a line may end, the end of the text included.
fn break_opportunities(text: &str) -> Vec<usize> {
    LineSegmenter::new_lstm(LineBreakOptions::default()).segment_str(text).filter(|&at| at > 0).collect()
}

/// Breaks `text` into lines no wider than `width` as `measure` sees it; a single word wider than that keeps its own
/// line. Line ends in the text are kept.
pub fn lines(text: &str, width: f32, breaks: &[usize], mut measure: impl FnMut(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for &next in breaks {
        let Some(candidate) = text.get(start..next) else { continue };
        if end > start && measure(candidate.trim_end()) > width {
            lines.push(text[start..end].trim_end().to_owned());
            start = end;
        }
        end = next;
        if text[start..end].ends_with('\n') {
            lines.push(text[start..end].trim_end().to_owned());
            start = end;
        }
    }
    if start < text.len() {
        lines.push(text[start..].trim_end().to_owned());
    }
    lines
}

/// Lays `text` out in lines no wider than `width`, broken between words in any language.
pub fn galley(ui: &Ui, text: &str, font: &FontId, color: Color32, width: f32) -> Arc<Galley> {
    let breaks = ui.memory_mut(|memory| memory.caches.cache::<BreakCache>().get(text).clone());
    let painter = ui.painter();
    let measure = |part: &str| painter.layout_no_wrap(part.to_owned(), font.clone(), color).size().x;
    let broken = lines(text, width.max(24.0), &breaks, measure);
    let mut format = TextFormat::simple(font.clone(), color);
    if broken.len() > 1 {
        // Marks above one Thai line must not touch vowels below the line before it.
        let thai = text.chars().any(|c| ('\u{E00}'..='\u{E7F}').contains(&c));
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
    response.accessible_name(text)
}

/// One line, cut with an ellipsis where the room ends and shown whole on hover.
pub fn truncated(ui: &mut Ui, text: &str, size: f32, color: Color32) -> Response {
    ui.add(Label::new(RichText::new(text).size(size).color(color)).truncate().sense(Sense::hover()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character that takes room is one unit wide; Thai marks take none.
    fn width(text: &str) -> f32 {
        text.chars()
            .filter(|c| !matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'))
            .count() as f32
    }

    fn wrapped(text: &str, room: f32) -> Vec<String> {
        lines(text, room, &break_opportunities(text), width)
    }

    #[test]
    fn thai_breaks_between_words_and_loses_no_letter() {
        let text = "ลูกค้าที่กลับมาซื้อซ้ำภายในสามเดือน";
        let lines = wrapped(text, 12.0);
        assert!(lines.len() > 2, "{lines:?}");
        assert_eq!(lines.concat(), text);
        assert!(lines.iter().all(|line| width(line) <= 12.0), "{lines:?}");
        assert!(lines[0].starts_with("ลูกค้า"), "{lines:?}");
    }

    #[test]
    fn english_spaces_and_line_ends_are_kept_where_they_matter() {
        assert_eq!(wrapped("one two three", 8.0), ["one two", "three"]);
        assert_eq!(wrapped("one\ntwo", 80.0), ["one", "two"]);
        assert_eq!(wrapped("unbreakable", 3.0), ["unbreakable"]);
        assert!(wrapped("", 3.0).is_empty());
    }
}
