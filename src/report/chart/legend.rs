//! The key to the colours of a chart, in a row above it. Never longer than the chart is wide.

use super::SMALL;
use crate::report::fonts::text_width;
use crate::report::ink::Ink;
use crate::report::scene::{Align, Area, Fill, Scene};

/// Height of the row.
pub const HEIGHT: f32 = 22.0;

/// Draws the entries from `x` on at the height `y`; what has no room is left out.
pub fn lay(scene: &mut Scene, [x, y]: [f32; 2], entries: &[(Fill, &str)]) {
    let mut at = x;
    for (fill, name) in entries {
        let width = 18.0 + text_width(name, SMALL);
        if at + width > scene.room.width {
            break;
        }
        scene.rect(Area::new(at, y + 2.0, 11.0, 11.0), *fill, 2.0);
        scene.text([at + 16.0, y + 11.5], SMALL, Align::Start, Ink::Subdued, *name);
        at += width + 16.0;
    }
}
