//! One figure of two sides with its difference, test and smallest detectable change. Never decides which figures there are, never
//! corrects for their number (see `verdict`).

use super::super::DefinitionId;
use super::super::result::{Blocked, ComparedFigure, FigureChange, FigureScale, FigureSide, Relation};
use super::super::statistics::{
    Difference, Estimate, Moments, equal_rates, equal_shares, median, median_interval, newcombe,
    normal_below, probability_rate_larger, probability_second_larger, rate_ratio, two_sided, welch,
};
use crate::domain::{Currency, Direction, Proportion};

/// Standard errors that a change must have to be seen with 80 % power at 5 %, two-sided (METRICS, section 11).
const DETECTABLE_ERRORS: f64 = 2.8;
/// Width of a 95 % normal interval in standard errors.
const WIDTH: f64 = 2.0 * super::super::statistics::Z95;
/// Counts above which the exact probability of being higher is replaced by the normal one: they agree to three digits by then.
const LARGE: u64 = 2_000;

/// A figure under construction.
pub(in crate::analysis) struct Figure(ComparedFigure);

impl Figure {
    fn new(figure: &str, definition: DefinitionId, scale: FigureScale) -> Self {
        Self(ComparedFigure {
            figure: figure.to_owned(),
            days: None,
            months: None,
            channel: None,
            direction: None,
            scale,
            currency: None,
            now: FigureSide::default(),
            then: FigureSide::default(),
            change: None,
            minimum_detectable: None,
            verdict: None,
            blocked: Some(Blocked::NoData),
            definition,
        })
    }

    /// The figure as it is.
    pub(in crate::analysis) fn done(self) -> ComparedFigure {
        self.0
    }

    /// Of a window of so many days.
    pub(in crate::analysis) fn within(mut self, days: u32) -> Self {
        self.0.days = Some(days);
        self
    }

    /// So many months after the cohort's month.
    pub(super) fn after_months(mut self, months: u32) -> Self {
        self.0.months = Some(months);
        self
    }

    /// Of a channel.
    pub(super) fn of_channel(mut self, channel: &str, direction: Direction) -> Self {
        self.0.channel = Some(channel.to_owned());
        self.0.direction = Some(direction);
        self
    }

    /// In a currency; blocked where the sides are in different ones.
    pub(in crate::analysis) fn in_currencies(
        mut self,
        now: Option<Currency>,
        then: Option<Currency>,
    ) -> Self {
        self.0.currency = now.or(then);
        if now != then && self.0.blocked != Some(Blocked::NoData) {
            self.0.change = None;
            self.0.minimum_detectable = None;
            self.0.blocked = Some(Blocked::OtherCurrency);
        }
        self
    }

    fn differ(mut self, change: FigureChange, minimum_detectable: Option<f64>) -> Self {
        self.0.change = Some(change);
        self.0.minimum_detectable = minimum_detectable.filter(|change| change.is_finite());
        self.0.blocked = None;
        self
    }

    /// Two shares: Newcombe's interval, pooled z or Fisher.
    pub(in crate::analysis) fn share(
        figure: &str,
        definition: DefinitionId,
        now: Proportion,
        then: Proportion,
    ) -> Self {
        let mut built = Self::new(figure, definition, FigureScale::Share);
        (built.0.now, built.0.then) =
            (of_ratio(now, Estimate::share(now)), of_ratio(then, Estimate::share(then)));
        let (Some(a), Some(b), Some(interval)) = (now.value(), then.value(), newcombe(now, then)) else {
            return built;
        };
        let error =
            |p: f64| (p * (1.0 - p) * (1.0 / now.denominator as f64 + 1.0 / then.denominator as f64)).sqrt();
        let pooled = (now.numerator + then.numerator) as f64 / (now.denominator + then.denominator) as f64;
        let large = now.numerator.max(then.numerator) > LARGE;
        let higher = match large {
            true => Some(normal_below((a - b) / (interval.high - interval.low) * WIDTH)),
            false => probability_second_larger(then, now),
        };
        let change = FigureChange {
            relation: Relation::Difference,
            value: a - b,
            low: Some(interval.low),
            high: Some(interval.high),
            p: equal_shares(now, then).map(|test| test.p),
            adjusted_p: None,
            probability_higher: higher,
        };
        // Where nobody or everybody did it, the data do not say how much chance there is.
        let smallest = Some(DETECTABLE_ERRORS * error(pooled)).filter(|smallest| *smallest > 0.0);
        built.differ(change, smallest)
    }

    /// Two counts per exposure: their ratio with the exact conditional interval.
    pub(in crate::analysis) fn rates(
        figure: &str,
        definition: DefinitionId,
        scale: FigureScale,
        now: Proportion,
        then: Proportion,
    ) -> Self {
        let mut built = Self::new(figure, definition, scale);
        let rate = |side: Proportion| of_ratio(side, Estimate::rate(side.numerator, side.denominator));
        (built.0.now, built.0.then) = (rate(now), rate(then));
        let sides = [now, then].map(|side| (side.numerator, side.denominator as f64));
        let Some(ratio) = rate_ratio(sides[0], sides[1]).filter(|ratio| ratio.value.is_finite()) else {
            return built;
        };
        let error = (1.0 / now.numerator.max(1) as f64 + 1.0 / then.numerator.max(1) as f64).sqrt();
        let change = FigureChange {
            relation: Relation::Ratio,
            value: ratio.value,
            low: Some(ratio.low),
            high: Some(ratio.high).filter(|high| high.is_finite()),
            p: equal_rates(sides[0], sides[1]),
            adjusted_p: None,
            probability_higher: probability_rate_larger(sides[0], sides[1]),
        };
        built.differ(change, Some((DETECTABLE_ERRORS * error).exp()))
    }

