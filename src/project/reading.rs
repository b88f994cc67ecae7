//! How a project has its exports read. Never reads one.

use super::{Document, Settings};
use crate::domain::IdentityRule;
use crate::import::{DateOrder, Options, SavedMapping};

/// How exports are read by these settings, with the project's own column mappings.
pub fn options(settings: &Settings, document: &Document) -> Options {
    let order = |day_first| if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
    let is_on = |rule: &IdentityRule| !settings.identity_off.contains(rule);
    Options {
        date_order: settings.day_first.map(order),
        decimal_comma: settings.decimal_comma,
        identity: IdentityRule::ALL.into_iter().filter(is_on).collect(),
        channels: settings.channels.clone(),
        rates: settings.rates.as_ref().map(Into::into),
        remembered: document.mappings.values().filter_map(SavedMapping::read).collect(),
        ..Options::default()
    }
}
