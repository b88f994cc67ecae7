//! What bars show. Never draws, never computes a value.

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// How long it is.
    pub value: f64,
    /// Lower and upper end of its interval, where it has one.
    pub interval: Option<(f64, f64)>,
    /// The value, written.
    pub text: String,
    /// What stands below the value, in small: interval, n.
    pub note: String,
    /// Whether it stands back: too few units, or no telling.
    pub quiet: bool,
    /// Whether it is the one that the title is about.
    pub strong: bool,
}

/// A bar that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Its index from the top.
    pub bar: usize,
}

/// Bars below one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Tells the chart from others of its view.
    pub id: &'static str,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// The value that the whole width stands for, where it is not the largest of all ends (1 for shares).
    pub whole: Option<f64>,
}

impl Model {
    /// Smallest and largest value that has to find room; never the same.
    pub fn span(&self) -> (f64, f64) {
        let ends = self.bars.iter().flat_map(|bar| {
            let (low, high) = bar.interval.unwrap_or((bar.value, bar.value));
            [bar.value, low, high]
        });
        let finite = ends.filter(|end| end.is_finite());
        let (low, high) = finite.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        let high = self.whole.unwrap_or(high);
        if high > low { (low, high) } else { (low, low + 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_one_bar_and_bars_below_nothing_find_room() {
        assert_eq!(Model::default().span(), (0.0, 1.0));
        let bar = |value, interval| Bar { value, interval, ..Bar::default() };
        let of = |bars: Vec<Bar>| Model { bars, ..Model::default() }.span();
        assert_eq!(of(vec![bar(0.0, None)]), (0.0, 1.0));
        assert_eq!(of(vec![bar(3.0, Some((2.0, 5.0)))]), (0.0, 5.0));
        assert_eq!(of(vec![bar(-3.0, Some((-4.0, f64::NAN)))]), (-4.0, 0.0));
        let shares = Model { bars: vec![bar(0.4, None)], whole: Some(1.0), ..Model::default() };
        assert_eq!(shares.span(), (0.0, 1.0));
    }
}
