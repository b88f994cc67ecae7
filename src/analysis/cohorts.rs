//! Cohorts: each customer in one cohort for ever, that of the month of the first occasion; by calendar months or by 30-day periods since
//! the customer's own first day (METRICS, section 6). Never an average of percentages, never an incomplete cell in a pool.

mod calendar;
mod line;
mod refunds;

use std::sync::Arc;

pub(super) use self::calendar::calendar_cohorts;
use self::line::Line;
use self::refunds::Refunds;
use super::DefinitionId;
use super::months::{is_complete, whole_and_cut};
use super::result::{CohortCell, CohortRow, CohortVariant, Cohorts, MoneyBasis, PooledCell, Share};
use super::scope::{Customer, Occasion, Scope};
use super::shares::share;
use crate::domain::{Day, MonthIndex, Period, Proportion};

/// A misread year must not make a triangle of millions of cells: only the latest cohorts are kept.
pub(super) const MAX_MONTHS: i32 = 600;
/// Length of a rolling period in days; "month" in tools that count periods since a customer's first day.
pub(super) const ROLLING_DAYS: i32 = 30;

/// By what the columns of a triangle are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    /// Calendar months since the month of the first occasion.
    Month,
    /// Periods of 30 days since the day of the first occasion.
    Rolling,
}

/// Calendar-month cohorts and the same cohorts by 30-day periods, of the customers whose first occasion lies in the period, followed to
/// `as_of`; `None` without such a customer.
///
/// Money is the net value of the cohort's valid orders: on order basis in the cell of the order, on cash basis with each refund in the
/// cell of the day on which it was paid back. A zero-value order from before the first occasion belongs to offset 0.
pub(super) fn cohorts(scope: &Scope<'_>) -> Option<(Cohorts, Cohorts)> {
    let as_of = scope.as_of?;
    let least = as_of.month().0 - MAX_MONTHS + 1;
    if scope.is_of_all() && *scope.months.start() >= least {
        return Counted::of_all(scope, as_of).map(|counted| counted.finish(scope, as_of));
    }
    let (first, last) = first_months(scope)?;
    let (refunds, days) = (Arc::new(Refunds::read(scope)), scope.first_days());
    let months = (first.max(least), last);
    Some(Counted::of(scope, as_of, months, refunds, &[days]).finish(scope, as_of))
}

/// Months of the first and the last first-time buyer of the question.
fn first_months(scope: &Scope<'_>) -> Option<(i32, i32)> {
    let months = scope.fold_first_time(
        || (i32::MAX, i32::MIN),
        |own, _, occasions| *own = (own.0.min(occasions[0].month), own.1.max(occasions[0].month)),
        |own, other| *own = (own.0.min(other.0), own.1.max(other.1)),
    );
    (months.0 <= months.1).then_some(months)
}

/// The lines of some cohorts, by calendar months and by 30-day periods.
#[derive(Clone)]
struct Counted {
    /// Month of the first of them.
    first: i32,
    month: Vec<Line>,
    rolling: Vec<Line>,
    refunds: Arc<Refunds>,
}

impl Counted {
    /// Of everybody who is new in the question's days. The lines of whole months are those of any days; only the months that the days
    /// cut are counted for themselves.
    fn of_all(scope: &Scope<'_>, as_of: Day) -> Option<Self> {
        let (start, end) = (*scope.months.start(), *scope.months.end());
        let all = scope.once([scope.currency_key(), 0, 0], || {
            Self::of(scope, as_of, (start, end), Arc::new(Refunds::read(scope)), &[Period::ALL])
        });
        let days = scope.first_days();
        let month = |day: Day| day.month().0;
        let asked = (days.from.map_or(start, month).max(start), days.to.map_or(end, month).min(end));
        if asked.0 > asked.1 {
            return None;
        }
        let mut own = all.within(asked)?;
        let (whole, cut) = whole_and_cut(days, &scope.months);
        let ends: Vec<i32> = [asked.0, asked.1].into_iter().filter(|month| !whole.contains(month)).collect();
        if !ends.is_empty() {
            let of_cut = Self::of(scope, as_of, asked, Arc::clone(&all.refunds), &cut);
            ends.iter().for_each(|month| own.take(*month, &of_cut));
        }
        own.without_empty_ends()
    }

