//! What the steps chart shows, taken from a funnel's answer. Never draws, never computes a share.

use crate::analysis::funnel::Funnel;
use crate::app::paths::duration;
use crate::domain::{Language, Proportion};
use crate::ui::text::{count, interval_percent, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Who did it.
    pub reached: u64,
    /// Who went on from it, or did the last one.
    pub converted: u64,
    /// Whose time is over.
    pub dropped: u64,
    /// Who may still go on.
    pub still_open: u64,
    /// Of the mature entrants, written with its interval.
    pub of_first: String,
    /// What lies between the step before and this one; `None` for the first.
    pub before: Option<Between>,
}

/// What lies between two steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Between {
    /// Of the mature who did the step before, written with its interval.
    pub rate: String,
    /// Median and 90th percentile of the time it took, written; empty where nobody did it.
    pub time: String,
}

/// The steps chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The most that reached a step: the full width.
    pub most: u64,
}

impl Model {
    /// The chart of a funnel whose steps have these names.
    pub fn new(funnel: &Funnel, names: &[String], language: Language) -> Self {
        let written = |share: Option<Proportion>, interval: Option<crate::domain::Interval>| {
            let Some(value) = share.and_then(Proportion::value) else { return "–".to_owned() };
            let ends = interval_percent(interval.map(|ends| ends.low), interval.map(|ends| ends.high));
            if ends.is_empty() { percent(value) } else { format!("{} ({ends})", percent(value)) }
        };
        let step = |(index, step): (usize, &crate::analysis::funnel::StepCount)| Step {
            name: names.get(index).cloned().unwrap_or_else(|| step.step.clone()),
            reached: step.reached,
            converted: step.reached.saturating_sub(step.dropped + step.still_open),
            dropped: step.dropped,
            still_open: step.still_open,
            of_first: written(step.of_first, step.of_first_interval.filter(|_| index > 0)),
            before: step.of_previous.map(|_| Between {
                rate: written(step.of_previous, step.of_previous_interval),
                time: step.seconds_from_previous.map_or_else(String::new, |times| {
                    let values = [
                        ("median", &*duration(language, times.median)),
                        ("p90", &*duration(language, times.p90)),
                    ];
                    tr_with(language, "path.time", &values)
                }),
            }),
        };
        let most = funnel.steps.iter().map(|step| step.reached).max().unwrap_or(0);
        Self { steps: funnel.steps.iter().enumerate().map(step).collect(), most }
    }

    /// The same as a table.
    pub fn table(&self, language: Language) -> Table {
        let number = |key: &str| Column::number(tr(language, key));
        let mut table = Table::new(vec![
            Column::text(tr(language, "path.column.step")),
            number("path.column.reached"),
            number("path.column.of_previous"),
            number("path.column.of_first"),
            number("path.state.dropped"),
            number("path.state.still_open"),
            Column::text(tr(language, "path.column.time")),
        ]);
        for step in &self.steps {
            let before = step.before.as_ref();
            table.row(vec![
                step.name.clone(),
                count(step.reached),
                before.map_or_else(|| "–".to_owned(), |before| before.rate.clone()),
                step.of_first.clone(),
                count(step.dropped),
                count(step.still_open),
                before.map_or_else(String::new, |before| before.time.clone()),
            ]);
        }
        table
    }
}
