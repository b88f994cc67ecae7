//! The pages of the journey: stages and steps, what the leaks cost, push against pull. Never ranks a leak.

use super::Subject;
use super::noted::{self, Spots};
use super::overview::{compared_row, headline};
use super::say::{Say, interval_cell};
use crate::analysis::{
    Analysis, ComparedFigure, CountUnit, DefinitionId, Leak, LeakMeasure, LeakRate, StageResult, StepKind,
    StepResult,
};
use crate::app::Selection;
use crate::app::wording::{leaks as ledger, steps, target};
use crate::domain::{Lens, numbers};
use crate::project::Note;
use crate::report::callout::Spot;
use crate::report::chart::{Bar, Bars, Chart, Funnel, Part, Stage, Step};
use crate::report::{Cell, Ink, Page, Plot, PlotKind, Row, Table};

/// A note with what it is pinned to in front.
pub(super) fn note_text(note: &Note, say: &Say) -> String {
    format!("{}: {}", target(say.language, &note.target), note.text)
}

/// Stages and steps.
pub(super) fn stages(subject: &Subject<'_>, say: &Say) -> Option<Page> {
    let analysis = subject.analysis;
    let journey = &analysis.journey;
    if journey.stages.iter().all(|stage| stage.count.is_none()) {
        return None;
    }
    let worst = journey.worst_step();
    let steps = journey.steps.iter().enumerate();
    let chart = Funnel {
        stages: journey.stages.iter().map(|result| stage(result, journey.lens, say)).collect(),
        steps: steps.map(|(index, result)| step(journey, index, result, worst == Some(index), say)).collect(),
        boundary: say.text("chart.funnel.boundary"),
        legend: [
            (Ink::Push, "chart.push"),
            (Ink::Pull, "chart.pull"),
            (Ink::Counts, "chart.funnel.counts_side"),
            (Ink::People, "chart.funnel.people_side"),
        ]
        .map(|(ink, key)| (ink, say.text(key)))
        .to_vec(),
    };
    let definitions = journey
        .stages
        .iter()
        .map(|stage| stage.definition)
        .chain(journey.steps.iter().map(|step| step.definition));
    let mut ids: Vec<&'static str> = definitions.map(DefinitionId::id).collect();
    ids.dedup();
    Some(Page {
        id: "journey",
        title: say.text("view.journey"),
        finding: headline(analysis, say),
        text: vec![say.text("chart.funnel.own_scale")],
        chart: Some(Chart::Funnel(chart)),
        spots: spots(journey),
        tables: vec![stage_table(&journey.stages, say), step_table(journey, say)],
        notes: subject.notes.iter().map(|note| note_text(note, say)).collect(),
        definitions: ids,
        ..Page::default()
    })
}

/// Where stages and steps stand on the funnel.
fn spots(journey: &crate::analysis::Journey) -> Spots {
    let stages = journey.stages.iter().map(|result| Some(Selection::Stage(result.stage)));
    let steps = (0..journey.steps.len()).map(|index| Some(Selection::Step(index)));
    noted::at(stages, Spot::Stage).into_iter().chain(noted::at(steps, Spot::Step)).collect()
}

fn stage(result: &StageResult, lens: Lens, say: &Say) -> Stage {
    let name = say.text(&format!("stage.{}", result.stage.id()));
    let unit = steps::unit(say.language, result.unit);
    let said = match result.count {
        Some(count) => format!("{} {unit}", numbers::count(count)),
        None => say.text("chart.no_data"),
    };
    let part = |ink, value: Option<u64>| value.map(|value| Part { ink, value });
    let parts = match lens {
        Lens::All => [part(Ink::Push, result.push), part(Ink::Pull, result.pull)],
        Lens::Push => [part(Ink::Push, result.count), None],
        Lens::Pull => [None, part(Ink::Pull, result.count)],
    };
    let mut tip = vec![format!("{name}: {said}")];
    for (key, value) in [("chart.push", result.push), ("chart.pull", result.pull)] {
        tip.extend(value.map(|value| format!("{}: {}", say.text(key), numbers::count(value))));
    }
    if !result.sources.is_empty() {
        tip.push(format!("{}: {}", say.text("chart.funnel.sources"), result.sources.join(", ")));
    }
    Stage {
        name,
        value: result.count,
        said,
        counts_people: result.stage.counts_people(),
        parts: parts.into_iter().flatten().collect(),
        tip,
    }
}

