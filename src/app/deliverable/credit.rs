//! The page of who gets the credit for the orders: every channel's orders under every model. Never picks a model.

use super::channels::{ink, legend};
use super::noted;
use super::say::Say;
use crate::analysis::rows::FigureId;
use crate::analysis::{Analysis, AttributedChannel, Attribution, DefinitionId};
use crate::app::Selection;
use crate::app::wording::channels as words;
use crate::domain::numbers;
use crate::report::chart::{Bar, Bars, Chart};
use crate::report::{Cell, Ink, Page, Row, Table};

/// Orders that a model credits a channel with.
type Orders = fn(&AttributedChannel) -> f64;

/// Key and orders of each model, in the order of its column.
const MODELS: [(&str, Orders); 9] = [
    ("first", |own| own.first),
    ("last", |own| own.last),
    ("last_non_direct", |own| own.last_non_direct),
    ("linear", |own| own.linear),
    ("decay", |own| own.time_decay),
    ("u", |own| own.u_shaped),
    ("j", |own| own.j_shaped),
    ("inverse_j", |own| own.inverse_j),
    ("equal", |own| own.equal_split),
];

/// The page.
pub(super) fn page(analysis: &Analysis, say: &Say) -> Option<Page> {
    let found = analysis.attribution.as_ref().filter(|found| !found.channels.is_empty())?;
    let mut bars: Vec<Bar> = found.channels.iter().map(|own| bar(own, found.single_touch, say)).collect();
    bars.extend(without(found, say));
    let note = if found.single_touch { "cli.attribution.single" } else { "channels.credit.note" };
    let orders = numbers::count(found.orders);
    let all = numbers::count(found.orders + found.unattributed);
    let contact = format!(
        "{}: {orders} ({})",
        say.text("channels.tile.with_contact"),
        say.filled("channels.tile.with_contact.note", &[("all", &all), ("days", &found.lookback_days)])
    );
    Some(Page {
        id: "credit",
        title: say.text("report.credit"),
        finding: words::credit(say.language, found.single_touch, &found.channels),
        text: vec![say.text(note), contact],
        chart: Some(Chart::Bars(Bars { bars, legend: legend(say), ..Bars::default() })),
        spots: noted::bars(found.channels.iter().map(|own| of(Some(own.channel.clone()))).chain([of(None)])),
        tables: vec![table(found, say)],
        definitions: vec![DefinitionId::Attribution.id()],
        ..Page::default()
    })
}

/// The orders of a channel, or those without one.
fn of(channel: Option<String>) -> Option<Selection> {
    Some(Selection::Figure(FigureId::Attribution(channel)))
}

/// Orders by last contact, with what the models make of it instead.
fn bar(own: &AttributedChannel, single: bool, say: &Say) -> Bar {
    let said = words::credited(say.language, own.low, own.high);
    Bar {
        name: own.channel.clone(),
        value: Some(own.last),
        interval: (!single && own.high > own.low).then_some((own.low, own.high)),
        tip: vec![own.channel.clone(), said.clone()],
        said,
        ink: ink(Some(own.kind)),
        people: None,
    }
}

fn without(found: &Attribution, say: &Say) -> Option<Bar> {
    let orders = found.unattributed as f64;
    let said = words::credited(say.language, orders, orders);
    let name = say.text("channels.none");
    (found.unattributed > 0).then(|| Bar {
        tip: vec![name.clone(), said.clone()],
        name,
        value: Some(orders),
        interval: None,
        said,
        ink: Ink::Unattributed,
        people: None,
    })
}

fn table(found: &Attribution, say: &Say) -> Table {
    let row = |own: &AttributedChannel| -> Row {
        let markov = own.markov.zip(own.markov_low.zip(own.markov_high));
        std::iter::once(Cell::text(&own.channel))
            .chain(MODELS.iter().map(|(_, orders)| Cell::Decimal(orders(own), 1)))
            .chain([
                Cell::decimal(own.markov, 1),
                markov.map_or(Cell::Blank, |(_, (low, high))| {
                    Cell::Text(format!("{} – {}", numbers::decimal(low, 1), numbers::decimal(high, 1)))
                }),
                Cell::Count(own.participation),
                Cell::money(Some(own.last_net_minor), say.currency),
            ])
            .collect()
    };
    let model = |key: &str| say.figures(&format!("channels.credit.{key}"));
    let mut columns = vec![say.words("journey.matrix.channel")];
    columns.extend(MODELS.iter().map(|(key, _)| model(key)));
    columns.extend([
        model("markov_orders"),
        say.interval(),
        model("took_part"),
        say.figures("report.column.last_net"),
    ]);
    Table {
        title: say.text("report.credit"),
        columns,
        rows: found.channels.iter().map(row).collect(),
        ..Table::default()
    }
}
