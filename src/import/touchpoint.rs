//! Which channel a source or a campaign belongs to, by the rules in `assets/touchpoints.toml`. Never spreads what no rule names.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse::text::{fold, trim};
use crate::domain::{Channel, Direction, Stage};

static RULES: LazyLock<Rules> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/touchpoints.toml")).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    order_source: Vec<Rule>,
    ad: Vec<Rule>,
    group: Vec<Rule>,
    contact: Vec<Rule>,
    referral: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    platform: Option<String>,
    #[serde(default)]
    source: Vec<String>,
    #[serde(default)]
    medium: Vec<String>,
    #[serde(default, rename = "type")]
    kind: Vec<String>,
    #[serde(default)]
    campaign_has: Vec<String>,
    channel: String,
    stage: Stage,
    direction: Direction,
}

impl Rule {
    fn channel(&self) -> Channel {
        Channel { name: self.channel.clone(), stage: self.stage, direction: self.direction }
    }
}

/// Whether a folded text begins with one of `words`, or is one of those written `=word`; an empty list fits everything.
fn fits(words: &[String], text: &str) -> bool {
    words.is_empty()
        || words.iter().any(|word| match word.strip_prefix('=') {
            Some(whole) => text == whole,
            None => text.starts_with(word.as_str()),
        })
}

/// Channel of a source written in an order (`utm_source` and `utm_medium`, or the shop's own source column).
pub(super) fn of_order(source: &str, medium: &str) -> Option<Channel> {
    let (source, medium) = (fold(source), fold(medium));
    if source.is_empty() {
        return None;
    }
    RULES
        .order_source
        .iter()
        .find(|rule| fits(&rule.source, &source) && fits(&rule.medium, &medium))
        .map(Rule::channel)
}

/// Channel of a row of an ad report.
pub(super) fn of_ad(platform: &str, campaign_type: &str, campaign: &str) -> Channel {
    let (kind, campaign) = (fold(campaign_type), fold(campaign));
    let has =
        |words: &[String]| words.is_empty() || words.iter().any(|word| campaign.contains(word.as_str()));
    let rule = RULES.ad.iter().find(|rule| {
        rule.platform.as_deref().is_none_or(|name| name == platform)
            && fits(&rule.kind, &kind)
            && has(&rule.campaign_has)
    });
    rule.map_or_else(
        || Channel { name: "Other ads".to_owned(), stage: Stage::Awareness, direction: Direction::Push },
        Rule::channel,
    )
}

/// Channel of a channel group in a web report (`Organic Search`, `Paid Social`, `Direct`), or of a source and medium
/// (`google / organic`); `None` for what no rule names.
pub(super) fn of_group(group: &str) -> Option<Channel> {
    if let Some((source, medium)) = group.split_once(" / ") {
        let direct = || RULES.group.iter().find(|rule| fits(&rule.source, &fold(source))).map(Rule::channel);
        return of_order(source, medium).or_else(|| of_medium(medium)).or_else(direct);
    }
    of_medium(group)
}

fn of_medium(group: &str) -> Option<Channel> {
    let group = fold(group);
    RULES.group.iter().find(|rule| fits(&rule.source, &group)).map(Rule::channel)
}

/// Channel of the chats and tickets of a platform; `None` for what no rule names.
pub(super) fn of_contact(platform: &str) -> Option<Channel> {
    of_platform(&RULES.contact, platform)
}

/// Channel of the recommendations that a platform tracks.
pub(super) fn of_referral(platform: &str) -> Channel {
    let usual =
        || Channel { name: "Referral".to_owned(), stage: Stage::Advocacy, direction: Direction::Pull };
    of_platform(&RULES.referral, platform).unwrap_or_else(usual)
}

fn of_platform(rules: &[Rule], platform: &str) -> Option<Channel> {
    let fits = |rule: &&Rule| rule.platform.as_deref().is_none_or(|name| name == platform);
    rules.iter().find(fits).map(Rule::channel)
}

/// `utm_source` and `utm_medium` from a cell of `key: value` lines (Shopify's Note Attributes); blank where there are none.
pub(super) fn tags(attributes: &str) -> (&str, &str) {
    let (mut source, mut medium) = (None, None);
    let mut rest = attributes;
    while !rest.is_empty() {
        let (line, below) = split_at_byte(rest, b'\n').unwrap_or((rest, ""));
        rest = below;
        let Some((name, value)) = split_at_byte(line, b':') else { continue };
        let name = trim(name);
        if source.is_none() && is_key(name, b"utm_source") {
            source = Some(trim(value));
        } else if medium.is_none() && is_key(name, b"utm_medium") {
            medium = Some(trim(value));
        }
    }
    match source {
        None | Some("") => ("", ""),
        Some(source) => (source, medium.unwrap_or_default()),
    }
}

/// What stands before and after the first `byte` (ASCII).
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

/// Whether an attribute is called `key`, in any case and with a blank for the underscore: `UTM source`.
fn is_key(name: &str, key: &[u8]) -> bool {
    let same =
        |(left, right): (&u8, &u8)| left.eq_ignore_ascii_case(right) || (*left == b' ' && *right == b'_');
    name.len() == key.len() && name.bytes().zip(key).all(|(left, right)| same((&left, right)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_sound_and_decide() {
        assert!(RULES.order_source.len() > 5 && RULES.ad.len() > 5);
        let order = |source, medium| of_order(source, medium).map(|channel| channel.name);
        assert_eq!(order("Facebook", "paid").as_deref(), Some("Facebook Ads"));
        assert_eq!(order("google", "organic").as_deref(), Some("Google search"));
        assert_eq!(order("google", "cpc").as_deref(), Some("Google Search Ads"));
        assert_eq!(order("web", ""), None);
        assert_eq!(order("", "cpc"), None);
        assert_eq!(of_ad("google_ads", "Display", "x").name, "Google Display");
        assert_eq!(of_ad("google_ads", "Search", "x").direction, Direction::Pull);
        assert_eq!(of_ad("meta_ads", "", "Retargeting | cart").name, "Facebook retargeting");
        assert_eq!(of_ad("nobody", "", "").name, "Other ads");
    }

    #[test]
    fn tags_are_read_from_attribute_lines() {
        assert_eq!(tags("lang: th\nutm_source: facebook\nUTM medium: paid"), ("facebook", "paid"));
        assert_eq!(tags("no tags"), ("", ""));
    }
}
