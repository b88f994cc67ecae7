//! Which source feeds which stage of the journey. Never says what a stage counts (see `journey`).

use std::collections::BTreeMap;

use polars::prelude::{Int64Type, PolarsResult, UInt32Type};
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
}

/// One source's part in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// Index of the source in the import report.
    pub source: u32,
    /// Records that the stage can use.
    pub records: u64,
    /// First day of the source.
    pub first: Option<Day>,
    /// Last day of the source.
    pub last: Option<Day>,
}

/// The stages with their sources.
pub(super) fn feeds(tables: &Tables, coverage: &[SourceCoverage]) -> PolarsResult<Vec<StageFeeds>> {
    let all = |table: Table| -> BTreeMap<u32, u64> {
        coverage.iter().filter(|of| of.table == table).map(|of| (of.source, of.records)).collect()
    };
    let stage_of = |stage: Stage| -> PolarsResult<BTreeMap<u32, u64>> {
        Ok(match stage {
            Stage::Awareness => ads_that_report(tables, schema::ads::IMPRESSIONS)?,
            Stage::Consideration => ads_that_report(tables, schema::ads::CLICKS)?,
            Stage::Purchase => all(Table::Orders),
            Stage::Retention => orders_of_customers(tables)?,
            Stage::Advocacy => all(Table::Answers).into_iter().chain(all(Table::Reviews)).collect(),
        })
    };
    Stage::ALL
        .into_iter()
        .map(|stage| Ok(StageFeeds { stage, sources: described(stage_of(stage)?, coverage) }))
        .collect()
}

fn described(records: BTreeMap<u32, u64>, coverage: &[SourceCoverage]) -> Vec<Feed> {
    let feeds = records.into_iter().filter(|(_, records)| *records > 0);
    feeds
        .map(|(source, records)| {
            let of = coverage.iter().find(|of| of.source == source);
            Feed { source, records, first: of.and_then(|of| of.first), last: of.and_then(|of| of.last) }
        })
        .collect()
}

/// Ad rows per source in which `column` is reported at all.
fn ads_that_report(tables: &Tables, column: &str) -> PolarsResult<BTreeMap<u32, u64>> {
    let sources = values::<UInt32Type>(&tables.ad_days, schema::ads::SOURCE)?;
    let reported = optional::<Int64Type>(&tables.ad_days, column)?;
    Ok(counted(&sources, reported.iter().map(Option::is_some)))
}

/// Orders per source that name a customer.
fn orders_of_customers(tables: &Tables) -> PolarsResult<BTreeMap<u32, u64>> {
    let sources = values::<UInt32Type>(&tables.orders, schema::orders::SOURCE)?;
    let customers = optional::<UInt32Type>(&tables.orders, schema::orders::CUSTOMER)?;
    Ok(counted(&sources, customers.iter().map(Option::is_some)))
}

fn counted(sources: &[u32], counts: impl Iterator<Item = bool>) -> BTreeMap<u32, u64> {
    let mut records = BTreeMap::new();
    for (source, _) in sources.iter().zip(counts).filter(|(_, counts)| *counts) {
        *records.entry(*source).or_default() += 1;
    }
    records
}
