//! Export formats as data: one file in `assets/profiles/` per format, or a saved mapping of the user's. Never reads an export.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

pub use super::field::Field;
use super::mapping_file::{LayoutRules, is_default};
use super::parse::date_order::DateOrder;
use super::parse::number::NumberStyle;
use super::parse::text::fold;
use super::row_rules::RowRules;
use super::table_rules::{SenderRules, WebRules};
use crate::domain::{Currency, OrderStatus};
use crate::tables::Table;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/profiles");

static BUILT_IN: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let files = FILES.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "toml"));
    let mut profiles: Vec<Profile> = files
        .filter_map(|file| file.contents_utf8())
        // A test reads every built-in file and fails on the first that is not sound.
        .filter_map(|text| Profile::parse(text).ok())
        .collect();
    profiles.sort_by(|left, right| left.id.cmp(&right.id));
    profiles
});

/// One export format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable id, for example `shopee_th.orders`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Platform: the key space of order numbers and customer ids, and what channel rules look at.
    pub platform: String,
    /// Table that it feeds.
    pub table: Table,
    /// Whether it stands for hand-made tables of any origin; a platform's own format wins over it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generic: bool,
    /// Currency where no column and no header names one.
    #[serde(skip_serializing_if = "is_default")]
    pub currency: Option<Currency>,
    /// Zone of times without an offset; the reporting zone when absent.
    #[serde(skip_serializing_if = "is_default")]
    pub time_zone: Option<String>,
    /// Order of day and month that the platform always writes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub date_order: DateOrder,
    /// Decimal sign that the platform always writes.
    #[serde(default, skip_serializing_if = "is_default")]
    pub numbers: NumberStyle,
    /// Whether the record under the header describes the columns.
    #[serde(default, skip_serializing_if = "is_default")]
    pub description_row: bool,
    /// Rows of headers, where further ones under the first name choices or technical ids; 0 and 1 mean one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub header_rows: u8,
    /// Whether the file is no table but one record, a list of labels and values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub pairs: bool,
    /// Whether the column of the 0-10 answer is found among the questions rather than named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub find_score: bool,
    /// Words before the header after which the currency of every amount is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub currency_after: Vec<String>,
    /// For an export that holds no figures: what to export instead. Such a file is refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub instead: Option<String>,
    /// Headers by which the format is told from others with the same fields: one of each list must be there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub signature: Vec<Vec<String>>,
    /// Fields without which the file cannot be used.
    pub required: Vec<Field>,
    /// Header aliases per field, the preferred first. `({currency})` stands for a currency code in brackets.
    pub columns: BTreeMap<Field, Vec<String>>,
    /// What its records are beside orders or ad rows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rows: RowRules,
    /// How order rows belong together.
    #[serde(default, skip_serializing_if = "is_default")]
    pub orders: OrderRules,
    /// Which status words mean what.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: StatusRules,
    /// How totals rows are told.
    #[serde(default, skip_serializing_if = "is_default")]
    pub totals: TotalRules,
    /// How the file is laid out, where that is not left to be found out.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layout: LayoutRules,
    /// By what a web report splits what it counts.
    #[serde(default, skip_serializing_if = "is_default")]
    pub web: WebRules,
    /// Who the senders of messages are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub senders: SenderRules,
    /// Platform whose orders the rows name, where it is not the profile's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders_of: Option<String>,
}

/// How order rows belong together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderRules {
    /// Whether each row is one unit of an order and the amounts of its rows add up to the order's.
    #[serde(skip_serializing_if = "is_default")]
    pub amounts_add_up: bool,
    /// Whether they do so in a file of which the rows of any order state different amounts.
    #[serde(skip_serializing_if = "is_default")]
    pub amounts_may_add_up: bool,
    /// Columns that count orders: a row that names neither an order nor its buyer beside one is the sum of several.
    #[serde(skip_serializing_if = "is_default")]
    pub counted_by: Vec<String>,
    /// Whether a blank order number continues the order above.
    #[serde(skip_serializing_if = "is_default")]
    pub carry_down: bool,
    /// Whether every row is a purchase of its own (no order numbers at all).
    #[serde(skip_serializing_if = "is_default")]
    pub row_is_order: bool,
    /// Whether a purchase of zero value counts as a purchase.
    #[serde(skip_serializing_if = "is_default")]
    pub zero_is_purchase: bool,
    /// Whether the platform masks its buyers' names.
    #[serde(skip_serializing_if = "is_default")]
    pub masked_customers: bool,
}

