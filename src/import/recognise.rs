//! Which export a header row belongs to, and which column is which field. Never looks at a column's position, never takes a
//! near miss for a match.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use memchr::memmem;

use super::headers::{Headers, is_pattern};
use super::parse::text::fold;
use super::profile::{Field, Profile};
use super::{Refusal, Unrecognised};
use crate::domain::Currency;
use crate::tables::Table;

/// A header row read as one profile sees it.
#[derive(Clone, Debug)]
pub(super) struct Mapping<'profile> {
    /// The profile.
    pub profile: &'profile Profile,
    /// Column per field.
    pub columns: BTreeMap<Field, usize>,
    /// Currency that a header names in brackets.
    pub header_currency: Option<Currency>,
}

impl Mapping<'_> {
    /// Required fields without a column.
    pub(super) fn missing(&self) -> Vec<Field> {
        self.profile.required.iter().copied().filter(|field| !self.columns.contains_key(field)).collect()
    }

    /// How much of the profile is there, 0 to 1; a generic profile is never quite sure.
    pub(super) fn confidence(&self) -> f64 {
        // Columns that were found rather than named (the score of a survey) are none of the profile's.
        let known = || self.profile.columns.keys().filter(|field| !is_beside(**field));
        let named = known().filter(|field| self.columns.contains_key(field)).count();
        let share = named as f64 / known().count().max(1) as f64;
        let sure = 0.5 + 0.5 * share;
        let missing = self.missing().len() as f64 / self.profile.required.len().max(1) as f64;
        (if self.profile.generic { sure * 0.8 } else { sure }) * (1.0 - missing)
    }

    /// Rank among the profiles that might fit: one that knows its export by its headers, then columns found, then a platform's own
    /// format before a generic one.
    fn rank(&self) -> (bool, usize, bool) {
        (!self.profile.signature.is_empty(), self.columns.len(), !self.profile.generic)
    }
}

/// Reads `headers` as `profile` sees them.
pub(super) fn map<'profile>(profile: &'profile Profile, headers: &Headers<'_>) -> Mapping<'profile> {
    let mut columns = BTreeMap::new();
    let mut header_currency = None;
    for (field, aliases) in &profile.columns {
        if let Some((index, currency)) = aliases.iter().find_map(|alias| headers.find_for(profile, alias)) {
            columns.insert(*field, index);
            header_currency = header_currency.or(currency);
        }
    }
    Mapping { profile, columns, header_currency }
}

/// Whether the headers are those that tell the format from its neighbours.
fn bears_signature(profile: &Profile, headers: &Headers<'_>) -> bool {
    let is_there = |alias: &String| headers.find(alias).is_some();
    profile.signature.iter().all(|aliases| aliases.iter().any(is_there))
}

/// A platform's own format is nearly met from this many columns on.
const NEAR_COLUMNS: usize = 6;

/// Whether a field is only nice to know: that an export lacks it says nothing against its format.
fn is_beside(field: Field) -> bool {
    matches!(field, Field::Coupon | Field::Place | Field::Satisfaction)
}

/// Whether a row can be the header of a profile at all: it has what is required, or enough cells for a near miss. Most rows that are
/// looked at are rows of data.
fn may_fit(profile: &Profile, headers: &Headers<'_>) -> bool {
    let may_be_near = !profile.generic && headers.folded.len() >= NEAR_COLUMNS;
    let has = |field: &Field| {
        let aliases = profile.columns.get(field).into_iter().flatten();
        aliases.into_iter().any(|alias| headers.find_for(profile, alias).is_some())
    };
    may_be_near || profile.required.iter().all(has)
}

