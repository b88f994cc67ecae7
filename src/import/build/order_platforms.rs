//! Orders of several platforms in one file, told apart by a column. Never mixes their order numbers.

use super::orders::{self, OrderRows};
use super::{Context, Profile, RawTable, Refusal, SourceReport};
use crate::import::shape;
use crate::tables::Codes;

/// Builds the orders of each platform that the records name, each in its own space of order numbers and customers.
///
/// # Errors
/// As [`orders::build`].
pub(in crate::import) fn build(
    context: &Context<'_>,
    table: &RawTable<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<OrderRows, Refusal> {
    let mut rows = OrderRows::default();
    let Some(platforms) = shape::by_platform(context.profile, table)? else {
        return orders::build(table, context, codes, report);
    };
    for (platform, part) in platforms {
        let profile = Profile { platform, ..context.profile.clone() };
        let context = Context { profile: &profile, ..context.clone() };
        rows.append(orders::build(&part, &context, codes, report)?);
    }
    Ok(rows)
}
