//! What follows from a change of the project's settings: reading again, or computing again. Never changes a setting.

use super::Controller;
use crate::app::{Edit, Problem};
use crate::domain::IdentityRule;
use crate::project::{Settings, key_store};
use crate::tables::PseudonymKey;

/// The rules that are off once `rule` is switched, in their usual order.
pub(super) fn switched(settings: &Settings, rule: IdentityRule) -> Vec<IdentityRule> {
    let is_off = |other: &IdentityRule| settings.identity_off.contains(other) != (*other == rule);
    IdentityRule::ALL.into_iter().filter(is_off).collect()
}

/// The rules that are on.
pub(super) fn identity(settings: &Settings) -> Vec<IdentityRule> {
    IdentityRule::ALL.into_iter().filter(|rule| !settings.identity_off.contains(rule)).collect()
}

impl Controller {
    /// Replaces e-mails and phones from now on, or no longer. Without a place for the key nothing is replaced, and that is said.
    pub(super) fn set_pseudonyms(&mut self, on: bool) {
        let name = on.then(key_store::new_name).transpose();
        let has_place = self.services.keys_folder.is_some();
        match name {
            Ok(name) if !on || has_place => self.edit(Edit::SetPseudonyms(name)),
            _ => self.notices.report(Problem::NoKey),
        }
    }

    /// The key of the project's pseudonyms, if they are on.
    ///
    /// # Errors
    /// [`Problem::NoKey`] when it cannot be read: then nothing may be saved or read as if it were on.
    pub(super) fn pseudonym_key(&self) -> Result<Option<PseudonymKey>, Problem> {
        let Some(name) = &self.state.project.document.settings.pseudonyms else { return Ok(None) };
        let folder = self.services.keys_folder.as_deref().ok_or(Problem::NoKey)?;
        key_store::load_or_create(folder, name).map(Some).map_err(|_| Problem::NoKey)
    }

    /// Does anew what the settings were used for, if they are no longer what they were.
    pub(super) fn follow_settings(&mut self, before: &Settings) {
        if self.state.project.document.settings.scenario != before.scenario {
            self.project_scenario();
        }
        let now = &self.state.project.document.settings;
        let reads = now.identity_off != before.identity_off
            || now.channels != before.channels
            || now.rates != before.rates
            || now.pseudonyms != before.pseudonyms;
        let computes = now.burn_in_days != before.burn_in_days
            || now.monthly_costs_minor != before.monthly_costs_minor
            || now.margin_percent != before.margin_percent
            || now.service != before.service;
        if reads && self.state.derived.imported.is_some() {
            self.import(self.state.derived.inputs.clone());
        } else if computes {
            self.analyze();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_switched_off_and_on_again() {
        let mut settings = Settings::default();
        assert_eq!(identity(&settings), IdentityRule::ALL);
        settings.identity_off = switched(&settings, IdentityRule::Phone);
        assert_eq!(identity(&settings), [IdentityRule::Email, IdentityRule::Platform]);
        settings.identity_off = switched(&settings, IdentityRule::Phone);
        assert_eq!(settings, Settings::default());
    }
}