    /// Two means: Welch.
    pub(in crate::analysis) fn means(
        figure: &str,
        definition: DefinitionId,
        scale: FigureScale,
        now: &Moments,
        then: &Moments,
    ) -> Self {
        let mut built = Self::new(figure, definition, scale);
        let side = |moments: &Moments| FigureSide {
            value: moments.mean(),
            low: moments.estimate().map(|estimate| estimate.low),
            high: moments.estimate().map(|estimate| estimate.high),
            n: moments.n,
            ..FigureSide::default()
        };
        (built.0.now, built.0.then) = (side(now), side(then));
        match welch(now, then) {
            Some(difference) => built.differ_by(&difference),
            None => built,
        }
    }

    /// Two net promoter scores, or anything with a normal test.
    pub(super) fn differ_by(self, difference: &Difference) -> Self {
        let Difference { estimate, error, test } = difference;
        let change = FigureChange {
            relation: Relation::Difference,
            value: estimate.value,
            low: Some(estimate.low),
            high: Some(estimate.high),
            p: Some(test.p),
            adjusted_p: None,
            probability_higher: Some(if test.statistic > 0.0 { 1.0 - test.p / 2.0 } else { test.p / 2.0 }),
        };
        self.differ(change, Some(DETECTABLE_ERRORS * error))
    }

    /// Two net promoter scores, each as answers, promoters and detractors: the normal test of independent groups.
    pub(in crate::analysis) fn scores(now: [u64; 3], then: [u64; 3]) -> Self {
        use super::super::statistics::{net_promoter, score_difference};
        let mut built = Self::new("nps", DefinitionId::Nps, FigureScale::Points);
        let side = |[n, promoters, detractors]: [u64; 3]| {
            let net = net_promoter(n, promoters, detractors);
            FigureSide {
                value: net.map(|net| net.score),
                low: net.map(|net| net.interval.low),
                high: net.map(|net| net.interval.high),
                n,
                ..FigureSide::default()
            }
        };
        (built.0.now, built.0.then) = (side(now), side(then));
        match score_difference(now.into(), then.into()) {
            Some(difference) => built.differ_by(&difference),
            None => built,
        }
    }

    /// Two medians of ascending days, each with its order-statistic interval.
    pub(super) fn medians(figure: &str, definition: DefinitionId, now: &[i32], then: &[i32]) -> Self {
        let of = |days: &[i32]| Some(Estimate::new(median(days)?, median_interval(days)?));
        let known = [now, then].map(|days| (median(days), days.len() as u64));
        Self::estimates(figure, definition, FigureScale::Days, of(now), of(then)).known(known)
    }

    /// The sides as they are known, also where one has no interval.
    pub(super) fn known(mut self, sides: [(Option<f64>, u64); 2]) -> Self {
        for (side, (value, n)) in [&mut self.0.now, &mut self.0.then].into_iter().zip(sides) {
            (side.value, side.n) = (value, n);
        }
        self
    }

    /// Two figures with intervals of any kind (MOVER); the test is the normal one on the interval's width.
    pub(super) fn estimates(
        figure: &str,
        definition: DefinitionId,
        scale: FigureScale,
        now: Option<Estimate>,
        then: Option<Estimate>,
    ) -> Self {
        let mut built = Self::new(figure, definition, scale);
        let side = |estimate: Option<Estimate>| FigureSide {
            value: estimate.map(|one| one.value),
            low: estimate.map(|one| one.low),
            high: estimate.map(|one| one.high),
            ..FigureSide::default()
        };
        (built.0.now, built.0.then) = (side(now), side(then));
        let Some(difference) = now.zip(then).map(|(now, then)| now.minus(then)) else { return built };
        let error = (difference.high - difference.low) / WIDTH;
        let z = if error > 0.0 { difference.value / error } else { 0.0 };
        let change = FigureChange {
            relation: Relation::Difference,
            value: difference.value,
            low: Some(difference.low),
            high: Some(difference.high),
            p: (error > 0.0).then(|| two_sided(z)),
            adjusted_p: None,
            probability_higher: (error > 0.0).then(|| normal_below(z)),
        };
        built.differ(change, Some(DETECTABLE_ERRORS * error))
    }

    /// Two figures that are no samples: only how they differ.
    pub(super) fn plain(
        figure: &str,
        definition: DefinitionId,
        scale: FigureScale,
        relation: Relation,
        now: FigureSide,
        then: FigureSide,
    ) -> Self {
        let mut built = Self::new(figure, definition, scale);
        (built.0.now, built.0.then) = (now, then);
        let value = now.value.zip(then.value).and_then(|(now, then)| match relation {
            Relation::Difference => Some(now - then),
            Relation::Ratio => (then != 0.0).then(|| now / then),
        });
        let Some(value) = value else { return built };
        let change = FigureChange {
            relation,
            value,
            low: None,
            high: None,
            p: None,
            adjusted_p: None,
            probability_higher: None,
        };
        let mut built = built.differ(change, None);
        built.0.blocked = Some(Blocked::NotASample);
        built
    }
}

fn of_ratio(ratio: Proportion, estimate: Option<Estimate>) -> FigureSide {
    FigureSide {
        value: ratio.value(),
        low: estimate.map(|one| one.low),
        high: estimate.map(|one| one.high),
        numerator: Some(ratio.numerator),
        denominator: Some(ratio.denominator),
        n: ratio.denominator,
    }
}

/// A figure of one side that is no sample.
pub(super) fn bare(value: Option<f64>, n: u64) -> FigureSide {
    FigureSide { value, n, ..FigureSide::default() }
}
