//! The customers behind the cohorts. Never computes a share.

use super::list::{Row, RowReason, Verdict};
use super::people::Lists;
use crate::analysis::cohorts::MAX_MONTHS;
use crate::analysis::months::is_complete;
use crate::analysis::scope::Occasion;
use crate::domain::MonthIndex;

impl Lists<'_> {
    /// The customers of a cohort; with an offset, those of them who bought in that month, who did not, or who still may. Their
    /// money is that of the month.
    pub(super) fn cohort(&self, cohort: MonthIndex, offset: Option<u32>) -> Vec<Row> {
        let scope = &self.scope;
        let Some(end) = scope.as_of.map(crate::domain::Day::month) else { return Vec::new() };
        let month = MonthIndex(cohort.0.saturating_add_unsigned(offset.unwrap_or(0)));
        if month > end {
            return Vec::new();
        }
        let members = scope.first_time_buyers().filter(|(_, occasions)| occasions[0].month == cohort.0);
        let row = |(customer, occasions): (&_, &[Occasion])| {
            let verdict = match offset {
                None => Verdict::Counted(None),
                Some(_) => self.in_month(occasions, month),
            };
            // As in the cell: what was ordered before the first purchase belongs to its month.
            let booked = |row: usize| {
                let own = scope.orders.month[row];
                own == month.0 || (month == cohort && own < month.0)
            };
            let whole = self.customer(customer);
            let money_minor = match offset {
                None => whole.money_minor,
                Some(_) => Some(self.net(customer, booked)),
            };
            Row { money_minor, ..whole }.judged(verdict)
        };
        members.map(row).collect()
    }

    /// The customers of all cohorts at one offset; those whose month is not over wait outside.
    pub(super) fn pooled(&self, offset: u32) -> Vec<Row> {
        // The oldest cohort that is kept.
        let Some(first) = self.scope.as_of.map(|as_of| as_of.month().0 - MAX_MONTHS + 1) else {
            return Vec::new();
        };
        let month = |occasions: &[Occasion]| MonthIndex(occasions[0].month.saturating_add_unsigned(offset));
        let members = self.scope.first_time_buyers().filter(|(_, occasions)| occasions[0].month >= first);
        let row = |(customer, occasions): (&_, &[Occasion])| {
            let verdict = if is_complete(month(occasions), self.scope.as_of) {
                self.in_month(occasions, month(occasions))
            } else {
                Verdict::Waiting(RowReason::MonthNotOver)
            };
            self.customer(customer).judged(verdict)
        };
        members.map(row).collect()
    }

    fn in_month(&self, occasions: &[Occasion], month: MonthIndex) -> Verdict {
        if occasions.iter().any(|occasion| occasion.month == month.0) {
            Verdict::Counted(None)
        } else if is_complete(month, self.scope.as_of) {
            Verdict::Lost
        } else {
            Verdict::Open(RowReason::MonthNotOver)
        }
    }
}
