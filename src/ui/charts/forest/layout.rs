//! Where the lines and the axis stand. Never draws.

use eframe::egui::{Rect, pos2};

/// Height of a line.
pub(super) const ROW: f32 = 34.0;
/// Room for ticks and name of the axis.
pub(super) const AXIS: f32 = 40.0;

/// Names on the left, the axis in the middle, written values on the right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    area: Rect,
    names: f32,
    values: f32,
    span: (f64, f64),
}

impl Layout {
    /// Lines from the top of `area`; `names` and `values` wide on either side; `span` from end to end of the axis.
    pub(super) fn new(area: Rect, (names, values): (f32, f32), span: (f64, f64)) -> Self {
        Self { area, names, values, span }
    }

    /// The line with this index, across the whole width.
    pub(super) fn row(&self, index: usize) -> Rect {
        let top = self.area.top() + index as f32 * ROW;
        Rect::from_min_max(pos2(self.area.left(), top), pos2(self.area.right(), top + ROW))
    }

    /// Where the axis begins and ends.
    pub(super) fn ends(&self) -> (f32, f32) {
        let left = self.area.left() + self.names;
        (left, (self.area.right() - self.values).max(left + 20.0))
    }

    /// Where a value stands; beyond the ends it stands at the end.
    pub(super) fn x(&self, value: f64) -> f32 {
        let (left, right) = self.ends();
        let (low, high) = self.span;
        let share = ((value - low) / (high - low).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        left + share as f32 * (right - left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_order_between_the_ends_and_lines_do_not_touch() {
        let area = Rect::from_min_max(pos2(10.0, 0.0), pos2(710.0, 400.0));
        let layout = Layout::new(area, (200.0, 120.0), (-100.0, 100.0));
        let places = [-1e9, -100.0, -3.0, 0.0, 99.0, 100.0, 1e9].map(|value| layout.x(value));
        assert!(places.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!((places[0], places[6]), layout.ends());
        assert!(layout.row(0).bottom() <= layout.row(1).top());
        assert!(layout.x(f64::NAN).is_nan() || area.x_range().contains(layout.x(f64::NAN)));
    }
}
