//! The look: tokens, palette, fonts, icons, and the egui style built from them. Never draws anything by itself.

mod fonts;
mod icons;
mod palette;
mod paper;
mod style;
mod tokens;

pub(in crate::ui) use icons::image;
pub use icons::{Icon, icon, icon_at};
pub use palette::{category, sequence_in, text_on};
pub use paper::{ink, paper_in};
pub use style::{BODY, HEADING, NUMBER, NUMBER_SMALL, SMALL, TITLE, Theme, font, space};
pub use tokens::{Look, Tokens, tokens, tokens_of};
