//! The signs of an order that say which channel brought it, and the one that decides. Never counts an order.

use std::collections::HashMap;

use super::Field;
use super::order_cells::OrderCells;
use crate::domain::{ChannelRules, OriginRule};
use crate::import::origin::{self, Sign};
use crate::import::parse::text::{is_not_reported, is_same_text, trim};
use crate::import::touchpoint::{self, Attributes};
use crate::tables::{Code, Codes, OrderRow, OriginRow};

/// What an order says under one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The rule.
    pub rule: OriginRule,
    /// Code of the text.
    pub text: Code,
    /// Code of the channel, where one is known.
    pub channel: Option<Code>,
}

impl Said {
    /// As a row of the order.
    pub(super) fn of(&self, order: &OrderRow) -> OriginRow {
        OriginRow {
            order: order.order,
            source: order.source,
            rule: self.rule.code(),
            text: self.text,
            channel: self.channel.into(),
        }
    }
}

/// The cells of an order that may name its channel.
pub(super) struct Signs<'text> {
    pub attributes: &'text str,
    pub source: Sign<'text>,
    pub landing_page: &'text str,
    pub referrer: &'text str,
    pub coupon: &'text str,
    pub self_report: &'text str,
}

impl<'text> Signs<'text> {
    /// What the first filled cells of the order say whose records are `rows`.
    pub(super) fn of(cells: OrderCells<'text>, rows: &[u32]) -> Self {
        Self {
            attributes: cells.first(Field::Attributes, rows),
            source: (cells.first(Field::Source, rows), cells.first(Field::Medium, rows)),
            landing_page: cells.first(Field::LandingPage, rows),
            referrer: cells.first(Field::Referrer, rows),
            coupon: cells.first(Field::Coupon, rows),
            self_report: cells.first(Field::SelfReport, rows),
        }
    }

    /// The sign under each rule, blank where there is none; the attributes are `named`.
    fn by_rule(&self, named: Attributes<'text>) -> [Sign<'text>; OriginRule::ALL.len()] {
        let either = |cell: &'text str, attribute: &'text str| {
            let cell = trim(cell);
            if cell.is_empty() { attribute } else { cell }
        };
        [
            named.utm,
            self.source,
            origin::landing(either(self.landing_page, named.landing_page)),
            (origin::host(either(self.referrer, named.referrer)), ""),
            (self.coupon, ""),
            (either(self.self_report, named.self_report), ""),
        ]
    }
}

/// Codes of a sign's text and channel; `None` where it says nothing about what brought the order.
type Meaning = Option<(Code, Option<Code>)>;

/// A sign under a rule.
#[derive(Clone, Copy, Hash)]
struct Seen<'text> {
    rule: OriginRule,
    sign: Sign<'text>,
}

impl Eq for Seen<'_> {}

impl PartialEq for Seen<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.rule == other.rule && is_same(self.sign, other.sign)
    }
}

fn is_same(left: Sign<'_>, right: Sign<'_>) -> bool {
    is_same_text(left.0, right.0) && is_same_text(left.1, right.1)
}

/// What was seen before, with its meaning: many orders share one, most the one of the order before.
#[derive(Default)]
pub(super) struct Origins<'text> {
    known: HashMap<Seen<'text>, Meaning, foldhash::fast::RandomState>,
    /// The sign of the order before under each rule.
    last: [(Sign<'text>, Meaning); OriginRule::ALL.len()],
    /// Its attributes.
    attributes: (&'text str, Attributes<'text>),
}

impl<'text> Origins<'text> {
    /// What an order says under each rule, added to `said`; the channel by the first rule that knows one.
    pub(super) fn of(
        &mut self,
        signs: &Signs<'text>,
        rules: &ChannelRules,
        codes: &mut Codes,
        said: &mut Vec<Said>,
    ) -> Option<Code> {
        let first = said.len();
        if !is_same_text(self.attributes.0, signs.attributes) {
            self.attributes = (signs.attributes, Attributes::of(signs.attributes));
        }
        let by_rule = OriginRule::ALL.into_iter().zip(signs.by_rule(self.attributes.1));
        for ((rule, sign), last) in by_rule.zip(&mut self.last) {
            if sign.0.is_empty() {
                continue;
            }
            if !is_same(last.0, sign) {
                let known = self.known.entry(Seen { rule, sign });
                *last = (sign, *known.or_insert_with(|| meaning(rule, sign, rules, codes)));
            }
            said.extend(last.1.map(|(text, channel)| Said { rule, text, channel }));
        }
        let by = |rule: &OriginRule| said[first..].iter().find(|said| said.rule == *rule)?.channel;
        rules.precedence.iter().find_map(by)
    }
}

fn meaning(rule: OriginRule, sign: Sign<'_>, rules: &ChannelRules, codes: &mut Codes) -> Meaning {
    let says_where = rule == OriginRule::Column && touchpoint::is_place_of_sale(sign.0);
    if is_not_reported(trim(sign.0)) || says_where {
        return None;
    }
    let channel = origin::channel(rule, sign, rules).map(|channel| codes.channel(&channel));
    Some((codes.origins.code(&origin::text(sign)), channel))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(precedence: &[OriginRule]) -> (Option<String>, usize) {
        let rules = ChannelRules { precedence: precedence.to_vec(), ..ChannelRules::default() };
        let mut codes = Codes::default();
        let mut said = Vec::new();
        let signs = Signs {
            attributes: "lang: th\nutm_source: facebook\nutm_medium: paid\nreferrer: https://www.google.com/",
            source: ("web", ""),
            landing_page: "/?gclid=7",
            referrer: "",
            coupon: "MAY10",
            self_report: "TikTok ค่ะ",
        };
        let code = Origins::default().of(&signs, &rules, &mut codes, &mut said);
        (code.map(|code| codes.channels[code as usize].name.clone()), said.len())
    }

    #[test]
    fn the_first_rule_that_knows_a_channel_decides() {
        use OriginRule::{Column, Coupon, LandingPage, Referrer, SelfReport, Utm};
        let name = |rules: &[OriginRule]| channel(rules).0;
        assert_eq!(
            channel(&OriginRule::ALL),
            (Some("Facebook Ads".to_owned()), 5),
            "web says where, not whence"
        );
        assert_eq!(
            name(&[Column, LandingPage, Utm]).as_deref(),
            Some("Google Search Ads"),
            "web is no channel"
        );
        assert_eq!(name(&[Referrer]).as_deref(), Some("Google search"));
        assert_eq!(name(&[Coupon, SelfReport]).as_deref(), Some("TikTok Ads"));
        assert_eq!(name(&[Coupon, Column]), None);
        assert_eq!(name(&[]), None);
    }
}
