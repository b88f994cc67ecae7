//! What customers say, in words: the score first, groups of people who answered, what goes with their scores. Never compares them.

use std::fmt::Display;

use super::{count, filled, known_text, text};
use crate::analysis::{Analysis, DriverKind, NpsGroup, NpsGroupBy};
use crate::domain::Language;
use crate::domain::numbers::{decimal, signed};

/// The score with its interval and its answers, one of each person where that is known; the stars where nobody was asked for a score.
/// `None` where neither is known.
pub fn voice_finding(language: Language, analysis: &Analysis) -> Option<String> {
    let of_people = analysis.voice.as_ref().map(|voice| &voice.distinct.net);
    let of_answers = analysis.nps.as_ref().map(|nps| &nps.net);
    let all = of_answers.map_or(0, |net| net.n);
    let known = of_people.into_iter().chain(of_answers);
    let mut said = known.filter_map(|net| Some((net.score?, net.low?, net.high?, net.n)));
    if let Some((score, low, high, n)) = said.next() {
        let values: [(&str, &dyn Display); 5] = [
            ("score", &signed(score, 1)),
            ("low", &signed(low, 1)),
            ("high", &signed(high, 1)),
            ("answers", &count(n)),
            ("all", &count(all)),
        ];
        // Whose earlier answers are left out is said where there are any.
        let key = if n < all { "voice.finding.people" } else { "voice.finding" };
        return Some(filled(language, key, &values));
    }
    let reviews = analysis.reviews.as_ref()?;
    let values: [(&str, &dyn Display); 2] =
        [("stars", &decimal(reviews.mean?, 2)), ("reviews", &count(reviews.n))];
    Some(filled(language, "voice.finding.stars", &values))
}

/// What goes with low scores most, of what holds after correction; `None` where nothing does.
pub fn driver_finding(language: Language, analysis: &Analysis) -> Option<String> {
    let drivers = &analysis.voice.as_ref()?.drivers;
    let worst = drivers.iter().find(|driver| driver.holds && driver.change.value < 0.0)?;
    let name = driver_name(language, worst.kind, worst.name.as_deref());
    Some(filled(language, "voice.drivers.worst", &[("driver", &name)]))
}

/// The group of an analysis in words.
pub fn nps_group(language: Language, group: &NpsGroup) -> String {
    answer_group(language, group.by, &group.group)
}

/// A group of people who answered, in words: `came by: push`.
pub fn answer_group(language: Language, by: NpsGroupBy, group: &str) -> String {
    let by = by.id();
    let name = match known_text(language, &format!("npsgroup.{by}.{group}")) {
        Some(name) => name,
        None if group == "unknown" => text(language, "npsgroup.unknown"),
        None => group.to_owned(),
    };
    format!("{}: {name}", text(language, &format!("npsgroup.by.{by}")))
}

/// What an answer goes with, in words.
pub fn driver_name(language: Language, kind: DriverKind, name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let shown = known_text(language, &format!("topic.{name}")).unwrap_or_else(|| name.replace('_', " "));
    filled(language, &format!("driver.{}", kind.id()), &[("name", &shown)])
}
