//! What colours on paper are for, and the one place of this room that makes them. The window has its own (`ui/theme`), by the same names.
//! Never names a colour by its look.

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// `#RRGGBB`.
    pub fn hex(self) -> String {
        format!("#{}", self.bare_hex())
    }

    /// `RRGGBB`.
    pub fn bare_hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02X}{green:02X}{blue:02X}")
    }

    /// The colour as one number, as spreadsheets have it.
    pub fn number(self) -> u32 {
        let [red, green, blue] = self.0;
        u32::from_be_bytes([0, red, green, blue])
    }

    /// This much of the colour on paper: 0 paper, 1 the colour. Nothing shines through it, as a real wash would let it.
    pub fn washed(self, part: f32) -> Self {
        Self(
            self.0.map(|channel| (255.0 - (255.0 - f32::from(channel)) * part.clamp(0.0, 1.0)).round() as u8),
        )
    }

    /// Text that reads on this colour.
    pub fn text_on(self) -> Self {
        if self.luminance() > 0.22 { Ink::Text.rgb() } else { Ink::Paper.rgb() }
    }

    /// WCAG relative luminance.
    fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// Declares the inks and their colours on white paper from one table.
macro_rules! inks {
    ($($(#[$about:meta])* $name:ident = $rgb:literal;)*) => {
        /// What a colour is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Ink {
            $($(#[$about])* $name,)*
        }

        impl Ink {
            /// All inks.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The colour on white paper.
            pub fn rgb(self) -> Rgb {
                let rgb: u32 = match self { $(Self::$name => $rgb),* };
                let [_, red, green, blue] = rgb.to_be_bytes();
                Rgb([red, green, blue])
            }
        }
    };
}

inks! {
    /// Behind everything.
    Paper = 0xFFFFFF;
    /// Zebra rows, boxes, headers of tables.
    Panel = 0xF5F3EF;
    /// Thin lines.
    Outline = 0xDFDBD2;
    /// Text.
    Text = 0x1F1D1A;
    /// Captions, units, intervals.
    Subdued = 0x69645A;
    /// Headings and links.
    Accent = 0x4A45B5;
    /// Counts of events where no direction is known.
    Counts = 0x8093A5;
    /// People where no direction is known.
    People = 0x8B8172;
    /// What is lost.
    Loss = 0xA33F06;
    /// Behind what is lost.
    LossFill = 0xF6D3BE;
    /// The whole of which a bar is a part.
    Track = 0xECEAE5;
    /// Reached by push.
    Push = 0x0072B2;
    /// Reached by pull.
    Pull = 0x009E73;
    /// In no direction that the data tells.
    Unattributed = 0xB9B4AA;
    /// First orders.
    NewCustomers = 0x56B4E9;
    /// Later orders.
    Returning = 0x0072B2;
    /// Orders without a customer.
    Anonymous = 0xB9B4AA;
    /// Scores 9-10.
    Promoters = 0x0072B2;
    /// Scores 7-8.
    Passives = 0xBDB8AE;
    /// Scores 0-6.
    Detractors = 0xD9691A;
    /// One series, or the first of several.
    Series = 0x0072B2;
    /// The second of several series.
    Series2 = 0xC46A00;
    /// The third.
    Series3 = 0x009E73;
    /// The fourth.
    Series4 = 0xB0578D;
    /// The fifth.
    Series5 = 0x2C8FC4;
    /// The sixth.
    Series6 = 0xB34D00;
    /// Few stand behind it.
    Thin = 0xC9C5BC;
    /// Went well.
    Success = 0x00795A;
}

/// Colours of series in their order; further ones repeat.
const SERIES: [Ink; 6] = [Ink::Series, Ink::Series2, Ink::Series3, Ink::Series4, Ink::Series5, Ink::Series6];

impl Ink {
    /// The colour of the series with this index.
    pub fn of_series(index: usize) -> Self {
        SERIES[index % SERIES.len()]
    }
}

/// Blue from nearly paper to nearly black, each step as much darker as the one before: one hue reads in grey and under every colour
/// blindness, and a field of zeros is not the loudest thing on the page.
const BLUES: [u32; 9] =
    [0xEFF4FA, 0xD9E6F3, 0xBAD3E9, 0x92BADC, 0x669DCC, 0x3F80BA, 0x2263A1, 0x0F467F, 0x082B57];

/// The sequence of heat maps at `t`: 0 pale, 1 dark. Anything that is not a number counts as 0.
pub fn sequence(t: f32) -> Rgb {
    of_scale(&BLUES, t)
}

/// The colour at `t` (0 to 1) of a scale of colours, each as far from its neighbours as the others.
pub fn of_scale(scale: &[u32], t: f32) -> Rgb {
    let t = if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) };
    let position = t * scale.len().saturating_sub(1) as f32;
    let index = (position as usize).min(scale.len().saturating_sub(2));
    let [_, from @ ..] = scale[index].to_be_bytes();
    let [_, to @ ..] = scale[(index + 1).min(scale.len() - 1)].to_be_bytes();
    let part = position - index as f32;
    let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    Rgb([0, 1, 2].map(|channel| mix(from[channel], to[channel])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_darker_and_text_reads_on_every_colour() {
        let steps: Vec<Rgb> = (0..=20u8).map(|step| sequence(f32::from(step) / 20.0)).collect();
        assert!(steps.windows(2).all(|pair| pair[0].luminance() > pair[1].luminance()));
        assert_eq!(sequence(f32::NAN), sequence(-1.0));
        let contrast = |a: Rgb, b: Rgb| {
            let (a, b) = (a.luminance(), b.luminance());
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        for fill in steps.into_iter().chain(Ink::ALL.iter().map(|ink| ink.rgb())) {
            assert!(contrast(fill, fill.text_on()) >= 4.0, "{fill:?}");
        }
        for ink in [Ink::Text, Ink::Subdued, Ink::Loss, Ink::Accent] {
            for fill in [Ink::Paper, Ink::Panel] {
                assert!(contrast(ink.rgb(), fill.rgb()) >= 4.5, "{ink:?} on {fill:?}");
            }
        }
    }

    #[test]
    fn a_colour_is_written_as_web_pages_and_spreadsheets_have_it() {
        assert_eq!(Ink::Push.rgb().hex(), "#0072B2");
        assert_eq!(Ink::Push.rgb().number(), 0x72B2);
    }
}
