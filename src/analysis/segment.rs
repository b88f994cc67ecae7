//! Which customers belong to a segment, as of the end of the data. Never counts them, never reads a text query.

use std::collections::HashMap;

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::columns::{optional, values};
use super::scope::{Customer, Scope};
use crate::domain::{Condition, DateField, NumberField, Segment, TextField, TextTest};
use crate::tables::{Code, schema};

/// Whether a customer belongs.
pub(super) type Test<'scope> = Box<dyn Fn(&Customer) -> bool + Send + Sync + 'scope>;

/// What tells whether a customer of `scope` meets `segment`. Customers without an occasion meet no condition on occasions; who gave no
/// answer meets none on NPS. Orders count whatever the period.
pub(super) fn test<'scope>(scope: &'scope Scope<'_>, segment: &'scope Segment) -> PolarsResult<Test<'scope>> {
    let all = |parts: &'scope [Segment]| -> PolarsResult<Vec<Test<'scope>>> {
        parts.iter().map(|part| test(scope, part)).collect()
    };
    Ok(match segment {
        Segment::And(parts) => {
            let parts = all(parts)?;
            Box::new(move |customer| parts.iter().all(|part| part(customer)))
        }
        Segment::Or(parts) => {
            let parts = all(parts)?;
            Box::new(move |customer| parts.is_empty() || parts.iter().any(|part| part(customer)))
        }
        Segment::Not(part) => {
            let part = test(scope, part)?;
            Box::new(move |customer| !part(customer))
        }
        Segment::Is(condition) => meets(scope, condition)?,
    })
}

fn meets<'scope>(scope: &'scope Scope<'_>, condition: &'scope Condition) -> PolarsResult<Test<'scope>> {
    Ok(match condition {
        // Who a persona is was put in before the question was asked.
        Condition::Persona(_) => Box::new(|_| false),
        Condition::Direction(direction) => Box::new(|customer| customer.direction == Some(*direction)),
        Condition::Date(field, comparison, day) => Box::new(|customer| {
            let occasions = scope.occasions(customer);
            let found = match field {
                DateField::FirstOrder => occasions.first(),
                DateField::LastOrder => occasions.last(),
            };
            found.is_some_and(|occasion| comparison.holds(&occasion.day, day))
        }),
        Condition::Number(NumberField::Nps, comparison, score) => {
            let latest = latest_scores(scope)?;
            Box::new(move |customer| {
                latest.get(&customer.code).is_some_and(|own| comparison.holds(&i64::from(*own), score))
            })
        }
        Condition::Number(field, comparison, value) => {
            let value = compared(scope, *field, *value);
            Box::new(move |customer| {
                number(scope, customer, *field).is_some_and(|own| comparison.holds(&own, &value))
            })
        }
        Condition::Text(field, test, texts) => {
            let fits = Fits::new(*test, texts);
            match field {
                TextField::Channel | TextField::FirstChannel => by_channel(scope, *field, &fits),
                TextField::Platform => by_platform(scope, &fits),
                TextField::Coupon => {
                    by_column(scope, schema::orders::COUPON, fits.codes(scope.tables.codes.coupons.names()))?
                }
                TextField::Place => {
                    by_column(scope, schema::orders::PLACE, fits.codes(scope.tables.codes.places.names()))?
                }
                TextField::Product | TextField::FirstProduct => by_product(scope, *field, &fits)?,
            }
        }
    })
}

/// The value to compare with, in the unit of [`number`].
fn compared(scope: &Scope<'_>, field: NumberField, value: i64) -> i64 {
    let currency = scope.currency.and_then(|code| scope.currency_of(code));
    match (field, currency) {
        (NumberField::Value, Some(currency)) => value.saturating_mul(currency.minor_per_major()),
        (NumberField::Value, None) => value.saturating_mul(100),
        _ => value,
    }
}

fn number(scope: &Scope<'_>, customer: &Customer, field: NumberField) -> Option<i64> {
    let occasions = scope.occasions(customer);
    match field {
        NumberField::Orders => Some(occasions.len() as i64),
        NumberField::RecencyDays => Some(i64::from(scope.as_of?.since(occasions.last()?.day))),
        NumberField::Value => {
            let counts = |row: &usize| scope.is_valid(*row) && scope.is_in_currency(*row);
            Some(customer.rows().filter(counts).map(|row| scope.orders.net_minor[row]).sum())
        }
        NumberField::Nps => None,
    }
}

