//! Files of the same platform become one set of tables: what was already there is updated by its key, never doubled, and what
//! contradicts itself is told. Never looks at text.

mod ads;
mod keyed;
mod numbers;
mod orders;
mod row;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::build::ads::AdRows;
use super::build::answers::AnswerRows;
use super::build::gather::Gathered;
use super::build::orders::OrderRows;
use super::build::reviews::ReviewRows;
use super::build::tickets::TicketRows;
use super::{Conflict, ConflictKind, SourceReport, stand_back};
use crate::domain::Day;
use crate::tables::{
    AnswerRow, CampaignRow, CartRow, Code, Codes, Coverage, EventRow, ListedCustomerRow, MessageRow,
    ParcelRow, ReferralRow, ReturnRow, ReviewRow, Rows, Table, TicketRow, VisitRow, WebRow,
};
use keyed::KeyedMerge;
use numbers::Numbers;
use orders::OrderMerge;

/// What one file holds.
#[derive(Debug)]
pub(super) enum Content {
    Orders(OrderRows),
    Ads(AdRows),
    Answers(AnswerRows),
    Reviews(ReviewRows),
    Tickets(TicketRows),
    Messages(Gathered<MessageRow>),
    WebDays(Gathered<WebRow>),
    Campaigns(Gathered<CampaignRow>),
    Parcels(Gathered<ParcelRow>),
    Returns(Gathered<ReturnRow>),
    Carts(Gathered<CartRow>),
    Referrals(Gathered<ReferralRow>),
    Customers(Gathered<ListedCustomerRow>),
    Events(Gathered<EventRow>),
    Touches(Gathered<VisitRow>),
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
    /// Id of its profile.
    pub profile: String,
    /// Profiles that tell the same better ([`super::row_rules::RowRules::stands_back_for`]).
    pub stands_back_for: Vec<String>,
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
            Content::Messages(_) => Table::Messages,
            Content::WebDays(_) => Table::WebDays,
            Content::Campaigns(_) => Table::Campaigns,
            Content::Parcels(_) => Table::Parcels,
            Content::Returns(_) => Table::Returns,
            Content::Carts(_) => Table::Carts,
            Content::Referrals(_) => Table::Referrals,
            Content::Customers(_) => Table::Customers,
            Content::Events(_) => Table::Events,
            Content::Touches(_) => Table::Touches,
        }
    }

    /// First and last day that it covers.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        self.stated.or(match &self.content {
            Content::Orders(rows) => rows.days,
            Content::Ads(rows) => rows.days,
            Content::Answers(rows) => rows.days,
            Content::Reviews(rows) => rows.days,
            Content::Tickets(rows) => rows.days,
            Content::Messages(rows) => rows.days,
            Content::WebDays(rows) => rows.days,
            Content::Campaigns(rows) => rows.days,
            Content::Parcels(rows) => rows.days,
            Content::Returns(rows) => rows.days,
            Content::Carts(rows) => rows.days,
            Content::Referrals(rows) => rows.days,
            Content::Customers(rows) => rows.days,
            Content::Events(rows) => rows.days,
            Content::Touches(rows) => rows.days,
        })
    }
}

/// Puts the files together. The file whose data ends later holds the newer state; among equals the one given later. Ends early, with
/// whatever is there, once it `is_stopped`.
pub(super) fn merge(
    mut fragments: Vec<Fragment>,
    codes: Codes,
    sources: &mut [SourceReport],
    is_stopped: &dyn Fn() -> bool,
) -> Rows {
    fragments.sort_by_key(|fragment| (fragment.days().map(|(_, last)| last), fragment.source));
    stand_back::settle(&mut fragments, sources);
    let mut ledger = Ledger::new(&fragments, sources);
    let mut rows = Rows { codes, ..Rows::default() };
    let mut orders = OrderMerge::new(rows.codes.orders.len());
    let mut merged = Merged::default();
    for fragment in fragments {
        if is_stopped() {
            return rows;
        }
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
                orders.add(&mut content, &mut rows.codes, &mut ledger, is_stopped);
                take_over(&mut rows.lines, content.lines);
                take_over(&mut rows.touches, content.touches);
                take_over(&mut rows.origins, content.origins);
                take_over(&mut rows.parcels, content.parcels);
            }
            Content::Ads(content) => ads::merge(&mut rows.ads, content.ads, fragment.generic, &mut ledger),
            Content::Answers(content) => {
                merged.answers.add(content.answers, &mut ledger);
                rows.answers_rejected += content.rejected;
                rows.satisfaction_rejected += content.satisfaction_rejected;
            }
            other => merged.add(other, &mut ledger),
        }
    }
    if is_stopped() {
        return rows;
    }
    rows.coverage.sort_by_key(|coverage| coverage.source);
    if orders.has_older_states() {
        // What belongs to an order's older state goes with it.
        let is_present = |order: Code, source: u32| orders.source_of(order) == Some(source);
        rows.lines.retain(|line| is_present(line.order, line.source));
        rows.touches.retain(|touch| touch.order.get().is_none_or(|order| is_present(order, touch.source)));
        rows.origins.retain(|origin| is_present(origin.order, origin.source));
        rows.parcels.retain(|parcel| parcel.order.is_none_or(|order| is_present(order, parcel.source)));
    }
    rows.orders = orders.rows;
    merged.finish(&mut rows);
    rows
}

