//! The two bundled faces and their order. Never picks a size.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily};

const LATIN: &str = "IBM Plex Sans Medium";
const THAI: &str = "Noto Sans Thai Medium";

/// Latin-only face first, Thai face second, in every family: runs are split by face, never by script, so a
/// first face that held both would break mixed lines such as "ID ที่น้ำ".
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let latin = FontData::from_static(include_bytes!("../../../assets/fonts/IBMPlexSans-Medium.ttf"));
    let mut thai = FontData::from_static(include_bytes!("../../../assets/fonts/NotoSansThai-Medium.ttf"));
    // egui centres the line boxes of two faces, which lifts the Thai baseline: (1.511 - 1.3) / 2 - (1.061 - 1.025) em.
    thai.tweak.y_offset_factor = 0.07;
    fonts.font_data.insert(LATIN.to_owned(), Arc::new(latin));
    fonts.font_data.insert(THAI.to_owned(), Arc::new(thai));
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![LATIN.to_owned(), THAI.to_owned()]);
    }
    fonts
}
