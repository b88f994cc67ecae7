//! The answers behind the promoter score and the reviews behind the stars. Never what anybody wrote.

use std::collections::BTreeSet;

use polars::prelude::{Int32Type, UInt32Type};

use super::figure::{CsatFigure, NpsFigure};
use super::list::{Row, RowKind, Verdict};
use super::people::Lists;
use crate::analysis::AnalysisError;
use crate::analysis::columns::{optional, values};
use crate::analysis::emotion::stage_of;
use crate::analysis::nps::{self, Answer, DETRACTOR, PROMOTER};
use crate::analysis::reviews::{self, RECOMMENDS, Review};
use crate::analysis::voice::groups::places;
use crate::analysis::voice::one_per_person;
use crate::analysis::voice::satisfaction::{self, Satisfied};
use crate::domain::{Day, Stage};
use crate::tables::schema;

impl Lists<'_> {
    /// The answers of a group.
    pub(super) fn answers(&self, figure: NpsFigure) -> Result<Vec<Row>, AnalysisError> {
        let wanted = |answer: &Answer, row: &Row| match figure {
            NpsFigure::All => true,
            NpsFigure::Promoters => answer.score >= PROMOTER,
            NpsFigure::Detractors => answer.score <= DETRACTOR,
            NpsFigure::Passives => answer.score > DETRACTOR && answer.score < PROMOTER,
            NpsFigure::Score(score) => answer.score == i32::from(score),
            NpsFigure::Month(month) => row.first.is_some_and(|day| day.month() == month),
        };
        let answers = self.answers_in_question()?.into_iter();
        Ok(answers.filter(|(answer, row)| wanted(answer, row)).map(|(_, row)| counted(row)).collect())
    }

    /// The answers behind the emotion of a stage.
    pub(super) fn feelings(&self, stage: Stage) -> Result<Vec<Row>, AnalysisError> {
        let mut answers = nps::answers(self.scope.tables, self.scope.spec)?;
        answers.retain(|answer| self.scope.is_member(answer.customer));
        let mut kept = one_per_person(&answers);
        kept.retain(|answer| stage_of(&self.scope, answer) == Some(stage));
        let rows: BTreeSet<usize> = kept.iter().map(|answer| answer.row).collect();
        let all = self.answers_in_question()?.into_iter();
        Ok(all.filter(|(answer, _)| rows.contains(&answer.row)).map(|(_, row)| counted(row)).collect())
    }

    /// The answers about satisfaction on one scale: the satisfied of a group, or all who gave one answer.
    pub(super) fn satisfied(&self, top: u8, figure: &CsatFigure) -> Result<Vec<Row>, AnalysisError> {
        use schema::answers as c;
        let frame = &self.scope.tables.answers;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let wanted = |answer: &Satisfied| match figure {
            CsatFigure::All => true,
            CsatFigure::Value(value) => answer.value == i32::from(*value),
            CsatFigure::Month(month) => answer.day.is_some_and(|day| day.month() == *month),
            CsatFigure::Group(by, group) => {
                let mut places = places(&self.scope, answer.customer, answer.day).into_iter();
                places.any(|place| place.0 == *by && place.1 == *group)
            }
        };
        let is_share = !matches!(figure, CsatFigure::Value(_));
        let mut answers = satisfaction::in_question(self.scope.tables, self.scope.spec)?;
        answers.retain(|answer| answer.top == i32::from(top) && self.scope.is_member(answer.customer));
        let row = |answer: Satisfied| {
            let row = Row {
                person: self.person(answer.customer),
                first: answer.day,
                count: Some(i64::from(answer.value)),
                place: Some((sources[answer.row], lines[answer.row])),
                ..Row::of(RowKind::Answer)
            };
            let is_lost = is_share && !answer.is_satisfied();
            row.judged(if is_lost { Verdict::Lost } else { Verdict::Counted(None) })
        };
        Ok(answers.into_iter().filter(wanted).map(row).collect())
    }

    /// The reviews, or those with so many stars.
    pub(super) fn reviews(&self, stars: Option<u8>) -> Result<Vec<Row>, AnalysisError> {
        let wanted = |review: &Review| stars.is_none_or(|stars| review.stars == i32::from(stars));
        let reviews = self.reviews_in_question()?.into_iter();
        Ok(reviews.filter(|(review, _)| wanted(review)).map(|(_, row)| counted(row)).collect())
    }

    /// Those with four or five stars, and the others.
    pub(super) fn good_reviews(&self) -> Result<Vec<Row>, AnalysisError> {
        let judge = |(review, row): (Review, Row)| {
            row.judged(if review.stars >= RECOMMENDS { Verdict::Counted(None) } else { Verdict::Lost })
        };
        Ok(self.reviews_in_question()?.into_iter().map(judge).collect())
    }

    pub(super) fn answers_in_question(&self) -> Result<Vec<(Answer, Row)>, AnalysisError> {
        use schema::answers as c;
        let frame = &self.scope.tables.answers;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let days = optional::<Int32Type>(frame, c::DAY)?;
        let mut answers = nps::answers(self.scope.tables, self.scope.spec)?;
        answers.retain(|answer| self.scope.is_member(answer.customer));
        let row = |answer: Answer| {
            let row = Row {
                person: self.person(answer.customer),
                first: days[answer.row].map(Day),
                count: Some(i64::from(answer.score)),
                place: Some((sources[answer.row], lines[answer.row])),
                ..Row::of(RowKind::Answer)
            };
            (answer, row)
        };
        Ok(answers.into_iter().map(row).collect())
    }

    pub(super) fn reviews_in_question(&self) -> Result<Vec<(Review, Row)>, AnalysisError> {
        use schema::reviews as c;
        let frame = &self.scope.tables.reviews;
        let (sources, lines) =
            (values::<UInt32Type>(frame, c::SOURCE)?, values::<UInt32Type>(frame, c::LINE)?);
        let days = optional::<Int32Type>(frame, c::DAY)?;
        let mut found = reviews::in_question(self.scope.tables, self.scope.spec)?;
        found.retain(|review| self.scope.is_member(review.customer));
        let row = |review: Review| {
            let row = Row {
                person: self.person(review.customer),
                first: days[review.row].map(Day),
                count: Some(i64::from(review.stars)),
                place: Some((sources[review.row], lines[review.row])),
                ..Row::of(RowKind::Review)
            };
            (review, row)
        };
        Ok(found.into_iter().map(row).collect())
    }
}

fn counted(row: Row) -> Row {
    row.judged(Verdict::Counted(None))
}
