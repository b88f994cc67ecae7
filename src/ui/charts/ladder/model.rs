//! What the ladder shows, taken from the steps of an analysis. Never draws.

use crate::analysis::{LadderStep, StepGap};
use crate::app::wording;
use crate::domain::{Currency, Language, Money};
use crate::ui::text::{count, decimal, interval_percent, percent, tr};
use crate::ui::widgets::{Column, Table};

/// A step that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Its index from the top.
    pub step: usize,
}

/// The ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The steps, first to last.
    pub steps: Vec<LadderStep>,
    /// Currency of the values.
    pub currency: Option<Currency>,
}

impl Model {
    /// The ladder of an analysis.
    pub fn new(steps: &[LadderStep], currency: Option<Currency>) -> Self {
        Self { steps: steps.to_vec(), currency }
    }

    /// Whether nobody reached the first step.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The finding: whether a second purchase makes a third one likelier; only where the intervals do not touch.
    pub fn title(&self, language: Language) -> String {
        wording::ladder_finding(language, &self.steps)
    }

    /// `1 → 2`.
    pub fn name(step: &LadderStep) -> String {
        format!("{} → {}", step.order, step.order + 1)
    }

    /// Net value per customer of a step.
    pub fn value(&self, step: &LadderStep) -> String {
        let minor = step.net_per_customer_minor.map(|minor| minor.round() as i64);
        minor
            .zip(self.currency)
            .map_or_else(|| "–".to_owned(), |(minor, currency)| Money::new(minor, currency).rounded())
    }

    /// The steps as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::text(t("chart.ladder.step")),
            Column::number(t("chart.ladder.reached")),
            Column::number(t("chart.ladder.in_time")),
            Column::number(t("chart.ladder.lost")),
            Column::number(t("chart.funnel.still_open")),
            Column::number(t("chart.repeat.rate")),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.repeat.mature")),
            Column::number(t("chart.repeat.km")),
            Column::number(t("chart.ladder.gap")),
            Column::number(t("chart.ladder.dormant")),
            Column::number(t("chart.ladder.value")),
        ]);
        for step in &self.steps {
            let share = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), percent);
            table.row(vec![
                Self::name(step),
                count(step.reached),
                count(step.in_time),
                count(step.dropped),
                count(step.still_open),
                share(step.mature.value),
                interval_percent(step.mature.low, step.mature.high),
                count(step.mature.denominator),
                share(step.kaplan_meier),
                gap(&step.gap),
                step.dormant_days.map_or_else(|| "–".to_owned(), |days| decimal(days, 0)),
                self.value(step),
            ]);
        }
        table
    }
}

/// `34 (31–38)`.
pub fn gap(gap: &StepGap) -> String {
    match (gap.median, gap.low, gap.high) {
        (Some(median), Some(low), Some(high)) => {
            format!("{} ({}–{})", decimal(median, 0), decimal(low, 0), decimal(high, 0))
        }
        (Some(median), _, _) => decimal(median, 0),
        (None, _, _) => "–".to_owned(),
    }
}