/// Status words. A word that ends with `*` matches by its beginning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StatusRules {
    /// Bought.
    #[serde(skip_serializing_if = "is_default")]
    pub valid: Vec<String>,
    /// On its way: bought, unless paid in cash on delivery.
    #[serde(skip_serializing_if = "is_default")]
    pub in_transit: Vec<String>,
    /// Not paid yet.
    #[serde(skip_serializing_if = "is_default")]
    pub pending: Vec<String>,
    /// Never happened.
    #[serde(skip_serializing_if = "is_default")]
    pub cancelled: Vec<String>,
    /// Paid back in full.
    #[serde(skip_serializing_if = "is_default")]
    pub refunded: Vec<String>,
    /// Sent back.
    #[serde(skip_serializing_if = "is_default")]
    pub returned: Vec<String>,
    /// Words of the return column that mean an accepted return.
    #[serde(skip_serializing_if = "is_default")]
    pub return_accepted: Vec<String>,
    /// Words of the payment column that mean cash on delivery.
    #[serde(skip_serializing_if = "is_default")]
    pub cash_on_delivery: Vec<String>,
}

/// What a status word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatusWord {
    /// A final meaning.
    Is(OrderStatus),
    /// Bought, unless paid in cash on delivery.
    InTransit,
}

impl StatusRules {
    /// Meaning of a status cell; `None` for an unknown word.
    pub(super) fn meaning(&self, cell: &str) -> Option<StatusWord> {
        let word = fold(cell);
        let sets = [
            (&self.cancelled, StatusWord::Is(OrderStatus::Cancelled)),
            (&self.returned, StatusWord::Is(OrderStatus::Returned)),
            (&self.refunded, StatusWord::Is(OrderStatus::Refunded)),
            (&self.pending, StatusWord::Is(OrderStatus::Pending)),
            (&self.in_transit, StatusWord::InTransit),
            (&self.valid, StatusWord::Is(OrderStatus::Valid)),
        ];
        sets.into_iter().find(|(words, _)| matches_any(words, &word)).map(|(_, meaning)| meaning)
    }
}

/// Whether a folded cell is one of `words`, or begins with one that ends with `*`.
pub(super) fn matches_any(words: &[String], folded: &str) -> bool {
    words.iter().any(|word| match word.strip_suffix('*') {
        Some(beginning) => folded.starts_with(beginning),
        None => folded == word,
    })
}

/// How totals rows are told, beside the words that mean a total in every export.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TotalRules {
    /// Fields that are blank in a totals row only.
    #[serde(skip_serializing_if = "is_default")]
    pub blank: Vec<Field>,
    /// Words with which a totals row or a line under the table begins.
    #[serde(skip_serializing_if = "is_default")]
    pub words: Vec<String>,
    /// Fields that hold nothing but `-` in a totals row.
    #[serde(skip_serializing_if = "is_default")]
    pub dash: Vec<Field>,
}

/// Why a profile or mapping file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file is no sound TOML or lacks something.
    #[error("The mapping is not sound: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A required field has no column.
    #[error("The mapping requires the field `{0}` but names no column for it.")]
    RequiredWithoutColumn(String),
    /// The layout names an encoding that nobody knows.
    #[error("The mapping names the encoding `{0}`, which is none. Use a name such as windows-874 or utf-8.")]
    UnknownEncoding(String),
    /// Cells can be separated by one ASCII character only.
    #[error("The mapping separates cells by `{0}`. Use one plain character such as ; or a tab.")]
    OddDelimiter(char),
    /// The mapping has no text form.
    #[error("The mapping cannot be written: {0}")]
    Unwritable(toml::ser::Error),
}