/// Adds rows to others, without moving them where there are none yet: those of a large file are many.
fn take_over<T>(rows: &mut Vec<T>, mut more: Vec<T>) {
    if rows.is_empty() {
        *rows = more;
    } else {
        rows.append(&mut more);
    }
}

/// The tables whose rows are merged by key or nature.
#[derive(Default)]
struct Merged {
    answers: KeyedMerge<AnswerRow>,
    reviews: KeyedMerge<ReviewRow>,
    tickets: KeyedMerge<TicketRow>,
    messages: KeyedMerge<MessageRow>,
    web_days: KeyedMerge<WebRow>,
    campaigns: KeyedMerge<CampaignRow>,
    parcels: KeyedMerge<ParcelRow>,
    returns: KeyedMerge<ReturnRow>,
    carts: KeyedMerge<CartRow>,
    referrals: KeyedMerge<ReferralRow>,
    customers: KeyedMerge<ListedCustomerRow>,
    events: KeyedMerge<EventRow>,
    visits: KeyedMerge<VisitRow>,
}

impl Merged {
    fn add(&mut self, content: Content, ledger: &mut Ledger<'_>) {
        match content {
            // Those three have a side of their own, which their caller looks after.
            Content::Orders(_) | Content::Ads(_) | Content::Answers(_) => {}
            Content::Reviews(content) => self.reviews.add(content.reviews, ledger),
            Content::Tickets(content) => {
                self.tickets.add(content.tickets, ledger);
                self.messages.add(content.messages, ledger);
            }
            Content::Messages(content) => self.messages.add(content.rows, ledger),
            Content::WebDays(content) => self.web_days.add(content.rows, ledger),
            Content::Campaigns(content) => self.campaigns.add(content.rows, ledger),
            Content::Parcels(content) => self.parcels.add(content.rows, ledger),
            Content::Returns(content) => self.returns.add(content.rows, ledger),
            Content::Carts(content) => self.carts.add(content.rows, ledger),
            Content::Referrals(content) => self.referrals.add(content.rows, ledger),
            Content::Customers(content) => self.customers.add(content.rows, ledger),
            Content::Events(content) => self.events.add(content.rows, ledger),
            Content::Touches(content) => self.visits.add(content.rows, ledger),
        }
    }

    fn finish(mut self, rows: &mut Rows) {
        self.settle_numbers(rows);
        rows.answers = self.answers.rows;
        rows.reviews = self.reviews.rows;
        rows.tickets = self.tickets.rows;
        rows.messages = self.messages.rows;
        rows.web_days = self.web_days.rows;
        rows.campaigns = self.campaigns.rows;
        // A shipment table knows an order's parcels better than the order does.
        let shipped: HashSet<Code> = self.parcels.rows.iter().filter_map(|parcel| parcel.order).collect();
        if !shipped.is_empty() {
            rows.parcels.retain(|parcel| parcel.order.is_none_or(|order| !shipped.contains(&order)));
        }
        rows.parcels.extend(self.parcels.rows);
        rows.returns = self.returns.rows;
        rows.carts = self.carts.rows;
        rows.referrals = self.referrals.rows;
        rows.customers = self.customers.rows;
        rows.events = self.events.rows;
        rows.touches.extend(self.visits.rows.iter().map(VisitRow::touch));
    }
}

impl Merged {
    /// Parcels and returns name the order that their number means.
    fn settle_numbers(&mut self, rows: &Rows) {
        let parcels = self.parcels.rows.iter().filter_map(|parcel| parcel.order);
        let named = parcels.chain(self.returns.rows.iter().filter_map(|returned| returned.order)).collect();
        let numbers = Numbers::new(&named, &rows.orders, &rows.codes);
        numbers.settle(&mut self.parcels.rows);
        numbers.settle(&mut self.returns.rows);
    }
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
        self.count_many(outcome, 1);
    }

    fn count_many(&mut self, outcome: Outcome, rows: usize) {
        let report = &mut self.reports[self.source as usize];
        *(match outcome {
            Outcome::New => &mut report.new,
            Outcome::Updated => &mut report.updated,
            Outcome::Unchanged => &mut report.unchanged,
        }) += rows as u64;
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
