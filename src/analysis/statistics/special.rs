//! Functions of mathematics that the crates at hand lack. Never a statistic.

/// Terms after which a series is given up.
const MOST_TERMS: u32 = 20_000;

/// Gauss's hypergeometric function 2F1(a, b; c; z) for 0 <= z < 1 and c that is no whole number below 1 (Abramowitz and Stegun 15.1.1).
/// `None` where the series does not settle.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    if !(0.0..1.0).contains(&z) || (c <= 0.0 && c.fract() == 0.0) {
        return None;
    }
    // Euler's transformation where it makes the parameters smaller: the terms then fall from the start.
    if c - a - b < 0.0 && z > 0.5 {
        return Some((1.0 - z).powf(c - a - b) * series(c - a, c - b, c, z)?);
    }
    series(a, b, c, z)
}

fn series(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    let (mut term, mut sum) = (1.0_f64, 1.0_f64);
    for index in 0..MOST_TERMS {
        let n = f64::from(index);
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        if term.abs() <= 1e-16 * sum.abs() {
            return sum.is_finite().then_some(sum);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_come_out() {
        let near = |ours: Option<f64>, theirs: f64| {
            let ours = ours.expect("a value");
            assert!((ours - theirs).abs() < 1e-12 * theirs.abs().max(1.0), "{ours} is not {theirs}");
        };
        // 2F1(1, 1; 2; z) = -ln(1 - z) / z, 2F1(a, b; b; z) = (1 - z)^-a.
        for z in [0.1, 0.5, 0.9, 0.99] {
            near(hypergeometric(1.0, 1.0, 2.0, z), -(1.0_f64 - z).ln() / z);
            near(hypergeometric(2.5, 0.7, 0.7, z), (1.0_f64 - z).powf(-2.5));
        }
        near(hypergeometric(3.0, 4.0, 5.0, 0.0), 1.0);
        assert_eq!(hypergeometric(1.0, 1.0, 0.0, 0.5), None);
        assert_eq!(hypergeometric(1.0, 1.0, 2.0, 1.0), None);
    }
}
