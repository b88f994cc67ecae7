//! Behind the score: groups, what goes with it, who answered, what they bought later. Never computes, never names a cause.

use eframe::egui::Ui;

use super::ViewModel;
use super::comparison;
use super::drawn::answered;
use super::journey::signed_interval;
use super::parts::choose;
use crate::analysis::rows::{DepthFigure, FigureId};
use crate::analysis::statistics::Verdict;
use crate::analysis::{Analysis, ComparedFigure, Driver, LaterPurchases, NpsGroup, Response, Share, Voice};
use crate::app::wording::comparisons;
use crate::app::{Action, Selection, wording};
use crate::domain::Language;
use crate::ui::charts::forest;
use crate::ui::text::{count, interval_percent, percent, signed, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned};

/// Where there is nothing.
const NONE: &str = "–";
/// Machine name of the group of people whom the orders do not know.
const UNKNOWN: &str = "unknown";

/// The four cards, those that have something to say.
pub(super) fn cards(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(voice) = &analysis.voice else { return };
    if !voice.groups.is_empty() {
        let everybody = analysis.nps.as_ref().and_then(|nps| nps.net.score);
        groups(ui, model, &voice.groups, everybody, out);
    }
    if !voice.drivers.is_empty() {
        drivers(ui, model, voice, out);
    }
    if let Some(found) = &voice.later {
        later(ui, model, found, out);
    }
    if let Some(found) = &voice.response {
        response(ui, model, found, out);
    }
}

/// A card with a table; yields the row that was clicked.
fn card(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    (id, title, note): (&str, &str, &str),
    (table, tone): (&Table, impl Fn(usize, usize) -> Tone),
) -> Option<usize> {
    let shown = Card::new(id, title).subtitle(note).show(
        ui,
        model.language,
        || table.clone(),
        |ui| {
            let cell = |row: usize, column: usize| table.rows[row][column].clone();
            data_table_toned(ui, id, &table.columns, (table.rows.len(), None), cell, tone).clicked
        },
    );
    ui.add_space(space::XS);
    shown.inner.flatten()
}

/// A card with lines on one axis, and the table behind it; `figure` says which one a line is.
fn plot(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    (id, title, note): (&str, &str, &str),
    (table, chart): (&Table, &forest::Model),
    figure: impl Fn(usize) -> Option<DepthFigure>,
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let card = Card::new(id, title).subtitle(note);
    let shown = card.show(ui, language, || table.clone(), |ui| forest::show(ui, chart, language));
    let figure = |mark: &forest::Mark| Some(Selection::Figure(FigureId::Depth(figure(mark.line)?)));
    answered(ui, model, shown.inner, figure, out);
    ui.add_space(space::XS);
}

fn group_line(language: Language, group: &NpsGroup) -> forest::Line {
    let said = group.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found));
    let answers = tr_with(language, "chart.n", &[("n", &count(group.net.n))]);
    forest::Line {
        name: group_name(language, group),
        value: group.net.score,
        interval: group.net.low.zip(group.net.high),
        text: group.net.score.map_or_else(|| NONE.to_owned(), |score| signed(score, 1)),
        note: if said.is_empty() { answers } else { format!("{answers} · {said}") },
        quiet: !matches!(group.verdict, Some(Verdict::ClearlyHigher | Verdict::ClearlyLower)),
    }
}

fn driver_line(language: Language, driver: &Driver) -> forest::Line {
    let side = |share: &Share| format!("{}/{}", count(share.numerator), count(share.denominator));
    let sides = [("with", side(&driver.with)), ("without", side(&driver.without))];
    let sides = sides.each_ref().map(|(name, side)| (*name, side.as_str()));
    forest::Line {
        name: driver_name(language, driver),
        value: Some(driver.change.value),
        interval: driver.change.low.zip(driver.change.high),
        text: format!("{} {}", signed(driver.change.value * 100.0, 0), tr(language, "compare.points")),
        note: tr_with(language, "voice.drivers.sides", &sides),
        quiet: !driver.holds,
    }
}

fn columns(language: Language, names: &[(&str, bool)]) -> Table {
    let column = |(name, numeric): &(&str, bool)| {
        let title = tr(language, &format!("voice.column.{name}"));
        if *numeric { Column::number(title) } else { Column::text(title) }
    };
    Table::new(names.iter().map(column).collect())
}

/// The group in words: `came by: push`.
fn group_name(language: Language, group: &NpsGroup) -> String {
    wording::answer_group(language, group.by, &group.group)
}

fn groups(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    groups: &[NpsGroup],
    everybody: Option<f64>,
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let mut table = columns(
        language,
        &[("group", false), ("score", true), ("interval", true), ("answers", true), ("against", true)],
    );
    table.columns.push(Column::text(tr(language, "compare.column.verdict")));
    for group in groups {
        let against = group.against_rest.map_or_else(|| NONE.to_owned(), |change| signed(change.value, 1));
        let said = group.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found));
        table.row(vec![
            group_name(language, group),
            group.net.score.map_or_else(|| NONE.to_owned(), |score| signed(score, 1)),
            signed_interval(group.net.low, group.net.high),
            count(group.net.n),
            against,
            said,
        ]);
    }
    let clear = groups
        .iter()
        .filter(|group| group.against_rest.and_then(|change| change.adjusted_p).is_some_and(|p| p <= 0.05));
    let difference = |group: &&NpsGroup| group.against_rest.map_or(0.0, |change| change.value.abs());
    let most = clear.max_by(|a, b| difference(a).total_cmp(&difference(b)));
    let title = most.map_or_else(
        || tr(language, "voice.groups.title"),
        |group| {
            let name = group_name(language, group);
            let by = signed(group.against_rest.map_or(0.0, |change| change.value), 0);
            tr_with(language, "voice.groups.best", &[("group", &name), ("difference", &by)])
        },
    );
    // People whom the orders do not know are one group whatever they are grouped by: said once, below the title.
    let known: Vec<&NpsGroup> = groups.iter().filter(|group| group.group != UNKNOWN).collect();
    let strangers = groups.iter().find(|group| group.group == UNKNOWN).map(|group| count(group.net.n));
    let note =
        strangers.map_or_else(String::new, |n| tr_with(language, "voice.groups.strangers", &[("n", &n)]));
    let chart = forest::Model {
        id: "nps groups",
        lines: known.iter().map(|group| group_line(language, group)).collect(),
        reference: everybody.unwrap_or(0.0),
        unit: forest::Unit::Score,
        axis: tr(language, "voice.axis.score"),
    };
    let figure = |line: usize| {
        let group = known.get(line)?;
        Some(DepthFigure::Answers(group.by, group.group.clone()))
    };
    plot(ui, model, ("nps groups", &title, &note), (&table, &chart), figure, out);
}

