//! Rows as importers make them, and how they become columns. Never drops a row.

use polars::prelude::{Column, DataFrame};

use super::columns::{column, frame};
use super::schema;
use super::{Code, Handle, People, TablesError};
use crate::domain::{Day, OrderStatus};

/// One order. Money in minor units of its currency; see [`schema::orders`] for what each amount includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::orders")]
pub struct OrderRow {
    pub order: Code,
    pub source: u32,
    pub line: u32,
    pub platform: Code,
    pub customer: Option<Handle>,
    pub day: Day,
    pub second: Option<i32>,
    pub status: OrderStatus,
    pub channel: Option<Code>,
    pub currency: Code,
    pub total_minor: i64,
    pub gross_minor: i64,
    pub net_minor: i64,
    pub collected_minor: i64,
    pub refunded_minor: i64,
}

/// One order line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::lines")]
pub struct LineRow {
    pub order: Code,
    pub source: u32,
    pub line: u32,
    pub product: Option<Code>,
    pub quantity: i64,
    pub net_minor: i64,
}

/// One row of an ad report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::ads")]
pub struct AdRow {
    pub source: u32,
    pub line: u32,
    pub platform: Code,
    pub channel: Code,
    pub campaign: Option<Code>,
    /// Code of the ad set, ad or breakdown among the campaigns' names. No column: it only serves merging.
    pub part: Option<Code>,
    pub first_day: Option<Day>,
    pub last_day: Option<Day>,
    pub currency: Code,
    pub spend_minor: Option<i64>,
    pub impressions: Option<i64>,
    pub reach: Option<i64>,
    pub clicks: Option<i64>,
    pub claimed_orders_centi: Option<i64>,
    pub claimed_value_minor: Option<i64>,
}

/// One recorded contact of a customer with a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::touches")]
pub struct TouchRow {
    pub customer: Option<Handle>,
    pub day: Day,
    pub second: Option<i32>,
    pub channel: Code,
    pub order: Option<Code>,
    pub source: u32,
}

/// The orders in the order of the table: anonymous ones last, so that runs of one customer are contiguous and start at row 0.
fn sorted_orders(rows: &[OrderRow], people: &People) -> Vec<(Option<Code>, usize)> {
    let key = |(index, row): (usize, &OrderRow)| {
        let customer = people.customer(row.customer);
        (customer.is_none(), customer, row.day, row.second, row.order, index)
    };
    let mut keys: Vec<_> = rows.iter().enumerate().map(key).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, customer, _, _, _, index)| (customer, index)).collect()
}

pub(super) fn orders_frame(rows: &[OrderRow], people: &People) -> Result<DataFrame, TablesError> {
    use schema::orders as c;
    let places = sorted_orders(rows, people);
    let customers: Vec<Option<Code>> = places.iter().map(|(customer, _)| *customer).collect();
    let rows: Vec<&OrderRow> = places.iter().map(|(_, index)| &rows[*index]).collect();
    frame(
        rows.len(),
        vec![
            column!(rows, c::ORDER, row => row.order),
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::PLATFORM, row => row.platform),
            Column::new(c::CUSTOMER.into(), customers),
            column!(rows, c::HANDLE, row => row.customer.map(|handle| handle.0)),
            column!(rows, c::DAY, row => row.day.0),
            column!(rows, c::SECOND, row => row.second),
            column!(rows, c::MONTH, row => row.day.month().0),
            column!(rows, c::STATUS, row => row.status.code()),
            column!(rows, c::CHANNEL, row => row.channel),
            column!(rows, c::CURRENCY, row => row.currency),
            column!(rows, c::TOTAL_MINOR, row => row.total_minor),
            column!(rows, c::GROSS_MINOR, row => row.gross_minor),
            column!(rows, c::NET_MINOR, row => row.net_minor),
            column!(rows, c::COLLECTED_MINOR, row => row.collected_minor),
            column!(rows, c::REFUNDED_MINOR, row => row.refunded_minor),
        ],
    )
}

