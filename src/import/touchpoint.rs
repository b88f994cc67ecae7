//! Which channel a source or a campaign belongs to, by the rules in `assets/touchpoints.toml`. Never spreads what no rule names.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse::text::{fold, trim};
use crate::domain::{AssignedKind, Channel, ChannelRules, Direction, Stage};

static RULES: LazyLock<Rules> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/touchpoints.toml")).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    place_of_sale: Vec<String>,
    order_source: Vec<Rule>,
    ad: Vec<Rule>,
    group: Vec<Rule>,
    contact: Vec<Rule>,
    referral: Vec<Rule>,
    referrer: Vec<Rule>,
    self_report: Vec<Rule>,
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

/// Whether a shop's source column says where an order was placed rather than what brought it.
pub(super) fn is_place_of_sale(source: &str) -> bool {
    RULES.place_of_sale.contains(&fold(source))
}

/// Channel of a row of an ad report.
pub(super) fn of_ad(platform: &str, campaign_type: &str, campaign: &str, rules: &ChannelRules) -> Channel {
    if let Some(assigned) = rules.assigned_to(AssignedKind::Campaign, campaign, fold) {
        return rules.settled(assigned.clone());
    }
    let (kind, campaign) = (fold(campaign_type), fold(campaign));
    let has =
        |words: &[String]| words.is_empty() || words.iter().any(|word| campaign.contains(word.as_str()));
    let rule = RULES.ad.iter().find(|rule| {
        rule.platform.as_deref().is_none_or(|name| name == platform)
            && fits(&rule.kind, &kind)
            && has(&rule.campaign_has)
    });
    let other = || Channel {
        name: Channel::OTHER_ADS.to_owned(),
        stage: Stage::Awareness,
        direction: Direction::Push,
    };
    rules.settled(rule.map_or_else(other, Rule::channel))
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

/// Channel of the site that a customer came from; `None` for what no rule names.
pub(super) fn of_referrer(host: &str) -> Option<Channel> {
    let host = fold(host);
    let fits = |rule: &&Rule| rule.source.iter().any(|site| is_site(&host, site));
    RULES.referrer.iter().find(fits).map(Rule::channel)
}

/// Whether `host` is a site or lies under it; `google.` stands for the site in every country.
fn is_site(host: &str, site: &str) -> bool {
    let under = |rest: &str| rest.is_empty() || rest.ends_with('.');
    match site.strip_suffix('.') {
        Some(_) => host.match_indices(site).any(|(at, _)| under(&host[..at])),
        None => host.strip_suffix(site).is_some_and(under),
    }
}

/// Channel of what a customer answered to "how did you hear about us?"; `None` for what no rule names.
pub(super) fn of_report(answer: &str) -> Option<Channel> {
    let answer = fold(answer);
    let fits = |rule: &&Rule| rule.source.iter().any(|word| answer.contains(word.as_str()));
    RULES.self_report.iter().find(fits).map(Rule::channel)
}

/// Channel of whoever comes without a link.
pub(super) fn direct() -> Channel {
    of_medium("direct").unwrap_or_else(other_sources)
}

/// Channel of a visit whose source no rule names.
pub(super) fn other_sources() -> Channel {
    Channel {
        name: Channel::OTHER_SOURCES.to_owned(),
        stage: Stage::Consideration,
        direction: Direction::Pull,
    }
}

/// What a cell of `key: value` lines (Shopify's Note Attributes) says about where an order comes from; blank where there is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes<'text> {
    /// `utm_source` and `utm_medium`.
    pub utm: (&'text str, &'text str),
    /// Address of the first page.
    pub landing_page: &'text str,
    /// Address of the site before.
    pub referrer: &'text str,
    /// Answer to "how did you hear about us?".
    pub self_report: &'text str,
}

impl<'text> Attributes<'text> {
    /// Reads the lines; the first of a name counts.
    pub(super) fn of(attributes: &'text str) -> Self {
        let (mut source, mut medium) = (None, None);
        let mut found = Self::default();
        let mut rest = attributes;
        while !rest.is_empty() {
            let (line, below) = split_at_byte(rest, b'\n').unwrap_or((rest, ""));
            rest = below;
            let Some((name, value)) = split_at_byte(line, b':') else { continue };
            let (name, value) = (trim(name), trim(value));
            match name.len() {
                10 if source.is_none() && is_key(name, b"utm_source") => source = Some(value),
                10 if medium.is_none() && is_key(name, b"utm_medium") => medium = Some(value),
                _ => found.other(name, value),
            }
        }
        // A medium without a source names nobody.
        found.utm = match source {
            None | Some("") => ("", ""),
            Some(source) => (source, medium.unwrap_or_default()),
        };
        found
    }

    fn other(&mut self, name: &str, value: &'text str) {
        let is_any = |keys: &[&str]| keys.iter().any(|key| is_key(name, key.as_bytes()));
        if self.landing_page.is_empty() && is_any(&["landing_page", "landing_site", "landing_page_url"]) {
            self.landing_page = value;
        } else if self.referrer.is_empty() && is_any(&["referrer", "referring_site", "referer"]) {
            self.referrer = value;
        } else if self.self_report.is_empty()
            && is_any(&["how_did_you_hear_about_us", "how_did_you_hear_about_us?", "self_reported_source"])
        {
            self.self_report = value;
        }
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
        let of_ad = |platform, kind, campaign| of_ad(platform, kind, campaign, &ChannelRules::default());
        assert_eq!(of_ad("google_ads", "Display", "x").name, "Google Display");
        assert_eq!(of_ad("google_ads", "Search", "x").direction, Direction::Pull);
        assert_eq!(of_ad("meta_ads", "", "Retargeting | cart").name, "Facebook retargeting");
        assert_eq!(of_ad("nobody", "", "").name, "Other ads");
    }

    #[test]
    fn tags_are_read_from_attribute_lines() {
        let of = |text| Attributes::of(text).utm;
        assert_eq!(of("lang: th\nutm_source: facebook\nUTM medium: paid"), ("facebook", "paid"));
        assert_eq!(of("no tags"), ("", ""));
        assert_eq!(of("utm_medium: paid"), ("", ""));
        let more = Attributes::of(
            "Landing page: https://a.example.com/?x=1\nReferrer: https://b.example.com\nHow did you hear about us: TV",
        );
        assert_eq!(more.landing_page, "https://a.example.com/?x=1");
        assert_eq!((more.referrer, more.self_report), ("https://b.example.com", "TV"));
    }

    #[test]
    fn sites_are_told_by_their_end_and_answers_by_their_words() {
        let site = |host| of_referrer(host).map(|channel| channel.name);
        assert_eq!(site("google.co.th").as_deref(), Some("Google search"));
        assert_eq!(site("com.google.android").as_deref(), Some("Google search"));
        assert_eq!(site("m.facebook.com").as_deref(), Some("Facebook page"));
        assert_eq!(site("notfacebook.com"), None);
        let answer = |text| of_report(text).map(|channel| channel.name);
        assert_eq!(answer("เห็นใน Facebook ค่ะ").as_deref(), Some("Facebook page"));
        assert_eq!(answer("?"), None);
    }
}
