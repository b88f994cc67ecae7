//! The first page: the finding, the figures in large type, and what identifies the report; and the comparison that was asked for.
//! Never ranks the findings itself.

use super::Subject;
use super::say::Say;
use crate::analysis::{Analysis, DefinitionId};
use crate::app::wording::{self, comparisons, leaks, steps};
use crate::domain::{Stage, numbers};
use crate::report::{Cell, Page, Row, Table};

/// Window of the repeat rate in large type, in days.
const WINDOW: u32 = 90;

/// Which question the report answers: days, direction, segment.
pub(super) fn question(subject: &Subject<'_>, say: &Say) -> String {
    let (spec, analysis) = (subject.spec, subject.analysis);
    let period = match (spec.period.from, spec.period.to) {
        (Some(from), Some(to)) => wording::range(say.language, from, to),
        (None, None) => {
            match analysis.orders.as_ref().and_then(|orders| orders.first_order.zip(orders.last_order)) {
                Some((first, last)) => wording::range(say.language, first, last),
                None => say.text("period.all"),
            }
        }
        (from, to) => {
            let end = |day: Option<crate::domain::Day>| {
                day.map_or_else(|| "…".to_owned(), |day| wording::date(say.language, day))
            };
            format!("{} – {}", end(from), end(to))
        }
    };
    let mut parts = vec![period, say.text(&format!("lens.{}.long", spec.lens.id()))];
    parts.extend(spec.segment.as_ref().map(ToString::to_string));
    parts.join(" · ")
}

/// What identifies the report.
pub(super) fn facts(subject: &Subject<'_>, say: &Say, for_client: bool) -> Vec<(String, String)> {
    let mut facts = vec![(say.text("report.fact.snapshot"), subject.fingerprint())];
    if !subject.created.is_empty() {
        facts.push((say.text("report.fact.created"), subject.created.to_owned()));
    }
    if let Some(day) = subject.analysis.as_of {
        facts.push((say.text("report.fact.as_of"), wording::date(say.language, day)));
    }
    let files = subject.sources.len() as u64;
    let used = subject.sources.iter().map(|source| source.rows_used).sum();
    let said = say.filled(
        "report.fact.sources.value",
        &[("files", &numbers::count(files)), ("rows", &numbers::count(used))],
    );
    facts.push((say.text("report.fact.sources"), said));
    facts.push((say.text("report.fact.program"), format!("Senthang {}", env!("CARGO_PKG_VERSION"))));
    if for_client {
        facts.push((say.text("report.fact.copy"), say.text("report.fact.copy.client")));
    }
    facts
}

/// The overview.
pub(super) fn page(subject: &Subject<'_>, say: &Say) -> Page {
    let analysis = subject.analysis;
    let mut text = Vec::new();
    text.extend(analysis.journey.dearest_leak().and_then(|leak| leaks::range_sentence(say.language, leak)));
    if let Some(repeat) = &analysis.repeat {
        text.push(wording::repeat_finding(say.language, repeat, WINDOW));
        text.extend(repeat.finding.as_ref().map(|found| wording::group_finding(say.language, found)));
    }
    let whole = |note: &&crate::project::Note| !note.text.trim().is_empty();
    Page {
        id: "overview",
        title: say.text("report.overview"),
        finding: headline(analysis, say),
        text,
        tiles: tiles(analysis, say),
        notes: subject.notes.iter().filter(whole).map(|note| super::journey::note_text(note, say)).collect(),
        ..Page::default()
    }
}

/// The biggest loss, in money where the ledger has an amount.
pub(super) fn headline(analysis: &Analysis, say: &Say) -> String {
    let journey = &analysis.journey;
    if let Some(said) = journey.dearest_leak().and_then(|leak| leaks::headline(say.language, leak)) {
        return said;
    }
    let worst = journey.worst_step().and_then(|index| journey.steps.get(index));
    let said =
        worst.and_then(|step| {
            let share = numbers::percent(-steps::lost_share(step)?);
            Some(say.filled(
                "chart.funnel.title",
                &[("route", &steps::route(say.language, step)), ("share", &share)],
            ))
        });
    said.unwrap_or_else(|| say.text("chart.funnel.title_none"))
}

fn tiles(analysis: &Analysis, say: &Say) -> Vec<(String, String)> {
    let mut tiles = Vec::new();
    let mut add = |name: String, value: Option<String>| {
        if let Some(value) = value {
            tiles.push((name, value));
        }
    };
    let bought = analysis.journey.stages.iter().find(|result| result.stage == Stage::Purchase);
    add(say.text("report.tile.customers"), bought.and_then(|result| result.count).map(numbers::count));
    if let Some(orders) = &analysis.orders {
        add(say.text("report.tile.orders"), Some(numbers::count(orders.valid_orders)));
        add(say.text("report.tile.net"), orders.net_minor.map(|minor| say.money(minor)));
    }
    let within =
        analysis.repeat.iter().flat_map(|repeat| &repeat.within).find(|within| within.days == WINDOW);
    if let Some(within) = within {
        let value = within.rate.map(|rate| {
            let interval = numbers::interval_percent(within.low, within.high);
            format!("{} ({interval})", numbers::percent(rate))
        });
        add(say.filled("tile.within", &[("days", &WINDOW)]), value);
    }
    if let Some(nps) = analysis.nps.as_ref().filter(|nps| nps.net.n > 0) {
        let score = nps
            .net
            .score
            .map(|score| format!("{} (n {})", numbers::signed(score, 0), numbers::count(nps.net.n)));
        add(say.text("report.tile.nps"), score);
    }
    if let Some(reviews) = analysis.reviews.as_ref().filter(|reviews| reviews.n > 0) {
        let mean = reviews.mean.map(|mean| format!("{mean:.2} (n {})", numbers::count(reviews.n)));
        add(say.text("report.tile.stars"), mean);
    }
    tiles
}

/// The comparison that was asked for.
pub(super) fn compared(analysis: &Analysis, say: &Say) -> Option<Page> {
    let comparison = analysis.comparison.as_ref()?;
    let figures = comparison.figures.iter().filter(|figure| figure.now.n + figure.then.n > 0);
    let columns = ["figure", "now", "then", "change", "interval", "verdict"];
    let table = Table {
        title: comparisons::question(say.language, comparison),
        columns: columns.iter().map(|name| say.words(&format!("compare.column.{name}"))).collect(),
        rows: figures.map(|figure| compared_row(figure, say)).collect(),
        ..Table::default()
    };
    Some(Page {
        id: "comparison",
        title: say.text("report.comparison"),
        finding: comparisons::question(say.language, comparison),
        tables: vec![table],
        definitions: vec![DefinitionId::Comparison.id()],
        ..Page::default()
    })
}

/// A figure of both sides: name, both values with what they are made of, change, interval, verdict.
pub(super) fn compared_row(figure: &crate::analysis::ComparedFigure, say: &Say) -> Row {
    let side = |side| Cell::Text(comparisons::side_made_of(say.language, figure, side));
    vec![
        Cell::Text(comparisons::figure(say.language, figure)),
        side(&figure.now),
        side(&figure.then),
        Cell::Text(comparisons::change(say.language, figure)),
        Cell::Text(comparisons::interval(say.language, figure)),
        Cell::Text(comparisons::said(say.language, figure)),
    ]
}
