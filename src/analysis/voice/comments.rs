//! What people wrote, as lines to be read. Personal data: shown, never saved, never part of an analysis.

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::super::columns::{optional, values};
use super::super::scope::{Memory, Scope};
use super::super::{AnalysisError, Spec};
use crate::domain::Day;
use crate::tables::{Code, Tables, schema};

/// Something that somebody wrote with an answer or a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// When.
    pub day: Option<Day>,
    /// The score 0-10, of an answer.
    pub score: Option<i32>,
    /// The stars 1-5, of a review.
    pub stars: Option<i32>,
    /// The words.
    pub text: String,
}

/// The comments of the period, latest first; of a segment those of its members only, as its scores.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails.
pub fn comments(tables: &Tables, spec: &Spec, memory: &mut Memory) -> Result<Vec<Comment>, AnalysisError> {
    // What a project keeps of comments are words that somebody used, not what they wrote.
    if tables.is_kept {
        return Ok(Vec::new());
    }
    let scope = Scope::remembering(tables, spec, memory, &|| false)?;
    let mut all = of_answers(&scope)?;
    all.extend(of_reviews(&scope)?);
    all.sort_by_key(|comment| std::cmp::Reverse(comment.day));
    Ok(all)
}

fn of_answers(scope: &Scope<'_>) -> PolarsResult<Vec<Comment>> {
    use schema::answers as c;
    let answers = &scope.tables.answers;
    let customers = optional::<UInt32Type>(answers, c::CUSTOMER)?;
    let days = optional::<Int32Type>(answers, c::DAY)?;
    let scores = optional::<Int32Type>(answers, c::SCORE)?;
    let texts = optional::<UInt32Type>(answers, c::COMMENT)?;
    let line = |row: usize| (customers[row], days[row].map(Day), (scores[row], None), texts[row]);
    Ok(written(scope, (0..scores.len()).map(line)))
}

fn of_reviews(scope: &Scope<'_>) -> PolarsResult<Vec<Comment>> {
    use schema::reviews as c;
    let reviews = &scope.tables.reviews;
    let customers = optional::<UInt32Type>(reviews, c::CUSTOMER)?;
    let days = optional::<Int32Type>(reviews, c::DAY)?;
    let stars = values::<Int32Type>(reviews, c::STARS)?;
    let texts = optional::<UInt32Type>(reviews, c::COMMENT)?;
    let line = |row: usize| (customers[row], days[row].map(Day), (None, Some(stars[row])), texts[row]);
    Ok(written(scope, (0..stars.len()).map(line)))
}

/// Who wrote when, with which score or stars, and what.
type Line = (Option<Code>, Option<Day>, (Option<i32>, Option<i32>), Option<Code>);

fn written(scope: &Scope<'_>, lines: impl Iterator<Item = Line>) -> Vec<Comment> {
    let asked = lines.filter(|(customer, day, ..)| scope.spec.covers(*day) && scope.is_member(*customer));
    let named = asked.filter_map(|(_, day, (score, stars), text)| {
        Some(Comment { day, score, stars, text: scope.tables.codes.comments.name(text?)?.to_owned() })
    });
    named.collect()
}
