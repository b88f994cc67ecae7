//! What the ads cost against what the shop took: tiles, channels, months. Computes nothing.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::super::journey::share_with_interval;
use super::super::parts::{Tile, around_the_chart, choose, nothing, tiles};
use super::{costs, each, over_time, won};
use crate::analysis::rows::{FigureId, ValuePart};
use crate::analysis::{Analysis, ChannelEfficiency, ChannelResult, DefinitionId, Efficiency};
use crate::app::{Action, Selection};
use crate::domain::Direction;
use crate::ui::text::{count, date, decimal, fixed, money_text, month, percent, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned};

/// Where there is nothing.
const NONE: &str = "–";
/// In less room figures that belong together share a cell.
const JOINED_BELOW: f32 = 940.0;

/// Tiles, then the channels, the platforms' own figures and the months.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    if let Some(found) = &analysis.efficiency {
        let figures = figures(model, found);
        if figures.is_empty() && found.channels.is_empty() && analysis.ad_months.is_none() {
            nothing(ui, model, Icon::Megaphone, "ads", out);
        }
        let (above, below) = around_the_chart(ui, &figures);
        tiles(ui, model, above, out);
        ui.add_space(space::XS);
        channels(ui, model, found, out);
        if !below.is_empty() {
            tiles(ui, model, below, out);
            ui.add_space(space::XS);
        }
    }
    over_time::ui(ui, model, analysis, out);
    if let Some(found) = &analysis.efficiency {
        months(ui, model, found, out);
        costs::ui(ui, model, out);
    }
    if let Some(platforms) = &analysis.channels {
        reported(ui, model, platforms, out);
    }
}

fn tile(
    model: &ViewModel<'_>,
    key: &str,
    value: String,
    values: &[(&str, &str)],
    definition: DefinitionId,
) -> Tile {
    Tile {
        label: tr(model.language, &format!("channels.tile.{key}")),
        value,
        note: tr_with(model.language, &format!("channels.tile.{key}.note"), values),
        definition,
        selection: Selection::Definition(definition),
    }
}

fn figures(model: &ViewModel<'_>, found: &Efficiency) -> Vec<Tile> {
    let currency = found.currency;
    let each = |minor| each(minor, currency);
    let spend = money_text(found.spend_minor, currency);
    let day = |day: Option<crate::domain::Day>| {
        day.map_or_else(|| NONE.to_owned(), |day| date(model.language, day))
    };
    let (from, to) = (day(found.from), day(found.to));
    let customers = found.new_customers.map_or_else(|| NONE.to_owned(), count);
    let interval = format!("{}–{}", each(found.cac_low_minor), each(found.cac_high_minor));
    let ratio = |value: Option<f64>| value.map_or_else(|| NONE.to_owned(), |value| fixed(value, 2));
    let net = money_text(found.net_minor, currency);
    let claimed = money_text(found.claimed_value_minor, currency);
    let paid = found.paid_new_customers.map_or_else(|| NONE.to_owned(), count);
    let mut list = vec![
        tile(model, "spend", spend.clone(), &[("from", &from), ("to", &to)], found.definition),
        tile(
            model,
            "cac",
            each(found.cac_minor),
            &[("interval", &interval), ("customers", &customers)],
            found.cac_definition,
        ),
        tile(model, "paid", each(found.paid_cac_minor), &[("customers", &paid)], found.cac_definition),
        tile(model, "roas", ratio(found.blended_roas), &[("net", &net)], found.definition),
        tile(model, "platform", ratio(found.platform_roas), &[("claimed", &claimed)], found.definition),
        tile(model, "over_claim", ratio(found.over_claim), &[], DefinitionId::OverClaim),
    ];
    if found.from.is_none() {
        // Ads alone: there are no days that they share with orders.
        list[0].note = tr(model.language, "channels.tile.spend.note_alone");
    }
    if let Some(other) = found.other_costs_minor {
        let other = money_text(Some(other), currency);
        let loaded = each(found.loaded_cac_minor);
        list.insert(3, tile(model, "loaded", loaded, &[("other", &other)], found.cac_definition));
    }
    // What the data do not say has no tile: the headline tells what would.
    list.retain(|tile| tile.value != NONE);
    list
}

