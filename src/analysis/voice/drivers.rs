//! Circumstances of answers against their scores: what comments are about, and what happened to the customer shortly before. Never
//! a cause, never more circumstances than the correction knows of.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Int32Type, Int64Type, PolarsResult, UInt32Type};

use super::super::columns::{optional, values};
use super::super::compare::figure::Figure;
use super::super::nps::Answer;
use super::super::result::{Driver, DriverKind, FigureChange};
use super::super::shares::share;
use super::super::statistics::benjamini_hochberg;
use super::super::{AnalysisError, DefinitionId};
use super::WINDOW_DAYS;
use super::topics::Topics;
use crate::domain::{Claim, Day, Proportion};
use crate::tables::{Code, Tables, schema};

/// Fewest answers with and without a circumstance.
const FEWEST: u64 = 5;
/// False discovery rate at which a circumstance is marked.
const HOLDS: f64 = 0.1;

/// Days on which something happened, by customer.
type Happened = BTreeMap<Code, Vec<Day>>;

/// A circumstance under its name.
type Named = (DriverKind, Option<String>);

/// All circumstances with enough answers on both sides, the largest loss of promoters first.
pub(super) fn drivers(
    tables: &Tables,
    answers: &[Answer],
    topics: &Topics,
) -> Result<Vec<Driver>, AnalysisError> {
    let mut pairs: Vec<(Named, [Proportion; 2])> = Vec::new();
    for (index, id) in Topics::names().enumerate() {
        let sides = split(answers, |answer| topics.is_about(answer, index));
        pairs.push(((DriverKind::Topic, Some(id.to_owned())), sides));
    }
    // Only customers can have had a ticket or a parcel.
    for (named, happened) in happened(tables)? {
        pairs.push((named, split(answers, |answer| shortly_before(&happened, answer))));
    }
    pairs.retain(|(_, sides)| sides.iter().all(|side| side.denominator >= FEWEST));
    let changes: Vec<Option<FigureChange>> = pairs.iter().map(|(_, sides)| change(*sides)).collect();
    let p: Vec<f64> = changes.iter().map(|change| change.and_then(|one| one.p).unwrap_or(1.0)).collect();
    let adjusted = benjamini_hochberg(&p);
    let mut drivers: Vec<Driver> = pairs
        .into_iter()
        .zip(changes)
        .zip(adjusted)
        .filter_map(|((((kind, name), [with, without]), change), adjusted)| {
            let change = FigureChange { adjusted_p: Some(adjusted), ..change? };
            let (with, without) = (share(with), share(without));
            let definition = DefinitionId::Driver;
            Some(Driver { kind, name, with, without, change, holds: adjusted <= HOLDS, definition })
        })
        .collect();
    drivers.sort_by(|left, right| {
        left.change
            .value
            .total_cmp(&right.change.value)
            .then_with(|| (left.kind, &left.name).cmp(&(right.kind, &right.name)))
    });
    Ok(drivers)
}

fn change([with, without]: [Proportion; 2]) -> Option<FigureChange> {
    let change = Figure::share("driver", DefinitionId::Driver, with, without).done().change?;
    Some(change)
}

/// Promoters of the answers with the circumstance, and of those without; answers of which it cannot be said are on neither side.
fn split(answers: &[Answer], has: impl Fn(&Answer) -> Option<bool>) -> [Proportion; 2] {
    let mut sides = [Proportion::new(0, 0); 2];
    for answer in answers {
        let Some(with) = has(answer) else { continue };
        let side = &mut sides[usize::from(!with)];
        side.denominator += 1;
        side.numerator += u64::from(answer.is_promoter());
    }
    sides
}

/// Whether an answer has a circumstance; `None` where it cannot be said.
pub(in crate::analysis) type Has = Box<dyn Fn(&Answer) -> Option<bool>>;