pub(super) fn lines_frame(mut rows: Vec<LineRow>) -> Result<DataFrame, TablesError> {
    use schema::lines as c;
    rows.sort_unstable_by_key(|row| (row.order, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::ORDER, row => row.order),
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::PRODUCT, row => row.product),
            column!(rows, c::QUANTITY, row => row.quantity),
            column!(rows, c::NET_MINOR, row => row.net_minor),
        ],
    )
}

pub(super) fn ads_frame(mut rows: Vec<AdRow>) -> Result<DataFrame, TablesError> {
    use schema::ads as c;
    rows.sort_unstable_by_key(|row| (row.channel, row.first_day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::PLATFORM, row => row.platform),
            column!(rows, c::CHANNEL, row => row.channel),
            column!(rows, c::CAMPAIGN, row => row.campaign),
            column!(rows, c::FIRST_DAY, row => row.first_day.map(|day| day.0)),
            column!(rows, c::LAST_DAY, row => row.last_day.map(|day| day.0)),
            column!(rows, c::CURRENCY, row => row.currency),
            column!(rows, c::SPEND_MINOR, row => row.spend_minor),
            column!(rows, c::IMPRESSIONS, row => row.impressions),
            column!(rows, c::REACH, row => row.reach),
            column!(rows, c::CLICKS, row => row.clicks),
            column!(rows, c::CLAIMED_ORDERS_CENTI, row => row.claimed_orders_centi),
            column!(rows, c::CLAIMED_VALUE_MINOR, row => row.claimed_value_minor),
        ],
    )
}

pub(super) fn touches_frame(mut rows: Vec<TouchRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::touches as c;
    rows.sort_by_cached_key(|row| {
        let customer = people.customer(row.customer);
        (customer.is_none(), customer, row.day, row.second, row.order, row.channel)
    });
    frame(
        rows.len(),
        vec![
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::DAY, row => row.day.0),
            column!(rows, c::SECOND, row => row.second),
            column!(rows, c::CHANNEL, row => row.channel),
            column!(rows, c::ORDER, row => row.order),
            column!(rows, c::SOURCE, row => row.source),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::super::Identities;
    use super::*;
    use crate::domain::IdentityRule;

    fn order(order: Code, customer: Option<Handle>, day: i32) -> OrderRow {
        OrderRow {
            order,
            source: 0,
            line: order + 2,
            platform: 0,
            customer,
            day: Day(day),
            second: None,
            status: OrderStatus::Valid,
            channel: None,
            currency: 0,
            total_minor: 100,
            gross_minor: 100,
            net_minor: 100,
            collected_minor: 100,
            refunded_minor: 0,
        }
    }

    #[test]
    fn orders_are_sorted_by_customer_and_time_with_anonymous_ones_last() {
        let mut identities = Identities::default();
        let mut known = |mail| identities.handle([Some(mail), None, None]);
        let (ann, bo) = (known("ann@example.com"), known("bo@example.com"));
        let rows = vec![order(0, None, 1), order(1, bo, 5), order(2, ann, 9), order(3, bo, 2)];
        identities.settle([ann, bo].into_iter().flatten());
        let frame = orders_frame(&rows, &identities.people(&IdentityRule::ALL)).expect("a frame");
        let orders =
            frame.column(schema::orders::ORDER).and_then(|column| Ok(column.u32()?.to_vec())).expect("codes");
        assert_eq!(orders, [Some(2), Some(3), Some(1), Some(0)]);
    }

    #[test]
    fn tables_without_rows_still_have_their_columns() {
        let tables = super::super::Tables::empty().expect("tables");
        assert_eq!((tables.orders.height(), tables.orders.width()), (0, 17));
        assert_eq!((tables.ad_days.height(), tables.ad_days.width()), (0, 14));
    }
}
