//! The two questions of a comparison, at equal maturity: the older side is seen as of the day on which it was as old as the
//! younger one is now. Never answers one.

use std::str::FromStr;

use super::super::Spec;
use super::CompareError;
use crate::domain::{Day, MonthIndex, Period, Segment};

/// What a question is compared with.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparedWith {
    /// As many days before the period; whole months before whole months.
    PreviousPeriod,
    /// The same dates a year earlier.
    SamePeriodLastYear,
    /// These days.
    Period(Period),
    /// Everybody outside the segment.
    Rest,
    /// Another segment; who is in both stays on the first side.
    Segment(Segment),
}

impl FromStr for ComparedWith {
    type Err = String;

    /// `previous`, `last-year`, `2025-03`, `2025-01-01..2025-03-31`, `rest`, or a segment.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let month = || MonthIndex::parse_iso(text);
        match text {
            "previous" => return Ok(Self::PreviousPeriod),
            "last-year" | "last_year" => return Ok(Self::SamePeriodLastYear),
            "rest" => return Ok(Self::Rest),
            _ => {}
        }
        if let Some((from, to)) = text.split_once("..") {
            let day = |text: &str| Day::parse_iso(text.trim());
            return match (day(from), day(to)) {
                (Some(from), Some(to)) if from <= to => Ok(Self::Period(Period::between(from, to))),
                _ => Err("write the days as 2025-01-01..2025-03-31".to_owned()),
            };
        }
        if let Some(month) = month() {
            return Ok(Self::Period(Period::between(month.first_day(), month.last_day())));
        }
        let segment = text.strip_prefix("segment:").unwrap_or(text);
        Segment::parse(segment).map(Self::Segment).map_err(|error| {
            format!(
                "previous, last-year, a month, days as 2025-01-01..2025-03-31, rest, or a segment: {error}"
            )
        })
    }
}

impl ComparedWith {
    /// Whether two periods are compared (and not two groups of customers).
    pub fn is_period(&self) -> bool {
        matches!(self, Self::PreviousPeriod | Self::SamePeriodLastYear | Self::Period(_))
    }
}

/// The two questions. `end` is the last day of the data.
pub(super) fn questions(
    spec: &Spec,
    with: &ComparedWith,
    end: Option<Day>,
) -> Result<(Spec, Spec), CompareError> {
    match with {
        ComparedWith::Rest => {
            let own = spec.segment.clone().ok_or(CompareError::NeedsSegment)?;
            Ok((spec.clone(), Spec { segment: Some(Segment::Not(Box::new(own))), ..spec.clone() }))
        }
        ComparedWith::Segment(other) => Ok(match spec.segment.clone() {
            Some(own) => {
                let apart = Segment::And(vec![other.clone(), Segment::Not(Box::new(own))]);
                (spec.clone(), Spec { segment: Some(apart), ..spec.clone() })
            }
            None => (
                Spec { segment: Some(other.clone()), ..spec.clone() },
                Spec { segment: Some(Segment::Not(Box::new(other.clone()))), ..spec.clone() },
            ),
        }),
        _ => periods(spec, with, end),
    }
}

fn periods(spec: &Spec, with: &ComparedWith, end: Option<Day>) -> Result<(Spec, Spec), CompareError> {
    let end = end.ok_or(CompareError::NeedsPeriod)?;
    let from = spec.period.from.ok_or(CompareError::NeedsPeriod)?;
    let to = spec.period.to.map_or(end, |to| to.min(end));
    if to < from {
        return Err(CompareError::NeedsPeriod);
    }
    let (then_from, then_to) = match with {
        ComparedWith::SamePeriodLastYear => (a_year_before(from), a_year_before(to)),
        ComparedWith::Period(Period { from: Some(from), to: Some(to) }) => (*from, (*to).min(end)),
        _ => before(from, to),
    };
    if then_to < then_from {
        return Err(CompareError::NeedsPeriod);
    }
    // Both sides are followed for as long as the younger one can be.
    let follow_up = end.since(to).min(end.since(then_to)).max(0);
    let side = |from: Day, to: Day| Spec {
        period: Period::between(from, to),
        as_of: Some(to.plus(follow_up)),
        ..spec.clone()
    };
    Ok((side(from, to), side(then_from, then_to)))
}

