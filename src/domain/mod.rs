//! What a customer journey is: stages, directions, money, days, rates, intervals.
//! Knows no library but std, serde and the calendar (jiff); never reads a file, never aggregates.

mod calendar;
mod channel;
mod funnel;
mod identity;
mod language;
mod money;
mod month_names;
pub mod numbers;
mod origin;
mod rate;
mod segment;
mod service;
mod stage;
mod status;
mod terms;

pub use calendar::{Day, MonthIndex, Period};
pub use channel::{Channel, Direction, Lens};
pub use funnel::{Exclusion, FunnelSpec, FunnelStep, Reentry, StepOrder};
pub use identity::IdentityRule;
pub use language::{Era, Language};
pub use money::{Currency, Money, format_units, group_thousands};
pub use month_names::{long_months, short_months};
pub use origin::{Assigned, AssignedKind, ChannelRules, OriginRule};
pub use rate::{Interval, Proportion};
pub use segment::{
    Comparison, Condition, DateField, NumberField, PersonaError, Segment, SegmentError, TextField, TextTest,
};
pub use service::{Claim, Sender};
pub use stage::Stage;
pub use status::OrderStatus;
pub use terms::{OpeningError, OpeningHours, ServiceTerms};
