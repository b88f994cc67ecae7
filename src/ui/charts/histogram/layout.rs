//! Where the bars stand. Pure geometry: never measures text, never picks a colour.

use eframe::egui::{Rect, pos2, vec2};

/// Height of a line, and of the bar in it.
pub const LINE: f32 = 26.0;
const BAR: f32 = 16.0;
/// Room for the name of a span, and for its count.
pub const NAMES: f32 = 150.0;
const COUNTS: f32 = 72.0;

/// A line per bar, from the top of `area`, with the bar's length by its share of the fullest.
pub fn lines(area: Rect, counts: &[u64]) -> Vec<(Rect, Rect)> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let room = (area.width() - NAMES - COUNTS).max(8.0);
    let line = |(index, count): (usize, &u64)| {
        let line = Rect::from_min_size(
            pos2(area.left(), area.top() + LINE * index as f32),
            vec2(area.width(), LINE),
        );
        let length = (room * (*count as f64 / most) as f32).max(if *count > 0 { 2.0 } else { 0.0 });
        let bar =
            Rect::from_min_size(pos2(line.left() + NAMES, line.center().y - BAR / 2.0), vec2(length, BAR));
        (line, bar)
    };
    counts.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_lie_in_their_lines_whatever_the_counts() {
        let area = Rect::from_min_size(pos2(10.0, 20.0), vec2(640.0, 400.0));
        for counts in [vec![], vec![0, 0], vec![1, u64::MAX, 3], vec![5; 15]] {
            let lines = lines(area, &counts);
            assert_eq!(lines.len(), counts.len());
            for (line, bar) in &lines {
                assert!(line.expand(0.1).contains_rect(*bar), "{bar:?}");
            }
            assert!(lines.windows(2).all(|pair| pair[0].0.bottom() <= pair[1].0.top() + 0.01));
        }
    }
}
