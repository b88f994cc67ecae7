//! The same figure for another question: one side of a comparison, or the customers of one direction. Never a figure of its own.

use super::FigureId;
use crate::analysis::{AnalysisError, Memory, Spec, compare};
use crate::domain::{Condition, Direction, Lens, Segment};
use crate::tables::Tables;

/// Which other question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// The side of a comparison that was asked for, as of the day on which both sides are equally old.
    Now,
    /// The side that it is compared with.
    Then,
    /// Only what push channels brought.
    Push,
    /// Only what pull channels brought.
    Pull,
}

impl Asked {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Now, Self::Then, Self::Push, Self::Pull];

    /// Stable name: what stands before the name of the figure, as in `then:repeat:within:90`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Then => "then",
            Self::Push => "push",
            Self::Pull => "pull",
        }
    }

    /// The other side of the same pair.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Now => Self::Then,
            Self::Then => Self::Now,
            Self::Push => Self::Pull,
            Self::Pull => Self::Push,
        }
    }

    /// The other question; `None` where `spec` compares nothing.
    pub(super) fn spec(
        self,
        (tables, spec): (&Tables, &Spec),
        figure: &FigureId,
        memory: &mut Memory,
    ) -> Result<Option<Spec>, AnalysisError> {
        let lens = match self {
            Self::Now | Self::Then => {
                let sides = compare::sides(tables, spec, memory)?;
                return Ok(sides.map(|[now, then]| if self == Self::Now { now } else { then }));
            }
            Self::Push => Lens::Push,
            Self::Pull => Lens::Pull,
        };
        let other = Spec { compared_with: None, ..spec.clone() };
        // Counts of events know no people, whose direction a segment could ask for.
        if matches!(figure, FigureId::Stage(_) | FigureId::Step(_) | FigureId::Unit(_)) {
            return Ok(Some(Spec { lens, ..other }));
        }
        let direction = if self == Self::Push { Direction::Push } else { Direction::Pull };
        let own = Segment::Is(Condition::Direction(direction));
        let segment = match &spec.segment {
            Some(segment) => Segment::And(vec![segment.clone(), own]),
            None => own,
        };
        Ok(Some(Spec { segment: Some(segment), ..other }))
    }
}

impl FigureId {
    /// The figure for another question.
    #[must_use]
    pub fn asked(self, asked: Asked) -> Self {
        Self::Asked(asked, Box::new(self))
    }

    /// The same figure on the other side of what it is compared with; `None` where it is compared with nothing.
    pub fn other_side(&self) -> Option<Self> {
        let Self::Asked(asked, figure) = self else { return None };
        Some(Self::Asked(asked.other(), figure.clone()))
    }
}
