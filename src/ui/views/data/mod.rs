//! What was imported: each file and what was left out of it, the days it covers, the stage it feeds. Never reads a file itself.

mod coverage;
mod currencies;
mod details;
mod feeds;
mod files;
mod list;
mod lists;
mod privacy;
mod rejected;

use eframe::egui::{Align, Layout, Ui};

use super::ViewModel;
use super::identity::BURN_IN_DAYS;
use super::parts::{headline, nothing};
use crate::analysis::Caveat;
use crate::app::{Action, DataTab, wording};
use crate::domain::Language;
use crate::project::Source;
use crate::ui::text::{count, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, icon, space, tokens};
use crate::ui::widgets::{Banner, Column, Severity, Table, button, card, icon_button, segmented, table};

/// The view: the finding, then one of its parts.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let derived = &model.state.derived;
    let (Some(imported), Some(quality)) = (&derived.imported, &derived.quality) else {
        watch_line(ui, model, out);
        if model.state.project.document.sources.is_empty() || model.jobs.can_cancel() {
            return nothing(ui, model, Icon::Database, "data", out);
        }
        return remembered(ui, model, out);
    };
    headline(ui, &wording::finding(model.language, &imported.report), None);
    ui.horizontal(|ui| {
        let mut tab = model.state.session.data_tab;
        let tabs = DataTab::ALL.map(|tab| (tab, tr(model.language, tab.label_key())));
        if segmented(ui, &mut tab, &tabs) {
            out.push(Action::ShowDataTab(tab));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| watched(ui, model, out));
    });
    ui.add_space(space::XS);
    truncation(ui, model, out);
    match model.state.session.data_tab {
        DataTab::Files => files::ui(ui, model, &imported.report, quality, out),
        DataTab::Coverage => coverage::ui(ui, model, &imported.report, quality, out),
        DataTab::Feeds => feeds::ui(ui, model, &imported.report, quality, out),
        DataTab::Identity => {
            super::identity::section(ui, model, out);
            ui.add_space(space::XS);
            privacy::ui(ui, model, out);
        }
    }
}

/// That the files seem to begin after the shop did, with the switch that helps; where files and customers are looked at.
fn truncation(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (session, derived) = (&model.state.session, &model.state.derived);
    let is_about_it = matches!(session.data_tab, DataTab::Files | DataTab::Identity);
    let caveats = derived.analysis.as_deref().map_or(&[][..], |analysis| &analysis.caveats);
    let truncated = caveats.iter().find(|caveat| matches!(caveat, Caveat::LeftTruncated { .. }));
    let has_burn_in = model.state.project.document.settings.burn_in_days > 0;
    let Some(caveat) = truncated.filter(|_| is_about_it && !has_burn_in) else { return };
    let days = BURN_IN_DAYS.to_string();
    let action = tr_with(model.language, "identity.burn_in", &[("days", &days)]);
    let text = began_later(model.language, caveat);
    let banner = Banner::new(Severity::Warning, &text);
    let shown = Banner { dismissable: false, action: Some(&action), ..banner }.show(ui, model.language);
    if shown.action {
        out.push(Action::SetBurnIn(BURN_IN_DAYS));
    }
    ui.add_space(space::XS);
}

fn began_later(language: Language, caveat: &Caveat) -> String {
    match caveat {
        Caveat::LeftTruncated { new_share_first_30, new_share_after_90: Some(last), .. } => {
            let (first, last) = (wording::percent(*new_share_first_30), wording::percent(*last));
            tr_with(language, "data.truncation", &[("first", &first), ("last", &last)])
        }
        other => wording::caveat(language, other),
    }
}

/// The watched folder alone, while there is nothing to say about files.
fn watch_line(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| watched(ui, model, out));
    });
}

fn watched(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    let Some(folder) = &model.state.project.document.settings.watched_folder else {
        let choose = button(ui, Some(Icon::Eye), &tr(language, "data.watch"));
        if choose.on_hover_text(tr(language, "data.watch.about")).clicked() {
            out.push(Action::ChooseWatchedFolder);
        }
        return;
    };
    if icon_button(ui, Icon::Close, &tr(language, "data.watch.stop")).clicked() {
        out.push(Action::WatchFolder(None));
    }
    let name = wording::file_name(folder.trim_end_matches(['/', '\\']));
    let text = tr_with(language, "data.watching", &[("folder", name)]);
    label(ui, text, BODY, t.text_subdued).on_hover_text(folder);
    icon(ui, Icon::Eye, 16.0, t.accent);
}

/// A project whose exports were not read (yet): what it remembers of them.
fn remembered(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    nothing(ui, model, Icon::Database, "data", out);
    card(ui, |ui| {
        label(ui, tr(model.language, "data.remembered"), BODY, tokens(ui).text_subdued);
        let mut list = Table::new(vec![
            Column::text(tr(model.language, "data.file")),
            Column::number(tr(model.language, "data.rows_used")),
            Column::text(tr(model.language, "data.format")),
        ]);
        for Source { path, profile_name, rows_used, .. } in &model.state.project.document.sources {
            list.row(vec![path.clone(), count(*rows_used), profile_name.clone().unwrap_or_default()]);
        }
        table(ui, "remembered", &list);
    });
}

/// A list of sentences with an icon before each.
fn sentences(ui: &mut Ui, picture: Icon, warns: bool, lines: impl Iterator<Item = String>) {
    let t = tokens(ui);
    let color = if warns { t.warning_text } else { t.text_subdued };
    for line in lines {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            icon(ui, picture, 14.0, color);
            ui.vertical(|ui| paragraph_colored(ui, &line, BODY, t.text));
        });
    }
}

/// A subdued line.
fn quiet(ui: &mut Ui, text: &str) {
    let color = tokens(ui).text_subdued;
    label(ui, text, SMALL, color);
}
