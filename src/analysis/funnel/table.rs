//! The events table as a log. Never reads a file, never decides what a step is.

use std::collections::HashMap;

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::log::{Event, EventLog};
use crate::analysis::columns::{optional, values};
use crate::tables::{HELD_APART, Tables, schema};

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
    /// Names of the groups; group code 0 is "no value", code 1 the first name.
    pub groups: Vec<String>,
}

/// Per property code: the group it is broken down by, and the values that are held constant.
struct Split {
    groups: Vec<u32>,
    chains: Vec<u32>,
    names: Vec<String>,
}

impl Split {
    fn new(tables: &Tables) -> Self {
        let mut split = Self { groups: Vec::new(), chains: Vec::new(), names: Vec::new() };
        let (mut groups, mut chains) = (HashMap::new(), HashMap::new());
        for property in tables.codes.properties.names() {
            let (value, held) = property.split_once(HELD_APART).unwrap_or((property, ""));
            let group = code_of(&mut groups, value);
            if group as usize > split.names.len() {
                split.names.push(value.to_owned());
            }
            split.groups.push(group);
            split.chains.push(code_of(&mut chains, held));
        }
        split
    }
}

/// Codes from 1 in order of appearance; 0 is no value.
fn code_of<'name>(codes: &mut HashMap<&'name str, u32>, name: &'name str) -> u32 {
    if name.is_empty() {
        return 0;
    }
    let next = codes.len() as u32 + 1;
    *codes.entry(name).or_insert(next)
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
    let split = Split::new(tables);
    let event = |row: usize| {
        Some(Event {
            unit: units[row]?,
            second: i64::from(days[row]) * 86_400 + i64::from(seconds[row].unwrap_or(0)),
            event: codes[row],
            chain: groups[row].map_or(0, |code| split.chains[code as usize]),
            group: groups[row].map_or(0, |code| split.groups[code as usize]),
            value_minor: 0,
        })
    };
    let events: Vec<Event> = (0..units.len()).filter_map(event).collect();
    let left_out = (units.len() - events.len()) as u64;
    let names = tables.codes.events.names().map(str::to_owned).collect();
    Ok(LogOfTables { log: EventLog::new(events, names), left_out, groups: split.names })
}
