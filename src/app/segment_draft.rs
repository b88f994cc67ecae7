//! A segment while it is being built: groups of conditions joined by "all of" or "any of". Never decides who belongs to it.

use crate::domain::{Segment, SegmentError};

/// What a condition can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each has a name under segment.field in the locale files")]
pub enum SegmentField {
    Channel,
    FirstChannel,
    Direction,
    Product,
    FirstProduct,
    Platform,
    Orders,
    Value,
    RecencyDays,
    FirstOrder,
    LastOrder,
    Nps,
    Coupon,
    Place,
    Persona,
}

impl SegmentField {
    /// All fields, in the order they are offered.
    pub const ALL: [Self; 15] = [
        Self::Channel,
        Self::FirstChannel,
        Self::Direction,
        Self::Product,
        Self::FirstProduct,
        Self::Platform,
        Self::Orders,
        Self::Value,
        Self::RecencyDays,
        Self::FirstOrder,
        Self::LastOrder,
        Self::Nps,
        Self::Coupon,
        Self::Place,
        Self::Persona,
    ];

    /// The word of the query language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::FirstChannel => "first_channel",
            Self::Direction => "direction",
            Self::Product => "product",
            Self::FirstProduct => "first_product",
            Self::Platform => "platform",
            Self::Orders => "orders",
            Self::Value => "value",
            Self::RecencyDays => "recency_days",
            Self::FirstOrder => "first_order",
            Self::LastOrder => "last_order",
            Self::Nps => "nps",
            Self::Coupon => "coupon",
            Self::Place => "place",
            Self::Persona => "persona",
        }
    }

    /// The signs that can stand behind it.
    pub fn signs(self) -> &'static [&'static str] {
        match self {
            Self::Direction | Self::Persona => &["="],
            Self::Channel
            | Self::FirstChannel
            | Self::Product
            | Self::FirstProduct
            | Self::Platform
            | Self::Coupon
            | Self::Place => &["=", "contains"],
            Self::Orders
            | Self::Value
            | Self::RecencyDays
            | Self::FirstOrder
            | Self::LastOrder
            | Self::Nps => &[">=", "<=", ">", "<", "=", "!="],
        }
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionDraft {
    /// Whether it must not hold.
    pub not: bool,
    /// What it is about.
    pub field: SegmentField,
    /// How it compares: one of the field's signs.
    pub sign: String,
    /// What it compares with; several texts stand apart by `|`.
    pub value: String,
}

impl Default for ConditionDraft {
    fn default() -> Self {
        Self { not: false, field: SegmentField::Orders, sign: ">=".to_owned(), value: "2".to_owned() }
    }
}

impl ConditionDraft {
    /// Another field, with a sign that it has.
    pub fn about(&mut self, field: SegmentField) {
        self.field = field;
        if !field.signs().contains(&self.sign.as_str()) {
            self.sign = field.signs()[0].to_owned();
            self.value.clear();
        }
    }

    /// As a query.
    pub fn text(&self) -> String {
        let quote = |value: &str| format!("\"{}\"", value.trim().replace('\\', "\\\\").replace('"', "\\\""));
        let values: Vec<String> = self.value.split('|').map(quote).collect();
        let not = if self.not { "not " } else { "" };
        format!("{not}{} {} {}", self.field.word(), self.sign, values.join(", "))
    }

    /// Whether it can be understood.
    pub fn is_whole(&self) -> bool {
        !self.value.trim().is_empty() && Segment::parse(&self.text()).is_ok()
    }

    fn of(segment: &Segment) -> Option<Self> {
        let (not, text) = match segment {
            Segment::Is(condition) => (false, condition.to_string()),
            Segment::Not(inner) => match inner.as_ref() {
                Segment::Is(condition) => (true, condition.to_string()),
                _ => return None,
            },
            _ => return None,
        };
        let (word, rest) = text.split_once(' ')?;
        let (sign, value) = rest.split_once(' ')?;
        let field = SegmentField::ALL.into_iter().find(|field| field.word() == word)?;
        let plain = value.trim_start_matches('"').trim_end_matches('"');
        let value = plain.replace("\", \"", " | ").replace("\\\"", "\"").replace("\\\\", "\\");
        Some(Self { not, field, sign: sign.to_owned(), value })
    }
}

/// Conditions of which all or any must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDraft {
    /// Any of them is enough.
    pub any: bool,
    /// The conditions.
    pub conditions: Vec<ConditionDraft>,
}

impl Default for GroupDraft {
    fn default() -> Self {
        Self { any: false, conditions: vec![ConditionDraft::default()] }
    }
}

