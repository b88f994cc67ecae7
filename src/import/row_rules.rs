//! What the records of a format are beside the orders or ad rows they look like: refunds, other people's sales, parts of a moment.
//! Data only (`[rows]` of a profile). Never reads a record.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::mapping_file::is_default;
use super::parse::text::fold;
use super::profile::{Field, matches_any};

/// Words per field; a word that ends with `*` matches by its beginning.
pub type Words = BTreeMap<Field, Vec<String>>;

/// What the records of a format are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RowRules {
    /// Records that are left out when a field holds one of the words: another shop's sales, fees, transfers.
    #[serde(skip_serializing_if = "is_default")]
    pub leave_out: Words,
    /// Records that are left out unless the field holds one of the words.
    #[serde(skip_serializing_if = "is_default")]
    pub only: Words,
    /// Records that are refunds of the sale with the same order number when a field holds one of the words.
    #[serde(skip_serializing_if = "is_default")]
    pub refunds: Words,
    /// Whether a refund whose sale nobody names is booked on the sales of its day: some tills give a refund a number of its own.
    #[serde(skip_serializing_if = "is_default")]
    pub refunds_by_day: bool,
    /// Cells that stand for nothing, for example the customer `0` of a guest.
    #[serde(skip_serializing_if = "is_default")]
    pub blank: Words,
    /// Platform of each record by the words of its `platform` column; a word that no list holds is a platform of its own.
    #[serde(skip_serializing_if = "is_default")]
    pub platforms: BTreeMap<String, Vec<String>>,
    /// Amounts that no column states: the sum of other fields, a leading `-` for those that are taken off, `a*b` for a price and its quantity.
    #[serde(skip_serializing_if = "is_default")]
    pub sums: BTreeMap<Field, Vec<String>>,
    /// Formats that tell the same again in more detail or better: where one of them covers the same, this one is not counted.
    #[serde(skip_serializing_if = "is_default")]
    pub stands_back_for: Vec<String>,
}

impl RowRules {
    /// Brings every word into the form in which it is compared.
    pub(super) fn fold_words(&mut self) {
        let by_field = [&mut self.leave_out, &mut self.only, &mut self.refunds, &mut self.blank];
        let lists = by_field.into_iter().flat_map(BTreeMap::values_mut).chain(self.platforms.values_mut());
        // A lone `*` stands for any cell; folding would take it for a mark of a required column.
        lists.flatten().filter(|word| *word != "*").for_each(|word| *word = fold(word));
    }

    /// The platform that a cell names.
    pub(super) fn platform(&self, cell: &str) -> String {
        let word = fold(cell);
        let known = self.platforms.iter().find(|(_, words)| matches_any(words, &word));
        known.map_or_else(|| word.replace(' ', "_"), |(platform, _)| platform.clone())
    }
}
