//! Laws that hold for every shop, and a second, slow implementation of repeat purchase and cohorts. Never a fixed example.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::fixtures::{Shop, cases};
use super::result::StepKind;
use super::{Analysis, Family, GroupBy, Memory, Spec, analyze, answer};
use crate::domain::{Currency, Day, Direction, Lens, OrderStatus, Period, Segment};

/// One order as drawn: customer 0 is nobody, channel 0 unknown.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) customer: u8,
    pub(super) day: i32,
    pub(super) minor: i64,
    pub(super) status: OrderStatus,
    pub(super) channel: u8,
    pub(super) dollars: bool,
}

/// 1 January 2024.
const START: i32 = 19_723;

pub(super) fn order() -> impl Strategy<Value = Drawn> {
    let status = prop_oneof![4 => Just(0_u32), 1 => 1_u32..5];
    let dollars = prop::bool::weighted(0.1);
    (0_u8..9, 0_i32..420, 0_i64..4, status, 0_u8..3, dollars).prop_map(
        |(customer, offset, hundreds, status, channel, dollars)| Drawn {
            customer,
            day: START + offset,
            minor: hundreds * 100,
            status: OrderStatus::from_code(status).expect("a status"),
            channel,
            dollars,
        },
    )
}

/// Customer (0 is nobody), day and score of an answer.
pub(super) type Voice = (u8, i32, i32);

pub(super) fn voice() -> impl Strategy<Value = Voice> {
    (0_u8..12, 0_i32..420, 0_i32..11).prop_map(|(customer, offset, score)| (customer, START + offset, score))
}

pub(super) fn question() -> impl Strategy<Value = Spec> {
    let day = || prop::option::weighted(0.4, (0_i32..420).prop_map(|offset| Day(START + offset)));
    (day(), day(), day(), 0_usize..3, any::<bool>(), any::<bool>()).prop_map(
        |(from, to, as_of, lens, pending_is_valid, zero_is_purchase)| Spec {
            lens: Lens::ALL[lens],
            period: Period { from, to },
            as_of,
            pending_is_valid,
            zero_is_purchase,
            ..Spec::default()
        },
    )
}

fn name(customer: u8) -> String {
    if customer == 0 { String::new() } else { format!("customer {customer}") }
}

pub(super) fn build(orders: &[Drawn], answers: &[Voice]) -> Shop {
    build_named(orders, answers, &name)
}

/// The same shop with other names of its customers.
pub(super) fn build_named(orders: &[Drawn], answers: &[Voice], name: &dyn Fn(u8) -> String) -> Shop {
    let mut shop = Shop::new();
    for order in orders {
        let channel = match order.channel {
            0 => None,
            1 => Some(shop.channel("Facebook Ads", Direction::Push)),
            _ => Some(shop.channel("Google Search", Direction::Pull)),
        };
        let currency = order.dollars.then(|| shop.rows.codes.currency(Currency::parse("USD")));
        let row = shop.order(&name(order.customer), &Day(order.day).to_string(), order.minor);
        (row.status, row.channel, row.currency) = (order.status, channel.into(), currency.unwrap_or(0));
    }
    for (customer, day, score) in answers {
        shop.answer(&name(*customer), Some(&Day(*day).to_string()), *score);
    }
    for (index, (customer, day, score)) in answers.iter().enumerate().filter(|(index, _)| index % 2 == 0) {
        shop.review(&name(*customer), Some(&Day(*day + index as i32).to_string()), score / 3 + 1);
    }
    shop
}

