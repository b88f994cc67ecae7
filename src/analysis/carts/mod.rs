//! Carts (METRICS, section 10): abandoned per cart and per person at equal maturity, what was left behind, and what reminders bring
//! back. Never calls a cart abandoned before its window is over.

mod found;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use polars::prelude::{Int64Type, PolarsResult, UInt32Type};

pub(super) use self::found::{Cart, Fate, found};
use super::DefinitionId;
use super::columns::{optional, values};
use super::compare::figure::Figure;
use super::compare::verdict::settle;
use super::months::Months;
use super::result::{CartMonth, Carts, ComparedFigure, Share};
use super::scope::Scope;
use super::shares::share;
use crate::domain::{Day, Proportion};
use crate::tables::{Code, Table, schema};

/// Days within which a cart has to become an order.
pub(super) const WINDOW_DAYS: i32 = 14;
/// Fewest carts on either side of the comparison of reminders.
const FEWEST: u64 = 10;

/// The figures of carts; `None` where neither a cart table nor a web statistic tells of carts.
pub(super) fn carts(scope: &Scope<'_>) -> PolarsResult<Option<Carts>> {
    let sessions = sessions(scope)?;
    if scope.tables.carts.height() == 0 && sessions.is_none() {
        return Ok(None);
    }
    let until = until(scope);
    let carts: Vec<Cart> = in_question(scope)?;
    let fate = |cart: &Cart| cart.fate(until);
    let mut abandoned = Proportion::new(0, 0);
    carts.iter().for_each(|cart| abandoned.count(fate(cart) != Fate::Open, fate(cart) == Fate::Abandoned));
    let (currency, value, valued) = left_behind(&carts, until);
    let (recovery, reminder_days) = recovery(&carts, until);
    Ok(Some(Carts {
        carts: carts.len() as u64,
        until,
        window_days: WINDOW_DAYS.unsigned_abs(),
        abandoned: share(abandoned),
        abandoned_people: share(people(&carts, until)),
        still_open: carts.iter().filter(|cart| fate(cart) == Fate::Open).count() as u64,
        inferred: carts.iter().filter(|cart| cart.is_inferred).count() as u64,
        left_behind_minor: (valued > 0).then_some(value),
        left_behind_carts: valued,
        currency: currency.and_then(|code| scope.currency_of(code)),
        recovery,
        reminder_days,
        months: months(&carts, until),
        sessions,
        definition: DefinitionId::Cart,
    }))
}

/// The last day of the data of carts: no cart can be judged after the orders end.
pub(super) fn until(scope: &Scope<'_>) -> Option<Day> {
    let covered = scope.tables.coverage.iter().filter(|source| source.table == Table::Carts);
    scope.spec.as_of.or_else(|| covered.filter_map(|source| source.last).chain(scope.as_of).max())
}

/// The carts of the period by members of the segment, each with the order that it became.
pub(super) fn in_question(scope: &Scope<'_>) -> PolarsResult<Vec<Cart>> {
    let mut carts = found(scope)?;
    carts.retain(|cart| scope.spec.covers(Some(cart.created)) && scope.is_member(cart.customer));
    Ok(carts)
}

/// People none of whose carts became an order, of those whose first cart's window is over. A later cart that became one counts for them.
fn people(carts: &[Cart], until: Option<Day>) -> Proportion {
    let mut left = Proportion::new(0, 0);
    for own in by_person(carts).values() {
        let fate = fate_of_person(own, until);
        left.count(fate != Fate::Open, fate == Fate::Abandoned);
    }
    left
}

/// The carts of everybody who is known.
pub(super) fn by_person(carts: &[Cart]) -> BTreeMap<Code, Vec<Cart>> {
    let mut by_person: BTreeMap<Code, Vec<Cart>> = BTreeMap::new();
    for cart in carts {
        cart.customer.iter().for_each(|code| by_person.entry(*code).or_default().push(*cart));
    }
    by_person
}

/// What became of the carts of one person together.
pub(super) fn fate_of_person(own: &[Cart], until: Option<Day>) -> Fate {
    let any = |fate: Fate| own.iter().any(|cart| cart.fate(until) == fate);
    match (any(Fate::Ordered), any(Fate::Abandoned)) {
        (true, _) => Fate::Ordered,
        (false, true) => Fate::Abandoned,
        (false, false) => Fate::Open,
    }
}

