//! A field of coloured cells with names on the left and above: cohorts by month. Never colours what is not complete.

use super::SMALL;
use crate::report::callout::Spot;
use crate::report::fonts::{shortened, text_width};
use crate::report::ink::{Ink, sequence};
use crate::report::scene::{Align, Area, Fill, Scene};

/// The field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// What the names on the left are.
    pub corner: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, from top to bottom.
    pub rows: Vec<HeatRow>,
    /// The value of the darkest colour.
    pub highest: f64,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub name: String,
    /// What stands beside the name: how many customers.
    pub beside: String,
    /// A cell for each column from the first on; the row may end early.
    pub cells: Vec<HeatCell>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatCell {
    /// What colours it; `None` leaves it pale.
    pub value: Option<f64>,
    /// What stands in it.
    pub said: String,
    /// Customers behind it, where it is about customers.
    pub people: Option<u64>,
    /// Whether it is not complete yet.
    pub is_open: bool,
    /// What is said on pointing at it.
    pub tip: Vec<String>,
}

const ROW: f32 = 22.0;
const WIDEST: f32 = 64.0;

impl Heat {
    pub(super) fn natural_height(&self) -> f32 {
        (self.rows.len() as f32 + 1.0) * ROW + 6.0
    }

    pub(super) fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        for row in &mut self.rows {
            change(&mut row.beside);
            for cell in &mut row.cells {
                change(&mut cell.said);
                cell.tip.iter_mut().for_each(&mut *change);
            }
        }
    }

    pub(super) fn lay(&self, scene: &mut Scene) {
        let widest = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| text_width(text, SMALL)).fold(0.0_f32, f32::max) + 12.0
        };
        let names = widest(&mut self.rows.iter().map(|row| &row.name).chain(std::iter::once(&self.corner)));
        let beside = widest(&mut self.rows.iter().map(|row| &row.beside));
        let left = names + beside;
        let count = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(self.columns.len());
        let width = ((scene.room.width - left) / count.max(1) as f32).min(WIDEST);
        let wanted = (scene.room.height - 6.0) / (self.rows.len() as f32 + 1.0);
        let height = wanted.clamp(8.0, ROW * 1.4);
        let line = |row: usize| row as f32 * height + height / 2.0 + SMALL * 0.35;
        let size = SMALL.min(height * 0.62);
        scene.text([0.0, line(0)], size, Align::Start, Ink::Subdued, self.corner.as_str());
        for (column, name) in self.columns.iter().enumerate() {
            let at = [left + (column as f32 + 0.5) * width, line(0)];
            scene.text(at, size, Align::Middle, Ink::Subdued, shortened(name, size, width));
        }
        for (index, row) in self.rows.iter().enumerate() {
            scene.text([0.0, line(index + 1)], size, Align::Start, Ink::Text, row.name.as_str());
            scene.text([left - 10.0, line(index + 1)], size, Align::End, Ink::Subdued, row.beside.as_str());
            for (column, cell) in row.cells.iter().enumerate() {
                let area =
                    Area::new(left + column as f32 * width, (index + 1) as f32 * height, width, height);
                self.cell(scene, cell, area, size);
                scene.spots.push((Spot::Cell(index, column), area));
            }
        }
    }

    fn cell(&self, scene: &mut Scene, cell: &HeatCell, area: Area, size: f32) {
        let inner = Area::new(area.x + 1.0, area.y + 1.0, area.width - 2.0, area.height - 2.0);
        let strength =
            cell.value.filter(|_| !cell.is_open).map(|value| (value / self.highest.max(1e-12)) as f32);
        let (fill, rgb) = match strength {
            Some(t) => (Fill::Sequence(t), sequence(t).text_on()),
            None => (Fill::Ink(Ink::Panel), Ink::Subdued.rgb()),
        };
        scene.rect(inner, if cell.is_open { Fill::Hatched(Ink::Track) } else { fill }, 2.0);
        if text_width(&cell.said, size) <= inner.width {
            let [x, y] = inner.center();
            scene.colored([x, y + size * 0.35], size, Align::Middle, rgb, cell.said.as_str());
        }
        scene.tip(area, cell.tip.clone());
    }
}