fn channels(ui: &mut Ui, model: &ViewModel<'_>, found: &Efficiency, out: &mut Vec<Action>) {
    if found.channels.is_empty() {
        return;
    }
    let language = model.language;
    let title = best_back(model, found).unwrap_or_else(|| tr(language, "channels.brings.title"));
    let window = model.state.session.window_days.to_string();
    let note = tr_with(language, "channels.brings.note", &[("days", &window)]);
    let table = || channel_table(model, found, &found.channels);
    let card = Card::new("channels and whom they bring", &title).subtitle(&note);
    card.show(ui, language, table, |ui| {
        let joined = ui.available_width() < JOINED_BELOW;
        let table = if joined { together(&table()) } else { table() };
        let cell = |row: usize, column: usize| table.rows[row][column].clone();
        let tone = |row: usize, column: usize| {
            let of_back = if joined { 3..4 } else { 4..7 };
            let thin = of_back.contains(&column) && found.channels[row].back.denominator < 30;
            if thin || found.channels[row].channel.is_none() { Tone::Quiet } else { Tone::Plain }
        };
        let size = (table.rows.len(), None);
        if let Some(row) = data_table_toned(ui, "brings", &table.columns, size, cell, tone).clicked {
            out.push(won(found.channels.get(row).map(|one| ValuePart::Channel(one.channel.clone()))));
        }
    });
    ui.add_space(space::XS);
}

/// The channel whose customers come back clearly more often than those of the one with the highest spend.
fn best_back(model: &ViewModel<'_>, found: &Efficiency) -> Option<String> {
    let dearest = found.channels.iter().find(|one| one.spend_minor.is_some_and(|minor| minor > 0))?;
    let high = dearest.back.high?;
    let better = found.channels.iter().filter(|one| one.channel.is_some() && one.back.low > Some(high));
    let best = better
        .max_by(|left, right| left.back.value.unwrap_or(0.0).total_cmp(&right.back.value.unwrap_or(0.0)))?;
    let (a, b) = (percent(best.back.value?), percent(dearest.back.value?));
    let values = [
        ("best", best.channel.as_deref()?),
        ("share", a.as_str()),
        ("dearest", dearest.channel.as_deref()?),
        ("other", b.as_str()),
    ];
    Some(tr_with(model.language, "channels.brings.finding", &values))
}

fn channel_table(model: &ViewModel<'_>, found: &Efficiency, rows: &[ChannelEfficiency]) -> Table {
    let language = model.language;
    let t = |key: &str| tr(language, &format!("channels.column.{key}"));
    let mut table = Table::new(vec![
        Column::text(tr(language, "channels.channel")),
        Column::number(t("spend")),
        Column::number(t("new")),
        Column::number(t("cac")),
        Column::number(t("back")),
        Column::number(t("days")),
        Column::number(t("brought")),
        Column::number(t("orders")),
        Column::number(t("net")),
        Column::number(t("roas")),
    ]);
    for row in rows {
        let name = match (&row.channel, row.kind) {
            (Some(name), _) => name.clone(),
            (None, Some(kind)) => tr(language, &format!("lens.{}", kind.id())),
            (None, None) => tr(language, "channels.none"),
        };
        let (back, interval) = share_with_interval(row.back.value, row.back.low, row.back.high);
        let of = format!("{}/{}", count(row.back.numerator), count(row.back.denominator));
        let back = if row.back.value.is_some() { format!("{back} ({interval})  ·  {of}") } else { back };
        table.row(vec![
            name,
            money_text(row.spend_minor, found.currency),
            count(row.new_customers),
            each(row.cac_minor, found.currency),
            back,
            row.median_days_back.map_or_else(|| NONE.to_owned(), |days| decimal(days, 0)),
            each(row.net_per_customer_minor, found.currency),
            count(row.orders),
            money_text(Some(row.net_minor), found.currency),
            row.roas.map_or_else(|| NONE.to_owned(), |value| fixed(value, 2)),
        ]);
    }
    table
}

