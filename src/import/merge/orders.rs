//! Orders by their number: a newer state replaces the older one, two orders that bear one number are both kept.
//! Never looks at a line of an order.

use std::collections::HashMap;

use super::{ConflictKind, Ledger, Outcome};
use crate::domain::{Currency, Money, OrderStatus};
use crate::import::build::orders::OrderRows;
use crate::tables::{Code, Codes, OrderRow};

/// So many orders are merged between two looks at whether anybody still waits.
const LOOK: usize = 1 << 16;

/// Orders by code.
pub(super) struct OrderMerge {
    pub(super) rows: Vec<OrderRow>,
    /// Position of an order code in `rows`, plus one; 0 where there is none.
    places: Vec<u32>,
    /// Further orders that bear the number of an order, by the code of the first.
    namesakes: HashMap<Code, Vec<Code>>,
    /// Whether any order was met again.
    met_again: bool,
}

impl OrderMerge {
    pub(super) fn new(codes: usize) -> Self {
        Self { rows: Vec::new(), places: vec![0; codes], namesakes: HashMap::new(), met_again: false }
    }

    /// Whether rows of older states of orders may be about.
    pub(super) fn has_older_states(&self) -> bool {
        self.met_again
    }

    /// Takes the orders of the first file over as they stand, if each has a number of its own; says whether it has.
    fn take_first(&mut self, orders: &mut Vec<OrderRow>) -> bool {
        if !self.rows.is_empty() {
            return false;
        }
        let places = &mut self.places;
        let is_new = |(place, order): (usize, &OrderRow)| {
            let known = places.get_mut(order.order as usize).filter(|known| **known == 0);
            known.map(|known| *known = place as u32 + 1).is_some()
        };
        if orders.iter().enumerate().all(is_new) {
            self.rows = std::mem::take(orders);
            return true;
        }
        self.places.fill(0);
        false
    }

    /// The file that an order's present state comes from.
    pub(super) fn source_of(&self, order: Code) -> Option<u32> {
        self.known(order).map(|known| known.source)
    }

    fn known(&self, order: Code) -> Option<&OrderRow> {
        let place = self.places.get(order as usize).copied().filter(|place| *place > 0)?;
        self.rows.get(place as usize - 1)
    }

