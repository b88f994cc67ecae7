//! With which product each customer began, found once for all questions to the same tables. Never which group that makes.

use std::borrow::Cow;
use std::ops::Range;

use polars::prelude::{Int64Type, UInt32Type};

use super::super::columns::{Gapped, Orders, values};
use super::super::shared::Shared;
use super::base::{Base, OCCASION};
use super::{Customer, on_all_cores, ranges};
use crate::tables::{Code, OptionalCode, Tables, schema};

/// A product with what it brought on a line.
type Line = (i64, Code);

/// Per customer code: the product of the highest net value in the orders of the first occasion; at the same value the first name.
/// `None` without a line that names a product.
pub(super) fn first_products(base: &Base, tables: &Tables) -> Option<Shared<OptionalCode>> {
    let orders = Orders::read(&tables.orders, &base.sparse).ok()?;
    let names = values::<UInt32Type>(&tables.orders, schema::orders::ORDER).ok()?;
    let lines = Lines::read(tables)?;
    let first = |customer: &Customer| {
        let day = base.occasions[customer.occasions()].first()?.day.0;
        let rows = customer.rows().skip_while(|row| orders.day[*row] < day);
        let on_day = rows.take_while(|row| orders.day[*row] == day);
        let counted = on_day.filter(|row| base.flags[*row] & OCCASION != 0);
        let bought = counted.flat_map(|row| lines.of(names[row]));
        bought.reduce(|best, other| better(tables, best, other)).map(|(_, product)| product)
    };
    // The orders of a customer stand far apart in the file, so that each look waits for the memory: all cores wait together.
    let work = |part: Range<usize>| {
        base.customers[part].iter().map(|customer| OptionalCode::from(first(customer))).collect::<Vec<_>>()
    };
    let found = on_all_cores(ranges(base.customers.len()), work, &mut |all, mut part| all.append(&mut part));
    let codes = base.customers.last().map_or(0, |customer| customer.code as usize + 1);
    let mut products = vec![OptionalCode::default(); codes];
    for (customer, product) in base.customers.iter().zip(found) {
        products[customer.code as usize] = product;
    }
    Some(products.into())
}

/// The lines of each order.
struct Lines<'tables> {
    /// Where the lines of each order code begin, and where the last end: the table is sorted by order.
    starts: Vec<u32>,
    products: Gapped<UInt32Type>,
    nets: Cow<'tables, [i64]>,
}

impl<'tables> Lines<'tables> {
    /// `None` when no line names a product.
    fn read(tables: &'tables Tables) -> Option<Self> {
        let products = Gapped::<UInt32Type>::read(&tables.lines, schema::lines::PRODUCT).ok()?;
        let orders = values::<UInt32Type>(&tables.lines, schema::lines::ORDER).ok()?;
        let nets = values::<Int64Type>(&tables.lines, schema::lines::NET_MINOR).ok()?;
        let mut starts = vec![0_u32; orders.last().map_or(0, |last| *last as usize + 2)];
        for (row, order) in (1..).zip(orders.iter()) {
            starts[*order as usize + 1] = row;
        }
        // An order without a line ends where the one before does.
        for order in 1..starts.len() {
            starts[order] = starts[order].max(starts[order - 1]);
        }
        (products.filled() > 0).then_some(Self { starts, products, nets })
    }

    /// The lines of an order that name a product.
    fn of(&self, order: Code) -> impl Iterator<Item = Line> {
        let at = |order: usize| self.starts.get(order).copied().unwrap_or_default() as usize;
        let rows = at(order as usize)..at(order as usize + 1);
        rows.filter_map(|row| Some((self.nets[row], self.products.get(row)?)))
    }
}

fn better(tables: &Tables, left: Line, right: Line) -> Line {
    let name = |line: Line| tables.codes.products.name(line.1);
    let wins = right.0 > left.0 || (right.0 == left.0 && name(right) < name(left));
    if wins { right } else { left }
}
