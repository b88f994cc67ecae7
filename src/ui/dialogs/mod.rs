//! Dialogs in front of the window: name a snapshot, unsaved changes, the command palette. Never changes the document.

mod name;
mod palette;
mod recovered;
mod segment;
mod self_check;
mod unsaved;

use eframe::egui::{Context, Frame, Id, Key, Margin, Modal, Ui};

use crate::app::{Action, Controller, Dialog, SegmentDraft};
use crate::ui::theme::{Look, space, tokens_of};

/// What is being typed in a dialog.
#[derive(Debug, Default)]
pub struct DialogDrafts {
    /// The dialog that the text belongs to.
    dialog: Option<Dialog>,
    /// The text.
    text: String,
    /// The marked entry of a list.
    marked: usize,
    /// The segment.
    segment: SegmentDraft,
}

/// Draws the dialog that is open, if any.
pub fn ui(context: &Context, controller: &Controller, drafts: &mut DialogDrafts, out: &mut Vec<Action>) {
    let dialog = controller.state.session.dialog.clone();
    let is_new = drafts.dialog != dialog;
    if is_new {
        let text = dialog.as_ref().map(|dialog| first_text(controller, dialog)).unwrap_or_default();
        let segment = first_segment(controller, dialog.as_ref());
        *drafts = DialogDrafts { dialog: dialog.clone(), text, marked: 0, segment };
    }
    match dialog {
        None => {}
        Some(Dialog::NameSnapshot | Dialog::RenameSnapshot(_) | Dialog::TagSnapshot(_)) => {
            name::ui(context, controller, drafts, is_new, out);
        }
        Some(Dialog::Segment(id)) => segment::ui(context, controller, drafts, id, out),
        Some(Dialog::SelfCheck) => self_check::ui(context, controller, out),
        Some(Dialog::UnsavedChanges(_)) => unsaved::ui(context, controller, out),
        Some(Dialog::Recovered) => recovered::ui(context, controller, out),
        Some(Dialog::Palette) => palette::ui(context, controller, drafts, is_new, out),
    }
}

fn first_text(controller: &Controller, dialog: &Dialog) -> String {
    let document = &controller.state.project.document;
    match dialog {
        Dialog::RenameSnapshot(id) => {
            document.snapshot(*id).map(|snapshot| snapshot.name.clone()).unwrap_or_default()
        }
        Dialog::TagSnapshot(id) => {
            document.snapshot(*id).map(|snapshot| snapshot.tags.join(", ")).unwrap_or_default()
        }
        Dialog::NameSnapshot
        | Dialog::UnsavedChanges(_)
        | Dialog::Recovered
        | Dialog::Segment(_)
        | Dialog::SelfCheck
        | Dialog::Palette => String::new(),
    }
}

fn first_segment(controller: &Controller, dialog: Option<&Dialog>) -> SegmentDraft {
    let Some(Dialog::Segment(Some(id))) = dialog else { return SegmentDraft::fresh() };
    let saved = controller.state.project.document.segment(*id);
    saved.and_then(|saved| SegmentDraft::of(&saved.name, &saved.segment)).unwrap_or_else(SegmentDraft::fresh)
}

/// A dialog of a certain width; Escape and a click beside it close it.
fn modal(
    context: &Context,
    id: &str,
    width: f32,
    out: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let t = tokens_of(Look::of(context));
    let frame = Frame::window(&context.global_style()).fill(t.surface).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique(id)).frame(frame).show(context, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = space::S;
        content(ui, out);
    });
    let escaped = context.input(|input| input.key_pressed(Key::Escape));
    if modal.should_close() || escaped {
        out.push(Action::SetDialog(None));
    }
}
