//! Semantic colours, light and dark from one table. Never names a colour by its look.

use eframe::egui::{Color32, Ui};

use super::palette::{faded, hex};

/// Declares the token struct and both themes from one table of `name: light, dark`.
macro_rules! token_table {
    ($($(#[$doc:meta])* $name:ident: $light:literal, $dark:literal;)*) => {
        /// What colours are for. Pick them with [`tokens`].
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Tokens {
            $($(#[$doc])* pub $name: Color32,)*
        }

        const LIGHT: Tokens = Tokens { $($name: hex($light),)* };
        const DARK: Tokens = Tokens { $($name: hex($dark),)* };
    };
}

token_table! {
    /// Behind everything.
    background: 0xF7F6F3, 0x161513;
    /// Navigation rail, inspector, status bar.
    panel: 0xEFEDE8, 0x1D1C19;
    /// Cards, tables, menus.
    surface: 0xFFFFFF, 0x242320;
    /// A surface under the pointer; also zebra rows.
    surface_hover: 0xF5F3EF, 0x2D2B27;
    /// Resting buttons, tracks, fields.
    control: 0xE9E6DF, 0x35332E;
    /// A control under the pointer.
    control_hover: 0xDEDAD1, 0x413E38;
    /// The chosen one of several segments.
    chosen: 0xFFFFFF, 0x4C4942;
    /// Thin separators and axis lines.
    outline: 0xDFDBD2, 0x3B3832;
    /// Text.
    text: 0x1F1D1A, 0xECE9E2;
    /// Captions, units, intervals.
    text_subdued: 0x69645A, 0xA8A297;
    /// Selection, focus, primary buttons, links.
    accent: 0x4A45B5, 0x9A95F5;
    /// Text on `accent`.
    accent_text: 0xFFFFFF, 0x16141F;
    /// Behind what is selected.
    accent_fill: 0xE7E6F7, 0x302E4C;
    /// Error banners.
    alert_fill: 0xFBE6DF, 0x45241A;
    /// Text and icons of errors.
    alert_text: 0x9C3410, 0xFFA37F;
    /// Warning banners.
    warning_fill: 0xFAEFD0, 0x3D3316;
    /// Text and icons of warnings.
    warning_text: 0x7A5200, 0xF2C45A;
    /// Notices.
    info_fill: 0xE4EDF4, 0x1F303C;
    /// Text and icons of notices.
    info_text: 0x1D5680, 0x8EC6EE;
    /// Something went well.
    success: 0x00795A, 0x46C49A;
    /// Bars of counts (ad platforms) where no direction is known.
    counts_fill: 0x8093A5, 0x6E8296;
    /// Zone behind counts.
    counts_zone: 0xF0F3F6, 0x1E242A;
    /// Bars of people (orders file) where no direction is known.
    people_fill: 0x8B8172, 0x9A8F7D;
    /// Zone behind people.
    people_zone: 0xF8F4EC, 0x2A2620;
    /// Customers lost: the warm colour nothing else has.
    loss: 0xA33F06, 0xF5894A;
    /// The track of what was lost at the biggest leak.
    loss_fill: 0xF6D3BE, 0x59311A;
    /// The track of what was lost elsewhere.
    track: 0xE3E1DC, 0x3A3936;
    /// Reached by push.
    push: 0x0072B2, 0x3B9BD6;
    /// Reached by pull.
    pull: 0x009E73, 0x35B58E;
    /// In no direction that the data tells.
    unattributed: 0xB9B4AA, 0x6B675F;
    /// First orders.
    new_customers: 0x56B4E9, 0x6FC0EE;
    /// Later orders.
    returning_customers: 0x0072B2, 0x3184BD;
    /// Orders without a customer.
    anonymous: 0xB9B4AA, 0x77726A;
    /// Scores 9-10.
    promoters: 0x0072B2, 0x3B9BD6;
    /// Scores 7-8.
    passives: 0xBDB8AE, 0x77726A;
    /// Scores 0-6.
    detractors: 0xD9691A, 0xEE8340;
    /// Lines of one series.
    series: 0x0072B2, 0x5AB0E6;
    /// Greyed because too few answers or customers stand behind it.
    thin_data: 0xC9C5BC, 0x55524B;
}

impl Tokens {
    /// A wash of any token, for bands and connectors.
    pub fn wash(&self, token: Color32, strength: f32) -> Color32 {
        faded(token, strength)
    }
}

/// Tokens of the theme that `ui` is drawn in.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    tokens_of(ui.visuals().dark_mode)
}

/// Tokens of the dark or the light theme.
pub fn tokens_of(dark: bool) -> &'static Tokens {
    if dark { &DARK } else { &LIGHT }
}

#[cfg(test)]
mod tests {
    use super::super::palette::contrast;
    use super::*;

    #[test]
    fn text_reads_on_every_fill_it_is_put_on() {
        for dark in [false, true] {
            let t = tokens_of(dark);
            for fill in [t.background, t.panel, t.surface, t.surface_hover, t.counts_zone, t.people_zone] {
                assert!(contrast(t.text, fill) >= 10.0, "text, dark: {dark}, {fill:?}");
                assert!(contrast(t.text_subdued, fill) >= 4.5, "subdued, dark: {dark}, {fill:?}");
                assert!(contrast(t.loss, fill) >= 4.5, "loss, dark: {dark}, {fill:?}");
            }
            assert!(contrast(t.loss, t.loss_fill) >= 4.5, "loss pill, dark: {dark}");
            assert!(contrast(t.accent_text, t.accent) >= 4.5);
            assert!(contrast(t.alert_text, t.alert_fill) >= 4.5);
            assert!(contrast(t.warning_text, t.warning_fill) >= 4.5);
            assert!(contrast(t.info_text, t.info_fill) >= 4.5);
        }
    }
}
