//! RP2 and RP3: how much of a period's customers and purchases came from earlier buyers (METRICS, section 5). Never follows anybody
//! beyond the period, and so never says whether new customers come back.

use std::ops::RangeInclusive;

use super::super::DefinitionId;
use super::super::months::{Months, is_complete};
use super::super::result::{ReturningMonth, ReturningShares};
use super::super::scope::{Occasion, Scope};
use super::super::shares::{share, share_within};
use super::super::statistics::{Clusters, clustered_wilson};
use crate::domain::{Day, MonthIndex, Period, Proportion};

/// RP2 and RP3 of some days: one cluster per customer, with the returning purchases among all.
#[derive(Clone, Debug, Default)]
struct Tally {
    customers: u64,
    returning: u64,
    orders: Clusters,
}

impl Tally {
    /// Adds one customer with `later` of `orders` purchases on a day after the first occasion.
    fn add(&mut self, is_returning: bool, later: u64, orders: u64) {
        self.customers += 1;
        self.returning += u64::from(is_returning);
        self.orders.add(later, orders);
    }

    fn absorb(&mut self, other: &Self) {
        self.customers += other.customers;
        self.returning += other.returning;
        self.orders.absorb(&other.orders);
    }

    fn customers(&self) -> super::super::result::Share {
        share(Proportion::new(self.returning, self.customers))
    }

    fn orders(&self) -> super::super::result::Share {
        let counted = Proportion::new(self.orders.hits, self.orders.all);
        share_within(counted, clustered_wilson(&self.orders))
    }
}

/// The whole period and each month of it.
#[derive(Clone)]
struct Tallies {
    whole: Tally,
    months: Months<Tally>,
    /// The only months that are counted for themselves; `None` counts all.
    only: Option<[i32; 2]>,
}

impl Tallies {
    fn new(months: &RangeInclusive<i32>, only: Option<[i32; 2]>) -> Self {
        Self { whole: Tally::default(), months: Months::spanning(months), only }
    }

    /// Those of a scope's customers in a period.
    fn of(scope: &Scope<'_>, period: Period, only: Option<[i32; 2]>) -> Self {
        scope.fold_active(
            period,
            || Self::new(&scope.months, only),
            |own, _, occasions| own.add(period, occasions),
            |own, other| own.absorb(&other),
        )
    }

    /// Those of the question. What happened in a whole month is the same whatever days are asked about: only the period as a whole and
    /// the months that its ends cut are counted anew.
    fn asked(scope: &Scope<'_>) -> Self {
        let period = scope.spec.period;
        if !scope.is_of_all() {
            return Self::of(scope, period, None);
        }
        let all = scope.once([0; 3], || Self::of(scope, Period::ALL, None));
        if period.is_all() {
            return all.as_ref().clone();
        }
        let month = |day: Option<Day>, open: i32| day.map_or(open, |day| day.month().0);
        let cut = [month(period.from, i32::MIN), month(period.to, i32::MAX)];
        let mut own = Self::of(scope, period, Some(cut));
        own.months.take(&all.months, |month| {
            !cut.contains(&month) && period.contains(MonthIndex(month).first_day())
        });
        own
    }

    /// One pass over the days of purchase; those of a month are a run.
    fn add(&mut self, period: Period, occasions: &[Occasion]) {
        let first = occasions[0].day;
        let (mut whole, mut month) = (Counts::default(), Counts::default());
        let mut current = i32::MIN;
        for occasion in occasions.iter().filter(|occasion| period.contains(occasion.day)) {
            if occasion.month != current {
                self.close_month(current, &month);
                (current, month) = (occasion.month, Counts::default());
            }
            month.add(occasion, first);
            whole.add(occasion, first);
        }
        self.close_month(current, &month);
        if whole.orders > 0 {
            self.whole.add(whole.later > 0, whole.later, whole.orders);
        }
    }

