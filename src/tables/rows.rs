//! Rows as importers make them, and how they become columns. Never drops a row.

use polars::prelude::DataFrame;

use super::by_customer::by_customer;
use super::columns::{Stop, column, drained, frame, gathered, go_on};
use super::schema;
use super::{Code, Handle, OptionalCode, People, TablesError};
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
    pub channel: OptionalCode,
    pub coupon: OptionalCode,
    pub place: OptionalCode,
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
    pub product: OptionalCode,
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
    pub order: OptionalCode,
    pub source: u32,
}

/// One row of a log of visits, before it is known whether two files tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::touches, and the line")]
pub struct VisitRow {
    pub source: u32,
    pub line: u32,
    pub customer: Handle,
    pub day: Day,
    pub second: Option<i32>,
    pub channel: Code,
}

impl VisitRow {
    /// The contact that it is.
    pub fn touch(&self) -> TouchRow {
        TouchRow {
            customer: Some(self.customer),
            day: self.day,
            second: self.second,
            channel: self.channel,
            order: OptionalCode::default(),
            source: self.source,
        }
    }
}

pub(super) fn orders_frame(
    rows: &[OrderRow],
    people: &People,
    is_stopped: Stop<'_>,
) -> Result<DataFrame, TablesError> {
    use schema::orders as c;
    let key = |row: &OrderRow| (row.day, row.second, row.order, row.source, row.line);
    let order = by_customer(rows, people, |row| row.customer, key, is_stopped)?;
    let columns = gathered!(rows, &order, is_stopped, row => {
        order: c::ORDER => row.order,
        source: c::SOURCE => row.source,
        line: c::LINE => row.line,
        platform: c::PLATFORM => row.platform,
        customer: c::CUSTOMER => people.customer(row.customer),
        handle: c::HANDLE => row.customer.map(Handle::code),
        day: c::DAY => row.day.0,
        second: c::SECOND => row.second,
        month: c::MONTH => row.day.month().0,
        status: c::STATUS => row.status.code(),
        channel: c::CHANNEL => row.channel.get(),
    } {
        coupon: c::COUPON => row.coupon.get(),
        place: c::PLACE => row.place.get(),
        currency: c::CURRENCY => row.currency,
        total: c::TOTAL_MINOR => row.total_minor,
        gross: c::GROSS_MINOR => row.gross_minor,
        net: c::NET_MINOR => row.net_minor,
        collected: c::COLLECTED_MINOR => row.collected_minor,
        refunded: c::REFUNDED_MINOR => row.refunded_minor,
    });
    frame(rows.len(), columns)
}

pub(super) fn lines_frame(mut rows: Vec<LineRow>, is_stopped: Stop<'_>) -> Result<DataFrame, TablesError> {
    use schema::lines as c;
    rows.sort_unstable_by_key(|row| (row.order, row.source, row.line));
    go_on(is_stopped)?;
    let height = rows.len();
    let columns = drained!(rows, is_stopped, row => {
        order: c::ORDER => row.order,
        source: c::SOURCE => row.source,
        line: c::LINE => row.line,
    } {
        product: c::PRODUCT => row.product.get(),
        quantity: c::QUANTITY => row.quantity,
        net: c::NET_MINOR => row.net_minor,
    });
    frame(height, columns)
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

pub(super) fn touches_frame(
    rows: &[TouchRow],
    people: &People,
    is_stopped: Stop<'_>,
) -> Result<DataFrame, TablesError> {
    use schema::touches as c;
    let key = |row: &TouchRow| (row.day, row.second, row.order, row.channel, row.source);
    let order = by_customer(rows, people, |row| row.customer, key, is_stopped)?;
    let columns = gathered!(rows, &order, is_stopped, row => {
        customer: c::CUSTOMER => people.customer(row.customer),
        day: c::DAY => row.day.0,
        second: c::SECOND => row.second,
    } {
        channel: c::CHANNEL => row.channel,
        order: c::ORDER => row.order.get(),
        source: c::SOURCE => row.source,
    });
    frame(rows.len(), columns)
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
            channel: OptionalCode::default(),
            coupon: OptionalCode::default(),
            place: OptionalCode::default(),
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
        let frame = orders_frame(&rows, &identities.people(&IdentityRule::ALL), &|| false).expect("a frame");
        let orders =
            frame.column(schema::orders::ORDER).and_then(|column| Ok(column.u32()?.to_vec())).expect("codes");
        assert_eq!(orders, [Some(2), Some(3), Some(1), Some(0)]);
    }

    #[test]
    fn tables_that_nobody_waits_for_are_not_finished() {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let rows = || super::super::Rows {
            orders: (0..70_000).map(|number| order(number, None, 1)).collect(),
            ..super::super::Rows::default()
        };
        let stops_at = |last: usize| {
            asked.store(0, std::sync::atomic::Ordering::Relaxed);
            let is_stopped = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= last;
            super::super::Tables::from_rows_while_wanted(rows(), &is_stopped)
        };
        let whole = stops_at(usize::MAX).expect("tables");
        assert_eq!(whole.orders.height(), 70_000);
        let looks = asked.load(std::sync::atomic::Ordering::Relaxed);
        assert!(looks > 6, "it looked {looks} times only");
        for last in 0..looks {
            assert!(matches!(stops_at(last), Err(TablesError::Stopped)), "at look {last} of {looks}");
        }
    }

    #[test]
    fn tables_without_rows_still_have_their_columns() {
        let tables = super::super::Tables::empty().expect("tables");
        assert_eq!((tables.orders.height(), tables.orders.width()), (0, 19));
        assert_eq!((tables.ad_days.height(), tables.ad_days.width()), (0, 14));
    }
}