impl Profile {
    /// All built-in formats, sorted by id.
    pub fn built_in() -> &'static [Self] {
        &BUILT_IN
    }

    /// Reads a profile, or a mapping saved by the user (the same format).
    ///
    /// # Errors
    /// [`ProfileError`], with line and column of the fault.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let mut profile: Self = toml::from_str(text)?;
        if let Some(field) = profile.required.iter().find(|field| !profile.columns.contains_key(field)) {
            return Err(ProfileError::RequiredWithoutColumn(field.name()));
        }
        profile.layout.check()?;
        profile.rows.fold_words();
        for aliases in profile.columns.values_mut().chain(&mut profile.signature).chain([
            &mut profile.currency_after,
            &mut profile.totals.words,
            &mut profile.orders.counted_by,
        ]) {
            aliases.iter_mut().for_each(|alias| *alias = fold(alias));
        }
        let status = &mut profile.status;
        let words = [
            &mut status.valid,
            &mut status.in_transit,
            &mut status.pending,
            &mut status.cancelled,
            &mut status.refunded,
            &mut status.returned,
            &mut status.return_accepted,
            &mut status.cash_on_delivery,
            &mut profile.senders.customer,
            &mut profile.senders.agent,
            &mut profile.senders.bot,
            &mut profile.senders.bot_names,
            &mut profile.senders.program_names,
        ];
        words.into_iter().flatten().for_each(|word| *word = fold(word));
        Ok(profile)
    }

    /// Whether a person made it in the window: which column is what is then said, not found.
    pub(super) fn is_own(&self) -> bool {
        self.id.starts_with("own.")
    }

    /// The same format with other columns for some fields: those fields are then required, and only those columns are theirs.
    pub fn with_columns(&self, columns: &[(Field, &str)]) -> Self {
        let mut profile = self.clone();
        for (field, column) in columns {
            profile.columns.insert(*field, vec![fold(column)]);
            if !profile.required.contains(field) {
                profile.required.push(*field);
            }
        }
        profile
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_profile_is_sound() {
        for file in FILES.files() {
            let text = file.contents_utf8().expect("profiles are UTF-8");
            if let Err(error) = Profile::parse(text) {
                panic!("{}: {error}", file.path().display());
            }
        }
        assert!(Profile::built_in().len() >= 40);
    }

    #[test]
    fn sums_and_better_formats_are_spelt_right() {
        for profile in Profile::built_in() {
            let parts = profile.rows.sums.values().flatten().flat_map(|part| part.split(['*', '-']));
            for name in parts.filter(|name| !name.is_empty()) {
                assert!(Field::named(name).is_some(), "{}: no field {name}", profile.id);
            }
            for id in &profile.rows.stands_back_for {
                let known = Profile::built_in().iter().any(|other| other.id == *id);
                assert!(known, "{}: no format {id}", profile.id);
            }
        }
    }

    #[test]
    fn status_words_match_whole_or_by_their_beginning() {
        let shopee =
            Profile::built_in().iter().find(|profile| profile.id == "shopee_th.orders").expect("built in");
        let delivered = "ผู้ซื้อได้รับสินค้าแล้ว โปรดทราบว่าผู้ซื้อสามารถยื่นคำขอคืนเงิน/คืนสินค้าได้จนถึง 2026-02-12";
        assert_eq!(shopee.status.meaning(delivered), Some(StatusWord::Is(OrderStatus::Valid)));
        assert_eq!(shopee.status.meaning("ยกเลิกแล้ว"), Some(StatusWord::Is(OrderStatus::Cancelled)));
        assert_eq!(shopee.status.meaning("การจัดส่ง"), Some(StatusWord::InTransit));
        assert_eq!(shopee.status.meaning("?"), None);
    }
}
