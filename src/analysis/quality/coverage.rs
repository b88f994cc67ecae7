//! Records per day and source. Never counts a record twice: what another file replaced is no longer in the tables, and a day that
//! another file of the same platform holds is not missing.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, Int32Type, PolarsResult, UInt32Type};
use serde::Serialize;

use super::gaps::{self, Gap};
use crate::analysis::columns::{optional, values};
use crate::domain::Day;
use crate::tables::{Table, Tables, schema};

/// Days that are drawn, as days since 1970-01-01: 1990 to 2100. Others are typing errors and count as undated.
const DRAWN: std::ops::Range<i32> = 7_305..47_482;

/// What one source holds, day by day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceCoverage {
    /// Index of the source in the import report.
    pub source: u32,
    /// Table that it feeds.
    pub table: Table,
    /// Records of the tables that came from it.
    pub records: u64,
    /// Those of them without a day that can be drawn.
    pub undated: u64,
    /// First day: as the export states it, else of its records.
    pub first: Option<Day>,
    /// Last day.
    pub last: Option<Day>,
    /// Days with records and how many, in order. A record that covers several days counts on each.
    pub days: Vec<(Day, u64)>,
    /// Longest run of empty days that the rhythm of the source explains; `None` when it has too few days to have one.
    pub usual_pause_days: Option<u32>,
    /// Longer runs of days without a record in any file of the same table and platform, in order.
    pub gaps: Vec<Gap>,
}

/// Coverage of every source that fed a table.
pub(super) fn coverage(tables: &Tables) -> PolarsResult<Vec<SourceCoverage>> {
    let mut counted = Counted::default();
    counted.platforms(Table::Orders, &tables.orders, (schema::orders::SOURCE, schema::orders::PLATFORM))?;
    counted.platforms(Table::Ads, &tables.ad_days, (schema::ads::SOURCE, schema::ads::PLATFORM))?;
    for table in Table::ALL {
        let (frame, source, days) = place(tables, table);
        counted.add(table, frame, source, days)?;
    }
    let stated = |source| tables.coverage.iter().find(|coverage| coverage.source == source);
    let platforms = std::mem::take(&mut counted.platforms);
    let mut sources: Vec<SourceCoverage> = counted
        .sources
        .into_iter()
        .map(|((source, table), days)| {
            let stated = stated(source).map_or((None, None), |stated| (stated.first, stated.last));
            days.finish(source, table, stated)
        })
        .collect();
    // A source whose every record was replaced by a newer file still belongs in the list.
    for known in &tables.coverage {
        if !sources.iter().any(|source| source.source == known.source) {
            let days = Days::default();
            sources.push(days.finish(known.source, known.table, (known.first, known.last)));
        }
    }
    sources.sort_by_key(|source| (source.source, source.table));
    find_gaps(&mut sources, &platforms);
    Ok(sources)
}

/// Where a table's records name their source, and the first and last day on which each counts.
fn place(tables: &Tables, table: Table) -> (&DataFrame, &'static str, (&'static str, &'static str)) {
    use schema::{
        ads, answers, campaigns, carts, customers, events, messages, orders, parcels, referrals, returns,
        reviews, tickets, touches, web_days,
    };
    let on = |day| (day, day);
    match table {
        Table::Orders => (&tables.orders, orders::SOURCE, on(orders::DAY)),
        Table::Ads => (&tables.ad_days, ads::SOURCE, (ads::FIRST_DAY, ads::LAST_DAY)),
        Table::Answers => (&tables.answers, answers::SOURCE, on(answers::DAY)),
        Table::Reviews => (&tables.reviews, reviews::SOURCE, on(reviews::DAY)),
        Table::Tickets => (&tables.tickets, tickets::SOURCE, on(tickets::OPENED_DAY)),
        Table::Messages => (&tables.messages, messages::SOURCE, on(messages::DAY)),
        Table::WebDays => (&tables.web_days, web_days::SOURCE, (web_days::FIRST_DAY, web_days::LAST_DAY)),
        Table::Campaigns => (&tables.campaigns, campaigns::SOURCE, on(campaigns::SENT_DAY)),
        Table::Parcels => (&tables.parcels, parcels::SOURCE, on(parcels::SHIPPED_DAY)),
        Table::Returns => (&tables.returns, returns::SOURCE, on(returns::REQUESTED_DAY)),
        Table::Carts => (&tables.carts, carts::SOURCE, on(carts::CREATED_DAY)),
        Table::Referrals => (&tables.referrals, referrals::SOURCE, on(referrals::DAY)),
        Table::Customers => (&tables.customers, customers::SOURCE, on(customers::SINCE_DAY)),
        Table::Events => (&tables.events, events::SOURCE, on(events::DAY)),
        Table::Touches => (&tables.touches, touches::SOURCE, on(touches::DAY)),
    }
}

