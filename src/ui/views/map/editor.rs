//! A card that is being written. Keeps only what is typed; what it says is an action in the end.

use eframe::egui::{Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Rect, TextEdit, Ui, UiBuilder};

use super::basis_name;
use crate::app::{Action, BoardWish};
use crate::domain::{Direction, Language, Stage};
use crate::project::{Basis, BoardCard, CardText, Lane};
use crate::ui::text::{tr, tr_with};
use crate::ui::theme::{Icon, space, tokens};
use crate::ui::widgets::{dropdown, icon_button, primary_button, segmented};

/// Height of the editor, where a direction can be chosen and where not.
const HEIGHT: [f32; 2] = [214.0, 174.0];

/// What is being typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    /// The card that is changed; `None` for a new one.
    pub(super) card: Option<BoardCard>,
    /// The row.
    pub(super) lane: Lane,
    /// The column.
    pub(super) stage: Stage,
    text: String,
    basis: Basis,
    direction: Option<Direction>,
    /// Whether the field has had the keyboard.
    is_begun: bool,
}

impl Draft {
    /// A card for a field.
    pub(super) fn new(lane: Lane, stage: Stage) -> Self {
        let (text, basis) = (String::new(), Basis::Stated);
        Self { card: None, lane, stage, text, basis, direction: None, is_begun: false }
    }

    /// A card that was written by hand; `None` for one that the data fills.
    pub(super) fn of(card: &BoardCard) -> Option<Self> {
        let CardText::Words { text, basis } = &card.says else { return None };
        Some(Self {
            text: text.clone(),
            basis: *basis,
            direction: card.direction,
            card: Some(card.clone()),
            ..Self::new(card.lane, card.stage)
        })
    }

    /// The one that is being typed.
    pub(super) fn load(ui: &Ui) -> Option<Self> {
        ui.data(|data| data.get_temp::<Option<Self>>(id())).flatten()
    }

    /// Remembers it for the next frame.
    pub(super) fn store(ui: &Ui, draft: Option<Self>) {
        ui.data_mut(|data| data.insert_temp(id(), draft));
    }

    /// Whether it is about this card.
    pub(super) fn is_of(&self, card: &BoardCard) -> bool {
        self.card.as_ref().is_some_and(|own| own.id == card.id)
    }

    /// Whether it is a new card of this field.
    pub(super) fn is_new_in(&self, lane: Lane, stage: Stage) -> bool {
        self.card.is_none() && (self.lane, self.stage) == (lane, stage)
    }

    /// Room that its editor needs.
    pub(super) fn height(&self) -> f32 {
        HEIGHT[usize::from(self.lane != Lane::Touchpoints)]
    }

    /// What it says in the end; `None` where there is no text.
    fn wish(&self) -> Option<BoardWish> {
        let text = self.text.trim().to_owned();
        if text.is_empty() {
            return None;
        }
        Some(match &self.card {
            Some(card) => {
                let says = CardText::Words { text, basis: self.basis };
                BoardWish::Change(Box::new(BoardCard { says, direction: self.direction, ..card.clone() }))
            }
            None => BoardWish::Add {
                lane: self.lane,
                stage: self.stage,
                text,
                basis: self.basis,
                direction: self.direction,
            },
        })
    }
}

fn id() -> Id {
    Id::unique("card that is written")
}

/// Draws the editor in `rect`; returns the draft while it goes on.
pub(super) fn ui(
    ui: &mut Ui,
    mut draft: Draft,
    rect: Rect,
    language: Language,
    out: &mut Vec<Action>,
) -> Option<Draft> {
    let t = tokens(ui);
    let mut is_done = false;
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("card editor"));
    Frame::new().fill(t.accent_fill).corner_radius(4).inner_margin(Margin::same(8)).show(&mut child, |ui| {
        ui.set_width(rect.width() - 16.0);
        ui.set_min_height(rect.height() - 16.0);
        ui.spacing_mut().item_spacing.y = space::XS;
        text(ui, &mut draft, language);
        basis(ui, &mut draft, language);
        if draft.lane == Lane::Touchpoints {
            direction(ui, &mut draft, language);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let can = !draft.text.trim().is_empty();
            let done = ui.add_enabled_ui(can, |ui| primary_button(ui, None, &tr(language, "map.card.save")));
            if done.inner.clicked() {
                out.extend(draft.wish().map(Action::Board));
                is_done = true;
            }
            if let Some(card) = &draft.card
                && icon_button(ui, Icon::Trash, &tr(language, "map.card.delete")).clicked()
            {
                out.push(Action::Board(BoardWish::Remove(card.id)));
                is_done = true;
            }
            is_done |= icon_button(ui, Icon::Close, &tr(language, "dialog.cancel")).clicked();
        });
    });
    let (enter, escape) = ui.input(|input| {
        (input.key_pressed(Key::Enter) && !input.modifiers.shift, input.key_pressed(Key::Escape))
    });
    if enter && !is_done && draft.is_begun && child.memory(|memory| memory.has_focus(text_id())) {
        out.extend(draft.wish().map(Action::Board));
        is_done = true;
    }
    (!is_done && !escape).then_some(draft)
}

fn text_id() -> Id {
    Id::unique("text of the card that is written")
}

fn text(ui: &mut Ui, draft: &mut Draft, language: Language) {
    // Enter is done, as in a chat; Shift+Enter breaks the line.
    let field = TextEdit::multiline(&mut draft.text)
        .id(text_id())
        .hint_text(tr(language, "map.card.hint"))
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter));
    let response = ui.add(field).accessible_name(tr(language, "map.card.text"));
    if !draft.is_begun {
        response.request_focus();
        draft.is_begun = true;
    }
}

fn basis(ui: &mut Ui, draft: &mut Draft, language: Language) {
    let name = tr(language, "map.basis.choose");
    let combo = dropdown("basis of the card")
        .width(ui.available_width() - space::S)
        .selected_text(basis_name(language, draft.basis));
    let response = combo.show_ui(ui, |ui| {
        for basis in Basis::ALL {
            let about = tr(language, &format!("map.basis.{}.about", basis.id()));
            let chosen = ui.selectable_label(basis == draft.basis, basis_name(language, basis));
            if chosen.on_hover_text(about).clicked() {
                draft.basis = basis;
            }
        }
    });
    let value = basis_name(language, draft.basis);
    response.response.accessible_name(tr_with(
        language,
        "map.basis.is",
        &[("what", &name), ("value", &value)],
    ));
}

fn direction(ui: &mut Ui, draft: &mut Draft, language: Language) {
    let mut choices = vec![(None, "–".to_owned())];
    choices.extend(Direction::ALL.map(|one| (Some(one), tr(language, &format!("lens.{}", one.id())))));
    segmented(ui, &mut draft.direction, &choices);
}
