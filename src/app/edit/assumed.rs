//! Changes of what people state and assume: statements, scenarios, terms, costs, rules. Never of a note, a snapshot or a group.

use super::{Edit, EditError, insert, remove};
use crate::project::Document;

/// Applies one of them and returns the edit that takes it back.
pub(super) fn apply(document: &mut Document, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::InsertHypothesis { index, hypothesis } => {
            let id = hypothesis.id;
            insert(&mut document.hypotheses, index, *hypothesis, |known| known.id == id)?;
            Ok(Edit::RemoveHypothesis(id))
        }
        Edit::RemoveHypothesis(id) => {
            let (index, hypothesis) = remove(&mut document.hypotheses, |own| own.id == id)?;
            Ok(Edit::InsertHypothesis { index, hypothesis: Box::new(hypothesis) })
        }
        Edit::SetScenario(scenario) => {
            let before = std::mem::replace(&mut document.settings.scenario, *scenario);
            Ok(Edit::SetScenario(Box::new(before)))
        }
        Edit::SetServiceTerms(terms) => {
            let before = std::mem::replace(&mut document.settings.service, *terms);
            Ok(Edit::SetServiceTerms(Box::new(before)))
        }
        Edit::SetChannelRules(rules) => {
            let before = std::mem::replace(&mut document.settings.channels, *rules);
            Ok(Edit::SetChannelRules(Box::new(before)))
        }
        Edit::SetCosts { monthly_minor, margin_percent } => {
            let settings = &mut document.settings;
            Ok(Edit::SetCosts {
                monthly_minor: std::mem::replace(&mut settings.monthly_costs_minor, monthly_minor),
                margin_percent: std::mem::replace(&mut settings.margin_percent, margin_percent),
            })
        }
        _ => Err(EditError::Missing),
    }
}
