//! Who is who: the values that name people (e-mails, phones, platform ids), and which records they unite. Never saved, never logged,
//! never reads a cell.
//!
//! A record names a person by up to three values at once; their combination is a [`Handle`]. Handles that share a value are one
//! person: the merge graph of METRICS, section 1. What is shared by too many different people links nobody.

mod graph;
mod names;
mod outline;

pub use graph::{Identified, People};
pub(super) use outline::Outline;

use std::collections::HashMap;
use std::hint::black_box;
use std::num::NonZeroU32;

use super::codes::{ROUND, Room};
use super::{Code, Interner, PseudonymKey};
use crate::domain::IdentityRule;
use names::Names;

/// No value of a rule.
const NONE: Code = Code::MAX;

/// What a record says about who it is: one combination of values. Records that say the same have the same handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(NonZeroU32);

impl Handle {
    /// The handle that stands as a code in a table.
    pub fn from_code(code: Code) -> Self {
        // One more than its code, so that a handle that may be missing takes no more room.
        Self(NonZeroU32::MIN.saturating_add(code))
    }

    /// How it stands in a table.
    pub(super) fn code(self) -> Code {
        self.0.get() - 1
    }
}

/// All values that name people, and the combinations in which records name them.
#[derive(Clone, Debug, Default)]
pub struct Identities {
    /// Distinct values per rule, normalised; ids of platforms behind the name of their platform.
    values: [Interner; RULES],
    /// Value codes of each handle, per rule.
    handles: Vec<[Code; RULES]>,
    /// The handle that was first to have a value as its most reliable one: what nearly every record of a person says again.
    first: [Vec<First>; RULES],
    /// All other handles.
    others: HashMap<[Code; RULES], u32, foldhash::fast::RandomState>,
    /// Names with which each e-mail and each phone occurs.
    names: [Names; RULES],
    /// Values that link nobody because too many different people share them, per rule; empty until [`Self::settle`].
    shared: [Vec<bool>; RULES],
    /// Handles that a row of the tables has; empty until [`Self::settle`].
    used: Vec<bool>,
    /// Where a platform and an id are put together, so that no record needs memory of its own.
    scratch: String,
    /// Whether they are only listed, for whoever [absorbs](Self::absorb) them: each record has a handle of its own.
    is_list: bool,
}

/// A handle with its values beside it, so that one look tells whether it is the one that is meant.
#[derive(Clone, Copy, Debug)]
struct First {
    handle: u32,
    values: [Code; RULES],
}

impl First {
    /// No handle.
    const NONE: Self = Self { handle: NONE, values: [NONE; RULES] };
}

/// Room for identities.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct IdentityRoom {
    values: [Room; RULES],
    handles: usize,
}

/// Kinds of values.
pub(super) const RULES: usize = IdentityRule::ALL.len();

impl Identities {
    /// A value that occurs with more different names than this links nobody.
    pub const MOST_NAMES: usize = 5;
    /// A value that occurs with more different values of another rule than this links nobody.
    pub const MOST_IDS: usize = 20;

    /// A list of what the records of a part say, in room for as many as another part had. Who is the same is found when it is
    /// [absorbed](Self::absorb): few customers come twice within a part, and looking for them there costs as much as looking among all.
    pub(super) fn list_with_room(room: IdentityRoom) -> Self {
        Self {
            values: room.values.map(Interner::list_with_room),
            handles: Vec::with_capacity(room.handles),
            names: room.values.map(|values| Names::with_room(values.names())),
            is_list: true,
            ..Self::default()
        }
    }

    /// The room that they take.
    pub(super) fn room(&self) -> IdentityRoom {
        let values = std::array::from_fn(|rule| self.values[rule].room());
        IdentityRoom { values, handles: self.handles.len() }
    }

    /// The handle of a record that says `values` (normalised, in the order of [`IdentityRule::ALL`]); `None` when it says nothing.
    pub fn handle(&mut self, values: [Option<&str>; RULES]) -> Option<Handle> {
        let mut codes = [NONE; RULES];
        for (rule, value) in values.into_iter().enumerate() {
            if let Some(value) = value {
                let known = &mut self.values[rule];
                codes[rule] = if self.is_list { known.push(value) } else { known.code(value) };
            }
        }
        self.handle_of(codes)
    }

    /// Notes that the person whom a handle names is called `name`, so that values that many different people share can be told.
    pub fn is_called(&mut self, handle: Handle, name: &str) {
        let codes = self.handles[handle.code() as usize];
        let Some(name) = names::digest(name) else { return };
        // A platform's own id is one account, whatever names its parcels go to.
        for rule in [IdentityRule::Email as usize, IdentityRule::Phone as usize] {
            if codes[rule] != NONE {
                self.names[rule].add(codes[rule], name);
            }
        }
    }

