//! Rows of what customers say: survey answers, reviews, referrals; and how they become columns. What they wrote is a code of
//! `Codes::comments`: never saved, never part of an analysis.

use super::declared::table;
use super::{Code, Handle};
use crate::domain::Day;

table! {
    /// One answer of a survey: a valid score on the 0-10 scale, how satisfied somebody is, or both.
    AnswerRow in answers, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    DAY & MONTH: day: Option<Day>,
    SCORE: score: Option<i32>,
    SATISFACTION: satisfaction: Option<i32>,
    SCALE: scale: Option<i32>,
    COMMENT: comment: Option<Code>,
}

table! {
    /// One review.
    ReviewRow in reviews, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    CUSTOMER: customer: Option<Handle>,
    DAY: day: Option<Day>,
    STARS: stars: i32,
    COMMENT: comment: Option<Code>,
}

table! {
    /// One recommendation that led to somebody, or the recommendations of one customer over the time of a report.
    ReferralRow in referrals, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.day, row.source, row.line));
    SOURCE: source: u32,
    LINE: line: u32,
    KEY: key: Option<Code>,
    CHANNEL: channel: Code,
    CUSTOMER: customer: Option<Handle>,
    FRIEND: friend: Option<Handle>,
    DAY: day: Option<Day>,
    PURCHASES: purchases: i64,
    CURRENCY: currency: Code,
    VALUE_MINOR: value_minor: Option<i64>,
}