/// Score of each customer's latest answer; of several on one day the lowest, so that the order of rows decides nothing.
fn latest_scores(scope: &Scope<'_>) -> PolarsResult<HashMap<Code, i32>> {
    use schema::answers as c;
    let customers = optional::<UInt32Type>(&scope.tables.answers, c::CUSTOMER)?;
    let days = optional::<Int32Type>(&scope.tables.answers, c::DAY)?;
    let scores = optional::<Int32Type>(&scope.tables.answers, c::SCORE)?;
    let mut latest: HashMap<Code, (Option<i32>, i32)> = HashMap::new();
    for row in 0..scores.len() {
        let late = days[row].zip(scope.as_of).is_some_and(|(day, as_of)| day > as_of.0);
        let score = scores[row].filter(|score| !late && (0..=10).contains(score));
        let Some((customer, score)) = customers[row].zip(score) else { continue };
        let own = latest.entry(customer).or_insert((days[row], score));
        if (days[row], -score) > (own.0, -own.1) {
            *own = (days[row], score);
        }
    }
    Ok(latest.into_iter().map(|(customer, (_, score))| (customer, score)).collect())
}

/// A comparison of texts in any case of letters.
struct Fits {
    test: TextTest,
    texts: Vec<String>,
}

impl Fits {
    fn new(test: TextTest, texts: &[String]) -> Self {
        Self { test, texts: texts.iter().map(|text| text.trim().to_lowercase()).collect() }
    }

    fn text(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.texts.iter().any(|text| match self.test {
            TextTest::Equals => name == *text,
            TextTest::Contains => name.contains(text.as_str()),
        })
    }

    /// Per code: whether its name fits.
    fn codes<'name>(&self, names: impl Iterator<Item = &'name str>) -> Vec<bool> {
        names.map(|name| self.text(name)).collect()
    }
}

fn holds(codes: &[bool], code: Code) -> bool {
    codes.get(code as usize).copied().unwrap_or(false)
}

fn by_channel<'scope>(scope: &'scope Scope<'_>, field: TextField, fits: &Fits) -> Test<'scope> {
    let codes = fits.codes(scope.tables.codes.channels.iter().map(|channel| channel.name.as_str()));
    Box::new(move |customer| {
        let mut named = customer.rows().filter(|row| scope.is_valid(*row));
        let mut channels = named.by_ref().filter_map(|row| scope.orders.channel.get(row));
        match field {
            TextField::FirstChannel => channels.next().is_some_and(|code| holds(&codes, code)),
            _ => channels.any(|code| holds(&codes, code)),
        }
    })
}

fn by_platform<'scope>(scope: &'scope Scope<'_>, fits: &Fits) -> Test<'scope> {
    let codes = fits.codes(scope.tables.codes.platforms.names());
    Box::new(move |customer| {
        customer.rows().any(|row| scope.is_valid(row) && holds(&codes, scope.orders.platform[row]))
    })
}

/// Customers with a valid order whose code in a column is one of those that fit.
fn by_column<'scope>(
    scope: &'scope Scope<'_>,
    column: &str,
    fitting: Vec<bool>,
) -> PolarsResult<Test<'scope>> {
    let codes = optional::<UInt32Type>(&scope.tables.orders, column)?;
    Ok(Box::new(move |customer| {
        customer.rows().any(|row| scope.is_valid(row) && codes[row].is_some_and(|code| holds(&fitting, code)))
    }))
}