fn step(
    journey: &crate::analysis::Journey,
    index: usize,
    result: &StepResult,
    is_worst: bool,
    say: &Say,
) -> Step {
    let from = journey.stages.get(index).map_or(CountUnit::Customers, |stage| stage.unit);
    let goes_on = steps::goes_on(say.language, result, from);
    let mut tip = vec![steps::route(say.language, result), goes_on.clone()];
    if result.value.is_some() {
        tip.push(say.of(result.numerator, result.denominator));
    }
    let range = range(result);
    if !range.is_empty() {
        tip.push(say.filled("chart.interval", &[("range", &range)]));
    }
    Step { goes_on, lost: steps::lost(say.language, result), is_worst, tip }
}

fn range(step: &StepResult) -> String {
    match step.kind {
        StepKind::Rate => numbers::interval_percent(step.low, step.high),
        StepKind::Yield => steps::yield_interval(step),
    }
}

fn stage_table(stages: &[StageResult], say: &Say) -> Table {
    let row = |result: &StageResult| -> Row {
        let count = |value: Option<u64>| value.map_or(Cell::Blank, Cell::Count);
        vec![
            Cell::Text(say.text(&format!("stage.{}", result.stage.id()))),
            count(result.count),
            Cell::Text(steps::unit(say.language, result.unit)),
            count(result.push),
            count(result.pull),
            Cell::Text(result.sources.join(", ")),
        ]
    };
    Table {
        title: say.text("report.journey.stages"),
        columns: vec![
            say.words("chart.funnel.column.stage"),
            say.figures("chart.funnel.column.count"),
            say.words("chart.funnel.column.unit"),
            say.figures("chart.push"),
            say.figures("chart.pull"),
            say.words("chart.funnel.sources"),
        ],
        rows: stages.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Bars, category: 0, values: vec![1] }),
        is_partition: false,
    }
}

fn step_table(journey: &crate::analysis::Journey, say: &Say) -> Table {
    let row = |result: &StepResult| -> Row {
        let value = match result.kind {
            StepKind::Rate => Cell::share_of(result.value, 1, 2),
            StepKind::Yield => Cell::decimal(result.value, 4),
        };
        vec![
            Cell::Text(steps::route(say.language, result)),
            Cell::Count(result.numerator),
            Cell::Count(result.denominator),
            value,
            match result.kind {
                StepKind::Rate => interval_cell(result.low, result.high),
                StepKind::Yield => result
                    .low
                    .zip(result.high)
                    .map_or(Cell::Blank, |(low, high)| Cell::Text(format!("{low:.4}–{high:.4}"))),
            },
            result.lost.map_or(Cell::Blank, Cell::Count),
            Cell::Count(result.still_open),
            Cell::text(result.definition.id()),
        ]
    };
    Table {
        title: say.text("report.journey.steps"),
        columns: vec![
            say.words("chart.funnel.step"),
            say.figures("report.column.numerator"),
            say.figures("report.column.denominator"),
            say.figures("report.column.rate"),
            say.interval(),
            say.figures("chart.funnel.lost"),
            say.figures("chart.funnel.still_open"),
            say.words("report.column.definition"),
        ],
        rows: journey.steps.iter().map(row).collect(),
        ..Table::default()
    }
}

/// What the leaks cost.
pub(super) fn leaks(analysis: &Analysis, say: &Say) -> Option<Page> {
    let lines = &analysis.journey.leaks;
    if lines.iter().all(|leak| leak.now.is_none()) {
        return None;
    }
    let headline = analysis.journey.dearest_leak().and_then(|leak| ledger::headline(say.language, leak));
    let range = analysis.journey.dearest_leak().and_then(|leak| ledger::range_sentence(say.language, leak));
    let bars = lines.iter().flat_map(|leak| leak_bars(leak, say)).collect();
    Some(Page {
        id: "leaks",
        title: say.text("leak.title"),
        finding: headline.unwrap_or_else(|| say.text("leak.title")),
        text: range.into_iter().collect(),
        chart: Some(Chart::Bars(Bars { bars, ..Bars::default() })),
        tables: vec![leak_table(lines, say)],
        definitions: vec![DefinitionId::Leak.id()],
        ..Page::default()
    })
}

