//! The parcels that order exports tell about: when they were promised, handed over and delivered. Never takes a promise for a delivery,
//! never rejects an order for the sake of its parcel's dates.

use super::order_styles::OrderStyles;
use super::{Context, DateColumn, Field, RawTable};
use crate::domain::{Day, OrderStatus};
use crate::import::SourceReport;
use crate::import::parse::text::is_not_reported;
use crate::tables::{Codes, OrderRow, ParcelRow};

/// The dates of a parcel.
pub(super) const PARCEL_DATES: [Field; 4] =
    [Field::PromisedAt, Field::ShipBy, Field::ShippedAt, Field::DeliveredAt];

/// The columns of an order export that tell a parcel's dates; written as the dates of the orders are.
pub(super) struct ParcelDates<'table> {
    table: &'table RawTable<'table>,
    columns: [DateColumn<'table>; 4],
    /// Tracking numbers of the order at hand.
    numbers: Vec<&'table str>,
    /// Cells of each column that are no date.
    pub(super) unread: [u64; 4],
}

/// Promised to the buyer, promised to be handed over, shipped, delivered.
type Dates = [Option<Day>; 4];

impl<'table> ParcelDates<'table> {
    /// The columns; `None` when the export has none of them, or nobody asks about parcels.
    pub(super) fn new(
        table: &'table RawTable<'table>,
        styles: &OrderStyles,
        context: &Context<'_>,
        report: &SourceReport,
    ) -> Option<Self> {
        let has_any = PARCEL_DATES.iter().any(|field| table.columns.contains_key(field));
        let column = |field| DateColumn::settled(table, field, styles.dates, context, report);
        (has_any && context.asked.parcels).then(|| {
            let columns = PARCEL_DATES.map(column);
            Self { table, columns, numbers: Vec::new(), unread: [0; 4] }
        })
    }

    /// Adds the parcels of an order whose records are `members`: one per tracking number, or one. An order that was cancelled has none
    /// unless one was sent.
    pub(super) fn add(
        &mut self,
        members: &[u32],
        order: &OrderRow,
        codes: &mut Codes,
        parcels: &mut Vec<ParcelRow>,
    ) {
        // Nearly all orders have one parcel: numbers are compared, not gathered.
        let (before, table) = (parcels.len(), self.table);
        self.numbers.clear();
        for row in members.iter().map(|row| *row as usize) {
            let dates @ [promised, ship_by, shipped, delivered] = self.of(row);
            let was_sent = shipped.is_some() || delivered.is_some();
            if !(was_sent || promised.or(ship_by).is_some() && order.status != OrderStatus::Cancelled) {
                continue;
            }
            let number = table.cell(Field::RecordId, row).trim();
            let number = if is_not_reported(number) { "" } else { number };
            // A record without a number goes with the parcel above.
            let known = self.numbers.iter().position(|known| number.is_empty() || *known == number);
            match known {
                Some(place) => join(&mut parcels[before + place], dates),
                None => {
                    self.numbers.push(number);
                    let courier = table.cell(Field::Courier, row).trim();
                    parcels.push(ParcelRow {
                        source: order.source,
                        line: table.lines[row],
                        key: None,
                        order: Some(order.order),
                        customer: order.customer,
                        courier: (!is_not_reported(courier)).then(|| codes.couriers.code(courier)),
                        ordered_day: Some(order.day),
                        promised_day: promised,
                        ship_by_day: ship_by,
                        shipped_day: shipped,
                        delivered_day: delivered,
                    });
                }
            }
        }
    }

    fn of(&mut self, row: usize) -> Dates {
        let mut dates = [None; 4];
        for ((column, date), unread) in self.columns.iter_mut().zip(&mut dates).zip(&mut self.unread) {
            match column.at(row) {
                Ok(moment) => *date = moment.map(|moment| moment.day),
                Err(_) => *unread += 1,
            }
        }
        dates
    }
}

/// What a further record says of a parcel: it is promised by the first day named, and delivered when its last unit is.
fn join(parcel: &mut ParcelRow, [promised, ship_by, shipped, delivered]: Dates) {
    let earlier = |known: Option<Day>, day: Option<Day>| known.into_iter().chain(day).min();
    parcel.promised_day = earlier(parcel.promised_day, promised);
    parcel.ship_by_day = earlier(parcel.ship_by_day, ship_by);
    parcel.shipped_day = earlier(parcel.shipped_day, shipped);
    parcel.delivered_day = parcel.delivered_day.into_iter().chain(delivered).max();
}
