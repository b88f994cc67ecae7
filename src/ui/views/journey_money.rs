//! Below the funnel: what the leaks cost, push against pull, channels by stage with over-claim. Never computes.

use eframe::egui::Ui;

use super::ViewModel;
use super::comparison;
use crate::analysis::rows::{Asked, FigureId, compared};
use crate::analysis::{ChannelStage, ChannelStages, ComparedFigure, Journey, Leak, LeakMeasure, LeakRate};
use crate::app::wording::leaks;
use crate::app::{Action, Selection};
use crate::domain::Stage;
use crate::ui::text::{count, decimal, month, percent, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned};

/// Where there is nothing.
const NONE: &str = "–";
/// Which columns of the matrix of channels count a stage.
const STAGE_COLUMNS: [(usize, Stage); 5] = [
    (2, Stage::Awareness),
    (3, Stage::Consideration),
    (4, Stage::Purchase),
    (5, Stage::Retention),
    (6, Stage::Advocacy),
];

/// The three cards, those that have something to say.
pub(super) fn cards(ui: &mut Ui, model: &ViewModel<'_>, journey: &Journey, out: &mut Vec<Action>) {
    ledger(ui, model, journey, out);
    push_pull(ui, model, journey, out);
    if let Some(channels) = &journey.channels {
        matrix(ui, model, channels, out);
    }
}

fn ledger(ui: &mut Ui, model: &ViewModel<'_>, journey: &Journey, out: &mut Vec<Action>) {
    let has_buyers = journey.stages.iter().any(|one| one.stage == Stage::Purchase && one.count.is_some());
    if !has_buyers || journey.leaks.iter().all(|leak| leak.now.is_none()) {
        return;
    }
    let language = model.language;
    let title = tr(language, "leak.title");
    let table = || ledger_table(model, &journey.leaks);
    let card = Card::new("leaks", &title);
    card.show(ui, language, table, |ui| {
        let table = table();
        let cell = |row: usize, column: usize| table.rows[row][column].clone();
        let lines: Vec<&Leak> = journey.leaks.iter().flat_map(lines_of).collect();
        let is_selected =
            |step: usize| model.state.session.selected().any(|known| *known == Selection::Step(step));
        let tone = |row: usize, _: usize| match lines[row].silent {
            Some(_) => Tone::Quiet,
            None if is_selected(lines[row].step) => Tone::Selected,
            None => Tone::Plain,
        };
        let answer = data_table_toned(ui, "leaks", &table.columns, (table.rows.len(), None), cell, tone);
        // A leak loses the lost of its step.
        if let Some(leak) = answer.clicked.and_then(|row| lines.get(row)) {
            out.push(Action::Select(Some(Selection::Step(leak.step))));
        }
    });
    ui.add_space(space::XS);
}

/// A line per currency; one where the ledger is silent.
fn lines_of(leak: &Leak) -> impl Iterator<Item = &Leak> {
    std::iter::repeat_n(leak, leak.amounts.len().max(1))
}

fn ledger_table(model: &ViewModel<'_>, ledger: &[Leak]) -> Table {
    let language = model.language;
    let t = |column: &str| tr(language, &format!("leak.column.{column}"));
    let mut table = Table::new(vec![
        Column::text(t("measure")),
        Column::number(t("amount")),
        Column::number(t("range")),
        Column::number(t("now")),
        Column::number(t("best")),
        Column::number(t("gain")),
    ]);
    for leak in ledger {
        let rate = |rate: LeakRate| rate_text(leak.measure, &rate);
        let now = leak.now.map_or_else(|| NONE.to_owned(), rate);
        let best = leak.best.map_or_else(String::new, |best| {
            format!("{}  ·  {}", rate(best.rate), month(language, best.month))
        });
        let gain = leak.gain_per_month.map_or_else(String::new, |gain| count(gain.value.round() as u64));
        let name = leaks::measure(language, leak);
        if let Some(why) = leaks::silence(language, leak) {
            table.row(vec![name, NONE.to_owned(), why, now, best, gain]);
            continue;
        }
        for amount in &leak.amounts {
            table.row(vec![
                name.clone(),
                leaks::about(amount.value_minor, amount.currency),
                leaks::range(amount),
                now.clone(),
                best.clone(),
                gain.clone(),
            ]);
        }
    }
    table
}

fn rate_text(measure: LeakMeasure, rate: &LeakRate) -> String {
    let value = match measure {
        LeakMeasure::CustomersPerClick => format!("{:.2}/100", rate.value * 100.0),
        _ => percent(rate.value),
    };
    format!("{value}  ·  {}/{}", count(rate.numerator), count(rate.denominator))
}

