//! Rows of what customers say: survey answers, reviews, referrals; and how they become columns. Never keeps what they wrote.

use polars::prelude::DataFrame;

use super::columns::{column, frame};
use super::{Code, Handle, People, TablesError, schema};
use crate::domain::Day;

/// One valid answer on the 0-10 scale.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::answers")]
pub struct AnswerRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub customer: Option<Handle>,
    pub day: Option<Day>,
    pub score: i32,
}

/// One review.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::reviews")]
pub struct ReviewRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub customer: Option<Handle>,
    pub day: Option<Day>,
    pub stars: i32,
}

/// One recommendation that led to somebody, or the recommendations of one customer over the time of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is the column of the same name in schema::referrals")]
pub struct ReferralRow {
    pub source: u32,
    pub line: u32,
    pub key: Option<Code>,
    pub customer: Option<Handle>,
    pub friend: Option<Handle>,
    pub day: Option<Day>,
    pub purchases: i64,
    pub currency: Code,
    pub value_minor: Option<i64>,
}

pub(super) fn answers_frame(mut rows: Vec<AnswerRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::answers as c;
    rows.sort_unstable_by_key(|row| (row.day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::DAY, row => row.day.map(|day| day.0)),
            column!(rows, c::MONTH, row => row.day.map(|day| day.month().0)),
            column!(rows, c::SCORE, row => row.score),
        ],
    )
}

pub(super) fn reviews_frame(mut rows: Vec<ReviewRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::reviews as c;
    rows.sort_unstable_by_key(|row| (row.day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::DAY, row => row.day.map(|day| day.0)),
            column!(rows, c::STARS, row => row.stars),
        ],
    )
}

pub(super) fn referrals_frame(mut rows: Vec<ReferralRow>, people: &People) -> Result<DataFrame, TablesError> {
    use schema::referrals as c;
    rows.sort_unstable_by_key(|row| (row.day, row.source, row.line));
    frame(
        rows.len(),
        vec![
            column!(rows, c::SOURCE, row => row.source),
            column!(rows, c::LINE, row => row.line),
            column!(rows, c::KEY, row => row.key),
            column!(rows, c::CUSTOMER, row => people.customer(row.customer)),
            column!(rows, c::FRIEND, row => people.customer(row.friend)),
            column!(rows, c::DAY, row => row.day.map(|day| day.0)),
            column!(rows, c::PURCHASES, row => row.purchases),
            column!(rows, c::CURRENCY, row => row.currency),
            column!(rows, c::VALUE_MINOR, row => row.value_minor),
        ],
    )
}
