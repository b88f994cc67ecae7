//! The grid of the heat map. Pure geometry: never measures text.

use eframe::egui::{Pos2, Rect, pos2, vec2};

/// Height of a line.
pub const ROW: f32 = 28.0;
/// Width of the names.
pub const NAME: f32 = 92.0;
/// Width of the sizes.
pub const SIZE: f32 = 72.0;

/// The grid, relative to its own top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Width of a cell.
    pub cell: f32,
    /// Columns.
    pub columns: usize,
}

impl Grid {
    /// A grid of `columns` in `width`; cells keep 44 to 84 points, so that many columns scroll.
    pub fn new(columns: usize, width: f32) -> Self {
        let room = (width - NAME - SIZE).max(0.0);
        Self { cell: (room / columns.max(1) as f32).clamp(44.0, 84.0), columns }
    }

    /// Width of all columns.
    pub fn width(&self) -> f32 {
        NAME + SIZE + self.cell * self.columns as f32
    }

    /// Place of the name of a line.
    pub fn name(&self, origin: Pos2, row: usize) -> Rect {
        Rect::from_min_size(pos2(origin.x, origin.y + row as f32 * ROW), vec2(NAME, ROW))
    }

    /// Place of its size.
    pub fn size(&self, origin: Pos2, row: usize) -> Rect {
        self.name(origin, row).translate(vec2(NAME, 0.0)).with_max_x(origin.x + NAME + SIZE - 12.0)
    }

    /// Place of a cell, a gap of 2 points around it.
    pub fn cell(&self, origin: Pos2, row: usize, column: usize) -> Rect {
        let left = origin.x + NAME + SIZE + column as f32 * self.cell;
        Rect::from_min_size(pos2(left, origin.y + row as f32 * ROW), vec2(self.cell, ROW)).shrink(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_never_overlap_and_stay_inside_for_any_number_of_columns() {
        for columns in [0, 1, 12, 60] {
            for width in [0.0, 300.0, 900.0, 4_000.0] {
                let grid = Grid::new(columns, width);
                assert!(grid.cell.is_finite());
                let origin = pos2(5.0, 7.0);
                for column in 1..columns {
                    assert!(grid.cell(origin, 0, column - 1).right() < grid.cell(origin, 0, column).left());
                }
                if columns > 0 {
                    assert!(grid.cell(origin, 3, columns - 1).right() <= origin.x + grid.width());
                    assert!(grid.size(origin, 0).right() < grid.cell(origin, 0, 0).left());
                }
                assert!(grid.cell(origin, 0, 0).bottom() < grid.cell(origin, 1, 0).top());
            }
        }
    }
}
