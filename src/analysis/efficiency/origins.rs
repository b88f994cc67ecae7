//! How the orders of the question were given to channels: which kinds of signs they bear, what they say, which decided. Never gives an
//! order to a channel.

use std::collections::BTreeMap;

use polars::prelude::UInt32Type;

use crate::analysis::columns::{optional, values};
use crate::analysis::result::{OriginText, OriginUse, Origins};
use crate::analysis::scope::Scope;
use crate::analysis::{AnalysisError, DefinitionId};
use crate::domain::OriginRule;
use crate::tables::{Code, schema};

/// Texts that are listed.
const LISTED: usize = 200;

/// What fewer customers wrote themselves is not listed: it may name somebody.
const FEWEST_WRITTEN: u64 = 3;

/// A sign of an order.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct Sign {
    /// Row of the order.
    pub(in crate::analysis) row: usize,
    /// Code of the kind.
    pub(in crate::analysis) rule: Code,
    /// Code of what it says.
    pub(in crate::analysis) text: Code,
    channel: Option<Code>,
}

/// The signs of the valid orders of the period; `None` where no order bears one.
pub(super) fn origins(scope: &Scope<'_>) -> Result<Option<Origins>, AnalysisError> {
    if scope.tables.origins.height() == 0 {
        return Ok(None);
    }
    let signs = signs(scope)?;
    let valid = || (0..scope.orders.len()).filter(|row| scope.is_valid(*row) && scope.in_period(*row));
    let all_texts = by_text(scope, &signs);
    Ok(Some(Origins {
        orders: valid().count() as u64,
        with_channel: valid().filter(|row| scope.orders.channel.get(*row).is_some()).count() as u64,
        contradicted: contradicted(&signs),
        rules: OriginRule::ALL.into_iter().filter_map(|rule| used(scope, rule, &signs)).collect(),
        more_texts: all_texts.len().saturating_sub(LISTED) as u64,
        texts: all_texts.into_iter().take(LISTED).collect(),
        campaigns: Vec::new(),
        more_campaigns: 0,
        definition: DefinitionId::Origin,
    }))
}

/// The signs of the valid orders of the period, in the order of the table.
pub(in crate::analysis) fn signs(scope: &Scope<'_>) -> Result<Vec<Sign>, AnalysisError> {
    use schema::origins as c;
    let frame = &scope.tables.origins;
    let by_code = rows_by_order(scope)?;
    let orders = values::<UInt32Type>(frame, c::ORDER)?;
    let rules = values::<UInt32Type>(frame, c::RULE)?;
    let texts = values::<UInt32Type>(frame, c::TEXT)?;
    let channels = optional::<UInt32Type>(frame, c::CHANNEL)?;
    let sign = |index: usize| -> Option<Sign> {
        let row = by_code.get(orders[index] as usize).copied().flatten()? as usize;
        Some(Sign { row, rule: rules[index], text: texts[index], channel: channels[index] })
    };
    Ok((0..orders.len()).filter_map(sign).collect())
}

/// Row of each valid order of the period by its code.
fn rows_by_order(scope: &Scope<'_>) -> Result<Vec<Option<u32>>, AnalysisError> {
    let codes = values::<UInt32Type>(&scope.tables.orders, schema::orders::ORDER)?;
    let mut rows = vec![None; scope.tables.codes.orders.len()];
    for (row, code) in codes.iter().enumerate() {
        if scope.is_valid(row) && scope.in_period(row) {
            if rows.len() <= *code as usize {
                rows.resize(*code as usize + 1, None);
            }
            rows[*code as usize] = Some(row as u32);
        }
    }
    Ok(rows)
}

/// Orders of which two signs name different channels; the signs of one order lie side by side.
fn contradicted(signs: &[Sign]) -> u64 {
    let differs = |own: &[Sign]| {
        let mut named = own.iter().filter_map(|sign| sign.channel);
        let first = named.next();
        named.any(|channel| Some(channel) != first)
    };
    signs.chunk_by(|left, right| left.row == right.row).filter(|own| differs(own)).count() as u64
}

fn used(scope: &Scope<'_>, rule: OriginRule, signs: &[Sign]) -> Option<OriginUse> {
    let own: Vec<&Sign> = signs.iter().filter(|sign| sign.rule == rule.code()).collect();
    let named = own.iter().filter(|sign| sign.channel.is_some());
    let agrees =
        named.clone().filter(|sign| sign.channel == scope.orders.channel.get(sign.row)).count() as u64;
    let use_of = OriginUse { rule, orders: own.len() as u64, named: named.count() as u64, agrees };
    (use_of.orders > 0).then_some(use_of)
}

/// What is said, texts without a channel first, then by orders.
fn by_text(scope: &Scope<'_>, signs: &[Sign]) -> Vec<OriginText> {
    let mut sums: BTreeMap<(Code, Code, Option<Code>), (u64, i64)> = BTreeMap::new();
    for sign in signs {
        let sum = sums.entry((sign.rule, sign.text, sign.channel)).or_default();
        sum.0 += 1;
        if scope.is_in_currency(sign.row) {
            sum.1 += scope.orders.net_minor[sign.row];
        }
    }
    let codes = &scope.tables.codes;
    let said = |((rule, text, channel), (orders, net_minor)): ((Code, Code, Option<Code>), (u64, i64))| {
        let channel = channel.and_then(|code| codes.channels.get(code as usize));
        Some(OriginText {
            rule: OriginRule::from_code(rule)?,
            text: codes.origins.name(text).unwrap_or_default().to_owned(),
            channel: channel.map(|channel| channel.name.clone()),
            orders,
            net_minor,
        })
    };
    let mut texts: Vec<OriginText> = sums.into_iter().filter_map(said).collect();
    texts.retain(|own| own.rule != OriginRule::SelfReport || own.orders >= FEWEST_WRITTEN);
    texts.sort_by(|left, right| {
        let key = |own: &OriginText| (own.channel.is_some(), std::cmp::Reverse(own.orders), own.rule);
        key(left).cmp(&key(right)).then_with(|| left.text.cmp(&right.text))
    });
    texts
}
