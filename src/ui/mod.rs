//! The window: look, widgets, charts. The only room that names egui; never computes a metric, never blocks, never touches the disk.

pub mod charts;
pub mod text;
pub mod theme;
pub mod widgets;
