//! How many different names a value occurs with. Never keeps a name, only whether two are the same.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};
use std::hint::black_box;

use super::Identities;
use crate::tables::Code;
use crate::tables::codes::ROUND;

/// A name, beyond recognition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest(u32);

/// Letters and digits of a name in lower case, digested; `None` when the cell holds no name, or a masked one.
pub(super) fn digest(name: &str) -> Option<Digest> {
    let mut kept = [0; SHORT];
    let mut length = 0;
    for byte in name.bytes() {
        // Other alphabets may have a lower case of their own; Thai and its neighbours (`E0`) have none.
        if matches!(byte, b'*' | 0xC0..=0xDF | 0xE1..=0xFF) || length == SHORT {
            return digest_long(name);
        }
        if !byte.is_ascii() || byte.is_ascii_alphanumeric() {
            kept[length] = byte.to_ascii_lowercase();
            length += 1;
        }
    }
    digest_of(&kept[..length])
}

/// Nearly every name is at most so many bytes long.
const SHORT: usize = 96;

/// As [`digest`], whatever the name is like.
fn digest_long(name: &str) -> Option<Digest> {
    if name.contains('*') {
        return None;
    }
    let speaks = |character: &char| !character.is_ascii() || character.is_ascii_alphanumeric();
    let kept: String = name.chars().filter(speaks).flat_map(char::to_lowercase).collect();
    digest_of(kept.as_bytes())
}

fn digest_of(kept: &[u8]) -> Option<Digest> {
    if kept.is_empty() {
        return None;
    }
    let mut hasher = foldhash::fast::FixedState::default().build_hasher();
    hasher.write(kept);
    // 0 stands for "no name yet".
    Some(Digest((hasher.finish() as u32).max(1)))
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
    /// Room for the names of so many values.
    pub(super) fn with_room(values: usize) -> Self {
        Self { first: Vec::with_capacity(values), ..Self::default() }
    }

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
        for (round, names) in other.first.chunks(ROUND).enumerate() {
            let values = &translation[round * ROUND..][..names.len()];
            // Each is looked at before the first is decided, so that the processor waits for them together.
            black_box(
                values.iter().fold(0, |all, value| all ^ self.first.get(*value as usize).unwrap_or(&0)),
            );
            for (value, name) in values.iter().zip(names).filter(|(_, name)| **name != 0) {
                self.add(*value, Digest(*name));
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written_and_however_long_it_is() {
        let long = "Somchai ".repeat(20);
        for (left, right) in [
            ("Anna  B.", "anna b"),
            ("สมชาย ใจดี", "สมชาย-ใจดี"),
            ("Émile", "émile"),
            (&long, &long.to_uppercase()),
        ] {
            assert_eq!(digest(left), digest(right), "{left}");
            assert_eq!(digest(left), digest_long(left), "{left}");
        }
        assert_ne!(digest("Anna"), digest("Ann"));
        assert_ne!(digest(&long), digest(&long.replacen('S', "", 1)));
        for nobody in ["", " - ", "A***a", "ก*n", "É*"] {
            assert_eq!(digest(nobody), None, "{nobody}");
        }
    }
}