/// Finds the gaps of each source. A newer file replaces records of an older one, so that days which only moved to another file of the
/// same platform count as present.
fn find_gaps(sources: &mut [SourceCoverage], platforms: &BTreeMap<(u32, Table), u32>) {
    let mut held: BTreeMap<(Table, u32), BTreeSet<Day>> = BTreeMap::new();
    let platform = |of: &SourceCoverage| platforms.get(&(of.source, of.table)).copied();
    for of in sources.iter() {
        if let Some(platform) = platform(of) {
            held.entry((of.table, platform)).or_default().extend(of.days.iter().map(|(day, _)| *day));
        }
    }
    for of in sources {
        let (Some(first), Some(last)) = (of.first, of.last) else { continue };
        let present: Vec<Day> = match platform(of).and_then(|platform| held.get(&(of.table, platform))) {
            Some(days) => days.iter().copied().filter(|day| (first..=last).contains(day)).collect(),
            None => of.days.iter().map(|(day, _)| *day).collect(),
        };
        of.usual_pause_days = gaps::usual_pause(&present);
        of.gaps = of
            .usual_pause_days
            .map_or_else(Vec::new, |usual| gaps::gaps(&present, (Some(first), Some(last)), usual));
    }
}

#[derive(Default)]
struct Counted {
    sources: BTreeMap<(u32, Table), Days>,
    /// Platform of each source, where its table has one.
    platforms: BTreeMap<(u32, Table), u32>,
}

impl Counted {
    /// Notes which platform each source is of: a file has one.
    fn platforms(
        &mut self,
        table: Table,
        frame: &DataFrame,
        (source, platform): (&str, &str),
    ) -> PolarsResult<()> {
        let sources = values::<UInt32Type>(frame, source)?;
        let platforms = values::<UInt32Type>(frame, platform)?;
        for (source, platform) in sources.iter().zip(platforms.iter()) {
            self.platforms.entry((*source, table)).or_insert(*platform);
        }
        Ok(())
    }

    /// Counts the rows of one table, each on the days from its first to its last.
    fn add(
        &mut self,
        table: Table,
        frame: &DataFrame,
        source: &str,
        (first, last): (&str, &str),
    ) -> PolarsResult<()> {
        let sources = values::<UInt32Type>(frame, source)?;
        let (first, last) = (optional::<Int32Type>(frame, first)?, optional::<Int32Type>(frame, last)?);
        for (row, source) in sources.iter().enumerate() {
            let days = first[row].or(last[row]).zip(last[row].or(first[row]));
            self.sources.entry((*source, table)).or_default().count(days);
        }
        Ok(())
    }
}

/// Records per day of one source, from its earliest day on.
#[derive(Default)]
struct Days {
    records: u64,
    undated: u64,
    earliest: i32,
    counts: Vec<u32>,
}

impl Days {
    fn count(&mut self, days: Option<(i32, i32)>) {
        self.records += 1;
        let Some((first, last)) = days.filter(|(first, last)| DRAWN.contains(first) && DRAWN.contains(last))
        else {
            self.undated += 1;
            return;
        };
        let (first, last) = (first.min(last), first.max(last));
        if self.counts.is_empty() {
            self.earliest = first;
        }
        let before = (self.earliest - first).max(0) as usize;
        self.counts.splice(0..0, std::iter::repeat_n(0, before));
        self.earliest = self.earliest.min(first);
        let (from, to) = ((first - self.earliest) as usize, (last - self.earliest) as usize);
        self.counts.resize(self.counts.len().max(to + 1), 0);
        for count in &mut self.counts[from..=to] {
            *count += 1;
        }
    }

    fn finish(self, source: u32, table: Table, stated: (Option<Day>, Option<Day>)) -> SourceCoverage {
        let days: Vec<(Day, u64)> = (self.earliest..)
            .zip(self.counts)
            .filter(|(_, count)| *count > 0)
            .map(|(day, count)| (Day(day), u64::from(count)))
            .collect();
        let ends = days.first().zip(days.last()).map(|(first, last)| (first.0, last.0));
        let (first, last) = (stated.0.or(ends.map(|ends| ends.0)), stated.1.or(ends.map(|ends| ends.1)));
        let (records, undated) = (self.records, self.undated);
        let (usual_pause_days, gaps) = (None, Vec::new());
        SourceCoverage { source, table, records, undated, first, last, days, usual_pause_days, gaps }
    }
}
