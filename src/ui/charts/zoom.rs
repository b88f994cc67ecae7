//! A closer look at a part of a time chart: Ctrl and the wheel zoom where the pointer is, Shift and the wheel pan, a link shows everything
//! again. Never changes a filter: the figures of the view stay as they are.

use std::ops::Range;

use eframe::egui::{Id, Rect, Ui};

use crate::domain::Language;
use crate::ui::text::tr;
use crate::ui::widgets::link;

/// Fewer steps of time than this are no closer look.
const LEAST: f64 = 3.0;

/// The part of `len` steps of time that is looked at, from and to, in steps.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    from: f64,
    to: f64,
}

impl Look {
    fn all(len: usize) -> Self {
        Self { from: 0.0, to: len as f64 }
    }

    /// Shows `factor` times as little around `share` (0 to 1) of what is looked at.
    fn zoomed(self, factor: f64, share: f64, len: usize) -> Self {
        let width = self.to - self.from;
        let wanted = (width / factor.max(0.01)).clamp(LEAST.min(len as f64), len as f64);
        let from = self.from + (width - wanted) * share.clamp(0.0, 1.0);
        Self { from, to: from + wanted }.inside(len)
    }

    /// Moves by so many steps.
    fn panned(self, steps: f64, len: usize) -> Self {
        Self { from: self.from + steps, to: self.to + steps }.inside(len)
    }

    fn inside(self, len: usize) -> Self {
        let width = (self.to - self.from).min(len as f64);
        let from = self.from.clamp(0.0, len as f64 - width);
        Self { from, to: from + width }
    }

    fn steps(self, len: usize) -> Range<usize> {
        let from = (self.from.round().max(0.0) as usize).min(len);
        from..(self.to.round().max(0.0) as usize).clamp(from, len)
    }
}

/// The steps of time that the chart `id` shows, of `len` in all; draws the way back to all of them where these are fewer.
pub(super) fn window(ui: &mut Ui, id: &str, len: usize, language: Language) -> Range<usize> {
    let key = Id::unique(("closer look at", id));
    if (len as f64) <= LEAST {
        return 0..len;
    }
    let place: Option<Rect> = ui.data(|data| data.get_temp(key.with("place")));
    let known: Option<(usize, Look)> = ui.data(|data| data.get_temp(key));
    // Other data are looked at as a whole.
    let mut look = known.filter(|(of, _)| *of == len).map_or(Look::all(len), |(_, look)| look);
    let pointer = ui.input(|input| input.pointer.hover_pos());
    if let Some((place, at)) = place.zip(pointer).filter(|(place, at)| place.contains(*at)) {
        let (zoom, moved) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().x));
        if (zoom - 1.0).abs() > 1e-4 {
            let share = (at.x - place.left()) / place.width().max(1.0);
            look = look.zoomed(f64::from(zoom), f64::from(share), len);
        }
        if moved != 0.0 && look != Look::all(len) {
            let steps = -f64::from(moved / place.width().max(1.0)) * (look.to - look.from);
            look = look.panned(steps, len);
        }
    }
    if look.steps(len).len() < len && link(ui, &tr(language, "chart.zoom.reset")).clicked() {
        look = Look::all(len);
    }
    ui.data_mut(|data| data.insert_temp(key, (len, look)));
    look.steps(len)
}

/// Keeps where the chart `id` stands, for the pointer of the next frame.
pub(super) fn stands(ui: &Ui, id: &str, place: Rect) {
    #[cfg(test)]
    crate::ui::widgets::seen::note(ui, crate::ui::widgets::seen::Kind::Closer, id, id, place);
    ui.data_mut(|data| data.insert_temp(Id::unique(("closer look at", id)).with("place"), place));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closer_look_keeps_what_the_pointer_is_on_and_never_leaves_the_data() {
        let all = Look::all(24);
        assert_eq!(all.steps(24), 0..24);
        let end = all.zoomed(2.0, 1.0, 24);
        assert_eq!(end.steps(24), 12..24);
        assert_eq!(all.zoomed(2.0, 0.5, 24).steps(24), 6..18);
        assert_eq!(end.panned(-4.0, 24).steps(24), 8..20);
        assert_eq!(end.panned(9.0, 24).steps(24), 12..24);
        assert_eq!(end.zoomed(0.01, 0.3, 24), all);
        assert_eq!(all.zoomed(1e9, 0.5, 24).steps(24).len(), 3);
    }
}
