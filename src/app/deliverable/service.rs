//! The pages of what happens after and before the order: requests, parcels, carts, and how satisfied people say they are. Never adds
//! two scales.

use super::say::{Say, ends, share_cells};
use crate::analysis::{
    Analysis, Carts, Complaint, Courier, CsatScale, DefinitionId, Delivery, Service, Share,
};
use crate::app::wording::service as words;
use crate::domain::numbers;
use crate::report::chart::{Bar, Bars, Chart};
use crate::report::{Cell, Column, Ink, Page, Row, Table};

/// A share, by the name under which it is told.
type Named<'a> = (String, &'a Share);

/// How customers' requests are answered.
pub(super) fn requests(analysis: &Analysis, say: &Say) -> Option<Page> {
    let service = analysis.service.as_ref().filter(|service| service.requests > 0)?;
    let shares = [
        ("service.within_target", &service.within_target),
        ("service.unanswered", &service.unanswered),
        ("service.solved_for_good", &service.solved_for_good),
        ("service.same_issue", &service.same_issue),
    ];
    let shares = told(shares.map(|(key, share)| (say.text(key), share)));
    let mut page = page("service", &say.text("service.title"), &shares, say);
    page.finding = words::service_finding(say.language, service);
    page.text = words::complaint_finding(say.language, service).into_iter().collect();
    if service.not_yet_due > 0 {
        page.text.push(say.filled("service.not_yet_due", &[("n", &numbers::count(service.not_yet_due))]));
    }
    page.tables.push(topics(service, say));
    page.definitions = ids(&[
        DefinitionId::ServiceReply,
        DefinitionId::ServiceResolution,
        DefinitionId::SameIssue,
        DefinitionId::Complaints,
    ]);
    Some(page)
}

/// Whether parcels keep their promise.
pub(super) fn delivery(analysis: &Analysis, say: &Say) -> Option<Page> {
    let delivery = analysis.delivery.as_ref().filter(|delivery| delivery.orders > 0)?;
    let shares = [
        ("delivery.on_time", &delivery.on_time),
        ("delivery.handed_over", &delivery.handed_over),
        ("delivery.wrong_or_damaged", &delivery.wrong_or_damaged),
        ("delivery.returned", &delivery.returned),
        ("delivery.out_of_stock", &delivery.out_of_stock),
    ];
    let perfect = delivery.perfect.as_ref().map(|perfect| (say.text("delivery.perfect"), &perfect.joint));
    let shares = told(shares.map(|(key, share)| (say.text(key), share)).into_iter().chain(perfect));
    let mut page = page("delivery", &say.text("delivery.title"), &shares, say);
    page.finding = words::delivery_finding(say.language, delivery);
    if !delivery.couriers.is_empty() {
        page.tables.push(couriers(delivery, say));
    }
    page.definitions = ids(&[DefinitionId::OnTime, DefinitionId::Claims, DefinitionId::PerfectOrder]);
    Some(page)
}

/// Carts that became no order.
pub(super) fn carts(analysis: &Analysis, say: &Say) -> Option<Page> {
    let carts = analysis.carts.as_ref()?;
    let sessions = carts.sessions.as_ref().map(|share| (say.text("carts.sessions"), share));
    let own = [("carts.abandoned", &carts.abandoned), ("carts.people", &carts.abandoned_people)];
    let shares = told(own.map(|(key, share)| (say.text(key), share)).into_iter().chain(sessions));
    if shares.is_empty() {
        return None;
    }
    let mut page = page("carts", &say.text("carts.title"), &shares, say);
    page.finding = words::carts_finding(say.language, carts);
    if carts.inferred > 0 {
        page.text.push(say.filled("carts.inferred", &[("n", &numbers::count(carts.inferred))]));
    }
    if !carts.months.is_empty() {
        page.tables.push(cart_months(carts, say));
    }
    page.definitions = ids(&[DefinitionId::Cart]);
    Some(page)
}

/// How satisfied people say they are, one bar per scale.
pub(super) fn csat(analysis: &Analysis, say: &Say) -> Option<Page> {
    let scales = &analysis.csat.as_ref()?.scales;
    let name = |scale: &CsatScale| format!("{}–{} / {}", scale.cut, scale.top, scale.top);
    let shares = told(scales.iter().map(|scale| (name(scale), &scale.satisfied)));
    let first = scales.iter().find(|scale| scale.satisfied.value.is_some())?;
    let mut page = page("csat", &say.text("tile.csat"), &shares, say);
    let values: [(&str, &dyn std::fmt::Display); 5] = [
        ("share", &numbers::percent(first.satisfied.value?)),
        ("satisfied", &numbers::count(first.satisfied.numerator)),
        ("n", &numbers::count(first.satisfied.denominator)),
        ("cut", &first.cut),
        ("top", &first.top),
    ];
    page.finding = say.filled("csat.title", &values);
    page.definitions = ids(&[DefinitionId::Csat]);
    Some(page)
}

