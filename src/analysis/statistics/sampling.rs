//! Random values of the usual distributions from a seeded source. Never a seed of its own.

use super::Draws;

impl Draws {
    /// A standard normal value (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = ((-2.0 * (1.0 - self.unit()).ln()).sqrt(), std::f64::consts::TAU * self.unit());
        radius * angle.cos()
    }

    /// A gamma value of this shape and scale 1 (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            // A smaller shape is a larger one, shrunk.
            let shrink = (1.0 - self.unit()).powf(1.0 / shape);
            return self.gamma(shape + 1.0) * shrink;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let normal = self.normal();
            let v = (1.0 + c * normal).powi(3);
            if v > 0.0 && (1.0 - self.unit()).ln() < 0.5 * normal * normal + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// A value of Beta(a, b).
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let (x, y) = (self.gamma(a), self.gamma(b));
        x / (x + y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(draw: impl FnMut() -> f64) -> (f64, f64) {
        let values: Vec<f64> = std::iter::repeat_with(draw).take(40_000).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let spread = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        (mean, spread / values.len() as f64)
    }

    #[test]
    fn the_values_have_the_moments_of_their_distributions() {
        let mut draws = Draws::new(7);
        let check = |(mean, variance): (f64, f64), (m, v): (f64, f64)| {
            assert!((mean - m).abs() < 4.0 * (v / 40_000.0).sqrt() + 1e-9, "mean {mean}, not {m}");
            assert!((variance / v - 1.0).abs() < 0.06, "variance {variance}, not {v}");
        };
        check(moments(|| draws.unit()), (0.5, 1.0 / 12.0));
        check(moments(|| draws.normal()), (0.0, 1.0));
        for shape in [0.5, 1.0, 3.7, 250.5] {
            check(moments(|| draws.gamma(shape)), (shape, shape));
        }
        for (a, b) in [(0.5, 20.5), (3.0, 2.0), (274.5, 1_076.5)] {
            let (sum, mean) = (a + b, a / (a + b));
            check(moments(|| draws.beta(a, b)), (mean, mean * (1.0 - mean) / (sum + 1.0)));
        }
    }
}
