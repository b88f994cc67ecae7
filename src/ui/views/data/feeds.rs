//! What each stage of the journey is fed by, and what would fill those that nothing feeds. Never counts what a stage counts.

use eframe::egui::{Align, Layout, Ui, vec2};

use super::super::ViewModel;
use crate::analysis::{DataQuality, Feed, StageFeeds};
use crate::app::{Action, Command, DataTab, wording};
use crate::domain::Language;
use crate::import::ImportReport;
use crate::ui::text::{galley, label, paragraph_colored, stage, tr, tr_with, truncated};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, font, icon, space, tokens};
use crate::ui::widgets::{card, link};

/// Width of the names of the stages.
const NAME: f32 = 150.0;

pub(super) fn ui(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    report: &ImportReport,
    quality: &DataQuality,
    out: &mut Vec<Action>,
) {
    card(ui, |ui| {
        let color = tokens(ui).text;
        let room = ui.available_width();
        ui.label(galley(ui, &title(model.language, quality), &font(TITLE), color, room));
        for feeds in &quality.feeds {
            separator(ui);
            ui.horizontal_top(|ui| {
                let size = vec2(NAME.min(ui.available_width() * 0.3), 24.0);
                ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                    ui.set_width(size.x);
                    label(ui, stage(model.language, feeds.stage), BODY, color);
                });
                ui.vertical(|ui| one(ui, model, report, feeds, out));
            });
        }
    });
}

/// Which stages nothing feeds, by name.
fn title(language: Language, quality: &DataQuality) -> String {
    let empty = quality.feeds.iter().filter(|feeds| feeds.sources.is_empty());
    let names: Vec<String> = empty.map(|feeds| stage(language, feeds.stage)).collect();
    if names.is_empty() {
        return tr(language, "data.feeds.all");
    }
    tr_with(language, "data.feeds.empty", &[("stages", &names.join(", "))])
}

fn separator(ui: &mut Ui) {
    ui.add_space(space::S);
    let (left, y) = (ui.cursor().min.x, ui.cursor().min.y);
    let color = tokens(ui).outline;
    ui.painter().hline(left..=left + ui.available_width(), y, (1.0, color));
    ui.add_space(space::S);
}

fn one(ui: &mut Ui, model: &ViewModel<'_>, report: &ImportReport, feeds: &StageFeeds, out: &mut Vec<Action>) {
    let t = tokens(ui);
    for feed in &feeds.sources {
        source(ui, model, report, feed, out);
    }
    if let Some(more) = wording::could_feed(model.language, feeds) {
        paragraph_colored(ui, &more, SMALL, t.text_subdued);
    }
    if feeds.sources.is_empty() {
        ui.horizontal_top(|ui| {
            icon(ui, Icon::Lightbulb, 16.0, t.text_subdued);
            ui.vertical(|ui| {
                let sentence = wording::missing_feed(model.language, feeds.stage);
                paragraph_colored(ui, &sentence, BODY, t.text_subdued);
                let text = tr(model.language, "command.open_files");
                let name = format!("{}: {text}", stage(model.language, feeds.stage));
                if link(ui, &text).accessible_name(name).clicked() {
                    out.push(Action::Do(Command::OpenFiles));
                }
            });
        });
    }
}

/// A file on the left, its rows and days on the right.
fn source(ui: &mut Ui, model: &ViewModel<'_>, report: &ImportReport, feed: &Feed, out: &mut Vec<Action>) {
    let t = tokens(ui);
    let index = feed.source as usize;
    let path = report.sources.get(index).map_or("", |source| source.path.as_str());
    let text = wording::feed(model.language, feed);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 24.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            label(ui, text, SMALL, t.text_subdued);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = truncated(ui, wording::file_name(path), BODY, t.text);
                if name.interact(eframe::egui::Sense::click()).clicked() {
                    out.push(Action::SelectSource(index));
                    out.push(Action::ShowDataTab(DataTab::Files));
                }
            });
        },
    );
}
