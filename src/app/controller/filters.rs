//! What the filter bar asks: other days, another direction, something to compare with. Never computes the answer itself.

use super::Controller;
use crate::app::Action;

impl Controller {
    /// Takes a changed filter and asks anew; any other action changes nothing.
    pub(super) fn filter(&mut self, action: Action) {
        let session = &mut self.state.session;
        match action {
            Action::SetPeriod(period) => session.period = period,
            Action::SetLens(lens) => session.lens = lens,
            Action::SetCompare(with) => session.compare = with,
            Action::SetCohortGrain(grain) => session.cohort_grain = grain,
            _ => return,
        }
        self.analyze();
    }
}
