//! A header row as formats look for their columns in it: by name, by pattern, and as people write it by hand. Never decides which format it is.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem;

use super::parse::currency;
use super::profile::Profile;
use crate::domain::Currency;

/// A header row as it is compared with what profiles call their columns.
pub(super) struct Headers<'row> {
    pub(super) folded: &'row [String],
    /// First column of each folded header: most names are compared whole, and there are thousands of them.
    places: HashMap<&'row str, usize, RandomState>,
    /// First column of each folded header that ends with a currency in brackets, without it.
    amounts: HashMap<&'row str, (usize, Currency), RandomState>,
    /// Number of columns of the first table, where another stands beside it.
    first_table: usize,
}

impl<'row> Headers<'row> {
    /// The headers, folded.
    pub(super) fn new(folded: &'row [String]) -> Self {
        let (mut places, mut amounts) = (HashMap::default(), HashMap::default());
        for (index, header) in folded.iter().enumerate() {
            places.entry(header.as_str()).or_insert(index);
            if let Some((name, currency)) = without_currency(header) {
                amounts.entry(name).or_insert((index, currency));
            }
        }
        let first_table = first_of_two_tables(folded, &places);
        Self { folded, places, amounts, first_table }
    }

    /// The first column that fits an alias, and the currency that it names.
    pub(super) fn find(&self, alias: &str) -> Option<(usize, Option<Currency>)> {
        if !is_pattern(alias) {
            return self.places.get(alias).map(|index| (*index, None));
        }
        let fits = |(index, header): (usize, &String)| Some((index, matches_pattern(alias, header)?));
        self.folded.iter().enumerate().find_map(fits)
    }

    /// As [`Self::find`], for `profile`: people write the currency behind the name of a column and put two tables beside each other,
    /// platforms do not.
    pub(super) fn find_for(&self, profile: &Profile, alias: &str) -> Option<(usize, Option<Currency>)> {
        if !profile.generic || profile.is_own() {
            return self.find(alias);
        }
        let amount = || self.amounts.get(alias).map(|(index, currency)| (*index, Some(*currency)));
        self.find(alias).or_else(amount).filter(|(index, _)| *index < self.first_table)
    }
}

/// Number of columns before a column without a name behind which one comes again that stands before it: there another table begins.
/// All columns where there is none.
fn first_of_two_tables(folded: &[String], places: &HashMap<&str, usize, RandomState>) -> usize {
    let all = folded.len();
    let mut next_gap = vec![all; all];
    for index in (0..all.saturating_sub(1)).rev() {
        next_gap[index] = if folded[index + 1].is_empty() { index + 1 } else { next_gap[index + 1] };
    }
    let named = folded.iter().enumerate().filter(|(_, header)| !header.is_empty());
    let gaps = named.filter_map(|(index, header)| {
        let gap = next_gap[*places.get(header.as_str())?];
        (gap < index).then_some(gap)
    });
    gaps.min().unwrap_or(all)
}

/// A header that ends with a currency in brackets, without it: `ยอดสุทธิ (บาท)`.
fn without_currency(header: &str) -> Option<(&str, Currency)> {
    let (name, unit) = header.strip_suffix(')')?.rsplit_once('(')?;
    Some((name.trim_end(), currency::named(unit.trim())?))
}

/// Whether an alias stands for more than one header.
pub(super) fn is_pattern(alias: &str) -> bool {
    alias.ends_with('*') || alias.starts_with('~') || alias.contains('{')
}

/// Whether a folded header fits a pattern, and the currency it names. A pattern ends with `*` (beginning), begins with `~` (it occurs
/// somewhere; parts between `*` one after another), begins with `{any}` (end) or holds `({currency})`.
fn matches_pattern(pattern: &str, header: &str) -> Option<Option<Currency>> {
    if let Some((before, after)) = pattern.split_once("{currency}") {
        let code = header.strip_prefix(before)?.strip_suffix(after)?;
        return Currency::parse(code).map(Some);
    }
    if let Some(parts) = pattern.strip_prefix('~') {
        // There are hundreds of patterns and dozens of headers: each search must begin at once.
        let rest = parts.split('*').try_fold(header.as_bytes(), |rest, part| {
            memmem::find(rest, part.as_bytes()).map(|at| &rest[at + part.len()..])
        });
        return rest.map(|_| None);
    }
    let fits = match (pattern.strip_suffix('*'), pattern.strip_prefix("{any}")) {
        (Some(beginning), _) => header.starts_with(beginning),
        (None, Some(end)) => header.ends_with(end),
        (None, None) => header == pattern,
    };
    fits.then_some(None)
}
