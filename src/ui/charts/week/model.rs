//! What the grid of hours shows, taken from the slots of an analysis. Never draws.

use crate::analysis::HourSlot;
use crate::app::wording::service::weekday;
use crate::domain::Language;
use crate::ui::text::{count, decimal, tr};
use crate::ui::widgets::{Column, Table};

/// One hour of a weekday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The slot.
    pub slot: HourSlot,
}

/// An hour that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Monday 0 to Sunday 6.
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
}

/// The grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The hours, Monday 0 o'clock first; hours in which the shop is closed are missing.
    pub cells: Vec<Cell>,
    /// The rate with the strongest colour.
    pub most: f64,
}

impl Model {
    /// The grid of an analysis.
    pub fn new(hours: &[HourSlot]) -> Self {
        let cells: Vec<Cell> = hours.iter().map(|slot| Cell { slot: *slot }).collect();
        let rates = cells.iter().filter_map(|cell| cell.slot.per_hour).map(|rate| rate.value);
        Self { most: rates.fold(0.0, f64::max), cells }
    }

    /// The busiest hour.
    pub fn busiest(&self) -> Option<&HourSlot> {
        let rate = |cell: &&Cell| cell.slot.per_hour.map_or(0.0, |rate| rate.value);
        self.cells.iter().max_by(|a, b| rate(a).total_cmp(&rate(b))).map(|cell| &cell.slot)
    }

    /// `Mon 20:00`.
    pub fn name(language: Language, slot: &HourSlot) -> String {
        format!("{} {:02}:00", weekday(language, slot.weekday), slot.hour)
    }

    /// The hours as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, &format!("service.column.{key}"));
        let mut table = Table::new(vec![
            Column::text(t("weekday")),
            Column::number(t("hour")),
            Column::number(t("requests")),
            Column::number(t("per_hour")),
            Column::number(tr(language, "chart.interval_95")),
            Column::number(t("people")),
        ]);
        for Cell { slot } in &self.cells {
            let rate = |value: fn(&crate::analysis::Rate) -> f64| {
                slot.per_hour.as_ref().map_or_else(|| "–".to_owned(), |rate| decimal(value(rate), 2))
            };
            table.row(vec![
                weekday(language, slot.weekday),
                format!("{:02}:00", slot.hour),
                count(slot.requests),
                rate(|rate| rate.value),
                format!("{}–{}", rate(|rate| rate.low), rate(|rate| rate.high)),
                slot.people.map_or_else(|| "–".to_owned(), |people| people.to_string()),
            ]);
        }
        table
    }
}
