//! The contacts before each order, and the contacts that led to none (METRICS, section 4). Never uses a contact after its order, never
//! one of another customer.

use polars::prelude::{Int32Type, UInt32Type};

use super::credit::Contact;
use crate::analysis::AnalysisError;
use crate::analysis::columns::{optional, values};
use crate::analysis::scope::{Customer, Scope};
use crate::domain::Channel;
use crate::tables::{Code, schema};

/// Days of a second.
const SECOND: f64 = 1.0 / 86_400.0;

/// The contacts of a customer that ended in one order, or in none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    /// Row of the order in the table; `None` for contacts that led to none.
    pub(super) order: Option<usize>,
    /// Oldest first.
    pub(super) contacts: Vec<Contact>,
}

/// All paths of the question, customer by customer.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// Channels by the index that contacts name, in the order of their names.
    pub(super) channels: Vec<Code>,
    /// Per customer: the paths.
    pub(super) customers: Vec<Vec<Path>>,
    /// Runs of contacts that may still lead to an order.
    pub(super) still_open: u64,
    /// Rows of valid orders of the period without any contact.
    pub(super) untouched: Vec<usize>,
}

/// When something happened: a day, and the second of it where it is known.
type Moment = (i32, Option<i32>);

/// Contacts as the table lists them, sorted by customer and time.
struct Touches {
    customer: Vec<Option<Code>>,
    at: Vec<Moment>,
    channel: Vec<usize>,
    order: Vec<Option<Code>>,
}

/// What a path may hold.
struct Rules {
    lookback_days: i32,
    direct: Option<usize>,
    direct_counts: bool,
}

impl Paths {
    /// Finds them.
    pub(super) fn new(scope: &Scope<'_>) -> Result<Self, AnalysisError> {
        let channels = by_name(&scope.tables.codes.channels);
        let touches = Touches::read(scope, &channels)?;
        let is_direct = |code: &Code| {
            scope.tables.codes.channels.get(*code as usize).is_some_and(|one| one.name == Channel::DIRECT)
        };
        let rules = Rules {
            lookback_days: i32::try_from(scope.spec.lookback_days).unwrap_or(i32::MAX),
            direct: channels.iter().position(is_direct),
            direct_counts: scope.spec.count_direct,
        };
        let order_codes = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
        let mut paths = Self { channels, ..Self::default() };
        let mut start = 0;
        while start < touches.len() && touches.customer[start].is_some() {
            let code = touches.customer[start];
            let end = start + touches.customer[start..].partition_point(|customer| *customer == code);
            paths.customer(scope, &touches, start..end, &order_codes, &rules);
            start = end;
        }
        paths.anonymous(scope, &touches, start, &order_codes);
        paths.untouched = untouched(scope, &paths);
        Ok(paths)
    }

    /// The paths of one customer, whose contacts are `range`.
    fn customer(
        &mut self,
        scope: &Scope<'_>,
        touches: &Touches,
        range: std::ops::Range<usize>,
        order_codes: &[Code],
        rules: &Rules,
    ) {
        let Some(code) = touches.customer[range.start] else { return };
        if !scope.is_member(Some(code)) {
            return;
        }
        let rows = scope.customer(code).map_or(0..0, Customer::rows);
        let mut led_to_order = vec![false; range.len()];
        let mut own = Vec::new();
        for row in rows.filter(|row| scope.is_valid(*row)) {
            let order = order_codes[row];
            let at = (scope.orders.day[row], scope.orders.second.get(row));
            let mut contacts = Vec::new();
            for touch in range.clone() {
                let is_own = touches.order[touch] == Some(order);
                // What another order says about itself is that order's.
                let is_free = touches.order[touch].is_none();
                if !(is_own || is_free && precedes(touches.at[touch], at, rules.lookback_days)) {
                    continue;
                }
                led_to_order[touch - range.start] = true;
                contacts.push((touch, is_own));
            }
            let contacts = settle(&contacts, touches, at, rules);
            if scope.in_period(row) && !contacts.is_empty() {
                own.push(Path { order: Some(row), contacts });
            }
        }
        let free = range
            .clone()
            .filter(|touch| !led_to_order[touch - range.start] && touches.order[*touch].is_none());
        self.without_order(scope, touches, free.collect(), rules, &mut own);
        if !own.is_empty() {
            self.customers.push(own);
        }
    }

    /// Contacts that led to no order: runs without a gap longer than the lookback. The latest may still lead to one.
    fn without_order(
        &mut self,
        scope: &Scope<'_>,
        touches: &Touches,
        free: Vec<usize>,
        rules: &Rules,
        own: &mut Vec<Path>,
    ) {
        let Some(as_of) = scope.as_of else { return };
        let free: Vec<usize> = free.into_iter().filter(|touch| touches.at[*touch].0 <= as_of.0).collect();
        for run in
            free.chunk_by(|left, right| touches.at[*right].0 - touches.at[*left].0 <= rules.lookback_days)
        {
            let Some(last) = run.last().map(|touch| touches.at[*touch]) else { continue };
            let in_period = scope.spec.period.contains(crate::domain::Day(last.0));
            if as_of.0 - last.0 < rules.lookback_days {
                self.still_open += u64::from(in_period);
            } else if in_period {
                let contacts: Vec<(usize, bool)> = run.iter().map(|touch| (*touch, false)).collect();
                own.push(Path { order: None, contacts: settle(&contacts, touches, last, rules) });
            }
        }
    }

