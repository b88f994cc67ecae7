//! Groups of people who answered and what goes with their scores, in words. Never compares them.

use super::{filled, known_text, text};
use crate::analysis::{DriverKind, NpsGroup, NpsGroupBy};
use crate::domain::Language;

/// The group in words: `came by: push`.
pub fn nps_group(language: Language, group: &NpsGroup) -> String {
    let by = match group.by {
        NpsGroupBy::Direction => "direction",
        NpsGroupBy::Stage => "stage",
        NpsGroupBy::Orders => "orders",
        NpsGroupBy::Platform => "platform",
    };
    let own = known_text(language, &format!("npsgroup.{by}.{}", group.group));
    let name = match own {
        Some(name) => name,
        None if group.group == "unknown" => text(language, "npsgroup.unknown"),
        None => group.group.clone(),
    };
    format!("{}: {name}", text(language, &format!("npsgroup.by.{by}")))
}

/// A circumstance in words.
pub fn driver(language: Language, kind: DriverKind, name: Option<&str>) -> String {
    let key = match kind {
        DriverKind::Topic => "topic",
        DriverKind::Ticket => "ticket",
        DriverKind::TicketTopic => "ticket_topic",
        DriverKind::ReopenedTicket => "reopened_ticket",
        DriverKind::LateParcel => "late_parcel",
        DriverKind::Returned => "returned",
    };
    let name = name.unwrap_or_default();
    let name = match kind {
        DriverKind::Topic => text(language, &format!("topic.{name}")),
        _ => name.replace('_', " "),
    };
    filled(language, &format!("driver.{key}"), &[("name", &name)])
}