/// The circumstance in words.
fn driver_name(language: Language, driver: &Driver) -> String {
    wording::driver_name(language, driver.kind, driver.name.as_deref())
}

fn share_text(share: &Share) -> String {
    let value = share.value.map_or_else(|| NONE.to_owned(), percent);
    format!("{value}  ·  {}/{}", count(share.numerator), count(share.denominator))
}

fn drivers(ui: &mut Ui, model: &ViewModel<'_>, voice: &Voice, out: &mut Vec<Action>) {
    let language = model.language;
    let mut table =
        columns(language, &[("driver", false), ("with", true), ("without", true), ("difference", true)]);
    table.columns.push(Column::text(tr(language, "compare.column.verdict")));
    let points = tr(language, "compare.points");
    for driver in &voice.drivers {
        let whole = |end: f64| signed(end * 100.0, 0);
        let ends = driver.change.low.zip(driver.change.high);
        let ends = ends.map_or_else(String::new, |(low, high)| format!("{} … {}", whole(low), whole(high)));
        table.row(vec![
            driver_name(language, driver),
            share_text(&driver.with),
            share_text(&driver.without),
            format!("{} {points}  ·  {ends}", whole(driver.change.value)),
            tr(language, if driver.holds { "voice.holds" } else { "voice.none_clear" }),
        ]);
    }
    let title = tr(language, "voice.drivers.title");
    let note = tr_with(language, "voice.drivers.note", &[("n", &voice.drivers.len().to_string())]);
    let chart = forest::Model {
        id: "drivers",
        lines: voice.drivers.iter().map(|driver| driver_line(language, driver)).collect(),
        reference: 0.0,
        unit: forest::Unit::Points,
        axis: tr(language, "voice.axis.points"),
    };
    let figure = |line: usize| {
        let driver = voice.drivers.get(line)?;
        Some(DepthFigure::Driver(driver.kind, driver.name.clone(), true))
    };
    plot(ui, model, ("drivers", &title, &note), (&table, &chart), figure, out);
}

fn later(ui: &mut Ui, model: &ViewModel<'_>, later: &LaterPurchases, out: &mut Vec<Action>) {
    let language = model.language;
    let mut table = columns(
        language,
        &[("group", false), ("bought", true), ("interval", true), ("customers", true), ("open", true)],
    );
    table.columns.push(Column::text(tr(language, "compare.column.verdict")));
    let said = |index: usize| {
        let figure: Option<&ComparedFigure> = later.figures.get(index);
        figure.map_or_else(String::new, |figure| comparisons::said(language, figure))
    };
    let groups = [
        ("promoters", &later.promoters, said(0)),
        ("passives", &later.passives, said(1)),
        ("detractors", &later.detractors, String::new()),
    ];
    for ((name, share, said), open) in groups.into_iter().zip(later.still_open) {
        table.row(vec![
            tr(language, &format!("chart.nps.{name}")),
            share_text(share),
            interval_percent(share.low, share.high),
            count(share.denominator),
            count(open),
            said,
        ]);
    }
    let title = tr_with(language, "voice.later.title", &[("days", &later.days.to_string())]);
    if let Some(group) = card(ui, model, ("later purchases", &title, ""), (&table, |_, _| Tone::Plain)) {
        choose(FigureId::Depth(DepthFigure::Later(group)), out);
    }
}

fn response(ui: &mut Ui, model: &ViewModel<'_>, response: &Response, out: &mut Vec<Action>) {
    let language = model.language;
    let share = response.answered.value.map_or_else(|| NONE.to_owned(), percent);
    let (answered, buyers) = (count(response.answered.numerator), count(response.answered.denominator));
    let values = [("answered", answered.as_str()), ("buyers", buyers.as_str()), ("share", share.as_str())];
    let title = tr_with(language, "voice.response.title", &values);
    let differs = response
        .figures
        .iter()
        .any(|figure| figure.change.and_then(|change| change.adjusted_p).is_some_and(|p| p <= 0.05));
    let note = tr(language, if differs { "voice.response.differs" } else { "voice.response.alike" });
    let headers = ["answered", "silent"].map(|side| tr(language, &format!("voice.column.{side}")));
    let figures: Vec<&ComparedFigure> = response.figures.iter().collect();
    let table = || comparison::sides_table(model, &headers, &figures);
    let card = Card::new("response", &title).subtitle(&note);
    let rows = |_: &ComparedFigure| Some(FigureId::Depth(DepthFigure::Answered));
    card.show(ui, language, table, |ui| comparison::show(ui, &table(), &figures, &rows, out));
    ui.add_space(space::XS);
}
