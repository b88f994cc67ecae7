//! The four steps between the stages, unit by unit, each with numerator, denominator and interval. Never a percentage across the
//! boundary between events and people, never a ratio of units that do not belong together.

use super::super::DefinitionId;
use super::super::result::{CountUnit, StepKind, StepPart, StepResult};
use super::super::scope::Scope;
use super::super::statistics::{poisson_rate, wilson};
use super::advocates::Advocates;
use super::counted::Tally;
use super::people::{People, buyers_within};
use super::{Events, Split};
use crate::domain::{Day, Lens, Proportion, Stage};

/// First and last day that the orders share with each unit of consideration, in its order.
pub(super) type Shared = Vec<Option<(Day, Day)>>;

/// From awareness to advocacy, always four.
pub(super) fn steps(
    scope: &Scope<'_>,
    events: &Events,
    people: &People,
    advocates: &Advocates,
    shared: &Shared,
) -> Vec<StepResult> {
    let lens = scope.spec.lens;
    let came_back = rate(
        Stage::Purchase,
        DefinitionId::CameBack,
        Proportion::new(people.retained.through(lens), people.buyers.through(lens)),
        people.open.through(lens),
    );
    vec![
        click_through(events, lens),
        purchase(scope, &events.consideration, shared),
        alone(&came_back, CountUnit::Customers, CountUnit::Customers),
        advocacy(scope, people, advocates, events.referrals.as_ref()),
    ]
}

/// Clicks of what was shown or delivered: of ads and of campaigns, never mixed. The step itself is that of the units in which both
/// stages are counted; without data where those do not belong together.
fn click_through(events: &Events, lens: Lens) -> StepResult {
    let of = |clicked: Split, clickable: Split| {
        let share = Proportion::new(clicked.through(lens), clickable.through(lens));
        rate(Stage::Awareness, DefinitionId::ClickThrough, share, 0)
    };
    let leading = (
        events.awareness.first().map(|tally| tally.unit),
        events.consideration.first().map(|tally| tally.unit),
    );
    let pairs = [
        (CountUnit::Impressions, CountUnit::Clicks, of(events.clicked, events.clickable)),
        (CountUnit::Deliveries, CountUnit::MailClicks, of(events.mails_clicked, events.mails_clickable)),
    ];
    let lead = pairs.iter().find(|(from, to, _)| leading == (Some(*from), Some(*to)));
    let mut step = lead.map_or_else(|| of(Split::default(), Split::default()), |(_, _, step)| step.clone());
    let known = pairs.iter().filter(|(_, _, step)| step.value.is_some());
    step.parts = known.map(|(from, to, step)| part(step, *from, *to)).collect();
    step
}

/// Buyers per unit of consideration, over the days that its counts and the orders share.
fn purchase(scope: &Scope<'_>, considered: &[Tally], shared: &Shared) -> StepResult {
    let lens = scope.spec.lens;
    let of = |(tally, days): (&Tally, &Option<(Day, Day)>)| {
        let ratio = days.map_or(Proportion::new(0, 0), |days| {
            Proportion::new(buyers_within(scope, lens, days), tally.within(lens, days))
        });
        (tally.unit, yielded(Stage::Consideration, DefinitionId::PurchaseYield, ratio))
    };
    let yields: Vec<(CountUnit, StepResult)> = considered.iter().zip(shared).map(of).collect();
    let none = || yielded(Stage::Consideration, DefinitionId::PurchaseYield, Proportion::new(0, 0));
    let mut step = yields.first().map_or_else(none, |(_, step)| step.clone());
    let known = yields.iter().filter(|(_, step)| step.value.is_some());
    step.parts = known.map(|(unit, step)| part(step, *unit, CountUnit::Customers)).collect();
    step
}

/// The step to advocacy by voices, and the purchases that followed recommendations per returning customer: a ratio of counts.
fn advocacy(
    scope: &Scope<'_>,
    people: &People,
    advocates: &Advocates,
    referrals: Option<&Tally>,
) -> StepResult {
    let lens = scope.spec.lens;
    let voices = alone(&recommend(scope, people, advocates), CountUnit::Customers, CountUnit::Advocates);
    let Some(referred) = referrals.and_then(|tally| tally.through(lens)) else { return voices };
    let ratio = Proportion::new(referred, people.retained.through(lens));
    let followed = yielded(Stage::Retention, DefinitionId::Recommend, ratio);
    let followed = alone(&followed, CountUnit::Customers, CountUnit::Referrals);
    if !advocates.have_voices {
        return followed;
    }
    let parts = voices.parts.iter().cloned().chain(followed.parts).collect();
    StepResult { parts, ..voices }
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

/// A step that has one pair of units only.
fn alone(step: &StepResult, from: CountUnit, to: CountUnit) -> StepResult {
    let parts = if step.value.is_some() { vec![part(step, from, to)] } else { Vec::new() };
    StepResult { parts, ..step.clone() }
}

fn part(step: &StepResult, from_unit: CountUnit, to_unit: CountUnit) -> StepPart {
    StepPart {
        from_unit,
        to_unit,
        kind: step.kind,
        value: step.value,
        low: step.low,
        high: step.high,
        numerator: step.numerator,
        denominator: step.denominator,
    }
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
        parts: Vec::new(),
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
