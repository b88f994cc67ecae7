//! What a selected figure is made of, in words: value, numerator, denominator, interval, maturity. Never computes one.

use crate::analysis::rows::{FigureId, ValuePart, figures};
use crate::analysis::{
    Analysis, CountUnit, DefinitionId, HistoricalValue, RepeatWithin, StageResult, StepKind, StepResult,
};
use crate::app::{Selection, wording};
use crate::domain::{Currency, Language, Money};
use crate::ui::text::{count, interval_percent, money_text, percent, signed, stage, tr, tr_with};

/// A figure as the inspector shows it.
pub(super) struct Facts {
    /// What it is called.
    pub(super) title: String,
    /// The definition it follows.
    pub(super) definition: DefinitionId,
    /// The figure, written.
    pub(super) value: String,
    /// What it is made of.
    pub(super) rows: Vec<(String, String)>,
    /// A sentence about how to read it; may be empty.
    pub(super) remark: String,
}

/// Where a figure has no data.
const NONE: &str = "–";

impl Facts {
    /// Whether there is a figure at all, or only what it would mean.
    pub(super) fn has_figure(&self) -> bool {
        self.value != NONE && !(self.value.is_empty() && self.rows.is_empty())
    }

    /// The facts of a selection; `None` when the analysis does not hold it.
    pub(super) fn of(selection: &Selection, analysis: &Analysis, language: Language) -> Option<Self> {
        match *selection {
            Selection::Mark(ref mark) => {
                let own = mark.figure().and_then(|figure| of_figure(&figure, analysis, language));
                own.or_else(|| Self::of(&Selection::Definition(mark.definition), analysis, language))
            }
            Selection::Stage(wanted) => {
                let found = analysis.journey.stages.iter().find(|result| result.stage == wanted)?;
                Some(of_stage(found, language))
            }
            Selection::Step(index) => Some(of_step(analysis.journey.steps.get(index)?, language)),
            Selection::Window(days) => {
                let within = &analysis.repeat.as_ref()?.within;
                Some(of_window(within.iter().find(|window| window.days == days)?, language))
            }
            Selection::Cohort(..) | Selection::Answers(_) | Selection::Revenue(_) | Selection::Figure(_) => {
                of_figure(&selection.figure()?, analysis, language)
            }
            Selection::Definition(definition) => {
                let own = of_definition(definition, analysis, language);
                let is_blank = own.value.is_empty() && own.rows.is_empty();
                // A definition that says nothing by itself says what its first figure says.
                let figure = selection.figure().filter(|_| is_blank);
                Some(figure.and_then(|figure| of_figure(&figure, analysis, language)).unwrap_or(own))
            }
        }
    }
}

pub(super) fn row(language: Language, key: &str, value: String) -> (String, String) {
    (tr(language, &format!("facts.{key}")), value)
}

fn written(value: Option<u64>) -> String {
    value.map_or_else(|| NONE.to_owned(), count)
}

pub(super) fn share(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), percent)
}

fn of_stage(result: &StageResult, language: Language) -> Facts {
    let unit = |unit: CountUnit| tr(language, &format!("unit.{}", unit.id()));
    let mut rows = vec![row(language, "unit", unit(result.unit))];
    if result.push.is_some() || result.pull.is_some() {
        rows.push((tr(language, "lens.push"), written(result.push)));
        rows.push((tr(language, "lens.pull"), written(result.pull)));
    }
    if !result.sources.is_empty() {
        let table_or_channel = |name: &String| {
            wording::known_text(language, &format!("table.{name}")).unwrap_or_else(|| name.clone())
        };
        let sources: Vec<String> = result.sources.iter().map(table_or_channel).collect();
        rows.push(row(language, "sources", sources.join(", ")));
    }
    for other in result.counts.iter().skip(1) {
        rows.push((unit(other.unit), written(other.count)));
    }
    let remark = match result.count {
        None => tr(language, &format!("facts.needs.{}", result.stage.id())),
        Some(_) if result.counts.len() > 1 => tr(language, "facts.several_units"),
        Some(_) if result.identified => tr(language, "facts.people"),
        Some(_) => tr(language, "facts.events"),
    };
    Facts {
        title: stage(language, result.stage),
        definition: result.definition,
        value: written(result.count),
        rows,
        remark,
    }
}

