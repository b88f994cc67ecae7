//! Requests for help: how soon they are answered and solved, what they are about, when they come. Never computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::journey::share_with_interval;
use super::super::parts::{Tile, around_the_chart, tiles};
use super::{NONE, columns, effects, part, share_tile, sheet, terms};
use crate::analysis::rows::{FigureId, ServiceFigure, ServicePart};
use crate::analysis::{DefinitionId, Service, Waiting};
use crate::app::wording::{comparisons, month, service as words};
use crate::app::{Action, ChartMark, Selection};
use crate::domain::Language;
use crate::ui::charts::{bars, week};
use crate::ui::text::{count, decimal, fixed, percent, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Table, Tone};

/// Topics that find room in the chart; the table has all.
const TOPICS: usize = 8;

/// The part.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, service: &Service, out: &mut Vec<Action>) {
    let summary = summary(model.language, service);
    let (above, below) = around_the_chart(ui, &summary);
    tiles(ui, model, above, out);
    ui.add_space(space::XS);
    topics(ui, model, service, out);
    if !below.is_empty() {
        tiles(ui, model, below, out);
        ui.add_space(space::XS);
    }
    terms::ui(ui, model, service, out);
    hours(ui, model, service, out);
    effects(ui, model, &service.effects, service.effects_tested, out);
    months(ui, model, service, out);
    process(ui, model, service, out);
}

fn waiting_tile(
    language: Language,
    key: &str,
    waiting: Option<Waiting>,
    definition: DefinitionId,
) -> Option<Tile> {
    let waiting = waiting?;
    let time = |minutes: Option<f64>| {
        minutes.map_or_else(|| NONE.to_owned(), |minutes| words::duration(language, minutes))
    };
    let interval = format!("{}–{}", time(waiting.low), time(waiting.high));
    let (p90, n) = (time(waiting.p90), count(waiting.n));
    let values = [("interval", interval.as_str()), ("p90", p90.as_str()), ("n", n.as_str())];
    Some(Tile {
        label: tr(language, key),
        value: time(waiting.median),
        note: tr_with(language, "service.tile.reply.note", &values),
        definition,
        selection: Selection::Definition(definition),
    })
}

fn summary(language: Language, service: &Service) -> Vec<Tile> {
    let (reply, solved) = (service.definition, service.resolution_definition);
    let mut tiles: Vec<Tile> =
        waiting_tile(language, "service.reply", service.reply, reply).into_iter().collect();
    if service.within_target.denominator > 0 {
        let mut tile = share_tile(
            language,
            "service.within_target",
            &service.within_target,
            (reply, Some(ServiceFigure::InTime)),
        );
        let target = words::target(language, service);
        tile.label = tr_with(language, "service.tile.within", &[("target", &target)]);
        tiles.push(tile);
    }
    if service.unanswered.denominator > 0 {
        tiles.push(share_tile(
            language,
            "service.unanswered",
            &service.unanswered,
            (reply, Some(ServiceFigure::Unanswered)),
        ));
    }
    tiles.extend(waiting_tile(language, "service.resolution", service.resolution, solved));
    if service.solved_for_good.denominator > 0 {
        tiles.push(share_tile(
            language,
            "service.solved_for_good",
            &service.solved_for_good,
            (solved, Some(ServiceFigure::SolvedForGood)),
        ));
    }
    if service.same_issue.denominator > 0 {
        let same = (service.same_issue_definition, Some(ServiceFigure::SameIssue));
        tiles.push(share_tile(language, "service.same_issue", &service.same_issue, same));
    }
    tiles
}

/// Topics as bars; the table says more.
fn topics(ui: &mut Ui, model: &ViewModel<'_>, service: &Service, out: &mut Vec<Action>) {
    let language = model.language;
    let bars = service.complaints.iter().take(TOPICS).map(|topic| {
        let rate = topic.per_100_orders.map_or_else(|| NONE.to_owned(), |rate| decimal(rate.value, 1));
        let said = topic
            .verdict
            .map_or_else(String::new, |found| format!(" · {}", comparisons::verdict(language, found)));
        bars::Bar {
            name: words::topic(language, topic),
            value: topic.requests as f64,
            text: format!("{} · {}", count(topic.requests), percent(topic.share)),
            note: format!("{} {rate}{said}", tr(language, "service.column.per_100")),
            quiet: topic.topic.is_none(),
            strong: matches!(topic.verdict, Some(crate::analysis::statistics::Verdict::ClearlyHigher)),
            interval: None,
        }
    });
    let chart = bars::Model { id: "topics", bars: bars.collect(), whole: None };
    let title =
        words::complaint_finding(language, service).unwrap_or_else(|| tr(language, "service.topics.title"));
    let shown = Card::new("topics", &title).show(
        ui,
        language,
        || topics_table(language, service),
        |ui| bars::show(ui, &chart, language),
    );
    let topic = |mark: &bars::Mark| {
        let name = service.complaints.get(mark.bar)?.topic.clone().unwrap_or_default();
        Some(Selection::Figure(FigureId::Service(ServiceFigure::Topic(name))))
    };
    answered(ui, model, shown.inner, topic, out);
    ui.add_space(space::XS);
}

