//! Every shown cell as it is understood, and the faults of every sampled one. Never rejects anything: it shows what an import would.

use super::columns::Choice;
use super::mapping;
use super::questions::Settled;
use super::sample::Sample;
use super::{Cell, CellReading, Found, Preview, PreviewColumn, PreviewRow, Reading, SHOWN};
use crate::domain::Currency;
use crate::import::build::answers::whole_score;
use crate::import::guess::Kind;
use crate::import::parse::date::{self, Zones};
use crate::import::parse::date_order::DateOrder;
use crate::import::parse::number::{self, NumberStyle, Value};
use crate::import::parse::text::{is_not_reported, shorten};
use crate::import::profile::{Field, Profile, StatusWord};
use crate::import::read::{RecordKind, Sorter};
use crate::import::{Options, QuoteMark, Reason, told};
use crate::tables::Table;

/// Everything that a preview is put together from.
pub(super) struct Shown<'shown> {
    pub sample: &'shown Sample<'shown>,
    pub choice: &'shown Choice,
    pub settled: &'shown Settled,
    pub mapping: &'shown Profile,
    pub zones: &'shown Zones,
}

impl Shown<'_> {
    /// The whole preview.
    pub(super) fn assemble(&self, reading: &Reading, options: &Options) -> Preview {
        let Self { sample, choice, settled, mapping, .. } = self;
        let rows: Vec<PreviewRow> = self.rows();
        let columns = (0..choice.headers.len()).map(|index| self.column(index, reading)).collect();
        let layout = &sample.layout;
        let required = mapping.required.iter().copied();
        let stated = mapping::named_currency(sample, choice);
        let named = choice.column_of(Field::Currency).is_some();
        Preview {
            name: sample.name.clone(),
            is_sheet: sample.is_sheet,
            encoding: Found::out(sample.encoding.name().to_owned(), sample.encoding_sure)
                .or_told(reading.encoding.as_ref().map(|_| sample.encoding.name().to_owned())),
            delimiter: Found::out(
                char::from(layout.dialect.delimiter),
                self.as_wide() as f64 / self.counted(),
            )
            .or_told(reading.delimiter),
            unusual_delimiters: sample.signs.clone(),
            quote_mark: Found::out(QuoteMark::of(layout.dialect.quote), 1.0).or_told(reading.quote_mark),
            quotes: Found::out(sample.quotes(), 1.0).or_told(reading.quotes),
            header_line: Found::out(layout.header_line, if sample.known.is_some() { 1.0 } else { 0.8 })
                .or_told(reading.header_line.map(|_| layout.header_line)),
            table: Found::out(choice.table, choice.fits.first().map_or(0.0, |(_, fit)| *fit))
                .or_told(reading.table),
            fits: choice.fits.clone(),
            format: sample.known.as_ref().map(|known| known.profile.name.clone()),
            date_order: Found::out(settled.order().unwrap_or(DateOrder::Auto), 1.0)
                .or_told(reading.date_order),
            numbers: Found::out(settled.style().unwrap_or(NumberStyle::Auto), 1.0).or_told(reading.numbers),
            currency: Found::out(mapping.currency, if stated.is_some() || named { 1.0 } else { 0.5 })
                .or_told(reading.currency),
            time_zone: Found::out(
                mapping.time_zone.clone().unwrap_or_else(|| options.time_zone.clone()),
                0.8,
            )
            .or_told(reading.time_zone.clone()),
            rows_add_up: self.rows_add_up(reading),
            columns,
            rows,
            sampled: sample.rows.len() + sample.unclosed.len(),
            is_all: sample.is_all,
            as_wide: self.as_wide(),
            missing: required.filter(|field| choice.column_of(*field).is_none()).collect(),
            questions: settled.questions.clone(),
            shape: told::shape(&choice.headers, &sample.rows, layout.header_line == 0),
            mapping: (*mapping).clone(),
        }
    }

    fn counted(&self) -> f64 {
        (self.sample.rows.len() + self.sample.unclosed.len()).max(1) as f64
    }

    /// Rows with as many cells as the header.
    fn as_wide(&self) -> usize {
        let width = self.sample.layout.headers.len();
        self.sample.rows.iter().filter(|(_, cells)| cells.len() == width).count()
    }

    fn rows_add_up(&self, reading: &Reading) -> Option<Found<bool>> {
        if self.choice.table != Table::Orders {
            return None;
        }
        self.choice.column_of(Field::OrderId)?;
        let found = mapping::rows_add_up(self.sample, self.choice);
        let usual = self.mapping.orders.amounts_add_up;
        let sure = if found.is_some() { 0.9 } else { 0.5 };
        Some(Found::out(found.unwrap_or(usual), sure).or_told(reading.rows_add_up))
    }

    fn rows(&self) -> Vec<PreviewRow> {
        let sorter = Sorter::new(self.sample.known.as_ref(), &self.sample.layout.headers);
        let mut rows: Vec<PreviewRow> = self
            .sample
            .rows
            .iter()
            .take(SHOWN)
            .enumerate()
            .map(|(index, (line, cells))| self.row(&sorter, index == 0, *line, cells))
            .collect();
        rows.extend(self.sample.unclosed.iter().take(SHOWN).map(|(line, text)| PreviewRow {
            line: *line,
            cells: vec![Cell { raw: shorten(text), reading: CellReading::Fault(Reason::UnclosedQuote) }],
            fault: Some(Reason::UnclosedQuote),
            is_left_out: false,
        }));
        rows.sort_by_key(|row| row.line);
        rows.truncate(SHOWN);
        rows
    }

    fn row(&self, sorter: &Sorter<'_>, is_first: bool, line: u64, cells: &[String]) -> PreviewRow {
        let views: Vec<&str> = cells.iter().map(String::as_str).collect();
        let kind = sorter.kind(&views, is_first);
        let fault = if let RecordKind::Rejected(reason) = kind { Some(reason) } else { None };
        let shown = (0..self.choice.headers.len()).map(|index| {
            let raw = cells.get(index).map_or("", String::as_str);
            Cell { raw: shorten(raw.trim()), reading: self.reading(index, raw) }
        });
        PreviewRow {
            line,
            cells: shown.collect(),
            fault,
            is_left_out: matches!(kind, RecordKind::Total | RecordKind::Description | RecordKind::Blank),
        }
    }

    fn column(&self, index: usize, reading: &Reading) -> PreviewColumn {
        let guess = self.choice.columns[index];
        let sorter = Sorter::new(self.sample.known.as_ref(), &self.sample.layout.headers);
        let mut faults = 0;
        let mut first_fault = None;
        for (number, (line, cells)) in self.sample.rows.iter().enumerate().filter(|_| guess.field.is_some()) {
            let raw = cells.get(index).map_or("", String::as_str);
            let CellReading::Fault(reason) = self.reading(index, raw) else { continue };
            let views: Vec<&str> = cells.iter().map(String::as_str).collect();
            if matches!(sorter.kind(&views, number == 0), RecordKind::Data) {
                faults += 1;
                first_fault.get_or_insert_with(|| (*line, shorten(raw.trim()), reason));
            }
        }
        PreviewColumn {
            header: self.choice.headers[index].clone(),
            field: guess.field,
            told: reading.columns.contains_key(&index),
            twin: self.choice.twin(index),
            confidence: guess.confidence,
            sounds: guess.header,
            facts: self.choice.facts[index].clone(),
            faults,
            first_fault,
        }
    }

    /// One cell as the import would read it.
    fn reading(&self, index: usize, raw: &str) -> CellReading {
        let Some(field) = self.choice.columns[index].field else { return CellReading::Unused };
        if is_not_reported(raw) {
            return CellReading::Blank;
        }
        match Kind::of(field) {
            Kind::Date => self.date(index, raw),
            Kind::Amount => self.number(index, raw, self.mapping.currency.map_or(2, Currency::decimals)),
            Kind::Count => self.number(index, raw, 0),
            Kind::Score => score(raw, 0, 10),
            Kind::Stars => score(raw, 1, 5),
            Kind::Satisfaction => score(raw, 1, 7),
            Kind::Status => match self.mapping.status.meaning(raw) {
                Some(StatusWord::Is(status)) => CellReading::Status(status),
                Some(StatusWord::InTransit) => CellReading::Status(crate::domain::OrderStatus::Valid),
                None => CellReading::UnknownWord,
            },
            Kind::Email | Kind::Phone | Kind::Currency | Kind::Id | Kind::Text => CellReading::Text,
        }
    }

    fn date(&self, index: usize, raw: &str) -> CellReading {
        let Some(order) = self.settled.orders.get(&index).copied().flatten() else {
            return CellReading::Unsettled;
        };
        match date::parse(raw, order, self.zones) {
            Ok(moment) => CellReading::Day(moment.day, moment.second),
            Err(reason) => CellReading::Fault(reason),
        }
    }

    fn number(&self, index: usize, raw: &str, decimals: u32) -> CellReading {
        let Some(style) = self.settled.styles.get(&index).copied().flatten() else {
            return CellReading::Unsettled;
        };
        match number::parse(raw, style, decimals) {
            Value::Number(number) => CellReading::Number(number, decimals),
            Value::NotReported => CellReading::Blank,
            Value::Bad(reason) => CellReading::Fault(reason),
        }
    }
}

fn score(raw: &str, low: i32, high: i32) -> CellReading {
    match whole_score(raw, low, high) {
        Ok(score) => CellReading::Number(i64::from(score), 0),
        Err(reason) => CellReading::Fault(reason),
    }
}
