//! Shipment tables to parcels, and the delivery dates that order exports carry. Never takes a promise for a delivery.

use super::gather::{Dated, Fault, Gathered, gather, moment};
use super::{Context, DateColumn, Field, RawTable};
use crate::domain::Day;
use crate::import::parse::text::is_not_reported;
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Codes, ParcelRow};

/// The five days of a parcel.
struct Days<'table> {
    ordered: DateColumn<'table>,
    promised: DateColumn<'table>,
    ship_by: DateColumn<'table>,
    shipped: DateColumn<'table>,
    delivered: DateColumn<'table>,
}

impl<'table> Days<'table> {
    fn new(
        table: &'table RawTable<'table>,
        context: &Context<'_>,
        report: &mut SourceReport,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            ordered: DateColumn::new(table, Field::OrderedAt, context, report)?,
            promised: DateColumn::new(table, Field::PromisedAt, context, report)?,
            ship_by: DateColumn::new(table, Field::ShipBy, context, report)?,
            shipped: DateColumn::new(table, Field::ShippedAt, context, report)?,
            delivered: DateColumn::new(table, Field::DeliveredAt, context, report)?,
        })
    }

    /// Ordered, promised, to be handed over, shipped, delivered.
    fn of(&mut self, row: usize) -> Result<[Option<Day>; 5], Fault> {
        let day = |column: &mut DateColumn<'_>, field| {
            moment(column, field, row).map(|moment| moment.map(|moment| moment.day))
        };
        Ok([
            day(&mut self.ordered, Field::OrderedAt)?,
            day(&mut self.promised, Field::PromisedAt)?,
            day(&mut self.ship_by, Field::ShipBy)?,
            day(&mut self.shipped, Field::ShippedAt)?,
            day(&mut self.delivered, Field::DeliveredAt)?,
        ])
    }
}

/// Builds the parcels of one shipment table.
///
/// # Errors
/// [`Refusal`] when a date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<ParcelRow>, Refusal> {
    let mut days = Days::new(table, context, report)?;
    let mut read = |row: usize| -> Result<Dated<ParcelRow>, Fault> {
        let [ordered, promised, ship_by, shipped, delivered] = days.of(row)?;
        let known = [ordered, shipped, delivered];
        if known.iter().chain([&promised, &ship_by]).all(Option::is_none) {
            return Err((Field::ShippedAt, Reason::NoDate));
        }
        let courier = table.cell(Field::Courier, row).trim();
        let built = ParcelRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            order: context.order_of(table, row, codes),
            customer: context.customer_of(table, row, codes),
            courier: (!is_not_reported(courier)).then(|| codes.couriers.code(courier)),
            ordered_day: ordered,
            promised_day: promised,
            ship_by_day: ship_by,
            shipped_day: shipped,
            delivered_day: delivered,
        };
        let seen = known.iter().flatten();
        let range = seen.clone().min().zip(seen.max()).map(|(first, last)| (*first, *last));
        Ok((built, range))
    };
    let gathered = gather(table, context, report, &mut read);
    [&days.ordered, &days.promised, &days.ship_by, &days.shipped, &days.delivered]
        .iter()
        .for_each(|column| column.note(report));
    Ok(gathered)
}
