//! The snapshots as cards: a miniature, the name, the tags, and what can be done with each. Never recomputes a figure of one.

use eframe::egui::{Align, Layout, Ui};

use super::super::journey::share_with_interval;
use super::super::{ViewModel, period_text};
use super::thumbnail;
use crate::app::wording::differences;
use crate::app::{Action, Dialog};
use crate::domain::Stage;
use crate::project::Snapshot;
use crate::ui::text::{count, paragraph_colored, tr, tr_with, truncated};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, space, tokens};
use crate::ui::widgets::{badge, button, card, icon_button};

/// A card is at least so wide.
const NARROWEST: f32 = 300.0;

/// The cards, the latest first, as many beside one another as there is room for.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let snapshots: Vec<&Snapshot> = model.state.project.document.snapshots.iter().rev().collect();
    let room = ui.available_width();
    let columns = ((room + space::S) / (NARROWEST + space::S)).floor().clamp(1.0, 4.0) as usize;
    for row in snapshots.chunks(columns) {
        ui.columns(columns, |columns| {
            for (ui, snapshot) in columns.iter_mut().zip(row) {
                card(ui, |ui| one(ui, model, snapshot, out));
            }
        });
        ui.add_space(space::XS);
    }
}

fn one(ui: &mut Ui, model: &ViewModel<'_>, snapshot: &Snapshot, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    ui.spacing_mut().item_spacing.y = 4.0;
    thumbnail::ui(ui, &snapshot.analysis.journey, language);
    ui.add_space(space::XS);
    truncated(ui, &snapshot.name, TITLE, t.text);
    let lens = tr(language, &format!("lens.{}.long", snapshot.spec.lens.id()));
    let question = format!("{} · {} · {lens}", snapshot.created, period_text(language, snapshot.spec.period));
    paragraph_colored(ui, &question, SMALL, t.text_subdued);
    paragraph_colored(ui, &figures(model, snapshot), BODY, t.text);
    paragraph_colored(ui, &sources(model, snapshot), SMALL, t.text_subdued);
    if !snapshot.tags.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for tag in &snapshot.tags {
                badge(ui, tag, t.accent_fill, t.accent);
            }
        });
    }
    if let Some(verified) = model.state.derived.verified.get(&snapshot.id) {
        let color = if verified.is_same() { t.text_subdued } else { t.text };
        paragraph_colored(ui, &differences::verified(language, verified), SMALL, color);
    }
    ui.add_space(space::XS);
    actions(ui, model, snapshot, out);
}

fn actions(ui: &mut Ui, model: &ViewModel<'_>, snapshot: &Snapshot, out: &mut Vec<Action>) {
    let language = model.language;
    ui.horizontal(|ui| {
        let open = button(ui, Some(Icon::Eye), &tr(language, "snapshot.open"));
        if open.accessible_name(named(model, "snapshot.open", snapshot)).clicked() {
            out.push(Action::OpenSnapshot(snapshot.id));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let mut tool = |icon: Icon, key: &str, action: Action| {
                if icon_button(ui, icon, &named(model, key, snapshot)).clicked() {
                    out.push(action);
                }
            };
            tool(Icon::Trash, "snapshot.delete", Action::RemoveSnapshot(snapshot.id));
            let rename = Dialog::RenameSnapshot(snapshot.id);
            tool(Icon::StickyNote, "snapshot.rename", Action::SetDialog(Some(rename)));
            let tags = Dialog::TagSnapshot(snapshot.id);
            tool(Icon::Pin, "snapshot.tags", Action::SetDialog(Some(tags)));
            if model.state.derived.imported.is_some() {
                tool(Icon::Check, "snapshot.verify", Action::VerifySnapshot(snapshot.id));
                tool(Icon::Refresh, "snapshot.rerun", Action::RerunSnapshot(snapshot.id));
            }
        });
    });
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
    if let Some(score) = analysis.nps.as_ref().and_then(|nps| nps.net.score) {
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
