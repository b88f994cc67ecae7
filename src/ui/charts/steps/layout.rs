//! Where the bars of the steps chart lie. Never draws, never knows what a bar means.

use eframe::egui::{Rect, pos2, vec2};

/// Height of a step: its name above its bar.
pub(super) const STEP: f32 = 50.0;
/// Height of what lies between two steps.
pub(super) const BETWEEN: f32 = 30.0;
/// Height of a bar.
pub(super) const BAR: f32 = 24.0;

/// The bar of a step, cut into its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// The whole line of the step.
    pub(super) row: Rect,
    /// Who went on, who is open, who stopped, from the left; empty parts have no width.
    pub(super) parts: [Rect; 3],
}

/// Height of the whole chart.
pub(super) fn height(steps: usize) -> f32 {
    steps as f32 * STEP + steps.saturating_sub(1) as f32 * BETWEEN
}

/// The bar of step `index`, whose parts have these counts; `most` fills the width.
pub(super) fn bar(area: Rect, index: usize, counts: [u64; 3], most: u64) -> Bar {
    let top = area.top() + index as f32 * (STEP + BETWEEN);
    let row = Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), STEP));
    let unit = if most > 0 { area.width() / most as f32 } else { 0.0 };
    let mut left = area.left();
    let parts = counts.map(|count| {
        let width = (count as f32 * unit).min(area.right() - left).max(0.0);
        let part = Rect::from_min_size(pos2(left, row.bottom() - BAR), vec2(width, BAR));
        left += width;
        part
    });
    Bar { row, parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_side_by_side_within_the_area_and_steps_below_one_another() {
        let area = Rect::from_min_size(pos2(10.0, 20.0), vec2(300.0, height(3)));
        for (counts, most) in [([5, 3, 2], 10), ([0, 0, 0], 0), ([u64::MAX / 4, 0, 7], 9)] {
            let bar = bar(area, 1, counts, most);
            assert!(area.expand(0.5).contains_rect(bar.row));
            for part in bar.parts {
                assert!(part.width() >= 0.0 && area.expand(0.5).contains_rect(part), "{part:?}");
            }
            assert!(bar.parts[0].right() <= bar.parts[1].left() + 0.5);
        }
        assert!(bar(area, 0, [1, 0, 0], 1).row.bottom() < bar(area, 1, [1, 0, 0], 1).row.top());
        assert!(bar(area, 2, [1, 0, 0], 1).row.bottom() <= area.bottom() + 0.5);
    }
}
