//! How much a header sounds like a field: against the headers of every known format and the words of `assets/guess.toml`.
//! Never looks at a cell.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::import::parse::text::fold;
use crate::import::profile::{Field, Profile};
use crate::tables::Table;

/// Phrases per table and field, each with how much it says.
type Phrases = BTreeMap<Table, BTreeMap<Field, Vec<(Phrase, f64)>>>;

static PHRASES: LazyLock<Phrases> = LazyLock::new(phrases);

/// A header or alias, taken apart once.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    text: String,
    tokens: Vec<String>,
    length: usize,
    /// A bit for each of its characters, which some share.
    letters: u64,
}

impl Phrase {
    /// Folds a header, drops what stands in brackets (units, mostly) and splits it at blanks, signs and inner capitals.
    pub(super) fn new(header: &str) -> Self {
        let spaced = split_capitals(header);
        let plain = fold(&without_brackets(&spaced));
        let tokens: Vec<String> = plain
            .split(|character: char| character.is_whitespace() || "_-./:#|,&?!;*\"".contains(character))
            .filter(|token| !token.is_empty())
            .map(str::to_owned)
            .collect();
        let text = tokens.join(" ");
        let letters = text.chars().fold(0, |letters, character| letters | 1 << (u32::from(character) % 64));
        Self { length: text.chars().count(), text, tokens, letters }
    }

    /// Whether there is anything to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the header says that a person's name is below it: names are not kept, and two people may share one.
    fn is_name(&self) -> bool {
        self.text.contains("ชื่อ") || self.tokens.iter().any(|token| token == "name")
    }

    fn is_latin(&self) -> bool {
        self.text.is_ascii()
    }

    /// Whether all characters of one may be in the other. A wide table has thousands of headers to hold against thousands of phrases, and nearly
    /// no pair has anything in common.
    fn may_hold(&self, other: &Self) -> bool {
        let both = self.letters & other.letters;
        both == self.letters || both == other.letters
    }

    /// Edits that it takes at least to make it the other: each puts in one character and takes out another.
    fn least_edits(&self, other: &Self) -> usize {
        (self.letters ^ other.letters).count_ones().div_ceil(2) as usize
    }
}

/// All fields of a table, in their order.
pub(super) fn known_fields(table: Table) -> impl Iterator<Item = Field> {
    PHRASES.get(&table).into_iter().flat_map(|fields| fields.keys().copied())
}

/// How much a header sounds like each of the [known fields](known_fields) of a table (0 to 1).
pub(super) fn fields_of(table: Table, header: &Phrase) -> Vec<(Field, f64)> {
    let Some(fields) = PHRASES.get(&table) else { return Vec::new() };
    let best = |phrases: &[(Phrase, f64)]| {
        phrases.iter().map(|(phrase, weight)| weight * likeness(header, phrase)).fold(0.0, f64::max)
    };
    let likeness = |field: Field, phrases: &[(Phrase, f64)]| match best(phrases) {
        vague if field == Field::CustomerId && header.is_name() && vague < 0.8 => 0.3 * vague,
        likeness => likeness,
    };
    fields.iter().map(|(field, phrases)| (*field, likeness(*field, phrases))).collect()
}

/// The tables that any format or word list knows.
pub(super) fn tables() -> impl Iterator<Item = Table> {
    PHRASES.keys().copied()
}

/// 1 for the same words, less the more they differ, 0 for nothing in common.
fn likeness(header: &Phrase, known: &Phrase) -> f64 {
    if header.is_empty() || known.is_empty() {
        return 0.0;
    }
    if header.text == known.text {
        return 1.0;
    }
    let words = if !header.may_hold(known) {
        0.0
    } else if header.is_latin() && known.is_latin() {
        token_likeness(&header.tokens, &known.tokens)
    } else {
        inside(header, known)
    };
    words.max(spelling(header, known))
}

/// Latin words: those of one phrase are all in the other.
fn token_likeness(header: &[String], known: &[String]) -> f64 {
    let all_in = |these: &[String], those: &[String]| these.iter().all(|token| those.contains(token));
    let share = |few: &[String], many: &[String]| few.len() as f64 / many.len().max(1) as f64;
    if all_in(known, header) {
        0.5 + 0.45 * share(known, header)
    } else if all_in(header, known) {
        0.4 + 0.4 * share(header, known)
    } else {
        0.0
    }
}

