//! Where the bars of the strip stand. Never draws.

use eframe::egui::{Rect, pos2};

/// Bars side by side in a rectangle, each as wide as the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The whole strip.
    pub(super) rect: Rect,
    bars: usize,
}

impl Layout {
    pub(super) fn new(rect: Rect, bars: usize) -> Self {
        Self { rect, bars: bars.max(1) }
    }

    fn step(&self) -> f32 {
        self.rect.width() / self.bars as f32
    }

    /// The bar with this index, `share` (0 to 1) of the height.
    pub(super) fn bar(&self, index: usize, share: f32) -> Rect {
        let gap = if self.step() > 4.0 { 1.0 } else { 0.0 };
        let left = self.rect.left() + index as f32 * self.step();
        let height = (self.rect.height() - 2.0) * share.clamp(0.0, 1.0);
        Rect::from_min_max(
            pos2(left, self.rect.bottom() - height),
            pos2(left + self.step() - gap, self.rect.bottom()),
        )
    }

    /// The stretch from one bar to another, as high as the strip.
    pub(super) fn stretch(&self, first: usize, last: usize) -> Rect {
        let left = self.rect.left() + first as f32 * self.step();
        let right = self.rect.left() + (last + 1) as f32 * self.step();
        Rect::from_x_y_ranges(left..=right, self.rect.y_range())
    }

    /// The bar at a place; the nearest where the place lies beside the strip.
    pub(super) fn at(&self, x: f32) -> usize {
        let index = (x - self.rect.left()) / self.step().max(f32::MIN_POSITIVE);
        (index.max(0.0) as usize).min(self.bars - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bar_is_found_where_it_stands_and_stays_inside() {
        for bars in [1, 2, 30, 600] {
            let rect = Rect::from_min_max(pos2(10.0, 0.0), pos2(610.0, 30.0));
            let layout = Layout::new(rect, bars);
            for index in 0..bars {
                let bar = layout.bar(index, 1.0);
                assert_eq!(layout.at(bar.center().x), index);
                assert!(rect.expand(0.01).contains_rect(bar), "{bars} {index}");
            }
            assert_eq!((layout.at(-50.0), layout.at(9_999.0)), (0, bars - 1));
            assert!((layout.stretch(0, bars - 1).width() - rect.width()).abs() < 0.01);
        }
    }
}