/// As many whole months before whole months, else as many days.
fn before(from: Day, to: Day) -> (Day, Day) {
    let (first, last) = (from.month(), to.month());
    if from == first.first_day() && to == last.last_day() {
        let months = last.0 - first.0 + 1;
        return (MonthIndex(first.0 - months).first_day(), from.plus(-1));
    }
    (from.plus(from.since(to) - 1), from.plus(-1))
}

/// The same date a year earlier; the last of February stays the last of February.
fn a_year_before(day: Day) -> Day {
    let month = MonthIndex(day.month().0 - 12);
    if day == day.month().last_day() {
        return month.last_day();
    }
    month.first_day().plus(day.since(day.month().first_day())).min(month.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixtures::{day, over};

    fn sides(from: &str, to: &str, with: &str, end: &str) -> [String; 4] {
        let with = with.parse::<ComparedWith>().expect(with);
        let (now, then) = questions(&over(from, to), &with, Some(day(end))).expect("two questions");
        let written =
            |spec: &Spec| format!("{}..{}", spec.period.from.expect("from"), spec.period.to.expect("to"));
        let as_of = |spec: &Spec| spec.as_of.expect("as of").to_string();
        [written(&now), as_of(&now), written(&then), as_of(&then)]
    }

    #[test]
    fn the_earlier_period_is_seen_at_the_age_of_the_later_one() {
        let check = |from, to, with, end, expected: [&str; 4]| {
            assert_eq!(sides(from, to, with, end), expected, "{with}");
        };
        let quarter = ["2026-01-01..2026-03-31", "2026-04-10", "2025-10-01..2025-12-31", "2026-01-10"];
        check("2026-01-01", "2026-03-31", "previous", "2026-04-10", quarter);
        let days = ["2026-01-11..2026-01-20", "2026-01-20", "2026-01-01..2026-01-10", "2026-01-10"];
        check("2026-01-11", "2026-01-20", "previous", "2026-01-20", days);
        let year = ["2024-02-01..2024-02-29", "2024-03-05", "2023-02-01..2023-02-28", "2023-03-05"];
        check("2024-02-01", "2024-02-29", "last-year", "2024-03-05", year);
        let later = ["2025-01-01..2025-01-31", "2025-02-04", "2026-01-01..2026-01-31", "2026-02-04"];
        check("2025-01-01", "2025-01-31", "2026-01", "2026-02-04", later);
        let cut = ["2026-01-01..2026-01-15", "2026-01-15", "2025-12-17..2025-12-31", "2025-12-31"];
        check("2026-01-01", "2026-06-30", "previous", "2026-01-15", cut);
    }

    #[test]
    fn nobody_stands_on_both_sides_of_two_segments() {
        let own = Spec { segment: Segment::parse("orders >= 2").ok(), ..Spec::default() };
        let with = "channel = \"Facebook Ads\"".parse::<ComparedWith>().expect("a segment");
        let (now, then) = questions(&own, &with, None).expect("two questions");
        assert_eq!(now.segment, own.segment);
        let then = then.segment.expect("a segment").to_string();
        assert_eq!(then, "channel = \"Facebook Ads\" and not orders >= 2");
        let (now, then) = questions(&Spec::default(), &with, None).expect("two questions");
        assert_eq!(now.segment.map(|s| s.to_string()).as_deref(), Some("channel = \"Facebook Ads\""));
        assert_eq!(then.segment.map(|s| s.to_string()).as_deref(), Some("not channel = \"Facebook Ads\""));
    }

    #[test]
    fn what_has_no_period_or_segment_cannot_be_compared() {
        let check = |spec: &Spec, with: &ComparedWith, error| {
            assert_eq!(questions(spec, with, Some(day("2026-01-01"))).err().map(|e| e.to_string()), error);
        };
        let period = Some(CompareError::NeedsPeriod.to_string());
        check(&Spec::default(), &ComparedWith::PreviousPeriod, period.clone());
        check(&over("2026-02-01", "2026-02-05"), &ComparedWith::PreviousPeriod, period);
        check(&Spec::default(), &ComparedWith::Rest, Some(CompareError::NeedsSegment.to_string()));
        assert!("2025-13..x".parse::<ComparedWith>().is_err() && "nonsense".parse::<ComparedWith>().is_err());
    }
}