/// What matters most of the same table, with the figures that belong together in one cell, so that it is read without moving it; "view as
/// table" has all of them.
fn together(table: &Table) -> Table {
    let joins = [(1, None), (2, Some(3)), (4, None), (8, Some(9))];
    let mut columns = vec![table.columns[0].clone()];
    columns.extend(joins.iter().map(|(of, behind)| {
        let title = table.columns[*of].title.clone();
        let behind = behind.map(|behind: usize| table.columns[behind].title.to_lowercase());
        Column::number(behind.map_or_else(|| title.clone(), |behind| format!("{title} ({behind})")))
    }));
    let rows = table.rows.iter().map(|row| {
        let cell = |(of, behind): &(usize, Option<usize>)| match behind.map(|behind| &row[behind]) {
            Some(behind) if behind != NONE => format!("{} ({behind})", row[*of]),
            _ => row[*of].clone(),
        };
        std::iter::once(row[0].clone()).chain(joins.iter().map(cell)).collect()
    });
    Table { rows: rows.collect(), columns }
}

/// Push against pull on cost, speed, coming back and value.
pub(super) fn directions(ui: &mut Ui, model: &ViewModel<'_>, found: &Efficiency, out: &mut Vec<Action>) {
    if found.directions.iter().all(|one| one.new_customers + one.orders == 0) {
        return;
    }
    let language = model.language;
    let title = tr(language, "channels.directions.title");
    let table = || channel_table(model, found, &found.directions);
    Card::new("directions", &title).show(ui, language, table, |ui| {
        let joined = ui.available_width() < JOINED_BELOW;
        let table = if joined { together(&table()) } else { table() };
        if let Some(row) = crate::ui::widgets::table(ui, "directions", &table).clicked {
            out.push(won(found.directions.get(row).and_then(|one| one.kind).map(ValuePart::Kind)));
        }
    });
    ui.add_space(space::XS);
}

/// Stages with their channels; where money is spent and one direction is missing.
pub(super) fn stages(ui: &mut Ui, model: &ViewModel<'_>, found: &Efficiency, out: &mut Vec<Action>) {
    if found.stages.is_empty() {
        return;
    }
    let language = model.language;
    let missing: Vec<String> = found
        .stages
        .iter()
        .filter_map(|one| {
            let kind = tr(language, &format!("lens.{}", one.missing?.id()));
            let stage = tr(language, &format!("stage.{}", one.stage.id()));
            Some(tr_with(language, "channels.stages.missing", &[("stage", &stage), ("kind", &kind)]))
        })
        .collect();
    let title = if missing.is_empty() { tr(language, "channels.stages.title") } else { missing.join(" ") };
    let table = || {
        let mut table = Table::new(vec![
            Column::text(tr(language, "channels.stages.stage")),
            Column::text(tr(language, "lens.push")),
            Column::number(tr(language, "channels.stages.push_spend")),
            Column::text(tr(language, "lens.pull")),
            Column::number(tr(language, "channels.stages.pull_spend")),
        ]);
        for one in &found.stages {
            let names = |names: &[String], direction: Direction| match (names.is_empty(), one.missing) {
                (true, Some(missing)) if missing == direction => tr(language, "channels.stages.gap"),
                (true, _) => NONE.to_owned(),
                (false, _) => names.join(", "),
            };
            let spent = |minor: i64| money_text(Some(minor).filter(|minor| *minor > 0), found.currency);
            table.row(vec![
                tr(language, &format!("stage.{}", one.stage.id())),
                names(&one.push, Direction::Push),
                spent(one.push_spend_minor),
                names(&one.pull, Direction::Pull),
                spent(one.pull_spend_minor),
            ]);
        }
        table
    };
    Card::new("stages of channels", &title).show(ui, language, table, |ui| {
        if crate::ui::widgets::table(ui, "stages of channels", &table()).clicked.is_some() {
            out.push(Action::Select(Some(Selection::Definition(DefinitionId::ChannelStages))));
        }
    });
    ui.add_space(space::XS);
}