    fn close_month(&mut self, month: i32, counts: &Counts) {
        if counts.orders == 0 || self.only.is_some_and(|only| !only.contains(&month)) {
            return;
        }
        if let Some(tally) = self.months.slot(month) {
            tally.add(counts.later > 0, counts.later, counts.orders);
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.whole.absorb(&other.whole);
        self.months.absorb(&other.months, Tally::absorb);
    }
}

/// Purchases of one customer in some days.
#[derive(Clone, Copy, Default)]
struct Counts {
    orders: u64,
    later: u64,
}

impl Counts {
    fn add(&mut self, occasion: &Occasion, first: Day) {
        let orders = u64::from(occasion.orders);
        self.orders += orders;
        self.later += if occasion.day > first { orders } else { 0 };
    }
}

/// RP2 and RP3 of the whole period, and of each of its months, first month to last without gaps.
pub(super) fn returning(scope: &Scope<'_>) -> (ReturningShares, Vec<ReturningMonth>) {
    let tallies = Tallies::asked(scope);
    let shares = ReturningShares {
        customers: tallies.whole.customers(),
        orders: tallies.whole.orders(),
        anonymous_orders: anonymous_purchases(scope),
        customers_definition: DefinitionId::ReturningShare,
        orders_definition: DefinitionId::ReturningOrders,
    };
    let used = tallies.months.between_used(|tally| tally.customers > 0);
    let months = used.map(|(month, tally)| {
        let customers = tally.customers();
        ReturningMonth {
            month,
            customers: customers.denominator,
            returning: customers.numerator,
            rate: customers.value,
            low: customers.low,
            high: customers.high,
            orders: Some(tally.orders()),
            complete: is_complete(month, scope.as_of),
        }
    });
    (shares, months.collect())
}

/// Purchases of the period that name no customer; anonymous orders stand last in the table.
fn anonymous_purchases(scope: &Scope<'_>) -> u64 {
    let start = scope.orders.customer.filled();
    let counts = |row: &usize| scope.is_occasion(*row) && scope.in_period(*row);
    (start..scope.orders.len()).filter(counts).count() as u64
}

#[cfg(test)]
mod tests {
    use super::super::super::Spec;
    use super::super::super::fixtures::{Shop, as_of, over};
    use crate::analysis::Repeat;
    use crate::domain::OrderStatus;

    /// Ann buys twice on her first day, then in February and March; Bo once; one order names nobody.
    fn shop() -> Shop {
        let mut shop = Shop::new();
        for (who, date) in [
            ("ann", "2024-01-05"),
            ("ann", "2024-01-05"),
            ("ann", "2024-02-01"),
            ("ann", "2024-02-01"),
            ("ann", "2024-03-01"),
            ("bo", "2024-02-10"),
            ("", "2024-02-11"),
        ] {
            shop.order(who, date, 100);
        }
        shop.order("bo", "2024-02-20", 100).status = OrderStatus::Cancelled;
        shop
    }

    fn of(spec: &Spec) -> Repeat {
        shop().analyze(spec).repeat.expect("repeat purchase")
    }

    #[test]
    fn orders_after_the_first_day_are_of_earlier_buyers() {
        let shares = of(&as_of("2024-03-31")).in_period.expect("shares");
        let customers = &shares.customers;
        assert_eq!((customers.numerator, customers.denominator, customers.value), (1, 2, Some(0.5)));
        let orders = &shares.orders;
        assert_eq!((orders.numerator, orders.denominator, orders.value), (3, 6, Some(0.5)));
        assert!(orders.low < Some(0.5) && Some(0.5) < orders.high);
        assert_eq!(shares.anonymous_orders, 1);
        let february = of(&over("2024-02-01", "2024-02-29")).in_period.expect("shares");
        assert_eq!((february.orders.numerator, february.orders.denominator), (2, 3));
        assert_eq!((february.customers.numerator, february.customers.denominator), (1, 2));
        assert_eq!(february.anonymous_orders, 1);
    }

    #[test]
    fn every_month_says_both_shares() {
        let months = of(&as_of("2024-03-31")).returning_customer_rate;
        let orders: Vec<(u64, u64)> = months
            .iter()
            .map(|month| month.orders.expect("orders"))
            .map(|share| (share.numerator, share.denominator))
            .collect();
        assert_eq!(orders, [(0, 2), (2, 3), (1, 1)]);
        assert!(months.iter().all(|month| month.low <= month.rate && month.rate <= month.high));
    }
}
