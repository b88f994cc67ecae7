//! What people wrote, as lines to be read. Personal data: shown, never saved, never part of an analysis.

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::super::columns::{optional, values};
use super::super::{AnalysisError, Spec};
use crate::domain::Day;
use crate::tables::{Tables, schema};

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

/// The comments of the period, latest first.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails.
pub fn comments(tables: &Tables, spec: &Spec) -> Result<Vec<Comment>, AnalysisError> {
    let mut all = of_answers(tables, spec)?;
    all.extend(of_reviews(tables, spec)?);
    all.sort_by_key(|comment| std::cmp::Reverse(comment.day));
    Ok(all)
}

fn of_answers(tables: &Tables, spec: &Spec) -> PolarsResult<Vec<Comment>> {
    use schema::answers as c;
    let days = optional::<Int32Type>(&tables.answers, c::DAY)?;
    let scores = values::<Int32Type>(&tables.answers, c::SCORE)?;
    let texts = optional::<UInt32Type>(&tables.answers, c::COMMENT)?;
    let line = |row: usize| (days[row].map(Day), Some(scores[row]), None, texts[row]);
    Ok(written(tables, spec, (0..scores.len()).map(line)))
}

fn of_reviews(tables: &Tables, spec: &Spec) -> PolarsResult<Vec<Comment>> {
    use schema::reviews as c;
    let days = optional::<Int32Type>(&tables.reviews, c::DAY)?;
    let stars = values::<Int32Type>(&tables.reviews, c::STARS)?;
    let texts = optional::<UInt32Type>(&tables.reviews, c::COMMENT)?;
    let line = |row: usize| (days[row].map(Day), None, Some(stars[row]), texts[row]);
    Ok(written(tables, spec, (0..stars.len()).map(line)))
}

type Line = (Option<Day>, Option<i32>, Option<i32>, Option<u32>);

fn written(tables: &Tables, spec: &Spec, lines: impl Iterator<Item = Line>) -> Vec<Comment> {
    let named = lines.filter(|(day, ..)| spec.covers(*day)).filter_map(|(day, score, stars, text)| {
        Some(Comment { day, score, stars, text: tables.codes.comments.name(text?)?.to_owned() })
    });
    named.collect()
}
