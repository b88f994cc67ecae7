//! The five stages as text for a terminal: what each counts, unit by unit, and the steps between. Never adds two units.

use std::fmt::{Display, Write as _};

use super::journey_text::{Page, optional, with_interval};
use super::layout::{Side, table};
use crate::analysis::{CountUnit, Journey, StageCount, StageResult, StepKind, StepPart, StepResult};
use crate::app::wording::count;
use crate::domain::Stage;

impl Page {
    fn stage_name(&self, stage: Stage) -> String {
        self.say(&format!("stage.{}", stage.id()))
    }

    fn unit(&self, unit: CountUnit) -> String {
        self.say(&format!("unit.{}", unit.id()))
    }

    /// The stages with the steps between them.
    pub(super) fn journey(&mut self, journey: &Journey) {
        self.heading("cli.journey", None);
        let mut rows = Vec::new();
        for (index, stage) in journey.stages.iter().enumerate() {
            if stage.stage == Stage::Purchase {
                rows.push(vec![self.say("cli.boundary")]);
            }
            rows.push(self.stage_row(stage));
            rows.extend(stage.counts.iter().skip(1).map(|other| self.count_row(other)));
            if let Some(step) = journey.steps.get(index) {
                rows.push(self.step_row(step, journey.worst_step() == Some(index)));
                // The first part is the step itself, where that has data.
                let others = step.parts.iter().skip(usize::from(step.value.is_some()));
                rows.extend(others.map(|part| self.part_row(part, step)));
            }
        }
        table(&mut self.out, &[], &[Side::Left, Side::Right, Side::Left], &aligned(rows));
        let unattributed = count(journey.unattributed_customers);
        let line = self.fill("cli.unattributed", &[("customers", &unattributed)]);
        let _ = writeln!(self.out, "\n  {line}");
    }

    fn stage_row(&self, stage: &StageResult) -> Vec<String> {
        let id = stage.definition.id();
        let what = format!("{} [{id}]{}", self.unit(stage.unit), self.directions(stage.push, stage.pull));
        vec![self.stage_name(stage.stage), optional(stage.count), what]
    }

    /// What else a stage counts, in a unit of its own.
    fn count_row(&self, other: &StageCount) -> Vec<String> {
        let mut what = format!("{}{}", self.unit(other.unit), self.directions(other.push, other.pull));
        if other.counted_elsewhere > 0 {
            let rest = self.fill("cli.counted_elsewhere", &[("count", &count(other.counted_elsewhere))]);
            let _ = write!(what, "  {rest}");
        }
        vec![format!("  {}", self.say("cli.apart")), optional(other.count), what]
    }

    fn directions(&self, push: Option<u64>, pull: Option<u64>) -> String {
        let (Some(push), Some(pull)) = (push, pull) else { return String::new() };
        let (push, pull) = (count(push), count(pull));
        format!("  {}", self.fill("cli.push_pull", &[("push", &push), ("pull", &pull)]))
    }

    /// The step of another pair of units.
    fn part_row(&self, part: &StepPart, step: &StepResult) -> Vec<String> {
        let id = step.definition.id();
        let what = match part.kind {
            StepKind::Yield => self.yielded(part, id),
            StepKind::Rate => {
                let rate = with_interval(part.value, part.low, part.high);
                let (from, to) = (self.unit(part.from_unit), self.unit(part.to_unit));
                let (taken, whole) = (count(part.numerator), count(part.denominator));
                let values: [(&str, &dyn Display); 6] = [
                    ("rate", &rate),
                    ("part", &taken),
                    ("whole", &whole),
                    ("from", &from),
                    ("to", &to),
                    ("id", &id),
                ];
                self.fill("cli.rate_of_unit", &values)
            }
        };
        vec![String::new(), String::new(), what]
    }

    /// `4.20 buyers per 100 clicks (4.01-4.40); 400 of 9,520`.
    fn yielded(&self, part: &StepPart, id: &str) -> String {
        let hundred =
            |value: Option<f64>| value.map_or_else(String::new, |value| format!("{:.2}", value * 100.0));
        let (value, low, high) = (hundred(part.value), hundred(part.low), hundred(part.high));
        let (taken, whole, unit) =
            (count(part.numerator), count(part.denominator), self.unit(part.from_unit));
        let values: [(&str, &dyn Display); 7] = [
            ("value", &value),
            ("low", &low),
            ("high", &high),
            ("part", &taken),
            ("whole", &whole),
            ("unit", &unit),
            ("id", &id),
        ];
        self.fill(&format!("cli.yield.{}", part.to_unit.id()), &values)
    }

    fn step_row(&self, step: &StepResult, biggest: bool) -> Vec<String> {
        let id = step.definition.id();
        let what = match (step.kind, step.value, step.parts.first()) {
            (StepKind::Yield, Some(_), Some(part)) => self.yielded(part, id),
            (_, None, _) | (StepKind::Yield, Some(_), None) => {
                format!("{} [{id}]", self.say("cli.no_data"))
            }
            (StepKind::Rate, value, _) => {
                let rate = with_interval(value, step.low, step.high);
                let (lost, open) = (optional(step.lost), count(step.still_open));
                let key = if step.still_open > 0 { "cli.rate_open" } else { "cli.rate" };
                self.fill(key, &[("rate", &rate), ("lost", &lost), ("open", &open), ("id", &id)])
            }
        };
        let mark = if biggest { format!("  ◄ {}", self.say("cli.biggest")) } else { String::new() };
        vec!["  ↓".to_owned(), String::new(), format!("{what}{mark}")]
    }
}

/// Rows of one cell are rules across the table: they keep their place but widen no column.
fn aligned(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.into_iter()
        .map(|row| match row.as_slice() {
            [rule] => vec![String::new(), String::new(), rule.clone()],
            _ => row,
        })
        .collect()
}
