//! What orders and visits say about where they come from, and which channel that is: what a person has assigned first, then the rules of
//! `assets/touchpoints.toml`. Never decides which of several signs counts.

use std::borrow::Cow;

use super::parse::text::{fold, trim};
use super::touchpoint;
use crate::domain::{AssignedKind, Channel, ChannelRules, OriginRule};

/// A sign: a source and a medium, either of which may be blank.
pub(super) type Sign<'text> = (&'text str, &'text str);

/// The sign as one text, as it is shown and assigned: `facebook / paid`.
pub(super) fn text((source, medium): Sign<'_>) -> String {
    let (source, medium) = (decoded(trim(source)), decoded(trim(medium)));
    if medium.is_empty() { source.into_owned() } else { format!("{source} / {medium}") }
}

/// The channel that a sign names under a rule; `None` where nobody knows.
pub(super) fn channel(rule: OriginRule, sign: Sign<'_>, rules: &ChannelRules) -> Option<Channel> {
    let assigned = rules.assigned_to(AssignedKind::Origin, &text(sign), fold);
    let built_in = || {
        let (source, medium) = (decoded(sign.0), decoded(sign.1));
        match rule {
            OriginRule::Utm | OriginRule::Column | OriginRule::LandingPage => {
                touchpoint::of_order(&source, &medium)
            }
            OriginRule::Referrer => touchpoint::of_referrer(&source),
            // What a code stands for, only the shop knows.
            OriginRule::Coupon => None,
            OriginRule::SelfReport => touchpoint::of_report(&source),
        }
    };
    assigned.cloned().or_else(built_in).map(|channel| rules.settled(channel))
}

/// The channel of a visit, by its source and medium, else its first page, else the site before it; direct visits have a channel of their
/// own, and so has what no rule names.
pub(super) fn of_visit(tags: Sign<'_>, landing_page: &str, referrer: &str, rules: &ChannelRules) -> Channel {
    let signs = [
        (OriginRule::Utm, tags),
        (OriginRule::LandingPage, landing(landing_page)),
        (OriginRule::Referrer, (host(referrer), "")),
    ];
    let is_there = |sign: &(OriginRule, Sign<'_>)| !trim(sign.1.0).is_empty();
    let named = signs
        .iter()
        .filter(|sign| is_there(sign))
        .find_map(|(rule, sign)| channel(*rule, *sign, rules).or_else(|| touchpoint::of_group(&text(*sign))));
    let says_anything = signs.iter().any(is_there);
    rules.settled(
        named.unwrap_or_else(
            || {
                if says_anything { touchpoint::other_sources() } else { touchpoint::direct() }
            },
        ),
    )
}

/// What the address of a first page says: its campaign tags, else the advertiser whose click id it bears.
pub(super) fn landing(address: &str) -> Sign<'_> {
    let Some((_, query)) = address.split_once('?') else { return ("", "") };
    let query = query.split('#').next().unwrap_or_default();
    let (mut source, mut medium, mut clicked) = ("", "", ("", ""));
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match name {
            "utm_source" if source.is_empty() => source = value,
            "utm_medium" if medium.is_empty() => medium = value,
            _ if clicked.0.is_empty() && !value.is_empty() => clicked = click_id(name),
            _ => {}
        }
    }
    if source.is_empty() { clicked } else { (source, medium) }
}

/// Whose click id a parameter is. Facebook adds its own to every link, paid or not: it says the site, not that it was an ad.
fn click_id(name: &str) -> Sign<'static> {
    match name {
        "gclid" | "gbraid" | "wbraid" => ("google", "cpc"),
        "ttclid" => ("tiktok", "cpc"),
        "fbclid" => ("facebook", "social"),
        _ => ("", ""),
    }
}

/// The site of an address, without `www.`.
pub(super) fn host(address: &str) -> &str {
    let address = trim(address);
    if address.is_empty() {
        return address;
    }
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = after.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// A part of an address as text: `%20` and `+` are blanks. What is no sound encoding stays as it is.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
        match (first, digit(tail.first()), digit(tail.get(1))) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            (b'+', ..) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Direction, Stage};

    #[test]
    fn a_first_page_says_its_tags_or_its_click_id() {
        assert_eq!(landing("https://shop.example.com/?utm_source=line&utm_medium=oa#x"), ("line", "oa"));
        assert_eq!(landing("/p?gclid=abc&utm_source="), ("google", "cpc"));
        assert_eq!(landing("/p?fbclid=1&utm_source=ig&utm_medium=paid"), ("ig", "paid"));
        assert_eq!(landing("/p?color=red"), ("", ""));
        assert_eq!(landing(""), ("", ""));
    }

    #[test]
    fn a_site_is_what_stands_between_the_slashes() {
        assert_eq!(host("https://www.google.co.th/search?q=x"), "google.co.th");
        assert_eq!(host("l.facebook.com"), "l.facebook.com");
        assert_eq!(host("http://example.com:8080"), "example.com");
        assert_eq!(host(""), "");
    }

    #[test]
    fn addresses_are_decoded_and_odd_ones_stay() {
        assert_eq!(decoded("line%20oa"), "line oa");
        assert_eq!(decoded("a+b"), "a b");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%ff"), "%ff", "no sound text");
        assert_eq!(decoded("%E0%B8%81"), "ก");
    }

    #[test]
    fn what_a_person_assigned_wins() {
        let usual = ChannelRules::default();
        let named = |rules: &ChannelRules, rule, sign| channel(rule, sign, rules).map(|channel| channel.name);
        assert_eq!(named(&usual, OriginRule::Utm, ("facebook", "paid")).as_deref(), Some("Facebook Ads"));
        assert_eq!(named(&usual, OriginRule::Coupon, ("MAY10", "")), None);
        assert_eq!(
            named(&usual, OriginRule::Referrer, ("google.co.th", "")).as_deref(),
            Some("Google search")
        );
        assert_eq!(named(&usual, OriginRule::SelfReport, ("เพื่อนแนะนำมาค่ะ", "")).as_deref(), Some("Referral"));
        let own =
            Channel { name: "Influencers".to_owned(), stage: Stage::Awareness, direction: Direction::Push };
        let rules = usual.with(AssignedKind::Origin, "may10", Some(own.clone()));
        assert_eq!(channel(OriginRule::Coupon, ("MAY10", ""), &rules), Some(own));
        let turned = ChannelRules {
            channels: vec![Channel {
                name: "Facebook Ads".to_owned(),
                stage: Stage::Retention,
                direction: Direction::Pull,
            }],
            ..ChannelRules::default()
        };
        let stage = channel(OriginRule::Utm, ("facebook", "paid"), &turned).map(|channel| channel.stage);
        assert_eq!(stage, Some(Stage::Retention));
    }

    #[test]
    fn a_visit_has_a_channel_whatever_it_says() {
        let rules = ChannelRules::default();
        let name = |tags, page, site| of_visit(tags, page, site, &rules).name;
        assert_eq!(name(("tiktok", "cpc"), "", ""), "TikTok Ads");
        assert_eq!(name(("(direct)", "(none)"), "", ""), "Direct visits");
        assert_eq!(name(("", ""), "", ""), "Direct visits");
        assert_eq!(name(("", ""), "/?gclid=1", ""), "Google Search Ads");
        assert_eq!(name(("", ""), "/", "https://pantip.com/topic/1"), "Articles and reviews");
        assert_eq!(name(("nobody", ""), "", ""), "Other sources");
    }
}