/// Customers by the products on their orders' lines; the first order is all valid orders of the first day with any.
fn by_product<'scope>(scope: &'scope Scope<'_>, field: TextField, fits: &Fits) -> PolarsResult<Test<'scope>> {
    let codes = fits.codes(scope.tables.codes.products.names());
    let orders = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
    let lines = values::<UInt32Type>(&scope.tables.lines, schema::lines::ORDER)?;
    let products = optional::<UInt32Type>(&scope.tables.lines, schema::lines::PRODUCT)?;
    let fitting: std::collections::HashSet<Code> = lines
        .iter()
        .zip(&products)
        .filter(|(_, product)| product.is_some_and(|product| holds(&codes, product)))
        .map(|(order, _)| *order)
        .collect();
    Ok(Box::new(move |customer| {
        let mut rows = customer.rows().filter(|row| scope.is_valid(*row)).peekable();
        let first_day = rows.peek().map(|row| scope.orders.day[*row]);
        rows.take_while(|row| field == TextField::Product || Some(scope.orders.day[*row]) == first_day)
            .any(|row| fitting.contains(&orders[row]))
    }))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Shop, as_of};
    use super::super::{Analysis, Spec};
    use super::*;
    use crate::domain::Direction;

    fn shop() -> Shop {
        let mut shop = Shop::new();
        shop.order_via("ann", "2024-01-01", "Facebook Ads", Direction::Push);
        shop.order_via("ann", "2024-02-01", "Google search", Direction::Pull);
        shop.order("bo", "2024-01-05", 90_000);
        shop.order("cy", "2024-03-01", 20_000);
        shop.order("cy", "2024-03-05", 20_000);
        shop.order("", "2024-03-06", 20_000);
        shop.answer("ann", Some("2024-02-01"), 3);
        shop.answer("ann", Some("2024-02-09"), 10);
        shop.answer("bo", Some("2024-02-01"), 2);
        shop
    }

    fn of(segment: &str) -> Analysis {
        let segment = Some(Segment::parse(segment).expect(segment));
        shop().analyze(&Spec { segment, ..as_of("2024-03-31") })
    }

    fn customers(segment: &str) -> u64 {
        of(segment).orders.map_or(0, |orders| orders.customers)
    }

    #[test]
    fn conditions_choose_customers() {
        let check = |segment: &str, expected| assert_eq!(customers(segment), expected, "{segment}");
        check("orders >= 2", 2);
        check("orders >= 2 and value > 300", 1);
        check("value > 300", 2);
        check("value <= 2", 1);
        check("channel = \"google SEARCH\"", 1);
        check("first_channel = \"Google search\"", 0);
        check("direction = push or recency_days < 30", 2);
        check("not platform = shopee", 0);
        check("first_order < 2024-02-01", 2);
        check("last_order >= 2024-03-05", 1);
        check("nps >= 9", 1);
        check("not nps >= 9", 2);
    }

    #[test]
    fn a_segment_restricts_every_figure_of_people_and_a_segment_and_its_rest_make_the_whole() {
        let whole = shop().analyze(&as_of("2024-03-31"));
        let (part, rest) = (of("orders >= 2"), of("not orders >= 2"));
        let repeat =
            |analysis: &Analysis| analysis.repeat.as_ref().map_or(0, |repeat| repeat.to_date.customers);
        assert_eq!(repeat(&part) + repeat(&rest), repeat(&whole));
        let net = |analysis: &Analysis| analysis.orders.as_ref().and_then(|orders| orders.net_minor);
        assert_eq!((net(&part), net(&rest), net(&whole)), (Some(40_200), Some(90_000), Some(150_200)));
        assert_eq!(part.nps.expect("answers").net.n, 2);
        assert_eq!(rest.nps.expect("answers").net.n, 1);
        assert_eq!(part.as_of, whole.as_of, "the data end where they end");
    }

    #[test]
    fn coupons_and_places_choose_and_a_persona_without_a_rule_chooses_nobody() {
        let mut shop = shop();
        let coupon = shop.rows.codes.coupons.code("WELCOME10");
        let place = shop.rows.codes.places.code("เชียงใหม่");
        shop.rows.orders[0].coupon = Some(coupon).into();
        shop.rows.orders[3].place = Some(place).into();
        shop.rows.orders[3].status = crate::domain::OrderStatus::Cancelled;
        shop.rows.orders[4].place = Some(place).into();
        let count = |text: &str| {
            let spec = Spec { segment: Segment::parse(text).ok(), ..as_of("2024-03-31") };
            shop.analyze(&spec).orders.map_or(0, |orders| orders.customers)
        };
        assert_eq!(count("coupon = welcome10"), 1);
        assert_eq!(count("coupon contains WEL or place = เชียงใหม่"), 2);
        assert_eq!(count("not coupon contains e"), 2);
        assert_eq!(count("persona = somebody"), 0);
        shop.rows.orders[4].status = crate::domain::OrderStatus::Cancelled;
        assert_eq!(
            shop.analyze(&Spec {
                segment: Segment::parse("place = เชียงใหม่").ok(), ..as_of("2024-03-31")
            })
            .orders
            .map_or(0, |orders| orders.customers),
            0,
            "an order that never happened went nowhere"
        );
    }

    #[test]
    fn products_choose_by_any_order_or_the_first() {
        let mut shop = shop();
        let tea = shop.rows.codes.products.code("Oolong Tea 250 g");
        let line = |order: u32, product| crate::tables::LineRow {
            order,
            source: 0,
            line: order + 2,
            product: Some(product).into(),
            quantity: 1,
            net_minor: 100,
        };
        shop.rows.lines = vec![line(1, tea), line(2, tea)];
        let count = |text: &str| {
            let spec = Spec { segment: Segment::parse(text).ok(), ..as_of("2024-03-31") };
            shop.analyze(&spec).orders.map_or(0, |orders| orders.customers)
        };
        assert_eq!(count("product contains tea"), 2);
        assert_eq!(count("first_product contains \"OOLONG\""), 1);
        assert_eq!(count("product = tea"), 0);
    }
}
