//! The funnel in words: title, names for screen readers, tooltips, table. Never draws.

use super::model::{Mark, Model, StageBar};
use crate::analysis::{CountUnit, DefinitionId, StepKind, StepResult};
use crate::app::wording::leaks;
pub use crate::app::wording::steps::{lost_share, route, unit, yield_interval, yield_text};
use crate::domain::{Language, Proportion, Stage};
use crate::ui::text::{compact, count, interval_percent, percent, stage, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// What would fill a stage that has no data.
pub fn what_fills(language: Language, stage: Stage) -> String {
    tr(language, &format!("chart.funnel.fill.{}", stage.id()))
}

/// `95 %: 1.1–1.3 %`, or nothing.
pub fn interval(language: Language, step: &StepResult) -> String {
    let range = match step.kind {
        StepKind::Rate => interval_percent(step.low, step.high),
        StepKind::Yield => yield_interval(step),
    };
    if range.is_empty() { range } else { tr_with(language, "chart.interval", &[("range", &range)]) }
}

/// `988,000 left`.
pub fn lost(language: Language, step: &StepResult) -> Option<String> {
    let lost = step.lost?;
    Some(tr_with(language, "chart.funnel.left", &[("n", &count(lost))]))
}

/// `45 still open`, when there are any.
pub fn still_open(language: Language, step: &StepResult) -> Option<String> {
    (step.still_open > 0).then(|| tr_with(language, "chart.funnel.open", &[("n", &count(step.still_open))]))
}

/// `1.2 % go on`.
pub fn go_on(language: Language, step: &StepResult) -> Option<String> {
    let value = step.value.filter(|_| step.kind == StepKind::Rate)?;
    Some(tr_with(language, "chart.funnel.go_on", &[("rate", &percent(value))]))
}

/// `1.2 % of the stage before`; `None` for the first stage and across the boundary.
pub fn of_previous(language: Language, step: Option<&StepResult>) -> Option<String> {
    let step = step.filter(|step| step.kind == StepKind::Rate)?;
    if step.to == Stage::Advocacy {
        step.value?;
        // Not everybody who recommends has come back, so the stage is no part of the one before.
        return Some(tr_with(language, "chart.funnel.returning_among", &[("n", &count(step.numerator))]));
    }
    Some(tr_with(language, "chart.funnel.of_previous", &[("rate", &percent(step.value?))]))
}

/// What a screen reader says about a stage.
pub fn stage_name(language: Language, bar: &StageBar) -> String {
    let name = stage(language, bar.result.stage);
    let Some(number) = bar.result.count else {
        return format!("{name}: {}", tr(language, "chart.no_data"));
    };
    let mut text = format!("{name}: {} {}", count(number), unit(language, bar.result.unit));
    for (key, part) in split_rows(bar) {
        let share = Proportion::new(part, number).value().unwrap_or(0.0);
        text.push_str(&format!(", {} {}", tr(language, key), percent(share)));
    }
    text
}

/// What a screen reader says about a step.
pub fn step_name(language: Language, step: &StepResult, from: CountUnit) -> String {
    let route = route(language, step);
    match step.kind {
        StepKind::Yield => format!("{route}: {}", yield_text(language, step, from)),
        StepKind::Rate => match (lost_share(step), lost(language, step)) {
            (Some(share), Some(lost)) => format!("{route}: {}, {lost}", percent(-share)),
            (Some(share), None) => format!("{route}: {}", percent(-share)),
            _ => format!("{route}: {}", tr(language, "chart.no_data")),
        },
    }
}

/// Push, pull and unattributed with their keys, those that exist.
pub fn split_rows(bar: &StageBar) -> Vec<(&'static str, u64)> {
    let Some(split) = bar.split else { return Vec::new() };
    let rows =
        [("chart.push", split.push), ("chart.pull", split.pull), ("chart.unattributed", split.unattributed)];
    rows.into_iter().filter(|(_, value)| *value > 0).collect()
}

/// Name and value lines of a stage's tooltip.
pub fn stage_rows(language: Language, bar: &StageBar) -> Vec<(String, String)> {
    let number = bar.result.count.unwrap_or(0);
    let mut rows = vec![(unit(language, bar.result.unit), bar.result.count.map_or("–".to_owned(), count))];
    for (key, part) in split_rows(bar) {
        let share = Proportion::new(part, number).value().unwrap_or(0.0);
        rows.push((tr(language, key), format!("{} · {}", count(part), percent(share))));
    }
    if !bar.result.sources.is_empty() {
        rows.push((tr(language, "chart.funnel.sources"), bar.result.sources.join(", ")));
    }
    for other in bar.result.counts.iter().skip(1) {
        rows.push((unit(language, other.unit), other.count.map_or("–".to_owned(), count)));
    }
    rows
}

/// Name and value lines of a step's tooltip.
pub fn step_rows(language: Language, step: &StepResult, from: CountUnit) -> Vec<(String, String)> {
    let main = match step.kind {
        StepKind::Yield => yield_text(language, step, from),
        StepKind::Rate => go_on(language, step).unwrap_or_else(|| tr(language, "chart.no_data")),
    };
    let of = [("a", count(step.numerator)), ("b", count(step.denominator))];
    let of = of.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut rows = vec![
        (tr(language, "chart.funnel.step"), main),
        (tr(language, "chart.funnel.out_of"), tr_with(language, "chart.a_of_b", &of)),
    ];
    let range = match step.kind {
        StepKind::Rate => interval_percent(step.low, step.high),
        StepKind::Yield => yield_interval(step),
    };
    if !range.is_empty() {
        rows.push((tr(language, "chart.interval_95"), range));
    }
    if let Some(lost) = step.lost {
        rows.push((tr(language, "chart.funnel.lost"), count(lost)));
    }
    if step.still_open > 0 {
        rows.push((tr(language, "chart.funnel.still_open"), count(step.still_open)));
    }
    rows
}

/// What the definition says, in one sentence.
pub fn definition(language: Language, definition: DefinitionId) -> String {
    tr(language, &format!("chart.funnel.means.{}", definition.id()))
}

impl Model {
    /// The finding: where most is lost.
    pub fn title(&self, language: Language) -> String {
        if let Some(sentence) = self.leak.as_ref().and_then(|leak| leaks::headline(language, leak)) {
            return sentence;
        }
        let step = self.biggest.and_then(|index| self.steps.get(index));
        match step.and_then(|step| Some((step, lost_share(step)?))) {
            Some((step, share)) => {
                let values = [("route", route(language, step)), ("share", percent(-share))];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                tr_with(language, "chart.funnel.title", &values)
            }
            None => tr(language, "chart.funnel.title_none"),
        }
    }

    /// The funnel as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::text(t("chart.funnel.column.stage")),
            Column::text(t("chart.funnel.column.unit")),
            Column::number(t("chart.funnel.column.count")),
            Column::number(t("chart.push")),
            Column::number(t("chart.pull")),
            Column::number(t("chart.unattributed")),
            Column::number(t("chart.funnel.column.from_previous")),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.funnel.lost")),
            Column::number(t("chart.funnel.still_open")),
        ]);
        for (index, bar) in self.stages.iter().enumerate() {
            table.row(self.table_row(language, index, bar));
        }
        table
    }

    fn table_row(&self, language: Language, index: usize, bar: &StageBar) -> Vec<String> {
        let optional = |value: Option<u64>| value.map_or("–".to_owned(), count);
        let step = index.checked_sub(1).and_then(|index| self.steps.get(index));
        let before = index.checked_sub(1).and_then(|index| self.stages.get(index));
        let value = match (step, before) {
            (Some(step), Some(before)) if step.kind == StepKind::Yield => {
                yield_text(language, step, before.result.unit)
            }
            (Some(step), _) => step.value.map_or("–".to_owned(), percent),
            _ => "–".to_owned(),
        };
        let range = step.map(|step| match step.kind {
            StepKind::Rate => interval_percent(step.low, step.high),
            StepKind::Yield => yield_interval(step),
        });
        vec![
            stage(language, bar.result.stage),
            unit(language, bar.result.unit),
            optional(bar.result.count),
            optional(bar.split.map(|split| split.push)),
            optional(bar.split.map(|split| split.pull)),
            optional(bar.split.map(|split| split.unattributed)),
            value,
            range.filter(|range| !range.is_empty()).unwrap_or("–".to_owned()),
            optional(step.and_then(|step| step.lost)),
            optional(step.map(|step| step.still_open)),
        ]
    }

    /// What a screen reader says about a mark.
    pub(super) fn name(&self, language: Language, mark: Mark) -> String {
        match mark {
            Mark::Stage(stage) | Mark::Note(stage) => {
                self.stages.get(stage as usize).map_or(String::new(), |bar| stage_name(language, bar))
            }
            Mark::Step(index) => match (self.steps.get(index), self.stages.get(index)) {
                (Some(step), Some(from)) => step_name(language, step, from.result.unit),
                _ => String::new(),
            },
        }
    }
}

/// A count in the room beside a bar: whole below a hundred million, compact above.
pub fn number(value: u64) -> String {
    if value < 100_000_000 { count(value) } else { compact(value as f64) }
}
