//! What the lines show. Never draws, never computes a value.

use crate::ui::charts::axis::round_up;
use crate::ui::text::{decimal, signed};

/// One line: a value with its interval.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it is of.
    pub name: String,
    /// The value; nothing is drawn without one.
    pub value: Option<f64>,
    /// Lower and upper end of its interval, where it has one.
    pub interval: Option<(f64, f64)>,
    /// The value, written.
    pub text: String,
    /// What stands below the value, in small: n, the verdict.
    pub note: String,
    /// Whether it stands back, because the data do not tell it from the reference.
    pub quiet: bool,
}

/// What the axis counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A score from -100 to 100.
    #[default]
    Score,
    /// Percentage points of a difference, as fractions: 0.1 is ten points.
    Points,
}

/// A line that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Its index from the top.
    pub line: usize,
}

/// Lines below one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Tells the chart from others of its view.
    pub id: &'static str,
    /// The lines, from the top.
    pub lines: Vec<Line>,
    /// What they are held against: the score of everybody, or no difference.
    pub reference: f64,
    /// What the axis counts.
    pub unit: Unit,
    /// Name of the axis, with what stands to the left and right of the reference.
    pub axis: String,
}

impl Model {
    /// Ends of the axis and the distance of its ticks: round numbers that hold every interval and the reference.
    pub fn span(&self) -> (f64, f64, f64) {
        let ends = self.lines.iter().filter(|line| line.value.is_some()).flat_map(|line| {
            let value = line.value.unwrap_or(self.reference);
            let (low, high) = line.interval.unwrap_or((value, value));
            [value, low, high]
        });
        let finite = ends.filter(|end| end.is_finite());
        let from = (self.reference, self.reference);
        let (low, high) = finite.fold(from, |(low, high), end| (low.min(end), high.max(end)));
        let least = if self.unit == Unit::Score { 10.0 } else { 0.05 };
        let step = round_up((high - low).max(least) / 5.0);
        ((low / step).floor() * step, (high / step).ceil().max((low / step).floor() + 1.0) * step, step)
    }

    /// A value of the axis, written.
    pub fn tick(&self, value: f64) -> String {
        match self.unit {
            Unit::Score => signed(value, 0),
            Unit::Points if value.abs() < 1e-9 => "0".to_owned(),
            Unit::Points => {
                let text = decimal(value.abs() * 100.0, 1);
                if value < 0.0 { format!("−{text}") } else { format!("+{text}") }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: f64, low: f64, high: f64) -> Line {
        Line { value: Some(value), interval: Some((low, high)), ..Line::default() }
    }

    #[test]
    fn every_interval_and_the_reference_lie_between_round_ends() {
        for (reference, lines) in [
            (0.0, vec![]),
            (38.1, vec![line(30.0, 19.7, 39.4), line(60.0, 42.5, 72.6)]),
            (0.0, vec![line(-61.0, -66.0, -50.0)]),
            (0.0, vec![line(f64::NAN, f64::INFINITY, 3.0)]),
        ] {
            let model = Model { lines: lines.clone(), reference, ..Model::default() };
            let (low, high, step) = model.span();
            assert!(low < high && low <= reference && reference <= high && step > 0.0);
            for end in lines.iter().flat_map(|line| line.interval).flat_map(|(low, high)| [low, high]) {
                assert!(!end.is_finite() || (low <= end && end <= high), "{end} in {low} to {high}");
            }
        }
    }

    #[test]
    fn ticks_say_which_way_they_lie() {
        let points = Model { unit: Unit::Points, ..Model::default() };
        assert_eq!([-0.5, 0.0, 0.025].map(|value| points.tick(value)), ["−50", "0", "+2.5"]);
        assert_eq!(Model::default().tick(40.0), "+40");
    }
}
