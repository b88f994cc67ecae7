//! Files of the same platform become one set of tables: what was already there is updated by its key, never doubled, and what
//! contradicts itself is told. Never looks at text.

mod ads;
mod keyed;
mod orders;
mod row;
#[cfg(test)]
mod tests;

use super::build::ads::AdRows;
use super::build::answers::AnswerRows;
use super::build::orders::OrderRows;
use super::build::reviews::ReviewRows;
use super::build::tickets::TicketRows;
use super::{Conflict, ConflictKind, SourceReport};
use crate::domain::Day;
use crate::tables::{Codes, Coverage, Rows, Table};
use keyed::KeyedMerge;
use orders::OrderMerge;

/// What one file holds.
#[derive(Debug)]
pub(super) enum Content {
    Orders(OrderRows),
    Ads(AdRows),
    Answers(AnswerRows),
    Reviews(ReviewRows),
    Tickets(TicketRows),
}

/// One file's rows.
#[derive(Debug)]
pub(super) struct Fragment {
    /// Index of the file in the report.
    pub source: u32,
    /// Its rows.
    pub content: Content,
    /// Days that the export states for itself, first to last.
    pub stated: Option<(Day, Day)>,
    /// Whether it is a hand-made table rather than a platform's own export.
    pub generic: bool,
    /// Whether a mapping says that a purchase of zero value is a purchase.
    pub zero_is_purchase: bool,
}

impl Fragment {
    fn table(&self) -> Table {
        match self.content {
            Content::Orders(_) => Table::Orders,
            Content::Ads(_) => Table::Ads,
            Content::Answers(_) => Table::Answers,
            Content::Reviews(_) => Table::Reviews,
            Content::Tickets(_) => Table::Tickets,
        }
    }

    fn days(&self) -> Option<(Day, Day)> {
        self.stated.or(match &self.content {
            Content::Orders(rows) => rows.days,
            Content::Ads(rows) => rows.days,
            Content::Answers(rows) => rows.days,
            Content::Reviews(rows) => rows.days,
            Content::Tickets(rows) => rows.days,
        })
    }
}

/// Puts the files together. The file whose data ends later holds the newer state; among equals the one given later.
pub(super) fn merge(mut fragments: Vec<Fragment>, codes: Codes, sources: &mut [SourceReport]) -> Rows {
    fragments.sort_by_key(|fragment| (fragment.days().map(|(_, last)| last), fragment.source));
    let mut ledger = Ledger::new(&fragments, sources);
    let mut rows = Rows { codes, ..Rows::default() };
    let mut orders = OrderMerge::new(rows.codes.orders.len());
    let (mut answers, mut reviews, mut tickets) =
        (KeyedMerge::default(), KeyedMerge::default(), KeyedMerge::default());
    for fragment in fragments {
        let days = fragment.days();
        rows.coverage.push(Coverage {
            source: fragment.source,
            table: fragment.table(),
            first: days.map(|(first, _)| first),
            last: days.map(|(_, last)| last),
        });
        rows.zero_is_purchase |= fragment.zero_is_purchase;
        ledger.source = fragment.source;
        match fragment.content {
            Content::Orders(mut content) => {
                orders.add(&mut content, &mut rows.codes, &mut ledger);
                rows.lines.append(&mut content.lines);
                rows.touches.append(&mut content.touches);
            }
            Content::Ads(content) => ads::merge(&mut rows.ads, content.ads, fragment.generic, &mut ledger),
            Content::Answers(content) => {
                answers.add(content.answers, &mut ledger);
                rows.answers_rejected += content.rejected;
            }
            Content::Reviews(content) => reviews.add(content.reviews, &mut ledger),
            Content::Tickets(content) => tickets.add(content.tickets, &mut ledger),
        }
    }
    rows.coverage.sort_by_key(|coverage| coverage.source);
    // Lines and touches of an order's older state go with it.
    rows.lines.retain(|line| orders.source_of(line.order) == Some(line.source));
    rows.touches
        .retain(|touch| touch.order.is_none_or(|order| orders.source_of(order) == Some(touch.source)));
    rows.orders = orders.rows;
    (rows.answers, rows.reviews, rows.tickets) = (answers.rows, reviews.rows, tickets.rows);
    rows
}

/// What happened to a row whose key was already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    New,
    Updated,
    Unchanged,
}

/// Counts what merging did, per file.
struct Ledger<'reports> {
    reports: &'reports mut [SourceReport],
    /// The last day of each file's data.
    ends: Vec<Option<Day>>,
    /// The file that is being merged.
    source: u32,
}

impl<'reports> Ledger<'reports> {
    fn new(fragments: &[Fragment], reports: &'reports mut [SourceReport]) -> Self {
        let mut ends = vec![None; reports.len()];
        for fragment in fragments {
            ends[fragment.source as usize] = fragment.days().map(|(_, last)| last);
        }
        Self { reports, ends, source: 0 }
    }

    fn count(&mut self, outcome: Outcome) {
        let report = &mut self.reports[self.source as usize];
        *(match outcome {
            Outcome::New => &mut report.new,
            Outcome::Updated => &mut report.updated,
            Outcome::Unchanged => &mut report.unchanged,
        }) += 1;
    }

    /// Counts a contradiction between the row of this file at `line` and a row that was there before.
    fn conflict(
        &mut self,
        line: u32,
        (other, other_line): (u32, u32),
        kind: ConflictKind,
        values: [String; 2],
    ) {
        let other = self.reports[other as usize].path.clone();
        let [here, there] = values;
        let conflict =
            Conflict { line: u64::from(line), other, other_line: u64::from(other_line), kind, here, there };
        self.reports[self.source as usize].contradict(conflict);
    }

    /// Whether the data of the present file end later than those of `other`, so that it holds a newer state.
    fn is_newer_than(&self, other: u32) -> bool {
        self.ends[self.source as usize] > self.ends[other as usize]
    }

    /// Whether two files are of the same export format.
    fn are_alike(&self, left: u32, right: u32) -> bool {
        self.reports[left as usize].profile == self.reports[right as usize].profile
    }
}
