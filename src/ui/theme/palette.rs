//! The one place that makes a colour: hex values, category colours, the sequence of heat maps. Never says what a colour is for.

use eframe::egui::{Color32, Ui};

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

/// Cividis at 0, 1/9 … 1: readable in grey and under every common colour blindness. Not viridis, whose low end reads as
/// "good" green on light ground.
const CIVIDIS: [u32; 10] =
    [0x00224E, 0x123570, 0x3B496C, 0x575D6D, 0x707173, 0x8A8678, 0xA59C74, 0xC3B369, 0xE1CC55, 0xFEE838];

/// The cividis sequence at `t` (0 low, 1 high); anything that is not a number counts as low.
pub fn sequence(t: f32) -> Color32 {
    let last = CIVIDIS.len() - 1;
    let t = if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) };
    let position = t * last as f32;
    let index = (position as usize).min(last - 1);
    hex(CIVIDIS[index]).lerp_to_gamma(hex(CIVIDIS[index + 1]), position - index as f32)
}

/// The sequence as the theme reads it: more is darker on light ground, lighter on dark ground.
pub fn sequence_in(ui: &Ui, t: f32) -> Color32 {
    let t = if t.is_nan() { 0.0 } else { t };
    let t = t.clamp(0.0, 1.0);
    if ui.visuals().dark_mode {
        return sequence(t);
    }
    // On light ground little is pale and much is dark: a field of zeros must not be the loudest thing on the page.
    let full = sequence(0.9 * (1.0 - t));
    full.lerp_to_gamma(hex(0xFF_FF_FF), 0.65 * (1.0 - t).powi(2))
}

/// Black or white, whichever reads better on `fill` (WCAG relative luminance).
pub fn text_on(fill: Color32) -> Color32 {
    if luminance(fill) > 0.22 { hex(0x16_15_13) } else { hex(0xFF_FF_FF) }
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
    fn the_sequence_rises_in_lightness_and_survives_nonsense() {
        let steps: Vec<f32> = (0..=20u8).map(|i| luminance(sequence(f32::from(i) / 20.0))).collect();
        assert!(steps.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(sequence(f32::NAN), sequence(0.0));
        assert_eq!(sequence(9.0), sequence(1.0));
    }

    #[test]
    fn text_on_any_category_or_sequence_colour_reaches_contrast_4() {
        let fills = (0..8).map(category).chain((0..=16u8).map(|i| sequence(f32::from(i) / 16.0)));
        for fill in fills {
            assert!(contrast(fill, text_on(fill)) >= 4.0, "{fill:?}");
        }
    }
}
