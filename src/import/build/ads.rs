//! Ad reports to ad rows. Never gives a period total a day of its own, never adds reach.

use std::collections::HashMap;

use super::{Context, DateColumn, Field, NumberColumn, RawTable, is_likely, reject};
use crate::domain::{Currency, Day};
use crate::import::parse::number::Value;
use crate::import::parse::text::fold;
use crate::import::read::note_not_reported;
use crate::import::{Note, Reason, Refusal, SourceReport, touchpoint};
use crate::tables::{AdRow, Code, Codes};

/// What one file's ad rows are.
#[derive(Debug, Default)]
pub(in crate::import) struct AdRows {
    /// The rows.
    pub ads: Vec<AdRow>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

/// Days that a row covers, or the reason why its dates cannot be read.
struct Dates<'table> {
    day: DateColumn<'table>,
    first: DateColumn<'table>,
    last: DateColumn<'table>,
}

impl Dates<'_> {
    fn of(&mut self, row: usize, stated: Option<(Day, Day)>) -> Result<Option<(Day, Day)>, (Field, Reason)> {
        let at = |column: &mut DateColumn<'_>, field| column.at(row).map_err(|reason| (field, reason));
        if let Some(moment) = at(&mut self.day, Field::Day)? {
            return Ok(Some((moment.day, moment.day)));
        }
        let first = at(&mut self.first, Field::FirstDay)?;
        // `Ongoing` is a word that ends a running campaign's range, not a day.
        let last = self.last.at(row).unwrap_or(None);
        Ok(match (first, last) {
            (Some(first), Some(last)) if first.day <= last.day => Some((first.day, last.day)),
            (Some(_), Some(_)) => return Err((Field::LastDay, Reason::InvalidDate)),
            (Some(first), None) => stated.map(|(_, end)| (first.day, end.max(first.day))),
            (None, _) => stated,
        })
    }
}

/// Builds the ad rows of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<AdRows, Refusal> {
    let columns = Columns::new(table, context, report)?;
    let mut dates = Dates {
        day: DateColumn::new(table, Field::Day, context, report)?,
        first: DateColumn::new(table, Field::FirstDay, context, report)?,
        last: DateColumn::new(table, Field::LastDay, context, report)?,
    };
    let mut channels = Channels::default();
    let mut rows = AdRows::default();
    let mut undated = 0_u64;
    for row in 0..table.len() {
        let days = match dates.of(row, context.stated_range) {
            Ok(days) => days,
            Err((field, reason)) => {
                columns.lose(row, report);
                reject(table, row, field, reason, report);
                continue;
            }
        };
        match columns.row(row, days, &mut channels, codes) {
            Ok(ad) => {
                report.rows_used += 1;
                undated += u64::from(days.is_none());
                rows.days = widen(rows.days, days);
                rows.ads.push(ad);
            }
            Err((field, reason)) => {
                columns.lose(row, report);
                reject(table, row, field, reason, report);
            }
        }
    }
    [&dates.day, &dates.first, &dates.last].iter().for_each(|column| column.note(report));
    if undated > 0 {
        report.note(Note::NoDates);
    }
    if columns.spend.is_present() && !columns.names_currency() {
        report.note(Note::NoCurrency);
    }
    let numbers = [
        Field::Spend,
        Field::Impressions,
        Field::LinkClicks,
        Field::Clicks,
        Field::ClaimedOrders,
        Field::ClaimedValue,
    ];
    note_not_reported(table, &numbers, report);
    Ok(rows)
}

fn widen(covered: Option<(Day, Day)>, days: Option<(Day, Day)>) -> Option<(Day, Day)> {
    let days = days.filter(|(first, last)| is_likely(*first) && is_likely(*last));
    match (covered, days) {
        (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
        (covered, days) => covered.or(days),
    }
}

/// Codes of the channels of the campaigns seen so far: a report has a row of each for every day.
#[derive(Default)]
struct Channels<'table> {
    known: HashMap<(&'table str, &'table str), Code, foldhash::fast::RandomState>,
}

impl<'table> Channels<'table> {
    /// Code of the channel of a campaign of a type (`kind`).
    fn of(
        &mut self,
        kind: &'table str,
        campaign: &'table str,
        context: &Context<'_>,
        codes: &mut Codes,
    ) -> Code {
        let find =
            || codes.channel(&touchpoint::of_ad(&context.profile.platform, kind, campaign, context.channels));
        *self.known.entry((kind, campaign)).or_insert_with(find)
    }
}