fn of_step(step: &StepResult, language: Language) -> Facts {
    let (from, to) = (stage(language, step.from), stage(language, step.to));
    // People per event are no share of anything.
    let (value, interval) = match step.kind {
        StepKind::Rate => (share(step.value), interval_percent(step.low, step.high)),
        StepKind::Yield => {
            let value = wording::steps::yield_short(language, step).unwrap_or_else(|| NONE.to_owned());
            (value, wording::steps::yield_interval(step))
        }
    };
    let mut rows = vec![
        row(language, "numerator", count(step.numerator)),
        row(language, "denominator", count(step.denominator)),
        row(language, "interval", interval),
    ];
    if let Some(lost) = step.lost {
        rows.push(row(language, "lost", count(lost)));
    }
    if step.still_open > 0 {
        rows.push(row(language, "still_open", count(step.still_open)));
    }
    let remark = match step.kind {
        StepKind::Rate => String::new(),
        StepKind::Yield => tr(language, "facts.yield"),
    };
    Facts { title: format!("{from} → {to}"), definition: step.definition, value, rows, remark }
}

/// A figure as the catalogue of the rows tells it.
fn of_figure(id: &FigureId, analysis: &Analysis, language: Language) -> Option<Facts> {
    let found = figures(analysis).into_iter().find(|figure| figure.id == *id)?;
    if let FigureId::Value(days, ValuePart::All) = id {
        let horizon = analysis.value.as_ref()?.horizons.iter().find(|horizon| horizon.days == *days)?;
        return Some(of_horizon(id, found.definition, horizon, (analysis.currency, language)));
    }
    let says = found.says;
    let mut rows = Vec::new();
    if let Some(denominator) = says.denominator {
        rows.push(row(language, "numerator", count(says.numerator)));
        rows.push(row(language, "denominator", count(denominator)));
    }
    if let Some(interval) = found.interval() {
        rows.push(row(language, "interval", interval_percent(Some(interval.low), Some(interval.high))));
    }
    if let Some((minor, currency)) = says.money_minor.zip(analysis.currency) {
        rows.push(row(language, "value", Money::new(minor, currency).rounded()));
    }
    Some(Facts {
        title: wording::figure(language, id),
        definition: found.definition,
        value: match says.denominator {
            Some(_) => share(says.value()),
            None => count(says.numerator),
        },
        rows,
        remark: String::new(),
    })
}

/// What a first-time customer brought on average, and what that is made of.
fn of_horizon(
    id: &FigureId,
    definition: DefinitionId,
    horizon: &HistoricalValue,
    (currency, language): (Option<Currency>, Language),
) -> Facts {
    let each = |minor: Option<f64>| money_text(minor.map(|minor| minor.round() as i64), currency);
    let mut rows = vec![
        row(language, "value", money_text(Some(horizon.net_minor), currency)),
        row(language, "of_mature", count(horizon.customers)),
    ];
    if let (Some(low), Some(high)) = (horizon.low_minor, horizon.high_minor) {
        rows.push(row(language, "interval", format!("{}–{}", each(Some(low)), each(Some(high)))));
    }
    Facts {
        title: wording::figure(language, id),
        definition,
        value: each(horizon.per_customer_minor),
        rows,
        remark: tr(language, "facts.per_customer"),
    }
}

fn of_window(window: &RepeatWithin, language: Language) -> Facts {
    let rows = vec![
        row(language, "came_back", count(window.repeaters)),
        row(language, "of_mature", count(window.mature)),
        row(language, "interval", interval_percent(window.low, window.high)),
        row(language, "still_open", count(window.still_open)),
        row(language, "kaplan_meier", share(window.kaplan_meier)),
        row(language, "km_interval", interval_percent(window.km_low, window.km_high)),
    ];
    Facts {
        title: tr_with(language, "tile.within", &[("days", &window.days.to_string())]),
        definition: window.definition,
        value: share(window.rate),
        rows,
        remark: tr(language, "facts.mature"),
    }
}

