//! The steps of the curve, its band, and where the axes end, in data coordinates. Never draws, never smooths.

use super::model::Model;
use crate::analysis::CurvePoint;
use crate::ui::charts::axis;

/// Ends and steps of the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Last day shown.
    pub days: f64,
    /// Largest share shown.
    pub share: f64,
    /// Distance of the share ticks.
    pub share_step: f64,
}

/// Room for the curve up to a year (or its own end, when shorter), for every window, and for every upper end.
pub fn extent(model: &Model) -> Extent {
    let longest = model.windows.iter().map(|window| window.result.days).max().unwrap_or(0);
    let end = model.curve.last().map_or(0, |point| point.day).min(365).max(longest).max(30);
    let shown = model.curve.iter().filter(|point| point.day <= end);
    let curve = shown.map(|point| point.high.filter(|high| high.is_finite()).unwrap_or(point.value));
    let windows = model.windows.iter().filter(|window| !window.thin);
    let windows = windows.filter_map(|window| window.result.high.or(window.result.rate));
    let top = curve.chain(windows).filter(|value| value.is_finite()).fold(0.01, f64::max).min(1.0);
    let (share, share_step) = axis::from_zero(top, 5);
    Extent { days: f64::from(end) * 1.02, share: share.min(1.0), share_step }
}

/// Corners of the step curve from day 0, and of its lower and upper ends: (day, value, low, high).
pub fn steps(curve: &[CurvePoint], last_day: f64) -> Vec<[f64; 4]> {
    let mut corners = vec![[0.0; 4]];
    let mut level = [0.0; 3];
    for point in curve.iter().filter(|point| f64::from(point.day) <= last_day) {
        let day = f64::from(point.day);
        corners.push([day, level[0], level[1], level[2]]);
        let finite = |end: Option<f64>| end.filter(|end| end.is_finite()).unwrap_or(point.value);
        level = [point.value, finite(point.low), finite(point.high)];
        corners.push([day, level[0], level[1], level[2]]);
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::super::model::tests::{point, repeat};
    use super::*;

    #[test]
    fn a_step_is_flat_then_upright_and_its_band_holds_it() {
        let corners = steps(&[point(3, 0.1), point(10, 0.2)], 365.0);
        let curve: Vec<(f64, f64)> = corners.iter().map(|corner| (corner[0], corner[1])).collect();
        assert_eq!(curve, [(0.0, 0.0), (3.0, 0.0), (3.0, 0.1), (10.0, 0.1), (10.0, 0.2)]);
        assert!(corners.iter().all(|[_, value, low, high]| low <= value && value <= high));
    }

    #[test]
    fn axes_hold_everything_and_survive_nothing_nonsense_and_decades() {
        let check = |points: Vec<CurvePoint>, rates: &[(u32, Option<f64>, u64)]| {
            let extent = extent(&Model::new(&repeat(points, rates)));
            assert!(extent.days >= 30.0 && extent.days <= 400.0, "{extent:?}");
            assert!(extent.share > 0.0 && extent.share <= 1.0, "{extent:?}");
            extent
        };
        check(vec![], &[]);
        check(vec![point(0, f64::NAN), point(9_000, 0.9)], &[(365, Some(0.99), 50)]);
        assert!(check(vec![point(3, 0.3)], &[]).share >= 0.33);
    }
}
