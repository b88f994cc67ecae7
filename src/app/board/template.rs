//! The touchpoints that are usual at each stage, by push and by pull: a beginning for a workshop. Never a claim about this shop: every
//! card is marked as assumed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::app::wording;
use crate::domain::{Direction, Language, Stage};
use crate::project::{Basis, BoardCard, CardId, CardText, Lane};

static FILE: &str = include_str!("../../../assets/map_templates.toml");

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| toml::from_str(FILE).unwrap_or_default());

/// Names of touchpoints by direction and stage.
#[derive(Debug, Default, Deserialize)]
struct Templates {
    push: BTreeMap<Stage, Vec<String>>,
    pull: BTreeMap<Stage, Vec<String>>,
}

/// The cards of a direction, stage by stage; their ids are not free ones.
pub fn template(direction: Direction, language: Language) -> Vec<BoardCard> {
    let stages = match direction {
        Direction::Push => &TEMPLATES.push,
        Direction::Pull => &TEMPLATES.pull,
    };
    let named = stages.iter().flat_map(|(stage, names)| names.iter().map(move |name| (*stage, name)));
    let card = |(stage, name): (Stage, &String)| BoardCard {
        id: CardId(0),
        lane: Lane::Touchpoints,
        stage,
        says: CardText::Words {
            text: wording::text(language, &format!("map.template.{name}")),
            basis: Basis::Assumed,
        },
        direction: Some(direction),
    };
    named.map(card).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_direction_has_touchpoints_with_a_text_at_every_stage() {
        for (direction, language) in
            Direction::ALL.into_iter().flat_map(|one| Language::ALL.map(|language| (one, language)))
        {
            let cards = template(direction, language);
            for stage in Stage::ALL {
                assert!(
                    cards.iter().filter(|card| card.stage == stage).count() >= 2,
                    "{direction:?} {stage:?}"
                );
            }
            for card in cards {
                let CardText::Words { text, basis } = card.says else { panic!("a template holds no figure") };
                assert!(!text.contains("map.template") && basis == Basis::Assumed, "{text}");
            }
        }
    }
}
