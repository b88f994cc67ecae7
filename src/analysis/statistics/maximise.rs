//! The highest point of a smooth function of a few numbers (BFGS with backtracking; Nocedal and Wright 2006, chapter 6). Never knows what
//! the numbers mean.

/// Steps that are tried before giving up.
const MOST_ROUNDS: usize = 300;
/// The slope at which the top is reached.
const FLAT: f64 = 1e-8;
/// A gain that rounding hides, as a part of the value.
const NOISE: f64 = 4.0 * f64::EPSILON;
/// The longest step.
const LONGEST: f64 = 2.0;

/// Where the search ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Maximum<const N: usize> {
    /// The numbers.
    pub at: [f64; N],
    /// The value there.
    pub value: f64,
    /// Whether it is flat there; otherwise the search gave up.
    pub converged: bool,
    /// How the slope changes there, inverted, as far as the search has learnt it: where a search of nearly the same function begins.
    pub bend: [[f64; N]; N],
}

/// Climbs from `start`; `function` yields value and slope. A place without a finite value is never entered.
pub fn maximise<const N: usize>(
    start: [f64; N],
    function: impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Maximum<N> {
    maximise_on(start, identity(), function)
}

/// As [`maximise`], with the bend that the search of a similar function has learnt.
pub fn maximise_on<const N: usize>(
    start: [f64; N],
    mut bend: [[f64; N]; N],
    mut function: impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Maximum<N> {
    let mut at = start;
    let (mut value, mut slope) = function(&at);
    for _ in 0..MOST_ROUNDS {
        if norm(&slope) < FLAT {
            return Maximum { at, value, converged: value.is_finite(), bend };
        }
        let mut step = times(&bend, &slope);
        if dot(&step, &slope) <= 0.0 {
            bend = identity();
            step = slope;
        }
        if dot(&step, &slope) <= NOISE * value.abs() {
            // What is left to gain cannot be told from rounding any more.
            let converged = value.is_finite() && norm(&slope) < FLAT.sqrt();
            return Maximum { at, value, converged, bend };
        }
        let length = norm(&step);
        if length > LONGEST {
            step = step.map(|part| part * LONGEST / length);
        }
        let Some((next, next_value, next_slope)) = walk(&at, value, &slope, &step, &mut function) else {
            // No way up: as flat as numbers of this size can tell, or a place without a value.
            let converged = value.is_finite() && norm(&slope) < FLAT.sqrt();
            return Maximum { at, value, converged, bend };
        };
        update(&mut bend, &difference(&next, &at), &difference(&slope, &next_slope));
        (at, value, slope) = (next, next_value, next_slope);
    }
    Maximum { at, value, converged: false, bend }
}

/// A place, its value and its slope.
type Place<const N: usize> = ([f64; N], f64, [f64; N]);

/// The first place along `step`, halved as often as needed, that is high enough (Armijo).
fn walk<const N: usize>(
    at: &[f64; N],
    value: f64,
    slope: &[f64; N],
    step: &[f64; N],
    function: &mut impl FnMut(&[f64; N]) -> (f64, [f64; N]),
) -> Option<Place<N>> {
    let rise = dot(slope, step);
    let mut share = 1.0;
    for _ in 0..40 {
        let mut next = *at;
        next.iter_mut().zip(step).for_each(|(own, part)| *own += share * part);
        let (next_value, next_slope) = function(&next);
        let is_sound = next_value.is_finite() && next_slope.iter().all(|part| part.is_finite());
        if is_sound && next_value >= value + 1e-4 * share * rise && next != *at {
            return Some((next, next_value, next_slope));
        }
        share *= 0.5;
    }
    None
}

/// Learns how the slope changed by `fall` over `way`.
fn update<const N: usize>(bend: &mut [[f64; N]; N], way: &[f64; N], fall: &[f64; N]) {
    let curve = dot(way, fall);
    if curve <= 1e-14 * norm(way) * norm(fall) {
        return;
    }
    let turned = times(bend, fall);
    let factor = (1.0 + dot(fall, &turned) / curve) / curve;
    for row in 0..N {
        for column in 0..N {
            bend[row][column] += factor * way[row] * way[column]
                - (turned[row] * way[column] + way[row] * turned[column]) / curve;
        }
    }
}

fn identity<const N: usize>() -> [[f64; N]; N] {
    let mut matrix = [[0.0; N]; N];
    (0..N).for_each(|index| matrix[index][index] = 1.0);
    matrix
}

fn times<const N: usize>(matrix: &[[f64; N]; N], vector: &[f64; N]) -> [f64; N] {
    matrix.map(|row| dot(&row, vector))
}

fn dot<const N: usize>(left: &[f64; N], right: &[f64; N]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn norm<const N: usize>(vector: &[f64; N]) -> f64 {
    dot(vector, vector).sqrt()
}

fn difference<const N: usize>(left: &[f64; N], right: &[f64; N]) -> [f64; N] {
    let mut result = *left;
    result.iter_mut().zip(right).for_each(|(own, other)| *own -= other);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crooked_hill_is_climbed_to_its_top() {
        // Rosenbrock's valley, upside down: the top is at (1, 1).
        let hill = |[x, y]: &[f64; 2]| {
            let value = -(1.0 - x).powi(2) - 100.0 * (y - x * x).powi(2);
            (value, [2.0 * (1.0 - x) + 400.0 * x * (y - x * x), -200.0 * (y - x * x)])
        };
        let top = maximise([-1.2, 1.0], hill);
        assert!(top.converged && (top.at[0] - 1.0).abs() < 1e-6 && (top.at[1] - 1.0).abs() < 1e-6, "{top:?}");
    }

    #[test]
    fn a_slope_without_a_top_is_told() {
        assert!(!maximise([0.0], |[x]: &[f64; 1]| (*x, [1.0])).converged);
        assert!(!maximise([0.0], |_: &[f64; 1]| (f64::NAN, [f64::NAN])).converged);
    }
}
