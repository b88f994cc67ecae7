//! Lines that break between words in any language, Thai too, where words are not set apart. Never changes a word, never measures one.

use icu_segmenter::{LineSegmenter, options::LineBreakOptions};

use crate::domain::{Language, long_months};

/// Byte positions at which a line may end, the end of the text included.
pub fn break_opportunities(text: &str) -> Vec<usize> {
    let segments = LineSegmenter::new_lstm(LineBreakOptions::default()).segment_str(text);
    // A sign of percent stays with its number.
    let mut breaks: Vec<usize> = segments.filter(|&at| at > 0 && !text[at..].starts_with('%')).collect();
    // The segmenter takes the name of a month for two words.
    for word in long_months(Language::Thai) {
        for (start, _) in text.match_indices(word) {
            breaks.retain(|&at| at <= start || at >= start + word.len());
        }
    }
    breaks
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
    fn a_month_is_never_broken() {
        let text = "ถ้าทำได้ดีเท่าเดือนกันยายน 2025";
        let inside = text.find("กันยายน").expect("there") + 1..text.find(" 2025").expect("there");
        assert!(break_opportunities(text).iter().all(|at| !inside.contains(at)));
    }

    #[test]
    fn a_sign_of_percent_stays_with_its_number() {
        assert_eq!(wrapped("interval 95 % wide", 11.0), ["interval", "95 % wide"]);
    }

    #[test]
    fn english_spaces_and_line_ends_are_kept_where_they_matter() {
        assert_eq!(wrapped("one two three", 8.0), ["one two", "three"]);
        assert_eq!(wrapped("one\ntwo", 80.0), ["one", "two"]);
        assert_eq!(wrapped("unbreakable", 3.0), ["unbreakable"]);
        assert!(wrapped("", 3.0).is_empty());
    }
}
