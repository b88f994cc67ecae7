//! What one takes into the workshop: one report of pages, charts and tables, written as HTML, PDF, PNG, SVG, XLSX, PPTX and CSV.
//! Knows no analysis and no key of a text: whoever makes a report (`app::deliverable`) has found the words. Never reads or writes a file.
//!
//! A chart is data ([`Chart`]); laid out it is a [`Scene`] of marks, and every picture is painted from that one scene.

pub mod callout;
pub mod chart;
mod client;
mod csv_text;
mod flow;
mod fonts;
mod html;
mod ink;
mod kind;
mod lines;
mod model;
mod pdf;
mod pptx;
mod raster;
mod scene;
mod svg;
mod veil;
mod xlsx;

pub use chart::Chart;
pub use client::{SMALLEST_GROUP, for_client};
pub use csv_text::{harmless, lines as csv_lines};
pub use fonts::text_width;
pub use ink::{Ink, Rgb, of_scale, sequence};
pub use kind::{Kind, ReportError, render};
pub use lines::{break_opportunities, lines};
pub use model::{Captions, Card, Cell, Column, Method, Page, Plot, PlotKind, Report, Row, Table};
pub use scene::{Align, Area, Fill, Mark, Point, Room, Scene};
pub use svg::to_svg;
pub use veil::veil;
