//! Two periods or two groups of customers, figure by figure, at equal maturity (METRICS, sections 2 and 11). A pure function of the
//! tables and two questions. Never compares what the exports do not cover on both sides.

mod covered;
pub(super) mod figure;
mod figures;
mod question;
mod samples;
mod service;
#[cfg(test)]
mod tests;
pub(super) mod verdict;

use self::covered::Covered;
pub use self::question::ComparedWith;
use self::samples::Samples;
use super::result::{ComparedFigure, ComparedQuestion, Comparison, ComparisonKind};
use super::scope::{Memory, Scope, Stop};
use super::{Analysis, AnalysisError, DefinitionId, Families, Family, Spec};
use crate::domain::{Day, Period, Segment};
use crate::tables::{Table, Tables};

/// Tables whose exports must cover both periods alike.
const COMPARED: [Table; 8] = [
    Table::Orders,
    Table::Ads,
    Table::Answers,
    Table::Reviews,
    Table::Tickets,
    Table::Parcels,
    Table::Returns,
    Table::Carts,
];

/// Why two questions cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// Two periods are to be compared, and the first is open.
    #[error("a period with a first day is needed")]
    NeedsPeriod,
    /// A segment is to be compared with the rest, and there is none.
    #[error("a segment is needed")]
    NeedsSegment,
    /// An answer could not be made.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
}

/// One side: its question, its answer, and the observations behind its means.
struct Side<'a> {
    spec: &'a Spec,
    analysis: Analysis,
    samples: Samples,
}

/// Answers `spec` and what it is compared with, and says how the figures differ.
///
/// # Errors
/// [`CompareError`] when there is nothing to compare with, or the table engine fails.
pub fn compare(tables: &Tables, spec: &Spec, with: &ComparedWith) -> Result<Comparison, CompareError> {
    comparison(tables, spec, with, &mut Memory::default(), &|| false)
}

/// As [`compare`], with what earlier questions have derived, until it `is_stopped`.
fn comparison(
    tables: &Tables,
    spec: &Spec,
    with: &ComparedWith,
    memory: &mut Memory,
    is_stopped: Stop<'_>,
) -> Result<Comparison, CompareError> {
    let end = spec.as_of.or(last_day(tables, memory)?);
    let whole = Spec { families: Families::ALL.without(Family::WhatIf), ..spec.clone() };
    let (now_spec, then_spec) = question::questions(&whole, with, end)?;
    let now = side(tables, &now_spec, memory, is_stopped)?;
    let then = side(tables, &then_spec, memory, is_stopped)?;
    let mut compared = figures::figures(&now, &then);
    if with.is_period() {
        block(tables, &mut compared, now_spec.period, then_spec.period)?;
    }
    let tests = verdict::settle(&mut compared);
    Ok(Comparison {
        kind: if with.is_period() { ComparisonKind::Periods } else { ComparisonKind::Segments },
        now: asked(&now),
        then: asked(&then),
        overlap: overlap(tables, spec, with, memory)?,
        figures: compared,
        tests,
        definition: DefinitionId::Comparison,
    })
}

/// The two questions that `spec` itself compares; `None` where it compares nothing.
pub(super) fn sides(
    tables: &Tables,
    spec: &Spec,
    memory: &mut Memory,
) -> Result<Option<[Spec; 2]>, AnalysisError> {
    let Some(with) = &spec.compared_with else { return Ok(None) };
    let end = spec.as_of.or(last_day(tables, memory)?);
    let asked = Spec { compared_with: None, ..spec.clone() };
    Ok(question::questions(&asked, with, end).ok().map(|(now, then)| [now, then]))
}

/// The comparison that `spec` itself asks for; `None` where it asks for none or there is nothing to compare with.
pub(super) fn asked_for(
    tables: &Tables,
    spec: &Spec,
    memory: &mut Memory,
    is_stopped: Stop<'_>,
) -> Result<Option<Comparison>, AnalysisError> {
    let Some(with) = &spec.compared_with else { return Ok(None) };
    match comparison(tables, spec, with, memory, is_stopped) {
        Ok(comparison) => Ok(Some(comparison)),
        Err(CompareError::Analysis(error)) => Err(error),
        Err(CompareError::NeedsPeriod | CompareError::NeedsSegment) => Ok(None),
    }
}

/// The last day of the data, as an analysis without a question sees it.
fn last_day(tables: &Tables, memory: &mut Memory) -> Result<Option<Day>, AnalysisError> {
    Ok(Scope::remembering(tables, &Spec::default(), memory, &|| false)?.as_of)
}

fn side<'a>(
    tables: &Tables,
    spec: &'a Spec,
    memory: &mut Memory,
    is_stopped: Stop<'_>,
) -> Result<Side<'a>, AnalysisError> {
    let scope = Scope::remembering(tables, spec, memory, is_stopped)?;
    let analysis = super::figures(tables, &scope, is_stopped)?;
    Ok(Side { spec, analysis, samples: Samples::new(&scope) })
}

fn asked(side: &Side<'_>) -> ComparedQuestion {
    ComparedQuestion {
        from: side.spec.period.from,
        to: side.spec.period.to,
        as_of: side.analysis.as_of,
        segment: side.spec.segment.as_ref().map(Segment::to_string),
    }
}

/// Customers in both segments.
fn overlap(
    tables: &Tables,
    spec: &Spec,
    with: &ComparedWith,
    memory: &mut Memory,
) -> Result<u64, AnalysisError> {
    let (ComparedWith::Segment(other), Some(own)) = (with, &spec.segment) else { return Ok(0) };
    let both = Spec { segment: Some(Segment::And(vec![own.clone(), other.clone()])), ..spec.clone() };
    Ok(Scope::remembering(tables, &both, memory, &|| false)?.buyers().count() as u64)
}

/// Takes the change from figures whose exports do not cover both periods alike.
fn block(
    tables: &Tables,
    figures: &mut [ComparedFigure],
    now: Period,
    then: Period,
) -> Result<(), AnalysisError> {
    for table in COMPARED {
        let Some(blocked) = Covered::new(tables, table)?.blocks(now, then) else { continue };
        for figure in figures.iter_mut().filter(|figure| figures::feeds(table, figure)) {
            (figure.change, figure.minimum_detectable, figure.blocked) = (None, None, Some(blocked));
        }
    }
    Ok(())
}
