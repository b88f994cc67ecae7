//! The window around the views: menu, rail, filter bar, inspector, status bar. Never computes, never touches the disk
//! once it is open.

mod compare_choice;
mod definition;
mod drop;
mod filter_bar;
mod inspector;
mod launch;
mod menu;
mod notices;
mod rail;
mod shortcuts;
mod status_bar;
mod window;

pub use launch::{Launch, UiError, run};
pub(in crate::ui) use menu::{keys as command_keys, label as command_label};
pub use window::Window;
pub(in crate::ui) use window::follow_theme;

#[cfg(test)]
mod answers;
#[cfg(test)]
mod channels_tests;
#[cfg(test)]
mod everywhere;
#[cfg(test)]
mod map_tests;
#[cfg(test)]
mod mapping_tests;
#[cfg(test)]
mod notes_on_charts;
#[cfg(test)]
mod notes_tests;
#[cfg(test)]
mod owners;
#[cfg(test)]
mod rows_tests;
#[cfg(test)]
pub(crate) mod screen;
#[cfg(test)]
mod service_tests;
#[cfg(test)]
mod several_tests;
#[cfg(test)]
mod tasks;
#[cfg(test)]
mod tests;
