//! Files of the same platform become one set of tables: what was already there is updated by its key, never doubled.
//! Never looks at text.

use std::collections::HashMap;

use super::SourceReport;
use super::build::ads::AdRows;
use super::build::answers::AnswerRows;
use super::build::orders::OrderRows;
use super::build::reviews::ReviewRows;
use super::build::tickets::TicketRows;
use crate::domain::Day;
use crate::tables::{AdRow, Codes, Coverage, OrderRow, Rows, Table};

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
    let mut rows = Rows::default();
    let mut orders = OrderMerge::new(codes.orders.len());
    for fragment in fragments {
        let days = fragment.days();
        rows.coverage.push(Coverage {
            source: fragment.source,
            table: fragment.table(),
            first: days.map(|(first, _)| first),
            last: days.map(|(_, last)| last),
        });
        rows.zero_is_purchase |= fragment.zero_is_purchase;
        let report = &mut sources[fragment.source as usize];
        match fragment.content {
            Content::Orders(mut content) => {
                orders.add(content.orders, report);
                rows.lines.append(&mut content.lines);
                rows.touches.append(&mut content.touches);
            }
            Content::Ads(content) => merge_ads(&mut rows.ads, content.ads, fragment.generic, report),
            Content::Answers(mut content) => {
                rows.answers.append(&mut content.answers);
                rows.answers_rejected += content.rejected;
            }
            Content::Reviews(mut content) => rows.reviews.append(&mut content.reviews),
            Content::Tickets(mut content) => rows.tickets.append(&mut content.tickets),
        }
    }
    rows.coverage.sort_by_key(|coverage| coverage.source);
    // Lines and touches of an order's older state go with it.
    rows.lines.retain(|line| orders.source_of(line.order) == Some(line.source));
    rows.touches
        .retain(|touch| touch.order.is_none_or(|order| orders.source_of(order) == Some(touch.source)));
    rows.orders = orders.rows;
    rows.codes = codes;
    rows
}

/// Orders by code.
struct OrderMerge {
    rows: Vec<OrderRow>,
    /// Position of an order code in `rows`, plus one; 0 where there is none.
    places: Vec<u32>,
}

impl OrderMerge {
    fn new(codes: usize) -> Self {
        Self { rows: Vec::new(), places: vec![0; codes] }
    }

    fn source_of(&self, order: u32) -> Option<u32> {
        let place = self.places.get(order as usize).copied().filter(|place| *place > 0)?;
        Some(self.rows[place as usize - 1].source)
    }

    fn add(&mut self, orders: Vec<OrderRow>, report: &mut SourceReport) {
        for order in orders {
            let place = &mut self.places[order.order as usize];
            if *place == 0 {
                self.rows.push(order);
                *place = self.rows.len() as u32;
                continue;
            }
            let known = &mut self.rows[*place as usize - 1];
            let same = OrderRow { source: known.source, line: known.line, ..order.clone() };
            if *known == same {
                report.unchanged += 1;
            } else {
                report.updated += 1;
                *known = order;
            }
        }
    }
}

/// Rows of another file with the same platform, days and campaign are replaced; within one file breakdowns repeat a key and are
/// kept. A hand-made table that names no campaign may be of any account: only its identical rows count as known.
fn merge_ads(known: &mut Vec<AdRow>, fresh: Vec<AdRow>, is_generic: bool, report: &mut SourceReport) {
    let key = |row: &AdRow| (row.platform, row.channel, row.campaign, row.first_day, row.last_day);
    let mut by_key: HashMap<_, Vec<&AdRow>> = HashMap::new();
    for row in &fresh {
        by_key.entry(key(row)).or_default().push(row);
    }
    known.retain(|old| {
        let Some(new) = by_key.get(&key(old)) else { return true };
        let same = |new: &&AdRow| AdRow { source: old.source, line: old.line, ..(**new).clone() } == *old;
        let is_same = new.iter().any(same);
        if is_same {
            report.unchanged += 1;
        } else if is_generic && old.campaign.is_none() {
            return true;
        } else {
            report.updated += 1;
        }
        false
    });
    known.extend(fresh);
}