pub(super) fn push_pull(ui: &mut Ui, model: &ViewModel<'_>, journey: &Journey, out: &mut Vec<Action>) {
    let has = |figure: &&ComparedFigure| figure.now.n + figure.then.n > 0;
    let figures: Vec<&ComparedFigure> = journey.sides.iter().filter(has).collect();
    if figures.is_empty() {
        return;
    }
    let language = model.language;
    let title = tr(language, "journey.sides.title");
    let unattributed = count(journey.unattributed_customers);
    let note = tr_with(language, "journey.sides.note", &[("customers", &unattributed)]);
    let headers = ["lens.push", "lens.pull"].map(|key| tr(language, key));
    let table = || comparison::sides_table(model, &headers, &figures);
    let card = Card::new("push and pull", &title).subtitle(&note);
    let rows = |figure: &ComparedFigure| compared(figure).map(|rows| rows.asked(Asked::Push));
    card.show(ui, language, table, |ui| comparison::show(ui, &table(), &figures, &rows, out));
    ui.add_space(space::XS);
}

pub(super) fn matrix(ui: &mut Ui, model: &ViewModel<'_>, channels: &ChannelStages, out: &mut Vec<Action>) {
    let language = model.language;
    let title = tr(language, "journey.matrix.title");
    let note = channels.over_claim.map_or_else(String::new, |claim| {
        let (claimed, orders) = (decimal(claim.claimed, 0), count(claim.orders));
        let ratio = claim.ratio.map_or_else(|| NONE.to_owned(), |ratio| format!("{ratio:.2}"));
        let values = [("claimed", claimed.as_str()), ("orders", orders.as_str()), ("ratio", ratio.as_str())];
        tr_with(language, "journey.matrix.over_claim", &values)
    });
    let table = || matrix_table(model, channels);
    let card = Card::new("channels by stage", &title).subtitle(&note);
    card.show(ui, language, table, |ui| {
        let table = table();
        let cell = |row: usize, column: usize| table.rows[row][column].clone();
        let selected = model.state.session.selected_stages();
        let is_selected = |column: usize| {
            STAGE_COLUMNS.iter().any(|(known, stage)| *known == column && selected.contains(stage))
        };
        let tone = |row: usize, column: usize| match channels.rows[row].over_claim {
            Some(claim) if column + 1 == table.columns.len() && claim.low.is_some_and(|low| low > 1.0) => {
                Tone::Warning
            }
            _ if is_selected(column) => Tone::Selected,
            _ if channels.rows[row].channel.is_none() => Tone::Quiet,
            _ => Tone::Plain,
        };
        let size = (table.rows.len(), None);
        if let Some(row) = data_table_toned(ui, "matrix", &table.columns, size, cell, tone).clicked {
            let figure = FigureId::Buyers(channels.rows[row].channel.clone());
            out.push(Action::Select(Some(Selection::Figure(figure))));
        }
    });
    ui.add_space(space::XS);
}

fn matrix_table(model: &ViewModel<'_>, channels: &ChannelStages) -> Table {
    let language = model.language;
    let t = |column: &str| tr(language, &format!("journey.matrix.{column}"));
    let mut table = Table::new(vec![
        Column::text(t("channel")),
        Column::text(t("kind")),
        Column::number(t("impressions")),
        Column::number(t("clicks")),
        Column::number(t("buyers")),
        Column::number(t("back")),
        Column::number(t("advocates")),
        Column::number(t("orders")),
        Column::number(t("claimed")),
        Column::number(t("ratio")),
    ]);
    for row in &channels.rows {
        table.row(matrix_row(model, row));
    }
    table
}

fn matrix_row(model: &ViewModel<'_>, row: &ChannelStage) -> Vec<String> {
    let language = model.language;
    let optional = |value: Option<u64>| value.map_or_else(|| NONE.to_owned(), count);
    let back = match row.retained.value {
        Some(value) => format!("{}  ·  {}", percent(value), count(row.retained.numerator)),
        None => NONE.to_owned(),
    };
    let claimed = row.over_claim.map(|claim| decimal(claim.claimed, 0));
    let ratio = row.over_claim.and_then(|claim| {
        let high = claim.high.map_or_else(|| "…".to_owned(), |high| format!("{high:.2}"));
        Some(format!("×{:.2}  ·  {:.2}–{high}", claim.ratio?, claim.low?))
    });
    vec![
        row.channel.clone().unwrap_or_else(|| tr(language, "journey.matrix.none")),
        row.kind.map_or_else(String::new, |kind| tr(language, &format!("lens.{}", kind.id()))),
        optional(row.impressions),
        optional(row.clicks),
        count(row.buyers),
        back,
        count(row.advocates),
        count(row.orders),
        claimed.unwrap_or_else(|| NONE.to_owned()),
        ratio.unwrap_or_else(|| NONE.to_owned()),
    ]
}
