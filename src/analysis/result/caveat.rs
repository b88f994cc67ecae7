//! What the reader of the numbers must know, as values. Never a text (those are in the locale files).

use serde::{Deserialize, Serialize};

use crate::domain::{Currency, Day};

/// Something the reader of the numbers must know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caveat {
    /// Orders in several currencies: amounts are of the most frequent one only.
    MixedCurrencies {
        /// The currency that is shown.
        shown: Option<Currency>,
        /// Orders in other currencies.
        left_out: u64,
    },
    /// A segment is chosen, but what ad platforms count is of everybody.
    SegmentLeavesCounts,
    /// Every order is pending (cash on delivery), so nothing counts as a purchase yet.
    AllPending {
        /// Pending orders.
        orders: u64,
    },
    /// Orders without a customer: in the revenue, not in repeat rate and cohorts.
    AnonymousOrders {
        /// Orders without a customer.
        orders: u64,
        /// Of so many valid orders.
        of: u64,
    },
    /// The file seems not to start at the shop's opening, so a first order may be a later one.
    LeftTruncated {
        /// Share of buyers in the first 30 days who are new in the file.
        new_share_first_30: f64,
        /// The same share in the 30 days that follow day 60.
        new_share_later: f64,
        /// The same share in days 31 to 60.
        #[serde(default)]
        new_share_31_to_60: Option<f64>,
        /// The same share after day 90.
        #[serde(default)]
        new_share_after_90: Option<f64>,
    },
    /// Customers left out of first-time figures because they were first seen during the burn-in.
    BurnIn {
        /// Its days.
        days: u32,
        /// Customers left out.
        customers: u64,
    },
    /// Ad rows without dates are left out while a period is set.
    UndatedAds {
        /// Rows left out.
        rows: u64,
    },
    /// Ad rows that lie only partly in the period (or go beyond `as_of`) are left out: their figures cannot be divided.
    AdsAcrossPeriod {
        /// Rows left out.
        rows: u64,
    },
    /// Records of campaigns, web statistics and referrals without dates, or reaching beyond the period, are left out.
    EventsLeftOut {
        /// Records left out.
        records: u64,
    },
    /// Orders and counts do not cover the same days; the yield uses only the days that both cover.
    CoverageDiffers {
        /// First day that both cover.
        from: Option<Day>,
        /// Last day that both cover; `None` when they share no day.
        to: Option<Day>,
    },
    /// Selling platforms' exports end on different days; customers of the one that ends first look less loyal than they are.
    SourcesEndApart {
        /// Earliest end.
        first: Day,
        /// Latest end.
        last: Day,
    },
}