    /// Orders of nobody have the contact that they name themselves.
    fn anonymous(&mut self, scope: &Scope<'_>, touches: &Touches, start: usize, order_codes: &[Code]) {
        let mut named: Vec<(Code, usize)> =
            (start..touches.len()).filter_map(|touch| Some((touches.order[touch]?, touch))).collect();
        named.sort_unstable();
        for row in (0..scope.orders.len()).filter(|row| scope.orders.customer.get(*row).is_none()) {
            if !scope.is_valid(row) || !scope.in_period(row) {
                continue;
            }
            if let Ok(place) = named.binary_search_by_key(&order_codes[row], |(order, _)| *order) {
                let channel = touches.channel[named[place].1];
                let contact = Contact { channel, age_days: 0.0, is_direct: false };
                self.customers.push(vec![Path { order: Some(row), contacts: vec![contact] }]);
            }
        }
    }
}

impl Touches {
    fn read(scope: &Scope<'_>, channels: &[Code]) -> Result<Self, AnalysisError> {
        use schema::touches as c;
        let frame = &scope.tables.touches;
        let mut index = vec![0; channels.len()];
        channels.iter().enumerate().for_each(|(place, code)| index[*code as usize] = place);
        let days = values::<Int32Type>(frame, c::DAY)?;
        let seconds = optional::<Int32Type>(frame, c::SECOND)?;
        let channel = values::<UInt32Type>(frame, c::CHANNEL)?;
        Ok(Self {
            customer: optional::<UInt32Type>(frame, c::CUSTOMER)?,
            at: days.iter().copied().zip(seconds).collect(),
            channel: channel.iter().map(|code| index[*code as usize]).collect(),
            order: optional::<UInt32Type>(frame, c::ORDER)?,
        })
    }

    fn len(&self) -> usize {
        self.at.len()
    }
}

/// Channel codes in the order of their names, so that no order of rows decides anything.
fn by_name(channels: &[Channel]) -> Vec<Code> {
    let mut codes: Vec<Code> = (0..channels.len() as Code).collect();
    codes.sort_by(|left, right| channels[*left as usize].name.cmp(&channels[*right as usize].name));
    codes
}

/// Whether a contact lies before the order, by no more than the lookback; what has no time of day counts as before.
fn precedes(touch: Moment, order: Moment, lookback_days: i32) -> bool {
    let days = order.0 - touch.0;
    let is_after =
        days < 0 || days == 0 && matches!((touch.1, order.1), (Some(one), Some(other)) if one > other);
    !is_after && days <= lookback_days
}

/// Days from a contact to the order.
fn age((day, second): Moment, order: Moment) -> f64 {
    let seconds = second.zip(order.1).map_or(0, |(own, other)| other - own);
    (f64::from(order.0 - day) + f64::from(seconds) * SECOND).max(0.0)
}

/// The contacts that count: what the order says about itself only where the last visit does not say it already, visits without a link
/// only where there is nothing else.
fn settle(contacts: &[(usize, bool)], touches: &Touches, order: Moment, rules: &Rules) -> Vec<Contact> {
    let contact = |touch: usize| {
        let channel = touches.channel[touch];
        let is_direct = rules.direct == Some(channel);
        Contact { channel, age_days: age(touches.at[touch], order), is_direct }
    };
    let mut visits: Vec<usize> =
        contacts.iter().filter(|(_, is_own)| !is_own).map(|(touch, _)| *touch).collect();
    // Visits of the same moment in the order of their names: the table has them in the order of the files.
    visits.sort_by_key(|touch| (touches.at[*touch], touches.channel[*touch]));
    let mut settled: Vec<Contact> = visits.into_iter().map(contact).collect();
    if !rules.direct_counts && settled.iter().any(|contact| !contact.is_direct) {
        settled.retain(|contact| !contact.is_direct);
    }
    if let Some((touch, _)) = contacts.iter().find(|(_, is_own)| *is_own) {
        let own = contact(*touch);
        if !rules.direct_counts && !own.is_direct {
            settled.retain(|contact| !contact.is_direct);
        }
        let said = settled.last().is_some_and(|last| last.channel == own.channel);
        if !said && (!own.is_direct || rules.direct_counts || settled.is_empty()) {
            settled.push(Contact { age_days: 0.0, ..own });
        }
    }
    settled
}

/// Valid orders of the period that are on no path.
fn untouched(scope: &Scope<'_>, paths: &Paths) -> Vec<usize> {
    let mut touched = vec![false; scope.orders.len()];
    let orders = paths.customers.iter().flatten().filter_map(|path| path.order);
    orders.for_each(|row| touched[row] = true);
    (0..touched.len()).filter(|row| !touched[*row] && scope.is_valid(*row) && scope.in_period(*row)).collect()
}
