//! Comparisons in words: names of the figures, values in their unit, the fixed verdicts, and why there is none. Never compares.

use std::fmt::Display;

use super::{count, filled, text};
use crate::analysis::compare::CompareError;
use crate::analysis::statistics::Verdict;
use crate::analysis::{
    Blocked, ComparedFigure, ComparedQuestion, Comparison, ComparisonKind, FigureScale, FigureSide, Relation,
};
use crate::domain::{Currency, Language, Money};

/// Where a side has no data.
const NONE: &str = "–";

/// The name of a figure, with its window or channel.
pub fn figure(language: Language, figure: &ComparedFigure) -> String {
    let days = figure.days.unwrap_or(0);
    let months = figure.months.unwrap_or(0);
    let channel = figure.channel.as_deref().unwrap_or_default();
    let values: [(&str, &dyn Display); 3] = [("days", &days), ("months", &months), ("channel", &channel)];
    filled(language, &format!("figure.{}", figure.figure), &values)
}

/// The fixed words.
pub fn verdict(language: Language, verdict: Verdict) -> String {
    text(language, &format!("verdict.{}", verdict_key(verdict)))
}

fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::ClearlyHigher => "clearly_higher",
        Verdict::LeaningHigher => "leaning_higher",
        Verdict::NoTellingYet => "no_telling_yet",
        Verdict::LeaningLower => "leaning_lower",
        Verdict::ClearlyLower => "clearly_lower",
    }
}

/// What may be said of a figure: the verdict, or why there is none.
pub fn said(language: Language, figure: &ComparedFigure) -> String {
    match (figure.verdict, figure.blocked) {
        (Some(found), _) => verdict(language, found),
        (None, Some(why)) => blocked(language, why),
        (None, None) => NONE.to_owned(),
    }
}

/// Why a figure has no verdict.
pub fn blocked(language: Language, why: Blocked) -> String {
    match why {
        Blocked::NoData => text(language, "blocked.no_data"),
        Blocked::NotASample => text(language, "blocked.not_a_sample"),
        Blocked::OtherCurrency => text(language, "blocked.other_currency"),
        Blocked::NotCovered { table } => {
            filled(language, "blocked.not_covered", &[("table", &super::table(language, table))])
        }
        Blocked::SourceChanged { table } => {
            filled(language, "blocked.source_changed", &[("table", &super::table(language, table))])
        }
    }
}

/// A side's value in its unit.
pub fn value(figure: &ComparedFigure, side: &FigureSide) -> String {
    side.value.map_or_else(|| NONE.to_owned(), |value| in_unit(figure, value))
}

/// What a side is made of: `60/100`, else the number of observations.
pub fn made_of(language: Language, figure: &ComparedFigure, side: &FigureSide) -> String {
    match (side.numerator, side.denominator) {
        (Some(part), Some(whole)) if figure.scale == FigureScale::PerDay => {
            filled(language, "compare.in_days", &[("n", &count(part)), ("days", &count(whole))])
        }
        (Some(part), Some(whole)) => format!("{}/{}", count(part), count(whole)),
        _ if side.n > 0 => format!("n {}", count(side.n)),
        _ => String::new(),
    }
}

/// A side's value with what it is made of: `60.0 % · 60/100`.
pub fn side_made_of(language: Language, figure: &ComparedFigure, side: &FigureSide) -> String {
    let (value, made_of) = (value(figure, side), made_of(language, figure, side));
    if made_of.is_empty() || side.value.is_none() { value } else { format!("{value} · {made_of}") }
}

/// The headings of the two sides, by what is compared.
pub fn side_headings(language: Language, kind: ComparisonKind) -> [String; 2] {
    let group = if kind == ComparisonKind::Periods { "" } else { "_group" };
    ["now", "then"].map(|side| text(language, &format!("compare.column.{side}{group}")))
}

/// The headings of a table of compared figures, in the order of [`cells`]: the first and the last are words, the others numbers.
pub fn headings(language: Language, [now, then]: [String; 2]) -> [String; 7] {
    let of = |column: &str| text(language, &format!("compare.column.{column}"));
    [of("figure"), now, then, of("change"), of("interval"), of("detectable"), of("verdict")]
}

/// A compared figure as a line of such a table.
pub fn cells(language: Language, compared: &ComparedFigure) -> [String; 7] {
    [
        figure(language, compared),
        side_made_of(language, compared, &compared.now),
        side_made_of(language, compared, &compared.then),
        change(language, compared),
        interval(language, compared),
        detectable(language, compared),
        said(language, compared),
    ]
}

/// The change: `+3.2 pp`, `×1.24`.
pub fn change(language: Language, figure: &ComparedFigure) -> String {
    figure
        .change
        .map_or_else(|| NONE.to_owned(), |change| moved(language, figure, change.relation, change.value))
}

