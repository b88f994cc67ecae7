//! The last third of the data, predicted from the first two thirds. Never lets the model see a purchase that it has to predict.

use super::buying::{Buying, History, Leaving};
use super::known::{gathered, history};
use crate::analysis::result::{BackTest, BackTestGroup};
use crate::analysis::scope::{Occasion, Scope};

/// Customers with more repeat purchases are shown together.
const MOST_REPEATS: u32 = 7;

/// The test; `None` where there is nothing to split, or where the first part cannot be fitted.
pub(super) fn back_test(scope: &Scope<'_>) -> Option<BackTest> {
    let as_of = scope.as_of?;
    let first = scope.purchase_days()?.0;
    let all = as_of.since(first);
    let until = first.plus(all * 2 / 3);
    let days = u32::try_from(as_of.since(until)).ok().filter(|days| *days > 0)?;
    let later = |all: &[Occasion]| all.iter().filter(|occasion| occasion.day > until).count() as u64;
    let known = scope.buyers().filter_map(|(_, all)| Some((history(all, until)?, later(all))));
    let known: Vec<(History, u64)> = known.collect();
    let histories = gathered(known.iter().map(|(history, _)| *history).collect());
    let buying = Buying::fit(Leaving::AfterAny, &histories)?;
    let mut groups: Vec<BackTestGroup> =
        (0..=MOST_REPEATS).map(|repeats| BackTestGroup { repeats, ..BackTestGroup::default() }).collect();
    for (history, bought) in &known {
        let group = &mut groups[history.repeats.min(MOST_REPEATS) as usize];
        group.customers += 1;
        group.actual += bought;
    }
    for (history, customers) in &histories {
        let expected = buying.expected(*history, f64::from(days))?;
        groups[history.repeats.min(MOST_REPEATS) as usize].predicted += expected * *customers as f64;
    }
    groups.retain(|group| group.customers > 0);
    let actual: u64 = groups.iter().map(|group| group.actual).sum();
    let predicted: f64 = groups.iter().map(|group| group.predicted).sum();
    Some(BackTest {
        until,
        days,
        customers: groups.iter().map(|group| group.customers).sum(),
        actual,
        predicted,
        error: (actual > 0).then(|| (predicted - actual as f64).abs() / actual as f64),
        groups,
    })
}
