//! What the cells of a column say about how all of them are to be read: the order of day and month, the decimal sign. Gathered part by
//! part; never decides on a part alone.

use super::{Context, Field, Note, Refusal, SourceReport};
use crate::import::column::TextColumn;
use crate::import::parse::date;
use crate::import::parse::date_order::{DateOrder, OrderEvidence};
use crate::import::parse::number::{NumberStyle, SignEvidence};
use crate::import::parse::text::shorten;

/// What a column of dates says about its order.
#[derive(Clone, Debug, Default)]
pub(super) struct DateEvidence {
    counts: OrderEvidence,
    /// The first cell that could be either.
    example: Option<String>,
}

impl DateEvidence {
    /// Looks at all cells of a column.
    pub(super) fn of(column: Option<&TextColumn<'_>>) -> Self {
        let mut evidence = Self::default();
        for cell in column.into_iter().flat_map(TextColumn::iter) {
            evidence.counts.add(cell);
            if evidence.counts.either > 0 && evidence.example.is_none() {
                evidence.example = Some(cell.to_owned());
            }
        }
        evidence
    }

    /// Adds what the part that follows says.
    pub(super) fn absorb(&mut self, part: Self) {
        self.counts.day_first += part.counts.day_first;
        self.counts.month_first += part.counts.month_first;
        self.counts.either += part.counts.either;
        self.example = self.example.take().or(part.example);
    }

    /// The order of `field`'s dates; notes it where it matters.
    ///
    /// # Errors
    /// [`Refusal::AmbiguousDates`] when nothing decides and neither profile nor user says.
    pub(super) fn settle(
        &self,
        field: Field,
        context: &Context<'_>,
        report: &mut SourceReport,
    ) -> Result<DateOrder, Refusal> {
        let Some(order) = self.order(context) else {
            return Err(self.ambiguous(report.header_of(field), context));
        };
        let counts = self.counts;
        if counts.day_first + counts.month_first + counts.either > 0 {
            let text = if order == DateOrder::MonthFirst { "MM/DD/YYYY" } else { "DD/MM/YYYY" };
            report.note(Note::DateOrder { column: report.header_of(field), order: text.to_owned() });
        }
        Ok(order)
    }

    /// The order, or `None` when it must be asked.
    pub(super) fn order(&self, context: &Context<'_>) -> Option<DateOrder> {
        let convention =
            (context.profile.date_order != DateOrder::Auto).then_some(context.profile.date_order);
        let decided = match self.counts.order() {
            Some(order) if self.counts.day_first + self.counts.month_first > 0 => Some(order),
            other => context.date_order.or(convention).or(other),
        };
        context.profile.layout.date_order.or(decided)
    }

    fn ambiguous(&self, column: String, context: &Context<'_>) -> Refusal {
        let example = self.example.as_deref().unwrap_or_default();
        let zones = context.zones();
        let read = |order| {
            date::parse(example, order, &zones)
                .map_or_else(|_| String::new(), |moment| moment.day.to_string())
        };
        Refusal::AmbiguousDates {
            column,
            example: shorten(example),
            day_first: read(DateOrder::DayFirst),
            month_first: read(DateOrder::MonthFirst),
        }
    }
}

/// What a column of amounts or counts says about its decimal sign.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberEvidence {
    signs: SignEvidence,
    has_comma: bool,
}

impl NumberEvidence {
    /// Looks at the cells of a column, as far as they can add anything.
    pub(super) fn of(column: Option<&TextColumn<'_>>) -> Self {
        let Some(column) = column else { return Self::default() };
        let mut evidence = Self { signs: SignEvidence::default(), has_comma: column.holds(b',') };
        if evidence.has_comma || column.holds(b'.') {
            for cell in column.iter() {
                evidence.signs.add(cell);
                // Once a cell has spoken for the point only one for the comma could say more.
                if evidence.signs.point && !evidence.has_comma {
                    break;
                }
            }
        }
        evidence
    }

    /// Adds what the part that follows says.
    pub(super) fn absorb(&mut self, part: Self) {
        self.signs.point |= part.signs.point;
        self.signs.comma |= part.signs.comma;
        self.signs.undecided = self.signs.undecided.take().or(part.signs.undecided);
        self.has_comma |= part.has_comma;
    }

    /// The style of `field`'s numbers.
    ///
    /// # Errors
    /// [`Refusal::AmbiguousNumbers`] when nothing decides and neither profile nor user says.
    pub(super) fn settle(
        &self,
        field: Field,
        context: &Context<'_>,
        report: &SourceReport,
    ) -> Result<NumberStyle, Refusal> {
        self.style(context).map_err(|cell| Refusal::AmbiguousNumbers {
            column: report.header_of(field),
            example: shorten(cell),
        })
    }

    /// The style, or the cell for whose sake it must be asked.
    pub(super) fn style(&self, context: &Context<'_>) -> Result<NumberStyle, &str> {
        if let Some(style) = context.profile.layout.numbers {
            return Ok(style);
        }
        let usual = context.numbers.unwrap_or(context.profile.numbers);
        // Without a comma in the whole column nothing can speak against the usual point.
        if usual == NumberStyle::Point && !self.has_comma {
            return Ok(usual);
        }
        match self.signs.decide() {
            // What the cells prove goes before what the platform usually writes: the file may have been saved again.
            Ok(NumberStyle::Comma) => Ok(NumberStyle::Comma),
            Err(cell) if usual == NumberStyle::Auto => Err(cell),
            _ if usual == NumberStyle::Auto => Ok(NumberStyle::Point),
            _ => Ok(usual),
        }
    }
}