/// The interval of the change: `+1.1 … +5.3 pp`.
pub fn interval(language: Language, figure: &ComparedFigure) -> String {
    let Some((relation, low, high)) =
        figure.change.and_then(|change| Some((change.relation, change.low?, change.high)))
    else {
        return String::new();
    };
    let high = high.map_or_else(|| "…".to_owned(), |high| moved(language, figure, relation, high));
    format!("{} … {high}", moved(language, figure, relation, low))
}

/// The smallest change that could be seen; blank where there is none.
pub fn detectable(language: Language, figure: &ComparedFigure) -> String {
    let relation = figure.change.map(|change| change.relation);
    let written = relation.zip(figure.minimum_detectable).map(|(relation, smallest)| match relation {
        Relation::Ratio => format!("×{smallest:.2}"),
        Relation::Difference => {
            format!("±{}", moved(language, figure, relation, smallest).trim_start_matches('+'))
        }
    });
    written.unwrap_or_default()
}

fn in_unit(figure: &ComparedFigure, value: f64) -> String {
    match figure.scale {
        FigureScale::Share if value < 0.05 => format!("{:.2} %", value * 100.0),
        FigureScale::Share => format!("{:.1} %", value * 100.0),
        FigureScale::Yield => format!("{:.2}/100", value * 100.0),
        FigureScale::PerDay if value >= 100.0 => count(value.round() as u64),
        FigureScale::PerDay | FigureScale::Days | FigureScale::Minutes => format!("{value:.1}"),
        FigureScale::Money => money(value, figure.currency),
        FigureScale::Stars | FigureScale::Multiple => format!("{value:.2}"),
        FigureScale::Points => signed(value, 1),
    }
}

fn moved(language: Language, figure: &ComparedFigure, relation: Relation, value: f64) -> String {
    if relation == Relation::Ratio {
        return format!("×{value:.2}");
    }
    match figure.scale {
        FigureScale::Share => {
            let points = value * 100.0;
            let digits = if points.abs() < 1.0 { 2 } else { 1 };
            format!("{} {}", signed(points, digits), text(language, "compare.points"))
        }
        FigureScale::Money => {
            let sign = if value > 0.0 { "+" } else { "" };
            format!("{sign}{}", money(value, figure.currency))
        }
        FigureScale::Stars | FigureScale::Multiple => signed(value, 2),
        _ => signed(value, 1),
    }
}

fn signed(value: f64, digits: usize) -> String {
    let text = format!("{value:+.digits$}");
    let is_nothing = text.chars().all(|character| !character.is_ascii_digit() || character == '0');
    if is_nothing { text.trim_start_matches(['+', '-']).to_owned() } else { text.replace('-', "−") }
}

fn money(minor: f64, currency: Option<Currency>) -> String {
    let named = currency.unwrap_or(Currency::THB);
    let written = Money::new(minor.round() as i64, named).rounded().replace('-', "−");
    if currency.is_some() { written } else { written.replace(&named.sign(), "") }
}

/// What is compared with what, and as of when.
pub fn question(language: Language, comparison: &Comparison) -> String {
    let (now, then) = (side(language, &comparison.now), side(language, &comparison.then));
    match comparison.kind {
        ComparisonKind::Periods => {
            let as_of = |side: &ComparedQuestion| {
                side.as_of.map_or_else(|| NONE.to_owned(), |day| super::date(language, day))
            };
            let (now_as_of, then_as_of) = (as_of(&comparison.now), as_of(&comparison.then));
            let values: [(&str, &dyn Display); 4] =
                [("now", &now), ("then", &then), ("now_as_of", &now_as_of), ("then_as_of", &then_as_of)];
            filled(language, "compare.periods", &values)
        }
        _ => filled(language, "compare.segments", &[("now", &now), ("then", &then)]),
    }
}

/// One side of a comparison: its days, or its customers.
pub fn side(language: Language, side: &ComparedQuestion) -> String {
    let days = match (side.from, side.to) {
        (Some(from), Some(to)) => Some(super::range(language, from, to)),
        _ => None,
    };
    match (&side.segment, days) {
        (Some(segment), None) => segment.clone(),
        (Some(segment), Some(days)) => format!("{segment}, {days}"),
        (None, Some(days)) => days,
        (None, None) => text(language, "compare.everybody"),
    }
}

/// Why two questions cannot be compared, and what to do.
pub fn error(language: Language, error: &CompareError) -> String {
    match error {
        CompareError::NeedsPeriod => text(language, "compare.needs_period"),
        CompareError::NeedsSegment => text(language, "compare.needs_segment"),
        CompareError::Analysis(error) => error.to_string(),
    }
}
