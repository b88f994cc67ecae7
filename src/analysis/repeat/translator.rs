//! Why the same shop has another repeat rate elsewhere: the difference taken apart, one change of definition after the other
//! (METRICS, sections 1 and 5). Never words it, never estimates.

mod everybody;
mod marks;

use std::ops::Range;
use std::sync::Arc;

use self::everybody::AllMarks;
use self::marks::Marks;
use super::super::DefinitionId;
use super::super::result::{Counted, DifferencePart as Part, Translation, TranslationStep};
use super::super::scope::{Customer, Occasion, Scope};
use super::newcomers::{NEVER, Newcomers};
use super::{share, whole_days};
use crate::domain::{Day, IdentityRule, MonthIndex, Period, Proportion};
use crate::tables::{Code, Handle};

/// From each rate that others print to RP4 within the question's window; empty when nobody has an occasion or no mature customer
/// stands behind ours.
///
/// What belongs to a period is counted over that of the question, or, where the question takes everything, over the last month that is
/// complete.
pub(in crate::analysis) fn translations(scope: &Scope<'_>) -> Vec<Translation> {
    let Some(frame) = frame(scope) else { return Vec::new() };
    let ask = Ask::new(scope, frame);
    let mut sums = if scope.is_of_all() { Sums::asked(&ask) } else { Sums::of(&ask) };
    if ask.accounts.0.is_none() {
        sums.take_people_for_accounts();
    }
    if sums.mature.denominator == 0 {
        return Vec::new();
    }
    Counted::ALL.into_iter().filter_map(|counted| sums.translation(counted, &ask)).collect()
}

/// The days that shop platforms would count over.
fn frame(scope: &Scope<'_>) -> Option<Period> {
    if !scope.spec.period.is_all() {
        return Some(scope.spec.period);
    }
    let as_of = scope.as_of?;
    let month = as_of.month();
    let complete = if month.last_day() <= as_of { month } else { MonthIndex(month.0 - 1) };
    Some(Period::between(complete.first_day(), complete.last_day()))
}

/// What each customer is looked at for.
struct Ask<'scope, 'tables> {
    scope: &'scope Scope<'tables>,
    frame: Period,
    as_of: Option<Day>,
    window: i32,
    /// Per identity handle: the platform's own account; `None` where the exports name people in one way only.
    accounts: Arc<Accounts>,
}

/// Per identity handle: the account.
struct Accounts(Option<Vec<Code>>);

impl<'scope, 'tables> Ask<'scope, 'tables> {
    fn new(scope: &'scope Scope<'tables>, frame: Period) -> Self {
        Self {
            scope,
            frame,
            as_of: scope.as_of,
            window: whole_days(scope.spec.open_window_days),
            accounts: scope.once([0; 3], || Accounts(accounts(scope))),
        }
    }

    /// The account that an order was placed with: the platform's own id, else what the order says about its customer. `None` where
    /// nobody is told apart by accounts.
    fn account(&self, row: usize) -> Option<Code> {
        let accounts = self.accounts.0.as_ref()?;
        let account = self.scope.orders.handle.get(row).and_then(|handle| accounts.get(handle as usize));
        Some(account.copied().unwrap_or(0))
    }
}

/// The accounts of a platform are told by its own ids; without such ids nobody else could tell people differently from us.
fn accounts(scope: &Scope<'_>) -> Option<Vec<Code>> {
    let identities = &scope.tables.codes.identities;
    if identities.values(IdentityRule::Platform) == 0 {
        return None;
    }
    // Handles without an id are accounts of their own, numbered after the ids.
    let ids = identities.values(IdentityRule::Platform) as Code;
    let account = |handle: Code| {
        identities.value(Handle::from_code(handle), IdentityRule::Platform).unwrap_or(ids + handle)
    };
    Some((0..identities.len() as Code).map(account).collect())
}

/// The same share counted in several ways, from the loosest to ours.
#[derive(Default)]
struct Sums {
    /// Accounts, then customers, with two orders or more of any status; then of purchases; then of occasions.
    accounts: Proportion,
    people: Proportion,
    buyers: Proportion,
    all_to_date: Proportion,
    /// Accounts, then customers, who ordered in the frame and before; then by purchases; then by occasions (RP2).
    frame_accounts: Proportion,
    frame_people: Proportion,
    frame_buyers: Proportion,
    frame_customers: Proportion,
    /// Orders in the frame by accounts, then customers, who had ordered before; then purchases; then those after the first day (RP3).
    order_accounts: Proportion,
    order_people: Proportion,
    order_buyers: Proportion,
    order_days: Proportion,
    /// RP1, the same within the window, and RP4.
    to_date: Proportion,
    in_time: Proportion,
    mature: Proportion,
    /// Orders and accounts of the customer at hand.
    seen: Vec<Account>,
}

