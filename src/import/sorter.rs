//! Tells records of data from totals, descriptions, blank records and records of the wrong width. Never interprets a value.

use jiff::tz::TimeZone;

use super::Reason;
use super::parse::date::{self, Zones};
use super::parse::date_order::DateOrder;
use super::parse::text::fold;
use super::profile::{Field, matches_any};
use super::recognise::Mapping;
use super::tokenize::{Dialect, Span};

/// What a record is, before any cell is interpreted.
pub(super) enum RecordKind {
    Data,
    Blank,
    Total,
    Description,
    Rejected(Reason),
}

/// Tells data from totals, descriptions, blanks and records of the wrong width.
pub(super) struct Sorter<'mapping> {
    /// The mapping, when the export is known.
    pub mapping: Option<&'mapping Mapping<'mapping>>,
    /// Columns with a header; blank headers at the end do not count.
    pub width: usize,
    /// Columns that may hold something: with several header rows the choices stand under headers that are blank.
    widest: usize,
    /// Columns that tell a totals row by what they lack.
    telling: Vec<usize>,
}

impl<'mapping> Sorter<'mapping> {
    pub(super) fn new(mapping: Option<&'mapping Mapping<'mapping>>, headers: &[String]) -> Self {
        let width = headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1);
        let widest = match mapping {
            Some(mapping) if mapping.profile.header_rows > 1 => headers.len(),
            _ => width,
        };
        let rules = mapping.map(|mapping| &mapping.profile.totals);
        let fields = rules.into_iter().flat_map(|rules| rules.blank.iter().chain(&rules.dash));
        let telling = fields.filter_map(|field| mapping?.columns.get(field).copied()).collect();
        Self { mapping, width, widest, telling }
    }

    /// What the record is; `is_first` for the one right under the header.
    pub(super) fn kind(&self, cells: &[&str], is_first: bool) -> RecordKind {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return RecordKind::Blank;
        }
        if self.is_total(cells) {
            return RecordKind::Total;
        }
        if cells.len() < self.width {
            return RecordKind::Rejected(Reason::TooFewCells { found: cells.len(), expected: self.width });
        }
        if cells.iter().skip(self.widest).any(|cell| !cell.trim().is_empty()) {
            return RecordKind::Rejected(Reason::TooManyCells { found: cells.len(), expected: self.widest });
        }
        if is_first && self.is_description(cells) { RecordKind::Description } else { RecordKind::Data }
    }

    /// What the record in `text` is, without unescaping a cell where nothing depends on it.
    pub(super) fn kind_of(
        &self,
        text: &[u8],
        cells: &[Span],
        dialect: Dialect,
        is_first: bool,
    ) -> RecordKind {
        if !is_first && self.is_plainly_data(text, cells.len(), |index| cells[index]) {
            return RecordKind::Data;
        }
        let mut scratch = Vec::new();
        let texts: Vec<String> = cells
            .iter()
            .map(|cell| String::from_utf8_lossy(cell.bytes(text, dialect, &mut scratch)).into_owned())
            .collect();
        let cells: Vec<&str> = texts.iter().map(String::as_str).collect();
        self.kind(&cells, is_first)
    }

    /// Nearly every record has the right width and a first cell that cannot be a total: those cells decide. Of a record of `count` cells.
    #[inline]
    pub(super) fn is_plainly_data(&self, text: &[u8], count: usize, cell: impl Fn(usize) -> Span) -> bool {
        let starts_plainly = |cell: Span| {
            let first = text.get(cell.range()).and_then(<[u8]>::first);
            first.is_some_and(|byte| byte.is_ascii_graphic() && !b"tTgGsS*-".contains(byte))
        };
        let Some(first) = (0..self.width.min(count)).map(&cell).find(|cell| !cell.is_empty()) else {
            return false;
        };
        count >= self.width
            && starts_plainly(first)
            && (self.width..count).all(|index| cell(index).is_empty())
            && self.telling.iter().all(|index| *index < count && starts_plainly(cell(*index)))
    }

    fn cell<'cell>(&self, field: Field, cells: &[&'cell str]) -> Option<&'cell str> {
        cells.get(*self.mapping?.columns.get(&field)?).copied()
    }

    fn is_total(&self, cells: &[&str]) -> bool {
        let first = cells.iter().find(|cell| !cell.trim().is_empty());
        if first.is_some_and(|cell| is_total_word(cell)) {
            return true;
        }
        let Some(mapping) = self.mapping else { return false };
        let rules = &mapping.profile.totals;
        if !rules.words.is_empty() && first.is_some_and(|cell| matches_any(&rules.words, &fold(cell))) {
            return true;
        }
        let holds = |fields: &[Field], fits: fn(&str) -> bool| {
            fields.iter().filter_map(|field| self.cell(*field, cells)).any(|cell| fits(cell.trim()))
        };
        holds(&rules.blank, str::is_empty) || holds(&rules.dash, |cell| cell == "-" || cell == "--")
    }

    /// A record of sentences under the header: the column that must hold a date holds none.
    fn is_description(&self, cells: &[&str]) -> bool {
        let dates = [Field::OrderedAt, Field::AnsweredAt].into_iter();
        let date = dates.filter_map(|field| self.cell(field, cells)).next().unwrap_or_default();
        self.descriptions() > 0 && !is_date(date)
    }

    /// How many records under the header may describe the columns.
    pub(super) fn descriptions(&self) -> u64 {
        self.mapping.map_or(0, |mapping| {
            let more = mapping.profile.header_rows.saturating_sub(1);
            u64::from(more).max(u64::from(mapping.profile.description_row))
        })
    }
}

/// Whether a cell holds a date in any writing, or the number that a spreadsheet keeps for one.
fn is_date(cell: &str) -> bool {
    let zones = Zones::new(TimeZone::UTC, TimeZone::UTC);
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
    orders.iter().any(|order| date::parse(cell, *order, &zones).is_ok()) || cell.trim().parse::<f64>().is_ok()
}

/// `Total`, `Total: Account`, `รวมทั้งหมด`; a campaign called `Total Wine` is none.
fn is_total_word(cell: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sum",
        "รวม",
        "รวมทั้งหมด",
        "รวมทั้งสิ้น",
        "ยอดรวม",
        "ยอดรวมทั้งหมด",
        "ทั้งหมด",
        "gesamt",
    ];
    const BEGINNINGS: [&str; 4] = ["total:", "total :", "gesamt:", "grand total:"];
    if cell.len() > 60 {
        return false;
    }
    let word = fold(cell);
    WHOLE.contains(&word.as_str()) || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_with_a_number_in_front_is_no_date_and_a_date_in_words_is_one() {
        for cell in
            ["2026-03-02 09:15:00", "Mon, 2 Mar 2026 09:15:00", "14/08/2569 16:03", "03/14/2026", "46083.5"]
        {
            assert!(is_date(cell), "{cell}");
        }
        for cell in ["", "1. Date", "2026 survey: date", "Recorded Date", r#"{"ImportId":"recordedDate"}"#] {
            assert!(!is_date(cell), "{cell}");
        }
    }

    #[test]
    fn totals_are_told_from_campaigns_that_sound_like_them() {
        for cell in ["Total: Campaigns", "Total: ", "total", "รวมทั้งหมด", "Grand Total"]
        {
            assert!(is_total_word(cell), "{cell}");
        }
        for cell in ["Total Wine", "Totally new", "รวมสินค้า Osuka", "Sum 41", ""] {
            assert!(!is_total_word(cell), "{cell}");
        }
    }
}
