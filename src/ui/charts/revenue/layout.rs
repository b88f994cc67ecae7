//! Where the bars stand. Pure geometry: never measures text, never picks a colour.

use eframe::egui::{Rect, pos2};

use super::model::Model;
use crate::ui::charts::axis;

/// One month's bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The whole column, for the pointer.
    pub column: Rect,
    /// New, returning, anonymous, from the axis upwards.
    pub parts: [Rect; 3],
}

impl Bar {
    /// All its parts together.
    pub fn stack(&self) -> Rect {
        self.parts.iter().fold(Rect::NOTHING, |union, part| union.union(*part))
    }
}

/// End and step of the amount axis, in minor units.
pub fn scale(model: &Model) -> (f64, f64) {
    let height = |parts: [i64; 3]| parts.iter().map(|part| (*part).max(0) as f64).sum::<f64>();
    let top = model.months.iter().map(|month| height(month.parts())).fold(0.0, f64::max);
    // Whole major units, so that the axis of an empty chart does not read in satang.
    axis::from_zero(top.max(model.currency.minor_per_major() as f64 * 4.0), 4)
}

/// Bars in `frame`, whose height stands for `top` minor units; what refunds made negative has no height.
pub fn bars(frame: Rect, model: &Model, top: f64) -> Vec<Bar> {
    let number = model.months.len().max(1) as f32;
    let column = frame.width() / number;
    let half = (column * 0.36).min(28.0);
    let lay = |(index, month): (usize, &super::model::Month)| {
        let middle = frame.left() + column * (index as f32 + 0.5);
        let mut level = 0.0_f64;
        let y = |level: f64| frame.bottom() - (level / top).clamp(0.0, 1.0) as f32 * frame.height();
        let parts = month.parts().map(|part| {
            let from = y(level);
            level += part.max(0) as f64;
            Rect::from_min_max(pos2(middle - half, y(level)), pos2(middle + half, from))
        });
        let column = Rect::from_x_y_ranges(middle - column / 2.0..=middle + column / 2.0, frame.y_range());
        Bar { column, parts }
    };
    model.months.iter().enumerate().map(lay).collect()
}

#[cfg(test)]
mod tests {
    use eframe::egui::vec2;

    use super::super::model::tests::revenue;
    use super::*;

    fn outline(bar: &Bar) -> Rect {
        bar.parts[0].union(bar.parts[1]).union(bar.parts[2])
    }

    #[test]
    fn bars_stack_without_overlap_inside_the_frame_whatever_the_amounts() {
        let frame = Rect::from_min_size(pos2(50.0, 10.0), vec2(600.0, 240.0));
        let cases: [&[(i64, i64, i64, bool)]; 5] = [
            &[],
            &[(0, 0, 0, true)],
            &[(5, 10, 3, true), (-900, 40, 0, false), (1, 0, 0, true)],
            &[(i64::MAX, i64::MAX, i64::MAX, true)],
            &[(1_000_000, 2_000_000, 3_000, true); 120],
        ];
        for case in cases {
            let model = revenue(case);
            let (top, step) = scale(&model);
            assert!(top.is_finite() && step > 0.0 && top >= step);
            let bars = bars(frame, &model, top);
            for bar in &bars {
                assert!(frame.expand(0.1).contains_rect(outline(bar)), "{bar:?}");
                assert!(bar.parts[0].top() >= bar.parts[1].bottom() - 0.01);
                assert!(bar.parts[1].top() >= bar.parts[2].bottom() - 0.01);
            }
            assert!(bars.windows(2).all(|pair| outline(&pair[0]).right() < outline(&pair[1]).left()));
        }
    }
}