/// The best reading of a header row.
pub(super) enum Recognised<'profile> {
    /// A profile with all it needs.
    Known(Mapping<'profile>),
    /// A platform's own format in which a required column is missing or renamed.
    NearMiss(Mapping<'profile>),
    /// Nothing fits.
    Unknown,
}

/// Everything that profiles look for in a header: a row that holds none of it is no header of theirs.
struct Vocabulary {
    /// Whole names.
    names: HashSet<&'static str, foldhash::fast::RandomState>,
    /// What a header that fits a pattern holds.
    parts: Vec<memmem::Finder<'static>>,
    /// Whether a header that holds nothing of it could fit a profile all the same, which asks for nothing.
    fits_all: bool,
}

impl Vocabulary {
    /// That of the built-in profiles.
    fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Vocabulary> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::of(Profile::built_in()))
    }

    fn of(profiles: &'static [Profile]) -> Self {
        let asks_nothing = |profile: &Profile| profile.required.is_empty() && profile.signature.is_empty();
        let called = |profile: &'static Profile| profile.columns.values().chain(&profile.signature).flatten();
        let aliases = profiles.iter().flat_map(called);
        let (patterns, names): (Vec<&str>, Vec<&str>) =
            aliases.map(String::as_str).partition(|alias| is_pattern(alias));
        let mut parts: Vec<&str> = patterns.into_iter().map(longest_part).collect();
        parts.sort_unstable();
        parts.dedup();
        Self {
            names: names.into_iter().collect(),
            fits_all: parts.contains(&"") || profiles.iter().any(asks_nothing),
            parts: parts.into_iter().map(memmem::Finder::new).collect(),
        }
    }

    /// Whether a folded row holds anything of it.
    fn may_hold(&self, folded: &[String]) -> bool {
        let holds_part = || {
            let row = folded.join("\n");
            self.parts.iter().any(|part| part.find(row.as_bytes()).is_some())
        };
        self.fits_all || folded.iter().any(|cell| self.names.contains(cell.as_str())) || holds_part()
    }
}

/// The longest part of a pattern that a header must hold as it stands.
fn longest_part(pattern: &str) -> &str {
    let parts = pattern.trim_start_matches('~').split("{currency}").flat_map(|part| part.split("{any}"));
    parts.flat_map(|part| part.split('*')).max_by_key(|part| part.len()).unwrap_or_default()
}

/// Finds the profile that a header row fits best.
pub(super) fn recognise<'profile>(profiles: &'profile [Profile], headers: &[String]) -> Recognised<'profile> {
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    if std::ptr::eq(profiles, Profile::built_in()) && !Vocabulary::built_in().may_hold(&folded) {
        return Recognised::Unknown;
    }
    let row = Headers::new(&folded);
    let may_fit = |profile: &&Profile| bears_signature(profile, &row) && may_fit(profile, &row);
    let mappings: Vec<Mapping<'profile>> =
        profiles.iter().filter(may_fit).map(|profile| map(profile, &row)).collect();
    let best_known =
        mappings.iter().filter(|mapping| mapping.missing().is_empty()).max_by_key(|mapping| mapping.rank());
    let near = mappings
        .iter()
        .filter(|mapping| {
            let all = mapping.profile.columns.keys().filter(|field| !is_beside(**field)).count();
            !mapping.profile.generic
                && mapping.columns.len() >= NEAR_COLUMNS
                && mapping.columns.len() * 2 >= all
        })
        .max_by_key(|mapping| mapping.rank());
    match (best_known, near) {
        (Some(known), Some(near)) if !near.missing().is_empty() && near.rank() > known.rank() => {
            Recognised::NearMiss(near.clone())
        }
        (Some(known), _) if is_rather_another(known, profiles, &row) => Recognised::Unknown,
        (Some(known), _) => Recognised::Known(known.clone()),
        (None, Some(near)) => Recognised::NearMiss(near.clone()),
        (None, None) => Recognised::Unknown,
    }
}

