//! What is wider than its place and is moved sideways. Never cuts anything off for good: what is out of sight comes into sight.

use eframe::egui::{AsIdSalt, ScrollArea, Ui};

/// Shows `content` in the available width; `salt` distinguishes it from its neighbours.
pub fn sideways<R>(ui: &mut Ui, salt: impl AsIdSalt, content: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ScrollArea::horizontal().id_salt(salt).show(ui, content);
    #[cfg(test)]
    seen::remember(ui, shown.inner_rect);
    shown.inner
}

/// Where the last frame could be moved sideways, for the test that looks for texts that are cut off.
#[cfg(test)]
pub(in crate::ui) mod seen {
    use eframe::egui::{Context, Id, Rect, Ui};

    type Places = Vec<(u64, Rect)>;

    fn key() -> Id {
        Id::unique("places that move sideways")
    }

    pub(super) fn remember(ui: &Ui, place: Rect) {
        let frame = ui.ctx().cumulative_frame_nr();
        ui.data_mut(|data| {
            let places = data.get_temp_mut_or_default::<Places>(key());
            places.retain(|(of, _)| *of == frame);
            places.push((frame, place));
        });
    }

    /// The places of the last frame that had any.
    pub(in crate::ui) fn places(context: &Context) -> Vec<Rect> {
        let known = context.data(|data| data.get_temp::<Places>(key())).unwrap_or_default();
        let now = context.cumulative_frame_nr();
        known.into_iter().filter(|(of, _)| of + 1 >= now).map(|(_, place)| place).collect()
    }
}