/// Thai is written without blanks: one phrase stands inside the other.
fn inside(header: &Phrase, known: &Phrase) -> f64 {
    let share = |few: usize, many: usize| few as f64 / many.max(1) as f64;
    if known.length >= 3 && header.text.contains(&known.text) {
        0.45 + 0.5 * share(known.length, header.length)
    } else if header.length >= 3 && known.text.contains(&header.text) {
        0.4 + 0.4 * share(header.length, known.length)
    } else {
        0.0
    }
}

/// Share of letters from which on two words are one with a typing error.
const LEAST_SAME: f64 = 0.8;

/// Typing errors: nearly the same letters.
fn spelling(header: &Phrase, known: &Phrase) -> f64 {
    let longest = header.length.max(known.length);
    if header.length.min(known.length) < 5 || header.length.abs_diff(known.length) > 2 {
        return 0.0;
    }
    let same = |edits: usize| 1.0 - edits as f64 / longest as f64;
    if same(header.least_edits(known)) < LEAST_SAME {
        return 0.0;
    }
    let same = same(distance(&header.text, &known.text));
    if same >= LEAST_SAME { 0.9 * same } else { 0.0 }
}

/// Edits that lead from one text to the other (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (index, to) in right.iter().enumerate() {
            let kept = diagonal + usize::from(from != *to);
            diagonal = row[index + 1];
            row[index + 1] = kept.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[right.len()]
}

fn phrases() -> Phrases {
    let words: BTreeMap<Table, BTreeMap<Field, Vec<String>>> =
        toml::from_str(include_str!("../../../assets/guess.toml")).unwrap_or_default();
    let mut phrases = Phrases::new();
    let mut add = |table: Table, field: Field, text: &str, weight: f64| {
        let phrase = Phrase::new(text.trim_end_matches('*'));
        if !phrase.is_empty() {
            phrases.entry(table).or_default().entry(field).or_default().push((phrase, weight));
        }
    };
    for (table, fields) in &words {
        fields.iter().for_each(|(field, list)| list.iter().for_each(|word| add(*table, *field, word, 1.0)));
    }
    for profile in Profile::built_in() {
        // What a platform calls a column says a little less about what a shopkeeper means by the same word.
        let weight = if profile.generic { 1.0 } else { 0.85 };
        for (field, aliases) in &profile.columns {
            aliases.iter().for_each(|alias| add(profile.table, *field, alias, weight));
        }
    }
    phrases
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            other if depth == 0 => kept.push(other),
            _ => {}
        }
    }
    // A header that is nothing but a bracket keeps its words.
    if kept.trim().is_empty() { text.to_owned() } else { kept }
}

/// `orderDate` as `order Date`.
fn split_capitals(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut after_small = false;
    for character in text.chars() {
        if after_small && character.is_ascii_uppercase() {
            spaced.push(' ');
        }
        after_small = character.is_ascii_lowercase();
        spaced.push(character);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn best(table: Table, header: &str) -> (String, f64) {
        let mut fields = fields_of(table, &Phrase::new(header));
        fields.sort_by(|left, right| right.1.total_cmp(&left.1));
        (fields[0].0.name(), fields[0].1)
    }

    #[test]
    fn headers_lead_to_fields_in_both_languages_and_with_typing_errors() {
        let check = |header: &str, field: &str| {
            let (found, likeness) = best(Table::Orders, header);
            assert_eq!(found, field, "{header}: {likeness}");
            assert!(likeness > 0.5, "{header}: {likeness}");
        };
        check("เลขบิล", "order_id");
        check("วันขาย", "ordered_at");
        check("มือถือ", "phone");
        check("สุทธิ(บาท)", "total");
        check("orderDate", "ordered_at");
        check("ORDER_DATE", "ordered_at");
        check("Bill No.", "order_id");
        check("Tel.", "phone");
        check("Grand Totl", "total");
        check("เบอร์มือถือลูกค้า", "phone");
        check("สถานะบิล", "status");
    }

    #[test]
    fn the_word_list_is_sound() {
        let words: Result<BTreeMap<Table, BTreeMap<Field, Vec<String>>>, _> =
            toml::from_str(include_str!("../../../assets/guess.toml"));
        assert!(words.is_ok(), "{words:?}");
    }

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }

    proptest! {
        #[test]
        fn what_is_passed_over_unseen_has_nothing_in_common(
            left in "[a-dก-ฉ _]{0,12}",
            right in "[a-dก-ฉ _]{0,12}",
        ) {
            let (left, right) = (Phrase::new(&left), Phrase::new(&right));
            prop_assert!(left.least_edits(&right) <= distance(&left.text, &right.text));
            if !left.may_hold(&right) {
                prop_assert_eq!(token_likeness(&left.tokens, &right.tokens).max(inside(&left, &right)), 0.0);
            }
        }
    }
}
