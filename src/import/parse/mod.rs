//! Cells to values, decided per column. Never guesses in silence: what the whole column does not decide is asked or rejected.

pub(super) mod currency;
pub(super) mod date;
pub(super) mod date_order;
pub(super) mod months;
pub(super) mod number;
pub(super) mod text;
mod zone;
