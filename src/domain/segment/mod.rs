//! A customer group as a saved query: conditions joined by and, or, not. Never looks at a customer.

mod read;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, Direction};

pub use read::SegmentError;

/// A rule that a customer meets or does not, as of a day (METRICS, section 7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Segment {
    /// Meets every one.
    And(Vec<Self>),
    /// Meets at least one.
    Or(Vec<Self>),
    /// Does not meet it.
    Not(Box<Self>),
    /// One condition.
    Is(Condition),
}

/// One condition on a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A text of the customer's orders compares so with one of the values, in any case of letters.
    Text(TextField, TextTest, Vec<String>),
    /// A whole number compares so.
    Number(NumberField, Comparison, i64),
    /// A day compares so.
    Date(DateField, Comparison, Day),
    /// The direction that brought the first attributed order.
    Direction(Direction),
    /// Meets the rule of a saved segment with one of these names, in any case of letters. Until [`Segment::resolved`] has put the
    /// rules in, nobody does.
    Persona(Vec<String>),
}

/// Texts of a customer's valid orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    /// Channel of any order that names one.
    Channel,
    /// Channel of the first order that names one.
    FirstChannel,
    /// Product of any order.
    Product,
    /// Product of the first order.
    FirstProduct,
    /// Platform of any order.
    Platform,
    /// Coupon or discount code of any order.
    Coupon,
    /// Place that any order was sent to.
    Place,
}

/// How texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextTest {
    /// The whole text.
    Equals,
    /// A part of it.
    Contains,
}

/// Whole numbers of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberField {
    /// Purchase occasions.
    Orders,
    /// Net value of the valid orders, in whole units of the currency.
    Value,
    /// Days since the last occasion.
    RecencyDays,
    /// Score of the latest NPS answer.
    Nps,
}

/// Days of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateField {
    /// First occasion.
    FirstOrder,
    /// Last occasion.
    LastOrder,
}

/// How numbers and days are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the signs say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Comparison {
    const ALL: [Self; 6] = [Self::Equal, Self::NotEqual, Self::Less, Self::AtMost, Self::More, Self::AtLeast];

    /// Whether `left` compares so with `right`.
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        let order = left.cmp(right);
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// A field of either kind, by the word that stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Text(TextField),
    Number(NumberField),
    Date(DateField),
    Direction,
    Persona,
}

impl Field {
    const ALL: [(&'static str, Self); 15] = [
        ("channel", Self::Text(TextField::Channel)),
        ("first_channel", Self::Text(TextField::FirstChannel)),
        ("product", Self::Text(TextField::Product)),
        ("first_product", Self::Text(TextField::FirstProduct)),
        ("platform", Self::Text(TextField::Platform)),
        ("coupon", Self::Text(TextField::Coupon)),
        ("place", Self::Text(TextField::Place)),
        ("orders", Self::Number(NumberField::Orders)),
        ("value", Self::Number(NumberField::Value)),
        ("recency_days", Self::Number(NumberField::RecencyDays)),
        ("nps", Self::Number(NumberField::Nps)),
        ("first_order", Self::Date(DateField::FirstOrder)),
        ("last_order", Self::Date(DateField::LastOrder)),
        ("direction", Self::Direction),
        ("persona", Self::Persona),
    ];

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, field)| *field == self).map_or("", |(word, _)| word)
    }
}

impl Segment {
    /// Reads `orders >= 2 and not channel = "Facebook Ads"`.
    ///
    /// # Errors
    /// [`SegmentError`], with the place and what was expected there.
    pub fn parse(text: &str) -> Result<Self, SegmentError> {
        read::segment(text)
    }

