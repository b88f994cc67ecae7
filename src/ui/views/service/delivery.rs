//! Parcels, claims, couriers and demand. Never computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::journey::share_with_interval;
use super::super::parts::{Tile, around_the_chart, tiles};
use super::{NONE, columns, effects, part, share_tile, sheet};
use crate::analysis::rows::{FigureId, ServiceFigure, ServicePart};
use crate::analysis::{DefinitionId, Delivery, Demand, DemandPart};
use crate::app::wording::{comparisons, date, month, service as words};
use crate::app::{Action, ChartMark, Selection};
use crate::domain::Language;
use crate::ui::charts::{THIN, bars};
use crate::ui::text::{count, decimal, fixed, interval_percent, percent, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Table, Tone};

/// The part.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, delivery: &Delivery, out: &mut Vec<Action>) {
    let summary = summary(model.language, delivery);
    let (above, below) = around_the_chart(ui, &summary);
    tiles(ui, model, above, out);
    ui.add_space(space::XS);
    effects(ui, model, &delivery.effects, delivery.effects_tested, out);
    if !below.is_empty() {
        tiles(ui, model, below, out);
        ui.add_space(space::XS);
    }
    months(ui, model, delivery, out);
    couriers(ui, model, delivery, out);
    claims(ui, model, delivery, out);
    if let Some(found) = &delivery.demand {
        demand(ui, model, found, out);
    }
}

fn summary(language: Language, delivery: &Delivery) -> Vec<Tile> {
    let (kept, claims) = (delivery.definition, delivery.claims_definition);
    let shares = [
        ("delivery.on_time", &delivery.on_time, kept, ServiceFigure::OnTime),
        ("delivery.handed_over", &delivery.handed_over, kept, ServiceFigure::HandedOver),
        ("delivery.wrong_or_damaged", &delivery.wrong_or_damaged, claims, ServiceFigure::WrongOrDamaged),
        ("delivery.returned", &delivery.returned, claims, ServiceFigure::Returned),
        ("delivery.out_of_stock", &delivery.out_of_stock, claims, ServiceFigure::OutOfStock),
    ];
    let known = shares.into_iter().filter(|(_, share, ..)| share.denominator > 0);
    let mut tiles: Vec<Tile> = known
        .map(|(key, share, definition, figure)| share_tile(language, key, share, (definition, Some(figure))))
        .collect();
    if let Some(perfect) = &delivery.perfect {
        let mut tile = share_tile(
            language,
            "delivery.perfect",
            &perfect.joint,
            (perfect.definition, Some(ServiceFigure::Perfect)),
        );
        let product = perfect.product.map_or_else(|| NONE.to_owned(), percent);
        let (joint, due) = (count(perfect.joint.numerator), count(perfect.joint.denominator));
        let values = [("joint", joint.as_str()), ("due", due.as_str()), ("product", product.as_str())];
        tile.note = tr_with(language, "delivery.perfect.note", &values);
        tiles.insert(1.min(tiles.len()), tile);
    }
    if let Some(days) = delivery.days {
        let time = |days: Option<f64>| days.map_or_else(|| NONE.to_owned(), |days| decimal(days, 0));
        let interval = format!("{}–{}", time(days.low), time(days.high));
        let (p90, n) = (time(days.p90), count(days.n));
        let values = [("interval", interval.as_str()), ("p90", p90.as_str()), ("n", n.as_str())];
        tiles.insert(
            1.min(tiles.len()),
            Tile {
                label: tr(language, "delivery.days"),
                value: days.median.map_or_else(
                    || NONE.to_owned(),
                    |median| tr_with(language, "service.time.days", &[("n", &decimal(median, 0))]),
                ),
                note: tr_with(language, "service.tile.reply.note", &values),
                definition: delivery.definition,
                selection: Selection::Definition(delivery.definition),
            },
        );
    }
    tiles
}

