//! What the last frames showed, for the tests that go through everything that can be pointed at. Never part of the program.

use eframe::egui::{Context, Id, Rect, Ui};

/// Something on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Seen {
    /// The chart or list that it belongs to.
    pub(in crate::ui) of: String,
    /// What a screen reader says of it, or what it says.
    pub(in crate::ui) name: String,
    /// Where it is.
    pub(in crate::ui) rect: Rect,
}

/// Kinds of things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::ui) enum Kind {
    /// A card.
    Card,
    /// A mark of a chart.
    Mark,
    /// A row of a list.
    Row,
    /// What a tooltip says.
    Tip,
    /// A chart that is looked at more closely with the wheel.
    Closer,
}

type Things = Vec<(u64, Seen)>;

fn key(kind: Kind) -> Id {
    Id::unique(("seen in the last frame", kind))
}

/// Notes a thing of this frame.
pub(in crate::ui) fn note(ui: &Ui, kind: Kind, of: &str, name: &str, rect: Rect) {
    note_in(ui.ctx(), kind, of, name, rect);
}

/// [`note`] where there is no [`Ui`].
pub(in crate::ui) fn note_in(context: &Context, kind: Kind, of: &str, name: &str, rect: Rect) {
    let frame = context.cumulative_frame_nr();
    let seen = Seen { of: of.to_owned(), name: name.to_owned(), rect };
    context.data_mut(|data| {
        let things = data.get_temp_mut_or_default::<Things>(key(kind));
        things.retain(|(of, _)| *of == frame);
        things.push((frame, seen));
    });
}

/// The things of the last frame.
pub(in crate::ui) fn all(context: &Context, kind: Kind) -> Vec<Seen> {
    let known = context.data(|data| data.get_temp::<Things>(key(kind))).unwrap_or_default();
    let now = context.cumulative_frame_nr();
    known.into_iter().filter(|(of, _)| of + 1 >= now).map(|(_, seen)| seen).collect()
}
