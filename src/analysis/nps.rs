//! Net promoter score of the answers in the period (METRICS, section 9). Never drops a second answer of one person:
//! all valid answers count, since most exports do not say who answered (one per person: `voice`).

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::columns::optional;
use super::months::Months;
use super::result::{NetScore, Nps, NpsMonth};
use super::statistics::net_promoter;
use super::{DefinitionId, Spec};
use crate::domain::Day;
use crate::tables::{Code, Tables, schema};

/// Lowest score of a promoter.
pub(super) const PROMOTER: i32 = 9;
/// Highest score of a detractor.
pub(super) const DETRACTOR: i32 = 6;

/// A valid answer that belongs to the question.
#[derive(Clone, Copy)]
pub(super) struct Answer {
    /// Row of the table.
    pub(super) row: usize,
    pub(super) customer: Option<Code>,
    pub(super) day: Option<Day>,
    month: Option<i32>,
    pub(super) score: i32,
    /// Code of what was written with it.
    pub(super) comment: Option<Code>,
}

impl Answer {
    pub(super) fn is_promoter(&self) -> bool {
        self.score >= PROMOTER
    }

    pub(super) fn is_detractor(&self) -> bool {
        self.score <= DETRACTOR
    }
}

/// Answers that belong to the question.
pub(super) fn answers(tables: &Tables, spec: &Spec) -> PolarsResult<Vec<Answer>> {
    use schema::answers as c;
    let customers = optional::<UInt32Type>(&tables.answers, c::CUSTOMER)?;
    let days = optional::<Int32Type>(&tables.answers, c::DAY)?;
    let months = optional::<Int32Type>(&tables.answers, c::MONTH)?;
    let scores = optional::<Int32Type>(&tables.answers, c::SCORE)?;
    let comments = optional::<UInt32Type>(&tables.answers, c::COMMENT)?;
    let counted = (0..scores.len()).filter(|row| spec.covers(days[*row].map(Day)));
    let scored = counted.filter_map(|row| Some((row, scores[row].filter(|score| (0..=10).contains(score))?)));
    Ok(scored
        .map(|(row, score)| Answer {
            row,
            customer: customers[row],
            day: days[row].map(Day),
            month: months[row],
            score,
            comment: comments[row],
        })
        .collect())
}

/// The score of answers, counted: all, promoters, detractors.
pub(super) fn net_score([n, promoters, detractors]: [u64; 3]) -> NetScore {
    let net = net_promoter(n, promoters, detractors);
    NetScore {
        n,
        promoters,
        detractors,
        score: net.map(|net| net.score),
        low: net.map(|net| net.interval.low),
        high: net.map(|net| net.interval.high),
    }
}

/// Counts an answer: all, promoters, detractors.
pub(super) fn count(tally: &mut [u64; 3], answer: &Answer) {
    tally[0] += 1;
    tally[1] += u64::from(answer.is_promoter());
    tally[2] += u64::from(answer.is_detractor());
}

/// The score of `answers`; `None` when no survey of the project asks for one, whatever was answered.
pub(super) fn nps(tables: &Tables, answers: &[Answer]) -> Option<Nps> {
    let scores = tables.answers.column(schema::answers::SCORE).ok()?;
    if scores.null_count() == scores.len() && tables.answers_rejected == 0 {
        return None;
    }
    let mut tally = [0; 3];
    let mut distribution = [0; 11];
    for answer in answers {
        count(&mut tally, answer);
        distribution[answer.score.unsigned_abs() as usize] += 1;
    }
    let net = net_score(tally);
    Some(Nps {
        net,
        passives: net.n - net.promoters - net.detractors,
        rejected: tables.answers_rejected,
        distribution,
        months: by_month(answers),
        definition: DefinitionId::Nps,
    })
}

/// Undated answers are in no month.
fn by_month(answers: &[Answer]) -> Vec<NpsMonth> {
    let dated = || answers.iter().filter_map(|answer| Some((answer.month?, answer)));
    let (Some(first), Some(last)) =
        (dated().map(|(month, _)| month).min(), dated().map(|(month, _)| month).max())
    else {
        return Vec::new();
    };
    let mut months: Months<[u64; 3]> = Months::spanning(&(first..=last));
    for (month, answer) in dated() {
        if let Some(tally) = months.slot(month) {
            count(tally, answer);
        }
    }
    let used = months.between_used(|tally| tally[0] > 0);
    used.map(|(month, tally)| NpsMonth { month, net: net_score(tally) }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Shop, as_of, over};
    use super::*;

    fn shop() -> Shop {
        let mut shop = Shop::new();
        shop.answer("ann", Some("2024-01-05"), 10);
        shop.answer("ann", Some("2024-01-06"), 9);
        shop.answer("", Some("2024-03-05"), 0);
        shop.answer("", None, 7);
        shop.rows.answers_rejected = 2;
        shop
    }

    #[test]
    fn all_valid_answers_count_and_undated_ones_are_in_no_month() {
        let nps = shop().analyze(&Spec::default()).nps.expect("answers");
        assert_eq!(
            (nps.net.n, nps.net.promoters, nps.passives, nps.net.detractors, nps.rejected),
            (4, 2, 1, 1, 2)
        );
        assert_eq!((nps.net.score, nps.distribution), (Some(25.0), [1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1]));
        let months: Vec<_> = nps.months.iter().map(|m| (m.month.to_string(), m.net.n, m.net.score)).collect();
        let month = |month: &str, n, score| (month.to_owned(), n, score);
        let expected =
            [month("2024-01", 2, Some(100.0)), month("2024-02", 0, None), month("2024-03", 1, Some(-100.0))];
        assert_eq!(months, expected);
    }

    #[test]
    fn a_period_leaves_undated_answers_out_and_an_asked_end_later_ones() {
        let n = |spec: &Spec| shop().analyze(spec).nps.map(|nps| nps.net.n);
        assert_eq!(n(&over("2024-01-01", "2024-01-05")), Some(1));
        assert_eq!(n(&as_of("2024-02-01")), Some(3));
        assert_eq!(Shop::new().analyze(&Spec::default()).nps, None);
    }

    #[test]
    fn only_rejected_answers_are_a_score_without_data() {
        let mut shop = Shop::new();
        shop.rows.answers_rejected = 3;
        let nps = shop.analyze(&Spec::default()).nps.expect("something was read");
        assert_eq!((nps.net.n, nps.net.score, nps.net.low, nps.rejected), (0, None, None, 3));
    }
}
