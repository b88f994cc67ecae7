//! The customers' journey as a log: purchases, contacts, tickets, parcels, returns, answers, reviews, and the events of imported logs.
//! Never decides what a step is. Days only: what happens on one day has no order.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, Int32Type, PolarsResult, UInt32Type};

use super::log::{Event, EventLog};
use crate::analysis::columns::{optional, values};
use crate::analysis::nps::{DETRACTOR, PROMOTER};
use crate::analysis::reviews::RECOMMENDS;
use crate::analysis::scope::{Customer, Scope};
use crate::analysis::{AnalysisError, Spec};
use crate::tables::{Code, Tables, schema};

/// By what a journey is broken down: a property of the customer, so that the parts add up to the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum JourneyGroup {
    /// The channel of the first order that names one.
    #[default]
    FirstChannel,
    /// The platform of the first order.
    FirstPlatform,
}

impl JourneyGroup {
    /// All groups.
    pub const ALL: [Self; 2] = [Self::FirstChannel, Self::FirstPlatform];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::FirstChannel => "channel",
            Self::FirstPlatform => "platform",
        }
    }
}

/// The journey of all customers.
#[derive(Debug)]
pub struct JourneyLog {
    /// The log; units are customer codes.
    pub log: EventLog,
    /// Last second of the data.
    pub end: Option<i64>,
    /// Names of the groups, by code; 0 is "none".
    pub groups: Vec<String>,
    /// Events of nobody known.
    pub left_out: u64,
}

/// Second and later purchases have names up to this one; the rest are [`LATER`].
const PURCHASES: [&str; 4] = ["first_order", "second_order", "third_order", "fourth_order"];
const LATER: &str = "later_order";

/// The journey of the customers of `spec`, up to its end; by `group`.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails.
pub fn journey_log(tables: &Tables, spec: &Spec, group: JourneyGroup) -> Result<JourneyLog, AnalysisError> {
    let scope = Scope::new(tables, spec)?;
    let mut journey =
        Journey { scope: &scope, group, names: Names::default(), events: Vec::new(), left_out: 0 };
    journey.purchases();
    journey.contacts()?;
    journey.service()?;
    journey.voices()?;
    journey.logged()?;
    let groups = journey.group_names();
    let end = scope.as_of.map(|day| i64::from(day.plus(1).0) * DAY - 1);
    let Journey { names, events, left_out, .. } = journey;
    let log = EventLog::new(events, names.list);
    Ok(JourneyLog { end: end.or(log.end()), log, groups, left_out })
}

const DAY: i64 = 86_400;

/// Names of events as codes.
#[derive(Default)]
struct Names {
    list: Vec<String>,
    codes: BTreeMap<String, u32>,
}

impl Names {
    fn code(&mut self, name: &str) -> u32 {
        if let Some(code) = self.codes.get(name) {
            return *code;
        }
        let code = self.list.len() as u32;
        self.list.push(name.to_owned());
        self.codes.insert(name.to_owned(), code);
        code
    }
}

struct Journey<'a> {
    scope: &'a Scope<'a>,
    group: JourneyGroup,
    names: Names,
    events: Vec<Event>,
    left_out: u64,
}

