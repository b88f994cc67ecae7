//! The lines of one order: what was bought, how many, for how much; and which of them say the same again. Never adds up an order.

use std::collections::HashMap;

use super::basket;
use super::order_cells::OrderCells;
use super::order_status::StatusReader;
use super::order_styles::Amounts;
use super::{Context, Field, RawTable};
use crate::import::SourceReport;
use crate::import::parse::number::NumberStyle;
use crate::import::parse::text::{is_same_text, trim};
use crate::tables::{Codes, LineRow, OrderRow};

/// A line of an order in the making.
pub(super) struct DraftLine<'table> {
    /// The cell of the product.
    cell: &'table str,
    line: u32,
    quantity: i64,
    net_minor: i64,
    /// What it would cost by the list.
    pub gross_minor: i64,
    /// Whether the unit was cancelled.
    pub cancelled: bool,
}

impl<'table> DraftLine<'table> {
    /// Name of the product; blank where the line names none.
    fn product(&self) -> &'table str {
        trim(self.cell)
    }

    /// What the line brings.
    pub(super) fn net_minor(&self) -> i64 {
        self.net_minor
    }

    /// As a row of `order`.
    pub(super) fn row(&self, order: &OrderRow, codes: &mut Codes) -> LineRow {
        let product = Some(self.product()).filter(|name| !name.is_empty());
        LineRow {
            order: order.order,
            source: order.source,
            line: self.line,
            product: product.map(|name| codes.products.code(name)).into(),
            quantity: self.quantity,
            net_minor: self.net_minor,
        }
    }
}

/// Reads the lines of orders.
#[derive(Clone, Copy)]
pub(super) struct LineReader<'table> {
    pub table: &'table RawTable<'table>,
    pub context: &'table Context<'table>,
    pub cells: OrderCells<'table>,
    pub amounts: &'table Amounts<'table>,
}

impl<'table> LineReader<'table> {
    /// Adds the lines of the order whose records are `members`: what its basket cell holds, or one for each record.
    pub(super) fn read(
        self,
        members: &[u32],
        scale: u32,
        statuses: &mut StatusReader<'_>,
        lines: &mut Vec<DraftLine<'table>>,
    ) {
        if !self.unpack(members, scale, lines) {
            lines.extend(members.iter().map(|row| self.of_record(*row as usize, scale, statuses)));
        }
    }

    /// Adds the lines of an order whose whole basket stands in one cell; says whether there is one.
    fn unpack(self, members: &[u32], scale: u32, lines: &mut Vec<DraftLine<'table>>) -> bool {
        let Some(row) = self.cells.first_row(Field::Basket, members) else { return false };
        let style = self.context.numbers.unwrap_or(NumberStyle::Point);
        let products = basket::products(self.cells.at(Field::Basket, row), style, scale);
        lines.extend(products.iter().map(|item| DraftLine {
            cell: item.product,
            line: self.table.lines[row],
            quantity: item.quantity,
            net_minor: item.total.unwrap_or(0),
            gross_minor: item.total.unwrap_or(0),
            cancelled: false,
        }));
        !products.is_empty()
    }

    fn of_record(self, row: usize, scale: u32, statuses: &mut StatusReader<'_>) -> DraftLine<'table> {
        let quantity = self.amounts.quantity.at(row, 0).number().unwrap_or(1);
        let unit = self.amounts.unit_price.at(row, scale).number();
        let net = self.amounts.line_total.at(row, scale).number().or(unit.map(|price| price * quantity));
        let list = self.amounts.list_price.at(row, scale).number().or(unit).map(|price| price * quantity);
        DraftLine {
            cell: self.cells.at(Field::Product, row),
            line: self.table.lines[row],
            quantity,
            net_minor: net.unwrap_or(0),
            gross_minor: list.or(net).unwrap_or(0),
            cancelled: self.amounts.add_up && statuses.is_cancelled_unit(row),
        }
    }
}

/// Up to so many lines are compared one by one: nearly all orders have fewer.
const FEW_LINES: usize = 12;

/// Tells the report which lines of an order name the product, quantity and amount of one above them.
pub(super) fn find_repeats(lines: &[DraftLine<'_>], report: &mut SourceReport) {
    if lines.len() < 2 {
        return;
    }
    if lines.len() > FEW_LINES {
        return find_among_many(lines, report);
    }
    for (place, line) in lines.iter().enumerate().skip(1).filter(|(_, line)| !line.product().is_empty()) {
        let says_the_same = |above: &&DraftLine<'_>| {
            (above.quantity, above.net_minor) == (line.quantity, line.net_minor)
                && is_same_text(above.product(), line.product())
        };
        // A record with a basket has several lines.
        if let Some(first) = lines[..place].iter().find(says_the_same).filter(|above| above.line != line.line)
        {
            report.repeats(line.line, first.line);
        }
    }
}

fn find_among_many(lines: &[DraftLine<'_>], report: &mut SourceReport) {
    let mut seen: HashMap<_, u32, foldhash::fast::RandomState> = HashMap::default();
    for line in lines.iter().filter(|line| !line.product().is_empty()) {
        let first = *seen.entry((line.product(), line.quantity, line.net_minor)).or_insert(line.line);
        if first != line.line {
            report.repeats(line.line, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FEW_LINES;
    use crate::import::{Input, Options, Unwatched, import};

    #[test]
    fn few_lines_and_many_are_compared_alike() {
        for lines in [3, FEW_LINES, FEW_LINES + 1, 40] {
            let row = |product: usize| format!("1,2026-01-13,100,p{product},1\n");
            let told: String = (0..lines - 1).map(row).chain([row(0)]).collect();
            let text = format!("Order ID,Order date,Total,Product,Quantity\n{told}");
            let input = Input::Bytes { name: "till.csv".to_owned(), bytes: text.into_bytes().into() };
            let imported = import(&[input], &Options::default(), &Unwatched).expect("imported");
            let source = &imported.report.sources[0];
            let listed: Vec<_> = source.repeats.iter().map(|repeat| (repeat.line, repeat.first)).collect();
            assert_eq!((source.repeated, listed), (1, vec![(lines as u64 + 1, 2)]), "{lines} lines");
        }
    }
}
