//! How a record says which channel brought a customer, which of several signs decides, and what a person has said about it. Never reads
//! a record.

use serde::{Deserialize, Serialize};

use super::Channel;

/// A kind of sign that names the channel of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginRule {
    /// Campaign tags: `utm_source` and `utm_medium`.
    Utm,
    /// The shop's own column of the source.
    Column,
    /// Tags or click ids in the address of the first page.
    LandingPage,
    /// The site that the customer came from.
    Referrer,
    /// The discount code that was used.
    Coupon,
    /// What the customer answered to "how did you hear about us?".
    SelfReport,
}

impl OriginRule {
    /// All rules, the usually most reliable first.
    pub const ALL: [Self; 6] =
        [Self::Utm, Self::Column, Self::LandingPage, Self::Referrer, Self::Coupon, Self::SelfReport];

    /// Stable machine name, as in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Utm => "utm",
            Self::Column => "column",
            Self::LandingPage => "landing_page",
            Self::Referrer => "referrer",
            Self::Coupon => "coupon",
            Self::SelfReport => "self_report",
        }
    }

    /// Integer in tables.
    pub fn code(self) -> u32 {
        self as u32
    }

    /// The rule behind an integer in a table.
    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }
}

/// What a person has assigned to a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignedKind {
    /// What an order or a visit says about its source.
    Origin,
    /// A campaign of an ad report.
    Campaign,
}

/// A text of the exports and the channel that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// What kind of text it is.
    pub kind: AssignedKind,
    /// The whole text, compared in any case of letters: `facebook / paid`, a discount code, a campaign's name.
    pub text: String,
    /// The channel.
    pub channel: Channel,
}

/// Which sign decides about an order's channel, and what differs from the built-in rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelRules {
    /// Rules in use: the first that names a channel decides.
    pub precedence: Vec<OriginRule>,
    /// Texts that a person has given a channel; they win over the built-in rules.
    pub assigned: Vec<Assigned>,
    /// Channels whose stage or direction a person has changed.
    pub channels: Vec<Channel>,
}

impl Default for ChannelRules {
    fn default() -> Self {
        Self { precedence: OriginRule::ALL.to_vec(), assigned: Vec::new(), channels: Vec::new() }
    }
}

impl ChannelRules {
    /// Whether nothing differs from the built-in rules.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The channel that a person has given a text; `fold` makes texts comparable.
    pub fn assigned_to(
        &self,
        kind: AssignedKind,
        text: &str,
        fold: impl Fn(&str) -> String,
    ) -> Option<&Channel> {
        if self.assigned.is_empty() {
            return None;
        }
        let text = fold(text);
        let known = self.assigned.iter().find(|one| one.kind == kind && fold(&one.text) == text);
        known.map(|one| &one.channel)
    }

    /// The channel with the stage and direction that a person has given it.
    pub fn settled(&self, channel: Channel) -> Channel {
        self.channels.iter().find(|own| own.name == channel.name).cloned().unwrap_or(channel)
    }

    /// The same rules with `text` given to `channel`, or to what the built-in rules say.
    #[must_use]
    pub fn with(mut self, kind: AssignedKind, text: &str, channel: Option<Channel>) -> Self {
        self.assigned.retain(|one| one.kind != kind || one.text != text);
        self.assigned.extend(channel.map(|channel| Assigned { kind, text: text.to_owned(), channel }));
        self
    }

    /// The same rules with `rule` decided before the one that now precedes it; a rule that is off is put last.
    #[must_use]
    pub fn raised(mut self, rule: OriginRule) -> Self {
        match self.precedence.iter().position(|known| *known == rule) {
            Some(place) => self.precedence.swap(place, place.saturating_sub(1)),
            None => self.precedence.push(rule),
        }
        self
    }

    /// The same rules without `rule`.
    #[must_use]
    pub fn without(mut self, rule: OriginRule) -> Self {
        self.precedence.retain(|known| *known != rule);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Stage};
    use super::*;

    fn channel(name: &str) -> Channel {
        Channel { name: name.to_owned(), stage: Stage::Awareness, direction: Direction::Pull }
    }

    #[test]
    fn a_rule_is_raised_switched_off_and_on_again() {
        let rules = ChannelRules::default().raised(OriginRule::Column);
        assert_eq!(rules.precedence[..2], [OriginRule::Column, OriginRule::Utm]);
        let rules = rules.raised(OriginRule::Column);
        assert_eq!(rules.precedence[0], OriginRule::Column, "the first stays the first");
        let rules = rules.without(OriginRule::Coupon);
        assert_eq!(rules.precedence.len(), 5);
        assert_eq!(rules.raised(OriginRule::Coupon).precedence.last(), Some(&OriginRule::Coupon));
    }

    #[test]
    fn a_text_is_given_a_channel_and_taken_back() {
        let rules = ChannelRules::default().with(AssignedKind::Origin, "Partner", Some(channel("Partners")));
        let of = |rules: &ChannelRules, text: &str| {
            rules.assigned_to(AssignedKind::Origin, text, str::to_lowercase).map(|own| own.name.clone())
        };
        assert_eq!(of(&rules, "PARTNER").as_deref(), Some("Partners"));
        assert_eq!(rules.assigned_to(AssignedKind::Campaign, "partner", str::to_lowercase), None);
        assert!(rules.with(AssignedKind::Origin, "Partner", None).is_default());
    }

    #[test]
    fn codes_stand_for_their_rule() {
        for rule in OriginRule::ALL {
            assert_eq!(OriginRule::from_code(rule.code()), Some(rule));
        }
    }
}
