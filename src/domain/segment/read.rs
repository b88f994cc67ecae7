//! Text to a segment. Never guesses what was meant: it says where it stopped and what may stand there.

use super::{Comparison, Condition, Field, Segment, TextTest};
use crate::domain::{Day, Direction};

/// Nothing a person would write is nested deeper.
const DEEPEST: usize = 64;

/// Why a text is no segment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("At character {at}: expected {expected}.")]
pub struct SegmentError {
    /// Character at which reading stopped, from 1.
    pub at: usize,
    /// What may stand there.
    pub expected: String,
}

/// Reads a whole segment.
pub(super) fn segment(text: &str) -> Result<Segment, SegmentError> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let segment = reader.any()?;
    reader.blanks();
    if reader.at < text.len() {
        return Err(reader.expected("`and`, `or` or the end"));
    }
    Ok(segment)
}

struct Reader<'text> {
    text: &'text str,
    at: usize,
    depth: usize,
}

impl<'text> Reader<'text> {
    /// One or more parts joined by `or`.
    fn any(&mut self) -> Result<Segment, SegmentError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.expected("fewer brackets"));
        }
        let mut parts = vec![self.all()?];
        while self.keyword("or") {
            parts.push(self.all()?);
        }
        self.depth -= 1;
        Ok(one_or(parts, Segment::Or))
    }

    /// One or more parts joined by `and`.
    fn all(&mut self) -> Result<Segment, SegmentError> {
        let mut parts = vec![self.part()?];
        while self.keyword("and") {
            parts.push(self.part()?);
        }
        Ok(one_or(parts, Segment::And))
    }

    fn part(&mut self) -> Result<Segment, SegmentError> {
        if self.keyword("not") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.expected("fewer `not`"));
            }
            let part = self.part()?;
            self.depth -= 1;
            return Ok(Segment::Not(Box::new(part)));
        }
        if self.sign("(") {
            let inner = self.any()?;
            return if self.sign(")") { Ok(inner) } else { Err(self.expected("`)`")) };
        }
        self.condition().map(Segment::Is)
    }

    fn condition(&mut self) -> Result<Condition, SegmentError> {
        let start = self.at;
        let word = self.word();
        let found = Field::ALL.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
        let Some((_, field)) = found else {
            self.at = start;
            let known: Vec<&str> = Field::ALL.iter().map(|(name, _)| *name).collect();
            return Err(self.expected(&format!("one of {}", known.join(", "))));
        };
        match field {
            Field::Text(field) => {
                let test = if self.keyword("contains") {
                    TextTest::Contains
                } else if self.sign("=") {
                    TextTest::Equals
                } else {
                    return Err(self.expected("`=` or `contains`"));
                };
                Ok(Condition::Text(*field, test, self.values()?))
            }
            Field::Persona => {
                if !self.sign("=") {
                    return Err(self.expected("`=` and the name of a saved segment"));
                }
                self.values().map(Condition::Persona)
            }
            Field::Number(field) => {
                let comparison = self.comparison()?;
                let start = self.at;
                let number = self.value()?.parse().map_err(|_| self.expected_at(start, "a whole number"))?;
                Ok(Condition::Number(*field, comparison, number))
            }
            Field::Date(field) => {
                let comparison = self.comparison()?;
                let start = self.at;
                let day = Day::parse_iso(&self.value()?);
                let day = day.ok_or_else(|| self.expected_at(start, "a day such as 2026-02-28"))?;
                Ok(Condition::Date(*field, comparison, day))
            }
            Field::Direction => {
                let start = self.at;
                let direction = self.sign("=").then(|| self.value()).transpose()?;
                let known = Direction::ALL.into_iter().find(|known| Some(known.id()) == direction.as_deref());
                known.map(Condition::Direction).ok_or_else(|| self.expected_at(start, "`= push` or `= pull`"))
            }
        }
    }

    fn comparison(&mut self) -> Result<Comparison, SegmentError> {
        // Longer signs first: `<=` is not `<`.
        let mut signs = Comparison::ALL;
        signs.sort_by_key(|comparison| std::cmp::Reverse(comparison.sign().len()));
        let found = signs.into_iter().find(|comparison| self.sign(comparison.sign()));
        found.ok_or_else(|| self.expected("a comparison such as >="))
    }

    /// One or more values, apart by commas.
    fn values(&mut self) -> Result<Vec<String>, SegmentError> {
        let mut values = vec![self.value()?];
        while self.sign(",") {
            values.push(self.value()?);
        }
        Ok(values)
    }

    /// A quoted text, or everything up to the next blank, comma or bracket.
    fn value(&mut self) -> Result<String, SegmentError> {
        self.blanks();
        if !self.text[self.at..].starts_with('"') {
            let word = self.word();
            return if word.is_empty() { Err(self.expected("a value")) } else { Ok(word.to_owned()) };
        }
        let start = self.at;
        let (mut value, mut escaped) = (String::new(), false);
        for (index, character) in self.text[start + 1..].char_indices() {
            match character {
                '\\' if !escaped => escaped = true,
                '"' if !escaped => {
                    self.at = start + index + 2;
                    return Ok(value);
                }
                other => {
                    value.push(other);
                    escaped = false;
                }
            }
        }
        Err(self.expected_at(start, "a closing quote"))
    }

    fn word(&mut self) -> &'text str {
        self.blanks();
        let rest = &self.text[self.at..];
        let ends = |character: char| character.is_whitespace() || "(),=<>!\"".contains(character);
        let length = rest.find(ends).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// Whether the next word is `keyword`, which is then read.
    fn keyword(&mut self, keyword: &str) -> bool {
        let start = self.at;
        let found = self.word().eq_ignore_ascii_case(keyword);
        if !found {
            self.at = start;
        }
        found
    }

    /// Whether `sign` comes next, which is then read.
    fn sign(&mut self, sign: &str) -> bool {
        self.blanks();
        let found = self.text[self.at..].starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.text[self.at..].trim_start().len();
    }

    fn expected(&self, what: &str) -> SegmentError {
        self.expected_at(self.at, what)
    }

    fn expected_at(&self, at: usize, what: &str) -> SegmentError {
        SegmentError { at: self.text[..at].chars().count() + 1, expected: what.to_owned() }
    }
}

