//! The start page: drop files, open files, or look at the sample shop. Never shown once there is something to show.

use std::path::Path;

use eframe::egui::{Align, Frame, Layout, Margin, Rect, Sense, Stroke, Ui, vec2};

use super::ViewModel;
use super::parts::running;
use crate::app::{Action, Command};
use crate::ui::text::{galley, label, tr, truncated};
use crate::ui::theme::{BODY, HEADING, Icon, SMALL, font, icon, icon_at, space, tokens};
use crate::ui::widgets::{button, link, primary_button};

const WIDTH: f32 = 640.0;

/// What the product does, in one sentence, and the three ways in.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let room = ui.available_size();
    let width = WIDTH.min(room.x);
    ui.add_space((room.y * 0.1).clamp(16.0, 120.0));
    let left = ((room.x - width) / 2.0).max(0.0);
    let corner = ui.cursor().min + vec2(left, 0.0);
    let rect = Rect::from_min_size(corner, vec2(width, room.y));
    ui.scope_builder(eframe::egui::UiBuilder::new().max_rect(rect), |ui| {
        ui.set_width(width);
        headline(ui, model);
        ui.add_space(space::L);
        drop_area(ui, model, out);
        ui.add_space(space::M);
        formats(ui, model);
        recent(ui, model, out);
    });
}

fn headline(ui: &mut Ui, model: &ViewModel<'_>) {
    let t = tokens(ui);
    ui.vertical_centered(|ui| {
        let room = ui.available_width();
        for (key, size, color) in
            [("start.title", HEADING + 6.0, t.text), ("start.text", BODY + 1.0, t.text_subdued)]
        {
            let text = galley(ui, &tr(model.language, key), &font(size), color, room);
            for line in text.text().to_owned().lines() {
                label(ui, line, size, color);
            }
        }
    });
}

fn drop_area(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (t, language) = (tokens(ui), model.language);
    let is_busy = model.jobs.current().is_some();
    let frame = Frame::new().fill(t.surface).corner_radius(8).inner_margin(Margin::symmetric(24, 32));
    frame.stroke(Stroke::new(1.0, t.outline)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.vertical_centered(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(56.0, 56.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 28.0, t.accent_fill);
            icon_at(ui, Icon::FilePlus, rect.shrink(16.0), t.accent);
            ui.add_space(space::XS);
            if is_busy {
                // In the place where the person is looking; the ways in come back when it is done or stopped.
                ui.allocate_ui_with_layout(vec2(420.0, 28.0), Layout::left_to_right(Align::Center), |ui| {
                    running(ui, model, out);
                });
                return;
            }
            label(ui, tr(language, "start.drop"), BODY, t.text);
            ui.add_space(space::S);
            if primary_button(ui, Some(Icon::FilePlus), &tr(language, "command.open_files")).clicked() {
                out.push(Action::Do(Command::OpenFiles));
            }
            ui.add_space(space::XS);
            others(ui, model, out);
        });
    });
}

fn others(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    for command in [Command::OpenSample, Command::OpenFolder, Command::OpenProject] {
        if link(ui, &tr(model.language, command.label_key())).clicked() {
            out.push(Action::Do(command));
        }
    }
}

fn formats(ui: &mut Ui, model: &ViewModel<'_>) {
    let t = tokens(ui);
    for (sign, key) in [(Icon::Store, "start.formats"), (Icon::Check, "start.private")] {
        ui.horizontal_top(|ui| {
            icon(ui, sign, 16.0, t.text_subdued);
            ui.vertical(|ui| {
                let text = tr(model.language, key);
                crate::ui::text::paragraph_colored(ui, &text, SMALL, t.text_subdued);
            });
        });
    }
}

fn recent(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let projects = &model.state.session.recent;
    if projects.is_empty() {
        return;
    }
    let t = tokens(ui);
    ui.add_space(space::M);
    label(ui, tr(model.language, "start.recent"), SMALL, t.text_subdued);
    for path in projects.iter().take(4) {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        ui.horizontal(|ui| {
            if button(ui, Some(Icon::FolderOpen), &name).clicked() {
                out.push(Action::Open(vec![path.clone()]));
            }
            let folder =
                path.parent().map(Path::display).map(|folder| folder.to_string()).unwrap_or_default();
            truncated(ui, &folder, SMALL, t.text_subdued);
        });
    }
}