    /// Of the cohorts `months`, first to last: customers whose first occasion lies in one of some periods.
    fn of(
        scope: &Scope<'_>,
        as_of: Day,
        months: (i32, i32),
        refunds: Arc<Refunds>,
        periods: &[Period],
    ) -> Self {
        let triangle =
            |grain| Triangle { scope, as_of, refunds: &refunds, first: months.0, last: months.1, grain };
        let new = || (triangle(Grain::Month).empty(), triangle(Grain::Rolling).empty());
        let (month, rolling) = scope.fold_first_within(
            periods,
            new,
            |own, customer, occasions| {
                triangle(Grain::Month).add(&mut own.0, customer, occasions);
                triangle(Grain::Rolling).add(&mut own.1, customer, occasions);
            },
            |own, other| {
                own.0.iter_mut().zip(&other.0).for_each(|(own, other)| own.absorb(other));
                own.1.iter_mut().zip(&other.1).for_each(|(own, other)| own.absorb(other));
            },
        );
        Self { first: months.0, month, rolling, refunds }
    }

    /// The cohorts of some months alone; `None` where not all of them are here.
    fn within(&self, (first, last): (i32, i32)) -> Option<Self> {
        let from = usize::try_from(first - self.first).ok()?;
        let to = usize::try_from(last - self.first).ok()?;
        Some(Self {
            first,
            month: self.month.get(from..=to)?.to_vec(),
            rolling: self.rolling.get(from..=to)?.to_vec(),
            refunds: Arc::clone(&self.refunds),
        })
    }

    /// Takes the lines of a month over from the same cohorts counted otherwise.
    fn take(&mut self, month: i32, other: &Self) {
        let place = (month - self.first) as usize;
        self.month[place].clone_from(&other.month[place]);
        self.rolling[place].clone_from(&other.rolling[place]);
    }

    /// From the first to the last cohort with a member; `None` where there is no member.
    fn without_empty_ends(&self) -> Option<Self> {
        let first = self.month.iter().position(|line| line.size > 0)? as i32;
        let last = self.month.iter().rposition(|line| line.size > 0)? as i32;
        self.within((self.first + first, self.first + last))
    }

    fn finish(&self, scope: &Scope<'_>, as_of: Day) -> (Cohorts, Cohorts) {
        let last = self.first + self.month.len() as i32 - 1;
        let triangle =
            |grain| Triangle { scope, as_of, refunds: &self.refunds, first: self.first, last, grain };
        (triangle(Grain::Month).finish(&self.month), triangle(Grain::Rolling).finish(&self.rolling))
    }
}

/// How a triangle is laid out.
#[derive(Clone, Copy)]
struct Triangle<'scope, 'tables> {
    scope: &'scope Scope<'tables>,
    refunds: &'scope Refunds,
    as_of: Day,
    /// Months of the first and the last cohort.
    first: i32,
    last: i32,
    grain: Grain,
}

impl Triangle<'_, '_> {
    /// A line per cohort with room for every period up to the end of the data.
    fn empty(&self) -> Vec<Line> {
        let cells = |cohort: i32| match self.grain {
            Grain::Month => self.as_of.month().0 - cohort + 1,
            Grain::Rolling => self.as_of.since(MonthIndex(cohort).first_day()) / ROLLING_DAYS + 1,
        };
        (self.first..=self.last).map(|cohort| Line::new(cells(cohort).max(0) as usize)).collect()
    }

    fn add(&self, lines: &mut [Line], customer: &Customer, occasions: &[Occasion]) {
        let cohort = occasions[0].month;
        let index = usize::try_from(cohort - self.first);
        let Some(line) = index.ok().and_then(|index| lines.get_mut(index)) else { return };
        let start = occasions[0].day;
        let offset = |day: Day, month: i32| -> usize {
            let offset = match self.grain {
                Grain::Month => month - cohort,
                Grain::Rolling => day.since(start) / ROLLING_DAYS,
            };
            usize::try_from(offset).unwrap_or(0)
        };
        // Periods that are over: a period of N days begins with the first day itself.
        let over = ((self.as_of.since(start) + 1) / ROLLING_DAYS) as usize;
        line.add_member(start, over, occasions.iter().map(|one| offset(one.day, one.month)));
        for row in customer.rows() {
            if !self.scope.is_valid(row) || !self.scope.is_in_currency(row) {
                continue;
            }
            let orders = &self.scope.orders;
            let (net, place) = (orders.net_minor[row], offset(Day(orders.day[row]), orders.month[row]));
            line.add_net(place, net);
            let mut dated = 0;
            if self.refunds.are_dated() {
                for (day, minor) in self.refunds.of(self.scope, row) {
                    dated += minor;
                    // What is paid back after the end of the data is not out of the till yet.
                    if day <= self.as_of {
                        line.add_cash(offset(day, day.month().0), -minor);
                    }
                }
            }
            line.add_cash(place, net + dated);
        }
    }