/// Currency of most carts, what lay in the abandoned ones in it, and how many those are.
fn left_behind(carts: &[Cart], until: Option<Day>) -> (Option<Code>, i64, u64) {
    let mut currencies: BTreeMap<Code, u64> = BTreeMap::new();
    let valued = || carts.iter().filter_map(|cart| Some((cart, cart.value_minor?)));
    valued().for_each(|(cart, _)| *currencies.entry(cart.currency).or_default() += 1);
    let most = currencies.into_iter().max_by_key(|(code, count)| (*count, std::cmp::Reverse(*code)));
    let currency = most.map(|(code, _)| code);
    let left =
        valued().filter(|(cart, _)| cart.fate(until) == Fate::Abandoned && Some(cart.currency) == currency);
    let (value, count) = left.fold((0, 0), |(sum, count), (_, value)| (sum + value, count + 1));
    (currency, value, count)
}

/// Carts that were still open when reminders usually go out, by whether they were reminded. Who ordered before could not be reminded, and
/// is on neither side.
fn recovery(carts: &[Cart], until: Option<Day>) -> (Option<ComparedFigure>, Option<u32>) {
    let mut delays: Vec<i32> =
        carts.iter().filter_map(|cart| Some(cart.reminded?.since(cart.created).max(0))).collect();
    delays.sort_unstable();
    let Some(usual) = delays.get(delays.len() / 2).copied() else { return (None, None) };
    let mut sides = [Proportion::new(0, 0); 2];
    for cart in carts.iter().filter(|cart| cart.fate(until) != Fate::Open) {
        let from = cart.reminded.unwrap_or(cart.created.plus(usual));
        if cart.ordered.is_some_and(|day| day < from) {
            continue;
        }
        sides[usize::from(cart.reminded.is_none())].count(true, cart.fate(until) == Fate::Ordered);
    }
    if sides.iter().any(|side| side.denominator < FEWEST) {
        return (None, u32::try_from(usual).ok());
    }
    let figure = Figure::share("carts_recovered", DefinitionId::Effect, sides[0], sides[1]);
    let mut figures = [figure.within(WINDOW_DAYS.unsigned_abs()).done()];
    settle(&mut figures);
    let [figure] = figures;
    (Some(figure), u32::try_from(usual).ok())
}

fn months(carts: &[Cart], until: Option<Day>) -> Vec<CartMonth> {
    let of = |cart: &Cart| cart.created.month().0;
    let (Some(first), Some(last)) = (carts.iter().map(of).min(), carts.iter().map(of).max()) else {
        return Vec::new();
    };
    let mut months: Months<(u64, u64, u64)> = Months::spanning(&RangeInclusive::new(first, last));
    for cart in carts {
        let Some(month) = months.slot(of(cart)) else { continue };
        match cart.fate(until) {
            Fate::Abandoned => month.0 += 1,
            Fate::Ordered => month.1 += 1,
            Fate::Open => month.2 += 1,
        }
    }
    let built = months.between_used(|_| true).map(|(month, (left, ordered, still_open))| CartMonth {
        month,
        abandoned: share(Proportion::new(left, left + ordered)),
        still_open,
    });
    built.collect()
}

/// Sessions with a cart that bought nothing, of sessions with a cart, by the web statistic with the most; `None` where none tells both.
fn sessions(scope: &Scope<'_>) -> PolarsResult<Option<Share>> {
    use polars::prelude::Int32Type;
    use schema::web_days as c;
    let frame = &scope.tables.web_days;
    let key = values::<UInt32Type>(frame, c::PLATFORM)?;
    let cuts = values::<UInt32Type>(frame, c::CUT)?;
    let (carts, bought) =
        (optional::<Int64Type>(frame, c::CARTS)?, optional::<Int64Type>(frame, c::PURCHASES)?);
    let days = [optional::<Int32Type>(frame, c::FIRST_DAY)?, optional::<Int32Type>(frame, c::LAST_DAY)?];
    let mut sums: BTreeMap<(Code, u32), Proportion> = BTreeMap::new();
    for row in 0..key.len() {
        let is_asked = days.iter().all(|day| scope.spec.covers(day[row].map(Day)));
        let (Some(carts), Some(bought)) = (carts[row], bought[row]) else { continue };
        // A session may buy without a cart of its own (express checkout): then nothing was left behind.
        if is_asked && carts >= 0 {
            let sum = sums.entry((key[row], cuts[row])).or_insert(Proportion::new(0, 0));
            sum.denominator += carts.unsigned_abs();
            sum.numerator += (carts - bought).max(0).unsigned_abs();
        }
    }
    let most = sums.into_values().max_by_key(|sum| sum.denominator).filter(|sum| sum.denominator > 0);
    Ok(most.map(share))
}