/// Whether a hand-made table has more columns of another kind of table, so that only a person can say which it is: an ad report with
/// the sales of each day is no list of orders.
fn is_rather_another(known: &Mapping<'_>, profiles: &[Profile], headers: &Headers<'_>) -> bool {
    let is_plain = |profile: &Profile| profile.generic && profile.signature.is_empty();
    let is_other = |profile: &&Profile| is_plain(profile) && profile.table != known.profile.table;
    let columns = |profile| map(profile, headers).columns.len();
    is_plain(known.profile) && profiles.iter().filter(is_other).map(columns).max() > Some(known.columns.len())
}

/// The header of the column that counts the orders of each row, where a row names neither an order nor its buyer.
pub(super) fn counting_column<'row>(mapping: &Mapping<'_>, headers: &'row [String]) -> Option<&'row str> {
    let names = [Field::OrderId, Field::Email, Field::Phone, Field::CustomerId, Field::CustomerName];
    // Whoever says that the rows are orders knows it.
    if mapping.profile.is_own() || names.iter().any(|field| mapping.columns.contains_key(field)) {
        return None;
    }
    let counts = |header: &&String| mapping.profile.orders.counted_by.contains(&fold(header));
    headers.iter().find(counts).map(|header| header.trim())
}

/// The refusal for a near miss: which column is missing and which headers nobody claims.
pub(super) fn near_miss(mapping: &Mapping<'_>, headers: &[String]) -> Refusal {
    let needed = mapping
        .missing()
        .into_iter()
        .map(|field| (field.name(), mapping.profile.columns.get(&field).cloned().unwrap_or_default()));
    let claimed: Vec<usize> = mapping.columns.values().copied().collect();
    // Headers that the platform writes but no metric needs are many: show the first few that no profile column claims.
    let unclaimed = headers.iter().enumerate().filter(|(index, _)| !claimed.contains(index));
    Refusal::MissingColumn {
        profile_name: mapping.profile.name.clone(),
        needed: needed.collect(),
        unclaimed: unclaimed.map(|(_, header)| header.clone()).take(5).collect(),
    }
}

