//! The four steps between the stages, each with numerator, denominator and interval. Never a percentage across the
//! boundary between events and people.

use super::super::DefinitionId;
use super::super::ads::Ads;
use super::super::result::{StepKind, StepResult};
use super::super::scope::Scope;
use super::super::statistics::{poisson_rate, wilson};
use super::advocates::Advocates;
use super::people::{People, buyers_within};
use super::reach::{Reach, clicks_within};
use crate::domain::{Day, Proportion, Stage};

/// From awareness to advocacy, always four.
pub(super) fn steps(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    reach: &Reach,
    people: &People,
    advocates: &Advocates,
    shared: Option<(Day, Day)>,
) -> Vec<StepResult> {
    let lens = scope.spec.lens;
    let click_through = rate(
        Stage::Awareness,
        DefinitionId::ClickThrough,
        Proportion::new(reach.clicked.through(lens), reach.clickable.through(lens)),
        0,
    );
    let purchase = shared.map_or(Proportion::new(0, 0), |days| {
        Proportion::new(buyers_within(scope, lens, days), clicks_within(ads, lens, days))
    });
    let came_back = rate(
        Stage::Purchase,
        DefinitionId::CameBack,
        Proportion::new(people.retained.through(lens), people.buyers.through(lens)),
        people.open.through(lens),
    );
    vec![
        click_through,
        yielded(Stage::Consideration, DefinitionId::PurchaseYield, purchase),
        came_back,
        recommend(scope, people, advocates),
    ]
}

/// The returning customers who are known to recommend; a ratio of counts only where no voice names its customer. A returning
/// customer who was never heard is open, not lost: nobody asked. Voices without a name count in the stage, not in this share.
fn recommend(scope: &Scope<'_>, people: &People, advocates: &Advocates) -> StepResult {
    let lens = scope.spec.lens;
    let retained = if advocates.have_voices { people.retained.through(lens) } else { 0 };
    if advocates.any_named || !advocates.have_voices {
        let share = Proportion::new(advocates.retained.through(lens), retained);
        let unheard = if advocates.have_voices { advocates.unheard.through(lens) } else { 0 };
        return rate(Stage::Retention, DefinitionId::Recommend, share, unheard);
    }
    let ratio = Proportion::new(advocates.count.through(lens), retained);
    yielded(Stage::Retention, DefinitionId::Recommend, ratio)
}

fn rate(from: Stage, definition: DefinitionId, share: Proportion, still_open: u64) -> StepResult {
    let interval = wilson(share);
    let settled = share.denominator.saturating_sub(share.numerator).saturating_sub(still_open);
    StepResult {
        kind: StepKind::Rate,
        low: interval.map(|ends| ends.low),
        high: interval.map(|ends| ends.high),
        lost: (share.denominator > 0).then_some(settled),
        still_open,
        ..step(from, definition, share)
    }
}

fn yielded(from: Stage, definition: DefinitionId, ratio: Proportion) -> StepResult {
    let interval = poisson_rate(ratio.numerator, ratio.denominator);
    StepResult {
        kind: StepKind::Yield,
        low: interval.map(|ends| ends.low),
        high: interval.map(|ends| ends.high),
        ..step(from, definition, ratio)
    }
}

fn step(from: Stage, definition: DefinitionId, ratio: Proportion) -> StepResult {
    StepResult {
        from,
        to: Stage::ALL[(from as usize + 1).min(Stage::ALL.len() - 1)],
        kind: StepKind::Rate,
        value: ratio.value(),
        low: None,
        high: None,
        numerator: ratio.numerator,
        denominator: ratio.denominator,
        lost: None,
        still_open: 0,
        value_of_leak_minor: None,
        definition,
    }
}

/// The step between people where most are lost; where no such step has data, the click-through; `None` when nothing is lost.
pub(super) fn biggest_leak(steps: &[StepResult]) -> Option<usize> {
    let known = |index: &usize| steps[*index].kind == StepKind::Rate && steps[*index].value.is_some();
    let between = |people: bool| {
        let indices = (0..steps.len()).filter(move |index| steps[*index].from.counts_people() == people);
        indices.filter(known).collect::<Vec<usize>>()
    };
    let people = between(true);
    let candidates = if people.is_empty() { between(false) } else { people };
    let lost = |index: &usize| steps[*index].lost.unwrap_or(0);
    // The earlier step wins a tie: whoever is lost there cannot be kept later.
    candidates.into_iter().rev().max_by_key(lost).filter(|index| lost(index) > 0)
}
