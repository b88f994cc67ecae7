//! The figures of historical value by name and place: horizons, months, channels. Never looks at a table.

use super::catalog::Counted;
use super::figure::{FigureId, ValuePart};
use crate::analysis::{Analysis, HistoricalValue, ValueGroup};

/// Tells `add` each figure that the analysis says.
pub(super) fn figures(analysis: &Analysis, mut add: impl FnMut(FigureId, String, Counted)) {
    let Some(value) = &analysis.value else { return };
    let says = |horizon: &HistoricalValue| Counted {
        money_minor: Some(horizon.net_minor),
        ..Counted::count(horizon.customers)
    };
    for (index, horizon) in value.horizons.iter().enumerate() {
        let id = FigureId::Value(horizon.days, ValuePart::All);
        add(id, format!("/value/horizons/{index}"), says(horizon));
    }
    for (index, cohort) in value.cohorts.iter().enumerate() {
        for (place, (horizon, each)) in value.horizons.iter().zip(&cohort.per_customer_minor).enumerate() {
            // A month that is not over has no value; of one that is, everybody had the whole time.
            let Some(each) = each else { continue };
            let id = FigureId::Value(horizon.days, ValuePart::Month(cohort.month));
            let money = (each * cohort.customers as f64).round() as i64;
            let says = Counted { money_minor: Some(money), ..Counted::count(cohort.customers) };
            add(id, format!("/value/cohorts/{index}/per_customer_minor/{place}"), says);
        }
    }
    for (index, group) in value.groups.iter().enumerate() {
        for (place, horizon) in group.horizons.iter().enumerate() {
            let id = FigureId::Value(horizon.days, group.part());
            add(id, format!("/value/groups/{index}/horizons/{place}"), says(horizon));
        }
    }
}

impl ValueGroup {
    /// Whom the group is made of.
    pub fn part(&self) -> ValuePart {
        match (&self.channel, self.kind) {
            (None, Some(direction)) => ValuePart::Kind(direction),
            (channel, _) => ValuePart::Channel(channel.clone()),
        }
    }
}