/// One account of the customer at hand.
struct Account {
    code: Code,
    orders: u64,
    in_frame: bool,
    returned: bool,
}

impl Sums {
    /// Customer by customer.
    fn of(ask: &Ask<'_, '_>) -> Self {
        let add =
            |own: &mut Self, customer: &Customer, occasions: &[Occasion]| own.add(ask, customer, occasions);
        ask.scope.fold_orders(Self::default, add, Self::absorb)
    }

    /// Of everybody: marks are counted by their days, and first-time buyers are a run of newcomers.
    fn asked(ask: &Ask<'_, '_>) -> Self {
        let (scope, frame) = (ask.scope, ask.frame);
        let marks = AllMarks::known(ask);
        let newcomers = Newcomers::known(scope);
        let run = newcomers.within(scope.first_days());
        let (customers, window) = (run.len() as u64, scope.spec.open_window_days);
        let mature = ask.as_of.map_or(run.start, |as_of| newcomers.mature(&run, as_of, ask.window));
        let in_time = |run: Range<usize>| newcomers.in_time(run, window);
        let own = |marks: &Marks| (marks.to_date(), marks.people(frame), marks.orders(frame));
        let (accounts, frame_accounts, order_accounts) = own(&marks.accounts);
        let (people, frame_people, order_people) = own(&marks.people);
        let (buyers, frame_buyers, order_buyers) = own(&marks.buyers);
        let (all_to_date, frame_customers, order_days) = own(&marks.days);
        Self {
            accounts,
            people,
            buyers,
            all_to_date,
            frame_accounts,
            frame_people,
            frame_buyers,
            frame_customers,
            order_accounts,
            order_people,
            order_buyers,
            order_days,
            to_date: Proportion::new(newcomers.in_time(run.clone(), NEVER - 1), customers),
            mature: Proportion::new(in_time(run.start..mature), (mature - run.start) as u64),
            in_time: Proportion::new(in_time(run), customers),
            seen: Vec::new(),
        }
    }

    fn add(&mut self, ask: &Ask<'_, '_>, customer: &Customer, occasions: &[Occasion]) {
        self.seen.clear();
        let first_day = occasions.first().map(|first| first.day);
        let (mut orders, mut purchases) = (0_u64, 0_u64);
        let (mut people, mut buyers) = ([false; 2], [false; 2]);
        for row in customer.rows().filter(|row| ask.scope.exists(*row)) {
            let day = Day(ask.scope.orders.day[row]);
            let in_frame = ask.frame.contains(day);
            if let Some(account) = ask.account(row) {
                let is_known = self.seen_before(account, in_frame);
                self.order_accounts.count(in_frame, is_known);
            }
            self.order_people.count(in_frame, orders > 0);
            people = [people[0] || in_frame, people[1] || (in_frame && orders > 0)];
            orders += 1;
            if ask.scope.is_occasion(row) {
                self.order_buyers.count(in_frame, purchases > 0);
                self.order_days.count(in_frame, first_day.is_some_and(|first| day > first));
                buyers = [buyers[0] || in_frame, buyers[1] || (in_frame && purchases > 0)];
                purchases += 1;
            }
        }
        self.people.count(orders > 0, orders > 1);
        self.buyers.count(purchases > 0, purchases > 1);
        self.frame_people.count(people[0], people[1]);
        self.frame_buyers.count(buyers[0], buyers[1]);
        for account in &self.seen {
            self.accounts.count(true, account.orders > 1);
            self.frame_accounts.count(account.in_frame, account.returned);
        }
        self.add_occasions(ask, occasions);
    }

    /// Where exports name people in one way only, an account is a person.
    fn take_people_for_accounts(&mut self) {
        self.accounts = self.people;
        self.frame_accounts = self.frame_people;
        self.order_accounts = self.order_people;
    }

