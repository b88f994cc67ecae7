//! Which order a parcel or a return names: a table of parcels knows the bare number only, the orders carry it with their platform.
//! Never takes one of several orders of a number for the right one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::tables::{Code, Codes, Handle, OrderRow, ParcelRow, ReturnRow};

/// A row that names an order.
pub(super) trait NamesOrder {
    /// The order that it names, and who the row itself says the customer is.
    fn names(&mut self) -> (&mut Option<Code>, &mut Option<Handle>);
}

impl NamesOrder for ParcelRow {
    fn names(&mut self) -> (&mut Option<Code>, &mut Option<Handle>) {
        (&mut self.order, &mut self.customer)
    }
}

impl NamesOrder for ReturnRow {
    fn names(&mut self) -> (&mut Option<Code>, &mut Option<Handle>) {
        (&mut self.order, &mut self.customer)
    }
}

/// The orders that rows of other tables name.
pub(super) struct Numbers {
    /// Per name as those rows write it: the order, and its customer.
    found: HashMap<Code, (Code, Option<Handle>)>,
}

impl Numbers {
    /// Looks for the orders that are named, each by platform and number, or by its number alone where the platform has none such and
    /// one order in all files does.
    pub(super) fn new(named: &BTreeSet<Code>, orders: &[OrderRow], codes: &Codes) -> Self {
        if named.is_empty() {
            return Self { found: HashMap::new() };
        }
        let known: HashSet<Code> = orders.iter().map(|order| order.order).collect();
        let asked = |code: &Code| codes.orders.name(*code).and_then(|name| name.split_once(':'));
        let open: Vec<Code> = named.iter().copied().filter(|code| !known.contains(code)).collect();
        let wanted: HashSet<&str> = open.iter().filter_map(asked).map(|(_, number)| number).collect();
        let mut bearers: HashMap<&str, BTreeMap<&str, Vec<usize>>> = HashMap::new();
        if !wanted.is_empty() {
            for (index, order) in orders.iter().enumerate() {
                let Some((platform, number)) =
                    codes.orders.name(order.order).and_then(|name| name.split_once('#'))
                else {
                    continue;
                };
                for number in spellings(number).filter(|number| wanted.contains(number)) {
                    bearers.entry(number).or_default().entry(platform).or_default().push(index);
                }
            }
        }
        let only = |code: Code| {
            let (platform, number) = asked(&code)?;
            let bearers = bearers.get(number)?;
            let own: Vec<usize> = match bearers.get(platform) {
                Some(own) => own.clone(),
                None => bearers.values().flatten().copied().collect(),
            };
            let [index] = own.as_slice() else { return None };
            let order = &orders[*index];
            Some((code, (order.order, order.customer)))
        };
        Self { found: open.into_iter().filter_map(only).collect() }
    }

    /// Puts the order's own code in the place of its name, and the order's customer where the row names none.
    pub(super) fn settle(&self, rows: &mut [impl NamesOrder]) {
        for row in rows {
            let (order, customer) = row.names();
            if let Some((code, own)) = order.and_then(|order| self.found.get(&order)) {
                *order = Some(*code);
                *customer = customer.or(*own);
            }
        }
    }
}

/// A number as an order carries it: as it is, and without the day and the count that tell namesakes apart.
fn spellings(number: &str) -> impl Iterator<Item = &str> {
    let shorter = |number: &str| -> Option<usize> {
        let (rest, last) = number.rsplit_once('#')?;
        (!rest.is_empty()
            && !last.is_empty()
            && last.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
        .then_some(rest.len())
    };
    let first = shorter(number).map(|length| &number[..length]);
    let second = first.and_then(|first| shorter(first).map(|length| &first[..length]));
    std::iter::once(number).chain(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use crate::tables::schema;

    const PARCELS: &str = "เลขพัสดุ,เลขคำสั่งซื้อ,วันที่เข้ารับ,วันที่นำจ่าย\n\
        T1,1001,2026-01-06,2026-01-09\nT2,2002,2026-01-06,2026-01-07\nT3,9999,2026-01-06,2026-01-07\n";
    const SHOPIFY: &str = "Name,Email,Financial Status,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price\n\
        1001,ann@example.com,paid,2026-01-05 10:00:00 +0700,THB,100.00,1,Tea,100.00\n";
    const TILL: &str = "order_id,date,total,email,currency\n2002,2026-01-05,80,bo@example.com,THB\n\
        2003,2026-01-05,80,cy@example.com,THB\n";

    /// Parcels that name an order of the orders table, and parcels whose customer is known.
    fn linked(files: &[&str]) -> (usize, usize) {
        let imported = read(files);
        let orders =
            imported.tables.orders.column(schema::orders::ORDER).expect("orders").u32().expect("codes");
        let orders: Vec<Option<u32>> = orders.to_vec();
        let parcels = &imported.tables.parcels;
        let named = parcels.column(schema::parcels::ORDER).expect("orders").u32().expect("codes").to_vec();
        let people = parcels.column(schema::parcels::CUSTOMER).expect("people");
        (named.iter().filter(|order| orders.contains(order)).count(), people.len() - people.null_count())
    }

    #[test]
    fn a_parcel_finds_the_order_of_its_number_on_whatever_platform() {
        assert_eq!(linked(&[PARCELS, SHOPIFY, TILL]), (2, 2));
        assert_eq!(linked(&[SHOPIFY, TILL, PARCELS]), (2, 2));
        assert_eq!(linked(&[PARCELS]), (0, 0));
    }

    #[test]
    fn a_number_that_two_orders_bear_is_nobody_s() {
        let other = "Name,Email,Financial Status,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price\n\
            1001,dee@example.com,paid,2025-06-05 10:00:00 +0700,THB,300.00,1,Tea,300.00\n";
        assert_eq!(linked(&[PARCELS, SHOPIFY, other, TILL]).0, 1);
    }
}