/// A bar per currency, or one that says why there is none.
fn leak_bars(leak: &Leak, say: &Say) -> Vec<Bar> {
    let name = ledger::measure(say.language, leak);
    let bar = |value, interval, said: String| Bar {
        name: name.clone(),
        value,
        interval,
        tip: vec![name.clone(), said.clone(), ledger::basis(say.language, leak)],
        said,
        ink: Ink::Loss,
        people: None,
    };
    if let Some(why) = ledger::silence(say.language, leak) {
        return vec![bar(None, None, why)];
    }
    let amounts = leak.amounts.iter().map(|amount| {
        let said =
            format!("{} ({})", ledger::about(amount.value_minor, amount.currency), ledger::range(amount));
        bar(Some(amount.value_minor as f64), Some((amount.low_minor as f64, amount.high_minor as f64)), said)
    });
    amounts.collect()
}

fn leak_table(lines: &[Leak], say: &Say) -> Table {
    let rate = |leak: &Leak, rate: &LeakRate| {
        let value = match leak.measure {
            LeakMeasure::CustomersPerClick => format!("{:.2}/100", rate.value * 100.0),
            _ => numbers::percent(rate.value),
        };
        format!("{value} ({}/{})", numbers::count(rate.numerator), numbers::count(rate.denominator))
    };
    let row = |leak: &Leak| -> Vec<Row> {
        let now = leak.now.as_ref().map_or(Cell::Blank, |now| Cell::Text(rate(leak, now)));
        let best = leak.best.as_ref().map_or(Cell::Blank, |best| {
            Cell::Text(format!("{} · {}", rate(leak, &best.rate), say.month(best.month)))
        });
        let gain = leak.gain_per_month.map_or(Cell::Blank, |gain| Cell::Decimal(gain.value, 0));
        let line = |amount: Cell, range: Cell| {
            vec![
                Cell::Text(ledger::measure(say.language, leak)),
                amount,
                range,
                now.clone(),
                best.clone(),
                gain.clone(),
            ]
        };
        if let Some(why) = ledger::silence(say.language, leak) {
            return vec![line(Cell::Blank, Cell::Text(why))];
        }
        let amounts = leak.amounts.iter().map(|amount| {
            line(Cell::money(Some(amount.value_minor), amount.currency), Cell::Text(ledger::range(amount)))
        });
        amounts.collect()
    };
    Table {
        title: say.text("leak.title"),
        columns: vec![
            say.words("leak.column.measure"),
            say.figures("leak.column.amount"),
            say.words("leak.column.range"),
            say.words("leak.column.now"),
            say.words("leak.column.best"),
            say.figures("leak.column.gain"),
        ],
        rows: lines.iter().flat_map(row).collect(),
        ..Table::default()
    }
}

/// Push against pull on the same figures.
pub(super) fn sides(analysis: &Analysis, say: &Say) -> Option<Page> {
    let journey = &analysis.journey;
    let has = |figure: &&ComparedFigure| figure.now.n + figure.then.n > 0;
    let rows: Vec<Row> = journey.sides.iter().filter(has).map(|figure| compared_row(figure, say)).collect();
    if rows.is_empty() {
        return None;
    }
    let customers = numbers::count(journey.unattributed_customers);
    let table = Table {
        title: say.text("journey.sides.title"),
        columns: vec![
            say.words("compare.column.figure"),
            say.words("lens.push"),
            say.words("lens.pull"),
            say.words("compare.column.change"),
            say.words("compare.column.interval"),
            say.words("compare.column.verdict"),
        ],
        rows,
        ..Table::default()
    };
    Some(Page {
        id: "push-pull",
        title: say.text("journey.sides.title"),
        finding: say.text("journey.sides.title"),
        text: vec![say.filled("journey.sides.note", &[("customers", &customers)])],
        tables: vec![table],
        definitions: vec![DefinitionId::Comparison.id()],
        ..Page::default()
    })
}
