//! Which families of figures a question is about, so that a changed filter pays only for what is looked at. Never a figure.

/// A family of figures that are computed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// By which values the orders' customers are identified.
    Identified,
    /// The five stages and their steps.
    Journey,
    /// RP1 to RP5 and their curve.
    Repeat,
    /// The ladder and the groups.
    RepeatInDepth,
    /// What others call the repeat rate.
    Translations,
    /// Month and rolling cohorts.
    Cohorts,
    /// Revenue by month.
    Revenue,
    /// Recency, frequency, monetary value.
    Rfm,
    /// Ad channels.
    Channels,
    /// NPS and reviews.
    Voice,
    /// Requests for help, parcels, carts.
    Service,
    /// Spend against customers and revenue, and where orders come from.
    Efficiency,
    /// Which channels orders are credited to.
    Attribution,
    /// What customers have brought.
    Value,
    /// What customers may still bring.
    Predictions,
    /// What a change would bring.
    WhatIf,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 16] = [
        Self::Identified,
        Self::Journey,
        Self::Repeat,
        Self::RepeatInDepth,
        Self::Translations,
        Self::Cohorts,
        Self::Revenue,
        Self::Rfm,
        Self::Channels,
        Self::Voice,
        Self::Service,
        Self::Efficiency,
        Self::Attribution,
        Self::Value,
        Self::Predictions,
        Self::WhatIf,
    ];
}

/// A set of families. The summary of the orders and the remarks belong to every set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Families(u32);

impl Families {
    /// Everything.
    pub const ALL: Self = Self::of(&Family::ALL);

    /// These families.
    pub const fn of(families: &[Family]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < families.len() {
            bits |= 1 << families[index] as u32;
            index += 1;
        }
        Self(bits)
    }

    /// All of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// All of them but one.
    #[must_use]
    pub const fn without(self, family: Family) -> Self {
        Self(self.0 & !(1 << family as u32))
    }

    /// Whether a family is among them.
    pub fn contains(self, family: Family) -> bool {
        self.0 & (1 << family as u32) != 0
    }

    /// Whether all of `other` are among them.
    pub fn cover(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Default for Families {
    fn default() -> Self {
        Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_covers_its_parts() {
        let some = Families::of(&[Family::Repeat, Family::Voice]);
        assert!(!some.without(Family::Voice).contains(Family::Voice) && some.without(Family::Rfm) == some);
        assert!(some.contains(Family::Voice) && !some.contains(Family::Rfm));
        assert!(Families::ALL.cover(some) && some.cover(some) && !some.cover(Families::ALL));
        assert!(Families::of(&[Family::Repeat]).with(Families::of(&[Family::Voice])) == some);
        assert!(Family::ALL.iter().all(|family| Families::default().contains(*family)));
    }
}