/// The same rows in two orders; the second names customers, channels and currencies in another sequence too.
fn shuffled() -> impl Strategy<Value = (Vec<Drawn>, Vec<Drawn>)> {
    let orders = prop::collection::vec(order(), 0..60);
    orders.prop_flat_map(|orders| (Just(orders.clone()), Just(orders).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(128)))]

    #[test]
    fn the_order_of_the_rows_changes_nothing(
        (orders, shuffled) in shuffled(), answers in prop::collection::vec(voice(), 0..8), spec in question(),
    ) {
        prop_assert_eq!(build(&orders, &answers).analyze(&spec), build(&shuffled, &answers).analyze(&spec));
    }

    #[test]
    fn new_returning_and_anonymous_revenue_are_all_of_it(
        orders in prop::collection::vec(order(), 0..60), spec in question(),
    ) {
        let analysis = build(&orders, &[]).ask(&[Family::Revenue], &spec);
        let valid = valid_orders(&orders, &spec, analysis.as_of).filter(|order| spec.period.contains(Day(order.day)));
        let shown = valid.filter(|order| currency(order) == analysis.currency).collect::<Vec<_>>();
        let months = analysis.revenue.unwrap_or_default();
        let sum: i64 = months.iter().map(|m| m.new_minor + m.returning_minor + m.anonymous_minor).sum();
        prop_assert_eq!(sum, shown.iter().map(|order| order.minor).sum::<i64>());
        prop_assert_eq!(months.iter().map(|m| m.orders).sum::<u64>(), shown.len() as u64);
        prop_assert!(months.windows(2).all(|pair| pair[1].month.0 == pair[0].month.0 + 1));
    }

    #[test]
    fn whoever_could_take_a_step_took_it_is_lost_or_is_open(
        orders in prop::collection::vec(order(), 0..60), answers in prop::collection::vec(voice(), 0..8),
        spec in question(),
    ) {
        let journey = build(&orders, &answers).ask(&[Family::Journey], &spec).journey;
        for step in journey.steps.iter().filter(|step| step.kind == StepKind::Rate && step.value.is_some()) {
            prop_assert_eq!(step.numerator + step.lost.unwrap_or(0) + step.still_open, step.denominator);
            let ends = [Some(0.0), step.low, step.value, step.high, Some(1.0)];
            prop_assert!(ends.is_sorted() && ends.iter().all(Option::is_some), "{:?}", ends);
        }
        let buyers = &journey.stages[2];
        if let (Lens::All, Some(count), Some(push), Some(pull)) = (spec.lens, buyers.count, buyers.push, buyers.pull) {
            prop_assert_eq!(push + pull + journey.unattributed_customers, count);
        }
        prop_assert!(journey.stages[3].count <= buyers.count);
    }

    #[test]
    fn with_an_open_period_retention_is_repeat_purchase_to_date(
        orders in prop::collection::vec(order(), 1..60),
    ) {
        let analysis = build(&orders, &[]).ask(&[Family::Journey, Family::Repeat], &Spec::default());
        if let Some(repeat) = analysis.repeat {
            prop_assert_eq!(analysis.journey.stages[2].count, Some(repeat.to_date.customers));
            prop_assert_eq!(analysis.journey.stages[3].count, Some(repeat.to_date.repeaters));
        }
    }

    #[test]
    fn other_names_of_the_customers_change_nothing(
        orders in prop::collection::vec(order(), 0..60), spec in question(),
    ) {
        let other = |customer: u8| if customer == 0 { 0 } else { 9 - customer };
        let renamed: Vec<Drawn> =
            orders.iter().map(|order| Drawn { customer: other(order.customer), ..order.clone() }).collect();
        prop_assert_eq!(build(&orders, &[]).analyze(&spec), build(&renamed, &[]).analyze(&spec));
    }

    #[test]
    fn repeat_purchase_does_not_mind_when_it_all_happened(
        orders in prop::collection::vec(order(), 0..60), spec in question(), days in 0_i32..900,
    ) {
        let later = |day: Option<Day>| day.map(|day| day.plus(days));
        let period = Period { from: later(spec.period.from), to: later(spec.period.to) };
        let shifted = Spec { period, as_of: later(spec.as_of), ..spec.clone() };
        let moved: Vec<Drawn> =
            orders.iter().map(|order| Drawn { day: order.day + days, ..order.clone() }).collect();
        let timeless = |analysis: Analysis| analysis.repeat.map(|mut repeat| {
            // What is told by month or quarter goes with the calendar.
            repeat.returning_customer_rate.clear();
            repeat.groups.retain(|grouped| grouped.by != GroupBy::Quarter);
            repeat.finding = None;
            repeat
        });
        let families = [Family::Repeat, Family::RepeatInDepth];
        let (here, there) = (build(&orders, &[]).ask(&families, &spec), build(&moved, &[]).ask(&families, &shifted));
        prop_assert_eq!(timeless(here), timeless(there));
    }

    #[test]
    fn what_earlier_questions_derived_changes_no_answer(
        orders in prop::collection::vec(order(), 0..60), specs in prop::collection::vec(question(), 1..6),
    ) {
        let tables = build(&orders, &[]).tables();
        let mut memory = Memory::default();
        for spec in &specs {
            let remembered = answer(&tables, spec, &mut memory, &|| false).expect("an answer");
            prop_assert_eq!(remembered, analyze(&tables, spec).expect("an answer"));
        }
    }

    #[test]
    fn a_segment_that_leaves_nobody_out_changes_no_figure_of_people(
        orders in prop::collection::vec(order(), 0..60), spec in question(), burn_in_days in prop_oneof![Just(0), 1_u32..90],
    ) {
        let shop = build(&orders, &[]);
        let whole = Spec { burn_in_days, ..spec };
        let everybody = Spec { segment: Segment::parse("orders >= 0").ok(), ..whole.clone() };
        prop_assert!(everybody.segment.is_some());
        // Orders of nobody belong to no segment.
        let of_people = |analysis: Analysis| {
            let repeat = analysis.repeat.map(|mut repeat| {
                repeat.in_period.iter_mut().for_each(|shares| shares.anonymous_orders = 0);
                repeat
            });
            (repeat, analysis.cohorts, analysis.rolling_cohorts, analysis.rfm, analysis.translations)
        };
        let families =
            [Family::Repeat, Family::RepeatInDepth, Family::Translations, Family::Cohorts, Family::Rfm];
        prop_assert_eq!(of_people(shop.ask(&families, &whole)), of_people(shop.ask(&families, &everybody)));
    }

    #[test]
    fn the_slow_implementation_agrees(orders in prop::collection::vec(order(), 0..80), spec in question()) {
        let analysis = build(&orders, &[]).ask(&[Family::Repeat, Family::Cohorts], &spec);
        let slow = SlowShop::new(&orders, &spec, &analysis);
        slow.check_repeat(&analysis)?;
        slow.check_cohorts(&orders, &analysis)?;
    }
}

