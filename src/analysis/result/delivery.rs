//! Parcels, claims and demand as an analysis says them. Never computes, never takes a promise for a delivery.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::super::statistics::Verdict;
use super::{Effect, FigureChange, Rate, Share, Waiting};
use crate::domain::{Claim, Day, MonthIndex};

/// What became of the orders on their way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Orders of the period with a parcel; a parcel whose order nobody knows is one of its own.
    pub orders: u64,
    /// Their parcels.
    pub parcels: u64,
    /// The last day that the data of parcels covers.
    pub until: Option<Day>,
    /// Delivered on or before the promised day, of orders that were due.
    pub on_time: Share,
    /// Delivered after the promised day.
    pub late: u64,
    /// Promised and due, but not delivered.
    pub overdue: u64,
    /// Promised for a day after the end of the data, and not delivered.
    pub not_yet_due: u64,
    /// Orders without a promise to the buyer.
    pub without_promise: u64,
    /// Days by which late ones were late.
    pub late_days: Option<Waiting>,
    /// Handed to the courier on or before the day that the marketplace asks for.
    pub handed_over: Share,
    /// From order to delivery, in days; `None` where no export tells deliveries.
    pub days: Option<Waiting>,
    /// Orders with a wrong or damaged item, of orders mature for a claim.
    pub wrong_or_damaged: Share,
    /// Orders with a request to send something back or a complaint, of orders mature for a claim.
    pub returned: Share,
    /// Orders of which something was out of stock, of orders placed.
    pub out_of_stock: Share,
    /// Orders by kind of claim, of orders mature for a claim; the most frequent first.
    pub claims: Vec<ClaimCount>,
    /// Days after delivery (after the order where no delivery is known) within which claims count.
    pub claim_days: u32,
    /// Orders whose claim window is not over.
    pub claims_open: u64,
    /// Claims that name no known order.
    pub claims_without_order: u64,
    /// Orders in which everything was right; `None` where promises or claims are unknown.
    pub perfect: Option<PerfectOrder>,
    /// By courier, most orders first.
    pub couriers: Vec<Courier>,
    /// By month of the order, first to last without gaps.
    pub months: Vec<DeliveryMonth>,
    /// When orders come.
    pub demand: Option<Demand>,
    /// What customers did after one experience, against others.
    pub effects: Vec<Effect>,
    /// How many comparisons the correction of `effects` took together.
    pub effects_tested: u64,
    /// DLV: on time.
    pub definition: DefinitionId,
    /// DLC: claims.
    pub claims_definition: DefinitionId,
    /// EFF: effects.
    pub effects_definition: DefinitionId,
}

/// Orders with one kind of claim.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimCount {
    /// What went wrong.
    pub claim: Claim,
    /// Orders with it.
    pub orders: Share,
}

/// Orders in which everything was right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerfectOrder {
    /// On time, complete and undamaged, counted order by order. Papers are in no export.
    pub joint: Share,
    /// The product of the three rates, as if they had nothing to do with one another: an approximation.
    pub product: Option<f64>,
    /// On time.
    pub on_time: Share,
    /// Nothing missing.
    pub complete: Share,
    /// Nothing wrong or damaged.
    pub undamaged: Share,
    /// DLP.
    pub definition: DefinitionId,
}

/// One courier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Courier {
    /// Name; `None` where the export names none.
    pub courier: Option<String>,
    /// Orders.
    pub orders: u64,
    /// On time, of those due.
    pub on_time: Share,
    /// Median days from order to delivery.
    pub median_days: Option<f64>,
    /// Share on time minus that of the other couriers; `None` with too few on a side.
    pub against_rest: Option<FigureChange>,
    /// The fixed words for it, corrected for the number of couriers.
    pub verdict: Option<Verdict>,
}

/// One month of orders.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeliveryMonth {
    /// The month.
    pub month: MonthIndex,
    /// Orders with a parcel.
    pub orders: u64,
    /// On time, of those due.
    pub on_time: Share,
    /// Median days from order to delivery.
    pub median_days: Option<f64>,
    /// Whether the data cover the whole month.
    pub complete: bool,
}

/// When orders come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// Valid orders of the period.
    pub orders: u64,
    /// Days of the period.
    pub days: u64,
    /// Orders per day by weekday, Monday first.
    pub weekdays: Vec<DemandPart>,
    /// Orders per day by month of the year, January first; months that the period does not hold are left out.
    pub seasons: Vec<DemandPart>,
    /// The busiest days, busiest first.
    pub peaks: Vec<PeakDay>,
    /// DMD.
    pub definition: DefinitionId,
}

/// A weekday or a month of the year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct DemandPart {
    /// Monday 0 to Sunday 6; January 1 to December 12.
    pub part: u32,
    /// Orders per such day.
    pub per_day: Rate,
    /// Orders per such day over orders per day of the whole period.
    pub index: f64,
}

/// A busy day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeakDay {
    /// The day.
    pub day: Day,
    /// Its orders.
    pub orders: u64,
}
