//! Names back to back in one text, or in several where they are long: there may be millions. Never looks for one.

use std::cmp::Ordering;
use std::ops::Range;

use super::Code;

/// Names back to back.
#[derive(Clone, Debug, Default)]
pub(super) struct NameList {
    text: String,
    /// End of each name in its text.
    ends: Vec<u32>,
    /// Texts that are full, each with the code of the first name behind it. A text ends before 4 GiB.
    full: Vec<(String, Code)>,
}

impl NameList {
    /// A list that so many names of so many bytes fit into without moving.
    pub(super) fn with_room(names: usize, bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(names), full: Vec::new() }
    }

    /// Number of names.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Length of the text that is not full yet.
    pub(super) fn last_bytes(&self) -> usize {
        self.text.len()
    }

    /// Adds a name, whose code is its place.
    pub(super) fn push(&mut self, name: &str) -> Code {
        self.push_within(name, u32::MAX as usize)
    }

    /// Adds a name to a text of no more than `most` bytes, or to the next one.
    fn push_within(&mut self, name: &str, most: usize) -> Code {
        let code = self.ends.len() as Code;
        if self.text.len() + name.len() > most {
            self.full.push((std::mem::take(&mut self.text), code));
        }
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        code
    }

    /// Adds all names of another.
    pub(super) fn append(&mut self, other: &Self) {
        let most = u32::MAX as usize;
        if !other.full.is_empty() || self.text.len() + other.text.len() > most {
            (0..other.ends.len() as Code).filter_map(|code| other.get(code)).for_each(|name| {
                self.push(name);
            });
            return;
        }
        let before = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| end + before));
    }

    /// The name of a code.
    #[inline]
    pub(super) fn get(&self, code: Code) -> Option<&str> {
        let (text, range) = self.place(code)?;
        text.get(range)
    }

    /// The bytes of a name; none where there is none.
    #[inline]
    pub(super) fn bytes_of(&self, code: Code) -> &[u8] {
        self.place(code).and_then(|(text, range)| text.as_bytes().get(range)).unwrap_or_default()
    }

    /// Whether each name is above the one before, or each below, the longer one being above; then none is there twice.
    pub(super) fn only_rise_or_fall(&self) -> bool {
        let above = |code: Code| {
            let (one, next) = (self.bytes_of(code), self.bytes_of(code + 1));
            next.len().cmp(&one.len()).then_with(|| next.cmp(one))
        };
        let mut steps = (1..self.len() as Code).map(|next| above(next - 1));
        let Some(first) = steps.next() else { return true };
        first != Ordering::Equal && steps.all(|step| step == first)
    }

    /// The text that a name lies in, and where.
    #[inline]
    fn place(&self, code: Code) -> Option<(&str, Range<usize>)> {
        let end = *self.ends.get(code as usize)?;
        let place = self.full.partition_point(|(_, next)| *next <= code);
        let first = place.checked_sub(1).map_or(0, |before| self.full[before].1);
        let start = if code == first { 0 } else { self.ends[code as usize - 1] };
        let text = self.full.get(place).map_or(&self.text, |(text, _)| text);
        Some((text, start as usize..end as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_only_rise_or_fall_as_numbers_do() {
        let only = |written: &[&str]| {
            let mut names = NameList::default();
            written.iter().for_each(|name| {
                names.push(name);
            });
            names.only_rise_or_fall()
        };
        assert!(
            only(&[]) && only(&["#7"]) && only(&["#8", "#9", "#10", "#100"]) && only(&["#10", "#9", "#2"])
        );
        assert!(!only(&["#7", "#7"]) && !only(&["#8", "#10", "#9"]) && !only(&["#9", "#8", "#8"]));
    }

    #[test]
    fn names_go_on_in_another_text_when_one_is_full() {
        let mut names = NameList::default();
        let written = ["ab", "", "cde", "ยาว", "f", "", "gh"];
        for (code, name) in written.iter().enumerate() {
            assert_eq!(names.push_within(name, 4), code as Code);
        }
        assert!(names.full.len() > 2);
        let read: Vec<_> = (0..written.len() as Code).filter_map(|code| names.get(code)).collect();
        assert_eq!(read, written);
        assert_eq!(names.get(7), None);
    }
}
