//! Widgets that every view shares: each draws what it is given and says what was done to it. None holds a document or computes a figure.

mod badge;
mod banner;
mod button;
mod card;
mod copying;
mod dropdown;
mod empty;
pub mod flow;
mod nav;
mod period;
mod progress;
mod rows;
#[cfg(test)]
pub(in crate::ui) mod seen;
mod segmented;
mod sheet;
pub(in crate::ui) mod sideways;
mod table;
mod table_fit;
mod table_order;
mod tile;
mod wish;

pub use badge::{badge, chip};
pub use banner::{Banner, BannerResponse, Severity};
pub use button::{button, icon_button, icon_button_colored, icon_menu, link, primary_button};
pub use card::{Card, CardResponse, card};
pub use dropdown::dropdown;
pub use empty::{EmptyState, EmptyStateResponse};
pub use nav::nav_item;
pub use period::{month_dropdown, period_months};
pub use progress::{progress, progress_bar, spinner};
pub use rows::{key_value, key_values};
pub use segmented::segmented;
pub use sheet::{Sheet, SheetResponse};
pub use sideways::sideways;
pub use table::{Column, Table, TableResponse, Tone, data_table, data_table_toned, searched_table, table};
pub use tile::{StatTile, StatTileResponse};
pub use wish::{Wish, take_wishes, wish_of};

#[cfg(test)]
mod tests;