    fn finish(&self, lines: &[Line]) -> Cohorts {
        let rows: Vec<CohortRow> =
            lines.iter().zip(self.first..).map(|(line, cohort)| self.row(line, MonthIndex(cohort))).collect();
        let (grain, period_days, definition) = match self.grain {
            Grain::Month => ("month", None, DefinitionId::Cohort),
            Grain::Rolling => ("30_days", Some(ROLLING_DAYS.unsigned_abs()), DefinitionId::RollingCohort),
        };
        Cohorts {
            grain: grain.to_owned(),
            period_days,
            pooled: pool(&rows),
            rows,
            undated_refunds_minor: self.refunds.undated_minor,
            definition,
            money_definition: DefinitionId::CohortMoney,
        }
    }

    /// Periods that at least one member was watched in.
    fn shown(&self, line: &Line) -> usize {
        match (self.grain, line.oldest) {
            (Grain::Month, _) => line.on.len(),
            (Grain::Rolling, None) => 0,
            (Grain::Rolling, Some(oldest)) => (self.as_of.since(oldest) / ROLLING_DAYS) as usize + 1,
        }
    }

    fn row(&self, line: &Line, cohort: MonthIndex) -> CohortRow {
        let complete = |offset: usize| match self.grain {
            Grain::Month => is_complete(MonthIndex(cohort.0 + offset as i32), Some(self.as_of)),
            Grain::Rolling => line
                .youngest
                .is_some_and(|youngest| youngest.plus(ROLLING_DAYS * (offset as i32 + 1) - 1) <= self.as_of),
        };
        let mut cells: Vec<CohortCell> = Vec::new();
        let (mut cumulative, mut cash_cumulative, mut back) = (0, 0, 0);
        for offset in 0..self.shown(line) {
            cumulative += line.net[offset];
            cash_cumulative += line.cash[offset];
            back += line.first_back[offset];
            let customers = line.on[offset];
            let is_over = complete(offset);
            let mature = match self.grain {
                Grain::Month if is_over => (line.size, customers),
                Grain::Month => (0, 0),
                Grain::Rolling => (line.mature(offset), line.mature_on[offset]),
            };
            cells.push(CohortCell {
                offset: offset as u32,
                customers,
                net_minor: line.net[offset],
                complete: is_over,
                on_or_after: if offset == 0 { line.size } else { line.on_or_after(offset) },
                on_or_before: if offset == 0 { line.size } else { back },
                mature: mature.0,
                mature_customers: mature.1,
                cumulative_minor: cumulative,
                cash_minor: line.cash[offset],
                cash_cumulative_minor: cash_cumulative,
                per_acquired_minor: ratio(cumulative, line.size),
                per_active_minor: ratio(line.net[offset], customers),
            });
        }
        CohortRow { cohort, size: line.size, cells }
    }
}

impl CohortVariant {
    /// The cell's customers as a share of its cohort, with Wilson's interval.
    pub fn share(self, cell: &CohortCell, size: u64) -> Share {
        share(Proportion::new(self.of(cell), size))
    }

    /// The pooled cell's customers as a share of its cohorts, with Wilson's interval.
    pub fn pooled_share(self, cell: &PooledCell) -> Share {
        share(Proportion::new(self.of_pooled(cell), cell.size))
    }
}

impl MoneyBasis {
    /// Net value up to the cell's period, per customer acquired, in minor units.
    pub fn per_acquired(self, cell: &CohortCell, size: u64) -> Option<f64> {
        match self {
            Self::Order => cell.per_acquired_minor,
            Self::Cash => ratio(cell.cash_cumulative_minor, size),
        }
    }

    /// The same of a pooled cell.
    pub fn pooled_per_acquired(self, cell: &PooledCell) -> Option<f64> {
        match self {
            Self::Order => cell.per_acquired_minor,
            Self::Cash => ratio(cell.cash_cumulative_minor, cell.size),
        }
    }
}

/// `None` without customers.
fn ratio(minor: i64, customers: u64) -> Option<f64> {
    (customers > 0).then(|| minor as f64 / customers as f64)
}

/// Per offset: everybody and everything, summed over complete cells.
fn pool(rows: &[CohortRow]) -> Vec<PooledCell> {
    let mut pooled: Vec<PooledCell> = Vec::new();
    for row in rows {
        for cell in row.cells.iter().filter(|cell| cell.complete) {
            let index = cell.offset as usize;
            while pooled.len() <= index {
                pooled.push(PooledCell { offset: pooled.len() as u32, ..PooledCell::default() });
            }
            let pool = &mut pooled[index];
            pool.retained += cell.customers;
            pool.size += row.size;
            pool.on_or_after += cell.on_or_after;
            pool.on_or_before += cell.on_or_before;
            pool.net_minor += cell.net_minor;
            pool.cumulative_minor += cell.cumulative_minor;
            pool.cash_cumulative_minor += cell.cash_cumulative_minor;
        }
    }
    for pool in &mut pooled {
        pool.per_acquired_minor = ratio(pool.cumulative_minor, pool.size);
    }
    pooled
}

#[cfg(test)]
mod tests;
