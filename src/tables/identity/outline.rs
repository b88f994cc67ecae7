//! Handles and people without the values that name them, to be kept and put together again. Never sees a text.

use super::{Identities, NONE, Names, People, RULES};
use crate::domain::IdentityRule;
use crate::tables::{Code, Interner};

/// The handles and who they are, by their codes.
pub(in crate::tables) struct Outline {
    /// Value codes of each handle, per rule.
    pub(in crate::tables) handles: Vec<[Option<Code>; RULES]>,
    /// Handles that a row of the tables has.
    pub(in crate::tables) used: Vec<bool>,
    /// Customer code of each handle.
    pub(in crate::tables) customers: Vec<Option<Code>>,
}

fn known(code: Code) -> Option<Code> {
    (code != NONE).then_some(code)
}

impl Identities {
    /// Everything but the values.
    pub(in crate::tables) fn outline(&self, people: &People) -> Outline {
        Outline {
            handles: self.handles.iter().map(|codes| codes.map(known)).collect(),
            used: (0..self.handles.len()).map(|place| self.used.get(place) == Some(&true)).collect(),
            customers: people.codes().iter().copied().map(known).collect(),
        }
    }

    /// Codes of the values of a rule that link nobody.
    pub(in crate::tables) fn shared_codes(&self, rule: IdentityRule) -> Vec<Code> {
        let shared = self.shared[rule as usize].iter().enumerate();
        shared.filter(|(_, shared)| **shared).map(|(code, _)| code as Code).collect()
    }

    /// The same handles and people with other names for their values. Codes must be within `names` and `people`.
    pub(in crate::tables) fn from_outline(
        outline: Outline,
        names: [Interner; RULES],
        shared: &[Vec<Code>; RULES],
        (customers, rules): (usize, Vec<IdentityRule>),
    ) -> (Self, People) {
        let or_none = |code: Option<Code>| code.unwrap_or(NONE);
        let flags = std::array::from_fn(|rule| {
            let mut flags = vec![false; names[rule].len()];
            shared[rule].iter().for_each(|code| flags[*code as usize] = true);
            flags
        });
        let people = People::of(outline.customers.into_iter().map(or_none).collect(), customers, rules);
        let identities = Self {
            values: names,
            handles: outline.handles.into_iter().map(|codes| codes.map(or_none)).collect(),
            names: std::array::from_fn(|_| Names::default()),
            shared: flags,
            used: outline.used,
            ..Self::default()
        };
        (identities, people)
    }
}
