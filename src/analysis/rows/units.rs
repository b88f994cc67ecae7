//! The rows behind counts that nobody can be named for: messages, visits, chats, recommendations. Never a ratio.

use polars::prelude::{Int32Type, Int64Type, UInt32Type};

use super::list::{Row, RowKind, RowReason, RowState};
use super::people::Lists;
use crate::analysis::ads::{Ads, reported};
use crate::analysis::columns::{optional, values};
use crate::analysis::journey::{passes, session_rows};
use crate::analysis::{AnalysisError, CountUnit};
use crate::domain::{Day, Direction, Stage};
use crate::tables::{Code, schema};

impl Lists<'_> {
    /// The rows of a unit; those of another direction than the lens are left out.
    pub(super) fn unit(&self, unit: CountUnit) -> Result<Vec<Row>, AnalysisError> {
        match unit {
            CountUnit::Deliveries => self.campaigns(&|delivered, _| twice(reported(delivered))),
            CountUnit::MailClicks => self.campaigns(&|_, clicks| twice(reported(clicks))),
            CountUnit::Inquiries => self.chats(),
            CountUnit::Referrals => self.recommendations(),
            CountUnit::Sessions => self.sessions(),
            CountUnit::Impressions | CountUnit::Clicks | CountUnit::Customers | CountUnit::Advocates => {
                Ok(Vec::new())
            }
        }
    }

    fn direction(&self, channel: Option<Code>) -> Option<Direction> {
        self.scope.tables.codes.channels.get(channel? as usize).map(|channel| channel.direction)
    }

    /// A row that counts `numerator` of `denominator`, unless its direction is not that of the lens.
    fn counting(&self, (numerator, denominator): (u64, u64), row: Row) -> Row {
        let row = Row { count: i64::try_from(numerator).ok(), ..row };
        if passes(self.scope.spec.lens, self.direction(row.channel)) {
            return Row { state: RowState::Counted, numerator, denominator, ..row };
        }
        Row { reason: Some(RowReason::OtherDirection), ..row }
    }

    /// Campaigns of the period by what is counted of their deliveries and clicks; those that report it not have no row.
    pub(super) fn campaigns(
        &self,
        counted: &dyn Fn(Option<i64>, Option<i64>) -> Option<(u64, u64)>,
    ) -> Result<Vec<Row>, AnalysisError> {
        use schema::campaigns as c;
        let frame = &self.scope.tables.campaigns;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let channels = values::<UInt32Type>(frame, c::CHANNEL)?;
        let sent = optional::<Int32Type>(frame, c::SENT_DAY)?;
        let delivered = optional::<Int64Type>(frame, c::DELIVERED)?;
        let clicks = optional::<Int64Type>(frame, c::CLICKS)?;
        let row = |row: usize| {
            let day = sent[row].map(Day);
            let count = counted(delivered[row], clicks[row]).filter(|_| self.scope.spec.covers(day))?;
            let place = Some((sources[row], lines[row]));
            let (channel, first) = (Some(channels[row]), day);
            Some(self.counting(count, Row { channel, first, place, ..Row::of(RowKind::Report) }))
        };
        Ok((0..frame.height()).filter_map(row).collect())
    }

    fn chats(&self) -> Result<Vec<Row>, AnalysisError> {
        use schema::tickets as c;
        let frame = &self.scope.tables.tickets;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let channels = optional::<UInt32Type>(frame, c::CHANNEL)?;
        let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
        let opened = values::<Int32Type>(frame, c::OPENED_DAY)?;
        let row = |row: usize| {
            let day = Day(opened[row]);
            let channel = self.scope.tables.codes.channels.get(channels[row]? as usize)?;
            let is_asked = channel.stage == Stage::Consideration && self.scope.spec.covers(Some(day));
            let found = Row {
                person: self.person(customers[row]),
                channel: channels[row],
                first: Some(day),
                place: Some((sources[row], lines[row])),
                ..Row::of(RowKind::Report)
            };
            is_asked.then(|| self.counting((1, 1), found))
        };
        Ok((0..frame.height()).filter_map(row).collect())
    }

    fn recommendations(&self) -> Result<Vec<Row>, AnalysisError> {
        use schema::referrals as c;
        let frame = &self.scope.tables.referrals;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let channels = values::<UInt32Type>(frame, c::CHANNEL)?;
        let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
        let days = optional::<Int32Type>(frame, c::DAY)?;
        let purchases = values::<Int64Type>(frame, c::PURCHASES)?;
        let row = |row: usize| {
            let day = days[row].map(Day);
            let is_asked = self.scope.is_member(customers[row]) && self.scope.spec.covers(day);
            let found = Row {
                person: self.person(customers[row]),
                channel: Some(channels[row]),
                first: day,
                place: Some((sources[row], lines[row])),
                ..Row::of(RowKind::Report)
            };
            let followed = reported(Some(purchases[row])).unwrap_or(0);
            is_asked.then(|| self.counting((followed, followed), found))
        };
        Ok((0..frame.height()).filter_map(row).collect())
    }

    /// Rows of web statistics; those of reports that tell the same visits again are left out.
    fn sessions(&self) -> Result<Vec<Row>, AnalysisError> {
        use schema::web_days as c;
        let frame = &self.scope.tables.web_days;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let rows = session_rows(&self.scope, &ads)?;
        let row = |(row, counted): (crate::analysis::journey::SessionRow, bool)| {
            let found = Row {
                channel: row.channel,
                first: row.days.map(|days| days.0),
                last: row.days.map(|days| days.1),
                place: Some((sources[row.row], lines[row.row])),
                ..Row::of(RowKind::Report)
            };
            if counted {
                return self.counting((row.sessions, row.sessions), found);
            }
            let count = i64::try_from(row.sessions).ok();
            Row { count, reason: Some(RowReason::NotComparable), ..found }
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// A count of which nothing is left out.
fn twice(count: Option<u64>) -> Option<(u64, u64)> {
    count.map(|count| (count, count))
}
