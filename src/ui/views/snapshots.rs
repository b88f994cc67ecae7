//! The snapshots of the project: a gallery, and two of them side by side. Never recomputes a figure of one.

mod difference;
mod gallery;
mod thumbnail;

use eframe::egui::Ui;

use super::ViewModel;
use super::parts::headline;
use crate::app::wording::differences;
use crate::app::{Action, Command};
use crate::ui::text::tr;
use crate::ui::theme::Icon;
use crate::ui::widgets::EmptyState;

/// The view, the latest snapshot first.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let snapshots = &model.state.project.document.snapshots;
    if snapshots.is_empty() {
        return none(ui, model, out);
    }
    let latest = snapshots.last().zip(model.state.derived.analysis.as_deref());
    if let Some(said) = latest.and_then(|(latest, now)| differences::since(model.language, latest, now)) {
        headline(ui, &said, None);
    }
    difference::choice(ui, model, out);
    if let Some(found) = &model.state.derived.difference {
        difference::ui(ui, model, found, out);
    }
    gallery::ui(ui, model, out);
}

fn none(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let text = |key: &str| tr(model.language, key);
    let can_take = model.state.derived.analysis.is_some();
    let button = if can_take { text("command.take_snapshot") } else { text("command.open_files") };
    let (title, sentence) = (text("empty.snapshots.title"), text("empty.snapshots.text"));
    let state =
        EmptyState { icon: Icon::Camera, title: &title, sentence: &sentence, button: &button, link: "" };
    if state.show(ui).button {
        out.push(Action::Do(if can_take { Command::TakeSnapshot } else { Command::OpenFiles }));
    }
}
