//! What an unknown table might be, as sentences: how sure, and why. Never decides anything.

use std::fmt::Display;

use super::{count, field, filled, text};
use crate::domain::{Language, format_units};
use crate::import::{
    CellReading, ColumnFacts, DateOrder, DatesRead, Kind, NumberStyle, NumbersRead, PreviewColumn, Question,
};

/// From here on a guess is called sure.
const SURE: f64 = 0.8;

/// From here on a guess is called likely.
const LIKELY: f64 = 0.5;

/// From here on the header is named as a reason.
const SOUNDS: f64 = 0.5;

/// How sure a guess is: `likely, 72 %`.
pub fn confidence(language: Language, sure: f64) -> String {
    let word = match sure {
        sure if sure >= SURE => "sure",
        sure if sure >= LIKELY => "likely",
        _ => "guess",
    };
    format!("{}, {:.0} %", text(language, &format!("proposal.{word}")), sure * 100.0)
}

/// Why a column is taken for its field: its header, and what its cells are. Blank for a column that is not needed.
pub fn guess_reason(language: Language, column: &PreviewColumn) -> String {
    let Some(kind) = column.kind() else { return String::new() };
    let cells = cells_reason(language, kind, &column.facts);
    if column.sounds < SOUNDS {
        return cells;
    }
    format!("{}; {cells}", text(language, "proposal.why.header"))
}

fn cells_reason(language: Language, kind: Kind, facts: &ColumnFacts) -> String {
    let (key, found) = match kind {
        _ if facts.filled == 0 => ("blank", 0),
        Kind::Date => ("date", facts.dates + facts.bare_dates),
        Kind::Amount => ("number", facts.numbers),
        Kind::Count => ("whole", facts.whole),
        Kind::Email => ("email", facts.emails),
        Kind::Phone => ("phone", facts.phones),
        Kind::Score => ("score", facts.scores),
        Kind::Stars => ("stars", facts.stars),
        Kind::Satisfaction => ("satisfaction", facts.sevens),
        Kind::Status => ("status", facts.statuses),
        Kind::Currency => ("currency", facts.currencies),
        Kind::Id => ("id", facts.distinct),
        Kind::Text => ("text", facts.filled),
    };
    let (found, rows) = (count(found as u64), count(facts.rows as u64));
    filled(language, &format!("proposal.why.{key}"), &[("found", &found), ("rows", &rows)])
}

/// What only a person can decide, with both readings and how to say which one is meant.
pub fn question(language: Language, question: &Question) -> String {
    match question {
        Question::Dates { header, example, day_first, month_first } => {
            let (day_first, month_first) = (dates(language, *day_first), dates(language, *month_first));
            let values: [(&str, &dyn Display); 4] = [
                ("column", header),
                ("example", example),
                ("day_first", &day_first),
                ("month_first", &month_first),
            ];
            filled(language, "proposal.question.dates", &values)
        }
        Question::Numbers { header, example, point, comma } => {
            let (point, comma) = (numbers(language, *point), numbers(language, *comma));
            let values: [(&str, &dyn Display); 4] =
                [("column", header), ("example", example), ("point", &point), ("comma", &comma)];
            filled(language, "proposal.question.numbers", &values)
        }
    }
}

fn dates(language: Language, read: DatesRead) -> String {
    let day = |day: Option<crate::domain::Day>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
    let (example, first, last) = (day(read.example), day(read.first), day(read.last));
    let values: [(&str, &dyn Display); 3] = [("example", &example), ("first", &first), ("last", &last)];
    filled(language, "proposal.question.days", &values)
}

fn numbers(language: Language, read: NumbersRead) -> String {
    let sum = i64::try_from(read.sum).map_or_else(|_| "?".to_owned(), |sum| format_units(sum, 2));
    let example = read.example.map_or_else(|| "?".to_owned(), |value| format_units(value, 2));
    filled(language, "proposal.question.sum", &[("example", &example), ("sum", &sum)])
}

/// Order of day and month by name.
pub fn date_order(language: Language, order: DateOrder) -> String {
    let key = match order {
        DateOrder::Auto => "auto",
        DateOrder::DayFirst => "day_first",
        DateOrder::MonthFirst => "month_first",
    };
    text(language, &format!("proposal.dates.{key}"))
}

/// Decimal sign by name.
pub fn number_style(language: Language, style: NumberStyle) -> String {
    let key = match style {
        NumberStyle::Auto => "auto",
        NumberStyle::Point => "point",
        NumberStyle::Comma => "comma",
    };
    text(language, &format!("proposal.numbers.{key}"))
}

/// A cell as it is understood.
pub fn cell(language: Language, raw: &str, reading: &CellReading) -> String {
    match reading {
        CellReading::Unused | CellReading::Text => raw.to_owned(),
        CellReading::Blank => "–".to_owned(),
        CellReading::Day(day, None) => day.to_string(),
        CellReading::Day(day, Some(second)) => {
            format!("{day} {:02}:{:02}", second / 3_600, second / 60 % 60)
        }
        CellReading::Number(value, decimals) => format_units(*value, *decimals),
        CellReading::Status(status) => text(language, &format!("proposal.status.{}", status.id())),
        CellReading::UnknownWord | CellReading::Unsettled => format!("{raw} (?)"),
        CellReading::Fault(_) => format!("{raw} (!)"),
    }
}

/// Fields as people call them, one after another.
pub fn fields(language: Language, fields: impl Iterator<Item = crate::import::Field>) -> String {
    fields.map(|known| field(language, &known.name())).collect::<Vec<_>>().join(", ")
}
