//! Whether the exports behind a figure cover both periods alike. Never looks at a figure.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{PolarsResult, UInt32Type};

use super::super::columns::values;
use super::super::result::Blocked;
use crate::domain::{Day, Period};
use crate::tables::{Code, Table, Tables, schema};

/// Days that may be missing at an end: exports rarely begin with the first order of the month.
const SLACK_DAYS: i32 = 7;

/// First and last day by platform, of one table.
pub(super) struct Covered {
    table: Table,
    platforms: BTreeMap<Code, (Day, Day)>,
}

impl Covered {
    pub(super) fn new(tables: &Tables, table: Table) -> PolarsResult<Self> {
        let platform_of = platforms(tables, table)?;
        let mut platforms: BTreeMap<Code, (Day, Day)> = BTreeMap::new();
        for source in tables.coverage.iter().filter(|source| source.table == table) {
            let (Some(first), Some(last)) = (source.first, source.last) else { continue };
            for platform in platform_of.get(&source.source).into_iter().flatten() {
                let days = platforms.entry(*platform).or_insert((first, last));
                *days = (days.0.min(first), days.1.max(last));
            }
        }
        Ok(Self { table, platforms })
    }

    /// Why figures of the table cannot be compared over these periods; `None` when they can.
    pub(super) fn blocks(&self, now: Period, then: Period) -> Option<Blocked> {
        let of = |period: Period| -> BTreeSet<Code> {
            let whole = self.platforms.iter().filter(|(_, days)| covers(**days, period));
            whole.map(|(platform, _)| *platform).collect()
        };
        let (now, then) = (of(now), of(then));
        if self.platforms.is_empty() || now == then && !now.is_empty() {
            return None;
        }
        let table = self.table;
        Some(if now.is_empty() || then.is_empty() {
            Blocked::NotCovered { table }
        } else {
            Blocked::SourceChanged { table }
        })
    }
}

fn covers(days: (Day, Day), period: Period) -> bool {
    let from = period.from.is_none_or(|from| days.0.since(from) <= SLACK_DAYS);
    from && period.to.is_none_or(|to| to.since(days.1) <= SLACK_DAYS)
}

/// The platforms of each source's rows; tables whose rows name none have one nameless platform.
fn platforms(tables: &Tables, table: Table) -> PolarsResult<BTreeMap<u32, BTreeSet<Code>>> {
    let (frame, names) = match table {
        Table::Orders => (&tables.orders, Some((schema::orders::SOURCE, schema::orders::PLATFORM))),
        Table::Ads => (&tables.ad_days, Some((schema::ads::SOURCE, schema::ads::PLATFORM))),
        _ => (&tables.answers, None),
    };
    let mut found: BTreeMap<u32, BTreeSet<Code>> = BTreeMap::new();
    let Some((source, platform)) = names else {
        let sources = tables.coverage.iter().filter(|source| source.table == table);
        sources.for_each(|source| {
            found.entry(source.source).or_default().insert(0);
        });
        return Ok(found);
    };
    let (sources, platforms) = (values::<UInt32Type>(frame, source)?, values::<UInt32Type>(frame, platform)?);
    let mut last = None;
    for pair in sources.iter().copied().zip(platforms.iter().copied()) {
        // Rows of one source mostly follow one another.
        if last.replace(pair) != Some(pair) {
            found.entry(pair.0).or_default().insert(pair.1);
        }
    }
    Ok(found)
}