fn ids(definitions: &[DefinitionId]) -> Vec<&'static str> {
    definitions.iter().map(|definition| definition.id()).collect()
}

/// Those that have a value.
fn told<'a>(shares: impl IntoIterator<Item = Named<'a>>) -> Vec<Named<'a>> {
    shares.into_iter().filter(|(_, share)| share.value.is_some()).collect()
}

/// A page of shares: a bar and a row for each.
fn page(id: &'static str, title: &str, shares: &[Named<'_>], say: &Say) -> Page {
    let bar = |(name, share): &Named<'_>| Bar {
        name: name.clone(),
        value: share.value,
        interval: ends(share.low, share.high),
        said: share.value.map(|value| said(value, share, say)).unwrap_or_default(),
        ink: Ink::Series,
        people: Some(share.numerator),
        tip: std::iter::once(name.clone()).chain(say.share_tip(share)).collect(),
    };
    let bars: Vec<Bar> = shares.iter().map(bar).collect();
    Page {
        id,
        title: title.to_owned(),
        chart: (!bars.is_empty()).then(|| Chart::Bars(Bars { bars, whole: Some(1.0), ..Bars::default() })),
        tables: (!shares.is_empty()).then(|| share_table(title, shares, say)).into_iter().collect(),
        ..Page::default()
    }
}

fn said(value: f64, share: &Share, say: &Say) -> String {
    format!("{} · {}", numbers::percent(value), say.of(share.numerator, share.denominator))
}

fn share_columns(say: &Say) -> [Column; 4] {
    [
        say.figures("report.column.part"),
        say.figures("report.column.denominator"),
        say.figures("report.column.rate"),
        say.interval(),
    ]
}

fn share_table(title: &str, shares: &[Named<'_>], say: &Say) -> Table {
    let row = |(name, share): &Named<'_>| -> Row {
        [Cell::Text(name.clone())].into_iter().chain(share_cells(share, 1)).collect()
    };
    Table {
        title: title.to_owned(),
        columns: [say.words("report.column.figure")].into_iter().chain(share_columns(say)).collect(),
        rows: shares.iter().map(row).collect(),
        ..Table::default()
    }
}

fn topics(service: &Service, say: &Say) -> Table {
    let row = |topic: &Complaint| -> Row {
        vec![
            Cell::Text(words::topic(say.language, topic)),
            Cell::Count(topic.requests),
            Cell::People(topic.customers),
            Cell::Text(numbers::percent(topic.share)),
            Cell::Text(numbers::percent(topic.cumulative)),
        ]
    };
    Table {
        title: say.text("service.topics.title"),
        columns: vec![
            say.words("service.column.topic"),
            say.figures("service.column.requests"),
            say.figures("service.column.customers"),
            say.figures("service.column.share"),
            say.figures("service.column.cumulative"),
        ],
        rows: service.complaints.iter().map(row).collect(),
        ..Table::default()
    }
}

fn couriers(delivery: &Delivery, say: &Say) -> Table {
    let row = |courier: &Courier| -> Row {
        let name = courier.courier.clone().unwrap_or_else(|| say.text("delivery.no_courier"));
        [Cell::Text(name), Cell::People(courier.orders)]
            .into_iter()
            .chain(share_cells(&courier.on_time, 2))
            .chain([Cell::decimal(courier.median_days, 1)])
            .collect()
    };
    Table {
        title: say.text("delivery.couriers.title"),
        columns: [say.words("delivery.column.courier"), say.figures("delivery.column.orders")]
            .into_iter()
            .chain(share_columns(say))
            .chain([say.figures("delivery.column.days")])
            .collect(),
        rows: delivery.couriers.iter().map(row).collect(),
        is_partition: true,
        ..Table::default()
    }
}

fn cart_months(carts: &Carts, say: &Say) -> Table {
    let rows = carts.months.iter().map(|month| -> Row {
        [Cell::Text(say.month(month.month))].into_iter().chain(share_cells(&month.abandoned, 1)).collect()
    });
    Table {
        title: say.text("carts.months.title"),
        columns: [say.words("carts.column.month")].into_iter().chain(share_columns(say)).collect(),
        rows: rows.collect(),
        is_partition: true,
        ..Table::default()
    }
}