impl Journey<'_> {
    /// An event of a day, unless nobody did it, it has no day, or it lies outside the question.
    fn add(&mut self, customer: Option<Code>, day: Option<i32>, name: &str, value_minor: i64) {
        let known = customer.filter(|_| self.scope.is_member(customer));
        let late = day.zip(self.scope.as_of).is_some_and(|(day, as_of)| day > as_of.0);
        let (Some(unit), Some(day), false) = (known, day, late) else {
            self.left_out += u64::from(!late);
            return;
        };
        let group = self.scope.customer(unit).map_or(0, |customer| self.group_of(customer));
        let event = self.names.code(name);
        self.events.push(Event { unit, second: i64::from(day) * DAY, event, chain: 0, group, value_minor });
    }

    fn group_of(&self, customer: &Customer) -> u32 {
        let orders = &self.scope.orders;
        let mut valid = customer.rows().filter(|row| self.scope.is_valid(*row));
        let code = match self.group {
            JourneyGroup::FirstChannel => valid.find_map(|row| orders.channel.get(row)),
            JourneyGroup::FirstPlatform => valid.next().map(|row| orders.platform[row]),
        };
        code.map_or(0, |code| code + 1)
    }

    /// Name of every group code, from 1.
    fn group_names(&self) -> Vec<String> {
        let codes = &self.scope.tables.codes;
        match self.group {
            JourneyGroup::FirstChannel => codes.channels.iter().map(|channel| channel.name.clone()).collect(),
            JourneyGroup::FirstPlatform => codes.platforms.names().map(str::to_owned).collect(),
        }
    }

    /// Purchase occasions by their number, each with the net value of its day.
    fn purchases(&mut self) {
        let scope = self.scope;
        for (customer, occasions) in scope.buyers() {
            for (number, occasion) in occasions.iter().enumerate() {
                let of_day = |row: &usize| {
                    scope.orders.day[*row] == occasion.day.0
                        && scope.is_valid(*row)
                        && scope.is_in_currency(*row)
                };
                let value = customer.rows().filter(of_day).map(|row| scope.orders.net_minor[row]).sum();
                let name = PURCHASES.get(number).copied().unwrap_or(LATER);
                self.add(Some(customer.code), Some(occasion.day.0), name, value);
            }
        }
    }

    /// Contacts with a channel that an order or a log records.
    fn contacts(&mut self) -> PolarsResult<()> {
        let frame = &self.scope.tables.touches;
        let channels = values::<UInt32Type>(frame, schema::touches::CHANNEL)?;
        let codes = &self.scope.tables.codes.channels;
        let names: Vec<String> = channels
            .iter()
            .map(|code| codes.get(*code as usize).map_or("", |channel| channel.name.as_str()))
            .map(|name| format!("touch: {name}"))
            .collect();
        self.table(frame, schema::touches::CUSTOMER, schema::touches::DAY, |row| Some(names[row].as_str()))
    }

    fn service(&mut self) -> PolarsResult<()> {
        let tables = self.scope.tables;
        let fixed = |name: &'static str| move |_: usize| Some(name);
        use schema::{messages, parcels, referrals, returns, tickets};
        self.table(&tables.tickets, tickets::CUSTOMER, tickets::OPENED_DAY, fixed("ticket_opened"))?;
        self.table(&tables.tickets, tickets::CUSTOMER, tickets::RESOLVED_DAY, fixed("ticket_resolved"))?;
        self.table(&tables.messages, messages::CUSTOMER, messages::DAY, fixed("message"))?;
        self.table(&tables.parcels, parcels::CUSTOMER, parcels::SHIPPED_DAY, fixed("parcel_shipped"))?;
        self.table(&tables.parcels, parcels::CUSTOMER, parcels::DELIVERED_DAY, fixed("parcel_delivered"))?;
        self.table(&tables.returns, returns::CUSTOMER, returns::REQUESTED_DAY, fixed("return_requested"))?;
        self.table(&tables.referrals, referrals::CUSTOMER, referrals::DAY, fixed("referral"))
    }

    fn voices(&mut self) -> PolarsResult<()> {
        use schema::{answers, reviews};
        let tables = self.scope.tables;
        let scores = optional::<Int32Type>(&tables.answers, answers::SCORE)?;
        let answer = |row: usize| match scores[row]? {
            score if !(0..=10).contains(&score) => None,
            score if score >= PROMOTER => Some("answer_promoter"),
            score if score <= DETRACTOR => Some("answer_detractor"),
            _ => Some("answer_passive"),
        };
        self.table(&tables.answers, answers::CUSTOMER, answers::DAY, answer)?;
        let stars = values::<Int32Type>(&tables.reviews, reviews::STARS)?;
        let review = |row: usize| match stars[row] {
            stars if !(1..=5).contains(&stars) => None,
            stars if stars >= RECOMMENDS => Some("review_good"),
            _ => Some("review_poor"),
        };
        self.table(&tables.reviews, reviews::CUSTOMER, reviews::DAY, review)
    }

    /// The events of imported logs, under their own names.
    fn logged(&mut self) -> PolarsResult<()> {
        use schema::events as c;
        let frame = &self.scope.tables.events;
        let codes = values::<UInt32Type>(frame, c::EVENT)?;
        let names = &self.scope.tables.codes.events;
        self.table(frame, c::CUSTOMER, c::DAY, |row| names.name(codes[row]))
    }

    /// One event per row of a table that is called something; rows that have no day yet are no event.
    fn table<'name>(
        &mut self,
        frame: &DataFrame,
        customer: &str,
        day: &str,
        name: impl Fn(usize) -> Option<&'name str>,
    ) -> PolarsResult<()> {
        let customers = optional::<UInt32Type>(frame, customer)?;
        let days = optional::<Int32Type>(frame, day)?;
        for row in (0..customers.len()).filter(|row| days[*row].is_some()) {
            if let Some(name) = name(row) {
                self.add(customers[row], days[row], name, 0);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixtures::{Shop, as_of};
    use crate::analysis::funnel::{UnitState, funnel, members};
    use crate::domain::{Direction, FunnelSpec, FunnelStep, OrderStatus};

    fn shop() -> Shop {
        let mut shop = Shop::new();
        shop.order_via("ann", "2024-01-01", "Facebook Ads", Direction::Push);
        shop.order("ann", "2024-01-20", 300);
        shop.order("bo", "2024-01-05", 100);
        shop.order("bo", "2024-01-06", 100).status = OrderStatus::Cancelled;
        shop.order("cy", "2024-03-28", 50);
        shop.answer("ann", Some("2024-02-01"), 10);
        shop.answer("", Some("2024-02-01"), 3);
        shop
    }

    #[test]
    fn purchases_are_numbered_and_worth_their_day() {
        let tables = shop().tables();
        let spec = as_of("2024-03-31");
        let journey = journey_log(&tables, &spec, JourneyGroup::FirstChannel).expect("a log");
        let steps = ["first_order", "second_order", "answer_promoter"].map(FunnelStep::event).into();
        let asked = FunnelSpec { steps, window_seconds: Some(60 * DAY), ..FunnelSpec::default() };
        let end = journey.end.expect("an end");
        let answer = funnel(&journey.log, &asked, end, true).expect("a funnel");
        let told: Vec<_> = answer
            .steps
            .iter()
            .map(|step| (step.reached, step.dropped, step.still_open, step.value_minor))
            .collect();
        assert_eq!(told, [(3, 1, 1, 250), (1, 0, 0, 300), (1, 0, 0, 0)]);
        let groups = answer.by.expect("asked for");
        let named: Vec<_> = groups
            .iter()
            .map(|group| {
                (
                    group.group.checked_sub(1).map(|code| journey.groups[code as usize].as_str()),
                    group.reached[0],
                )
            })
            .collect();
        assert_eq!(named, [(None, 2), (Some("Facebook Ads"), 1)]);
        assert_eq!(journey.left_out, 1, "an answer of nobody known");
        let states: Vec<_> =
            members(&journey.log, &asked, end).expect("a funnel").iter().map(|one| one.state).collect();
        assert_eq!(states.iter().filter(|state| **state == UnitState::Open).count(), 1);
    }
}
