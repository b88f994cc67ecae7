//! What the RFM map shows, taken from an analysis. Never draws.

use crate::analysis::{FrequencyScale, Rfm, RfmPlace, RfmSegment, RfmSegmentCount};
use crate::domain::{Currency, Language, Proportion};
use crate::ui::text::{count, money_compact, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// What was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A field of the map.
    Place {
        /// Recency score.
        r: u8,
        /// Frequency score.
        f: u8,
    },
    /// A named segment.
    Segment(RfmSegment),
}

/// The RFM map.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Customers and value by recency and frequency; every combination, 25 of them.
    pub places: Vec<RfmPlace>,
    /// The named segments, best first.
    pub segments: Vec<RfmSegmentCount>,
    /// All customers.
    pub customers: u64,
    /// How frequency is scored.
    pub scale: FrequencyScale,
    /// Currency of the values.
    pub currency: Option<Currency>,
}

impl Model {
    /// The map of an analysis.
    pub fn new(rfm: &Rfm, currency: Option<Currency>) -> Self {
        Self {
            places: rfm.places(),
            segments: rfm.segments.clone(),
            customers: rfm.customers,
            scale: rfm.frequency_scale,
            currency,
        }
    }

    /// Share of all customers.
    pub fn share(&self, customers: u64) -> Option<f64> {
        Proportion::new(customers, self.customers).value()
    }

    /// The finding: the largest segment.
    pub fn title(&self, language: Language) -> String {
        let largest = self.segments.iter().max_by_key(|segment| segment.customers);
        let found = largest.and_then(|segment| Some((segment, self.share(segment.customers)?)));
        found.map_or_else(
            || tr(language, "chart.rfm.title"),
            |(segment, share)| {
                let name = tr(language, &segment_key(segment));
                tr_with(language, "chart.rfm.largest", &[("segment", &name), ("share", &percent(share))])
            },
        )
    }

    /// What a score of frequency means.
    pub fn frequency(&self, language: Language, f: u8) -> String {
        match self.scale {
            FrequencyScale::Quintiles => f.to_string(),
            FrequencyScale::FixedCuts => {
                let cut = ["1", "2", "3", "4–5", "6+"].get(usize::from(f) - 1).copied().unwrap_or("");
                tr_with(language, "chart.rfm.times", &[("n", cut)])
            }
        }
    }

    /// An amount.
    pub fn money(&self, minor: i64) -> String {
        self.currency.map_or_else(|| "–".to_owned(), |currency| money_compact(minor, currency))
    }

    /// The segments as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::text(t("chart.rfm.segment")),
            Column::number(t("chart.survival.customers")),
            Column::number(t("chart.rfm.share")),
            Column::number(t("chart.rfm.net")),
        ]);
        for segment in &self.segments {
            table.row(vec![
                t(&segment_key(segment)),
                count(segment.customers),
                self.share(segment.customers).map_or_else(|| "–".to_owned(), percent),
                self.money(segment.net_minor),
            ]);
        }
        table
    }
}

/// Key of the name of a segment.
pub fn segment_key(segment: &RfmSegmentCount) -> String {
    format!("rfm.{}", segment.segment.id())
}
