//! The question put to the tables: which days, which direction, which conventions. Never an answer.

use serde::{Deserialize, Serialize};

use super::compare::ComparedWith;
use super::{CalendarGrain, Families};
use crate::domain::{Day, Lens, Period, Segment, ServiceTerms};

/// What to compute the figures for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spec {
    /// Direction the journey is restricted to.
    pub lens: Lens,
    /// Days that journey, revenue, channels, NPS and reviews are restricted to. Repeat purchase and cohorts take the
    /// customers whose *first* occasion lies in the period and follow them to `as_of`.
    pub period: Period,
    /// `T_end`. `None`: the last day covered by an order source. Whatever happened later is left out.
    pub as_of: Option<Day>,
    /// Windows of RP4 and RP5, in days.
    pub repeat_windows_days: Vec<u32>,
    /// Days after which a buyer who has not come back counts as lost rather than still open.
    pub open_window_days: u32,
    /// Customers first seen within so many days of the first order enter no repeat purchase and no cohort: where the file does not
    /// begin with the shop, their first order in it may be a later one. Their orders stay in the revenue.
    pub burn_in_days: u32,
    /// Whether pending orders count as purchases (shops that live on cash on delivery).
    pub pending_is_valid: bool,
    /// What the shop says of its own service.
    pub service: ServiceTerms,
    /// Customers that every figure of people is restricted to, as of `as_of`. Counts of ad platforms are of everybody.
    pub segment: Option<Segment>,
    /// Whether cohorts are also counted by weeks or quarters.
    pub cohort_grain: Option<CalendarGrain>,
    /// What the figures are compared with, where anything.
    pub compared_with: Option<ComparedWith>,
    /// Whether to say what each identity rule changes: several more passes over the orders, for who looks at that.
    pub identity_effects: bool,
    /// Which figures are asked for; all, unless somebody waits for some of them only.
    #[serde(skip)]
    pub families: Families,
    /// Days before an order in which a contact counts for it (METRICS, section 4).
    pub lookback_days: u32,
    /// Whether visits without a link are a channel beside others.
    pub count_direct: bool,
    /// Salaries, tools and agencies per month, in minor units of the money figures' currency.
    pub monthly_costs_minor: i64,
    /// Share of net revenue that remains after goods, shipping and fees, in percent.
    pub margin_percent: Option<u8>,
    /// Whether an order with a total of zero is a purchase occasion (default: no, METRICS section 1).
    pub zero_is_purchase: bool,
}

impl Spec {
    /// Whether the answer to this question answers `asked` as well: it is the same, or says more.
    pub fn answers(&self, asked: &Self) -> bool {
        let enough = self.identity_effects || !asked.identity_effects;
        let same =
            Self { identity_effects: asked.identity_effects, families: asked.families, ..self.clone() };
        enough && self.families.cover(asked.families) && same == *asked
    }

    /// The margin as a share; `None` while nobody has entered one.
    pub fn margin(&self) -> Option<f64> {
        self.margin_percent.map(|percent| f64::from(percent.min(100)) / 100.0)
    }

    /// Whether what happened on `day` belongs to the question. What has no date belongs only while the period is open.
    ///
    /// A default `as_of` is a day of the orders and does not bind other tables; one that was asked for does.
    pub fn covers(&self, day: Option<Day>) -> bool {
        match day {
            Some(day) => self.period.contains(day) && self.as_of.is_none_or(|as_of| day <= as_of),
            None => self.period.is_all(),
        }
    }
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            lens: Lens::All,
            period: Period::ALL,
            as_of: None,
            repeat_windows_days: vec![30, 60, 90, 180, 365],
            open_window_days: 90,
            burn_in_days: 0,
            pending_is_valid: false,
            service: ServiceTerms::default(),
            segment: None,
            cohort_grain: None,
            compared_with: None,
            identity_effects: true,
            families: Families::ALL,
            lookback_days: 30,
            count_direct: false,
            monthly_costs_minor: 0,
            margin_percent: None,
            zero_is_purchase: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Family;
    use super::*;

    #[test]
    fn an_answer_that_says_more_answers_the_smaller_question_too() {
        let whole = Spec::default();
        let plain = Spec { identity_effects: false, ..Spec::default() };
        assert!(whole.answers(&whole) && whole.answers(&plain) && plain.answers(&plain));
        assert!(!plain.answers(&whole), "what was left out was not answered");
        assert!(!whole.answers(&Spec { lens: Lens::Pull, ..plain.clone() }), "another question");
        let part = Spec { families: Families::of(&[Family::Repeat]), ..plain.clone() };
        assert!(plain.answers(&part) && !part.answers(&plain), "a part is not the whole");
    }
}