/// The months with what their customers brought since.
fn months(ui: &mut Ui, model: &ViewModel<'_>, found: &Efficiency, out: &mut Vec<Action>) {
    if found.cohorts.is_empty() {
        return;
    }
    let language = model.language;
    let has_margin = found.margin.is_some();
    let title = tr(language, "channels.months.title");
    let note = tr(language, if has_margin { "channels.months.note" } else { "channels.months.no_margin" });
    let table = || {
        let t = |key: &str| tr(language, &format!("channels.months.{key}"));
        let ratios = if has_margin { ["ltv3", "ltv6", "ltv12"] } else { ["revenue3", "revenue12", ""] };
        let mut columns = vec![Column::text(t("month"))];
        columns.extend(["spend", "customers", "cac"].map(|key| Column::number(t(key))));
        columns.extend(ratios.iter().filter(|key| !key.is_empty()).map(|key| Column::number(t(key))));
        columns.push(Column::number(t(if has_margin { "payback" } else { "revenue_payback" })));
        let mut table = Table::new(columns);
        for one in &found.cohorts {
            let ratio = |value: Option<f64>| value.map_or_else(|| NONE.to_owned(), |value| fixed(value, 2));
            let paid = if has_margin { one.payback_months } else { one.revenue_payback_months };
            let observed = one.observed_months.to_string();
            let paid = match paid {
                Some(months) => months.to_string(),
                None if one.cac_minor.is_none() => NONE.to_owned(),
                None => tr_with(language, "channels.months.not_within", &[("months", &observed)]),
            };
            let mut cells = vec![
                month(language, one.month),
                money_text(Some(one.spend_minor), found.currency),
                count(one.customers),
                each(one.cac_minor, found.currency),
            ];
            if has_margin {
                cells.extend([one.ltv_cac_3, one.ltv_cac_6, one.ltv_cac_12].map(ratio));
            } else {
                cells.extend([one.revenue_cac_3, one.revenue_cac_12].map(ratio));
            }
            cells.push(paid);
            table.row(cells);
        }
        table
    };
    Card::new("months of acquisition", &title).subtitle(&note).show(ui, language, table, |ui| {
        if let Some(row) = crate::ui::widgets::table(ui, "months of acquisition", &table()).clicked {
            out.push(won(found.cohorts.get(row).map(|one| ValuePart::Month(one.month))));
        }
    });
    ui.add_space(space::XS);
}

/// What the platforms report of themselves.
fn reported(ui: &mut Ui, model: &ViewModel<'_>, platforms: &[ChannelResult], out: &mut Vec<Action>) {
    let language = model.language;
    let title = tr(language, "channels.reported.title");
    let note = tr(language, "channels.reported.note");
    let table = || {
        let t = |key: &str| tr(language, &format!("channels.reported.{key}"));
        let mut columns = vec![Column::text(tr(language, "channels.channel"))];
        let figures =
            ["spend", "impressions", "reach", "clicks", "cpm", "ctr", "cpc", "claimed", "cvr", "cpa", "roas"];
        columns.extend(figures.map(|key| Column::number(t(key))));
        let mut table = Table::new(columns);
        for one in platforms {
            let number = |value: Option<u64>| value.map_or_else(|| NONE.to_owned(), count);
            table.row(vec![
                one.channel.clone(),
                money_text(one.spend_minor, one.currency),
                number(one.impressions),
                number(one.reach),
                number(one.clicks),
                exact(one.cpm_minor, one),
                one.ctr.map_or_else(|| NONE.to_owned(), |ctr| format!("{} %", fixed(ctr * 100.0, 2))),
                exact(one.cpc_minor, one),
                one.claimed_orders.map_or_else(|| NONE.to_owned(), |orders| decimal(orders, 0)),
                one.cvr.map_or_else(|| NONE.to_owned(), |rate| format!("{} %", fixed(rate * 100.0, 2))),
                exact(one.cpa_minor, one),
                one.platform_roas.map_or_else(|| NONE.to_owned(), |value| fixed(value, 2)),
            ]);
        }
        table
    };
    Card::new("reported by platforms", &title).subtitle(&note).show(ui, language, table, |ui| {
        if let Some(row) = crate::ui::widgets::table(ui, "reported by platforms", &table()).clicked {
            choose(FigureId::Channel(platforms[row].currency, platforms[row].channel.clone()), out);
        }
    });
}

/// A price of a click has cents that matter.
fn exact(minor: Option<f64>, of: &ChannelResult) -> String {
    match (minor, of.currency) {
        (Some(minor), Some(currency)) => crate::domain::Money::new(minor.round() as i64, currency).exact(),
        (minor, currency) => each(minor, currency),
    }
}
