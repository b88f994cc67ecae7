//! What the coverage chart shows: each file's days with records, month by month. Never draws, never decides what a gap is.

use crate::analysis::{DataQuality, Gap, SourceCoverage};
use crate::app::wording;
use crate::domain::{Day, Language, MonthIndex};
use crate::import::ImportReport;
use crate::tables::Table as Kind;
use crate::ui::text::{count, date, month, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Index of the file in the report.
    pub source: usize,
    /// Its name.
    pub name: String,
    /// What its records are.
    pub kind: Kind,
    /// How many.
    pub records: u64,
    /// First and last day, when it has dates.
    pub span: Option<(Day, Day)>,
    /// Days with records and how many.
    pub days: Vec<(Day, u64)>,
    /// Records of a busy day (nine in ten days have no more): drawn in full strength.
    pub busy: u64,
    /// Runs of empty days.
    pub gaps: Vec<Gap>,
}

/// One file in one stretch of months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// First month of the stretch.
    pub month: MonthIndex,
    /// Records in it.
    pub records: u64,
    /// Days with records.
    pub days: u32,
    /// Gaps that reach into it.
    pub gaps: Vec<Gap>,
}

/// A stretch that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Index of the file in the report.
    pub source: usize,
    /// First month of the stretch.
    pub month: MonthIndex,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// One line per file, in their order.
    pub rows: Vec<Row>,
    /// First month of the axis.
    pub first: MonthIndex,
    /// Stretches from there on.
    pub stretches: usize,
    /// Months in a stretch: 1 over three years and less.
    pub stretch_months: i32,
}

impl Model {
    /// The chart of what was imported.
    pub fn new(report: &ImportReport, quality: &DataQuality) -> Self {
        let row = |of: &SourceCoverage| {
            let path = report.sources.get(of.source as usize).map_or("", |source| source.path.as_str());
            Row {
                source: of.source as usize,
                name: wording::file_name(path).to_owned(),
                kind: of.table,
                records: of.records,
                span: of.first.zip(of.last).filter(|_| of.records > of.undated),
                days: of.days.clone(),
                busy: busy(&of.days),
                gaps: of.gaps.clone(),
            }
        };
        let rows: Vec<Row> = quality.coverage.iter().map(row).collect();
        let spans = || rows.iter().filter_map(|row| row.span);
        let first = spans().map(|(first, _)| first.month()).min().unwrap_or(MonthIndex(0));
        let last = spans().map(|(_, last)| last.month()).max().unwrap_or(first);
        let months = last.0 - first.0 + 1;
        let stretch_months = match months {
            ..=36 => 1,
            37..=120 => 3,
            _ => 12,
        };
        let first = MonthIndex(first.0 - first.0.rem_euclid(stretch_months));
        let months = (last.0 - first.0 + 1).unsigned_abs();
        let stretches = months.div_ceil(stretch_months.unsigned_abs()).max(1) as usize;
        Self { rows, first, stretches, stretch_months }
    }

    /// Whether no file has a date.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.span.is_none())
    }

    /// First day of the axis and the day after its last.
    pub fn ends(&self) -> (Day, Day) {
        (self.month_of(0).first_day(), self.month_of(self.stretches).first_day())
    }

    /// First month of a stretch.
    pub fn month_of(&self, stretch: usize) -> MonthIndex {
        MonthIndex(self.first.0.saturating_add(stretch as i32 * self.stretch_months))
    }

    /// What a file holds in a stretch; `None` outside its span.
    pub fn cell(&self, row: &Row, stretch: usize) -> Option<Cell> {
        let (first, last) = row.span?;
        let month = self.month_of(stretch);
        let (from, to) = (month.first_day(), self.month_of(stretch + 1).first_day().plus(-1));
        if last < from || to < first {
            return None;
        }
        let start = row.days.partition_point(|(day, _)| *day < from);
        let held = row.days[start..].iter().take_while(|(day, _)| *day <= to);
        let (days, records) = held.fold((0, 0), |(days, records), (_, count)| (days + 1, records + count));
        let gaps = row.gaps.iter().filter(|gap| gap.from <= to && from <= gap.to).copied().collect();
        Some(Cell { month, records, days, gaps })
    }

    /// The name of a stretch.
    pub fn stretch_name(&self, language: Language, stretch: usize) -> String {
        let from = self.month_of(stretch);
        if self.stretch_months == 1 {
            return month(language, from);
        }
        let to = MonthIndex(from.0 + self.stretch_months - 1);
        format!("{} – {}", month(language, from), month(language, to))
    }

    /// The chart as a table: one line per file.
    pub fn table(&self, language: Language) -> Table {
        let title = |key: &str| tr(language, &format!("chart.coverage.{key}"));
        let mut table = Table::new(vec![
            Column::text(title("file")),
            Column::text(title("holds")),
            Column::number(title("records")),
            Column::text(title("first")),
            Column::text(title("last")),
            Column::number(title("days")),
            Column::number(title("gaps")),
            Column::text(title("longest")),
        ]);
        for row in &self.rows {
            let day = |day: Option<Day>| day.map_or_else(|| "–".to_owned(), |day| date(language, day));
            let longest = row.gaps.iter().max_by_key(|gap| gap.days());
            table.row(vec![
                row.name.clone(),
                wording::table(language, row.kind),
                count(row.records),
                day(row.span.map(|span| span.0)),
                day(row.span.map(|span| span.1)),
                count(row.days.len() as u64),
                count(row.gaps.len() as u64),
                longest.map_or_else(|| "–".to_owned(), |gap| wording::range(language, gap.from, gap.to)),
            ]);
        }
        table
    }

    /// What a screen reader says of a stretch.
    pub fn cell_name(&self, language: Language, row: &Row, stretch: usize, cell: &Cell) -> String {
        let name = self.stretch_name(language, stretch);
        let (records, days) = (count(cell.records), cell.days.to_string());
        let values = [("records", records.as_str()), ("days", days.as_str())];
        let (file, kind) = (&row.name, wording::records(language, row.kind));
        let mut text =
            format!("{file}, {kind}, {name}: {}", tr_with(language, "chart.coverage.cell", &values));
        for gap in &cell.gaps {
            text.push_str(". ");
            text.push_str(&wording::gap(language, row.kind, *gap));
        }
        text
    }
}

