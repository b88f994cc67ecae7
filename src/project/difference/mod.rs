//! Why two snapshots differ, figure by figure: new data, changed settings or definitions, changed identity rules, or a real change
//! in what customers did. Never recomputes anything by itself (see [`split`]), never words a cause.

mod causes;
pub mod split;

use std::collections::HashMap;

use serde::Serialize;

pub use self::causes::{Cause, CauseKind, Changed, SourceChange, causes};
use super::Snapshot;
use crate::analysis::rows::{AdFigure, FigureId, NpsFigure, OrdersFigure, figures};
use crate::analysis::statistics::{Verdict, newcombe, score_difference, verdict};
use crate::analysis::{Analysis, DefinitionId, StepKind};
use crate::domain::{Currency, Interval, Proportion, Stage};

/// Two snapshots side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What changed around the figures; empty when nothing did.
    pub causes: Vec<Cause>,
    /// The figures that are not the same, in the order of the journey.
    pub figures: Vec<FigureDifference>,
    /// How many are.
    pub same: usize,
}

/// A figure that is not the same in two snapshots.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureDifference {
    /// Which one.
    pub figure: FigureId,
    /// Its card.
    pub definition: DefinitionId,
    /// What it is measured in.
    pub measure: Measure,
    /// The older snapshot's; `None` where it has no such figure.
    pub before: Option<Side>,
    /// The newer snapshot's.
    pub after: Option<Side>,
    /// What may have made the difference; the one cause where there is only one.
    pub because: Vec<CauseKind>,
    /// What can be said of what customers did, where the snapshots allow it.
    pub real: Option<RealChange>,
    /// How much each cause made of the difference, once it was computed again.
    pub parts: Vec<(CauseKind, f64)>,
}

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A number of people, orders, answers or showings.
    Count,
    /// A fraction.
    Share,
    /// People per event: it may be above one and has no share's interval.
    Yield,
    /// Minor units.
    Money,
    /// Points of the net promoter score.
    Points,
}

/// A figure of one snapshot.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    /// The figure; `None` without data.
    pub value: Option<f64>,
    /// The share it is, if it is one.
    pub share: Option<Proportion>,
    /// Answers, promoters and detractors of a net promoter score.
    answers: Option<(u64, u64, u64)>,
    /// Currency of an amount.
    pub currency: Option<Currency>,
}

/// What two sides say about customers, apart from how they were counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RealChange {
    /// Whether the newer side as a whole is compared, or only what it has more than the older.
    pub of: Compared,
    /// The newer minus the older.
    pub value: f64,
    /// 95 % interval of that.
    pub interval: Interval,
    /// What may be said.
    pub verdict: Verdict,
}

/// What is held against the older snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// Other days: everybody of the newer side.
    Whole,
    /// The same days with newer exports: only who was added.
    Added,
}

/// Every figure that differs between `before` and `after`, with what may have made it.
pub fn difference(before: &Snapshot, after: &Snapshot) -> Difference {
    let causes = causes(before, after);
    let (old, new) = (sides(&before.analysis), sides(&after.analysis));
    let by_id: HashMap<&FigureId, &Sided> = old.iter().map(|sided| (&sided.figure, sided)).collect();
    let gone = old.iter().filter(|sided| !new.iter().any(|other| other.figure == sided.figure));
    let (mut figures, mut same) = (Vec::new(), 0);
    for sided in &new {
        let known = by_id.get(&sided.figure);
        if known.is_some_and(|known| known.side.says_the_same(&sided.side)) {
            same += 1;
            continue;
        }
        // A share on one side and a yield on the other have in common that both are so many per event.
        let is_yield = known.is_some_and(|known| known.measure == Measure::Yield);
        let measure = if is_yield { Measure::Yield } else { sided.measure };
        let of = Sided { measure, ..sided.clone() };
        figures.push(differs(&of, known.map(|known| known.side), Some(sided.side), &causes));
    }
    figures.extend(gone.map(|sided| differs(sided, Some(sided.side), None, &causes)));
    Difference { causes, figures, same }
}

fn differs(of: &Sided, before: Option<Side>, after: Option<Side>, causes: &[Cause]) -> FigureDifference {
    let because = because(&of.figure, causes);
    let sides = before.zip(after).filter(|_| of.measure != Measure::Yield);
    let real = sides.and_then(|(before, after)| real_change(before, after, causes));
    FigureDifference {
        figure: of.figure.clone(),
        definition: of.definition,
        measure: of.measure,
        before,
        after,
        because,
        real,
        parts: Vec::new(),
    }
}

/// The causes that can have changed a figure. Who is one customer changes no count of orders, showings or answers.
fn because(figure: &FigureId, causes: &[Cause]) -> Vec<CauseKind> {
    let counts_people = !matches!(
        figure,
        FigureId::Stage(Stage::Awareness | Stage::Consideration)
            | FigureId::Step(Stage::Awareness)
            | FigureId::Orders(
                OrdersFigure::All | OrdersFigure::Cancelled | OrdersFigure::Valid | OrdersFigure::Pending
            )
            | FigureId::Revenue(_)
            | FigureId::Channel(..)
            | FigureId::Ads(_)
    );
    let mut kinds: Vec<CauseKind> = causes.iter().map(Cause::kind).collect();
    kinds.retain(|kind| counts_people || *kind != CauseKind::Identity);
    kinds.dedup();
    kinds
}

