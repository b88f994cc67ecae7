//! What customers have brought and may still bring (METRICS, section 8). Never predicts for a shop whose data do not carry it, never hides
//! how far the prediction missed.

mod back_test;
mod buying;
mod gate;
mod historical;
mod known;
#[cfg(test)]
mod oracles;
mod rhythm;
mod spending;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use self::buying::{Buying, Histories, History, Leaving};
use self::known::{Known, KnownCustomer};
use self::rhythm::Rhythm;
use self::spending::{Spending, correlation};
use super::result::{
    Forecast, Overdue, OverdueBy, PredictionRefusal, Predictions, PurchaseModel, SpendingModel,
};
use super::scope::{Customer, Scope, Stop};
use super::shares::share;
use super::{AnalysisError, DefinitionId};
use crate::domain::Proportion;
use crate::tables::Code;

pub(super) use self::historical::{historical, value_within};

/// Days that are looked ahead.
const AHEAD: [u32; 3] = [30, 90, 365];
/// The model that is predicted with; the other one is shown beside it.
const MODEL: &str = "mbg_nbd";
/// Beyond this correlation the value model does not hold.
const CORRELATED: f64 = 0.3;
/// A back-test that misses by more says that the model does not fit the shop.
const MOST_ERROR: f64 = 0.2;

/// The models, their test and what they say; `None` without a customer. No day, window or lens changes them: they are made once for all
/// questions that leave nobody out.
pub(super) fn predictions(
    scope: &Scope<'_>,
    is_stopped: Stop<'_>,
) -> Result<Option<Predictions>, AnalysisError> {
    let key = [scope.currency_key(), 0, 0];
    if let Some(known) = scope.recall::<Predicted>(key) {
        return Ok(known.0.clone());
    }
    let made = Predicted(predict(scope, is_stopped)?);
    scope.keep(key, &Arc::new(made.clone()));
    Ok(made.0)
}

/// What was predicted of everybody.
#[derive(Clone)]
struct Predicted(Option<Predictions>);

fn predict(scope: &Scope<'_>, is_stopped: Stop<'_>) -> Result<Option<Predictions>, AnalysisError> {
    let Some(known) = Known::new(scope) else { return Ok(None) };
    let gate = gate::gate(scope, &known);
    let mut said = Predictions {
        customers: known.customers.len() as u64,
        repeaters: known.repeaters() as u64,
        refused: gate.iter().any(|check| !check.passed).then_some(PredictionRefusal::Gate),
        gate,
        models: Vec::new(),
        spending: None,
        back_test: None,
        forecasts: Vec::new(),
        alive: None,
        overdue: None,
        definition: DefinitionId::Prediction,
    };
    if said.refused.is_none() {
        model_says(&mut said, scope, &known, is_stopped)?;
    }
    if said.refused.is_some() {
        let rhythm = Rhythm::new(scope);
        said.overdue =
            rhythm.map(|rhythm| overdue(scope, &known, OverdueBy::Gaps, |one| rhythm.is_overdue(one)));
    }
    Ok(Some(said))
}

/// What the models say where the data carry them; otherwise why they say nothing.
fn model_says(
    said: &mut Predictions,
    scope: &Scope<'_>,
    known: &Known<'_>,
    is_stopped: Stop<'_>,
) -> Result<(), AnalysisError> {
    let histories = known.histories();
    let fits = [Leaving::AfterAny, Leaving::AfterRepeat].map(|leaving| Buying::fit(leaving, &histories));
    stop(is_stopped)?;
    said.back_test = back_test::back_test(scope);
    stop(is_stopped)?;
    said.models = fits.iter().flatten().map(model).collect();
    let missed = said.back_test.as_ref().and_then(|test| test.error).is_none_or(|error| error > MOST_ERROR);
    let [Some(buying), _] = fits else {
        said.refused = Some(PredictionRefusal::NoFit);
        return Ok(());
    };
    said.refused = missed.then_some(PredictionRefusal::BackTest);
    let spenders = known.spenders();
    let spending = Spending::fit(&spenders);
    said.spending = spending.map(|fit| {
        let correlation = correlation(&spenders);
        SpendingModel {
            p: fit.p,
            q: fit.q,
            v_minor: fit.v,
            customers: spenders.len() as u64,
            correlation,
            correlated: correlation.is_some_and(|value| value.abs() > CORRELATED),
            mean_minor: fit.expected(0, 0.0),
        }
    });
    if said.refused.is_none() {
        let ahead = |days: &u32| forecast(known, &histories, &buying, spending, *days);
        said.forecasts = AHEAD.iter().filter_map(ahead).collect();
        said.alive = Some(
            histories.iter().map(|(history, customers)| buying.alive(*history) * *customers as f64).sum(),
        );
        said.overdue = Some(overdue(scope, known, OverdueBy::Model, |one| is_overdue(&buying, one)));
    }
    Ok(())
}

fn stop(is_stopped: Stop<'_>) -> Result<(), AnalysisError> {
    if is_stopped() { Err(AnalysisError::Stopped) } else { Ok(()) }
}

fn model(fit: &Buying) -> PurchaseModel {
    let model = match fit.leaving {
        Leaving::AfterAny => MODEL,
        Leaving::AfterRepeat => "bg_nbd",
    };
    PurchaseModel {
        model: model.to_owned(),
        r: fit.r,
        alpha_days: fit.alpha,
        a: fit.a,
        b: fit.b,
        log_likelihood: fit.log_likelihood,
    }
}

