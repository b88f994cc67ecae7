//! The page of what the channels cost and whom they bring, in the days that ads and orders share. Never adds two currencies.

use super::channels::{ink, legend};
use super::say::{Say, ends, share_cells};
use crate::analysis::{AcquiredCohort, Analysis, ChannelEfficiency, DefinitionId, Efficiency};
use crate::app::wording::channels::{finding, money};
use crate::domain::numbers;
use crate::report::chart::{Bar, Bars, Chart};
use crate::report::{Cell, Page, Row, Table};

/// What a new customer costs, by channel and by month.
pub(super) fn page(analysis: &Analysis, say: &Say) -> Option<Page> {
    let found = analysis.efficiency.as_ref().filter(|found| !found.channels.is_empty())?;
    // What is told here is in the currency of the ads that could be held against orders.
    let say = &Say { currency: found.currency, ..*say };
    let bars: Vec<Bar> =
        found.channels.iter().filter(|one| one.new_customers > 0).map(|one| bar(one, say)).collect();
    let mut tables = vec![channels(&found.channels, "channels.brings.title", say)];
    if found.directions.iter().any(|one| one.new_customers + one.orders > 0) {
        tables.push(channels(&found.directions, "channels.directions.title", say));
    }
    if !found.cohorts.is_empty() {
        tables.push(months(found, say));
    }
    Some(Page {
        id: "cost",
        title: say.text("report.cost"),
        finding: finding(say.language, analysis),
        text: overall(found, say),
        chart: (!bars.is_empty()).then(|| Chart::Bars(Bars { bars, legend: legend(say), ..Bars::default() })),
        tables,
        definitions: [DefinitionId::CustomerCost, DefinitionId::LifetimeToCost]
            .map(DefinitionId::id)
            .to_vec(),
        ..Page::default()
    })
}

/// The figures of all channels together, each with what it is made of.
fn overall(found: &Efficiency, say: &Say) -> Vec<String> {
    let each = |minor: Option<f64>| money(minor.map(|minor| minor.round() as i64), found.currency);
    let day = |day: Option<crate::domain::Day>| {
        day.map_or_else(|| super::say::NONE.to_owned(), |day| crate::app::wording::date(say.language, day))
    };
    let line = |key: &str, value: String, values: &[(&str, &dyn std::fmt::Display)]| {
        let name = say.text(&format!("channels.tile.{key}"));
        let note = say.filled(&format!("channels.tile.{key}.note"), values);
        format!("{name}: {value} ({})", note.replace('\n', " "))
    };
    let spend = money(found.spend_minor, found.currency);
    let mut lines = vec![line("spend", spend, &[("from", &day(found.from)), ("to", &day(found.to))])];
    if let Some(customers) = found.new_customers.filter(|_| found.cac_minor.is_some()) {
        let interval = format!("{} – {}", each(found.cac_low_minor), each(found.cac_high_minor));
        let customers = numbers::count(customers);
        lines.push(line("cac", each(found.cac_minor), &[("interval", &interval), ("customers", &customers)]));
    }
    if let Some(roas) = found.blended_roas {
        let net = money(found.net_minor, found.currency);
        lines.push(line("roas", numbers::decimal(roas, 2), &[("net", &net)]));
    }
    lines
}

fn name(one: &ChannelEfficiency, say: &Say) -> String {
    match (&one.channel, one.kind) {
        (Some(name), _) => name.clone(),
        (None, Some(kind)) => say.text(&format!("lens.{}", kind.id())),
        (None, None) => say.text("channels.none"),
    }
}

fn bar(one: &ChannelEfficiency, say: &Say) -> Bar {
    let customers =
        format!("{} {}", numbers::count(one.new_customers), say.text("chart.funnel.unit.customers"));
    let cost = one
        .cac_minor
        .map(|minor| format!("{} {}", say.text("channels.column.cac"), say.money(minor.round() as i64)));
    Bar {
        name: name(one, say),
        value: Some(one.new_customers as f64),
        interval: None,
        said: std::iter::once(customers).chain(cost).collect::<Vec<_>>().join(" · "),
        ink: ink(one.kind),
        people: Some(one.new_customers),
        tip: std::iter::once(name(one, say)).chain(say.share_tip(&one.back)).collect(),
    }
}

fn channels(rows: &[ChannelEfficiency], title: &str, say: &Say) -> Table {
    let minor = |value: Option<f64>| Cell::money(value.map(|minor| minor.round() as i64), say.currency);
    let row = |one: &ChannelEfficiency| -> Row {
        [
            Cell::Text(name(one, say)),
            Cell::money(one.spend_minor, say.currency),
            Cell::People(one.new_customers),
            minor(one.cac_minor),
        ]
        .into_iter()
        .chain(share_cells(&one.back, 4))
        .chain([
            Cell::decimal(one.median_days_back, 0),
            minor(one.net_per_customer_minor),
            Cell::Count(one.orders),
            Cell::money(Some(one.net_minor), say.currency),
            Cell::decimal(one.roas, 2),
        ])
        .collect()
    };
    let t = |key: &str| say.figures(&format!("channels.column.{key}"));
    Table {
        title: say.text(title),
        columns: vec![
            say.words("journey.matrix.channel"),
            t("spend"),
            t("new"),
            t("cac"),
            say.figures("report.column.part"),
            say.figures("report.column.denominator"),
            t("back"),
            say.interval(),
            t("days"),
            t("brought"),
            t("orders"),
            t("net"),
            t("roas"),
        ],
        rows: rows.iter().map(row).collect(),
        is_partition: true,
        ..Table::default()
    }
}

/// Months in which customers were won, with what they brought since.
fn months(found: &Efficiency, say: &Say) -> Table {
    let has_margin = found.margin.is_some();
    let ratios: &[&str] = if has_margin { &["ltv3", "ltv6", "ltv12"] } else { &["revenue3", "revenue12"] };
    let t = |key: &str| say.figures(&format!("channels.months.{key}"));
    let row = |one: &AcquiredCohort| -> Row {
        let values = match has_margin {
            true => vec![one.ltv_cac_3, one.ltv_cac_6, one.ltv_cac_12],
            false => vec![one.revenue_cac_3, one.revenue_cac_12],
        };
        let paid = if has_margin { one.payback_months } else { one.revenue_payback_months };
        let cost = one.cac_minor.map(|minor| minor.round() as i64);
        [
            Cell::Text(say.month(one.month)),
            Cell::money(Some(one.spend_minor), say.currency),
            Cell::People(one.customers),
            Cell::money(cost, say.currency),
        ]
        .into_iter()
        .chain(values.into_iter().map(|value| Cell::decimal(value, 2)))
        .chain([match paid {
            Some(months) => Cell::Count(u64::from(months)),
            None if one.cac_minor.is_none() => Cell::Blank,
            None => Cell::Text(say.filled("channels.months.not_within", &[("months", &one.observed_months)])),
        }])
        .collect()
    };
    let mut columns = vec![say.words("channels.months.month"), t("spend"), t("customers"), t("cac")];
    columns.extend(ratios.iter().map(|key| t(key)));
    columns.push(t(if has_margin { "payback" } else { "revenue_payback" }));
    Table {
        title: say.text("channels.months.title"),
        columns,
        rows: found.cohorts.iter().map(row).collect(),
        ..Table::default()
    }
}

/// The ends of an amount's interval.
pub(super) fn amounts(low: Option<f64>, high: Option<f64>, say: &Say) -> Cell {
    ends(low, high).map_or(Cell::Blank, |(low, high)| {
        Cell::Text(format!("{} – {}", say.money(low.round() as i64), say.money(high.round() as i64)))
    })
}
