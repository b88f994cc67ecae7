//! What the curves by group show, taken from the groups of an analysis. Never draws.

use crate::analysis::{CurvePoint, GroupBy, GroupName, GroupedRepeat, RepeatGroup};
use crate::app::wording;
use crate::domain::Language;
use crate::ui::charts::THIN;
use crate::ui::text::{count, interval_percent, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// A group that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Index of the group.
    pub group: usize,
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What the analysis says.
    pub result: RepeatGroup,
    /// Index of its colour; `None` for what is left over.
    pub color: Option<usize>,
    /// Fewer than 30 customers stand behind it.
    pub thin: bool,
}

/// Curves by group.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The groups, in the order of the analysis.
    pub lines: Vec<Line>,
    /// By what they are grouped.
    pub by: GroupBy,
    /// Window of the shares.
    pub days: u32,
    /// p value of the test of all curves being the same.
    pub p: Option<f64>,
}

impl Model {
    /// The curves of one way to group customers.
    pub fn new(grouped: &GroupedRepeat) -> Self {
        let mut next = 0;
        let line = |result: &RepeatGroup| {
            let is_named = !matches!(result.name, GroupName::Other | GroupName::Unknown);
            let color = is_named.then(|| {
                next += 1;
                next - 1
            });
            Line { thin: result.customers < THIN, result: result.clone(), color }
        };
        let lines = grouped.groups.iter().map(line).collect();
        Self { lines, by: grouped.by, days: grouped.days, p: grouped.p }
    }

    /// Whether no group has a curve.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.result.curve.is_empty())
    }

    /// What the test says; nothing where it could not be made.
    pub fn verdict(&self, language: Language) -> String {
        match self.p {
            Some(p) if p < 0.05 => tr_with(language, "chart.survival.differ", &[("p", &probability(p))]),
            Some(p) => tr_with(language, "chart.survival.same", &[("p", &probability(p))]),
            None => tr(language, "chart.survival.untested"),
        }
    }

    /// The groups as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::text(wording::group_by(language, self.by)),
            Column::number(t("chart.survival.customers")),
            Column::number(t("chart.repeat.mature")),
            Column::number(tr_with(language, "chart.repeat.within", &[("days", &self.days.to_string())])),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.repeat.km")),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.survival.half")),
            Column::number(t("chart.survival.p")),
        ]);
        for line in &self.lines {
            let result = &line.result;
            table.row(vec![
                wording::group_name(language, &result.name),
                count(result.customers),
                count(result.within.denominator),
                optional(result.within.value),
                interval_percent(result.within.low, result.within.high),
                optional(result.kaplan_meier),
                interval_percent(result.km_low, result.km_high),
                result.half_days.map_or_else(|| t("chart.survival.not_reached"), |days| days.to_string()),
                result.p_against_rest.map_or_else(|| "–".to_owned(), |p| probability(p).replace("= ", "")),
            ]);
        }
        table
    }

    /// Last day drawn: a year, or as far as anybody was watched.
    pub fn last_day(&self) -> u32 {
        let events = self.lines.iter().filter_map(|line| line.result.curve.last()).map(|point| point.day);
        let watched = self.lines.iter().flat_map(|line| &line.result.at_risk);
        let watched = watched.filter(|at| at.customers > 0).map(|at| at.day);
        events.chain(watched).max().unwrap_or(0).clamp(30, 365).max(self.days.min(365))
    }
}

/// The point of a curve that holds on `day`; `None` before its first step.
pub fn at(curve: &[CurvePoint], day: u32) -> Option<&CurvePoint> {
    let index = curve.partition_point(|point| point.day <= day);
    index.checked_sub(1).and_then(|index| curve.get(index))
}

/// A share, or a dash.
pub fn optional(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), percent)
}

/// `= 0.012`: three decimals, and never zero by rounding.
fn probability(p: f64) -> String {
    if p < 0.0005 { "< 0.001".to_owned() } else { format!("= {p:.3}") }
}