fn currency(order: &Drawn) -> Option<Currency> {
    if order.dollars { Currency::parse("USD") } else { Some(Currency::THB) }
}

fn valid_orders<'a>(
    orders: &'a [Drawn],
    spec: &'a Spec,
    as_of: Option<Day>,
) -> impl Iterator<Item = &'a Drawn> {
    let counts = |status| match status {
        OrderStatus::Valid | OrderStatus::Refunded | OrderStatus::Returned => true,
        OrderStatus::Pending => spec.pending_is_valid,
        OrderStatus::Cancelled => false,
    };
    let exists = move |order: &&Drawn| as_of.is_none_or(|as_of| order.day <= as_of.0);
    orders.iter().filter(move |order| counts(order.status)).filter(exists)
}

/// Occasion days per customer, gathered without any sorting or runs.
struct SlowShop<'a> {
    spec: &'a Spec,
    as_of: Day,
    customers: BTreeMap<u8, BTreeSet<i32>>,
}

impl<'a> SlowShop<'a> {
    fn new(orders: &'a [Drawn], spec: &'a Spec, analysis: &Analysis) -> Self {
        let mut customers: BTreeMap<u8, BTreeSet<i32>> = BTreeMap::new();
        for order in valid_orders(orders, spec, analysis.as_of) {
            if order.customer > 0 && (order.minor > 0 || spec.zero_is_purchase) {
                customers.entry(order.customer).or_default().insert(order.day);
            }
        }
        customers.retain(|_, days| days.first().is_some_and(|first| spec.period.contains(Day(*first))));
        Self { spec, as_of: analysis.as_of.unwrap_or(Day(0)), customers }
    }

