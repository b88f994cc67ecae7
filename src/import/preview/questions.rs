//! Date order and decimal sign of each column: proved by its cells, told, or asked. Never guesses between two readings.

use std::collections::BTreeMap;

use super::columns::Choice;
use super::sample::Sample;
use super::{DatesRead, NumbersRead, Question, Reading};
use crate::domain::Day;
use crate::import::Options;
use crate::import::guess::Kind;
use crate::import::guess::facts::{date_evidence, sum_under};
use crate::import::parse::date::{self, Zones};
use crate::import::parse::date_order::{DateOrder, OrderEvidence};
use crate::import::parse::number::{self, NumberStyle, SignEvidence};
use crate::import::parse::text::shorten;
use crate::import::profile::Profile;

/// How dates and numbers are read, by column.
#[derive(Default)]
pub(super) struct Settled {
    /// Order of day and month of each column of dates; `None` while it must be asked.
    pub orders: BTreeMap<usize, Option<DateOrder>>,
    /// Decimal sign of each column of numbers; `None` while it must be asked.
    pub styles: BTreeMap<usize, Option<NumberStyle>>,
    /// What the cells prove, by column.
    evidence: Vec<OrderEvidence>,
    proved_styles: Vec<NumberStyle>,
    /// What must be asked.
    pub questions: Vec<Question>,
}

impl Settled {
    /// Whether a column proves another order.
    pub(super) fn speaks_against_order(&self, order: DateOrder) -> bool {
        self.evidence.iter().any(|evidence| match order {
            DateOrder::MonthFirst => evidence.day_first > 0,
            _ => evidence.month_first > 0,
        })
    }

    /// Whether a column proves another decimal sign.
    pub(super) fn speaks_against_style(&self, style: NumberStyle) -> bool {
        self.proved_styles.iter().any(|proved| *proved != style)
    }

    /// The order that all columns share; `None` while one is open or they differ.
    pub(super) fn order(&self) -> Option<DateOrder> {
        let numeric = self.orders.values().zip(&self.evidence).filter(|(_, evidence)| is_numeric(**evidence));
        common(numeric.map(|(order, _)| *order))
    }

    /// The decimal sign that all columns share.
    pub(super) fn style(&self) -> Option<NumberStyle> {
        common(self.styles.values().copied())
    }
}

fn common<T: PartialEq + Copy>(mut values: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = values.next()??;
    values.all(|value| value == Some(first)).then_some(first)
}

fn is_numeric(evidence: OrderEvidence) -> bool {
    evidence.day_first + evidence.month_first + evidence.either > 0
}

/// Settles every column of dates and numbers as the import would.
pub(super) fn settle(
    sample: &Sample<'_>,
    choice: &Choice,
    reading: &Reading,
    mapping: &Profile,
    zones: &Zones,
    options: &Options,
) -> Settled {
    let mut settled = Settled::default();
    for (index, guess) in choice.columns.iter().enumerate() {
        match guess.field.map(Kind::of) {
            Some(Kind::Date) => settled.date(sample, choice, index, reading, mapping, zones, options),
            Some(Kind::Amount | Kind::Count) => {
                settled.number(sample, choice, index, reading, mapping, options);
            }
            _ => {}
        }
    }
    settled
}

impl Settled {
    #[expect(clippy::too_many_arguments, reason = "what the import itself decides from")]
    fn date(
        &mut self,
        sample: &Sample<'_>,
        choice: &Choice,
        index: usize,
        reading: &Reading,
        mapping: &Profile,
        zones: &Zones,
        options: &Options,
    ) {
        let evidence = date_evidence(sample.column(index));
        let told = |order: DateOrder| Some(order).filter(|order| *order != DateOrder::Auto);
        let forced = reading.date_order.and_then(told).or(mapping.layout.date_order);
        let proved = evidence.order().filter(|_| evidence.day_first + evidence.month_first > 0);
        let order = forced
            .or(proved)
            .or(options.date_order)
            .or_else(|| told(mapping.date_order))
            .or_else(|| evidence.order());
        if order.is_none() {
            self.questions.push(ask_dates(sample, choice, index, zones));
        }
        self.evidence.push(evidence);
        self.orders.insert(index, order);
    }

    fn number(
        &mut self,
        sample: &Sample<'_>,
        choice: &Choice,
        index: usize,
        reading: &Reading,
        mapping: &Profile,
        options: &Options,
    ) {
        let told = |style: NumberStyle| Some(style).filter(|style| *style != NumberStyle::Auto);
        let usual = options
            .decimal_comma
            .map(|comma| if comma { NumberStyle::Comma } else { NumberStyle::Point })
            .or_else(|| told(mapping.numbers));
        let forced = reading.numbers.and_then(told).or(mapping.layout.numbers);
        let mut evidence = SignEvidence::default();
        sample.column(index).for_each(|cell| evidence.add(cell));
        let decided = evidence.decide();
        let has_sign = sample.column(index).any(|cell| cell.contains([',', '.']));
        if has_sign && let Ok(proved) = decided {
            self.proved_styles.push(proved);
        }
        let style = match (forced, decided) {
            (Some(style), _) => Some(style),
            // What the cells prove goes before what is usual.
            (None, Ok(NumberStyle::Comma)) => Some(NumberStyle::Comma),
            (None, Ok(proved)) => Some(usual.unwrap_or(proved)),
            (None, Err(cell)) => {
                if usual.is_none() {
                    self.questions.push(ask_numbers(sample, choice, index, cell));
                }
                usual
            }
        };
        self.styles.insert(index, style);
    }
}

fn ask_dates(sample: &Sample<'_>, choice: &Choice, index: usize, zones: &Zones) -> Question {
    let is_either = |cell: &&str| date_evidence(std::iter::once(*cell)).either > 0;
    let example = sample.column(index).find(is_either).unwrap_or_default();
    let read = |order: DateOrder| {
        let day = |cell: &str| date::parse(cell, order, zones).ok().map(|moment| moment.day);
        let days: Vec<Day> = sample.column(index).filter_map(day).collect();
        DatesRead {
            example: day(example),
            first: days.iter().min().copied(),
            last: days.iter().max().copied(),
        }
    };
    Question::Dates {
        header: choice.headers[index].clone(),
        example: shorten(example.trim()),
        day_first: read(DateOrder::DayFirst),
        month_first: read(DateOrder::MonthFirst),
    }
}

fn ask_numbers(sample: &Sample<'_>, choice: &Choice, index: usize, example: &str) -> Question {
    let read = |style: NumberStyle| NumbersRead {
        example: number::parse(example, style, 2).number(),
        sum: sum_under(sample.column(index), style).1,
    };
    Question::Numbers {
        header: choice.headers[index].clone(),
        example: shorten(example.trim()),
        point: read(NumberStyle::Point),
        comma: read(NumberStyle::Comma),
    }
}