    fn place(&mut self, order: OrderRow) {
        let index = order.order as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, 0);
        }
        match self.places[index] {
            0 => {
                self.rows.push(order);
                self.places[index] = self.rows.len() as u32;
            }
            place => self.rows[place as usize - 1] = order,
        }
    }

    /// Adds one file's orders; where another order already bears a number, the newcomer, its lines and touches get a code of their own.
    /// Looks every so many orders whether it `is_stopped`.
    pub(super) fn add(
        &mut self,
        content: &mut OrderRows,
        codes: &mut Codes,
        ledger: &mut Ledger<'_>,
        is_stopped: &dyn Fn() -> bool,
    ) {
        if !content.numbered {
            self.number_by_nature(content, codes, ledger);
        }
        if self.take_first(&mut content.orders) {
            return ledger.count_many(Outcome::New, self.rows.len());
        }
        let mut renamed: HashMap<Code, Code> = HashMap::new();
        for (index, mut order) in std::mem::take(&mut content.orders).into_iter().enumerate() {
            if index % LOOK == LOOK - 1 && is_stopped() {
                return;
            }
            let number = order.order;
            if self.known(number).is_none() {
                ledger.count(Outcome::New);
                self.place(order);
                continue;
            }
            self.met_again = true;
            let bearers =
                std::iter::once(number).chain(self.namesakes.get(&number).into_iter().flatten().copied());
            let same = bearers.filter(|code| self.known(*code).is_some_and(|known| is_same(known, &order)));
            if let Some(code) = same.min() {
                order.order = code;
                if code != number {
                    renamed.insert(number, code);
                }
                self.meet(order, codes, ledger);
            } else {
                let code = self.namesake(number, &order, codes);
                renamed.insert(number, code);
                if let Some(known) = self.known(number) {
                    let values = [order.day.to_string(), known.day.to_string()];
                    ledger.conflict(order.line, (known.source, known.line), ConflictKind::SameNumber, values);
                }
                order.order = code;
                self.place(order);
            }
        }
        if renamed.is_empty() {
            return;
        }
        let code = |order: Code| renamed.get(&order).copied().unwrap_or(order);
        content.lines.iter_mut().for_each(|line| line.order = code(line.order));
        content.touches.iter_mut().for_each(|touch| touch.order = touch.order.get().map(code).into());
        content.origins.iter_mut().for_each(|origin| origin.order = code(origin.order));
        content.parcels.iter_mut().for_each(|parcel| parcel.order = parcel.order.map(code));
    }

    /// A code for another order of the same number.
    fn namesake(&mut self, number: Code, order: &OrderRow, codes: &mut Codes) -> Code {
        let family = self.namesakes.entry(number).or_default();
        let name =
            format!("{}#{}#{}", codes.orders.name(number).unwrap_or_default(), order.day, family.len());
        let code = codes.orders.code(&name);
        family.push(code);
        code
    }

    /// An order that is already there: its present state is kept, replaced, or contradicted.
    fn meet(&mut self, order: OrderRow, codes: &Codes, ledger: &mut Ledger<'_>) {
        let Some(known) = self.known(order.order) else { return self.place(order) };
        if *known == (OrderRow { source: known.source, line: known.line, ..order }) {
            return ledger.count(Outcome::Unchanged);
        }
        let at = (known.source, known.line);
        let contradiction =
            if ledger.is_newer_than(known.source) { None } else { contradiction(known, &order, codes) };
        match contradiction {
            Some((kind, values)) => ledger.conflict(order.line, at, kind, values),
            None => ledger.count(Outcome::Updated),
        }
        self.place(order);
    }

    /// Purchases without a number are the same when customer, time and amounts are. As many as one file has are really there; what
    /// names neither a customer nor a time of day cannot be told apart and is always new.
    fn number_by_nature(&self, content: &mut OrderRows, codes: &Codes, ledger: &Ledger<'_>) {
        let nature = |row: &OrderRow| {
            let tells = row.customer.is_some() || row.second.is_some();
            tells.then_some((row.platform, row.customer, row.day, row.second, row.currency, row.total_minor))
        };
        let mut known: HashMap<_, HashMap<u32, Vec<Code>>> = HashMap::new();
        for row in &self.rows {
            // A number that the file gave does not match a purchase without one.
            let unnumbered = codes.orders.name(row.order).is_some_and(|name| name.matches('#').count() >= 2);
            if let Some(key) =
                nature(row).filter(|_| unnumbered && ledger.are_alike(row.source, ledger.source))
            {
                known.entry(key).or_default().entry(row.source).or_default().push(row.order);
            }
        }
        if known.is_empty() {
            return;
        }
        let mut free: HashMap<_, Vec<Code>> = known
            .into_iter()
            .map(|(key, by_file)| (key, by_file.into_values().flatten().collect::<Vec<_>>()))
            .collect();
        free.values_mut().for_each(|codes| codes.sort_unstable_by(|left, right| right.cmp(left)));
        let mut renamed: HashMap<Code, Code> = HashMap::new();
        for order in &mut content.orders {
            let known = nature(order).and_then(|key| free.get_mut(&key)).and_then(Vec::pop);
            if let Some(code) = known {
                renamed.insert(order.order, code);
                order.order = code;
            }
        }
        let code = |order: Code| renamed.get(&order).copied().unwrap_or(order);
        content.lines.iter_mut().for_each(|line| line.order = code(line.order));
        content.touches.iter_mut().for_each(|touch| touch.order = touch.order.get().map(code).into());
        content.parcels.iter_mut().for_each(|parcel| parcel.order = parcel.order.map(code));
    }
}

/// Whether two orders of one number are one order. A platform's export may put an order on the next day when it is read in another
/// zone; two shops that number alike differ in the day, or in the customer and the time.
fn is_same(known: &OrderRow, order: &OrderRow) -> bool {
    if (known.day, known.second) == (order.day, order.second) && known.second.is_some() {
        return true;
    }
    let customers = known.customer.zip(order.customer).map(|(left, right)| left == right);
    match customers {
        Some(true) => true,
        Some(false) => known.day == order.day && known.total_minor == order.total_minor,
        None => order.day.since(known.day).abs() <= 1,
    }
}

/// What two states of the same moment contradict each other in: amounts, or a status that goes back.
fn contradiction(known: &OrderRow, order: &OrderRow, codes: &Codes) -> Option<(ConflictKind, [String; 2])> {
    let currency = |row: &OrderRow| codes.currencies.get(row.currency as usize).copied().flatten();
    if (known.total_minor, known.currency) != (order.total_minor, order.currency) {
        // An export that names no currency is shown as if it were in baht's decimals, without a sign.
        let amount =
            |row: &OrderRow| Money::new(row.total_minor, currency(row).unwrap_or(Currency::THB)).exact();
        return Some((ConflictKind::Total, [amount(order), amount(known)]));
    }
    let goes_back =
        progress(order.status) < progress(known.status) || order.refunded_minor < known.refunded_minor;
    goes_back.then(|| (ConflictKind::Status, [format!("{:?}", order.status), format!("{:?}", known.status)]))
}

/// How far an order has come.
fn progress(status: OrderStatus) -> u8 {
    match status {
        OrderStatus::Pending => 0,
        OrderStatus::Valid => 1,
        OrderStatus::Cancelled | OrderStatus::Refunded | OrderStatus::Returned => 2,
    }
}
