//! What a deliverable says, in finished words: pages with a finding, a chart and its tables, and the method behind them.
//! Never knows a file format, never computes a figure.

use super::callout::Spot;
use super::chart::Chart;
use crate::domain::{Currency, Language, Money, Proportion, numbers};
use crate::project::Target;

/// Everything that goes into one deliverable.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Language of all its texts.
    pub language: Language,
    /// What it is called: the snapshot's name.
    pub title: String,
    /// Which question it answers: period, direction, segment.
    pub question: String,
    /// Name and value of what identifies it: snapshot, day, program.
    pub facts: Vec<(String, String)>,
    /// Its pages, the first one an overview.
    pub pages: Vec<Page>,
    /// How the figures were made.
    pub method: Method,
    /// Words that the formats need.
    pub captions: Captions,
}

/// One page: a finding with what it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Stable machine name, for `--chart` and file names.
    pub id: &'static str,
    /// What it is about.
    pub title: String,
    /// What is to be seen, in one sentence.
    pub finding: String,
    /// More sentences.
    pub text: Vec<String>,
    /// Name and value of the figures in large type.
    pub tiles: Vec<(String, String)>,
    /// The picture.
    pub chart: Option<Chart>,
    /// The figures; the first table is that of the chart.
    pub tables: Vec<Table>,
    /// Where the figures that notes may be pinned to stand on the picture.
    pub spots: Vec<(Target, Spot)>,
    /// What people wrote about it, and what whoever presents it should know.
    pub notes: Vec<String>,
    /// Ids of the definitions that its figures follow.
    pub definitions: Vec<&'static str>,
}

/// How the figures were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Method {
    /// What the reader must know: what was left out, limits.
    pub caveats: Vec<String>,
    /// Settings, name and value.
    pub settings: Vec<(String, String)>,
    /// The files behind it.
    pub sources: Table,
    /// The definitions of all pages.
    pub cards: Vec<Card>,
}

/// A definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its id, as printed beside figures.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// Formula, numerator, denominator, what is left out, interval, source: label and text.
    pub parts: Vec<(String, String)>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How a spreadsheet draws it, where it can.
    pub plot: Option<Plot>,
    /// Whether its rows are the parts of a whole that is told elsewhere, so that one hidden part could be worked out.
    pub is_partition: bool,
}

/// A row.
pub type Row = Vec<Cell>;

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// Whether it holds figures, which stand on the right.
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(header: impl Into<String>) -> Self {
        Self { header: header.into(), is_number: false }
    }

    /// A column of figures.
    pub fn figures(header: impl Into<String>) -> Self {
        Self { header: header.into(), is_number: true }
    }
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// No data.
    #[default]
    Blank,
    /// Words.
    Text(String),
    /// How many of something.
    Count(u64),
    /// How many customers: few of them are hidden in a copy for a client.
    People(u64),
    /// A share of two counts.
    Share {
        /// The share.
        value: f64,
        /// Columns of its numerator and denominator, where the table has them: a spreadsheet then computes it again.
        of: Option<(usize, usize)>,
    },
    /// A share of customers told with both counts: few of them are hidden in a copy for a client.
    CountShare {
        /// Customers who did it.
        part: u64,
        /// Customers who could have.
        whole: u64,
    },
    /// A number with so many digits after the point.
    Decimal(f64, u8),
    /// An amount.
    Money(Money),
    /// Few customers: not said.
    Hidden,
}

impl Cell {
    /// A share, or no data.
    pub fn share(value: Option<f64>) -> Self {
        value.map_or(Self::Blank, |value| Self::Share { value, of: None })
    }

    /// A share of the counts in two columns of its row, or no data.
    pub fn share_of(value: Option<f64>, numerator: usize, denominator: usize) -> Self {
        value.map_or(Self::Blank, |value| Self::Share { value, of: Some((numerator, denominator)) })
    }

    /// A number, or no data.
    pub fn decimal(value: Option<f64>, digits: u8) -> Self {
        value.map_or(Self::Blank, |value| Self::Decimal(value, digits))
    }

