//! The interval of a figure that is a plain share of what its rows count. Never that of a yield, of a mean, or of a comparison.

use super::catalog::Figure;
use crate::analysis::DefinitionId;
use crate::analysis::statistics::wilson;
use crate::domain::{Interval, Proportion};

impl Figure {
    /// Wilson's interval, 95 %, where that is what the definition's card names; `None` for every other figure.
    pub fn interval(&self) -> Option<Interval> {
        let is_share = matches!(
            self.definition,
            DefinitionId::ServiceReply
                | DefinitionId::ServiceResolution
                | DefinitionId::SameIssue
                | DefinitionId::OnTime
                | DefinitionId::Claims
                | DefinitionId::PerfectOrder
                | DefinitionId::Cart
                | DefinitionId::Csat
                | DefinitionId::Overdue
        );
        wilson(Proportion::new(self.says.numerator, self.says.denominator.filter(|_| is_share)?))
    }
}
