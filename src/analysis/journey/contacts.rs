//! What went out to people and what came back from them one by one: campaigns by e-mail, SMS and push, chats, referrals. Never takes a
//! rate from an export, never counts an invitation as a purchase.

use polars::prelude::{Int32Type, Int64Type, PolarsResult, UInt32Type};

use super::super::ads::reported;
use super::super::columns::{optional, values};
use super::super::result::CountUnit;
use super::super::scope::Scope;
use super::Split;
use super::counted::Tally;
use super::visits::ClickedDays;
use crate::domain::{Channel, Day, Stage};
use crate::tables::{Code, schema};

/// The channel behind a code.
fn channel<'a>(scope: &Scope<'a>, code: Option<Code>) -> Option<&'a Channel> {
    scope.tables.codes.channels.get(code? as usize)
}

/// Campaigns of the period.
pub(super) struct Mails {
    /// Messages delivered; `None` when no campaign reports them.
    pub(super) deliveries: Option<Tally>,
    /// Recipients who clicked, campaign by campaign; `None` when no campaign reports them.
    pub(super) clicks: Option<Tally>,
    /// Deliveries of the campaigns that report clicks too.
    pub(super) clickable: Split,
    /// Clicks of the campaigns that report deliveries too.
    pub(super) clicked: Split,
    /// Campaigns without a day that were left out.
    pub(super) left_out: u64,
}

impl Mails {
    /// The campaigns of the period; adds the days of their clicks to `clicked_days`.
    pub(super) fn new(scope: &Scope<'_>, clicked_days: &mut ClickedDays) -> PolarsResult<Self> {
        use schema::campaigns as c;
        let frame = &scope.tables.campaigns;
        let channels = values::<UInt32Type>(frame, c::CHANNEL)?;
        let sent = optional::<Int32Type>(frame, c::SENT_DAY)?;
        let delivered = optional::<Int64Type>(frame, c::DELIVERED)?;
        let clicks = optional::<Int64Type>(frame, c::CLICKS)?;
        let lens = scope.spec.lens;
        let (mut out, mut back) = (Tally::new(CountUnit::Deliveries), Tally::new(CountUnit::MailClicks));
        let (mut clickable, mut clicked, mut left_out) = (Split::default(), Split::default(), 0);
        for row in 0..frame.height() {
            let day = sent[row].map(Day);
            if !scope.spec.covers(day) {
                left_out += u64::from(day.is_none());
                continue;
            }
            let (by, days) = (channel(scope, Some(channels[row])), day.map(|day| (day, day)));
            let counts = (reported(delivered[row]), reported(clicks[row]));
            if let Some(delivered) = counts.0 {
                out.add(by, days, delivered, lens);
            }
            if let Some(clicks) = counts.1 {
                back.add(by, days, clicks, lens);
                clicked_days.add(channels[row], days);
            }
            if let (Some(delivered), Some(clicks)) = counts {
                let direction = by.map(|by| by.direction);
                clickable.add(delivered, direction);
                clicked.add(clicks, direction);
            }
        }
        Ok(Self { deliveries: out.known(), clicks: back.known(), clickable, clicked, left_out })
    }
}

/// Chats that customers opened in the period: tickets whose channel works in consideration; `None` without one.
pub(super) fn inquiries(scope: &Scope<'_>) -> PolarsResult<Option<Tally>> {
    use schema::tickets as c;
    let channels = optional::<UInt32Type>(&scope.tables.tickets, c::CHANNEL)?;
    let opened = values::<Int32Type>(&scope.tables.tickets, c::OPENED_DAY)?;
    let mut tally = Tally::new(CountUnit::Inquiries);
    for (code, day) in channels.into_iter().zip(opened.iter().map(|day| Day(*day))) {
        let by = channel(scope, code).filter(|channel| channel.stage == Stage::Consideration);
        if by.is_some() && scope.spec.covers(Some(day)) {
            tally.add(by, Some((day, day)), 1, scope.spec.lens);
        }
    }
    Ok(tally.known())
}

/// Purchases of the period that followed a customer's recommendation, and the undated records left out; `None` without one.
pub(super) fn referrals(scope: &Scope<'_>) -> PolarsResult<(Option<Tally>, u64)> {
    use schema::referrals as c;
    let frame = &scope.tables.referrals;
    let channels = values::<UInt32Type>(frame, c::CHANNEL)?;
    let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
    let days = optional::<Int32Type>(frame, c::DAY)?;
    let purchases = values::<Int64Type>(frame, c::PURCHASES)?;
    let (mut tally, mut left_out) = (Tally::new(CountUnit::Referrals), 0);
    for row in 0..frame.height() {
        let day = days[row].map(Day);
        if !scope.is_member(customers[row]) {
            continue;
        }
        if scope.spec.covers(day) {
            let followed = reported(Some(purchases[row])).unwrap_or(0);
            let by = channel(scope, Some(channels[row]));
            tally.add(by, day.map(|day| (day, day)), followed, scope.spec.lens);
        } else {
            left_out += u64::from(day.is_none());
        }
    }
    Ok((tally.known(), left_out))
}
