//! The facts of a journey map in words: what a card is called and what stands behind it. Never finds a fact, never ranks one.

use std::fmt::Display;

use super::{count, filled, leaks, percent, text};
use crate::analysis::{CountUnit, DriverKind, Share, StageEmotion};
use crate::app::board::{FactSays, Found};
use crate::domain::{Language, Money, Stage};
use crate::project::Fact;

/// Title and detail of a fact.
pub fn fact(language: Language, found: &Found) -> (String, String) {
    let name = name(language, &found.fact);
    match found.says {
        FactSays::Count { count: n, unit } => match found.fact {
            Fact::Channel { .. } => (name, counted(language, n, unit)),
            _ => (counted(language, n, unit), String::new()),
        },
        FactSays::Rate(share) => {
            let value = share.value.map_or_else(|| "–".to_owned(), percent);
            (format!("{name}: {value}"), of(language, &share))
        }
        FactSays::Yield(share) => {
            let per_hundred =
                share.value.map_or_else(|| "–".to_owned(), |value| format!("{:.2}", value * 100.0));
            let title = filled(language, "map.fact.per_hundred", &[("name", &name), ("n", &per_hundred)]);
            (title, of(language, &share))
        }
        FactSays::Points { score, n } => {
            (format!("{name} {}", points(score)), filled(language, "map.fact.answers", &[("n", &count(n))]))
        }
        FactSays::Stars { mean, n } => {
            let title = filled(language, "map.fact.stars", &[("mean", &format!("{mean:.2}"))]);
            (title, filled(language, "map.fact.reviews", &[("n", &count(n))]))
        }
        FactSays::Money { minor, currency, orders } => {
            let title = format!("{name}: {}", Money::new(minor, currency).rounded());
            (title, filled(language, "map.fact.orders", &[("n", &count(orders))]))
        }
        FactSays::Lost { lost, of, worth } => {
            let worth = worth.map(|amount| {
                let about = leaks::about(amount.value_minor, amount.currency);
                let values: [(&str, &dyn Display); 2] =
                    [("amount", &about), ("range", &leaks::range(&amount))];
                filled(language, "map.fact.worth", &values)
            });
            (lost_title(language, &found.fact, lost, of, &name), worth.unwrap_or_default())
        }
        FactSays::Requests { requests, of: all } => {
            let values: [(&str, &dyn Display); 2] = [("n", &count(requests)), ("of", &count(all))];
            (name, filled(language, "map.fact.requests", &values))
        }
        FactSays::Complaint { with, without, holds } => (name, complaint(language, &with, &without, holds)),
    }
}

/// What a fact is about, without its figure.
pub fn name(language: Language, fact: &Fact) -> String {
    let stage = |stage: Stage| text(language, &format!("stage.{}", stage.id()));
    let step = |from: Stage, to: Stage| format!("{} → {}", stage(from), stage(to));
    match fact {
        Fact::Channel { name, .. } => name.clone(),
        Fact::Count { unit, .. } => text(language, &format!("unit.{}", unit.id())),
        Fact::Step { to } => step(before(*to), *to),
        Fact::Lost { from } => step(*from, after(*from)),
        Fact::Repeat { days } => filled(language, "tile.within", &[("days", days)]),
        Fact::Revenue => text(language, "tile.net"),
        Fact::Score => "NPS".to_owned(),
        Fact::Stars => text(language, "rows.figure.reviews"),
        Fact::Service { share } => text(language, &format!("map.fact.service.{}", share.id())),
        Fact::Request { topic } => {
            let name = super::known_text(language, &format!("service.topic.{topic}"));
            filled(language, "map.fact.ticket_topic", &[("name", &name.unwrap_or_else(|| topic.clone()))])
        }
        Fact::Complaint { kind, name } => circumstance(language, *kind, name.as_deref().unwrap_or_default()),
    }
}

/// `+40`, `−12`, `0`.
pub fn points(score: f64) -> String {
    let rounded = score.round();
    match rounded {
        0.0 => "0".to_owned(),
        above if above > 0.0 => format!("+{above}"),
        below => format!("−{}", -below),
    }
}

/// What a stage's emotion is read from, and how sure it is.
pub fn emotion_detail(language: Language, said: &StageEmotion) -> String {
    let values: [(&str, &dyn Display); 5] = [
        ("n", &count(said.n)),
        ("good", &count(said.good)),
        ("bad", &count(said.bad)),
        ("low", &points(said.low)),
        ("high", &points(said.high)),
    ];
    filled(language, &format!("map.emotion.{}", said.source.id()), &values)
}

fn counted(language: Language, n: u64, unit: CountUnit) -> String {
    let unit = text(language, &format!("unit.{}", unit.id()));
    filled(language, "map.fact.count", &[("n", &count(n)), ("unit", &unit)])
}

/// `80 of 300`.
fn of(language: Language, share: &Share) -> String {
    let values: [(&str, &dyn Display); 2] =
        [("n", &count(share.numerator)), ("of", &count(share.denominator))];
    filled(language, "map.fact.of", &values)
}

fn lost_title(language: Language, fact: &Fact, lost: Option<u64>, of: u64, name: &str) -> String {
    let (Some(lost), Fact::Lost { from }) = (lost, fact) else {
        return filled(language, "map.fact.leak", &[("name", &name)]);
    };
    let values: [(&str, &dyn Display); 2] = [("lost", &count(lost)), ("of", &count(of))];
    filled(language, &format!("map.fact.lost.{}", from.id()), &values)
}

fn complaint(language: Language, with: &Share, without: &Share, holds: bool) -> String {
    let share = |share: &Share| share.value.map_or_else(|| "–".to_owned(), percent);
    let values: [(&str, &dyn Display); 4] = [
        ("with", &share(with)),
        ("n", &count(with.denominator)),
        ("without", &share(without)),
        ("m", &count(without.denominator)),
    ];
    let key = if holds { "map.fact.complaint" } else { "map.fact.complaint.chance" };
    filled(language, key, &values)
}

fn circumstance(language: Language, kind: DriverKind, name: &str) -> String {
    match kind {
        DriverKind::Topic => capitalised(&text(language, &format!("topic.{name}"))),
        DriverKind::TicketTopic => filled(language, "map.fact.ticket_topic", &[("name", &name)]),
        DriverKind::Ticket => text(language, "map.fact.ticket"),
        DriverKind::ReopenedTicket => text(language, "map.fact.reopened_ticket"),
        DriverKind::LateParcel => text(language, "map.fact.late_parcel"),
        DriverKind::Returned => text(language, "map.fact.returned"),
    }
}

/// A name as a card's title begins.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn before(stage: Stage) -> Stage {
    Stage::ALL[(stage as usize).saturating_sub(1)]
}

fn after(stage: Stage) -> Stage {
    Stage::ALL[(stage as usize + 1).min(Stage::ALL.len() - 1)]
}
