//! What a note is pinned to, in words. Never what the note says.

use super::{figure, filled, known_text, month, service, text};
use crate::app::ChartMark;
use crate::app::paths::event_name;
use crate::domain::{Language, MonthIndex};
use crate::project::Target;

/// What a note is pinned to; a figure of another version by the name that it has there.
pub fn target(language: Language, target: &Target) -> String {
    let stage = |stage: crate::domain::Stage| text(language, &format!("stage.{}", stage.id()));
    match target {
        Target::Stage { stage: of } => stage(*of),
        Target::Step { from, to } => format!("{} → {}", stage(*from), stage(*to)),
        Target::Figure { figure: name } => match (name.parse(), ChartMark::parse(name)) {
            (Ok(id), _) => figure(language, &id),
            (_, Some(own)) => mark(language, &own),
            _ => name.clone(),
        },
    }
}

/// A mark of a chart: its definition, and what it stands for where the program has words for it.
fn mark(language: Language, mark: &ChartMark) -> String {
    let of = text(language, &format!("definition.{}.name", mark.definition.id()));
    let names: Vec<&str> = mark.names.iter().map(String::as_str).collect();
    match part(language, &names) {
        Some(part) => format!("{of}: {part}"),
        None => of,
    }
}

fn part(language: Language, names: &[&str]) -> Option<String> {
    let number = |name: &str| name.parse::<u32>().ok();
    match names {
        ["month", name] => Some(month(language, MonthIndex::parse_iso(name)?)),
        ["weekday", day] => Some(service::weekday(language, number(day).filter(|day| *day < 7)?)),
        ["hour", day, hour] => {
            let day = service::weekday(language, number(day).filter(|day| *day < 7)?);
            Some(format!("{day} {:02}:00", number(hour)?))
        }
        ["season", name] => {
            Some(service::month_of_year(language, number(name).filter(|name| (1..=12).contains(name))?))
        }
        ["lever", id, days] => {
            known_text(language, &format!("lever.{id}"))?;
            Some(filled(language, &format!("lever.{id}"), &[("days", days)]))
        }
        ["effect", experience, outcome] => Some(format!(
            "{}: {}",
            known_text(language, &format!("experience.{experience}"))?,
            known_text(language, &format!("outcome.{outcome}"))?
        )),
        ["carts", side] => known_text(language, &format!("carts.{side}")),
        ["counted", id, ..] => known_text(language, &format!("customers.counted.{id}")),
        ["step", events @ ..] | ["place", _, events @ ..] if !events.is_empty() => {
            let names: Vec<String> = events.iter().map(|event| event_name(language, event)).collect();
            Some(names.join(" + "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::DefinitionId;

    #[test]
    fn every_kind_of_mark_has_words_in_both_languages() {
        let marks = [
            (DefinitionId::OnTime, vec!["month", "2026-01"]),
            (DefinitionId::Demand, vec!["weekday", "6"]),
            (DefinitionId::BusyHours, vec!["hour", "0", "14"]),
            (DefinitionId::Demand, vec!["season", "12"]),
            (DefinitionId::WhatIf, vec!["lever", "back_within", "90"]),
            (DefinitionId::Effect, vec!["effect", "late_parcel", "bought_again"]),
            (DefinitionId::Cart, vec!["carts", "reminded"]),
            (DefinitionId::Path, vec!["step", "order"]),
            (DefinitionId::Flow, vec!["place", "1", "cart", "touch: LINE"]),
        ];
        for (definition, names) in marks {
            let mark = ChartMark::new(definition, names);
            for language in [Language::English, Language::Thai] {
                let said = target(language, &Target::Figure { figure: mark.to_string() });
                let name = text(language, &format!("definition.{}.name", definition.id()));
                assert!(said.len() > name.len() + 2 && said.starts_with(&name), "{said}");
                assert!(!said.contains("%{"), "{said}");
            }
        }
        let unknown = Target::Figure { figure: "of:another:version".to_owned() };
        assert_eq!(target(Language::Thai, &unknown), "of:another:version");
    }
}
