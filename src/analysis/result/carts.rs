//! Carts as an analysis says them. Never computes, never says why a cart was left.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::{ComparedFigure, Share};
use crate::domain::{Currency, Day, MonthIndex};

/// Carts that became orders, and carts that did not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Carts {
    /// Carts filled in the period.
    pub carts: u64,
    /// The last day that the data of carts covers.
    pub until: Option<Day>,
    /// Days within which a cart has to become an order.
    pub window_days: u32,
    /// Carts whose window is over that became no order, of carts whose window is over.
    pub abandoned: Share,
    /// Known people none of whose carts became an order, of people whose first cart's window is over.
    pub abandoned_people: Share,
    /// Carts whose window is not over.
    pub still_open: u64,
    /// Carts whose order was found by the customer's next purchase, for want of a link.
    pub inferred: u64,
    /// What lay in the abandoned carts, in `currency`; `None` where no export tells.
    pub left_behind_minor: Option<i64>,
    /// Abandoned carts with a known value in that currency.
    pub left_behind_carts: u64,
    /// Currency of the value: that of most carts.
    pub currency: Option<Currency>,
    /// After a reminder (`now`) against none (`then`): carts that became an order after the day on which reminders go out, of carts
    /// that were still open then. `None` without reminders.
    pub recovery: Option<ComparedFigure>,
    /// Typical days from a cart to its reminder: where the carts without one are looked at from.
    pub reminder_days: Option<u32>,
    /// By month of the cart, first to last without gaps.
    pub months: Vec<CartMonth>,
    /// Sessions of web statistics that put something into a cart and then bought nothing: events, not people.
    pub sessions: Option<Share>,
    /// CRT.
    pub definition: DefinitionId,
}

/// One month of carts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CartMonth {
    /// The month.
    pub month: MonthIndex,
    /// Abandoned, of carts whose window is over.
    pub abandoned: Share,
    /// Carts whose window is not over.
    pub still_open: u64,
}
