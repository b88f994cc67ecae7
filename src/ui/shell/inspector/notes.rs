//! Notes pinned to a stage or a step: read, add, change, delete. Never keeps a note itself, only what is being typed.

use eframe::egui::{Align, Frame, Key, KeyboardShortcut, Layout, Margin, Modifiers, TextEdit, Ui};

use crate::app::{Action, Selection, wording};
use crate::domain::Language;
use crate::project::{Drawn, DrawnAs, Note, NoteId, Target};
use crate::ui::charts::callouts;
use crate::ui::text::{label, paragraph, tr};
use crate::ui::theme::{Icon, SMALL, space, tokens};
use crate::ui::views::ViewModel;
use crate::ui::widgets::{button, icon_button, link, primary_button, segmented};

/// What is being typed.
#[derive(Debug, Default)]
pub(in crate::ui::shell) struct Drafts {
    /// Text of a note that is not pinned yet, and where it will be.
    new: String,
    target: Option<Target>,
    /// A note that is being changed.
    changing: Option<(NoteId, String)>,
}

/// The notes of one target, and a field for another one.
pub(super) fn pinned(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    target: Target,
    drafts: &mut Drafts,
    out: &mut Vec<Action>,
) {
    if drafts.target.as_ref() != Some(&target) {
        *drafts = Drafts { target: Some(target.clone()), ..Drafts::default() };
    }
    for note in model.shown.notes.iter().filter(|note| note.target == target) {
        one(ui, note, model, drafts, out);
    }
    if model.shown.frozen.is_none() {
        add(ui, target, model.language, drafts, out);
    }
}

/// Every note with what it is pinned to.
pub(super) fn all(ui: &mut Ui, model: &ViewModel<'_>, drafts: &mut Drafts, out: &mut Vec<Action>) {
    for note in model.shown.notes {
        if link(ui, &wording::target(model.language, &note.target)).clicked() {
            out.push(Action::Select(Selection::of_target(&note.target)));
        }
        one(ui, note, model, drafts, out);
        ui.add_space(space::XS);
    }
}

fn one(ui: &mut Ui, note: &Note, model: &ViewModel<'_>, drafts: &mut Drafts, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    Frame::new().fill(t.surface).corner_radius(6).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::XS;
        match &mut drafts.changing {
            Some((id, text)) if *id == note.id => {
                if let Some(done) = change(ui, text, language) {
                    if done {
                        out.push(Action::ChangeNote { id: note.id, text: text.trim().to_owned() });
                    }
                    drafts.changing = None;
                }
            }
            _ => {
                paragraph(ui, &note.text);
                ui.horizontal(|ui| {
                    label(ui, &note.created, SMALL, t.text_subdued);
                    if model.shown.frozen.is_none() {
                        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                            tools(ui, note, language, drafts, out);
                        });
                    }
                });
                let has_mark = note.drawn.is_some() || callouts::is_found(ui, note.id);
                if model.shown.frozen.is_none() && has_mark {
                    draw(ui, note, language, out);
                }
            }
        }
    });
}

/// How the note is drawn on its chart.
fn draw(ui: &mut Ui, note: &Note, language: Language, out: &mut Vec<Action>) {
    let mut shape = note.drawn.map(|drawn| drawn.shape);
    let choices = [None, Some(DrawnAs::Arrow), Some(DrawnAs::Highlight)].map(|shape| {
        let key = match shape {
            None => "note.drawn.not",
            Some(DrawnAs::Arrow) => "note.drawn.arrow",
            Some(DrawnAs::Highlight) => "note.drawn.highlight",
        };
        (shape, tr(language, key))
    });
    if segmented(ui, &mut shape, &choices) {
        let place = |shape| note.drawn.map_or_else(|| Drawn::new(shape), |drawn| Drawn { shape, ..drawn });
        out.push(Action::DrawNote { id: note.id, drawn: shape.map(place) });
    }
}

fn tools(ui: &mut Ui, note: &Note, language: Language, drafts: &mut Drafts, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.x = 0.0;
    if icon_button(ui, Icon::Trash, &tr(language, "note.delete")).clicked() {
        out.push(Action::RemoveNote(note.id));
    }
    if icon_button(ui, Icon::StickyNote, &tr(language, "note.change")).clicked() {
        drafts.changing = Some((note.id, note.text.clone()));
    }
}

/// `Some(true)` once it is done, `Some(false)` when it is given up.
fn change(ui: &mut Ui, text: &mut String, language: Language) -> Option<bool> {
    let field = TextEdit::multiline(text).desired_rows(3).desired_width(f32::INFINITY);
    ui.add(field).accessible_name(tr(language, "note.text"));
    ui.horizontal(|ui| {
        let done = ui.add_enabled_ui(!text.trim().is_empty(), |ui| {
            primary_button(ui, None, &tr(language, "note.done")).clicked()
        });
        if done.inner {
            return Some(true);
        }
        button(ui, None, &tr(language, "dialog.cancel")).clicked().then_some(false)
    })
    .inner
}

fn add(ui: &mut Ui, target: Target, language: Language, drafts: &mut Drafts, out: &mut Vec<Action>) {
    // Enter pins, as it sends in a chat; Shift+Enter breaks the line.
    let field = TextEdit::multiline(&mut drafts.new)
        .hint_text(tr(language, "note.hint"))
        .desired_rows(2)
        .desired_width(f32::INFINITY)
        .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter));
    let response = ui.add(field).accessible_name(tr(language, "note.new"));
    let enter = ui.input(|input| input.key_pressed(Key::Enter) && !input.modifiers.shift);
    let entered = response.has_focus() && enter;
    if drafts.new.trim().is_empty() {
        return;
    }
    if button(ui, Some(Icon::Pin), &tr(language, "note.pin")).clicked() || entered {
        out.push(Action::PinNote { target, text: drafts.new.trim().to_owned() });
        drafts.new.clear();
    }
}
