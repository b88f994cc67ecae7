//! The events table as a log. Never reads a file, never decides what a step is.

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::log::{Event, EventLog};
use crate::analysis::columns::{optional, values};
use crate::tables::{Tables, schema};

/// Who does the steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FunnelUnit {
    /// People.
    #[default]
    Customer,
    /// Sessions of people.
    Session,
}

/// A log with what it had to leave out.
#[derive(Debug)]
pub struct LogOfTables {
    /// The log.
    pub log: EventLog,
    /// Events of nobody known, or of no session where sessions are asked for.
    pub left_out: u64,
}

/// The events of `tables` by customer or session. A day without a time stands for its first second, and events of one day then have
/// no order among them.
///
/// # Errors
/// When the events table is not as its schema says.
pub fn log_of_tables(tables: &Tables, unit: FunnelUnit) -> PolarsResult<LogOfTables> {
    use schema::events as c;
    let units = match unit {
        FunnelUnit::Customer => optional::<UInt32Type>(&tables.events, c::CUSTOMER)?,
        FunnelUnit::Session => optional::<UInt32Type>(&tables.events, c::SESSION)?,
    };
    let days = values::<Int32Type>(&tables.events, c::DAY)?;
    let seconds = optional::<Int32Type>(&tables.events, c::SECOND)?;
    let codes = values::<UInt32Type>(&tables.events, c::EVENT)?;
    let groups = optional::<UInt32Type>(&tables.events, c::PROPERTY)?;
    let event = |row: usize| {
        Some(Event {
            unit: units[row]?,
            second: i64::from(days[row]) * 86_400 + i64::from(seconds[row].unwrap_or(0)),
            event: codes[row],
            chain: 0,
            // 0 is "no value": the codes of values are moved up by one.
            group: groups[row].map_or(0, |code| code + 1),
            value_minor: 0,
        })
    };
    let events: Vec<Event> = (0..units.len()).filter_map(event).collect();
    let left_out = (units.len() - events.len()) as u64;
    let names = tables.codes.events.names().map(str::to_owned).collect();
    Ok(LogOfTables { log: EventLog::new(events, names), left_out })
}
