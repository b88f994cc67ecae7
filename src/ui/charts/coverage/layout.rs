//! Where lines, days and months stand. Pure geometry: never measures text, never picks a colour.

use eframe::egui::{Pos2, Rect, pos2, vec2};

use crate::domain::Day;

/// Height of a line.
pub const ROW: f32 = 42.0;
/// Height of the strip of days within it.
pub const STRIP: f32 = 18.0;
/// Height of the axis.
pub const AXIS: f32 = 24.0;
/// Room for the number of records.
const COUNT: f32 = 76.0;

/// The columns of the chart: name, number of records, strip of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    origin: Pos2,
    name: f32,
    /// Left and right end of the strips.
    pub strip: (f32, f32),
    ends: (Day, Day),
}

impl Grid {
    /// A chart from `ends.0` to the day before `ends.1` in `width`.
    pub fn new(origin: Pos2, width: f32, ends: (Day, Day)) -> Self {
        let name = (width * 0.26).clamp(80.0, 280.0);
        let left = origin.x + name + COUNT + 16.0;
        Self { origin, name, strip: (left, (origin.x + width).max(left + 24.0)), ends }
    }

    /// Height of the chart.
    pub fn height(rows: usize) -> f32 {
        AXIS + rows as f32 * ROW
    }

    /// Where a day begins, from left to right.
    pub fn x(&self, day: Day) -> f32 {
        let days = (self.ends.1.0 - self.ends.0.0).max(1) as f32;
        let share = (day.0 - self.ends.0.0) as f32 / days;
        self.strip.0 + share.clamp(0.0, 1.0) * (self.strip.1 - self.strip.0)
    }

    /// The line of a file.
    pub fn row(&self, index: usize) -> Rect {
        let top = self.origin.y + AXIS + index as f32 * ROW;
        Rect::from_min_max(pos2(self.origin.x, top), pos2(self.strip.1, top + ROW))
    }

    /// Place of its name.
    pub fn name(&self, index: usize) -> Rect {
        Rect::from_min_size(self.row(index).min, vec2(self.name, ROW))
    }

    /// Right end of its number of records.
    pub fn count(&self, index: usize) -> Pos2 {
        pos2(self.strip.0 - 16.0, self.row(index).center().y)
    }

    /// The strip from one day to another, both included; at least 2 points wide.
    pub fn days(&self, index: usize, from: Day, to: Day) -> Rect {
        let middle = self.row(index).center().y;
        let (left, right) = (self.x(from), self.x(to.plus(1)));
        let left = left.min(self.strip.1 - 2.0);
        Rect::from_min_max(
            pos2(left, middle - STRIP / 2.0),
            pos2(right.max(left + 2.0), middle + STRIP / 2.0),
        )
    }
}

/// Months between two names on the axis, so that `least` points lie between them.
pub fn label_step(months: i32, width: f32, least: f32) -> i32 {
    let fits = |step: &i32| width / (months.max(1) as f32 / *step as f32) >= least;
    [1, 2, 3, 6, 12, 24, 60, 120, 240].into_iter().find(fits).unwrap_or(600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other_and_stay_inside_for_any_width() {
        for width in [0.0, 300.0, 960.0, 4_000.0] {
            for days in [1, 31, 800, 20_000] {
                let grid = Grid::new(pos2(10.0, 20.0), width, (Day(100), Day(100 + days)));
                let first = grid.days(2, Day(100), Day(100));
                let last = grid.days(2, Day(99 + days), Day(99 + days));
                assert!(first.left() >= grid.strip.0 && last.right() <= grid.strip.1 + 2.0, "{width} {days}");
                assert!(first.left() <= last.left() && first.width() >= 2.0 && last.width() >= 2.0);
                assert!(grid.row(2).contains_rect(Rect::from_center_size(first.center(), vec2(0.0, STRIP))));
                assert!(grid.name(2).right() < grid.strip.0 && grid.count(2).x < grid.strip.0);
                assert!(grid.row(1).bottom() <= grid.row(2).top());
                // Days outside the axis do not leave the chart.
                assert!(grid.days(0, Day(-9_999), Day(99_999)).right() <= grid.strip.1 + 2.0);
            }
        }
    }

    #[test]
    fn names_on_the_axis_have_room() {
        assert_eq!(label_step(12, 900.0, 70.0), 1);
        assert_eq!(label_step(24, 700.0, 70.0), 3);
        assert_eq!(label_step(360, 700.0, 70.0), 60);
        assert_eq!(label_step(0, 0.0, 70.0), 600);
    }
}
