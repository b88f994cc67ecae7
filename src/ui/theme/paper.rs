//! The inks of deliverables in the colours of the window's theme, so that one scene looks at home in both. Never names a colour by its look.

use eframe::egui::{Color32, Ui};

use super::palette::{category, hex, text_on};
use super::{Tokens, tokens};
use crate::report::{Ink, Rgb};

/// The colour of an ink in the theme that `ui` is drawn in.
pub fn ink(ui: &Ui, ink: Ink) -> Color32 {
    of(tokens(ui), ink)
}

fn of(t: &Tokens, ink: Ink) -> Color32 {
    match ink {
        Ink::Paper => t.surface,
        Ink::Panel => t.surface_hover,
        Ink::Outline => t.outline,
        Ink::Text => t.text,
        Ink::Subdued => t.text_subdued,
        Ink::Accent => t.accent,
        Ink::Counts => t.counts_fill,
        Ink::People => t.people_fill,
        Ink::Loss => t.loss,
        Ink::LossFill => t.loss_fill,
        Ink::Track => t.track,
        Ink::Push => t.push,
        Ink::Pull => t.pull,
        Ink::Unattributed => t.unattributed,
        Ink::NewCustomers => t.new_customers,
        Ink::Returning => t.returning_customers,
        Ink::Anonymous => t.anonymous,
        Ink::Promoters => t.promoters,
        Ink::Passives => t.passives,
        Ink::Detractors => t.detractors,
        Ink::Series => t.series,
        Ink::Series2 => category(1),
        Ink::Series3 => category(2),
        Ink::Series4 => category(3),
        Ink::Series5 => category(4),
        Ink::Series6 => category(5),
        Ink::Thin => t.thin_data,
        Ink::Success => t.success,
    }
}

/// The colour of a text that is known by its colour on paper: that of its ink, else what reads on the cell it stands in.
pub fn paper_in(ui: &Ui, rgb: Rgb, behind: Option<Color32>) -> Color32 {
    if let Some(behind) = behind {
        return text_on(behind);
    }
    let known = Ink::ALL.iter().find(|ink| ink.rgb() == rgb);
    let [red, green, blue] = rgb.0;
    known.map_or_else(|| hex(u32::from_be_bytes([0, red, green, blue])), |known| ink(ui, *known))
}
