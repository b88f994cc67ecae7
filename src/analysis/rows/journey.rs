//! The people behind the journey's stages and steps. Never an ad row.

use std::collections::BTreeMap;

use super::list::{Row, RowReason, RowState, Verdict};
use super::people::Lists;
use crate::analysis::AnalysisError;
use crate::analysis::journey::{Conduct, conduct, passes};
use crate::analysis::nps::PROMOTER;
use crate::analysis::reviews::RECOMMENDS;
use crate::analysis::scope::Occasion;
use crate::domain::{Lens, Stage};
use crate::tables::Code;

impl Lists<'_> {
    /// Customers of a stage: buyers, or those who came back.
    pub(super) fn stage(&self, stage: Stage) -> Vec<Row> {
        let rows = self.came_back();
        if stage == Stage::Retention {
            return rows;
        }
        let buyer = |row: Row| {
            let is_buyer = row.state != RowState::LeftOut;
            if is_buyer { row.judged(Verdict::Counted(None)) } else { row }
        };
        rows.into_iter().map(buyer).collect()
    }

    /// Buyers of the period: who came back in it, who is lost, who is open.
    pub(super) fn came_back(&self) -> Vec<Row> {
        let lens = self.scope.spec.lens;
        self.customers(|customer, occasions| {
            let verdict = self.judge_conduct(occasions);
            let other = !passes(lens, customer.direction) && !matches!(verdict, Verdict::LeftOut(_));
            Some(if other { Verdict::LeftOut(RowReason::OtherDirection) } else { verdict })
        })
    }

    pub(super) fn judge_conduct(&self, occasions: &[Occasion]) -> Verdict {
        match conduct(&self.scope, occasions) {
            Conduct::Absent if occasions.is_empty() => Verdict::LeftOut(RowReason::NoPurchase),
            Conduct::Absent => Verdict::LeftOut(RowReason::OutsidePeriod),
            Conduct::Retained => Verdict::Counted(None),
            Conduct::Open if occasions.len() > 1 => Verdict::Open(RowReason::CameBackLater),
            Conduct::Open => Verdict::Open(RowReason::BoughtLately),
            Conduct::Lost => Verdict::Lost,
        }
    }

    /// Identified people once each, and every voice without a name: who recommends and who does not.
    pub(super) fn advocates(&self) -> Result<Vec<Row>, AnalysisError> {
        let lens = self.scope.spec.lens;
        let voices = self.voices()?;
        let judge = |recommends: bool, passes: bool| match (recommends, passes) {
            (true, true) => Verdict::Counted(None),
            (true, false) => Verdict::LeftOut(RowReason::OtherDirection),
            (false, _) => Verdict::LeftOut(RowReason::DoesNotRecommend),
        };
        let mut rows: Vec<Row> = Vec::new();
        let mut persons: BTreeMap<Code, (bool, Row)> = BTreeMap::new();
        for (customer, recommends, row) in voices {
            match customer {
                None => rows.push(row.judged(judge(recommends, lens == Lens::All))),
                Some(code) => {
                    let known = persons.entry(code).or_insert((false, row));
                    known.0 |= recommends;
                }
            }
        }
        for (code, (recommends, voice)) in persons {
            let customer = self.scope.customer(code);
            let through = passes(lens, customer.and_then(|customer| customer.direction));
            let row = customer.map_or(voice, |customer| self.customer(customer));
            rows.push(row.judged(judge(recommends, through)));
        }
        Ok(rows)
    }

    /// Returning customers who recommend; where no voice names its customer, the voices against the returning customers.
    pub(super) fn recommend(&self) -> Result<Vec<Row>, AnalysisError> {
        let voices = self.voices()?;
        if voices.is_empty() {
            return self.referrals_per_customer();
        }
        let retained = self.came_back().into_iter().filter(|row| row.state == RowState::Counted);
        if voices.iter().all(|(customer, ..)| customer.is_none()) {
            let advocates = self.advocates()?.into_iter().map(|row| Row { denominator: 0, ..row });
            let bases = retained.map(|row| Row { state: RowState::Base, numerator: 0, ..row });
            return Ok(advocates.chain(bases).collect());
        }
        let mut heard: BTreeMap<Code, bool> = BTreeMap::new();
        for (customer, recommends, _) in &voices {
            if let Some(code) = customer {
                *heard.entry(*code).or_default() |= recommends;
            }
        }
        let lens = self.scope.spec.lens;
        Ok(self.customers(|customer, occasions| {
            let is_retained = conduct(&self.scope, occasions) == Conduct::Retained;
            Some(match heard.get(&customer.code) {
                _ if !is_retained => return None,
                _ if !passes(lens, customer.direction) => Verdict::LeftOut(RowReason::OtherDirection),
                Some(true) => Verdict::Counted(None),
                Some(false) => Verdict::Lost,
                None => Verdict::Open(RowReason::NeverHeard),
            })
        }))
    }

    /// Whether anybody of the question answered or reviewed.
    pub(super) fn have_voices(&self) -> Result<bool, AnalysisError> {
        Ok(!self.voices()?.is_empty())
    }

    /// Answers and reviews of the question: whose, whether they recommend, and their rows.
    pub(super) fn voices(&self) -> Result<Vec<(Option<Code>, bool, Row)>, AnalysisError> {
        let answers = self.answers_in_question()?.into_iter();
        let answers = answers.map(|(answer, row)| (answer.customer, answer.score >= PROMOTER, row));
        let reviews = self.reviews_in_question()?.into_iter();
        let reviews = reviews.map(|(review, row)| (review.customer, review.stars >= RECOMMENDS, row));
        Ok(answers.chain(reviews).collect())
    }
}
