//! How everything is drawn for one person: size, contrast, motion, the years of dates. Never what is drawn.

use serde::{Deserialize, Serialize};

use crate::domain::Era;

/// Size of everything, in per cent; one of [`Scale::STEPS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct Scale(u16);

impl Scale {
    /// The sizes that are offered.
    pub const STEPS: [u16; 9] = [80, 90, 100, 110, 125, 140, 150, 175, 200];

    /// As a factor.
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The next size up, if there is one.
    pub fn larger(self) -> Option<Self> {
        Self::STEPS.into_iter().find(|step| *step > self.0).map(Self)
    }

    /// The next size down, if there is one.
    pub fn smaller(self) -> Option<Self> {
        Self::STEPS.into_iter().rev().find(|step| *step < self.0).map(Self)
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self(100)
    }
}

impl From<u16> for Scale {
    /// The nearest size that is offered.
    fn from(percent: u16) -> Self {
        let nearest = Self::STEPS.into_iter().min_by_key(|step| step.abs_diff(percent));
        nearest.map(Self).unwrap_or_default()
    }
}

impl From<Scale> for u16 {
    fn from(scale: Scale) -> Self {
        scale.0
    }
}

/// How everything is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Appearance {
    /// Size of everything.
    pub scale: Scale,
    /// Whether text and marks stand out as far as they can.
    pub high_contrast: bool,
    /// Whether nothing moves; `None` follows the system.
    pub reduced_motion: Option<bool>,
    /// The years in which dates are shown. Files keep those of the common era.
    pub era: Era,
}

/// How large the window was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Width of the content, in points of the screen.
    pub width: f32,
    /// Height of the content, in points of the screen.
    pub height: f32,
    /// Whether it filled the screen.
    pub maximized: bool,
}

impl WindowPlace {
    /// The place, unless no screen could hold it.
    pub fn usable(self) -> Option<Self> {
        let sane = |length: f32| (200.0..=20_000.0).contains(&length);
        (sane(self.width) && sane(self.height)).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_goes_from_80_to_200_per_cent_in_steps_and_no_further() {
        let mut scale = Scale::from(1);
        let mut steps = vec![u16::from(scale)];
        while let Some(larger) = scale.larger() {
            assert_eq!(larger.smaller(), Some(scale));
            scale = larger;
            steps.push(scale.into());
        }
        assert_eq!(steps, Scale::STEPS);
        assert_eq!((Scale::from(104), Scale::from(9_999)), (Scale::default(), Scale(200)));
        assert!((Scale::default().factor() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_place_that_no_screen_holds_is_not_used() {
        let place = |width, height| WindowPlace { width, height, maximized: false };
        assert!(place(1280.0, 800.0).usable().is_some());
        assert!(place(f32::NAN, 800.0).usable().is_none());
        assert!(place(1280.0, 3.0).usable().is_none());
    }
}
