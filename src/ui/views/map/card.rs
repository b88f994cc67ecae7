//! One card of the journey map: how high it is, how it looks, and what its name is. Never moves itself.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, Galley, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role,
    pos2, vec2,
};

use super::basis_name;
use crate::analysis::DefinitionId;
use crate::app::board::ShownCard;
use crate::domain::{Direction, Language};
use crate::project::Basis;
use crate::ui::charts::ink;
use crate::ui::text::{galley, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, font, icon_at, tokens};

/// Inside a card.
const PAD: f32 = 8.0;
/// The stripe that tells the direction.
const STRIPE: f32 = 4.0;
/// Room for how the card is known.
const FOOTER: f32 = 18.0;

/// The texts of a card, set in its width.
pub(super) struct Measured {
    title: Arc<Galley>,
    detail: Option<Arc<Galley>>,
    /// Height of the whole card.
    pub(super) height: f32,
}

/// Sets the texts of a card in lines.
pub(super) fn measure(ui: &Ui, shown: &ShownCard, width: f32) -> Measured {
    let t = tokens(ui);
    let room = width - 2.0 * PAD - STRIPE;
    let color = if shown.is_lost { t.text_subdued } else { t.text };
    let title = galley(ui, &shown.title, &font(BODY), color, room);
    let detail =
        (!shown.detail.is_empty()).then(|| galley(ui, &shown.detail, &font(SMALL), t.text_subdued, room));
    let texts = title.size().y + detail.as_ref().map_or(0.0, |detail| detail.size().y + 2.0);
    Measured { title, detail, height: texts + FOOTER + 2.0 * PAD + 2.0 }
}

/// Draws the card and makes it reachable; what was done to it is in the response.
pub(super) fn show(
    ui: &mut Ui,
    shown: &ShownCard,
    measured: &Measured,
    rect: Rect,
    (language, is_editable): (Language, bool),
) -> Response {
    let sense = if is_editable { Sense::click_and_drag() } else { Sense::click() };
    let response = ui.interact(rect, ui.scope_id().with(shown.id()), sense);
    let name = name(shown, language);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    paint(ui, shown, measured, (rect, language), &response);
    let about = tr(language, &format!("map.basis.{}.about", shown.basis.id()));
    response.on_hover_text(about)
}

/// What a screen reader says: where the card stands, what it says, how that is known.
pub(super) fn name(shown: &ShownCard, language: Language) -> String {
    let mut text = shown.title.clone();
    if !shown.detail.is_empty() {
        text.push_str(", ");
        text.push_str(&shown.detail);
    }
    let values = [
        ("lane", &*tr(language, &format!("map.lane.{}", shown.card.lane.id()))),
        ("stage", &*crate::ui::text::stage(language, shown.card.stage)),
        ("text", &*text),
    ];
    format!("{} ({})", tr_with(language, "map.card.name", &values), basis_name(language, shown.basis))
}

fn paint(
    ui: &Ui,
    shown: &ShownCard,
    measured: &Measured,
    (rect, language): (Rect, Language),
    response: &Response,
) {
    let t = tokens(ui);
    let faded = if response.dragged() { 0.35 } else { 1.0 };
    let fill = if response.hovered() { t.surface_hover } else { t.surface };
    ui.painter().rect(rect, 4, t.wash(fill, faded), Stroke::new(1.0, t.outline), StrokeKind::Inside);
    if response.has_focus() {
        ui.painter().rect_stroke(rect.expand(1.0), 4, Stroke::new(2.0, t.accent), StrokeKind::Outside);
    }
    if let Some(direction) = shown.card.direction {
        let stripe = rect.with_max_x(rect.left() + STRIPE);
        ui.painter().rect_filled(stripe, 2, t.wash(direction_color(ui, direction), faded));
    }
    let left = rect.left() + STRIPE + PAD;
    let mut top = rect.top() + PAD;
    ui.painter().galley(pos2(left, top), Arc::clone(&measured.title), t.text);
    top += measured.title.size().y + 2.0;
    if let Some(detail) = &measured.detail {
        ui.painter().galley(pos2(left, top), Arc::clone(detail), t.text_subdued);
    }
    footer(ui, shown, rect, language);
}

/// How the card is known on the left, the definition of its figure on the right.
fn footer(ui: &Ui, shown: &ShownCard, rect: Rect, language: Language) {
    let t = tokens(ui);
    let middle = rect.bottom() - PAD - FOOTER / 2.0 + 2.0;
    let left = rect.left() + STRIPE + PAD;
    let color = basis_color(ui, shown.basis);
    icon_at(
        ui,
        basis_icon(shown.basis),
        Rect::from_center_size(pos2(left + 6.0, middle), vec2(12.0, 12.0)),
        color,
    );
    let right = rect.right() - PAD;
    let definition = shown.definition.map_or("", DefinitionId::id);
    let id = ink::text(ui, pos2(right, middle), Align2::RIGHT_CENTER, definition, (SMALL, t.accent), 40.0);
    let direction = shown.card.direction.map(|one| tr(language, &format!("lens.{}", one.id())));
    let known = basis_name(language, shown.basis);
    let text = direction.map_or(known.clone(), |direction| format!("{known} · {direction}"));
    let room = id.left() - left - 22.0;
    ink::text(ui, pos2(left + 17.0, middle), Align2::LEFT_CENTER, &text, (SMALL, color), room);
}

/// The picture of how a card is known.
pub(super) fn basis_icon(basis: Basis) -> Icon {
    match basis {
        Basis::Measured => Icon::ChartColumn,
        Basis::Derived => Icon::GitCompare,
        Basis::Stated => Icon::MessageCircle,
        Basis::Assumed => Icon::Help,
    }
}

/// Its colour: what rests on data stands out.
pub(super) fn basis_color(ui: &Ui, basis: Basis) -> Color32 {
    let t = tokens(ui);
    if basis.is_data() { t.info_text } else { t.text_subdued }
}

fn direction_color(ui: &Ui, direction: Direction) -> Color32 {
    let t = tokens(ui);
    match direction {
        Direction::Push => t.push,
        Direction::Pull => t.pull,
    }
}