/// On time month by month, newest first.
fn months(ui: &mut Ui, model: &ViewModel<'_>, delivery: &Delivery, out: &mut Vec<Action>) {
    let language = model.language;
    let due = || delivery.months.iter().filter(|own| own.on_time.denominator > 0);
    if due().count() < 2 {
        return;
    }
    let solid = due().filter(|own| own.on_time.denominator >= THIN);
    let share = |own: &&crate::analysis::DeliveryMonth| own.on_time.value.unwrap_or(1.0);
    let worst = solid.min_by(|a, b| share(a).total_cmp(&share(b)));
    let title = worst.map_or_else(
        || tr(language, "delivery.months.title"),
        |own| {
            let (name, share) = (month(language, own.month), percent(share(&own)));
            tr_with(language, "delivery.months.worst", &[("month", &name), ("share", &share)])
        },
    );
    let told = || delivery.months.iter().rev().filter(|own| own.on_time.denominator > 0);
    let bars = told().map(|own| {
        let (value, interval) = share_with_interval(own.on_time.value, own.on_time.low, own.on_time.high);
        bars::Bar {
            name: month(language, own.month),
            value: own.on_time.value.unwrap_or(0.0),
            interval: own.on_time.low.zip(own.on_time.high),
            text: value,
            note: format!("{interval} · {}/{}", count(own.on_time.numerator), count(own.on_time.denominator)),
            quiet: !own.complete || own.on_time.denominator < THIN,
            strong: worst.is_some_and(|worst| worst.month == own.month),
        }
    });
    let chart = bars::Model { id: "delivery months", bars: bars.collect(), whole: Some(1.0) };
    let shown = Card::new("delivery months", &title).show(
        ui,
        language,
        || months_table(language, delivery),
        |ui| bars::show(ui, &chart, language),
    );
    let of_month = |mark: &bars::Mark| {
        let names = ["month".to_owned(), told().nth(mark.bar)?.month.to_string()];
        Some(Selection::Mark(ChartMark::new(delivery.definition, names)))
    };
    answered(ui, model, shown.inner, of_month, out);
    ui.add_space(space::XS);
}

fn months_table(language: Language, delivery: &Delivery) -> Table {
    let mut table = columns(
        language,
        "delivery",
        &[("month", false), ("orders", true), ("on_time", true), ("days", true)],
    );
    for own in &delivery.months {
        let (value, interval) = share_with_interval(own.on_time.value, own.on_time.low, own.on_time.high);
        let days = own.median_days.map_or_else(|| NONE.to_owned(), |days| decimal(days, 0));
        table.row(vec![month(language, own.month), count(own.orders), format!("{value}  {interval}"), days]);
    }
    table
}

fn couriers(ui: &mut Ui, model: &ViewModel<'_>, delivery: &Delivery, out: &mut Vec<Action>) {
    if delivery.couriers.is_empty() {
        return;
    }
    let language = model.language;
    let names = [("courier", false), ("orders", true), ("on_time", true), ("days", true), ("against", false)];
    let mut table = columns(language, "delivery", &names);
    for courier in &delivery.couriers {
        let share = &courier.on_time;
        let (value, interval) = share_with_interval(share.value, share.low, share.high);
        table.row(vec![
            courier.courier.clone().unwrap_or_else(|| tr(language, "delivery.no_courier")),
            count(courier.orders),
            format!("{value}  {interval}"),
            courier.median_days.map_or_else(|| NONE.to_owned(), |days| decimal(days, 0)),
            courier.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found)),
        ]);
    }
    let title = tr(language, "delivery.couriers.title");
    let of_courier = |row: usize| {
        let name = delivery.couriers[row].courier.clone().unwrap_or_default();
        part(ServiceFigure::OnTime, ServicePart::Courier(name), delivery.definition)
    };
    sheet(ui, model, ("couriers", &title, ""), &table, (of_courier, |_, _| Tone::Plain), out);
}

