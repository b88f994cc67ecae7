//! Survey exports to answers: a score on the 0-10 scale, how satisfied somebody is, or both. Never rounds one, never counts a blank
//! as zero.

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
    /// Answers without a valid score, where the survey asks for one.
    pub rejected: u64,
    /// Answers without a valid satisfaction, where the survey asks for one.
    pub satisfaction_rejected: u64,
    /// First and last likely day.
    pub days: Option<(Day, Day)>,
}

/// Builds the answers of one file.
///
/// # Errors
/// [`Refusal`] when the date column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<AnswerRows, Refusal> {
    let mut dates = DateColumn::new(table, Field::AnsweredAt, context, report)?;
    let mut rows = AnswerRows::default();
    let top = scale(table, report);
    for row in 0..table.len() {
        let score = asked(table, row, Field::Score, (0, 10));
        let satisfaction = asked(table, row, Field::Satisfaction, (1, top));
        rows.rejected += u64::from(matches!(score, Some(Err(_))));
        rows.satisfaction_rejected += u64::from(matches!(satisfaction, Some(Err(_))));
        let (score, satisfaction) = match (score, satisfaction) {
            (Some(Err(reason)), None | Some(Err(_))) => {
                reject(table, row, Field::Score, reason, report);
                continue;
            }
            (None, Some(Err(reason))) => {
                reject(table, row, Field::Satisfaction, reason, report);
                continue;
            }
            (score, satisfaction) => (score.and_then(Result::ok), satisfaction.and_then(Result::ok)),
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
            satisfaction,
            scale: satisfaction.map(|_| top),
            comment: comment(table, row, codes),
        });
    }
    dates.note(report);
    Ok(rows)
}

/// The answer to one question of a record; `None` where the survey does not ask it.
fn asked(
    table: &RawTable<'_>,
    row: usize,
    field: Field,
    (low, high): (i32, i32),
) -> Option<Result<i32, Reason>> {
    table.columns.contains_key(&field).then(|| whole_score(table.cell(field, row), low, high))
}

/// The top of the scale on which people say how satisfied they are: 7 where the header or an answer says so, else 5.
fn scale(table: &RawTable<'_>, report: &SourceReport) -> i32 {
    let header = ascii_digits(&report.header_of(Field::Satisfaction)).replace(' ', "").to_lowercase();
    let named = ["1-7", "1–7", "1to7", "outof7", "/7", "1ถึง7"].iter().any(|scale| header.contains(scale));
    let beyond = |row: usize| whole_score(table.cell(Field::Satisfaction, row), 6, 7).is_ok();
    let asks = table.columns.contains_key(&Field::Satisfaction);
    if asks && (named || (0..table.len()).any(beyond)) { 7 } else { 5 }
}

/// What somebody wrote with an answer or a review; `None` where the cell says nothing.
pub(super) fn comment(table: &RawTable<'_>, row: usize, codes: &mut Codes) -> Option<Code> {
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

/// A whole score within a scale: `9`, `9.0`, `9 - very likely`, `5 ดาว`, `★★★★☆`.
pub(in crate::import) fn whole_score(cell: &str, low: i32, high: i32) -> Result<i32, Reason> {
    if is_not_reported(cell) {
        return Err(Reason::NoScore);
    }
    if let Some(stars) = drawn_stars(cell) {
        return if (low..=high).contains(&stars) {
            Ok(stars)
        } else {
            Err(Reason::ScoreOutOfRange { low, high })
        };
    }
    let text = ascii_digits(cell.trim());
    let end =
        text.char_indices().skip(1).find(|(_, character)| !character.is_ascii_digit() && *character != '.');
    let (number, label) = text.split_at(end.map_or(text.len(), |(index, _)| index));
    let label = label.trim_start();
    let unit = label.to_ascii_lowercase();
    let names_points = ["คะแนน", "ดาว", "point", "star"].iter().any(|word| unit.starts_with(word));
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

/// Stars that are drawn rather than counted, the empty ones left out; `None` where anything else stands in the cell.
fn drawn_stars(cell: &str) -> Option<i32> {
    let drawn = cell.chars().filter(|character| !character.is_whitespace() && *character != '\u{fe0f}');
    drawn.into_iter().try_fold(0, |stars, character| match character {
        '★' | '⭐' | '🌟' => Some(stars + 1),
        '☆' | '✩' => Some(stars),
        _ => None,
    })
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
        check("5 ดาว", Ok(5));
        check("4 Stars", Ok(4));
        check("★★★★☆", Ok(4));
        check("⭐️⭐️", Ok(2));
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
