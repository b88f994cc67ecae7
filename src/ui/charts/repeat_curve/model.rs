//! What the repeat curve shows, taken from the repeat results of an analysis. Never draws.

use crate::analysis::{CurvePoint, Repeat, RepeatWithin};
use crate::domain::Language;
use crate::ui::charts::THIN;
use crate::ui::text::{count, interval_percent, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// Share of mature customers with a second purchase within a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// What the analysis says.
    pub result: RepeatWithin,
    /// Fewer than 30 mature customers stand behind it.
    pub thin: bool,
}

/// What was pointed at: the window with so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Days of the window.
    pub days: u32,
}

/// The repeat curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Windows that have a share, shortest first.
    pub windows: Vec<Window>,
    /// The curve, by day; only finite values.
    pub curve: Vec<CurvePoint>,
}

impl Model {
    /// The repeat curve of an analysis.
    pub fn new(repeat: &Repeat) -> Self {
        let mut windows: Vec<Window> = repeat
            .within
            .iter()
            .filter(|result| result.rate.is_some_and(f64::is_finite))
            .map(|result| Window { thin: result.mature < THIN, result: result.clone() })
            .collect();
        windows.sort_by_key(|window| window.result.days);
        Self { windows, curve: repeat.observed_curve() }
    }

    /// Whether there is neither a curve nor a window.
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty() && self.curve.is_empty()
    }

    /// The headline window: 90 days where it exists, else the longest.
    pub fn headline(&self) -> Option<&Window> {
        self.windows.iter().find(|window| window.result.days == 90).or(self.windows.last())
    }

    /// The finding: how many come back within the headline window.
    pub fn title(&self, language: Language) -> String {
        match self.headline().and_then(|window| Some((window.result.days, window.result.rate?))) {
            Some((days, rate)) => tr_with(
                language,
                "chart.repeat.title",
                &[("rate", &percent(rate)), ("days", &days.to_string())],
            ),
            None => tr(language, "chart.repeat.title_none"),
        }
    }

    /// The windows as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::number(t("chart.repeat.days")),
            Column::number(t("chart.repeat.rate")),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.repeat.repeaters")),
            Column::number(t("chart.repeat.mature")),
            Column::number(t("chart.repeat.km")),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.funnel.still_open")),
        ]);
        for window in &self.windows {
            let result = &window.result;
            let optional = |value: Option<f64>| value.map_or("–".to_owned(), percent);
            table.row(vec![
                result.days.to_string(),
                optional(result.rate),
                interval_percent(result.low, result.high),
                count(result.repeaters),
                count(result.mature),
                optional(result.kaplan_meier),
                interval_percent(result.km_low, result.km_high),
                count(result.still_open),
            ]);
        }
        table
    }

    /// The point of the curve that holds on `day`; `None` before its first step and after its last.
    pub(super) fn at(&self, day: f64) -> Option<&CurvePoint> {
        let last = self.curve.last()?;
        let index = self.curve.partition_point(|point| f64::from(point.day) <= day);
        (day <= f64::from(last.day)).then_some(self.curve.get(index.checked_sub(1)?)).flatten()
    }
}

#[cfg(test)]
pub(in crate::ui::charts) mod tests {
    use super::*;
    use crate::analysis::{DefinitionId, GapDays, RepeatToDate, SecondOrderDays};

    pub fn repeat(points: Vec<CurvePoint>, rates: &[(u32, Option<f64>, u64)]) -> Repeat {
        let within = rates.iter().map(|&(days, rate, mature)| RepeatWithin {
            days,
            mature,
            repeaters: (rate.unwrap_or(0.0) * mature as f64) as u64,
            rate,
            low: rate.map(|rate| rate - 0.02),
            high: rate.map(|rate| rate + 0.02),
            kaplan_meier: rate,
            km_low: None,
            km_high: None,
            still_open: 10,
            definition: DefinitionId::RepeatWithin,
        });
        Repeat {
            to_date: RepeatToDate {
                customers: 0,
                repeaters: 0,
                rate: None,
                low: None,
                high: None,
                definition: DefinitionId::RepeatToDate,
            },
            within: within.collect(),
            second_order_days: SecondOrderDays { median: None, mean: None, n: 0 },
            gap_days: GapDays { median: None, mean: None, p25: None, p75: None, n: 0, customers: 0 },
            returning_customer_rate: vec![],
            curve: points,
            in_period: None,
            ladder: vec![],
            groups: vec![],
            finding: None,
        }
    }

    pub fn point(day: u32, value: f64) -> CurvePoint {
        CurvePoint { day, value, low: Some(value * 0.9), high: Some(value * 1.1), at_risk: 100 }
    }

    #[test]
    fn the_title_states_the_90_day_share_and_thin_windows_are_marked() {
        let model = Model::new(&repeat(
            vec![point(3, 0.1)],
            &[(90, Some(0.291), 1_200), (30, Some(0.174), 2_000), (365, Some(0.4), 12), (180, None, 0)],
        ));
        assert_eq!(model.title(Language::English), "29.1 % buy again within 90 days");
        assert_eq!(model.windows.iter().map(|w| w.result.days).collect::<Vec<_>>(), [30, 90, 365]);
        assert!(model.windows[2].thin && !model.windows[0].thin);
        let table = model.table(Language::English);
        assert_eq!(table.rows[1][..3], ["90", "29.1 %", "27.1–31.1 %"]);
    }

    #[test]
    fn the_curve_is_read_as_steps_and_never_beyond_its_end() {
        let model = Model::new(&repeat(vec![point(3, 0.1), point(10, 0.2), point(12, f64::NAN)], &[]));
        let check = |day, value| assert_eq!(model.at(day).map(|point| point.value), value);
        check(2.9, None);
        check(3.0, Some(0.1));
        check(9.9, Some(0.1));
        check(10.0, Some(0.2));
        check(10.1, None);
        assert!(Model::new(&repeat(vec![], &[])).is_empty());
    }
}