fn claims(ui: &mut Ui, model: &ViewModel<'_>, delivery: &Delivery, out: &mut Vec<Action>) {
    let Some(most) = delivery.claims.first() else { return };
    let language = model.language;
    let (name, orders, mature) =
        (words::claim(language, most.claim), count(most.orders.numerator), count(most.orders.denominator));
    let values = [("claim", name.as_str()), ("orders", orders.as_str()), ("mature", mature.as_str())];
    let title = tr_with(language, "delivery.claims.most", &values);
    let mut table = columns(language, "delivery", &[("claim", false), ("orders", true), ("share", true)]);
    for own in &delivery.claims {
        let share = own.orders.value.map_or_else(|| NONE.to_owned(), percent);
        let interval = interval_percent(own.orders.low, own.orders.high);
        table.row(vec![
            words::claim(language, own.claim),
            count(own.orders.numerator),
            format!("{share}  {interval}"),
        ]);
    }
    let of_kind =
        |row: usize| Selection::Figure(FigureId::Service(ServiceFigure::Claim(delivery.claims[row].claim)));
    sheet(ui, model, ("claims", &title, ""), &table, (of_kind, |_, _| Tone::Plain), out);
}

/// Weekdays and months of the year.
fn demand(ui: &mut Ui, model: &ViewModel<'_>, demand: &Demand, out: &mut Vec<Action>) {
    let language = model.language;
    let days: Vec<String> = demand
        .peaks
        .iter()
        .take(5)
        .map(|peak| format!("{} ({})", date(language, peak.day), count(peak.orders)))
        .collect();
    let note = tr_with(language, "delivery.demand.note", &[("days", &days.join(", "))]);
    let weekday = |part: u32| words::weekday(language, part);
    parts(
        ui,
        model,
        ("weekdays", "delivery.demand.title", "weekday"),
        &demand.weekdays,
        (&note, &weekday),
        out,
    );
    let season = |part: u32| words::month_of_year(language, part);
    parts(ui, model, ("seasons", "delivery.season.title", "month"), &demand.seasons, ("", &season), out);
}

fn parts(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    (id, key, value): (&'static str, &str, &str),
    parts: &[DemandPart],
    (note, name): (&str, &dyn Fn(u32) -> String),
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let Some(most) = parts.iter().max_by(|a, b| a.index.total_cmp(&b.index)) else { return };
    let (busiest, index) = (name(most.part), decimal(most.index, 2));
    let title = tr_with(language, key, &[(value, &busiest), ("index", &index)]);
    let bars = parts.iter().map(|part| bars::Bar {
        name: name(part.part),
        value: part.per_day.value,
        interval: Some((part.per_day.low, part.per_day.high)),
        text: decimal(part.per_day.value, 2),
        note: format!("×{}", fixed(part.index, 2)),
        quiet: false,
        strong: false,
    });
    let chart = bars::Model { id, bars: bars.collect(), whole: None };
    let table = || {
        let mut table = columns(
            language,
            "delivery",
            &[("day", false), ("orders", true), ("per_day", true), ("index", true)],
        );
        for part in parts {
            let rate = &part.per_day;
            table.row(vec![
                name(part.part),
                count(rate.numerator),
                format!("{} ({}–{})", fixed(rate.value, 2), fixed(rate.low, 2), fixed(rate.high, 2)),
                fixed(part.index, 2),
            ]);
        }
        table
    };
    let card = Card::new(id, &title).subtitle(note);
    let shown = card.show(ui, language, table, |ui| bars::show(ui, &chart, language));
    let part = |mark: &bars::Mark| {
        let kind = if value == "weekday" { "weekday" } else { "season" };
        let names = [kind.to_owned(), parts.get(mark.bar)?.part.to_string()];
        Some(Selection::Mark(ChartMark::new(DefinitionId::Demand, names)))
    };
    answered(ui, model, shown.inner, part, out);
    ui.add_space(space::XS);
}