fn overdue(
    scope: &Scope<'_>,
    known: &Known<'_>,
    by: OverdueBy,
    is_overdue: impl Fn(History) -> bool,
) -> Overdue {
    let late = known.customers.iter().filter(|one| is_overdue(one.history));
    let (mut customers, mut net_minor) = (0, 0);
    for one in late {
        customers += 1;
        net_minor += net_of(scope, one.customer);
    }
    Overdue {
        share: share(Proportion::new(customers, known.repeaters() as u64)),
        net_minor,
        by,
        definition: DefinitionId::Overdue,
    }
}

/// Probability that a customer still buys, and purchases to expect in the weeks `ahead`, by BG/NBD with given parameters (alpha in weeks):
/// what the self-check holds to published values. `weeks` are those up to the last purchase and under observation, to two decimals.
pub(super) fn bg_nbd(
    [r, alpha, a, b]: [f64; 4],
    repeats: u32,
    weeks: [f64; 2],
    ahead: f64,
) -> (f64, Option<f64>) {
    // Whole numbers of hundredths of a week take the place of days.
    let [last, age] = weeks.map(|weeks| (weeks * 100.0).round() as u32);
    let buying = Buying { leaving: Leaving::AfterRepeat, r, alpha: alpha * 100.0, a, b, log_likelihood: 0.0 };
    let history = History { repeats, last, age };
    (buying.alive(history), buying.expected(history, ahead * 100.0))
}

/// Value to expect of a purchase by Gamma-Gamma with given parameters: what the self-check holds to published values.
pub(super) fn gamma_gamma([p, q, v]: [f64; 3], repeats: u32, mean: f64) -> Option<f64> {
    Spending { p, q, v }.expected(repeats, mean)
}

/// Whether a repeat customer is away for longer than nine in ten of the same history would be.
fn is_overdue(buying: &Buying, history: History) -> bool {
    history.repeats > 0 && f64::from(history.age - history.last) > buying.nine_in_ten_days(history)
}

/// Net value of the valid orders of a customer.
fn net_of(scope: &Scope<'_>, customer: &Customer) -> i64 {
    let counts = |row: &usize| scope.is_valid(*row) && scope.is_in_currency(*row);
    customer.rows().filter(counts).map(|row| scope.orders.net_minor[row]).sum()
}

/// The model that is predicted with, as it was said.
fn buying_of(said: &Predictions) -> Option<Buying> {
    let model = said.models.iter().find(|model| model.model == MODEL)?;
    let PurchaseModel { r, alpha_days: alpha, a, b, log_likelihood, .. } = *model;
    Some(Buying { leaving: Leaving::AfterAny, r, alpha, a, b, log_likelihood })
}

/// Repeat customers by whether they are overdue, as [`Predictions::overdue`] counts them; none where it says nothing.
pub(super) fn overdue_customers(scope: &Scope<'_>) -> Vec<(Code, bool)> {
    let Some(known) = Known::new(scope) else { return Vec::new() };
    let earlier = scope.recall::<Predicted>([scope.currency_key(), 0, 0]).map(|known| known.0.clone());
    let said = earlier.unwrap_or_else(|| predict(scope, &|| false).ok().flatten());
    let by = said.as_ref().and_then(|said| Some(said.overdue.as_ref()?.by));
    let repeaters = known.customers.iter().filter(|one| one.history.repeats > 0);
    let judged = |is_late: &dyn Fn(History) -> bool| {
        repeaters.map(|one| (one.customer.code, is_late(one.history))).collect()
    };
    match (by, said.as_ref().and_then(buying_of), Rhythm::new(scope)) {
        (Some(OverdueBy::Model), Some(buying), _) => judged(&|one| is_overdue(&buying, one)),
        (Some(OverdueBy::Gaps), _, Some(rhythm)) => judged(&|one| rhythm.is_overdue(one)),
        _ => Vec::new(),
    }
}

/// What all customers may do in the next `days`.
fn forecast(
    known: &Known<'_>,
    histories: &Histories,
    buying: &Buying,
    spending: Option<Spending>,
    days: u32,
) -> Option<Forecast> {
    // Many customers share a history, so each is asked about once.
    let mut expected: HashMap<History, f64> = HashMap::with_capacity(histories.len());
    let mut purchases = 0.0;
    for (history, customers) in histories {
        let own = buying.expected(*history, f64::from(days))?;
        purchases += own * *customers as f64;
        expected.insert(*history, own);
    }
    let Some(spending) = spending else { return Some(Forecast { days, purchases, net_minor: None }) };
    let value = |one: &KnownCustomer<'_>| {
        let (repeats, mean) = one.spent.map_or((0, 0.0), |spent| (spent.repeats, spent.mean));
        Some(expected.get(&one.history)? * spending.expected(repeats, mean)?)
    };
    // The order of the customers is that of the files: a sum in order of size is the same for any.
    let mut values: Vec<f64> = known.customers.iter().map(value).collect::<Option<_>>()?;
    values.sort_unstable_by(f64::total_cmp);
    Some(Forecast { days, purchases, net_minor: Some(values.iter().sum()) })
}