fn one_or(mut parts: Vec<Segment>, join: fn(Vec<Segment>) -> Segment) -> Segment {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{DateField, NumberField, PersonaError, TextField};
    use super::*;

    #[test]
    fn what_is_written_is_read_back_in_one_form() {
        let check = |text: &str, expected: &str| {
            let segment = Segment::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(segment.to_string(), expected);
        };
        check("orders>=2 AND NOT channel=\"Facebook Ads\"", "orders >= 2 and not channel = \"Facebook Ads\"");
        check("orders = 1 or value > 500 and nps >= 9", "orders = 1 or (value > 500 and nps >= 9)");
        check("(orders = 1 or value > 500) and nps >= 9", "(orders = 1 or value > 500) and nps >= 9");
        check("product contains ชา, กาแฟ", "product contains \"ชา\", \"กาแฟ\"");
        check("coupon = WELCOME and place = เชียงใหม่", "coupon = \"WELCOME\" and place = \"เชียงใหม่\"");
        check("not persona = \"นักสะสม\"", "not persona = \"นักสะสม\"");
        check(
            "direction = push and first_order < 2026-01-01",
            "direction = push and first_order < 2026-01-01",
        );
    }

    #[test]
    fn a_fault_names_its_place_and_what_may_stand_there() {
        let check = |text: &str, at: usize, expected: &str| {
            let error = Segment::parse(text).expect_err(text);
            assert!(error.at == at && error.expected.contains(expected), "{text}: {error}");
        };
        check("", 1, "one of channel");
        check("ชื่อ = 3", 1, "one of channel");
        check("orders >= many", 10, "a whole number");
        check("orders 2", 8, "a comparison");
        check("first_order > 2026-13-01", 14, "a day such as");
        check("(orders = 2", 12, "`)`");
        check("orders = 2 value = 3", 12, "`and`, `or` or the end");
        check("channel = \"Face", 11, "a closing quote");
        check(&"(".repeat(99), 65, "fewer brackets");
        check(&"not ".repeat(99), 256, "fewer `not`");
    }

    #[test]
    fn personas_are_put_in_by_their_rules_and_never_turn_in_circles() {
        let rule_of = |name: &str| match name.to_lowercase().as_str() {
            "loyal" => Segment::parse("orders >= 3").ok(),
            "rich loyal" => Segment::parse("persona = LOYAL and value > 1000").ok(),
            "circle" => Segment::parse("not persona = Circle").ok(),
            _ => None,
        };
        let resolved =
            |text: &str| Segment::parse(text).expect(text).resolved(&rule_of).map(|one| one.to_string());
        assert_eq!(
            resolved("not persona = \"rich loyal\", loyal and nps >= 9").as_deref(),
            Ok("not ((orders >= 3 and value > 1000) or orders >= 3) and nps >= 9")
        );
        assert_eq!(resolved("orders = 1").as_deref(), Ok("orders = 1"));
        assert_eq!(resolved("persona = nobody"), Err(PersonaError::Unknown("nobody".to_owned())));
        assert_eq!(resolved("persona = circle"), Err(PersonaError::MadeOfItself("Circle".to_owned())));
    }

    fn condition() -> impl Strategy<Value = Condition> {
        let text = "[a-zก-๙\"\\\\ ,()]{1,8}".prop_map(|text| text);
        prop_oneof![
            (prop::collection::vec(text, 1..3), any::<bool>()).prop_map(|(values, whole)| Condition::Text(
                TextField::FirstProduct,
                if whole { TextTest::Equals } else { TextTest::Contains },
                values
            )),
            (0..6_usize, any::<i64>()).prop_map(|(sign, value)| Condition::Number(
                NumberField::Value,
                Comparison::ALL[sign],
                value
            )),
            (0..6_usize, 0..40_000_i32).prop_map(|(sign, day)| Condition::Date(
                DateField::LastOrder,
                Comparison::ALL[sign],
                Day(day)
            )),
        ]
    }

    fn tree() -> impl Strategy<Value = Segment> {
        condition().prop_map(Segment::Is).prop_recursive(4, 24, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(Segment::And),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Segment::Or),
                inner.prop_map(|part| Segment::Not(Box::new(part))),
            ]
        })
    }

    proptest! {
        #[test]
        fn every_segment_is_read_back_as_it_was(segment in tree()) {
            let text = segment.to_string();
            prop_assert_eq!(Segment::parse(&text), Ok(segment), "{}", text);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = Segment::parse(&text);
        }
    }
}
