//! Return files to requests to return. Never keeps the reason's text: the rules in `assets/claims.toml` say which kind it is.

use std::sync::LazyLock;

use serde::Deserialize;

use super::gather::{Dated, Fault, Gathered, amount, count, gather, moment, one_day};
use super::{Context, DateColumn, Field, NumberColumn, RawTable};
use crate::domain::Claim;
use crate::import::parse::text::{fold, is_not_reported};
use crate::import::{Refusal, SourceReport};
use crate::tables::{Codes, ReturnRow};

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules: Rules = toml::from_str(include_str!("../../../assets/claims.toml")).unwrap_or_default();
    rules.claim.iter_mut().flat_map(|rule| &mut rule.words).for_each(|word| *word = fold(word));
    rules
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    claim: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    is: Claim,
    words: Vec<String>,
}

/// Builds the returns of one file.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<ReturnRow>, Refusal> {
    let mut requested = DateColumn::new(table, Field::RequestedAt, context, report)?;
    let mut refunded = DateColumn::new(table, Field::RefundedAt, context, report)?;
    let quantity = NumberColumn::new(table, Field::ReturnedQuantity, context, report)?;
    let refund = NumberColumn::new(table, Field::Refunded, context, report)?;
    let mut read = |row: usize| -> Result<Dated<ReturnRow>, Fault> {
        let currency = context.currency_of(table, row);
        let day = moment(&mut requested, Field::RequestedAt, row)?.map(|moment| moment.day);
        let product = table.cell(Field::Product, row).trim();
        let built = ReturnRow {
            source: context.source,
            line: table.lines[row],
            key: key(table, context, row, codes),
            order: context.order_of(table, row, codes),
            customer: context.customer_of(table, row, codes),
            product: (!is_not_reported(product)).then(|| codes.products.code(product)),
            requested_day: day,
            refunded_day: moment(&mut refunded, Field::RefundedAt, row)?.map(|moment| moment.day),
            claim: claim(table.cell(Field::ReturnReason, row)),
            quantity: count(&quantity, Field::ReturnedQuantity, row)?,
            currency: codes.currency(currency),
            refund_minor: amount(&refund, Field::Refunded, row, currency)?,
        };
        Ok((built, one_day(day)))
    };
    let gathered = gather(table, context, report, &mut read);
    requested.note(report);
    refunded.note(report);
    Ok(gathered)
}

/// A request that covers several products has a row for each.
fn key(
    table: &RawTable<'_>,
    context: &Context<'_>,
    row: usize,
    codes: &mut Codes,
) -> Option<crate::tables::Code> {
    let request = table.cell(Field::RecordId, row).trim();
    let product = table.cell(Field::Product, row).trim();
    if is_not_reported(request) {
        return None;
    }
    context.composed_key(codes, &format!("{request}:{product}"))
}

/// The kind of a reason.
fn claim(reason: &str) -> Claim {
    let reason = fold(reason);
    let has = |rule: &&Rule| rule.words.iter().any(|word| reason.contains(word.as_str()));
    RULES.claim.iter().find(has).map_or(Claim::Other, |rule| rule.is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_sorted_by_what_went_wrong() {
        let check = |reason, expected| assert_eq!(claim(reason), expected, "{reason}");
        check("ได้รับสินค้าผิด (ผิดสี/ผิดขนาด)", Claim::WrongItem);
        check("ฉันไม่ได้รับสินค้า", Claim::NotReceived);
        check("สินค้าชำรุด/เสียหาย", Claim::Damaged);
        check("สินค้าไม่ตรงกับคำอธิบาย", Claim::NotAsDescribed);
        check("Change of mind", Claim::ChangedMind);
        check("Wrong item sent", Claim::WrongItem);
        check("", Claim::Other);
    }
}
