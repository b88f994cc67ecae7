//! The rows of a stage or step whichever unit leads it: ad rows, campaigns, visits, chats, recommendations. Never two units in one list.

use super::FigureId;
use super::list::{Row, RowReason, RowState};
use super::people::Lists;
use crate::analysis::ads::{Ads, reported};
use crate::analysis::journey::{Leading, lies_within};
use crate::analysis::{AnalysisError, CountUnit};
use crate::domain::{Day, Stage};

impl Lists<'_> {
    /// What the stages above the boundary count, and the step between them.
    pub(super) fn leading(&self, figure: &FigureId) -> Result<Vec<Row>, AnalysisError> {
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let Leading { awareness, consideration, .. } = Leading::new(&self.scope, &ads)?;
        let unit = match figure {
            FigureId::Stage(Stage::Awareness) => awareness,
            FigureId::Stage(_) => consideration,
            _ if (awareness, consideration) == (Some(CountUnit::Deliveries), Some(CountUnit::MailClicks)) => {
                return self.clicks_per_message();
            }
            _ => None,
        };
        match unit {
            Some(unit) if !matches!(unit, CountUnit::Impressions | CountUnit::Clicks) => self.unit(unit),
            _ => self.reach(figure),
        }
    }

    /// Buyers of the days that the orders share with what consideration counts, and what they are held against.
    pub(super) fn buyers_per_unit(&self) -> Result<Vec<Row>, AnalysisError> {
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let Leading { consideration, shared, .. } = Leading::new(&self.scope, &ads)?;
        let Some(unit) = consideration.filter(|unit| *unit != CountUnit::Clicks) else {
            return self.purchase_yield();
        };
        let inside = |row: &Row| {
            let days = row.first.map(|first| (first, row.last.unwrap_or(first)));
            shared.zip(days).is_some_and(|(shared, days)| lies_within(days, shared))
        };
        let base = |row: Row| match row.state {
            RowState::Counted if inside(&row) => Row { state: RowState::Base, numerator: 0, ..row },
            RowState::Counted => {
                let reason = Some(RowReason::NotComparable);
                Row { state: RowState::LeftOut, reason, numerator: 0, denominator: 0, ..row }
            }
            _ => row,
        };
        let mut rows: Vec<Row> = self.unit(unit)?.into_iter().map(base).collect();
        shared.into_iter().for_each(|days| rows.extend(self.buyers_of(days)));
        Ok(rows)
    }

    /// Who recommends; where nobody says so, the purchases that followed recommendations.
    pub(super) fn advocates_or_referrals(&self) -> Result<Vec<Row>, AnalysisError> {
        if self.have_voices()? { self.advocates() } else { self.unit(CountUnit::Referrals) }
    }

    /// Purchases that followed recommendations, and the returning customers that they are held against.
    pub(super) fn referrals_per_customer(&self) -> Result<Vec<Row>, AnalysisError> {
        let followed = self.unit(CountUnit::Referrals)?;
        if followed.is_empty() {
            return Ok(followed);
        }
        let followed = followed.into_iter().map(|row| Row { denominator: 0, ..row });
        let retained = self.came_back().into_iter().filter(|row| row.state == RowState::Counted);
        let bases = retained.map(|row| Row { state: RowState::Base, numerator: 0, ..row });
        Ok(followed.chain(bases).collect())
    }

    /// Clicks of the messages of campaigns that report both.
    fn clicks_per_message(&self) -> Result<Vec<Row>, AnalysisError> {
        self.campaigns(&|delivered, clicks| reported(clicks).zip(reported(delivered)))
    }

    /// Customers of the lens with a purchase in those days.
    pub(super) fn buyers_of(&self, (from, to): (Day, Day)) -> Vec<Row> {
        let bought = |day: Day| (from..=to).contains(&day);
        let buyer = |(customer, occasions): (&_, &[crate::analysis::scope::Occasion])| {
            let counts = self.is_through_lens(customer) && occasions.iter().any(|one| bought(one.day));
            counts.then(|| Row { state: RowState::Counted, numerator: 1, ..self.customer(customer) })
        };
        self.scope.buyers().filter_map(buyer).collect()
    }
}