fn of_definition(definition: DefinitionId, analysis: &Analysis, language: Language) -> Facts {
    let title = super::super::definition::name(language, definition);
    let mut facts =
        Facts { title, definition, value: String::new(), rows: Vec::new(), remark: String::new() };
    match definition {
        DefinitionId::RepeatToDate => {
            let Some(to_date) = analysis.repeat.as_ref().map(|repeat| &repeat.to_date) else { return facts };
            facts.value = share(to_date.rate);
            facts.rows = vec![
                row(language, "came_back", count(to_date.repeaters)),
                row(language, "of_customers", count(to_date.customers)),
                row(language, "interval", interval_percent(to_date.low, to_date.high)),
            ];
        }
        DefinitionId::Nps => nps(&mut facts, analysis, language),
        DefinitionId::Cohort => {
            let Some(cohorts) = &analysis.cohorts else { return facts };
            let size: u64 = cohorts.rows.iter().map(|row| row.size).sum();
            facts.value = count(size);
            facts.rows = vec![row(language, "unit", tr(language, "unit.customers"))];
        }
        DefinitionId::Revenue => {
            let Some(orders) = &analysis.orders else { return facts };
            let net = orders.net_minor.zip(analysis.currency);
            facts.value = net
                .map_or_else(|| NONE.to_owned(), |(minor, currency)| Money::new(minor, currency).rounded());
            facts.rows = vec![row(language, "orders", count(orders.valid_orders))];
        }
        DefinitionId::CustomerCost => customer_cost(&mut facts, analysis, language),
        _ => super::repeat_facts::fill(&mut facts, analysis, language),
    }
    facts
}

fn customer_cost(facts: &mut Facts, analysis: &Analysis, language: Language) {
    let Some(found) = &analysis.efficiency else { return };
    let each = |minor: Option<f64>| money_text(minor.map(|minor| minor.round() as i64), found.currency);
    facts.value = each(found.cac_minor);
    facts.rows = vec![
        row(language, "spend", money_text(found.spend_minor, found.currency)),
        row(language, "new_customers", written(found.new_customers)),
    ];
    if found.cac_low_minor.is_some() {
        let interval = format!("{}–{}", each(found.cac_low_minor), each(found.cac_high_minor));
        facts.rows.push(row(language, "interval", interval));
    }
}

fn nps(facts: &mut Facts, analysis: &Analysis, language: Language) {
    let Some(nps) = &analysis.nps else { return };
    facts.value = nps.net.score.map_or_else(|| NONE.to_owned(), |score| signed(score, 1));
    let interval =
        nps.net.low.zip(nps.net.high).map(|(low, high)| format!("{} … {}", signed(low, 1), signed(high, 1)));
    facts.rows = vec![
        row(language, "answers", count(nps.net.n)),
        row(language, "promoters", count(nps.net.promoters)),
        row(language, "passives", count(nps.passives)),
        row(language, "detractors", count(nps.net.detractors)),
        row(language, "interval", interval.unwrap_or_default()),
        row(language, "rejected", count(nps.rejected)),
    ];
    if let Some(voice) = &analysis.voice {
        let net = &voice.distinct.net;
        let score = net.score.map_or_else(|| NONE.to_owned(), |score| signed(score, 1));
        facts.rows.push(row(language, "one_per_person", format!("{score} (n {})", count(net.n))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Stage;

    #[test]
    fn people_per_event_are_told_as_such_and_never_as_a_share() {
        let step = |kind| StepResult {
            from: Stage::Consideration,
            to: Stage::Purchase,
            kind,
            value: Some(0.025),
            low: Some(0.0216),
            high: Some(0.0289),
            numerator: 250,
            denominator: 10_000,
            lost: None,
            still_open: 0,
            value_of_leak_minor: None,
            parts: Vec::new(),
            definition: DefinitionId::PurchaseYield,
        };
        let told = |kind| {
            let facts = of_step(&step(kind), Language::English);
            (facts.value, facts.rows[2].1.clone())
        };
        assert_eq!(told(StepKind::Yield), ("2.5 per 100".to_owned(), "2.2–2.9".to_owned()));
        assert_eq!(told(StepKind::Rate).0, percent(0.025));
    }
}
