//! A preview as a mapping that reads the whole file in the same way. Never says more about the layout than the person did.

use super::Reading;
use super::columns::Choice;
use super::questions::Settled;
use super::sample::Sample;
use crate::domain::Currency;
use crate::import::guess;
use crate::import::parse::currency;
use crate::import::parse::date_order::DateOrder;
use crate::import::parse::number::NumberStyle;
use crate::import::parse::text::fold;
use crate::import::profile::{Field, Profile};
use crate::tables::Table;

/// The mapping before dates and numbers are settled.
pub(super) fn draft(sample: &Sample<'_>, choice: &Choice, reading: &Reading) -> Profile {
    let known = sample.known.as_ref().filter(|_| choice.is_known).map(|mapping| mapping.profile);
    let mut mapping = known.cloned().unwrap_or_else(|| guess::base(choice.table));
    if known.is_some() && !mapping.is_own() {
        mapping.id = format!("own.{}", mapping.id);
    }
    if mapping.name.is_empty() {
        mapping.name = stem(&sample.name);
    }
    let fields = choice.columns.iter().zip(&choice.headers);
    mapping.columns = fields.filter_map(|(guess, header)| Some((guess.field?, vec![fold(header)]))).collect();
    mapping.currency = match reading.currency {
        Some(told) => told,
        None => named_currency(sample, choice).or(mapping.currency),
    };
    if reading.time_zone.is_some() {
        mapping.time_zone.clone_from(&reading.time_zone);
    }
    if choice.table == Table::Orders
        && let Some(add_up) = reading.rows_add_up.or_else(|| rows_add_up(sample, choice))
    {
        mapping.orders.amounts_add_up = add_up;
        mapping.orders.amounts_may_add_up &= reading.rows_add_up.is_none();
    }
    mapping.layout = reading.layout();
    // Without a header the columns have no names of their own: the next file has none either.
    if sample.layout.header_line == 0 {
        mapping.layout.header_line = Some(0);
    }
    mapping
}

/// Adds how dates and numbers are read: as a convention, or by force where the cells speak against what the person said.
pub(super) fn finish(mut mapping: Profile, settled: &Settled, reading: &Reading) -> Profile {
    if let Some(order) = reading.date_order.filter(|order| *order != DateOrder::Auto) {
        mapping.date_order = order;
        mapping.layout.date_order = settled.speaks_against_order(order).then_some(order);
    }
    if let Some(style) = reading.numbers.filter(|style| *style != NumberStyle::Auto) {
        mapping.numbers = style;
        mapping.layout.numbers = settled.speaks_against_style(style).then_some(style);
    }
    mapping
}

/// A mapping that names a column for a field it requires, and no other.
fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned()
}

/// The currency that the headers of amounts or their cells name: `สุทธิ(บาท)`, `Amount (USD)`, `฿120`.
pub(super) fn named_currency(sample: &Sample<'_>, choice: &Choice) -> Option<Currency> {
    use guess::Kind;
    let is_amount = |field: Option<Field>| field.is_some_and(|field| Kind::of(field) == Kind::Amount);
    let amounts = choice.columns.iter().enumerate().filter(|(_, guess)| is_amount(guess.field));
    amounts
        .flat_map(|(index, _)| {
            std::iter::once(choice.headers[index].as_str()).chain(sample.column(index).take(20))
        })
        .find_map(currency::within)
}

/// Whether the rows of one order number state different totals, so that they add up; `None` when no number repeats.
pub(super) fn rows_add_up(sample: &Sample<'_>, choice: &Choice) -> Option<bool> {
    let (ids, totals) = (choice.column_of(Field::OrderId)?, choice.column_of(Field::Total)?);
    let mut first: std::collections::HashMap<&str, &str> = std::collections::HashMap::new();
    let mut repeats = false;
    for (id, total) in sample.column(ids).zip(sample.column(totals)) {
        let (id, total) = (id.trim(), total.trim());
        if id.is_empty() {
            continue;
        }
        match first.get(id) {
            // A blank on the second row is a total stated once.
            Some(known) if !total.is_empty() && *known != total => return Some(true),
            Some(_) => repeats = true,
            None => {
                first.insert(id, total);
            }
        }
    }
    repeats.then_some(false)
}
