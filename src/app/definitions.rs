//! Which version of each definition the figures follow, told by the words of its card. Never holds a text.

use std::collections::BTreeMap;

use super::wording::known_text;
use crate::analysis::DefinitionId;
use crate::domain::Language;

/// Parts of a card that say what a figure is; its name may be put better without changing it.
const PARTS: [&str; 5] = ["formula", "numerator", "denominator", "left_out", "interval"];
/// Hexadecimal digits of a version.
const DIGITS: usize = 12;

/// A short hash of each definition's English card, by its id.
pub fn versions() -> BTreeMap<String, String> {
    let version = |definition: &DefinitionId| {
        let id = definition.id();
        let part = |part: &&str| known_text(Language::English, &format!("definition.{id}.{part}"));
        let card: Vec<String> = PARTS.iter().filter_map(part).collect();
        let hash = blake3::hash(card.join("\n").as_bytes());
        (id.to_owned(), hash.to_hex()[..DIGITS].to_owned())
    };
    DefinitionId::ALL.iter().map(version).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_has_a_version_and_different_cards_have_different_ones() {
        let versions = versions();
        assert_eq!(versions.len(), DefinitionId::ALL.len());
        assert_ne!(versions["RP1"], versions["RP4"]);
    }
}
