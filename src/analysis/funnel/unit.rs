//! What came of one unit: its attempts and which of them count. Never adds units up.

use super::attempt::Attempt;
use super::log::{Chain, Event};
use super::ordered::Ordered;
use super::plan::Plan;
use super::unordered::{any_order, strict};
use crate::domain::{Reentry, StepOrder};

/// What came of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UnitOutcome {
    /// It entered; one attempt stands for it, or several when every entry counts.
    Entered(Vec<Attempt>),
    /// It entered, but an excluded event took every attempt away.
    Excluded,
    /// It never did the first step, but a later one: the required step it began with, and the attempt from there.
    Side(usize, Attempt),
    /// It did none of it.
    NeverEntered,
}

/// Follows one unit's `events`, which are sorted by chain and time.
pub(super) fn follow(events: &[Event], plan: &Plan) -> UnitOutcome {
    let (mut kept, mut excluded, mut side) = (Vec::new(), false, None);
    for events in events.chunk_by(|left, right| left.chain == right.chain) {
        let chain = Chain::new(events);
        let found = Found::new(&chain, plan);
        excluded |= found.excluded;
        kept.extend(found.kept);
        side = side.or(found.side);
    }
    if plan.reentry != Reentry::Every {
        let best =
            kept.into_iter().reduce(|best, other| if wins(&other, &best, plan) { other } else { best });
        kept = best.into_iter().collect();
    }
    match (kept.is_empty(), excluded, side) {
        (false, ..) => UnitOutcome::Entered(kept),
        (true, true, _) => UnitOutcome::Excluded,
        (true, false, Some((step, attempt))) => UnitOutcome::Side(step, attempt),
        (true, false, None) => UnitOutcome::NeverEntered,
    }
}

/// Which of two chains' attempts stands for the unit.
fn wins(one: &Attempt, other: &Attempt, plan: &Plan) -> bool {
    match plan.reentry {
        Reentry::First => one.entry < other.entry,
        Reentry::Best | Reentry::Every => one.beats(other, plan),
    }
}

/// The attempts of one chain.
struct Found {
    kept: Vec<Attempt>,
    excluded: bool,
    side: Option<(usize, Attempt)>,
}

impl Found {
    fn new(chain: &Chain<'_>, plan: &Plan) -> Self {
        match plan.order {
            StepOrder::Ordered => {
                let ordered = Ordered::new(chain, plan);
                let entries = ordered.entries(0);
                let mut found = Self::among(chain, plan, entries, |group| ordered.attempt(group, 0));
                if plan.open && found.kept.is_empty() && !found.excluded {
                    found.side = side_entry(chain, plan, &ordered);
                }
                found
            }
            StepOrder::Strict => {
                let entries = groups_with(chain, move |event| plan.steps[0].is(event.event));
                Self::among(chain, plan, entries, |group| strict(chain, plan, group))
            }
            StepOrder::Any => {
                let entries =
                    groups_with(chain, move |event| plan.steps.iter().any(|step| step.is(event.event)));
                Self::among(chain, plan, entries, |group| any_order(chain, plan, group))
            }
        }
    }

    fn among(
        chain: &Chain<'_>,
        plan: &Plan,
        entries: impl Iterator<Item = usize>,
        attempt: impl Fn(usize) -> Attempt,
    ) -> Self {
        let mut found = Self { kept: Vec::new(), excluded: false, side: None };
        let mut free_from = i64::MIN;
        for group in entries.filter(|group| plan.is_entry_time(chain.second(*group))) {
            if chain.second(group) < free_from {
                continue;
            }
            let one = attempt(group);
            // A full attempt, or one whose window is over, makes room for the next.
            let ended = if one.is_full(plan) { one.last_second() } else { plan.deadline(one.entry) };
            if one.is_excluded(chain, plan) {
                found.excluded = true;
            } else {
                found.keep(one, plan);
            }
            match plan.reentry {
                Reentry::First => break,
                Reentry::Every => free_from = ended.saturating_add(1),
                Reentry::Best if found.is_settled(chain.second(group), plan) => break,
                Reentry::Best => {}
            }
        }
        found
    }

    fn keep(&mut self, one: Attempt, plan: &Plan) {
        match self.kept.last_mut() {
            Some(best) if plan.reentry == Reentry::Best => {
                if one.beats(best, plan) {
                    *best = one;
                }
            }
            _ => self.kept.push(one),
        }
    }

    /// Whether no later entry can do better: one got through all steps before `second`.
    fn is_settled(&self, second: i64, plan: &Plan) -> bool {
        self.kept.last().is_some_and(|best| best.is_full(plan) && best.last_second() < second)
    }
}

fn groups_with<'chain>(
    chain: &'chain Chain<'_>,
    fits: impl Fn(&Event) -> bool + 'chain,
) -> impl Iterator<Item = usize> + 'chain {
    let groups = chain.groups.iter().enumerate();
    groups.filter(move |(_, group)| chain.events[(*group).clone()].iter().any(&fits)).map(|(index, _)| index)
}

/// The attempt of a unit that never did the first step, from the first required step that it did.
fn side_entry(chain: &Chain<'_>, plan: &Plan, ordered: &Ordered<'_, '_>) -> Option<(usize, Attempt)> {
    (1..plan.required.len()).find_map(|position| {
        let group = ordered.entries(position).find(|group| plan.is_entry_time(chain.second(*group)))?;
        Some((plan.required[position], ordered.attempt(group, position)))
    })
}
