//! How satisfied people say they are (METRICS, section 9): share of the two highest answers, mean, trend and groups. Never adds answers
//! of two scales, never leaves out a second answer of a person.

use std::collections::BTreeMap;

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::super::columns::optional;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::months::Months;
use super::super::result::{Csat, CsatGroup, CsatMonth, CsatScale, NpsGroupBy};
use super::super::scope::Scope;
use super::super::shares::share;
use super::super::statistics::Moments;
use super::super::{DefinitionId, Spec};
use super::groups::{FEWEST, places};
use crate::domain::{Day, Proportion};
use crate::tables::{Code, Tables, schema};

/// Scales that surveys use, by their top.
pub(in crate::analysis) const SCALES: [i32; 2] = [5, 7];

/// A valid answer that belongs to the question.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Satisfied {
    /// Row of the table.
    pub(in crate::analysis) row: usize,
    pub(in crate::analysis) customer: Option<Code>,
    pub(in crate::analysis) day: Option<Day>,
    /// From 1 to the top.
    pub(in crate::analysis) value: i32,
    /// The top of the scale.
    pub(in crate::analysis) top: i32,
}

impl Satisfied {
    /// Whether it is one of the two highest answers of its scale.
    pub(in crate::analysis) fn is_satisfied(&self) -> bool {
        self.value >= cut(self.top)
    }
}

/// The lowest of the two highest answers.
fn cut(top: i32) -> i32 {
    top - 1
}

/// Answers that belong to the question.
pub(in crate::analysis) fn in_question(tables: &Tables, spec: &Spec) -> PolarsResult<Vec<Satisfied>> {
    use schema::answers as c;
    let customers = optional::<UInt32Type>(&tables.answers, c::CUSTOMER)?;
    let days = optional::<Int32Type>(&tables.answers, c::DAY)?;
    let values = optional::<Int32Type>(&tables.answers, c::SATISFACTION)?;
    let tops = optional::<Int32Type>(&tables.answers, c::SCALE)?;
    let answer = |row: usize| {
        let (value, top) = values[row].zip(tops[row])?;
        let is_valid = SCALES.contains(&top) && (1..=top).contains(&value);
        let answer = Satisfied { row, customer: customers[row], day: days[row].map(Day), value, top };
        Some(answer).filter(|answer| is_valid && spec.covers(answer.day))
    };
    Ok((0..values.len()).filter_map(answer).collect())
}

/// The satisfaction of all scales; `None` when no survey of the project asks for it.
pub(in crate::analysis) fn satisfaction(scope: &Scope<'_>) -> PolarsResult<Option<Csat>> {
    let tables = scope.tables;
    let values = tables.answers.column(schema::answers::SATISFACTION)?;
    if values.null_count() == values.len() && tables.satisfaction_rejected == 0 {
        return Ok(None);
    }
    let mut answers = in_question(tables, scope.spec)?;
    answers.retain(|answer| scope.is_member(answer.customer));
    let of_scale = |top: i32| answers.iter().filter(|answer| answer.top == top).copied().collect::<Vec<_>>();
    let mut scales: Vec<CsatScale> = SCALES
        .into_iter()
        .map(|top| (top, of_scale(top)))
        .filter(|(_, own)| !own.is_empty())
        .map(|(top, own)| scale(scope, top, &own))
        .collect();
    scales.sort_by_key(|scale| std::cmp::Reverse(scale.satisfied.denominator));
    let (rejected, definition) = (tables.satisfaction_rejected, DefinitionId::Csat);
    Ok(Some(Csat { scales, rejected, definition }))
}

fn scale(scope: &Scope<'_>, top: i32, answers: &[Satisfied]) -> CsatScale {
    let mut distribution = vec![0; top.unsigned_abs() as usize];
    for answer in answers {
        distribution[answer.value.unsigned_abs() as usize - 1] += 1;
    }
    let moments = Moments::of(answers.iter().map(|answer| i64::from(answer.value)));
    let interval = moments.estimate();
    CsatScale {
        top: top.unsigned_abs() as u8,
        cut: cut(top).unsigned_abs() as u8,
        satisfied: share(proportion(answers)),
        mean: moments.mean(),
        mean_low: interval.map(|mean| mean.low.max(1.0)),
        mean_high: interval.map(|mean| mean.high.min(f64::from(top))),
        distribution,
        months: by_month(answers),
        groups: groups(scope, answers),
    }
}

fn proportion<'a>(answers: impl IntoIterator<Item = &'a Satisfied>) -> Proportion {
    let mut sum = Proportion::new(0, 0);
    answers.into_iter().for_each(|answer| count(&mut sum, answer));
    sum
}

fn count(sum: &mut Proportion, answer: &Satisfied) {
    sum.denominator += 1;
    sum.numerator += u64::from(answer.is_satisfied());
}

/// Undated answers are in no month.
fn by_month(answers: &[Satisfied]) -> Vec<CsatMonth> {
    let months = || answers.iter().filter_map(|answer| Some(answer.day?.month().0));
    let (Some(first), Some(last)) = (months().min(), months().max()) else { return Vec::new() };
    let mut sums: Months<(u64, u64)> = Months::spanning(&(first..=last));
    for answer in answers {
        if let Some((satisfied, all)) = answer.day.and_then(|day| sums.slot(day.month().0)) {
            *satisfied += u64::from(answer.is_satisfied());
            *all += 1;
        }
    }
    let month =
        |(month, (satisfied, all))| CsatMonth { month, satisfied: share(Proportion::new(satisfied, all)) };
    sums.between_used(|(_, all)| *all > 0).map(month).collect()
}

/// Groups against the other answers, by what they are made, then by name.
fn groups(scope: &Scope<'_>, answers: &[Satisfied]) -> Vec<CsatGroup> {
    let mut sums: BTreeMap<(NpsGroupBy, String), Proportion> = BTreeMap::new();
    for answer in answers {
        for place in places(scope, answer.customer, answer.day) {
            count(sums.entry(place).or_insert(Proportion::new(0, 0)), answer);
        }
    }
    let all = proportion(answers);
    // One group that holds everybody says nothing about its kind.
    sums.retain(|_, own| own.denominator < all.denominator);
    let mut figures: Vec<_> = sums
        .values()
        .map(|own| {
            let rest = Proportion::new(all.numerator - own.numerator, all.denominator - own.denominator);
            let is_enough = own.denominator >= FEWEST && rest.denominator >= FEWEST;
            let rest = if is_enough { rest } else { Proportion::new(0, 0) };
            Figure::share("csat", DefinitionId::Csat, *own, rest).done()
        })
        .collect();
    settle(&mut figures);
    let built = sums.into_iter().zip(figures);
    built
        .map(|(((by, group), own), figure)| CsatGroup {
            by,
            group,
            satisfied: share(own),
            against_rest: figure.change,
            verdict: figure.verdict,
        })
        .collect()
}
