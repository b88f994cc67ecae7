//! How much of a difference each cause made, computed again from the exports: the older question to the newer exports, then with the
//! newer identity rules, then with the newer settings, then for the newer days. Never changes a snapshot.

use super::super::{Made, Snapshot};
use super::{CauseKind, Difference, FigureDifference, Sided, sides};
use crate::analysis::rows::FigureId;
use crate::analysis::{Analysis, AnalysisError, Spec, analyze};
use crate::import::{ImportError, Imported};

/// Why a difference could not be split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The exports could not be read.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The figures could not be computed.
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
}

/// Adds to each figure what every cause made of its difference. `read` reads the newer snapshot's exports as a snapshot's settings say.
///
/// # Errors
/// [`SplitError`]; the difference is then as it was.
pub fn split(
    difference: &mut Difference,
    before: &Snapshot,
    after: &Snapshot,
    read: &dyn Fn(&Made) -> Result<Imported, ImportError>,
) -> Result<(), SplitError> {
    let old = read(&before.made)?;
    // How far the data go is part of the data, whoever cut them off.
    let as_asked = Spec { as_of: after.spec.as_of, ..before.spec.clone() };
    let as_before = Spec { period: before.spec.period, ..after.spec.clone() };
    let with_data = analyze(&old.tables, &as_asked)?;
    let new = if before.made.settings == after.made.settings { old } else { read(&after.made)? };
    let with_identity = analyze(&new.tables, &as_asked)?;
    let with_settings = analyze(&new.tables, &as_before)?;
    let with_days = analyze(&new.tables, &after.spec)?;
    let has_new_data = difference.causes.iter().any(|cause| cause.kind() == CauseKind::NewData);
    let first = if has_new_data { CauseKind::NewData } else { CauseKind::Definitions };
    let reading = match difference.causes.iter().any(|cause| cause.kind() == CauseKind::Identity) {
        true => CauseKind::Identity,
        false => CauseKind::Settings,
    };
    let steps = [
        (first, &with_data),
        (reading, &with_identity),
        (CauseKind::Settings, &with_settings),
        (CauseKind::Real, &with_days),
    ];
    let steps: Vec<(CauseKind, Vec<Sided>)> =
        steps.into_iter().map(|(kind, analysis): (CauseKind, &Analysis)| (kind, sides(analysis))).collect();
    for figure in &mut difference.figures {
        figure.parts = parts(figure, &steps);
    }
    Ok(())
}

/// The steps from the older value to the newer one, those of one kind added up, those of nothing left out.
fn parts(figure: &FigureDifference, steps: &[(CauseKind, Vec<Sided>)]) -> Vec<(CauseKind, f64)> {
    let value = |side: Option<super::Side>| side.and_then(|side| side.value);
    let (Some(mut last), Some(end)) = (value(figure.before), value(figure.after)) else { return Vec::new() };
    let mut parts: Vec<(CauseKind, f64)> = Vec::new();
    let mut add = |kind: CauseKind, change: f64| {
        match parts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, sum)) => *sum += change,
            None => parts.push((kind, change)),
        };
    };
    for (kind, step) in steps {
        let Some(now) = of(step, &figure.figure) else { return Vec::new() };
        add(*kind, now - last);
        last = now;
    }
    // What is left was not in the exports that were read again: they have changed since, or the definitions have.
    add(CauseKind::Definitions, end - last);
    parts.retain(|(_, change)| *change != 0.0);
    parts
}

fn of(step: &[Sided], figure: &FigureId) -> Option<f64> {
    step.iter().find(|sided| sided.figure == *figure)?.side.value
}
