//! How many different names a value occurs with. Never keeps a name, only whether two are the same.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

use super::Identities;
use crate::tables::Code;

/// A name, beyond recognition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest(u32);

/// Letters and digits of a name in lower case, digested; `None` when the cell holds no name, or a masked one.
pub(super) fn digest(name: &str) -> Option<Digest> {
    if name.contains('*') {
        return None;
    }
    let mut hasher = foldhash::fast::FixedState::default().build_hasher();
    let mut any = false;
    let speaks = |character: &char| !character.is_ascii() || character.is_ascii_alphanumeric();
    for character in name.chars().filter(speaks) {
        any = true;
        if character.is_ascii() {
            hasher.write_u8(character.to_ascii_lowercase() as u8);
        } else if ('\u{e00}'..='\u{e7f}').contains(&character) {
            // Thai has no lower case, and most names here are Thai: no need to look it up.
            hasher.write_u32(character as u32);
        } else {
            character.to_lowercase().for_each(|character| hasher.write_u32(character as u32));
        }
    }
    // 0 stands for "no name yet".
    any.then(|| Digest((hasher.finish() as u32).max(1)))
}

/// Names by value code.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The first name of each value; 0 before there is one.
    first: Vec<u32>,
    /// The further names of the few values that have several, until there are too many to matter.
    further: HashMap<Code, Vec<u32>, foldhash::fast::RandomState>,
}

impl Names {
    pub(super) fn add(&mut self, value: Code, name: Digest) {
        let place = value as usize;
        if self.first.len() <= place {
            self.first.resize(place + 1, 0);
        }
        let first = &mut self.first[place];
        if *first == 0 {
            *first = name.0;
        } else if *first != name.0 {
            let further = self.further.entry(value).or_default();
            if further.len() < Identities::MOST_NAMES && !further.contains(&name.0) {
                further.push(name.0);
            }
        }
    }

    /// Takes over another reader's names, whose value codes are translated by place.
    pub(super) fn absorb(&mut self, other: &Self, translation: &[Code]) {
        for (value, first) in other.first.iter().enumerate().filter(|(_, first)| **first != 0) {
            self.add(translation[value], Digest(*first));
        }
        for (value, names) in &other.further {
            names.iter().for_each(|name| self.add(translation[*value as usize], Digest(*name)));
        }
    }

    /// Values that occur with more names than one person has.
    pub(super) fn of_too_many(&self) -> impl Iterator<Item = Code> {
        let too_many = self.further.iter().filter(|(_, names)| names.len() >= Identities::MOST_NAMES);
        too_many.map(|(value, _)| *value)
    }
}
