//! Semantic colours, light and dark from one table, each with a variant of high contrast. Never names a colour by its look.

use eframe::egui::{Color32, Context, Id, Theme, Ui};

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

        impl Tokens {
            /// Every token by its name.
            #[cfg(test)]
            fn all(&self) -> Vec<(&'static str, Color32)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
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
    control_hover: 0xDEDAD1, 0x3C3933;
    /// The chosen one of several segments.
    chosen: 0xFFFFFF, 0x4C4942;
    /// Thin separators and axis lines.
    outline: 0xDFDBD2, 0x3B3832;
    /// Text.
    text: 0x1F1D1A, 0xECE9E2;
    /// Captions, units, intervals.
    text_subdued: 0x635E55, 0xA8A297;
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
    unattributed: 0x938E84, 0x7C786F;
    /// First orders.
    new_customers: 0x3A98D0, 0x6FC0EE;
    /// Later orders.
    returning_customers: 0x0072B2, 0x3184BD;
    /// Orders without a customer.
    anonymous: 0x938E84, 0x7C786F;
    /// Scores 9-10.
    promoters: 0x0072B2, 0x3B9BD6;
    /// Scores 7-8.
    passives: 0x938E84, 0x7C786F;
    /// Scores 0-6.
    detractors: 0xD9691A, 0xEE8340;
    /// Lines of one series.
    series: 0x0072B2, 0x5AB0E6;
    /// Greyed because too few answers or customers stand behind it.
    thin_data: 0x938E84, 0x7C786F;
}

impl Tokens {
    /// A wash of any token, for bands and connectors.
    pub fn wash(&self, token: Color32, strength: f32) -> Color32 {
        faded(token, strength)
    }
}

/// Light with as much contrast as there is: white ground, black text, strong outlines.
const LIGHT_CONTRAST: Tokens = Tokens {
    background: hex(0xFF_FF_FF),
    panel: hex(0xF2_F2_F2),
    surface_hover: hex(0xEC_EC_EC),
    control: hex(0xE2_E2_E2),
    control_hover: hex(0xD2_D2_D2),
    outline: hex(0x59_59_59),
    text: hex(0x00_00_00),
    text_subdued: hex(0x2E_2E_2E),
    accent: hex(0x2A_22_8C),
    loss: hex(0x6A_26_00),
    alert_text: hex(0x7A_22_00),
    warning_text: hex(0x52_37_00),
    info_text: hex(0x0B_3C_60),
    push: hex(0x00_55_85),
    pull: hex(0x00_66_4A),
    unattributed: hex(0x5E_5A_52),
    passives: hex(0x5E_5A_52),
    anonymous: hex(0x5E_5A_52),
    thin_data: hex(0x5E_5A_52),
    new_customers: hex(0x0F_76_B4),
    returning_customers: hex(0x00_3F_66),
    promoters: hex(0x00_55_85),
    detractors: hex(0xA3_47_08),
    series: hex(0x00_55_85),
    counts_fill: hex(0x4D_60_72),
    people_fill: hex(0x5F_55_47),
    ..LIGHT
};

/// Dark with as much contrast as there is: black ground, white text, strong outlines.
const DARK_CONTRAST: Tokens = Tokens {
    background: hex(0x00_00_00),
    panel: hex(0x0C_0C_0C),
    surface: hex(0x14_14_14),
    surface_hover: hex(0x22_22_22),
    control: hex(0x2C_2C_2C),
    control_hover: hex(0x3A_3A_3A),
    outline: hex(0xA6_A6_A6),
    text: hex(0xFF_FF_FF),
    text_subdued: hex(0xD9_D9_D9),
    accent: hex(0xC6_C3_FF),
    loss: hex(0xFF_A8_70),
    loss_fill: hex(0x3A_1D_0C),
    alert_text: hex(0xFF_BF_A6),
    warning_text: hex(0xFF_DB_85),
    info_text: hex(0xB5_DC_FA),
    push: hex(0x6B_BD_EE),
    pull: hex(0x5C_DC_B2),
    unattributed: hex(0xA8_A4_9B),
    passives: hex(0xA8_A4_9B),
    anonymous: hex(0xA8_A4_9B),
    thin_data: hex(0xA8_A4_9B),
    promoters: hex(0x6B_BD_EE),
    detractors: hex(0xFF_A0_66),
    series: hex(0x8C_CE_F5),
    ..DARK
};

/// Which of the four sets of tokens is in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Light text on dark ground.
    pub dark: bool,
    /// As much contrast as there is.
    pub contrast: bool,
}

