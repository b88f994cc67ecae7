//! What follows from a change of the project's settings: reading again, or computing again. Never changes a setting.

use super::Controller;
use crate::domain::IdentityRule;
use crate::project::Settings;

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
    /// Does anew what the settings were used for, if they are no longer what they were.
    pub(super) fn follow_settings(&mut self, before: &Settings) {
        let now = &self.state.project.document.settings;
        let reads = now.identity_off != before.identity_off || now.rates != before.rates;
        let computes = now.burn_in_days != before.burn_in_days;
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
