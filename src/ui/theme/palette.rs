//! The one place that makes a colour: hex values, category colours, the sequence of heat maps. Never says what a colour is for.

use eframe::egui::{Color32, Ui};

use crate::report::of_scale;

/// A colour from `0xRRGGBB`.
pub(super) const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// `color` at `alpha` (0 transparent, 1 opaque).
pub(super) fn faded(color: Color32, alpha: f32) -> Color32 {
    color.gamma_multiply(alpha)
}

/// Okabe and Ito's eight colours, the ones that differ most first; black is replaced by grey, which both themes carry.
const OKABE_ITO: [u32; 8] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442, 0x8A8A8A];

/// Colour of the category with this index (8 at most; further ones repeat).
pub fn category(index: usize) -> Color32 {
    hex(OKABE_ITO[index % OKABE_ITO.len()])
}

/// The sequence on dark ground: from a little above the surface to nearly white, in the hue of the one on paper.
const BLUES_ON_DARK: [u32; 9] =
    [0x1E2A36, 0x21394F, 0x244B6C, 0x2A608C, 0x3C7AAB, 0x5B96C6, 0x84B3DB, 0xB1CFEC, 0xDCEAF8];

/// The sequence of heat maps as the theme reads it, at `t` (0 low, 1 high): more is darker on light ground, lighter on dark ground.
/// Anything that is not a number counts as low.
pub fn sequence_in(ui: &Ui, t: f32) -> Color32 {
    sequence(ui.visuals().dark_mode, t)
}

fn sequence(dark: bool, t: f32) -> Color32 {
    let color = if dark { of_scale(&BLUES_ON_DARK, t) } else { crate::report::sequence(t) };
    hex(color.number())
}

/// Black or white, whichever reads better on `fill` (WCAG relative luminance).
pub fn text_on(fill: Color32) -> Color32 {
    // Where black and white read equally well: both have contrast 4.58 there, and more everywhere else.
    if luminance(fill) > 0.179 { hex(0x00_00_00) } else { hex(0xFF_FF_FF) }
}

/// WCAG relative luminance of an opaque colour.
fn luminance(color: Color32) -> f32 {
    let linear = |channel: u8| {
        let value = f32::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// WCAG contrast ratio of two opaque colours, 1 to 21.
#[cfg(test)]
pub(super) fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_goes_one_way_in_lightness_and_survives_nonsense() {
        for dark in [false, true] {
            let steps: Vec<f32> =
                (0..=20u8).map(|i| luminance(sequence(dark, f32::from(i) / 20.0))).collect();
            assert!(steps.windows(2).all(|pair| if dark { pair[0] < pair[1] } else { pair[0] > pair[1] }));
            assert_eq!(sequence(dark, f32::NAN), sequence(dark, 0.0));
            assert_eq!(sequence(dark, 9.0), sequence(dark, 1.0));
        }
    }

    #[test]
    fn text_on_any_category_or_sequence_colour_reaches_contrast_4_5() {
        let fills = (0..8).map(category).chain((0..=64u8).map(|i| sequence(i % 2 == 0, f32::from(i) / 64.0)));
        for fill in fills {
            assert!(contrast(fill, text_on(fill)) >= 4.5, "{fill:?}");
        }
    }
}
