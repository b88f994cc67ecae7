//! The leak ledger: what each step would bring in a month if it were as good as in the shop's own best month (METRICS, sections 3
//! and 12: gains are ranked by what was attained before). Never adds two currencies, never speaks where months are too few.

use super::super::DefinitionId;
use super::super::ads::Ads;
use super::super::result::{
    Leak, LeakAmount, LeakBasis, LeakBest, LeakMeasure, LeakRange, LeakRate, LeakSilence, StepResult,
};
use super::super::scope::Scope;
use super::super::statistics::Estimate;
use super::monthly::{Monthly, Tally, Worth};
use crate::domain::{Day, MonthIndex, Proportion, Stage};

/// Fewest months of which one can be the best.
const FEWEST_MONTHS: u64 = 3;

/// One line per step, the most valuable first; clicks stand behind buyers, lines without an amount last.
pub(super) fn ledger(scope: &Scope<'_>, ads: &Ads<'_>, shared: Option<(Day, Day)>) -> Vec<Leak> {
    let monthly = Monthly::new(scope, ads, shared);
    let per_click = estimate(LeakMeasure::CustomersPerClick, monthly.bought.total());
    let per_buyer = monthly.per_buyer();
    let per_clicker: Vec<Worth> = per_buyer
        .iter()
        .filter_map(|worth| Some(Worth { net: per_click?.by(worth.net)?, ..*worth }))
        .collect();
    let mut leaks = vec![
        line(LeakMeasure::ClickThrough, &monthly.clicked, &per_clicker),
        line(LeakMeasure::CustomersPerClick, &monthly.bought, &per_buyer),
        line(LeakMeasure::BackWithin, &monthly.back, &monthly.per_return()),
        line(LeakMeasure::Recommend, &Tally::default(), &[]),
    ];
    leaks[2].within_days = Some(scope.spec.open_window_days);
    leaks[3].silent = Some(LeakSilence::NoPrice);
    let shown = scope.currency.and_then(|code| scope.currency_of(code));
    for leak in &mut leaks {
        // The currency of the money figures first: amounts of several are never compared with one another.
        leak.amounts.sort_by_key(|amount| (amount.currency != shown, -amount.value_minor, amount.currency));
    }
    leaks.sort_by_key(|leak| {
        let amount = leak.amount().filter(|amount| amount.currency == shown);
        let silent = amount.is_none();
        // A click is not yet a customer: what it might bring stands behind what buyers would.
        let is_events = leak.measure == LeakMeasure::ClickThrough;
        (silent, is_events, std::cmp::Reverse(amount.map(|amount| amount.value_minor)), leak.step)
    });
    leaks
}

/// Writes the amounts of the ledger beside the steps they belong to.
pub(super) fn price(steps: &mut [StepResult], leaks: &[Leak]) {
    for leak in leaks {
        if let (Some(step), Some(amount)) = (steps.get_mut(leak.step), leak.amount()) {
            step.value_of_leak_minor = Some(amount.value_minor);
        }
    }
}

fn stage_before(measure: LeakMeasure) -> (usize, Stage, Stage) {
    let step = match measure {
        LeakMeasure::ClickThrough => 0,
        LeakMeasure::CustomersPerClick => 1,
        LeakMeasure::BackWithin => 2,
        LeakMeasure::Recommend => 3,
    };
    (step, Stage::ALL[step], Stage::ALL[step + 1])
}

fn estimate(measure: LeakMeasure, ratio: Proportion) -> Option<Estimate> {
    match measure {
        LeakMeasure::CustomersPerClick => Estimate::rate(ratio.numerator, ratio.denominator),
        _ => Estimate::share(ratio),
    }
}

fn rate(measure: LeakMeasure, ratio: Proportion) -> Option<LeakRate> {
    let Estimate { value, low, high } = estimate(measure, ratio)?;
    Some(LeakRate { numerator: ratio.numerator, denominator: ratio.denominator, value, low, high })
}

fn line(measure: LeakMeasure, tally: &Tally, worth: &[Worth]) -> Leak {
    let (step, from, to) = stage_before(measure);
    let total = tally.total();
    let months = tally.used().count() as u64;
    let mut leak = Leak {
        step,
        from,
        to,
        measure,
        within_days: None,
        now: rate(measure, total),
        months,
        basis: LeakBasis::BestMonth,
        best: best(measure, tally),
        gain_per_month: None,
        amounts: Vec::new(),
        silent: None,
        definition: DefinitionId::Leak,
    };
    match gain(measure, &leak, total) {
        Ok(gain) => {
            let range = LeakRange { value: gain.value, low: gain.low.max(0.0), high: gain.high };
            leak.gain_per_month = Some(range);
            leak.amounts = worth.iter().filter_map(|one| amount(gain, one)).collect();
            leak.silent = leak.amounts.is_empty().then_some(LeakSilence::NoValue);
        }
        Err(silence) => leak.silent = Some(silence),
    }
    leak
}

/// The month with the highest lower end, the later of equals.
fn best(measure: LeakMeasure, tally: &Tally) -> Option<LeakBest> {
    let rated = tally.used().filter_map(|(month, ratio)| Some((month, rate(measure, ratio)?)));
    let best = rated.max_by(|(early, a), (late, b)| a.low.total_cmp(&b.low).then(early.0.cmp(&late.0)));
    best.map(|(month, rate)| LeakBest { month, rate })
}

/// Units per month that the other months would have had more. Best month and other months share nobody, so their intervals combine.
fn gain(measure: LeakMeasure, leak: &Leak, total: Proportion) -> Result<Estimate, LeakSilence> {
    let best = leak.best.ok_or(LeakSilence::NoData)?.rate;
    if leak.months < FEWEST_MONTHS {
        return Err(LeakSilence::FewMonths { months: leak.months, needed: FEWEST_MONTHS });
    }
    let own = Proportion::new(best.numerator, best.denominator);
    let others = Proportion::new(total.numerator - own.numerator, total.denominator - own.denominator);
    let ahead = estimate(measure, own).zip(estimate(measure, others)).map(|(own, others)| own.minus(others));
    let ahead = ahead.filter(|ahead| ahead.value > 0.0).ok_or(LeakSilence::NoBetterMonth)?;
    Ok(ahead.times(others.denominator as f64 / leak.months as f64))
}

fn amount(gain: Estimate, worth: &Worth) -> Option<LeakAmount> {
    let money = gain.by(worth.net)?;
    let minor = |value: f64| value.max(0.0).round() as i64;
    (money.value >= 0.5).then(|| LeakAmount {
        currency: worth.currency,
        value_minor: minor(money.value),
        low_minor: minor(money.low),
        high_minor: minor(money.high),
    })
}

impl Tally {
    /// Months with a denominator.
    pub(super) fn used(&self) -> impl Iterator<Item = (MonthIndex, Proportion)> {
        self.months.iter().map(|(month, ratio)| (*month, *ratio)).filter(|(_, ratio)| ratio.denominator > 0)
    }

    /// All months together.
    pub(super) fn total(&self) -> Proportion {
        let sum = |part: fn(&Proportion) -> u64| self.months.values().map(part).sum();
        Proportion::new(sum(|ratio| ratio.numerator), sum(|ratio| ratio.denominator))
    }
}
