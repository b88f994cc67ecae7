//! The rows of ad reports behind reach, clicks and channels. Never a person, never a ratio.

use polars::prelude::{Int64Type, UInt32Type};

use super::list::{Row, RowKind, RowReason, RowState};
use super::people::Lists;
use super::{AdFigure, FigureId};
use crate::analysis::AnalysisError;
use crate::analysis::ads::{Ads, month_of, reported};
use crate::analysis::columns::{optional, values};
use crate::analysis::journey::{click_rows, days_with_ads, passes};
use crate::domain::{Currency, Lens, Stage};
use crate::tables::{Code, schema};

impl Lists<'_> {
    /// Every ad row, as nobody has judged it yet.
    fn ad_rows(&self, ads: &Ads<'_>) -> Result<Vec<Row>, AnalysisError> {
        use schema::ads as c;
        let frame = &self.scope.tables.ad_days;
        let sources = values::<UInt32Type>(frame, c::SOURCE)?;
        let lines = values::<UInt32Type>(frame, c::LINE)?;
        let currencies = values::<UInt32Type>(frame, c::CURRENCY)?;
        let campaigns = optional::<UInt32Type>(frame, c::CAMPAIGN)?;
        let spend = optional::<Int64Type>(frame, c::SPEND_MINOR)?;
        let row = |row: usize| Row {
            reason: Some(RowReason::OutsidePeriod),
            name: campaigns[row],
            channel: Some(ads.channel[row]),
            first: ads.days[row].map(|days| days.0),
            last: ads.days[row].map(|days| days.1),
            count: ads.impressions[row],
            clicks: ads.clicks[row],
            money_minor: spend[row],
            currency: Some(currencies[row]),
            place: Some((sources[row], lines[row])),
            ..Row::of(RowKind::AdRow)
        };
        Ok((0..sources.len()).map(row).collect())
    }

    /// Impressions, clicks, or clicks per impression.
    pub(super) fn reach(&self, figure: &FigureId) -> Result<Vec<Row>, AnalysisError> {
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let mut rows = self.ad_rows(&ads)?;
        for index in &ads.counted {
            let row = &mut rows[*index];
            let (seen, clicked) = (reported(row.count), reported(row.clicks));
            let direction = ads.channel_of(*index).map(|channel| channel.direction);
            let sums = match figure {
                FigureId::Stage(Stage::Awareness) => seen.map(|seen| (seen, seen)),
                FigureId::Stage(_) => clicked.map(|clicked| (clicked, clicked)),
                _ => clicked.zip(seen),
            };
            judge(
                row,
                sums.filter(|_| passes(self.scope.spec.lens, direction)),
                direction,
                self.scope.spec.lens,
            );
        }
        Ok(rows)
    }

    /// Rows of one channel, in one currency: clicks of impressions, with the spend.
    pub(super) fn channel(&self, currency: Option<Currency>, name: &str) -> Result<Vec<Row>, AnalysisError> {
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let mut rows = self.ad_rows(&ads)?;
        for index in &ads.counted {
            let row = &mut rows[*index];
            (row.state, row.reason) = (RowState::Counted, None);
            row.numerator = reported(row.clicks).unwrap_or(0);
            row.denominator = reported(row.count).unwrap_or(0);
        }
        let named = |code: Code| ads.channel_named(code).is_some_and(|channel| channel.name == name);
        let in_currency = |code: Code| self.scope.currency_of(code) == currency;
        rows.retain(|row| row.channel.is_some_and(named) && row.currency.is_some_and(in_currency));
        Ok(rows)
    }

    /// Rows of one channel or campaign, in one month or in all of them.
    pub(super) fn ads(&self, figure: &AdFigure) -> Result<Vec<Row>, AnalysisError> {
        let mut rows = self.channel(figure.currency, &figure.channel)?;
        let campaigns = &self.scope.tables.codes.campaigns;
        let is_named = |row: &Row| row.name.and_then(|code| campaigns.name(code));
        rows.retain(|row| {
            let is_of = |campaign: &String| is_named(row) == Some(campaign.as_str());
            let within = || month_of(row.first.zip(row.last));
            figure.campaign.as_ref().is_none_or(is_of)
                && figure.month.is_none_or(|month| within() == Some(month))
        });
        Ok(rows)
    }

    /// The buyers of the days that ads and orders share, and the ad rows whose clicks they are held against.
    pub(super) fn purchase_yield(&self) -> Result<Vec<Row>, AnalysisError> {
        let ads = Ads::new(self.scope.tables, self.scope.spec)?;
        let mut rows = self.ad_rows(&ads)?;
        rows.iter_mut().for_each(|row| row.reason = Some(RowReason::NotComparable));
        // Without a report of clicks there is nothing to hold buyers against.
        let has_clicks = ads.counted.iter().any(|row| ads.clicks[*row].is_some());
        let Some(shared) = days_with_ads(&self.scope, &ads).filter(|_| has_clicks) else { return Ok(rows) };
        for index in click_rows(&ads, self.scope.spec.lens, shared) {
            let row = &mut rows[index];
            (row.state, row.reason) = (RowState::Base, None);
            row.denominator = reported(row.clicks).unwrap_or(0);
        }
        rows.extend(self.buyers_of(shared));
        Ok(rows)
    }
}

/// Writes what a counted ad row is to a figure: its sums, or why it has none.
fn judge(row: &mut Row, sums: Option<(u64, u64)>, direction: Option<crate::domain::Direction>, lens: Lens) {
    match sums {
        Some((numerator, denominator)) => {
            (row.state, row.reason) = (RowState::Counted, None);
            (row.numerator, row.denominator) = (numerator, denominator);
        }
        None if !passes(lens, direction) => row.reason = Some(RowReason::OtherDirection),
        None => row.reason = Some(RowReason::NotComparable),
    }
}
