//! Statements that were locked before the data came: each figure of the days after locking against as many days before (METRICS,
//! sections 2 and 11). Never looks before the day of the check, never changes what was locked.

use serde::{Deserialize, Serialize};

use super::compare::{CompareError, ComparedWith, compare};
use super::result::ComparedFigure;
use super::statistics::benjamini_hochberg;
use super::{AnalysisError, Spec, analyze};
use crate::domain::{Day, Lens, Period, Segment};
use crate::tables::Tables;

/// False discovery rate below which a difference is clear.
const CLEAR: f64 = 0.05;

/// What was locked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Locked {
    /// Machine name of the figure, as in a comparison.
    pub figure: String,
    /// Its window in days, where it has one.
    pub days: Option<u32>,
    /// Whose figure; everybody's without one.
    pub segment: Option<Segment>,
    /// Whether it is expected to rise.
    pub rises: bool,
    /// Smallest change that matters: a difference in the figure's unit, or for a ratio the part above 1.
    pub minimum: f64,
    /// Last day of the data when it was locked.
    pub on: Day,
    /// Last day of the data that decides.
    pub check: Day,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The data do not reach the day of the check.
    TooEarly,
    /// The figure cannot be compared: no data, or other exports than before.
    NoData,
    /// It moved as stated, clearly, and by enough.
    Confirmed,
    /// It did not.
    NotConfirmed,
}

/// A statement with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// What became of it.
    pub outcome: Outcome,
    /// The figure after (`now`) and before (`then`); `None` while it is too early to look.
    pub figure: Option<ComparedFigure>,
    /// How many statements were tested together.
    pub tested: u64,
}

/// Judges all statements as of the end of the data, in their order.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails.
pub fn judge(tables: &Tables, base: &Spec, statements: &[Locked]) -> Result<Vec<Judged>, AnalysisError> {
    let whole =
        Spec { period: Period::ALL, segment: None, lens: Lens::All, compared_with: None, ..base.clone() };
    let end = analyze(tables, &Spec { families: super::Families::of(&[]), ..whole.clone() })?.as_of;
    let mut judged = Vec::new();
    for statement in statements {
        let figure = match end {
            Some(end) if end >= statement.check => figure_of(tables, &whole, statement)?,
            _ => {
                judged.push(Judged { outcome: Outcome::TooEarly, figure: None, tested: 0 });
                continue;
            }
        };
        judged.push(Judged { outcome: Outcome::NoData, figure, tested: 0 });
    }
    settle(&mut judged, statements);
    Ok(judged)
}

/// The figure of the days after locking against as many days before.
fn figure_of(
    tables: &Tables,
    whole: &Spec,
    locked: &Locked,
) -> Result<Option<ComparedFigure>, AnalysisError> {
    let days = locked.check.since(locked.on);
    let before = Period::between(locked.on.plus(1 - days), locked.on);
    let spec = Spec {
        period: Period::between(locked.on.plus(1), locked.check),
        segment: locked.segment.clone(),
        ..whole.clone()
    };
    match compare(tables, &spec, &ComparedWith::Period(before)) {
        Ok(comparison) => Ok(comparison
            .figures
            .into_iter()
            .find(|own| own.figure == locked.figure && own.days == locked.days && own.channel.is_none())),
        Err(CompareError::Analysis(error)) => Err(error),
        Err(CompareError::NeedsPeriod | CompareError::NeedsSegment) => Ok(None),
    }
}

