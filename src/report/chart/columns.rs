//! Upright columns side by side, each a stack of its series; what is not complete is hatched. Never adds a series to another.

use super::axis::{self, Scale};
use super::{SMALL, legend};
use crate::report::callout::Spot;
use crate::report::fonts::text_width;
use crate::report::ink::Ink;
use crate::report::scene::{Align, Area, Fill, Scene};

/// The columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// Their names, from left to right.
    pub names: Vec<String>,
    /// What they are stacks of, the lowest first.
    pub series: Vec<ColumnSeries>,
    /// Columns that are not complete yet.
    pub incomplete: Vec<bool>,
    /// What is written before the values of the scale: `฿` or nothing.
    pub unit: String,
    /// Whether the scale says no values, because amounts are hidden.
    pub hides_scale: bool,
    /// A name for the hatching; blank where nothing is hatched.
    pub incomplete_name: String,
    /// What is said on pointing at a column.
    pub tips: Vec<Vec<String>>,
}

/// One series.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSeries {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// A value for each column, not below 0.
    pub values: Vec<f64>,
    /// The colour of single columns, where they differ from the series'.
    pub inks: Vec<Ink>,
}

impl Columns {
    pub(super) fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        self.tips.iter_mut().flatten().for_each(&mut *change);
        let mut amount = format!("{}1,000", self.unit);
        let before = amount.clone();
        change(&mut amount);
        // A scale of amounts is hidden with the amounts.
        self.hides_scale |= amount != before;
    }

    fn height_of(&self, column: usize) -> f64 {
        self.series
            .iter()
            .filter_map(|series| series.values.get(column))
            .filter(|value| value.is_finite())
            .sum()
    }

    pub(super) fn lay(&self, scene: &mut Scene) {
        let hatched = self.incomplete.contains(&true);
        let mut entries: Vec<(Fill, &str)> = Vec::new();
        if self.series.len() > 1 {
            entries.extend(self.series.iter().map(|series| (Fill::Ink(series.ink), series.name.as_str())));
        }
        if hatched && !self.incomplete_name.is_empty() {
            entries.push((Fill::Hatched(Ink::Subdued), &self.incomplete_name));
        }
        let top = if entries.is_empty() { 10.0 } else { legend::HEIGHT + 6.0 };
        let plot = Area::new(56.0, top, scene.room.width - 56.0, scene.room.height - top - 24.0);
        legend::lay(scene, [56.0, 0.0], &entries);
        let highest = (0..self.names.len()).map(|column| self.height_of(column)).fold(0.0, f64::max);
        let scale = Scale::new(0.0, highest, 4);
        let say = |value: f64| match self.hides_scale {
            true => String::new(),
            false => format!("{}{}", self.unit, crate::domain::numbers::compact(value)),
        };
        axis::rules(scene, plot, &scale, &say);
        let width = plot.width / self.names.len().max(1) as f32;
        for column in 0..self.names.len() {
            let area = Area::new(plot.x + width * column as f32, plot.y, width, plot.height);
            self.column(scene, column, area, &scale);
            let high = scale.part(self.height_of(column)) * area.height;
            let stack = Area::new(area.x, area.bottom() - high, area.width, high);
            scene.spots.push((Spot::Column(column), stack));
        }
        self.labels(scene, plot, width);
    }

    fn column(&self, scene: &mut Scene, column: usize, area: Area, scale: &Scale) {
        let is_hatched = self.incomplete.get(column).copied().unwrap_or(false);
        let inset = (area.width * 0.14).min(10.0);
        let mut below = 0.0;
        for series in &self.series {
            let value = series.values.get(column).copied().filter(|value| value.is_finite()).unwrap_or(0.0);
            let (from, to) = (scale.part(below), scale.part(below + value));
            let body = Area::new(
                area.x + inset,
                area.bottom() - to * area.height,
                area.width - 2.0 * inset,
                (to - from) * area.height,
            );
            let ink = series.inks.get(column).copied().unwrap_or(series.ink);
            if body.height > 0.0 {
                scene.rect(body, if is_hatched { Fill::Hatched(ink) } else { Fill::Ink(ink) }, 0.0);
            }
            below += value;
        }
        scene.tip(area, self.tips.get(column).cloned().unwrap_or_default());
    }

    /// Names under the columns, as many as have room.
    fn labels(&self, scene: &mut Scene, plot: Area, width: f32) {
        let widest = self.names.iter().map(|name| text_width(name, SMALL)).fold(1.0_f32, f32::max) + 10.0;
        let every = (widest / width.max(0.1)).ceil().max(1.0) as usize;
        for (column, name) in self.names.iter().enumerate().step_by(every) {
            let x = plot.x + width * (column as f32 + 0.5);
            scene.text([x, plot.bottom() + 16.0], SMALL, Align::Middle, Ink::Subdued, name.as_str());
        }
    }
}