fn busy(days: &[(Day, u64)]) -> u64 {
    let mut counts: Vec<u64> = days.iter().map(|(_, count)| *count).collect();
    counts.sort_unstable();
    counts.get(counts.len() * 9 / 10).or(counts.last()).copied().unwrap_or(1).max(1)
}

#[cfg(test)]
pub(in crate::ui::charts) mod tests {
    use super::*;
    use crate::import::SourceReport;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    /// Two files: orders with a gap in May, answers without dates.
    pub fn shop() -> Model {
        let source = |path: &str| SourceReport { path: path.to_owned(), ..SourceReport::default() };
        let report = ImportReport { sources: vec![source("x/orders.csv"), source("x/nps.csv")] };
        let days = (0..90).map(|number| day("2026-04-01").plus(number));
        let gap = Gap { from: day("2026-05-03"), to: day("2026-05-19") };
        let present = days.filter(|day| *day < gap.from || gap.to < *day);
        let orders = SourceCoverage {
            source: 0,
            table: Kind::Orders,
            records: 146,
            undated: 0,
            first: Some(day("2026-04-01")),
            last: Some(day("2026-06-29")),
            days: present.map(|day| (day, 2)).collect(),
            usual_pause_days: Some(3),
            gaps: vec![gap],
        };
        let nps = SourceCoverage {
            source: 1,
            table: Kind::Answers,
            records: 5,
            undated: 5,
            first: None,
            last: None,
            days: Vec::new(),
            usual_pause_days: None,
            gaps: Vec::new(),
        };
        Model::new(&report, &DataQuality { coverage: vec![orders, nps], feeds: Vec::new() })
    }

    #[test]
    fn months_count_records_and_days_and_name_the_gaps_that_reach_into_them() {
        let model = shop();
        assert_eq!((model.stretches, model.stretch_months), (3, 1));
        let may = model.cell(&model.rows[0], 1).expect("May");
        assert_eq!((may.records, may.days, may.gaps.len()), (28, 14, 1));
        let april = model.cell(&model.rows[0], 0).expect("April");
        assert_eq!((april.records, april.gaps.len()), (60, 0));
        assert_eq!(model.cell(&model.rows[1], 0), None);
        assert_eq!(
            model.cell_name(Language::English, &model.rows[0], 1, &may),
            "orders.csv, orders, May 2026: 28 records on 14 days. No orders between 3 and 19 May 2026 (17 days)."
        );
    }

    #[test]
    fn thirty_years_are_told_by_the_year() {
        let mut model = shop();
        assert!(!model.is_empty());
        let report = ImportReport { sources: vec![SourceReport::default()] };
        let coverage = SourceCoverage {
            source: 0,
            table: Kind::Orders,
            records: 2,
            undated: 0,
            first: Some(day("1997-01-05")),
            last: Some(day("2026-02-01")),
            days: vec![(day("1997-01-05"), 1), (day("2026-02-01"), 1)],
            usual_pause_days: None,
            gaps: Vec::new(),
        };
        let quality = DataQuality { coverage: vec![coverage], feeds: Vec::new() };
        model = Model::new(&report, &quality);
        assert_eq!((model.stretches, model.stretch_months, model.first.month()), (30, 12, 1));
        assert_eq!(model.cell(&model.rows[0], 29).map(|cell| cell.records), Some(1));
    }

    #[test]
    fn nothing_imported_is_an_empty_chart_with_an_empty_table() {
        let model = Model::new(&ImportReport::default(), &DataQuality::default());
        assert!(model.is_empty());
        assert_eq!(model.table(Language::Thai).rows.len(), 0);
    }
}