impl Look {
    /// All four.
    #[cfg(test)]
    pub(super) const ALL: [Self; 4] = [
        Self { dark: false, contrast: false },
        Self { dark: true, contrast: false },
        Self { dark: false, contrast: true },
        Self { dark: true, contrast: true },
    ];

    /// The look that the window has now.
    pub fn of(context: &Context) -> Self {
        Self { dark: context.theme() == Theme::Dark, contrast: has_contrast(context) }
    }
}

/// Where the context remembers that it shows more contrast.
fn contrast_id() -> Id {
    Id::unique("senthang high contrast")
}

fn has_contrast(context: &Context) -> bool {
    context.data(|data| data.get_temp(contrast_id()).unwrap_or(false))
}

/// Remembers whether more contrast is shown; says whether that is news.
pub(super) fn set_contrast(context: &Context, contrast: bool) -> bool {
    let before = has_contrast(context);
    context.data_mut(|data| data.insert_temp(contrast_id(), contrast));
    before != contrast
}

/// Tokens of the theme that `ui` is drawn in.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    tokens_of(Look { dark: ui.visuals().dark_mode, contrast: has_contrast(ui.ctx()) })
}

/// Tokens of a look.
pub fn tokens_of(look: Look) -> &'static Tokens {
    match (look.dark, look.contrast) {
        (false, false) => &LIGHT,
        (true, false) => &DARK,
        (false, true) => &LIGHT_CONTRAST,
        (true, true) => &DARK_CONTRAST,
    }
}

#[cfg(test)]
mod tests {
    use super::super::palette::contrast;
    use super::*;

    /// Which text stands on which fills.
    const TEXT: &[(&str, &str)] = &[
        (
            "text",
            "background panel surface surface_hover control control_hover chosen accent_fill alert_fill warning_fill info_fill \
             counts_zone people_zone loss_fill track",
        ),
        (
            "text_subdued",
            "background panel surface surface_hover control control_hover counts_zone people_zone accent_fill",
        ),
        ("accent", "background panel surface surface_hover control accent_fill"),
        ("accent_text", "accent"),
        ("alert_text", "alert_fill surface"),
        ("warning_text", "warning_fill surface surface_hover background"),
        ("info_text", "info_fill surface"),
        ("success", "surface background"),
        ("loss", "surface surface_hover background loss_fill counts_zone people_zone"),
    ];
    /// Marks that carry a figure, and what they are drawn on.
    const MARKS: &str = "loss push pull unattributed counts_fill people_fill new_customers returning_customers anonymous promoters \
                         passives detractors series thin_data";

    fn ratio(look: Look, over: &str, under: &str) -> f32 {
        let all = tokens_of(look).all();
        let find = |name: &str| all.iter().find(|(known, _)| *known == name).expect("a token").1;
        contrast(find(over), find(under))
    }

    #[test]
    fn text_reads_on_every_fill_it_is_put_on() {
        for look in Look::ALL {
            let least = if look.contrast { 7.0 } else { 4.5 };
            for (text, fills) in TEXT {
                for fill in fills.split_whitespace() {
                    let found = ratio(look, text, fill);
                    assert!(
                        found >= if *text == "success" { 4.5 } else { least },
                        "{text} on {fill}: {found:.2}, {look:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_mark_that_carries_a_figure_stands_out_from_its_card() {
        for look in Look::ALL {
            let least = if look.contrast { 4.5 } else { 3.0 };
            for mark in MARKS.split_whitespace() {
                let found = ratio(look, mark, "surface");
                assert!(found >= least, "{mark}: {found:.2}, {look:?}");
            }
        }
    }
}
