//! Which table the rows feed and which column is which field: as told, as a known format says, else as guessed. Never reads a cell
//! as a value.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::Reading;
use super::sample::Sample;
use crate::import::Options;
use crate::import::guess::{self, ColumnFacts, ColumnSeen, Guess};
use crate::import::parse::date::Zones;
use crate::import::parse::text::fold;
use crate::import::profile::Field;
use crate::tables::Table;

/// The fields of all columns.
pub(super) struct Choice {
    /// The table.
    pub table: Table,
    /// How well each table fits, the best first.
    pub fits: Vec<(Table, f64)>,
    /// Headers as shown, one per column.
    pub headers: Vec<String>,
    /// What the cells look like.
    pub facts: Vec<ColumnFacts>,
    /// Field, confidence and likeness of the header.
    pub columns: Vec<Guess>,
    /// Whether the fields come from a format that knows the header.
    pub is_known: bool,
    /// The first column of the same header, for each that has one before it.
    twins: Vec<Option<usize>>,
}

impl Choice {
    /// The first column before `index` with the same header.
    pub(super) fn twin(&self, index: usize) -> Option<usize> {
        self.twins[index]
    }

    /// The column of a field.
    pub(super) fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|guess| guess.field == Some(field))
    }
}

/// Decides table and fields.
pub(super) fn choose(
    sample: &Sample<'_>,
    reading: &Reading,
    reporting: &TimeZone,
    options: &Options,
) -> Choice {
    let zones = Zones::new(reporting.clone(), reporting.clone());
    let headers = headers(sample);
    let facts: Vec<ColumnFacts> =
        (0..headers.len()).map(|column| ColumnFacts::of(sample.column(column), &zones)).collect();
    let seen: Vec<ColumnSeen<'_>> =
        headers.iter().zip(&facts).map(|(header, facts)| ColumnSeen { header, facts }).collect();
    let known = sample.known.as_ref();
    let asked = reading.table.or(known.map(|mapping| mapping.profile.table));
    let proposal = guess::propose(&seen, asked, &options.remembered);
    let is_known = known.is_some_and(|mapping| mapping.profile.table == proposal.table);
    let mut columns = proposal.columns;
    if let Some(mapping) = known.filter(|_| is_known) {
        adopt(
            &mut columns,
            mapping.columns.iter().map(|(field, index)| (*field, *index)),
            mapping.missing().is_empty(),
        );
    }
    obey(&mut columns, reading);
    let twins = twins(&headers);
    for (column, _) in columns.iter_mut().zip(&twins).filter(|(_, twin)| twin.is_some()) {
        *column = Guess::default();
    }
    Choice { table: proposal.table, fits: proposal.fits, headers, facts, columns, is_known, twins }
}

/// The first column of the same header, for each that has one before it: of thousands, each is looked up once.
fn twins(headers: &[String]) -> Vec<Option<usize>> {
    let mut first = HashMap::new();
    let twin = |(index, header): (usize, &String)| {
        Some(*first.entry(fold(header)).or_insert(index)).filter(|first| *first != index)
    };
    headers.iter().enumerate().map(twin).collect()
}

/// The header cells, and a name by its place for each column without one.
fn headers(sample: &Sample<'_>) -> Vec<String> {
    let named = &sample.layout.headers;
    let width = named.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1);
    named[..width].iter().map(|header| header.trim().to_owned()).collect()
}

/// A format's own columns go before any guess; a whole format leaves nothing to guess.
fn adopt(columns: &mut [Guess], known: impl Iterator<Item = (Field, usize)>, is_whole: bool) {
    let known: Vec<(Field, usize)> = known.filter(|(_, index)| *index < columns.len()).collect();
    for guess in columns.iter_mut() {
        let claimed = known.iter().any(|(field, _)| guess.field == Some(*field));
        if is_whole || claimed {
            *guess = Guess::default();
        }
    }
    for (field, index) in known {
        columns[index] = Guess { field: Some(field), confidence: 1.0, header: 1.0 };
    }
}

/// What a person says goes before everything: a field that is given to a column is taken from every other.
fn obey(columns: &mut [Guess], reading: &Reading) {
    for (index, field) in &reading.columns {
        if field.is_some() {
            columns
                .iter_mut()
                .filter(|guess| guess.field == *field)
                .for_each(|guess| *guess = Guess::default());
        }
        if let Some(guess) = columns.get_mut(*index) {
            *guess = Guess { field: *field, confidence: 1.0, header: guess.header };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::twins;

    #[test]
    fn a_header_is_the_twin_of_the_first_that_reads_the_same() {
        let headers = ["Total", "Date", " total", "TOTAL", "date", "Name"].map(str::to_owned);
        assert_eq!(twins(&headers), [None, None, Some(0), Some(0), Some(1), None]);
        assert_eq!(twins(&[]), []);
    }
}
