//! Review exports to reviews with stars. Never keeps a name.

use super::answers::{comment, whole_score, widen};
use super::{Context, DateColumn, Field, RawTable, reject};
use crate::domain::Day;
use crate::import::parse::text::fold;
use crate::import::profile::matches_any;
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{Codes, ReviewRow};

/// What one file's reviews are.
#[derive(Debug, Default)]
pub(in crate::import) struct ReviewRows {
    /// The reviews.
    pub reviews: Vec<ReviewRow>,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

/// Builds the reviews of one file.
///
/// # Errors
/// [`Refusal`] when the date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<ReviewRows, Refusal> {
    let mut dates = DateColumn::new(table, Field::ReviewedAt, context, report)?;
    let mut rows = ReviewRows::default();
    for row in 0..table.len() {
        let read = whole_score(table.cell(Field::Stars, row), 1, 5)
            .map_err(|reason| (Field::Stars, reason))
            .and_then(|stars| Ok((stars, dates.at(row).map_err(|reason| (Field::ReviewedAt, reason))?)));
        let (stars, moment) = match read {
            Ok(read) => read,
            Err((field, reason)) => {
                reject(table, row, field, reason, report);
                continue;
            }
        };
        if is_hidden(table, context, row) {
            reject(table, row, Field::ReviewStatus, Reason::NotPublished, report);
            continue;
        }
        report.rows_used += 1;
        let day = moment.map(|moment| moment.day);
        rows.days = widen(rows.days, day);
        let customer = context.customer(codes, [table.cell(Field::Email, row), "", ""], None);
        rows.reviews.push(ReviewRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            customer,
            day,
            stars,
            comment: comment(table, row, codes),
        });
    }
    dates.note(report);
    Ok(rows)
}

/// Whether the platform keeps the review from being seen.
fn is_hidden(table: &RawTable<'_>, context: &Context<'_>, row: usize) -> bool {
    matches_any(&context.profile.status.cancelled, &fold(table.cell(Field::ReviewStatus, row)))
}
