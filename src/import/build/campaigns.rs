//! E-mail and SMS campaigns to rows. Never reads a rate: rates are computed from the counts beside them.

use super::gather::{Dated, Fault, Gathered, amount, count, gather, moment, one_day};
use super::{Context, DateColumn, Field, NumberColumn, RawTable};
use crate::import::{Note, Refusal, SourceReport, touchpoint};
use crate::tables::{CampaignRow, Codes};

/// Builds the campaigns of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<CampaignRow>, Refusal> {
    let mut sent = DateColumn::new(table, Field::SentAt, context, report)?;
    let column = |field| NumberColumn::new(table, field, context, report).map(|column| (column, field));
    let recipients = column(Field::Recipients)?;
    let delivered = column(Field::Delivered)?;
    let opens = column(Field::Opens)?;
    let clicks = column(Field::Clicks)?;
    let unsubscribes = column(Field::Unsubscribes)?;
    let orders = column(Field::ClaimedOrders)?;
    let (revenue, _) = column(Field::ClaimedValue)?;
    let platform = codes.platforms.code(&context.profile.platform);
    let mut read = |row: usize| -> Result<Dated<CampaignRow>, Fault> {
        let counted = |(column, field): &(NumberColumn<'_>, Field)| count(column, *field, row);
        let currency = context.currency_of(table, row);
        let day = moment(&mut sent, Field::SentAt, row)?.map(|moment| moment.day);
        let campaign = table.cell(Field::Campaign, row).trim();
        let channel = touchpoint::of_ad(
            &context.profile.platform,
            table.cell(Field::CampaignType, row),
            campaign,
            context.channels,
        );
        let built = CampaignRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            platform,
            channel: codes.channel(&channel),
            campaign: (!campaign.is_empty()).then(|| codes.campaigns.code(campaign)),
            sent_day: day,
            recipients: counted(&recipients)?,
            delivered: counted(&delivered)?,
            opens: counted(&opens)?,
            clicks: counted(&clicks)?,
            unsubscribes: counted(&unsubscribes)?,
            orders: counted(&orders)?,
            currency: codes.currency(currency),
            revenue_minor: amount(&revenue, Field::ClaimedValue, row, currency)?,
        };
        Ok((built, one_day(day)))
    };
    let gathered = gather(table, context, report, &mut read);
    sent.note(report);
    let has_amounts = gathered.rows.iter().any(|row| row.revenue_minor.is_some());
    if has_amounts && context.currency_of(table, 0).is_none() {
        report.note(Note::NoCurrency);
    }
    Ok(gathered)
}
