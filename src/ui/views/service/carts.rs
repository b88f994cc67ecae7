//! Carts: left per cart and per person, what lay in them, what reminders bring back. Never computes.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::drawn::answered;
use super::super::parts::{Tile, tiles};
use super::{NONE, columns, part, share_tile, sheet};
use crate::analysis::Carts;
use crate::analysis::rows::{ServiceFigure, ServicePart};
use crate::app::wording::{comparisons, month};
use crate::app::{Action, ChartMark, Selection};
use crate::domain::Money;
use crate::ui::charts::{THIN, bars};
use crate::ui::text::{count, interval_percent, paragraph_colored, percent, tr, tr_with};
use crate::ui::theme::{SMALL, space, tokens};
use crate::ui::widgets::{Card, Tone};

/// The part.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, carts: &Carts, out: &mut Vec<Action>) {
    tiles(ui, model, &summary(model, carts), out);
    ui.add_space(space::XS);
    recovery(ui, model, carts, out);
    months(ui, model, carts, out);
    if carts.inferred > 0 {
        let t = tokens(ui);
        let sentence = tr_with(model.language, "carts.inferred", &[("n", &count(carts.inferred))]);
        paragraph_colored(ui, &sentence, SMALL, t.text_subdued);
    }
}

fn summary(model: &ViewModel<'_>, carts: &Carts) -> Vec<Tile> {
    let language = model.language;
    let shares = [
        ("carts.abandoned", Some(carts.abandoned), Some(ServiceFigure::AbandonedCarts)),
        ("carts.people", Some(carts.abandoned_people), Some(ServiceFigure::AbandonedPeople)),
        ("carts.sessions", carts.sessions, None),
    ];
    let known = shares
        .into_iter()
        .filter_map(|(key, share, figure)| Some((key, share.filter(|share| share.denominator > 0)?, figure)));
    let mut tiles: Vec<Tile> = known
        .map(|(key, share, figure)| share_tile(language, key, &share, (carts.definition, figure)))
        .collect();
    if let (Some(minor), Some(currency)) = (carts.left_behind_minor, carts.currency) {
        tiles.push(Tile {
            label: tr(language, "carts.left_behind"),
            value: Money::new(minor, currency).rounded(),
            note: tr_with(language, "carts.left_behind.note", &[("carts", &count(carts.left_behind_carts))]),
            definition: carts.definition,
            selection: Selection::Definition(carts.definition),
        });
    }
    tiles
}

/// With and without a reminder.
fn recovery(ui: &mut Ui, model: &ViewModel<'_>, carts: &Carts, out: &mut Vec<Action>) {
    let Some(recovery) = &carts.recovery else { return };
    let language = model.language;
    let sides = [("carts.reminded", &recovery.now), ("carts.not_reminded", &recovery.then)];
    let bars = sides.map(|(key, side)| bars::Bar {
        name: tr(language, key),
        value: side.value.unwrap_or(0.0),
        interval: side.low.zip(side.high),
        text: comparisons::value(recovery, side),
        note: format!(
            "{} · {}",
            interval_percent(side.low, side.high),
            comparisons::made_of(language, recovery, side)
        ),
        quiet: side.denominator.unwrap_or(0) < THIN,
        strong: false,
    });
    let chart = bars::Model { id: "reminders", bars: bars.to_vec(), whole: Some(1.0) };
    let (now, then) =
        (comparisons::value(recovery, &recovery.now), comparisons::value(recovery, &recovery.then));
    let said = comparisons::said(language, recovery);
    let title =
        format!("{} · {said}", tr_with(language, "carts.reminder.title", &[("now", &now), ("then", &then)]));
    let days = carts.reminder_days.unwrap_or(0).to_string();
    let note = tr_with(language, "carts.reminder.note", &[("days", &days)]);
    let table = || {
        let mut table = columns(
            language,
            "effect",
            &[("with", true), ("without", true), ("change", true), ("said", false)],
        );
        table.row(vec![now.clone(), then.clone(), comparisons::interval(language, recovery), said.clone()]);
        table
    };
    let card = Card::new("reminders", &title).subtitle(&note);
    let shown = card.show(ui, language, table, |ui| bars::show(ui, &chart, language));
    let side = |mark: &bars::Mark| {
        let side = if mark.bar == 0 { "reminded" } else { "not_reminded" };
        Some(Selection::Mark(ChartMark::new(carts.definition, ["carts", side])))
    };
    answered(ui, model, shown.inner, side, out);
    ui.add_space(space::XS);
}

fn months(ui: &mut Ui, model: &ViewModel<'_>, carts: &Carts, out: &mut Vec<Action>) {
    if carts.months.is_empty() {
        return;
    }
    let language = model.language;
    let names = [("month", false), ("abandoned", true), ("interval", true), ("carts", true), ("open", true)];
    let mut table = columns(language, "carts", &names);
    for own in carts.months.iter().rev() {
        table.row(vec![
            month(language, own.month),
            own.abandoned.value.map_or_else(|| NONE.to_owned(), percent),
            interval_percent(own.abandoned.low, own.abandoned.high),
            count(own.abandoned.denominator),
            count(own.still_open),
        ]);
    }
    let title = tr(language, "carts.months.title");
    let last = carts.months.len() - 1;
    let tone = |row: usize, _: usize| match carts.months[last - row].abandoned.denominator {
        0..THIN => Tone::Quiet,
        _ => Tone::Plain,
    };
    let of_month = |row: usize| {
        let month = ServicePart::Month(carts.months[last - row].month);
        part(ServiceFigure::AbandonedCarts, month, carts.definition)
    };
    sheet(ui, model, ("cart months", &title, ""), &table, (of_month, tone), out);
}
