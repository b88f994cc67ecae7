//! What the translator shows, taken from a translation of an analysis. Never draws.

use crate::analysis::{Share, Translation};
use crate::app::wording;
use crate::domain::Language;
use crate::ui::text::{count, interval_percent, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// A row that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Its index from the top.
    pub row: usize,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it says.
    pub text: String,
    /// The rate after it.
    pub share: Share,
    /// The rate before it; `None` for the first and the last row, which stand on zero.
    pub before: Option<f64>,
    /// The change in words; blank for the first and the last row.
    pub change: String,
}

/// A translation.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Elsewhere, each change, here.
    pub rows: Vec<Row>,
    /// End of the axis.
    pub end: f64,
    /// The finding.
    pub title: String,
}

impl Model {
    /// The rows of a translation.
    pub fn new(translation: &Translation, language: Language) -> Self {
        let days = translation.days.to_string();
        let mut before = translation.elsewhere.value;
        let mut rows = vec![Row {
            text: wording::counted(language, translation),
            share: translation.elsewhere,
            before: None,
            change: String::new(),
        }];
        for step in &translation.steps {
            rows.push(Row {
                text: wording::translation_reason(language, translation, step),
                share: step.share,
                before: before.or(Some(0.0)),
                change: wording::points(language, step.change),
            });
            before = step.share.value;
        }
        rows.push(Row {
            text: tr_with(language, "chart.waterfall.here", &[("days", &days)]),
            share: *translation.here(),
            before: None,
            change: String::new(),
        });
        let values = rows.iter().filter_map(|row| row.share.value);
        let end = values.filter(|value| value.is_finite()).fold(0.01, f64::max);
        Self { rows, end, title: wording::translation_title(language, translation) }
    }

    /// The rows as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::text(t("chart.waterfall.change")),
            Column::number(t("chart.waterfall.points")),
            Column::number(t("chart.waterfall.rate")),
            Column::number(t("chart.interval_95")),
            Column::number(t("chart.waterfall.part")),
            Column::number(t("chart.waterfall.whole")),
        ]);
        for row in &self.rows {
            table.row(vec![
                row.text.clone(),
                row.change.clone(),
                row.share.value.map_or_else(|| "–".to_owned(), percent),
                interval_percent(row.share.low, row.share.high),
                count(row.share.numerator),
                count(row.share.denominator),
            ]);
        }
        table
    }
}
