//! Where the parts of the NPS chart stand. Pure geometry: never measures text, never picks a colour.

use eframe::egui::{Rect, lerp, pos2, remap_clamp, vec2};

use super::model::{Group, Model};

/// Height of bar and score axis together.
pub const TOP: f32 = 44.0 + 12.0 + 64.0;
/// Height of the distribution and of the trend.
pub const BOTTOM: f32 = 200.0;

/// Bar and score axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Top {
    /// Promoters, passives, detractors.
    pub groups: [Rect; 3],
    /// The axis from -100 to 100: left and right end of its line.
    pub axis: Rect,
}

impl Top {
    /// Lays bar and axis out in `area`; without answers all groups are empty.
    pub fn new(area: Rect, model: &Model) -> Self {
        let bar = Rect::from_min_size(area.min, vec2(area.width(), 44.0));
        let mut left = bar.left();
        let groups = Group::ALL.map(|group| {
            let width = model.share(group).value().unwrap_or(0.0).clamp(0.0, 1.0) as f32 * bar.width();
            let rect = Rect::from_min_max(
                pos2(left, bar.top()),
                pos2((left + width).min(bar.right()), bar.bottom()),
            );
            left = rect.right();
            rect
        });
        let line = bar.bottom() + 12.0 + 36.0;
        let inset = 20.0_f32.min(area.width() / 4.0);
        let axis = Rect::from_min_max(pos2(area.left() + inset, line), pos2(area.right() - inset, line));
        Self { groups, axis }
    }

    /// Place of a score on the axis; anything beyond -100 and 100 stops at the ends.
    pub fn x(&self, score: f64) -> f32 {
        let score = if score.is_finite() { score } else { 0.0 };
        lerp(self.axis.x_range(), remap_clamp(score as f32, -100.0..=100.0, 0.0..=1.0))
    }
}

/// One bar per score 0-10 in `area`, which keeps 18 points above for numbers and 18 below for scores.
pub fn distribution(area: Rect, counts: &[u64; 11]) -> [Rect; 11] {
    let most = counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let (top, bottom) = (area.top() + 18.0, (area.bottom() - 18.0).max(area.top() + 18.0));
    let column = area.width() / 11.0;
    std::array::from_fn(|score| {
        let height = (counts[score] as f64 / most) as f32 * (bottom - top);
        let left = area.left() + column * score as f32;
        let gap = (column * 0.12).min(4.0);
        Rect::from_min_max(pos2(left + gap, bottom - height), pos2(left + column - gap, bottom))
    })
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::nps;
    use super::*;

    #[test]
    fn groups_fill_the_bar_side_by_side_for_any_answers() {
        let area = Rect::from_min_size(pos2(10.0, 10.0), vec2(500.0, TOP));
        for distribution in [[0; 11], [1; 11], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], [u64::from(u32::MAX); 11]] {
            let model = Model::new(&nps(distribution, vec![]));
            let top = Top::new(area, &model);
            assert!(top.groups.windows(2).all(|pair| (pair[0].right() - pair[1].left()).abs() < 0.01));
            let end = if model.is_empty() { area.left() } else { area.right() };
            assert!((top.groups[2].right() - end).abs() < 0.1, "{:?}", top.groups);
        }
    }

    #[test]
    fn the_axis_runs_from_minus_100_to_100_and_holds_nonsense_inside() {
        let area = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, TOP));
        let top = Top::new(area, &Model::new(&nps([1; 11], vec![])));
        assert!((top.x(0.0) - 200.0).abs() < 0.01);
        assert_eq!((top.x(-900.0), top.x(900.0)), (top.axis.left(), top.axis.right()));
        assert!((top.x(f64::NAN) - 200.0).abs() < 0.01);
    }

    #[test]
    fn score_bars_never_overlap_or_leave_their_area() {
        let area = Rect::from_min_size(pos2(5.0, 5.0), vec2(330.0, 120.0));
        for counts in [[0; 11], [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, u64::MAX]] {
            let bars = distribution(area, &counts);
            assert!(bars.windows(2).all(|pair| pair[0].right() < pair[1].left()));
            assert!(bars.iter().all(|bar| area.contains_rect(*bar) && bar.height() >= 0.0));
        }
    }
}
