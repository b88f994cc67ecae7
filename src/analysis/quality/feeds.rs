//! Which source feeds which stage of the journey. Never says what a stage counts (see `journey`).

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, Int64Type, PolarsResult, UInt32Type};
use serde::Serialize;

use super::SourceCoverage;
use crate::analysis::columns::{optional, values};
use crate::domain::{Day, Stage};
use crate::tables::{Table, Tables, schema};

/// What feeds one stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StageFeeds {
    /// The stage.
    pub stage: Stage,
    /// The sources that feed it, in their order; none when nothing does yet.
    pub sources: Vec<Feed>,
    /// Tables that could feed it too and do not: nothing of them is imported, or nothing that the stage counts.
    pub missing: Vec<Table>,
}

/// One source's part in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// Index of the source in the import report.
    pub source: u32,
    /// Table through which it feeds the stage.
    pub table: Table,
    /// Records that the stage can use.
    pub records: u64,
    /// First day of the source.
    pub first: Option<Day>,
    /// Last day of the source.
    pub last: Option<Day>,
}

/// Records that a stage can use, by table and source.
type Fed = BTreeMap<(u32, Table), u64>;

/// The stages with their sources.
pub(super) fn feeds(tables: &Tables, coverage: &[SourceCoverage]) -> PolarsResult<Vec<StageFeeds>> {
    let fed = |stage: Stage| -> PolarsResult<StageFeeds> {
        let mut records = Fed::new();
        for table in Table::feeding(stage) {
            let counted = usable(tables, stage, table)?;
            records.extend(counted.into_iter().map(|(source, records)| ((source, table), records)));
        }
        let missing = Table::feeding(stage).filter(|table| !records.keys().any(|(_, of)| of == table));
        Ok(StageFeeds { stage, missing: missing.collect(), sources: described(&records, coverage) })
    };
    Stage::ALL.into_iter().map(fed).collect()
}

fn described(records: &Fed, coverage: &[SourceCoverage]) -> Vec<Feed> {
    let feed = |(&(source, table), &records): (&(u32, Table), &u64)| {
        let of = coverage.iter().find(|of| (of.source, of.table) == (source, table));
        Feed { source, table, records, first: of.and_then(|of| of.first), last: of.and_then(|of| of.last) }
    };
    records.iter().map(feed).collect()
}

/// Records of each source of `table` that `stage` can use.
fn usable(tables: &Tables, stage: Stage, table: Table) -> PolarsResult<BTreeMap<u32, u64>> {
    use schema::{ads, answers, campaigns, orders, referrals, reviews, web_days};
    let reported = |frame: &DataFrame, source: &str, column: &str| -> PolarsResult<BTreeMap<u32, u64>> {
        let reported = optional::<Int64Type>(frame, column)?;
        Ok(counted(&values::<UInt32Type>(frame, source)?, reported.iter().map(Option::is_some)))
    };
    let all = |frame: &DataFrame, source: &str| -> PolarsResult<BTreeMap<u32, u64>> {
        Ok(counted(&values::<UInt32Type>(frame, source)?, std::iter::repeat(true)))
    };
    Ok(match (table, stage) {
        (Table::Ads, Stage::Awareness) => reported(&tables.ad_days, ads::SOURCE, ads::IMPRESSIONS)?,
        (Table::Ads, _) => reported(&tables.ad_days, ads::SOURCE, ads::CLICKS)?,
        (Table::Campaigns, Stage::Awareness) => {
            reported(&tables.campaigns, campaigns::SOURCE, campaigns::DELIVERED)?
        }
        (Table::Campaigns, _) => reported(&tables.campaigns, campaigns::SOURCE, campaigns::CLICKS)?,
        (Table::WebDays, _) => reported(&tables.web_days, web_days::SOURCE, web_days::SESSIONS)?,
        (Table::Messages, _) => chats(tables)?,
        (Table::Orders, Stage::Retention) => {
            let customers = optional::<UInt32Type>(&tables.orders, orders::CUSTOMER)?;
            let sources = values::<UInt32Type>(&tables.orders, orders::SOURCE)?;
            counted(&sources, customers.iter().map(Option::is_some))
        }
        (Table::Orders, _) => all(&tables.orders, orders::SOURCE)?,
        (Table::Answers, _) => all(&tables.answers, answers::SOURCE)?,
        (Table::Reviews, _) => all(&tables.reviews, reviews::SOURCE)?,
        (Table::Referrals, _) => all(&tables.referrals, referrals::SOURCE)?,
        // They explain why people stay or leave; see [`Table::feeds`].
        (
            Table::Tickets
            | Table::Parcels
            | Table::Returns
            | Table::Customers
            | Table::Events
            | Table::Touches
            | Table::Carts,
            _,
        ) => BTreeMap::new(),
    })
}

/// Chats that customers opened, by source: the tickets whose channel works in consideration.
fn chats(tables: &Tables) -> PolarsResult<BTreeMap<u32, u64>> {
    let sources = values::<UInt32Type>(&tables.tickets, schema::tickets::SOURCE)?;
    let channels = optional::<UInt32Type>(&tables.tickets, schema::tickets::CHANNEL)?;
    let is_asked_before = |code: &Option<u32>| {
        let channel = code.and_then(|code| tables.codes.channels.get(code as usize));
        channel.is_some_and(|channel| channel.stage == Stage::Consideration)
    };
    Ok(counted(&sources, channels.iter().map(is_asked_before)))
}

fn counted(sources: &[u32], counts: impl Iterator<Item = bool>) -> BTreeMap<u32, u64> {
    let mut records = BTreeMap::new();
    for (source, _) in sources.iter().zip(counts).filter(|(_, counts)| *counts) {
        *records.entry(*source).or_default() += 1;
    }
    records
}