/// The test of one circumstance; `None` for one that the tables do not tell.
pub(in crate::analysis) fn circumstance(
    tables: &Tables,
    kind: DriverKind,
    name: Option<&str>,
) -> Result<Option<Has>, AnalysisError> {
    if kind == DriverKind::Topic {
        let (topics, mut names) = (Topics::new(tables), Topics::names());
        let index = names.position(|known| Some(known) == name);
        return Ok(index.map(|index| -> Has { Box::new(move |answer| topics.is_about(answer, index)) }));
    }
    let found =
        happened(tables)?.into_iter().find(|(known, _)| known.0 == kind && known.1.as_deref() == name);
    Ok(found.map(|(_, happened)| -> Has { Box::new(move |answer| shortly_before(&happened, answer)) }))
}

fn shortly_before(happened: &Happened, answer: &Answer) -> Option<bool> {
    let (customer, day) = (answer.customer?, answer.day?);
    let days = happened.get(&customer).map_or(&[] as &[Day], Vec::as_slice);
    Some(days.iter().any(|own| (0..=WINDOW_DAYS).contains(&day.since(*own))))
}

/// What happened to customers, each kind that a table tells.
fn happened(tables: &Tables) -> PolarsResult<Vec<(Named, Happened)>> {
    let mut all = tickets(tables)?;
    if tables.parcels.height() > 0 {
        use schema::parcels as c;
        let frame = &tables.parcels;
        let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
        let promised = optional::<Int32Type>(frame, c::PROMISED_DAY)?;
        let delivered = optional::<Int32Type>(frame, c::DELIVERED_DAY)?;
        let late = customers.into_iter().zip(promised.into_iter().zip(delivered));
        let late = late.filter_map(|(customer, (promised, delivered))| {
            Some((customer?, Day(delivered.filter(|day| promised.is_some_and(|promise| *day > promise))?)))
        });
        all.push(((DriverKind::LateParcel, None), collect(late)));
    }
    if tables.returns.height() > 0 {
        use schema::returns as c;
        let customers = optional::<UInt32Type>(&tables.returns, c::CUSTOMER)?;
        let days = optional::<Int32Type>(&tables.returns, c::REQUESTED_DAY)?;
        let kinds = values::<UInt32Type>(&tables.returns, c::CLAIM)?;
        // What the shop did not have was never sent, so nobody could send it back.
        let sent = days.into_iter().zip(kinds.iter().map(|kind| *kind != Claim::OutOfStock.code()));
        let asked = customers
            .into_iter()
            .zip(sent)
            .filter_map(|(customer, (day, was_sent))| Some((customer.filter(|_| was_sent)?, Day(day?))));
        all.push(((DriverKind::Returned, None), collect(asked)));
    }
    Ok(all)
}

fn collect(events: impl Iterator<Item = (Code, Day)>) -> Happened {
    let mut happened = Happened::new();
    events.for_each(|(customer, day)| happened.entry(customer).or_default().push(day));
    happened
}

/// Requests for help: any, those opened again, and those of each topic.
fn tickets(tables: &Tables) -> PolarsResult<Vec<(Named, Happened)>> {
    use schema::tickets as c;
    let frame = &tables.tickets;
    if frame.height() == 0 {
        return Ok(Vec::new());
    }
    let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
    let topics = optional::<UInt32Type>(frame, c::TOPIC)?;
    let opened = values::<Int32Type>(frame, c::OPENED_DAY)?;
    let reopens = optional::<Int64Type>(frame, c::REOPENS)?;
    let of = |keep: &dyn Fn(usize) -> bool| {
        let rows = (0..customers.len()).filter(|row| keep(*row));
        collect(rows.filter_map(|row| Some((customers[row]?, Day(opened[row])))))
    };
    let mut all = vec![((DriverKind::Ticket, None), of(&|_| true))];
    if reopens.iter().any(Option::is_some) {
        let reopened = |row: usize| reopens[row].is_some_and(|times| times > 0);
        all.push(((DriverKind::ReopenedTicket, None), of(&reopened)));
    }
    let named: BTreeSet<Code> = topics.iter().copied().flatten().collect();
    for topic in named {
        let name = tables.codes.topics.name(topic).map(str::to_owned);
        all.push(((DriverKind::TicketTopic, name), of(&|row| topics[row] == Some(topic))));
    }
    Ok(all)
}
