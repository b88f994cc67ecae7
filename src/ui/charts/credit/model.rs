//! What the credit chart shows, taken from an attribution. Never draws, never credits.

use crate::analysis::{AttributedChannel, Attribution};
use crate::app::wording;
use crate::app::wording::channels::orders;
use crate::domain::{Direction, Language};
use crate::ui::text::{count, percent, tr};
use crate::ui::widgets::{Column, Table};

/// A channel that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Its index from the top; the last row is what has no channel.
    pub row: usize,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The channel; blank for orders without one.
    pub name: String,
    /// Its direction.
    pub kind: Option<Direction>,
    /// Least and most orders under any model.
    pub range: (f64, f64),
    /// By last contact.
    pub last: f64,
    /// By equal parts; `None` where all models say the same.
    pub linear: Option<f64>,
    /// By the Markov model.
    pub markov: Option<f64>,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Channels, most orders first; what has none last.
    pub rows: Vec<Row>,
    /// Whether all models say the same.
    pub single: bool,
    channels: Vec<AttributedChannel>,
    unattributed: u64,
}

impl Model {
    /// The channels of an attribution.
    pub fn new(found: &Attribution) -> Self {
        let several = !found.single_touch;
        let mut rows: Vec<Row> = found
            .channels
            .iter()
            .map(|own| Row {
                name: own.channel.clone(),
                kind: Some(own.kind),
                range: (own.low, own.high),
                last: own.last,
                linear: several.then_some(own.linear),
                markov: own.markov,
            })
            .collect();
        if found.unattributed > 0 {
            let orders = found.unattributed as f64;
            let range = (orders, orders);
            rows.push(Row {
                name: String::new(),
                kind: None,
                range,
                last: orders,
                linear: None,
                markov: None,
            });
        }
        Self {
            rows,
            single: found.single_touch,
            channels: found.channels.clone(),
            unattributed: found.unattributed,
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The longest bar.
    pub fn most(&self) -> f64 {
        self.rows.iter().map(|row| row.range.1).filter(|value| value.is_finite()).fold(1.0, f64::max)
    }

    /// What a row is called.
    pub fn name(row: &Row, language: Language) -> String {
        if row.name.is_empty() { tr(language, "channels.none") } else { row.name.clone() }
    }

    /// What a row says in few words.
    pub fn says(row: &Row, language: Language) -> String {
        wording::channels::credited(language, row.range.0, row.range.1)
    }

    /// The finding: which channels a model would lift or drop.
    pub fn title(&self, language: Language) -> String {
        wording::channels::credit(language, self.single, &self.channels)
    }

    /// All models as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, &format!("channels.credit.{key}"));
        let mut columns = vec![Column::text(tr(language, "channels.channel"))];
        let models = ["first", "last", "last_non_direct", "linear", "decay", "u", "j", "inverse_j", "equal"];
        let all: &[&str] = if self.single { &["last"] } else { &models };
        columns.extend(all.iter().map(|key| Column::number(t(key))));
        if !self.single {
            columns.extend(["markov", "removal", "took_part", "rank"].map(|key| Column::number(t(key))));
        }
        let mut table = Table::new(columns);
        for own in &self.channels {
            table.row(self.cells(own));
        }
        if self.unattributed > 0 {
            let mut cells = vec![String::new(); table.columns.len()];
            cells[0] = tr(language, "channels.none");
            cells[if self.single { 1 } else { 2 }] = count(self.unattributed);
            table.row(cells);
        }
        table
    }

    fn cells(&self, own: &AttributedChannel) -> Vec<String> {
        if self.single {
            return vec![own.channel.clone(), orders(own.last)];
        }
        let markov = match (own.markov, own.markov_low, own.markov_high) {
            (Some(credit), Some(low), Some(high)) => {
                format!("{} ({}–{})", orders(credit), orders(low), orders(high))
            }
            _ => "–".to_owned(),
        };
        let rank = if own.best_rank == own.worst_rank {
            own.best_rank.to_string()
        } else {
            format!("{}–{}", own.best_rank, own.worst_rank)
        };
        let credits = [
            own.first,
            own.last,
            own.last_non_direct,
            own.linear,
            own.time_decay,
            own.u_shaped,
            own.j_shaped,
            own.inverse_j,
            own.equal_split,
        ];
        let mut cells = vec![own.channel.clone()];
        cells.extend(credits.map(orders));
        cells.push(markov);
        cells.push(own.removal_effect.map_or_else(|| "–".to_owned(), percent));
        cells.push(count(own.participation));
        cells.push(rank);
        cells
    }
}