    /// An amount, or no data; without a currency it is a number of major units.
    pub fn money(minor: Option<i64>, currency: Option<Currency>) -> Self {
        match (minor, currency) {
            (Some(minor), Some(currency)) => Self::Money(Money::new(minor, currency)),
            (Some(minor), None) => Self::Decimal(minor as f64 / 100.0, 2),
            (None, _) => Self::Blank,
        }
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The share of two counts of customers.
    pub fn quotient(&self) -> Option<f64> {
        match self {
            Self::CountShare { part, whole } => Proportion::new(*part, *whole).value(),
            _ => None,
        }
    }

    /// How people read it.
    pub fn written(&self) -> String {
        match self {
            Self::Blank => "–".to_owned(),
            Self::Text(text) => text.clone(),
            Self::Count(count) | Self::People(count) => numbers::count(*count),
            Self::Share { value, .. } => numbers::percent(*value),
            Self::CountShare { .. } => self.quotient().map_or_else(|| "–".to_owned(), numbers::percent),
            Self::Decimal(value, digits) => numbers::decimal(*value, usize::from(*digits)),
            Self::Money(money) => money.rounded(),
            Self::Hidden => format!("<{}", super::SMALLEST_GROUP),
        }
    }
}

/// Which native chart a spreadsheet draws of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Its kind.
    pub kind: PlotKind,
    /// Column of the categories.
    pub category: usize,
    /// Columns of the values.
    pub values: Vec<usize>,
}

/// Kinds of native charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// Upright columns, on top of one another.
    Stacked,
    /// Upright columns.
    Columns,
    /// Lying bars.
    Bars,
    /// Lines.
    Lines,
    /// No chart: the cells are coloured by their value.
    Colored,
}

/// Words that the formats need, in the language of the report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captions {
    /// "Contents".
    pub contents: String,
    /// "Method".
    pub method: String,
    /// "What the reader must know".
    pub caveats: String,
    /// "Settings".
    pub settings: String,
    /// "Definitions".
    pub definitions: String,
    /// "Notes".
    pub notes: String,
    /// "Page"; the number follows.
    pub page: String,
    /// "Definition"; ids follow.
    pub definition: String,
    /// "Table"; for the name of a sheet.
    pub table: String,
    /// "continued".
    pub continued: String,
    /// The line at the foot of every page.
    pub foot: String,
}

impl Report {
    /// The page with this machine name.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// Every table with the page it stands on: those of the pages, then the sources.
    pub fn tables(&self) -> impl Iterator<Item = (&'static str, &Table)> {
        let of_pages = self.pages.iter().flat_map(|page| page.tables.iter().map(|table| (page.id, table)));
        of_pages.chain(std::iter::once(("sources", &self.method.sources)))
    }

    /// Every text of the report through `change`.
    #[must_use]
    pub fn with_texts(mut self, change: &dyn Fn(&str) -> String) -> Self {
        let pairs = |pairs: &mut Vec<(String, String)>| {
            for (name, value) in pairs {
                (*name, *value) = (change(name), change(value));
            }
        };
        (self.title, self.question) = (change(&self.title), change(&self.question));
        pairs(&mut self.facts);
        pairs(&mut self.method.settings);
        self.method.caveats.iter_mut().for_each(|text| *text = change(text));
        table_texts(&mut self.method.sources, change);
        for page in &mut self.pages {
            (page.title, page.finding) = (change(&page.title), change(&page.finding));
            pairs(&mut page.tiles);
            page.text.iter_mut().chain(&mut page.notes).for_each(|text| *text = change(text));
            page.tables.iter_mut().for_each(|table| table_texts(table, change));
            if let Some(chart) = &mut page.chart {
                chart.for_texts(&mut |text| *text = change(text));
            }
        }
        self
    }
}

fn table_texts(table: &mut Table, change: &dyn Fn(&str) -> String) {
    table.title = change(&table.title);
    for cell in table.rows.iter_mut().flatten() {
        match cell {
            Cell::Text(text) => *text = change(text),
            Cell::Money(_) => {
                let written = cell.written();
                let changed = change(&written);
                // Only what is changed turns into words.
                if changed != written {
                    *cell = Cell::Text(changed);
                }
            }
            _ => {}
        }
    }
}
