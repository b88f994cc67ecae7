//! Strings as integer codes. Never forgets a string, never gives two codes to one.
//!
//! A large shop has millions of order numbers, e-mails and phones, so the names lie back to back in one text and the table that finds
//! them holds eight bytes for each: its code and half of its hash, so that it grows without looking at a name again.

use std::fmt;
use std::hash::BuildHasher;
use std::hint::black_box;
use std::num::NonZeroU32;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::distinct::any_twice;
use super::name_list::NameList;

/// An integer that stands for a name.
pub type Code = u32;

/// A code or none, in the room of a code: there are rows by the million.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionalCode(Option<NonZeroU32>);

impl OptionalCode {
    /// The code, if there is one.
    pub fn get(self) -> Option<Code> {
        self.0.map(|stored| stored.get() - 1)
    }
}

impl From<Option<Code>> for OptionalCode {
    /// The highest code of all is never given: there is no memory for so many names.
    fn from(code: Option<Code>) -> Self {
        Self(code.and_then(|code| NonZeroU32::new(code.wrapping_add(1))))
    }
}

impl fmt::Debug for OptionalCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(formatter)
    }
}

/// So many names are looked for at a time, so that the processor waits for their places in a large table together.
pub(super) const ROUND: usize = 32;

/// Hashes all names of the process alike, so that what one thread hashed no other has to; differently in each process, so that no file
/// can be made to collide.
static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::default);

/// Gives each distinct string a code, in order of first appearance, starting at 0.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    names: NameList,
    /// Finds the names, but for those from `listed` on: they are put in when somebody looks for one.
    table: HashTable<Entry>,
    listed: Code,
}

/// Room for names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Room {
    names: usize,
    bytes: usize,
}

impl Room {
    /// Number of names.
    pub(super) fn names(self) -> usize {
        self.names
    }
}

/// Where a name is found.
#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u32,
    code: Code,
}

