//! With which product each customer began, found once for all questions to the same tables. Never which group that makes.

use std::ops::Range;

use polars::prelude::{Int64Type, UInt32Type};

use super::super::columns::{Orders, optional, values};
use super::super::shared::Shared;
use super::base::{Base, OCCASION};
use super::{Customer, on_all_cores, ranges, slot};
use crate::tables::{Code, Tables, schema};

/// A product with what it brought on a line.
type Line = (i64, Code);

/// Per customer code: the product of the highest net value in the orders of the first occasion; at the same value the first name.
/// `None` without a line that names a product.
pub(super) fn first_products(base: &Base, tables: &Tables) -> Option<Shared<Option<Code>>> {
    let orders = Orders::read(&tables.orders, &base.sparse).ok()?;
    let names = values::<UInt32Type>(&tables.orders, schema::orders::ORDER).ok()?;
    let best = best_lines(tables)?;
    let first = |customer: &Customer| {
        let day = base.occasions[customer.occasions()].first()?.day.0;
        let rows = customer.rows().skip_while(|row| orders.day[*row] < day);
        let on_day = rows.take_while(|row| orders.day[*row] == day);
        let counted = on_day.filter(|row| base.flags[*row] & OCCASION != 0);
        let bought = counted.map(|row| best.get(names[row] as usize).copied().flatten());
        bought.fold(None, |best, other| better(tables, best, other)).map(|(_, product)| product)
    };
    // The orders of a customer stand far apart in the file, so that each look waits for the memory: all cores wait together.
    let work = |part: Range<usize>| {
        base.customers[part].iter().map(|customer| (customer.code, first(customer))).collect::<Vec<_>>()
    };
    let found = on_all_cores(ranges(base.customers.len()), work, &mut |all, mut part| all.append(&mut part));
    let mut products = vec![None; base.customers.last().map_or(0, |customer| customer.code as usize + 1)];
    found.into_iter().for_each(|(customer, product)| products[customer as usize] = product);
    Some(products.into())
}

/// Per order code: its most valuable line.
fn best_lines(tables: &Tables) -> Option<Vec<Option<Line>>> {
    let lines = values::<UInt32Type>(&tables.lines, schema::lines::ORDER).ok()?;
    let products = optional::<UInt32Type>(&tables.lines, schema::lines::PRODUCT).ok()?;
    let nets = values::<Int64Type>(&tables.lines, schema::lines::NET_MINOR).ok()?;
    let mut best: Vec<Option<Line>> = Vec::new();
    for (row, order) in lines.iter().enumerate() {
        let Some(product) = products[row] else { continue };
        let own = slot(&mut best, *order);
        *own = better(tables, *own, Some((nets[row], product)));
    }
    (!best.is_empty()).then_some(best)
}

fn better(tables: &Tables, one: Option<Line>, other: Option<Line>) -> Option<Line> {
    let (Some(left), Some(right)) = (one, other) else { return one.or(other) };
    let name = |line: Line| tables.codes.products.name(line.1);
    let wins = right.0 > left.0 || (right.0 == left.0 && name(right) < name(left));
    Some(if wins { right } else { left })
}
