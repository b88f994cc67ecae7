//! The scale of a chart: round steps, values to places, ticks with their lines. Never chooses what is shown.

use super::SMALL;
use crate::report::ink::Ink;
use crate::report::scene::{Align, Area, Scene};

/// A scale with round ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A scale that holds `low` and `high` (and what is no number not at all) in about `ticks` round steps.
    pub fn new(low: f64, high: f64, ticks: usize) -> Self {
        let low = if low.is_finite() { low } else { 0.0 };
        let high = if high.is_finite() && high > low { high } else { low + 1.0 };
        let step = round_step((high - low) / ticks.max(1) as f64);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a value is, 0 at the low end and 1 at the high one.
    pub fn part(&self, value: f64) -> f32 {
        let part = (value - self.low) / (self.high - self.low);
        if part.is_finite() { part.clamp(0.0, 1.0) as f32 } else { 0.0 }
    }

    /// The ticks, low to high.
    pub fn ticks(&self) -> Vec<f64> {
        let steps = ((self.high - self.low) / self.step).round() as usize;
        (0..=steps.min(100)).map(|index| self.low + self.step * index as f64).collect()
    }
}

/// 1, 2 or 5 times a power of ten, not below `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.max(f64::MIN_POSITIVE).log10().floor());
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power)
}

/// Lines across `plot` with their values on the left.
pub fn rules(scene: &mut Scene, plot: Area, scale: &Scale, say: &dyn Fn(f64) -> String) {
    for tick in scale.ticks() {
        let y = plot.bottom() - scale.part(tick) * plot.height;
        scene.line(vec![[plot.x, y], [plot.right(), y]], Ink::Outline, 1.0);
        scene.text([plot.x - 6.0, y + SMALL * 0.35], SMALL, Align::End, Ink::Subdued, say(tick));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_round_ends_that_hold_everything() {
        let scale = Scale::new(0.0, 8_734.0, 5);
        assert_eq!(scale.ticks(), [0.0, 2_000.0, 4_000.0, 6_000.0, 8_000.0, 10_000.0]);
        assert_eq!((scale.part(0.0), scale.part(10_000.0)), (0.0, 1.0));
        let points = Scale::new(-37.0, 62.0, 4);
        assert!(points.ticks()[0] <= -37.0 && *points.ticks().last().expect("ticks") >= 62.0);
    }

    #[test]
    fn nonsense_makes_a_scale_all_the_same() {
        for (low, high) in [(0.0, 0.0), (f64::NAN, 5.0), (3.0, f64::INFINITY), (7.0, 2.0), (0.0, 1e300)] {
            let scale = Scale::new(low, high, 4);
            assert!(
                scale.ticks().iter().all(|tick| tick.is_finite()) && scale.ticks().len() >= 2,
                "{low} {high}"
            );
            assert!(scale.part(f64::NAN) == 0.0);
        }
    }
}