    /// Whether it names a persona.
    pub fn names_personas(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::names_personas),
            Self::Not(part) => part.names_personas(),
            Self::Is(condition) => matches!(condition, Condition::Persona(_)),
        }
    }

    /// The same rule with the rules of the personas it names in their place, as `rule_of` knows them.
    ///
    /// # Errors
    /// [`PersonaError`] for a persona that nobody knows or that is made of itself.
    pub fn resolved(&self, rule_of: &dyn Fn(&str) -> Option<Self>) -> Result<Self, PersonaError> {
        self.resolved_within(rule_of, &mut Vec::new())
    }

    /// The same segment after the saved segment called `from`, in any case of letters, is called `to`.
    #[must_use]
    pub fn renamed(&self, from: &str, to: &str) -> Self {
        let all = |parts: &[Self]| parts.iter().map(|part| part.renamed(from, to)).collect();
        let is_it = |name: &str| name.trim().to_lowercase() == from.trim().to_lowercase();
        match self {
            Self::And(parts) => Self::And(all(parts)),
            Self::Or(parts) => Self::Or(all(parts)),
            Self::Not(part) => Self::Not(Box::new(part.renamed(from, to))),
            Self::Is(Condition::Persona(names)) => {
                let name = |name: &String| if is_it(name) { to.to_owned() } else { name.clone() };
                Self::Is(Condition::Persona(names.iter().map(name).collect()))
            }
            Self::Is(condition) => Self::Is(condition.clone()),
        }
    }

    fn resolved_within(
        &self,
        rule_of: &dyn Fn(&str) -> Option<Self>,
        open: &mut Vec<String>,
    ) -> Result<Self, PersonaError> {
        let mut all = |parts: &[Self]| -> Result<Vec<Self>, PersonaError> {
            parts.iter().map(|part| part.resolved_within(rule_of, open)).collect()
        };
        Ok(match self {
            Self::And(parts) => Self::And(all(parts)?),
            Self::Or(parts) => Self::Or(all(parts)?),
            Self::Not(part) => Self::Not(Box::new(part.resolved_within(rule_of, open)?)),
            Self::Is(Condition::Persona(names)) => {
                let mut rules =
                    names.iter().map(|name| persona(name, rule_of, open)).collect::<Result<Vec<_>, _>>()?;
                if rules.len() == 1 { rules.remove(0) } else { Self::Or(rules) }
            }
            Self::Is(condition) => Self::Is(condition.clone()),
        })
    }
}

/// The rule of one persona; `open` are those whose rules are being put in.
fn persona(
    name: &str,
    rule_of: &dyn Fn(&str) -> Option<Segment>,
    open: &mut Vec<String>,
) -> Result<Segment, PersonaError> {
    let key = name.trim().to_lowercase();
    if open.contains(&key) {
        return Err(PersonaError::MadeOfItself(name.to_owned()));
    }
    let rule = rule_of(name).ok_or_else(|| PersonaError::Unknown(name.to_owned()))?;
    open.push(key);
    let resolved = rule.resolved_within(rule_of, open);
    open.pop();
    resolved
}

/// Why a persona has no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonaError {
    /// No saved segment has that name.
    #[error("No saved segment is called `{0}`.")]
    Unknown(String),
    /// Its own rule names it.
    #[error("The segment `{0}` is made of itself.")]
    MadeOfItself(String),
}

impl fmt::Display for Segment {
    /// Writes what [`Segment::parse`] reads back.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |out: &mut fmt::Formatter<'_>, parts: &[Self], word: &str| {
            for (index, part) in parts.iter().enumerate() {
                let before = if index > 0 { word } else { "" };
                match part {
                    Self::Is(_) | Self::Not(_) => write!(out, "{before}{part}")?,
                    Self::And(_) | Self::Or(_) => write!(out, "{before}({part})")?,
                }
            }
            Ok(())
        };
        match self {
            Self::And(parts) => joined(out, parts, " and "),
            Self::Or(parts) => joined(out, parts, " or "),
            Self::Not(part) => match part.as_ref() {
                Self::Is(_) | Self::Not(_) => write!(out, "not {part}"),
                Self::And(_) | Self::Or(_) => write!(out, "not ({part})"),
            },
            Self::Is(condition) => condition.fmt(out),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(field, test, values) => {
                let sign = match test {
                    TextTest::Equals => "=",
                    TextTest::Contains => "contains",
                };
                write!(out, "{} {sign} {}", Field::Text(*field).word(), quoted(values))
            }
            Self::Persona(names) => write!(out, "persona = {}", quoted(names)),
            Self::Number(field, comparison, value) => {
                write!(out, "{} {} {value}", Field::Number(*field).word(), comparison.sign())
            }
            Self::Date(field, comparison, day) => {
                write!(out, "{} {} {day}", Field::Date(*field).word(), comparison.sign())
            }
            Self::Direction(direction) => write!(out, "direction = {}", direction.id()),
        }
    }
}

fn quoted(values: &[String]) -> String {
    let quote = |value: &String| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    values.iter().map(quote).collect::<Vec<_>>().join(", ")
}

impl From<Segment> for String {
    fn from(segment: Segment) -> Self {
        segment.to_string()
    }
}

impl TryFrom<String> for Segment {
    type Error = SegmentError;

    fn try_from(text: String) -> Result<Self, SegmentError> {
        Self::parse(&text)
    }
}