    /// Notes an order of an account, and says whether it had one before.
    fn seen_before(&mut self, code: Code, in_frame: bool) -> bool {
        let known = self.seen.iter().position(|account| account.code == code);
        let index = known.unwrap_or_else(|| {
            self.seen.push(Account { code, orders: 0, in_frame: false, returned: false });
            self.seen.len() - 1
        });
        let account = &mut self.seen[index];
        account.orders += 1;
        account.in_frame |= in_frame;
        account.returned |= in_frame && account.orders > 1;
        account.orders > 1
    }

    fn add_occasions(&mut self, ask: &Ask<'_, '_>, occasions: &[Occasion]) {
        let Some(first) = occasions.first().map(|first| first.day) else { return };
        let repeats = occasions.len() > 1;
        self.all_to_date.count(true, repeats);
        let in_frame = occasions.iter().any(|occasion| ask.frame.contains(occasion.day));
        let returned = occasions[1..].iter().any(|occasion| ask.frame.contains(occasion.day));
        self.frame_customers.count(in_frame, returned);
        if ask.scope.is_first_time(first) {
            let second = occasions.get(1).map(|second| second.day.since(first));
            let in_time = second.is_some_and(|days| days <= ask.window);
            self.to_date.count(true, repeats);
            self.in_time.count(true, in_time);
            let is_mature = ask.as_of.is_some_and(|as_of| as_of.since(first) >= ask.window);
            self.mature.count(is_mature, in_time);
        }
    }

    fn shares_mut(&mut self) -> [&mut Proportion; 15] {
        [
            &mut self.accounts,
            &mut self.people,
            &mut self.buyers,
            &mut self.all_to_date,
            &mut self.frame_accounts,
            &mut self.frame_people,
            &mut self.frame_buyers,
            &mut self.frame_customers,
            &mut self.order_accounts,
            &mut self.order_people,
            &mut self.order_buyers,
            &mut self.order_days,
            &mut self.to_date,
            &mut self.in_time,
            &mut self.mature,
        ]
    }

    fn absorb(&mut self, mut other: Self) {
        for (own, other) in self.shares_mut().into_iter().zip(other.shares_mut()) {
            *own += *other;
        }
    }

    /// The rate elsewhere, and the changes that lead to ours.
    fn chain(&self, counted: Counted) -> (Proportion, Vec<(Part, Proportion)>) {
        let ours =
            [(Part::Starters, self.to_date), (Part::Window, self.in_time), (Part::Maturity, self.mature)];
        let (elsewhere, own) = match counted {
            Counted::Accounts => (
                self.accounts,
                vec![
                    (Part::Identity, self.people),
                    (Part::Status, self.buyers),
                    (Part::SameDay, self.all_to_date),
                ],
            ),
            Counted::ReturningCustomers => (
                self.frame_accounts,
                vec![
                    (Part::Identity, self.frame_people),
                    (Part::Status, self.frame_buyers),
                    (Part::SameDay, self.frame_customers),
                ],
            ),
            Counted::ReturningOrders => (
                self.order_accounts,
                vec![
                    (Part::Identity, self.order_people),
                    (Part::Status, self.order_buyers),
                    (Part::SameDay, self.order_days),
                    (Part::Unit, self.frame_customers),
                ],
            ),
            Counted::ToDate => (self.to_date, Vec::new()),
        };
        (elsewhere, own.into_iter().chain(ours).collect())
    }

    /// `None` where nothing is counted elsewhere.
    fn translation(&self, counted: Counted, ask: &Ask<'_, '_>) -> Option<Translation> {
        let (elsewhere, chain) = self.chain(counted);
        elsewhere.value()?;
        let mut before = elsewhere;
        let mut steps = Vec::new();
        for (part, after) in chain {
            // What changes neither numerator nor denominator is no difference in this shop.
            if after != before {
                let change = after.value().zip(before.value()).map(|(after, before)| after - before);
                steps.push(TranslationStep { part, share: share(after), change });
            }
            before = after;
        }
        let is_of_period = matches!(counted, Counted::ReturningCustomers | Counted::ReturningOrders);
        Some(Translation {
            counted,
            period: if is_of_period { ask.frame } else { Period::ALL },
            elsewhere: share(elsewhere),
            steps,
            days: ask.scope.spec.open_window_days,
            definition: DefinitionId::Translator,
        })
    }
}

#[cfg(test)]
mod tests;
