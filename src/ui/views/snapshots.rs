//! The snapshots of the project: open, rename, delete. Never recomputes a figure of one.

use eframe::egui::{Align, Layout, Ui};

use super::ViewModel;
use super::journey::share_with_interval;
use super::period_text;
use crate::app::{Action, Command, Dialog};
use crate::domain::Stage;
use crate::project::Snapshot;
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with, truncated};
use crate::ui::theme::{Icon, SMALL, TITLE, space, tokens};
use crate::ui::widgets::{EmptyState, button, card, icon_button};

/// The view, the latest snapshot first.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let snapshots = &model.state.project.document.snapshots;
    if snapshots.is_empty() {
        return none(ui, model, out);
    }
    for snapshot in snapshots.iter().rev() {
        card(ui, |ui| one(ui, model, snapshot, out));
        ui.add_space(space::XS);
    }
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

fn one(ui: &mut Ui, model: &ViewModel<'_>, snapshot: &Snapshot, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Trash, &named(model, "snapshot.delete", snapshot)).clicked() {
                out.push(Action::RemoveSnapshot(snapshot.id));
            }
            if icon_button(ui, Icon::StickyNote, &named(model, "snapshot.rename", snapshot)).clicked() {
                out.push(Action::SetDialog(Some(Dialog::RenameSnapshot(snapshot.id))));
            }
            let open = button(ui, Some(Icon::Eye), &tr(language, "snapshot.open"));
            if open.accessible_name(named(model, "snapshot.open", snapshot)).clicked() {
                out.push(Action::OpenSnapshot(snapshot.id));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                truncated(ui, &snapshot.name, TITLE, t.text);
            });
        });
    });
    ui.spacing_mut().item_spacing.y = 2.0;
    let lens = tr(language, &format!("lens.{}.long", snapshot.spec.lens.id()));
    let question = format!("{} · {} · {lens}", snapshot.created, period_text(language, snapshot.spec.period));
    label(ui, question, SMALL, t.text_subdued);
    ui.add_space(space::S);
    label(ui, figures(model, snapshot), crate::ui::theme::BODY, t.text);
    ui.add_space(space::XS);
    paragraph_colored(ui, &sources(model, snapshot), SMALL, t.text_subdued);
}

fn named(model: &ViewModel<'_>, key: &str, snapshot: &Snapshot) -> String {
    format!("{}: {}", tr(model.language, key), snapshot.name)
}

fn figures(model: &ViewModel<'_>, snapshot: &Snapshot) -> String {
    let language = model.language;
    let analysis = &snapshot.analysis;
    let buyers = analysis.journey.stages.iter().find(|result| result.stage == Stage::Purchase);
    let mut parts = Vec::new();
    if let Some(buyers) = buyers.and_then(|result| result.count) {
        parts.push(tr_with(language, "snapshot.buyers", &[("count", &count(buyers))]));
    }
    let within = analysis.repeat.iter().flat_map(|repeat| &repeat.within);
    if let Some(window) = within.into_iter().find(|window| window.days == 90 && window.rate.is_some()) {
        let (rate, _) = share_with_interval(window.rate, None, None);
        parts.push(tr_with(language, "snapshot.came_back", &[("rate", &rate)]));
    }
    if let Some(score) = analysis.nps.as_ref().and_then(|nps| nps.score) {
        parts.push(format!("NPS {}", crate::ui::text::signed(score, 1)));
    }
    if !snapshot.notes.is_empty() {
        let notes = count(snapshot.notes.len() as u64);
        parts.push(tr_with(language, "snapshot.notes", &[("count", &notes)]));
    }
    parts.join("   ·   ")
}

fn sources(model: &ViewModel<'_>, snapshot: &Snapshot) -> String {
    let used: u64 = snapshot.sources.iter().map(|source| source.rows_used).sum();
    let rejected: u64 = snapshot.sources.iter().map(|source| source.rows_rejected).sum();
    let files = count(snapshot.sources.len() as u64);
    let (used, rejected) = (count(used), count(rejected));
    let values = [("files", files.as_str()), ("used", used.as_str()), ("rejected", rejected.as_str())];
    tr_with(model.language, "snapshot.sources", &values)
}