/// What customers did differently, where days or exports differ and the figure is a share or a score.
fn real_change(before: Side, after: Side, causes: &[Cause]) -> Option<RealChange> {
    let has = |kind| causes.iter().any(|cause| cause.kind() == kind);
    let of = match (has(CauseKind::Real), has(CauseKind::NewData)) {
        (true, _) => Compared::Whole,
        (false, true) => Compared::Added,
        (false, false) => return None,
    };
    if let (Some(old), Some(new)) = (before.answers, after.answers) {
        let new = if of == Compared::Added { minus3(new, old)? } else { new };
        return of_scores(old, new, of);
    }
    let (old, new) = (before.share?, after.share?);
    let new = if of == Compared::Added { minus(new, old)? } else { new };
    Some(RealChange {
        of,
        value: new.value()? - old.value()?,
        interval: newcombe(new, old)?,
        verdict: verdict(new, old)?,
    })
}

fn of_scores(old: (u64, u64, u64), new: (u64, u64, u64), of: Compared) -> Option<RealChange> {
    let change = score_difference(new, old)?.estimate;
    let verdict = match (change.low > 0.0, change.high < 0.0) {
        (true, _) => Verdict::ClearlyHigher,
        (_, true) => Verdict::ClearlyLower,
        _ => Verdict::NoTellingYet,
    };
    let interval = Interval { low: change.low, high: change.high };
    Some(RealChange { of, value: change.value, interval, verdict })
}

/// Who was added, where newer exports only add.
fn minus(new: Proportion, old: Proportion) -> Option<Proportion> {
    let denominator = new.denominator.checked_sub(old.denominator).filter(|added| *added > 0)?;
    let numerator = new.numerator.checked_sub(old.numerator).filter(|added| *added <= denominator)?;
    Some(Proportion::new(numerator, denominator))
}

fn minus3(new: (u64, u64, u64), old: (u64, u64, u64)) -> Option<(u64, u64, u64)> {
    let n = new.0.checked_sub(old.0).filter(|added| *added > 0)?;
    let (promoters, detractors) = (new.1.checked_sub(old.1)?, new.2.checked_sub(old.2)?);
    (promoters + detractors <= n).then_some((n, promoters, detractors))
}

/// A figure of one analysis.
#[derive(Clone, Debug)]
pub(super) struct Sided {
    pub(super) figure: FigureId,
    pub(super) definition: DefinitionId,
    pub(super) measure: Measure,
    pub(super) side: Side,
}

impl Side {
    fn says_the_same(&self, other: &Self) -> bool {
        let bits = |value: Option<f64>| value.map(f64::to_bits);
        bits(self.value) == bits(other.value)
            && self.share == other.share
            && self.answers == other.answers
            && self.currency == other.currency
    }
}

/// Every figure that has a name, with what it says.
pub(super) fn sides(analysis: &Analysis) -> Vec<Sided> {
    figures(analysis).into_iter().map(|figure| sided(figure, analysis)).collect()
}

fn sided(figure: crate::analysis::rows::Figure, analysis: &Analysis) -> Sided {
    let says = figure.says;
    let (measure, side) = match (&figure.id, &analysis.nps) {
        (FigureId::Nps(NpsFigure::All), Some(nps)) => {
            let answers = Some((nps.net.n, nps.net.promoters, nps.net.detractors));
            (Measure::Points, Side { value: nps.net.score, answers, ..Side::default() })
        }
        (FigureId::Revenue(_) | FigureId::Channel(..) | FigureId::Ads(_), _)
            if says.money_minor.is_some() =>
        {
            let value = says.money_minor.map(|minor| minor as f64);
            let currency = match &figure.id {
                FigureId::Channel(currency, _) | FigureId::Ads(AdFigure { currency, .. }) => *currency,
                _ => analysis.currency,
            };
            (Measure::Money, Side { value, currency, ..Side::default() })
        }
        _ => match says.denominator {
            Some(denominator) => {
                let share = Proportion::new(says.numerator, denominator);
                let measure = if is_yield(&figure.id, analysis) { Measure::Yield } else { Measure::Share };
                (measure, Side { value: share.value(), share: Some(share), ..Side::default() })
            }
            None => (Measure::Count, Side { value: Some(says.numerator as f64), ..Side::default() }),
        },
    };
    Sided { figure: figure.id, definition: figure.definition, measure, side }
}

/// Whether a figure crosses from events to people.
fn is_yield(figure: &FigureId, analysis: &Analysis) -> bool {
    let FigureId::Step(from) = figure else { return false };
    analysis.journey.steps.get(*from as usize).is_some_and(|step| step.kind == StepKind::Yield)
}

#[cfg(test)]
mod tests;