impl Entry {
    /// A hash as wide as the table wants it: it places by the lowest and compares by the highest bits.
    fn spread(hash: u32) -> u64 {
        u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

fn hash(name: &str) -> u32 {
    (HASHER.hash_one(name) >> 32) as u32
}

impl Interner {
    /// An interner that as many names as another held fit into without moving.
    pub(super) fn with_room(room: Room) -> Self {
        Self { table: HashTable::with_capacity(room.names), ..Self::list_with_room(room) }
    }

    /// As [`Self::with_room`], for names that are only [pushed](Self::push).
    pub(super) fn list_with_room(room: Room) -> Self {
        Self { names: NameList::with_room(room.names, room.bytes), ..Self::default() }
    }

    /// The room that its names take.
    pub(super) fn room(&self) -> Room {
        Room { names: self.len(), bytes: self.names.last_bytes() }
    }

    /// Code of `name`, which is added when it is new.
    pub fn code(&mut self, name: &str) -> Code {
        self.list_all();
        self.hashed_code(name, hash(name))
    }

    /// Puts the names that were only taken over into the table.
    #[inline]
    fn list_all(&mut self) {
        if (self.listed as usize) < self.len() {
            self.list_rest();
        }
    }

    #[cold]
    fn list_rest(&mut self) {
        let Self { names, table, listed } = self;
        let rest = *listed..names.len() as Code;
        table.reserve(rest.len(), |entry| Entry::spread(entry.hash));
        for code in rest {
            let hash = hash(names.get(code).unwrap_or_default());
            table.insert_unique(Entry::spread(hash), Entry { hash, code }, |entry| Entry::spread(entry.hash));
        }
        *listed = names.len() as Code;
    }

    fn hashed_code(&mut self, name: &str, hash: u32) -> Code {
        if let Some(code) = self.find_hashed(name, hash) {
            return code;
        }
        let code = self.names.push(name);
        self.table
            .insert_unique(Entry::spread(hash), Entry { hash, code }, |entry| Entry::spread(entry.hash));
        self.listed = code + 1;
        code
    }

    fn find_hashed(&self, name: &str, hash: u32) -> Option<Code> {
        let is_it = |entry: &Entry| entry.hash == hash && self.names.get(entry.code) == Some(name);
        self.table.find(Entry::spread(hash), is_it).map(|entry| entry.code)
    }

    /// Code of `name` if it is known.
    pub fn find(&self, name: &str) -> Option<Code> {
        let unlisted = || (self.listed..self.len() as Code).find(|code| self.names.get(*code) == Some(name));
        self.find_hashed(name, hash(name)).or_else(unlisted)
    }

    /// Adds a name without a look whether it is known: it is looked for when somebody asks, or where the names go to.
    pub(super) fn push(&mut self, name: &str) -> Code {
        self.names.push(name)
    }

    /// Takes the names of another over, in their order, none of which is known here; yields the code that the first has here, and each
    /// of the others the code after it. Whether that was so tells [`Self::has_any_twice`].
    pub(super) fn append(&mut self, other: &Self) -> Code {
        let first = self.len() as Code;
        self.names.append(&other.names);
        first
    }

    /// Whether a name that was taken over unseen was known before. Numbers that only count up or down, as those of orders mostly do, need
    /// not be looked for.
    pub fn has_any_twice(&self) -> bool {
        if self.names.only_rise_or_fall() {
            return false;
        }
        let name = |code| self.names.bytes_of(code);
        let hash = |code| hash(self.names.get(code).unwrap_or_default());
        any_twice(self.len(), hash, |left, right| name(left) == name(right))
    }

    /// Takes the names of another over, in their order; yields the code that each has here.
    pub fn absorb(&mut self, other: &Self) -> Vec<Code> {
        self.list_all();
        let mut hashes = vec![0; other.len()];
        for entry in &other.table {
            hashes[entry.code as usize] = entry.hash;
        }
        for code in other.listed..other.len() as Code {
            hashes[code as usize] = hash(other.names.get(code).unwrap_or_default());
        }
        let mut codes = Vec::with_capacity(other.len());
        for (round, hashes) in hashes.chunks(ROUND).enumerate() {
            let first = (round * ROUND) as Code;
            let known = self.known(other, first, hashes);
            for (code, (hash, known)) in (first..).zip(hashes.iter().zip(known)) {
                let name = other.names.get(code).unwrap_or_default();
                codes.push(known.unwrap_or_else(|| self.hashed_code(name, *hash)));
            }
        }
        codes
    }

    /// The codes here of a round of another's names, from its code `first` on; `None` for a name that is new, or hard to find.
    fn known(&self, other: &Self, first: Code, hashes: &[u32]) -> [Option<Code>; ROUND] {
        let likely: [Option<Code>; ROUND] =
            std::array::from_fn(|place| hashes.get(place).and_then(|hash| self.likely(*hash)));
        let names = likely.map(|code| code.map_or(&[][..], |code| self.names.bytes_of(code)));
        // Each name is looked at before the first is compared, so that the processor waits for them together, too.
        black_box(names.iter().fold(0, |all, name| all ^ name.first().copied().unwrap_or_default()));
        std::array::from_fn(|place| {
            likely[place].filter(|_| names[place] == other.names.bytes_of(first + place as Code))
        })
    }

    /// Code of a name of this hash, which need not be the name that is meant.
    fn likely(&self, hash: u32) -> Option<Code> {
        self.table.find(Entry::spread(hash), |entry| entry.hash == hash).map(|entry| entry.code)
    }

    /// Name behind `code`.
    pub fn name(&self, code: Code) -> Option<&str> {
        self.names.get(code)
    }

    /// Number of distinct names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same codes with other names; `replace` gives different names to different ones.
    #[must_use]
    pub fn replaced(&self, replace: impl Fn(&str) -> String) -> Self {
        let mut replaced = Self::default();
        self.names().for_each(|name| {
            replaced.code(&replace(name));
        });
        replaced
    }

    /// The names of a list in its order. Equal ones keep their codes; the first of them is found.
    pub(super) fn listed(names: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let mut listed = Self::default();
        for name in names {
            let name = name.as_ref();
            let hash = hash(name);
            let is_new = listed.find_hashed(name, hash).is_none();
            let code = listed.names.push(name);
            if is_new {
                let entry = Entry { hash, code };
                listed.table.insert_unique(Entry::spread(hash), entry, |entry| Entry::spread(entry.hash));
            }
            listed.listed = code + 1;
        }
        listed
    }

    /// So many names that are nothing but their numbers, from 1.
    pub(super) fn numbered(count: usize) -> Self {
        Self::listed((1..=count).map(|number| number.to_string()))
    }

    /// Names in code order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as Code).filter_map(|code| self.names.get(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_code_and_a_code_its_name() {
        let mut interner = Interner::default();
        assert_eq!(["ก", "b", "ก"].map(|name| interner.code(name)), [0, 1, 0]);
        assert_eq!((interner.name(1), interner.find("ข"), interner.len()), (Some("b"), None, 2));
    }

    #[test]
    fn names_that_another_counted_keep_their_order() {
        let mut all = Interner::default();
        let mut part = Interner::default();
        assert_eq!(["b", "", "c"].map(|name| all.code(name)), [0, 1, 2]);
        assert_eq!(["c", "ด", "b", ""].map(|name| part.code(name)), [0, 1, 2, 3]);
        assert_eq!(all.absorb(&part), [2, 3, 0, 1]);
        assert_eq!(all.names().collect::<Vec<_>>(), ["b", "", "c", "ด"]);
    }

    #[test]
    fn names_taken_over_unseen_are_found_and_told_when_they_were_known() {
        let mut all = Interner::default();
        let mut part = Interner::default();
        assert_eq!((all.code("a"), part.code("b"), part.code("ค")), (0, 0, 1));
        assert_eq!(all.append(&part), 1);
        assert!(!all.has_any_twice());
        assert_eq!([all.find("b"), all.find("ค"), all.find("c")], [Some(1), Some(2), None]);
        let mut other = Interner::default();
        assert_eq!(other.absorb(&all), [0, 1, 2]);
        assert_eq!([all.code("ค"), all.code("c"), all.code("b")], [2, 3, 1]);
        assert_eq!(all.append(&part), 4);
        assert!(all.has_any_twice());
        let numbered = |numbers: &[u32]| {
            let mut all = Interner::default();
            numbers.iter().for_each(|number| {
                all.push(&format!("shop#{number}"));
            });
            all.has_any_twice()
        };
        for numbers in [&[][..], &[7], &[8, 9, 10, 11], &[101, 100, 99, 9], &[3, 1, 2], &[1, 3, 2]] {
            assert!(!numbered(numbers), "{numbers:?}");
        }
        for numbers in [&[7, 7][..], &[8, 9, 9, 10], &[10, 9, 8, 9], &[1, 2, 3, 1], &[3, 2, 1, 1]] {
            assert!(numbered(numbers), "{numbers:?}");
        }
    }

    #[test]
    fn names_that_were_only_listed_have_one_code_where_they_go_to() {
        let (mut all, mut list) = (Interner::default(), Interner::list_with_room(Room::default()));
        assert_eq!((all.code("ก"), all.code("b")), (0, 1));
        let listed: Vec<String> = (0..100).map(|number| ["c", "b", "ง"][number % 3].to_owned()).collect();
        assert!(listed.iter().enumerate().all(|(place, name)| list.push(name) as usize == place));
        let codes: Vec<Code> = (0..100).map(|number| [2, 1, 3][number % 3]).collect();
        assert_eq!((all.absorb(&list), all.len()), (codes, 4));
    }

    #[test]
    fn many_names_are_found_again() {
        let mut interner = Interner::default();
        for number in 0..100_000 {
            assert_eq!(interner.code(&format!("shop#{number}")), number);
        }
        for number in (0..100_000).step_by(7) {
            assert_eq!(interner.find(&format!("shop#{number}")), Some(number));
        }
        assert_eq!(interner.find("shop#100000"), None);
    }

    #[test]
    fn a_code_that_may_be_missing_takes_no_more_room_than_one_that_is_there() {
        assert_eq!(size_of::<OptionalCode>(), size_of::<Code>());
        for code in [None, Some(0), Some(1), Some(Code::MAX - 1)] {
            assert_eq!(OptionalCode::from(code).get(), code);
            assert_eq!(format!("{:?}", OptionalCode::from(code)), format!("{code:?}"));
        }
        assert!(OptionalCode::from(None) < OptionalCode::from(Some(0)));
    }
}