struct Columns<'table> {
    table: &'table RawTable<'table>,
    context: &'table Context<'table>,
    spend: NumberColumn<'table>,
    impressions: NumberColumn<'table>,
    reach: NumberColumn<'table>,
    link_clicks: NumberColumn<'table>,
    clicks: NumberColumn<'table>,
    claimed_orders: NumberColumn<'table>,
    claimed_value: NumberColumn<'table>,
    results: NumberColumn<'table>,
}

impl<'table> Columns<'table> {
    fn new(
        table: &'table RawTable<'table>,
        context: &'table Context<'table>,
        report: &SourceReport,
    ) -> Result<Self, Refusal> {
        let column = |field| NumberColumn::new(table, field, context, report);
        Ok(Self {
            table,
            context,
            spend: column(Field::Spend)?,
            impressions: column(Field::Impressions)?,
            reach: column(Field::Reach)?,
            link_clicks: column(Field::LinkClicks)?,
            clicks: column(Field::Clicks)?,
            claimed_orders: column(Field::ClaimedOrders)?,
            claimed_value: column(Field::ClaimedValue)?,
            results: column(Field::ResultCount)?,
        })
    }

    fn currency(&self, row: usize) -> Option<Currency> {
        let named = Currency::parse(self.table.cell(Field::Currency, row));
        named.or(self.context.header_currency).or(self.context.profile.currency)
    }

    fn names_currency(&self) -> bool {
        self.table.len() == 0 || self.currency(0).is_some()
    }

    /// Counts what a rejected row would have spent, if that reads.
    fn lose(&self, row: usize, report: &mut SourceReport) {
        let currency = self.currency(row);
        report.lose(currency, self.spend.at(row, currency.map_or(2, Currency::decimals)).number(), 1);
    }

    fn row(
        &self,
        row: usize,
        days: Option<(Day, Day)>,
        channels: &mut Channels<'table>,
        codes: &mut Codes,
    ) -> Result<AdRow, (Field, Reason)> {
        let currency = self.currency(row);
        let scale = currency.map_or(2, Currency::decimals);
        let read = |column: &NumberColumn<'_>, field, scale| match column.at(row, scale) {
            Value::Number(number) => Ok(Some(number)),
            Value::NotReported => Ok(None),
            Value::Bad(reason) => Err((field, reason)),
        };
        let count = |column: &NumberColumn<'_>, field| {
            read(column, field, 0).map_err(|(field, _)| (field, Reason::NotACount))
        };
        let link_clicks = count(&self.link_clicks, Field::LinkClicks)?;
        let clicks = if link_clicks.is_some() { link_clicks } else { count(&self.clicks, Field::Clicks)? };
        let campaign = self.table.cell(Field::Campaign, row).trim();
        let kind = self.table.cell(Field::CampaignType, row);
        Ok(AdRow {
            source: self.context.source,
            line: self.table.lines[row],
            platform: codes.platforms.code(&self.context.profile.platform),
            channel: channels.of(kind, campaign, self.context, codes),
            campaign: (!campaign.is_empty()).then(|| codes.campaigns.code(campaign)),
            part: self.part(row, codes),
            first_day: days.map(|(first, _)| first),
            last_day: days.map(|(_, last)| last),
            currency: codes.currency(currency),
            spend_minor: read(&self.spend, Field::Spend, scale)?,
            impressions: count(&self.impressions, Field::Impressions)?,
            reach: count(&self.reach, Field::Reach)?,
            clicks,
            claimed_orders_centi: self.claimed_orders(row)?,
            claimed_value_minor: read(&self.claimed_value, Field::ClaimedValue, scale)?,
        })
    }

    /// The ad set and ad that a row is about, below its campaign.
    fn part(&self, row: usize, codes: &mut Codes) -> Option<Code> {
        let (set, ad) = (self.table.cell(Field::AdSet, row).trim(), self.table.cell(Field::Ad, row).trim());
        (!set.is_empty() || !ad.is_empty()).then(|| codes.campaigns.code(&format!("{set}\u{1f}{ad}")))
    }

    /// Orders that the platform claims: its purchase column, else its results where they are purchases.
    fn claimed_orders(&self, row: usize) -> Result<Option<i64>, (Field, Reason)> {
        let (column, field) = if self.claimed_orders.is_present() {
            (&self.claimed_orders, Field::ClaimedOrders)
        } else if is_purchase(self.table.cell(Field::ResultType, row)) {
            (&self.results, Field::ResultCount)
        } else {
            return Ok(None);
        };
        match column.at(row, 2) {
            Value::Number(number) => Ok(Some(number)),
            Value::NotReported => Ok(None),
            Value::Bad(_) => Err((field, Reason::NotACount)),
        }
    }
}

/// Whether a result type names purchases.
fn is_purchase(result_type: &str) -> bool {
    let word = fold(result_type);
    word.contains("purchase") || word.contains("การซื้อ")
}