/// Corrects for how many are tested together, and decides.
fn settle(judged: &mut [Judged], statements: &[Locked]) {
    let p_of =
        |own: &Judged| own.figure.as_ref().and_then(|figure| figure.change).and_then(|change| change.p);
    let p: Vec<f64> = judged.iter().filter_map(p_of).collect();
    let mut adjusted = benjamini_hochberg(&p).into_iter();
    for (own, statement) in judged.iter_mut().zip(statements) {
        own.tested = p.len() as u64;
        let tests = p_of(own).is_some();
        let Some(change) = own.figure.as_mut().and_then(|figure| figure.change.as_mut()) else { continue };
        change.adjusted_p = if tests { adjusted.next() } else { None };
        let nothing = change.relation.nothing();
        let (moved, near) = match statement.rises {
            true => (change.value - nothing, change.low.map(|low| low - nothing)),
            false => (nothing - change.value, change.high.map(|high| nothing - high)),
        };
        let is_clear = change.adjusted_p.is_some_and(|p| p <= CLEAR) && near.is_some_and(|near| near > 0.0);
        own.outcome = match is_clear && moved >= statement.minimum {
            true => Outcome::Confirmed,
            false => Outcome::NotConfirmed,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Shop, day};
    use super::*;

    /// Hundred newcomers before April, hundred after; of each `came_back` within a month.
    fn shop(came_back: [usize; 2]) -> Shop {
        let mut shop = Shop::new();
        for (month, back) in ["03", "04"].into_iter().zip(came_back) {
            for index in 0..100 {
                let name = format!("{month} {index}");
                shop.order(&name, &format!("2024-{month}-{:02}", index % 28 + 1), 100);
                if index < back {
                    let second = day(&format!("2024-{month}-{:02}", index % 28 + 1)).plus(20);
                    shop.order(&name, &second.to_string(), 100);
                }
            }
        }
        shop.order("", "2024-07-01", 100);
        shop
    }

    fn locked(rises: bool, minimum: f64) -> Locked {
        Locked {
            figure: "repeat_within".to_owned(),
            days: Some(30),
            segment: None,
            rises,
            minimum,
            on: day("2024-03-31"),
            check: day("2024-04-30"),
        }
    }

    fn outcome(shop: &Shop, statements: &[Locked]) -> Vec<Outcome> {
        let judged = judge(&shop.tables(), &Spec::default(), statements).expect("judged");
        judged.into_iter().map(|own| own.outcome).collect()
    }

    #[test]
    fn a_statement_is_confirmed_by_a_clear_change_of_enough_in_its_direction() {
        let better = shop([20, 60]);
        assert_eq!(outcome(&better, &[locked(true, 0.1)]), [Outcome::Confirmed]);
        assert_eq!(outcome(&better, &[locked(true, 0.6)]), [Outcome::NotConfirmed], "too little");
        assert_eq!(outcome(&better, &[locked(false, 0.0)]), [Outcome::NotConfirmed], "the wrong way");
        assert_eq!(outcome(&shop([20, 23]), &[locked(true, 0.0)]), [Outcome::NotConfirmed], "not clear");
    }

    #[test]
    fn before_the_day_of_the_check_nobody_looks() {
        let later = Locked { check: day("2024-08-01"), ..locked(true, 0.1) };
        let judged = judge(&shop([20, 60]).tables(), &Spec::default(), &[later]).expect("judged");
        assert_eq!((judged[0].outcome, &judged[0].figure), (Outcome::TooEarly, &None));
    }

    #[test]
    fn many_statements_make_each_harder_to_confirm() {
        let lucky = shop([20, 34]);
        assert_eq!(outcome(&lucky, &[locked(true, 0.0)]), [Outcome::Confirmed]);
        let stated = |figure: &str, days| Locked { figure: figure.to_owned(), days, ..locked(true, 0.0) };
        let many = [
            locked(true, 0.0),
            stated("net_per_order", None),
            stated("repeat_within", Some(60)),
            stated("orders", None),
        ];
        let judged = judge(&lucky.tables(), &Spec::default(), &many).expect("judged");
        assert!(judged[0].tested >= 2);
        let p = |own: &Judged| {
            own.figure
                .as_ref()
                .and_then(|figure| figure.change)
                .and_then(|change| Some((change.p?, change.adjusted_p?)))
        };
        assert!(judged.iter().filter_map(p).all(|(plain, corrected)| corrected >= plain));
    }

    #[test]
    fn a_figure_that_nobody_knows_has_no_data() {
        let statement = Locked { figure: "nothing".to_owned(), ..locked(true, 0.0) };
        assert_eq!(outcome(&shop([20, 60]), &[statement]), [Outcome::NoData]);
    }
}