/// The refusal for a table that nobody knows: what it resembles most and what it would need.
pub(super) fn unknown(profiles: &[Profile], headers: &[String]) -> Refusal {
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    let row = Headers::new(&folded);
    let closest = profiles
        .iter()
        .filter(|profile| profile.generic)
        .map(|profile| map(profile, &row))
        .filter(|mapping| !mapping.columns.is_empty())
        // Of equals an order table: it is what most shops begin with.
        .max_by_key(|mapping| (mapping.columns.len(), mapping.profile.table == Table::Orders));
    let unrecognised = match closest {
        Some(mapping) => Unrecognised {
            looks_like: Some(mapping.profile.table),
            found: mapping
                .columns
                .iter()
                .map(|(field, index)| (field.name(), headers[*index].clone()))
                .collect(),
            missing: mapping.missing().into_iter().map(Field::name).collect(),
            headers: headers.to_vec(),
        },
        None => Unrecognised {
            looks_like: None,
            found: Vec::new(),
            missing: Vec::new(),
            headers: headers.to_vec(),
        },
    };
    Refusal::Unknown(Box::new(unrecognised))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn id(line: &str) -> String {
        match recognise(Profile::built_in(), &headers(line)) {
            Recognised::Known(mapping) => mapping.profile.id.clone(),
            Recognised::NearMiss(mapping) => format!("near {}", mapping.profile.id),
            Recognised::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn a_header_row_leads_to_its_format() {
        let check = |line, expected| assert_eq!(id(line), expected, "{line}");
        check("Name,Email,Financial Status,Created at,Total,Lineitem name", "shopify.orders");
        check(" name , EMAIL ,created AT, total ", "shopify.orders");
        check("เลขที่,อีเมล,วันที่,ยอดรวม", "generic.orders");
        check("Date,ad_id,Impressions,Clicks,Spent,Approved_Conversion", "generic.ads");
        check("Campaign name,Reach,Amount spent (EGP),Impressions,Link clicks", "meta_ads.report");
        check("Respondent,Score,Comment", "generic.nps");
        check("Top queries,Clicks,Impressions,CTR,Position", "search_console.queries");
        check("Date,Clicks,Impressions,CTR,Position", "search_console.chart");
        check("Date,Time,Customer,Item,Qty,Net Sales,Total", "generic.orders");
        check("Date,Order ID,Customer,Quantity,Order total,Discount amount", "generic.orders");
        check("a,b,c", "unknown");
        check("วันที่,การแสดงผล,คลิก,ยอดขาย", "unknown");
    }

    #[test]
    fn a_row_that_any_profile_knows_a_cell_of_is_looked_at() {
        let vocabulary = Vocabulary::built_in();
        assert!(!vocabulary.fits_all && !vocabulary.may_hold(&headers("#1001,ann@example.com,12.50")));
        for alias in Profile::built_in().iter().flat_map(|profile| profile.columns.values().flatten()) {
            let header = alias
                .trim_start_matches('~')
                .replace("{currency}", "thb")
                .replace("{any}", "of ")
                .replace('*', "x");
            let row = vec!["a".to_owned(), header];
            assert!(Headers::new(&row).find(alias).is_some(), "{alias} does not find {row:?}");
            assert!(vocabulary.may_hold(&row), "{alias}");
        }
    }

    #[test]
    fn nothing_is_surer_than_sure() {
        let survey = Profile::built_in()
            .iter()
            .find(|profile| profile.id == "surveymonkey.answers")
            .expect("built in");
        let mut mapping =
            map(survey, &Headers::new(&headers("respondent id,end date,email address,question")));
        mapping.columns.insert(Field::Score, 3);
        assert!((mapping.confidence() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_currency_is_read_from_the_header() {
        let line = headers("campaign name,amount spent (egp),impressions");
        let meta =
            Profile::built_in().iter().find(|profile| profile.id == "meta_ads.report").expect("built in");
        assert_eq!(map(meta, &Headers::new(&line)).header_currency, Currency::parse("EGP"));
    }

    #[test]
    fn the_currency_behind_a_name_of_a_hand_made_table_is_read_and_passed_over() {
        let line = headers("bill no,วันที่,ยอดสุทธิ (บาท),discount (pct)");
        let Recognised::Known(mapping) = recognise(Profile::built_in(), &line) else {
            panic!("an order table")
        };
        assert_eq!(
            (mapping.profile.id.as_str(), mapping.header_currency),
            ("generic.orders", Some(Currency::THB))
        );
        assert_eq!(
            (mapping.columns.get(&Field::Total), mapping.columns.get(&Field::Discount)),
            (Some(&2), None)
        );
    }

    #[test]
    fn of_two_hand_made_tables_beside_each_other_the_first_is_read() {
        let line = headers("วันที่,ลูกค้า,ยอด,,วันที่,รายการ,จำนวนเงิน");
        let Recognised::Known(mapping) = recognise(Profile::built_in(), &line) else {
            panic!("an order table")
        };
        assert_eq!(mapping.columns.get(&Field::Total), Some(&2));
        assert_eq!(id("วันที่,ลูกค้า,,วันที่,จำนวนเงิน"), "unknown", "the amount is the other table's");
        assert_eq!(id("เลขที่,,วันที่,ยอดรวม"), "generic.orders", "a column without a name");
    }

    #[test]
    fn a_known_export_with_a_renamed_key_column_is_a_near_miss() {
        let line = "re,สถานะการสั่งซื้อ,ชื่อผู้ใช้ (ผู้ซื้อ),วันที่ทำการสั่งซื้อ,เวลาการชำระสินค้า,ช่องทางการชำระเงิน,ชื่อสินค้า,ราคาตั้งต้น,ราคาขาย,จำนวน,ราคาขายสุทธิ,จำนวนเงินทั้งหมด";
        assert_eq!(id(line), "near shopee_th.orders");
    }
}
