//! Strings as integer codes. Never forgets a string, never gives two codes to one.

use std::collections::HashMap;

/// An integer that stands for a name.
pub type Code = u32;

/// Gives each distinct string a code, in order of first appearance, starting at 0.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    codes: HashMap<String, Code>,
    names: Vec<String>,
}

impl Interner {
    /// Code of `name`, which is added when it is new.
    pub fn code(&mut self, name: &str) -> Code {
        if let Some(code) = self.codes.get(name) {
            return *code;
        }
        let code = self.names.len() as Code;
        self.names.push(name.to_owned());
        self.codes.insert(name.to_owned(), code);
        code
    }

    /// Code of `name` if it is known.
    pub fn find(&self, name: &str) -> Option<Code> {
        self.codes.get(name).copied()
    }

    /// Name behind `code`.
    pub fn name(&self, code: Code) -> Option<&str> {
        self.names.get(code as usize).map(String::as_str)
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
        self.names.iter().map(String::as_str)
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
