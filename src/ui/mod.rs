//! The window: look, widgets, charts, views and the shell around them. The only room that names egui; never computes a
//! metric, never blocks, never touches the disk.

pub mod charts;
pub mod dialogs;
mod gallery;
pub mod shell;
pub mod text;
pub mod theme;
pub mod views;
pub mod widgets;

pub use shell::{Launch, UiError, Window, run};