fn topics_table(language: Language, service: &Service) -> Table {
    let names = [
        ("topic", false),
        ("requests", true),
        ("customers", true),
        ("share", true),
        ("cumulative", true),
        ("per_100", true),
        ("lately", true),
        ("change", false),
    ];
    let mut table = columns(language, "service", &names);
    for topic in &service.complaints {
        table.row(vec![
            words::topic(language, topic),
            count(topic.requests),
            count(topic.customers),
            percent(topic.share),
            percent(topic.cumulative),
            topic.per_100_orders.map_or_else(
                || NONE.to_owned(),
                |rate| format!("{} ({}–{})", fixed(rate.value, 2), fixed(rate.low, 2), fixed(rate.high, 2)),
            ),
            topic.lately.map_or_else(|| NONE.to_owned(), |change| format!("×{}", fixed(change.value, 2))),
            topic.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found)),
        ]);
    }
    table
}

/// The week, hour by hour.
fn hours(ui: &mut Ui, model: &ViewModel<'_>, service: &Service, out: &mut Vec<Action>) {
    let (language, chart) = (model.language, week::Model::new(&service.hours));
    let Some(busiest) = chart.busiest().copied() else { return };
    let rate = busiest.per_hour.map_or_else(|| NONE.to_owned(), |rate| decimal(rate.value, 2));
    let (weekday, hour) = (words::weekday(language, busiest.weekday), format!("{:02}:00", busiest.hour));
    let values = [("weekday", weekday.as_str()), ("hour", hour.as_str()), ("rate", rate.as_str())];
    let title = tr_with(language, "service.hours.title", &values);
    let note = service.staffing.map_or_else(String::new, |staffing| {
        let people = staffing.most.to_string();
        let minutes = words::duration(language, f64::from(staffing.minutes_per_case));
        let target = words::target(language, service);
        let values =
            [("people", people.as_str()), ("minutes", minutes.as_str()), ("target", target.as_str())];
        tr_with(language, "service.hours.note", &values)
    });
    let card = Card::new("hours", &title).subtitle(&note);
    let shown = card.show(ui, language, || chart.table(language), |ui| week::show(ui, &chart, language));
    let hour = |mark: &week::Mark| {
        let names = ["hour".to_owned(), mark.weekday.to_string(), mark.hour.to_string()];
        Some(Selection::Mark(ChartMark::new(service.hours_definition, names)))
    };
    answered(ui, model, shown.inner, hour, out);
    ui.add_space(space::XS);
}

fn months(ui: &mut Ui, model: &ViewModel<'_>, service: &Service, out: &mut Vec<Action>) {
    if service.months.len() < 2 {
        return;
    }
    let language = model.language;
    let names = [("month", false), ("requests", true), ("reply", true), ("in_time", true)];
    let mut table = columns(language, "service", &names);
    for own in service.months.iter().rev() {
        let (value, interval) =
            share_with_interval(own.within_target.value, own.within_target.low, own.within_target.high);
        let reply =
            own.reply_median.map_or_else(|| NONE.to_owned(), |minutes| words::duration(language, minutes));
        table.row(vec![
            month(language, own.month),
            count(own.requests),
            reply,
            format!("{value}  {interval}"),
        ]);
    }
    let title = tr(language, "service.months.title");
    let last = service.months.len() - 1;
    let tone =
        |row: usize, _: usize| if service.months[last - row].complete { Tone::Plain } else { Tone::Quiet };
    let of_month = |row: usize| {
        let month = ServicePart::Month(service.months[last - row].month);
        part(ServiceFigure::InTime, month, service.definition)
    };
    sheet(ui, model, ("service months", &title, ""), &table, (of_month, tone), out);
}

/// Which step of a request follows which.
fn process(ui: &mut Ui, model: &ViewModel<'_>, service: &Service, out: &mut Vec<Action>) {
    let Some(process) = service.process.as_ref().filter(|process| !process.arcs.is_empty()) else { return };
    let language = model.language;
    let step = |name: &str| words::process_step(language, name);
    let names = [("from", false), ("to", false), ("count", true), ("median", true)];
    let mut table = columns(language, "service", &names);
    for arc in &process.arcs {
        let median =
            arc.median_minutes.map_or_else(|| NONE.to_owned(), |minutes| words::duration(language, minutes));
        table.row(vec![step(&arc.from), step(&arc.to), count(arc.count), median]);
    }
    let most = process.variants.first();
    let way = most.map_or_else(String::new, |variant| {
        variant.steps.iter().map(|name| step(name)).collect::<Vec<_>>().join(" → ")
    });
    let share = most.map_or(0.0, |variant| variant.cases as f64 / process.cases.max(1) as f64);
    let title = tr_with(language, "service.process.title", &[("way", &way), ("share", &percent(share))]);
    let note = tr(language, "service.process.note");
    let definition = service.resolution_definition;
    let explained = |_| Selection::Definition(definition);
    sheet(ui, model, ("process", &title, &note), &table, (explained, |_, _| Tone::Plain), out);
}
