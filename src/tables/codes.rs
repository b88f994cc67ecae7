//! Strings as integer codes. Never forgets a string, never gives two codes to one.

use indexmap::IndexSet;

/// An integer that stands for a name.
pub type Code = u32;

/// Gives each distinct string a code, in order of first appearance, starting at 0.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    names: IndexSet<Box<str>, foldhash::fast::RandomState>,
}

impl Interner {
    /// Code of `name`, which is added when it is new.
    pub fn code(&mut self, name: &str) -> Code {
        match self.names.get_index_of(name) {
            Some(index) => index as Code,
            None => self.names.insert_full(name.into()).0 as Code,
        }
    }

    /// Code of `name` if it is known.
    pub fn find(&self, name: &str) -> Option<Code> {
        self.names.get_index_of(name).map(|index| index as Code)
    }

    /// Name behind `code`.
    pub fn name(&self, code: Code) -> Option<&str> {
        self.names.get_index(code as usize).map(AsRef::as_ref)
    }

    /// Number of distinct names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Names in code order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
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
}
