//! Service, delivery and carts in words: times, topics, and the sentence that each part opens with. Never a cause, never a figure that
//! the analysis does not say.

use super::{count, filled, known_text, percent, text};
use crate::analysis::statistics::Verdict;
use crate::analysis::{Carts, Complaint, Delivery, Effect, Experience, Outcome, Service};
use crate::domain::numbers::decimal;
use crate::domain::{Claim, Language, Money};

/// Minutes of an hour, and of a day.
const HOUR: f64 = 60.0;
const DAY: f64 = 1_440.0;

/// A time in the unit that suits it: `12 min`, `3.8 h`, `4 h`, `2.1 days`.
pub fn duration(language: Language, minutes: f64) -> String {
    let (key, value, digits) = match minutes {
        minutes if minutes < HOUR => ("minutes", minutes, 0),
        minutes if minutes < 2.0 * DAY => ("hours", minutes / HOUR, 1),
        minutes => ("days", minutes / DAY, 1),
    };
    filled(language, &format!("service.time.{key}"), &[("n", &decimal(value, digits))])
}

/// The target in words: `1 h`.
pub fn target(language: Language, service: &Service) -> String {
    duration(language, f64::from(service.target_minutes))
}

/// A topic as it is shown: translated where it is one that we know.
pub fn topic(language: Language, complaint: &Complaint) -> String {
    match &complaint.topic {
        Some(name) => known_text(language, &format!("service.topic.{name}")).unwrap_or_else(|| name.clone()),
        None => text(language, "service.topic_unknown"),
    }
}

/// Weekday by its number, Monday 0.
pub fn weekday(language: Language, weekday: u32) -> String {
    text(language, &format!("weekday.{weekday}"))
}

/// Month of the year by its number, January 1.
pub fn month_of_year(language: Language, month: u32) -> String {
    super::month_long(language, month).to_owned()
}

/// A kind of claim.
pub fn claim(language: Language, claim: Claim) -> String {
    text(language, &format!("claim.{}", claim.id()))
}

/// What an experience was.
pub fn experience(language: Language, experience: Experience) -> String {
    text(language, &format!("experience.{}", experience.id()))
}

/// What an outcome is.
pub fn outcome(language: Language, outcome: Outcome) -> String {
    text(language, &format!("outcome.{}", outcome.id()))
}

/// The step of a request's way.
pub fn process_step(language: Language, step: &str) -> String {
    known_text(language, &format!("service.step.{step}")).unwrap_or_else(|| step.to_owned())
}

/// What the requests say first: how soon they are answered.
pub fn service_finding(language: Language, service: &Service) -> String {
    let requests = count(service.requests);
    let Some((median, within)) =
        service.reply.and_then(|reply| reply.median).zip(service.within_target.value)
    else {
        return filled(language, "service.finding.only_count", &[("requests", &requests)]);
    };
    let (median, within, target) = (duration(language, median), percent(within), target(language, service));
    filled(language, "service.finding", &[("median", &median), ("within", &within), ("target", &target)])
}

/// The topic that most requests are about, and whether it grows; `None` where no request names one.
pub fn complaint_finding(language: Language, service: &Service) -> Option<String> {
    let named = || service.complaints.iter().filter(|one| one.topic.is_some());
    let grows = named().filter(|one| one.verdict == Some(Verdict::ClearlyHigher));
    let growth = |one: &Complaint| one.lately.map_or(0.0, |change| change.value);
    let fastest = grows.max_by(|a, b| growth(a).total_cmp(&growth(b)));
    let most = named().max_by_key(|one| one.requests)?;
    let (name, share) = (topic(language, most), percent(most.share));
    let mut sentence = filled(language, "service.finding.topic", &[("topic", &name), ("share", &share)]);
    if let Some(fastest) = fastest {
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("topic", &topic(language, fastest)), ("times", &format!("{:.1}", growth(fastest)))];
        sentence.push(' ');
        sentence.push_str(&filled(language, "service.finding.grows", &values));
    }
    Some(sentence)
}

/// What the parcels say first: how many kept their promise.
pub fn delivery_finding(language: Language, delivery: &Delivery) -> String {
    if let Some(share) = delivery.on_time.value {
        let late = count(delivery.late + delivery.overdue);
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("share", &percent(share)), ("late", &late), ("due", &count(delivery.on_time.denominator))];
        return filled(language, "delivery.finding", &values);
    }
    match delivery.days.and_then(|days| days.median) {
        Some(median) => filled(language, "delivery.finding.days", &[("days", &format!("{median:.0}"))]),
        None => text(language, "delivery.finding.none"),
    }
}

/// What the carts say first.
pub fn carts_finding(language: Language, carts: &Carts) -> String {
    let Some(share) = carts.abandoned.value else {
        let sessions =
            carts.sessions.and_then(|sessions| sessions.value).map_or_else(|| "-".to_owned(), percent);
        return filled(language, "carts.finding.sessions", &[("share", &sessions)]);
    };
    let share = percent(share);
    match (carts.left_behind_minor, carts.currency) {
        (Some(minor), Some(currency)) => {
            let value = Money::new(minor, currency).rounded();
            filled(language, "carts.finding", &[("share", &share), ("value", &value)])
        }
        _ => filled(language, "carts.finding.share", &[("share", &share)]),
    }
}

/// What went together with what, in one sentence: the experience whose difference is clear and largest. `None` while none is clear.
pub fn effect_finding(language: Language, effects: &[Effect]) -> Option<String> {
    let is_clear = |effect: &&Effect| {
        matches!(effect.figure.verdict, Some(Verdict::ClearlyLower | Verdict::ClearlyHigher))
            && effect.outcome == Outcome::BoughtAgain
    };
    let size = |effect: &Effect| effect.figure.change.map_or(0.0, |change| change.value.abs());
    let clear = effects.iter().filter(is_clear).max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let (now, then) = (clear.figure.now.value?, clear.figure.then.value?);
    let (now, then, what) = (percent(now), percent(then), experience(language, clear.experience));
    Some(filled(language, "effect.finding", &[("what", &what), ("now", &now), ("then", &then)]))
}