    /// Days until the second occasion, or until the end of the data, and whether there was a second.
    fn durations(&self) -> Vec<(i32, bool)> {
        let duration = |days: &BTreeSet<i32>| {
            let mut days = days.iter();
            let first = days.next().expect("an occasion");
            days.next().map_or((self.as_of.0 - first, false), |second| (second - first, true))
        };
        self.customers.values().map(duration).collect()
    }

    fn check_repeat(&self, analysis: &Analysis) -> Result<(), TestCaseError> {
        let Some(repeat) = &analysis.repeat else {
            prop_assert!(self.customers.is_empty());
            return Ok(());
        };
        let durations = self.durations();
        let repeaters = durations.iter().filter(|(_, came_back)| *came_back).count() as u64;
        prop_assert_eq!(repeat.to_date.customers, self.customers.len() as u64);
        prop_assert_eq!(repeat.to_date.repeaters, repeaters);
        let gaps: usize = self.customers.values().map(|days| days.len() - 1).sum();
        prop_assert_eq!(repeat.gap_days.n, gaps as u64);
        for (within, window) in repeat.within.iter().zip(&self.spec.repeat_windows_days) {
            let window = *window as i32;
            let mature: Vec<_> = self
                .customers
                .values()
                .filter(|days| days.first().expect("one") + window <= self.as_of.0)
                .collect();
            let in_time = |days: &BTreeSet<i32>| {
                let first = *days.first().expect("one");
                days.iter().any(|day| *day > first && *day <= first + window)
            };
            prop_assert_eq!(within.mature, mature.len() as u64);
            prop_assert_eq!(within.repeaters, mature.into_iter().filter(|days| in_time(days)).count() as u64);
            if let Some(estimate) = within.kaplan_meier {
                prop_assert!((estimate - kaplan_meier(&durations, window)).abs() < 1e-12);
            }
        }
        Ok(())
    }

    fn check_cohorts(&self, orders: &[Drawn], analysis: &Analysis) -> Result<(), TestCaseError> {
        let Some(cohorts) = &analysis.cohorts else {
            prop_assert!(self.customers.is_empty());
            return Ok(());
        };
        prop_assert_eq!(cohorts.rows.iter().map(|row| row.size).sum::<u64>(), self.customers.len() as u64);
        for row in &cohorts.rows {
            prop_assert_eq!(row.cells[0].customers, row.size);
            let members: BTreeMap<_, _> = self
                .customers
                .iter()
                .filter(|(_, days)| Day(*days.first().expect("one")).month() == row.cohort)
                .collect();
            for cell in &row.cells {
                let month = row.cohort.0 + cell.offset as i32;
                let bought =
                    members.values().filter(|days| days.iter().any(|day| Day(*day).month().0 == month));
                prop_assert_eq!(cell.customers, bought.count() as u64);
            }
            let money = valid_orders(orders, self.spec, analysis.as_of).filter(|order| {
                members.contains_key(&order.customer) && currency(order) == analysis.currency
            });
            let cells: i64 = row.cells.iter().map(|cell| cell.net_minor).sum();
            prop_assert_eq!(cells, money.map(|order| order.minor).sum::<i64>());
        }
        Ok(())
    }
}

/// 1 - S(window), straight from the product formula.
pub(in crate::analysis) fn kaplan_meier(durations: &[(i32, bool)], window: i32) -> f64 {
    let times: BTreeSet<i32> =
        durations.iter().filter(|one| one.1 && one.0 <= window).map(|one| one.0).collect();
    let survival: f64 = times
        .into_iter()
        .map(|time| {
            let at_risk = durations.iter().filter(|one| one.0 >= time).count();
            let events = durations.iter().filter(|one| one.1 && one.0 == time).count();
            1.0 - events as f64 / at_risk as f64
        })
        .product();
    1.0 - survival
}
