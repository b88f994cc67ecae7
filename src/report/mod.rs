//! What one takes into the workshop: one report of pages, charts and tables, written as HTML, PDF, PNG, SVG, XLSX, PPTX and CSV.
//! Knows no analysis and no key of a text: whoever makes a report (`app::deliverable`) has found the words. Never reads or writes a file.
//!
//! A chart is data ([`Chart`]); laid out it is a [`Scene`] of marks, and every picture is painted from that one scene.

pub mod chart;
mod fonts;
mod ink;
mod lines;
mod scene;

pub use chart::Chart;
pub use fonts::text_width;
pub use ink::{Ink, Rgb, sequence};
pub use lines::{break_opportunities, lines};
pub use scene::{Align, Area, Fill, Mark, Point, Room, Scene};