impl GroupDraft {
    fn of(segment: &Segment) -> Option<Self> {
        let (any, parts) = match segment {
            Segment::And(parts) => (false, parts.as_slice()),
            Segment::Or(parts) => (true, parts.as_slice()),
            one => (false, std::slice::from_ref(one)),
        };
        let conditions = parts.iter().map(ConditionDraft::of).collect::<Option<Vec<_>>>()?;
        Some(Self { any, conditions })
    }

    fn text(&self) -> String {
        let parts: Vec<String> = self.conditions.iter().map(ConditionDraft::text).collect();
        parts.join(if self.any { " or " } else { " and " })
    }
}

/// A segment being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentDraft {
    /// Its name.
    pub name: String,
    /// Any of the groups is enough.
    pub any: bool,
    /// The groups.
    pub groups: Vec<GroupDraft>,
}

impl SegmentDraft {
    /// A new segment with one condition.
    pub fn fresh() -> Self {
        Self { groups: vec![GroupDraft::default()], ..Self::default() }
    }

    /// A saved segment as groups; `None` when it is nested deeper than groups of conditions.
    pub fn of(name: &str, segment: &Segment) -> Option<Self> {
        let name = name.to_owned();
        if let Some(group) = GroupDraft::of(segment) {
            return Some(Self { name, any: false, groups: vec![group] });
        }
        let (any, parts) = match segment {
            Segment::And(parts) => (false, parts),
            Segment::Or(parts) => (true, parts),
            _ => return None,
        };
        let mut groups: Vec<GroupDraft> = Vec::new();
        let mut single = GroupDraft { any, conditions: Vec::new() };
        for part in parts {
            match ConditionDraft::of(part) {
                Some(condition) => single.conditions.push(condition),
                None => groups.push(GroupDraft::of(part)?),
            }
        }
        if !single.conditions.is_empty() {
            groups.insert(0, single);
        }
        Some(Self { name, any, groups })
    }

    /// As a query.
    pub fn text(&self) -> String {
        let groups = self.groups.iter().filter(|group| !group.conditions.is_empty());
        let texts: Vec<String> = groups.map(GroupDraft::text).collect();
        if texts.len() == 1 {
            return texts.concat();
        }
        let bracketed: Vec<String> = texts.iter().map(|text| format!("({text})")).collect();
        bracketed.join(if self.any { " or " } else { " and " })
    }

    /// What it says.
    ///
    /// # Errors
    /// [`SegmentError`] while a condition is not whole.
    pub fn segment(&self) -> Result<Segment, SegmentError> {
        Segment::parse(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn condition() -> impl Strategy<Value = ConditionDraft> {
        let value = prop_oneof![
            Just("Facebook Ads".to_owned()),
            Just("a \"b\" | ชา".to_owned()),
            Just("7".to_owned())
        ];
        (any::<bool>(), 0_usize..15, 0_usize..6, value).prop_map(|(not, field, sign, value)| {
            let field = SegmentField::ALL[field];
            let sign = field.signs()[sign % field.signs().len()].to_owned();
            let value = match field {
                SegmentField::Direction => "push".to_owned(),
                SegmentField::FirstOrder | SegmentField::LastOrder => "2026-01-31".to_owned(),
                _ if field.signs().len() == 6 => "7".to_owned(),
                _ => value,
            };
            ConditionDraft { not, field, sign, value }
        })
    }

    proptest! {
        #[test]
        fn a_draft_says_what_it_shows_and_is_shown_again(
            any in any::<bool>(),
            groups in prop::collection::vec((any::<bool>(), prop::collection::vec(condition(), 1..4)), 1..4),
        ) {
            let groups = groups.into_iter().map(|(any, conditions)| GroupDraft { any, conditions }).collect();
            let draft = SegmentDraft { name: "x".to_owned(), any, groups };
            let segment = draft.segment().expect("whole conditions");
            let again = SegmentDraft::of("x", &segment).expect("groups of conditions");
            let words = |segment: &Segment| {
                let text = segment.to_string().replace(['(', ')'], "");
                let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
                words.sort();
                words
            };
            // Single conditions come first and share a group; nothing else moves.
            prop_assert_eq!(words(&again.segment().expect("whole")), words(&segment));
        }
    }

    #[test]
    fn a_condition_without_a_value_is_not_whole() {
        let mut condition = ConditionDraft::default();
        assert!(condition.is_whole());
        condition.about(SegmentField::Channel);
        assert!(!condition.is_whole());
        assert_eq!(condition.sign, "=");
    }
}
