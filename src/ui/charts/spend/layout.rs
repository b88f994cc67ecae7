//! Where the parts of each month stand. Pure geometry: never measures text, never picks a colour.

use eframe::egui::{Rect, pos2};

use super::model::{Measure, Model};
use crate::ui::charts::axis;

/// One month.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// The whole column, for the pointer.
    pub column: Rect,
    /// One part per series, from the axis upwards.
    pub parts: Vec<Rect>,
}

/// End and step of the axis.
pub fn scale(model: &Model) -> (f64, f64) {
    let top = model.months.iter().map(|(month, _)| model.total(*month) as f64).fold(0.0, f64::max);
    // Whole units, so that the axis of an empty chart does not read in satang or parts of a click.
    let least = if model.measure == Measure::Spend { 400.0 } else { 4.0 };
    axis::from_zero(top.max(least), 4)
}

/// Stacks in `frame`, whose height stands for `top`.
pub fn stacks(frame: Rect, model: &Model, top: f64) -> Vec<Stack> {
    let column = frame.width() / model.months.len().max(1) as f32;
    let half = (column * 0.36).min(28.0);
    let lay = |(index, (month, _)): (usize, &(crate::domain::MonthIndex, bool))| {
        let middle = frame.left() + column * (index as f32 + 0.5);
        let y = |level: f64| frame.bottom() - (level / top).clamp(0.0, 1.0) as f32 * frame.height();
        let mut level = 0.0_f64;
        let part = |series| {
            let from = y(level);
            level += model.height(series, *month) as f64;
            Rect::from_min_max(pos2(middle - half, y(level)), pos2(middle + half, from))
        };
        let parts = model.series.iter().map(part).collect();
        let column = Rect::from_x_y_ranges(middle - column / 2.0..=middle + column / 2.0, frame.y_range());
        Stack { column, parts }
    };
    model.months.iter().enumerate().map(lay).collect()
}

#[cfg(test)]
mod tests {
    use eframe::egui::vec2;

    use super::super::model::tests::model;
    use super::*;

    #[test]
    fn parts_stand_on_one_another_inside_the_frame_whatever_the_amounts() {
        let frame = Rect::from_min_size(pos2(50.0, 10.0), vec2(600.0, 240.0));
        let cases: [&[(&str, &[i64])]; 5] = [
            &[],
            &[("a", &[0])],
            &[("a", &[500, -700, 0]), ("b", &[1, 2, 3])],
            &[("a", &[i64::MAX]), ("b", &[i64::MAX])],
            &[("a", &[1_000; 150])],
        ];
        for case in cases {
            let model = model(case);
            let (top, step) = scale(&model);
            assert!(top.is_finite() && step > 0.0 && top >= step);
            let stacks = stacks(frame, &model, top);
            assert_eq!(stacks.len(), model.months.len());
            for stack in &stacks {
                assert!(stack.parts.iter().all(|part| frame.expand(0.1).contains_rect(*part)), "{stack:?}");
                assert!(stack.parts.windows(2).all(|two| two[1].bottom() <= two[0].top() + 0.01));
            }
            assert!(stacks.windows(2).all(|two| two[0].column.right() <= two[1].column.left() + 0.1));
        }
    }
}