    /// As [`Self::handle`], of a platform's id that stands apart from the name of its platform.
    pub fn handle_in(
        &mut self,
        email: Option<&str>,
        phone: Option<&str>,
        id: Option<(&str, &str)>,
    ) -> Option<Handle> {
        let Some((platform, id)) = id else { return self.handle([email, phone, None]) };
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        scratch.push_str(platform);
        scratch.push(':');
        scratch.push_str(id);
        let handle = self.handle([email, phone, Some(&scratch)]);
        self.scratch = scratch;
        handle
    }

    fn handle_of(&mut self, codes: [Code; RULES]) -> Option<Handle> {
        let rule = codes.iter().position(|code| *code != NONE)?;
        if self.is_list {
            self.handles.push(codes);
            return Some(Handle::from_code(self.handles.len() as Code - 1));
        }
        let first = &mut self.first[rule];
        let place = codes[rule] as usize;
        if first.len() <= place {
            first.resize(place + 1, First::NONE);
        }
        let first = &mut first[place];
        let fresh = self.handles.len() as u32;
        if first.handle == NONE {
            *first = First { handle: fresh, values: codes };
        }
        let known =
            if first.values == codes { first.handle } else { *self.others.entry(codes).or_insert(fresh) };
        if known == fresh {
            self.handles.push(codes);
        }
        Some(Handle::from_code(known))
    }

    /// Takes over everything that another reader found; the handles of that reader are then those of the answer, by their number.
    pub fn absorb(&mut self, other: &Self) -> Vec<Handle> {
        let translate: Vec<Vec<Code>> =
            self.values.iter_mut().zip(&other.values).map(|(own, other)| own.absorb(other)).collect();
        for (rule, translation) in translate.iter().enumerate() {
            self.names[rule].absorb(&other.names[rule], translation);
        }
        let translated = other.handles.iter().map(|codes| {
            let mut translated = [NONE; RULES];
            for rule in (0..RULES).filter(|rule| codes[*rule] != NONE) {
                translated[rule] = translate[rule][codes[rule] as usize];
            }
            translated
        });
        let translated: Vec<[Code; RULES]> = translated.collect();
        let mut handles = Vec::with_capacity(translated.len());
        for round in translated.chunks(ROUND) {
            // Each is looked at before the first is decided, so that the processor waits for them together.
            black_box(round.iter().fold(0, |all, codes| all ^ self.first_of(codes)));
            // A handle has at least one value, so none is lost here.
            handles.extend(round.iter().filter_map(|codes| self.handle_of(*codes)));
        }
        handles
    }

    /// The handle that was first to have the most reliable of some values, whatever else it says.
    fn first_of(&self, codes: &[Code; RULES]) -> u32 {
        let rule = codes.iter().position(|code| *code != NONE);
        let first = rule.and_then(|rule| self.first[rule].get(codes[rule] as usize));
        first.map_or(NONE, |first| first.handle)
    }

    /// Number of handles; their codes are 0 up to it.
    pub fn len(&self) -> usize {
        self.handles.len()
    }

    /// Whether nothing names anybody.
    pub fn is_empty(&self) -> bool {
        self.handles.is_empty()
    }

    /// Code of the value that a handle has for a rule, among those of the rule.
    pub fn value(&self, handle: Handle, rule: IdentityRule) -> Option<Code> {
        self.handles
            .get(handle.code() as usize)
            .map(|codes| codes[rule as usize])
            .filter(|code| *code != NONE)
    }

    /// Puts what stands for it in the place of every value; which records are of one person stays as it is.
    pub fn pseudonymize(&mut self, key: &PseudonymKey) {
        for rule in IdentityRule::ALL {
            let values = &mut self.values[rule as usize];
            *values = values.replaced(|value| key.pseudonym(rule.id(), value));
        }
    }

    /// Number of distinct values of a rule.
    pub fn values(&self, rule: IdentityRule) -> usize {
        self.values[rule as usize].len()
    }

    /// Number of values of a rule that link nobody because too many different people share them.
    pub fn shared_values(&self, rule: IdentityRule) -> usize {
        self.shared[rule as usize].iter().filter(|shared| **shared).count()
    }

    /// Whether a handle has a value that links nobody.
    pub fn has_shared_value(&self, handle: Handle, rule: IdentityRule) -> bool {
        let value = self.handles[handle.code() as usize][rule as usize];
        value != NONE && self.is_shared(rule as usize, value)
    }

    /// The values of a handle by rule, as they stand normalised. Personal data: for joins in memory only.
    pub fn values_of(&self, handle: Handle) -> [Option<&str>; RULES] {
        let codes = self.handles.get(handle.code() as usize).copied().unwrap_or([NONE; RULES]);
        std::array::from_fn(|rule| self.values[rule].name(codes[rule]))
    }

    /// The text of a value. Personal data: for the eye of whoever has the files, never saved.
    pub fn text_of(&self, of: Identified) -> Option<&str> {
        self.values[of.rule as usize].name(of.value)
    }

    fn is_shared(&self, rule: usize, value: Code) -> bool {
        self.shared[rule].get(value as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests;
