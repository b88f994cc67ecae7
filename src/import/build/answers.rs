//! Survey exports to answers on the 0-10 scale. Never rounds a score, never counts a blank as zero.

use super::{Context, DateColumn, Field, RawTable, is_likely, reject};
use crate::domain::Day;
use crate::import::parse::text::{ascii_digits, is_not_reported};
use crate::import::{Reason, Refusal, SourceReport};
use crate::tables::{AnswerRow, Code, Codes};

/// What one file's answers are.
#[derive(Debug, Default)]
pub(in crate::import) struct AnswerRows {
    /// Valid answers.
    pub answers: Vec<AnswerRow>,
    /// Answers without a valid score.
    pub rejected: u64,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

/// Builds the answers of one file.
///
/// # Errors
/// [`Refusal`] when the date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<AnswerRows, Refusal> {
    let mut dates = DateColumn::new(table, Field::AnsweredAt, context, report)?;
    let mut rows = AnswerRows::default();
    for row in 0..table.len() {
        let score = match whole_score(table.cell(Field::Score, row), 0, 10) {
            Ok(score) => score,
            Err(reason) => {
                rows.rejected += 1;
                reject(table, row, Field::Score, reason, report);
                continue;
            }
        };
        let day = match dates.at(row) {
            Ok(moment) => moment.map(|moment| moment.day),
            Err(reason) => {
                reject(table, row, Field::AnsweredAt, reason, report);
                continue;
            }
        };
        report.rows_used += 1;
        rows.days = widen(rows.days, day);
        let cells = [table.cell(Field::Email, row), "", table.cell(Field::CustomerId, row)];
        let customer = context.customer(codes, cells, None);
        rows.answers.push(AnswerRow {
            source: context.source,
            line: table.lines[row],
            key: context.key(codes, table, row),
            customer,
            day,
            score,
            comment: comment(table, row, codes),
        });
    }
    dates.note(report);
    Ok(rows)
}

/// What somebody wrote with an answer or a review; `None` where the cell says nothing.
pub(super) fn comment(table: &RawTable, row: usize, codes: &mut Codes) -> Option<Code> {
    let text = table.cell(Field::Comment, row).trim();
    (!is_not_reported(text)).then(|| codes.comments.code(text))
}

/// Widens a range of days by a likely day.
pub(super) fn widen(days: Option<(Day, Day)>, day: Option<Day>) -> Option<(Day, Day)> {
    match (days, day.filter(|day| is_likely(*day))) {
        (Some((first, last)), Some(day)) => Some((first.min(day), last.max(day))),
        (None, Some(day)) => Some((day, day)),
        (days, None) => days,
    }
}

/// A whole score within a scale: `9`, `9.0`, `9 - very likely`.
pub(in crate::import) fn whole_score(cell: &str, low: i32, high: i32) -> Result<i32, Reason> {
    if is_not_reported(cell) {
        return Err(Reason::NoScore);
    }
    let text = ascii_digits(cell.trim());
    let end =
        text.char_indices().skip(1).find(|(_, character)| !character.is_ascii_digit() && *character != '.');
    let (number, label) = text.split_at(end.map_or(text.len(), |(index, _)| index));
    let label = label.trim_start();
    let names_points = label.starts_with("คะแนน") || label.starts_with("point");
    if !label.is_empty() && !names_points && !label.starts_with(['-', '–', ':', '(', '/']) {
        return Err(Reason::NotAScore);
    }
    let score: f64 = number.trim_end_matches('.').parse().map_err(|_| Reason::NotAScore)?;
    if score.fract() != 0.0 || !score.is_finite() {
        return Err(Reason::NotAScore);
    }
    if !(f64::from(low)..=f64::from(high)).contains(&score) {
        return Err(Reason::ScoreOutOfRange { low, high });
    }
    Ok(score as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_scores_on_the_scale_count() {
        let check = |cell, expected| assert_eq!(whole_score(cell, 0, 10), expected, "{cell:?}");
        let outside = Err(Reason::ScoreOutOfRange { low: 0, high: 10 });
        check("10", Ok(10));
        check("9.0", Ok(9));
        check("๙", Ok(9));
        check("9 - แนะนำแน่นอน", Ok(9));
        check("8 คะแนน", Ok(8));
        check("0", Ok(0));
        check("11", outside);
        check("-1", outside);
        check("8.5", Err(Reason::NotAScore));
        check("ten", Err(Reason::NotAScore));
        check("7 or 8", Err(Reason::NotAScore));
        check("", Err(Reason::NoScore));
        check("n/a", Err(Reason::NoScore));
    }
}
