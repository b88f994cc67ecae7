//! One frame of the window: what every part shows, and the actions that came of it. Never carries an action out itself.

use std::time::Duration;

use eframe::egui::{
    self, CentralPanel, Frame, Margin, Panel, ScrollArea, ThemePreference, Ui, ViewportCommand,
};

use super::inspector::Drafts;
use super::{drop, filter_bar, inspector, menu, notices, rail, shortcuts, status_bar};
use crate::app::wording::write_years_of;
use crate::app::{Action, Command, Controller, Effect, Problem, ThemeChoice, WindowPlace};
use crate::ui::dialogs::{self, DialogDrafts};
use crate::ui::theme::{Theme, space, tokens};
use crate::ui::views::present::{self, Stopwatch};
use crate::ui::views::{self, ViewModel};
use crate::ui::widgets::{Wish, take_wishes, wish_of};

/// Below this width the rail shows icons only.
const NARROW: f32 = 1120.0;
/// Below this width the inspector leaves its room to the view until something is chosen.
const CRAMPED: f32 = 760.0;
/// How narrow and how wide the inspector can be made.
const INSPECTOR: std::ops::RangeInclusive<f32> = 232.0..=520.0;
/// Wider than this, a column of text and charts stops growing.
const WIDEST: f32 = 1440.0;

/// The window: a controller, and what is being typed.
pub struct Window {
    controller: Controller,
    notes: Drafts,
    dialogs: DialogDrafts,
    stopwatch: Stopwatch,
    /// Whether a button of the pointer was down in the last frame.
    is_dragging_edge: bool,
    closing: bool,
}

impl Window {
    /// A window on what the controller holds.
    pub fn new(controller: Controller) -> Self {
        Self {
            controller,
            notes: Drafts::default(),
            dialogs: DialogDrafts::default(),
            stopwatch: Stopwatch::default(),
            is_dragging_edge: false,
            closing: false,
        }
    }

    /// What the window shows and does.
    pub fn controller(&self) -> &Controller {
        &self.controller
    }

    /// Does something as if a person had asked for it.
    pub fn perform(&mut self, action: Action) {
        self.controller.perform(action);
    }

    /// Draws one frame and carries out what a person did in it.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.controller.tick();
        let mut actions = shortcuts::pressed(ui.ctx(), &self.controller);
        drop::collect(ui.ctx(), &mut actions);
        self.follow_look(ui.ctx());
        self.draw(ui, &mut actions);
        join_with_command_key(ui.ctx(), &mut actions);
        open_rows_on_double_click(ui.ctx(), &mut actions);
        self.follow_wishes(ui.ctx(), &mut actions);
        for action in actions {
            self.controller.perform(action);
        }
        self.carry_out(ui.ctx());
        if self.controller.is_busy() {
            ui.ctx().request_repaint_after(Duration::from_millis(100));
        } else if self.controller.is_work_waiting() {
            // Work is kept a second after the last change, whether or not anybody moves the mouse.
            ui.ctx().request_repaint_after(Duration::from_millis(250));
        }
    }

    fn draw(&mut self, ui: &mut Ui, out: &mut Vec<Action>) {
        let session = &self.controller.state.session;
        if let Some(presenting) = &session.presenting {
            return present::ui(ui, presenting, &mut self.stopwatch, session.language, out);
        }
        let model = ViewModel::new(&self.controller);
        let t = tokens(ui);
        let (wide, roomy) = (ui.available_width() >= NARROW, ui.available_width() >= CRAMPED);
        let bar = |margin| Frame::new().fill(t.panel).inner_margin(margin);
        Panel::top("menu").frame(bar(Margin::symmetric(8, 4))).show_separator_line(false).show(ui, |ui| {
            menu::ui(ui, &self.controller, out);
        });
        if !model.state.is_empty() || model.jobs.current().is_some() {
            let panel = Panel::bottom("status").show_separator_line(false);
            panel.frame(bar(Margin::symmetric(12, 4))).show(ui, |ui| status_bar::ui(ui, &model, out));
        }
        if !model.state.is_empty() {
            let width = if wide { 184.0 } else { 52.0 };
            let panel = Panel::left("rail").exact_size(width).resizable(false).show_separator_line(false);
            panel.frame(bar(Margin::symmetric(8, 8))).show(ui, |ui| rail::ui(ui, &model, out));
            if model.shows_inspector() && (roomy || model.state.session.selection.is_some()) {
                let usual = if wide { 296.0 } else { 264.0 };
                let width = model.state.session.inspector_width.map_or(usual, f32::from);
                let panel = Panel::right("inspector").default_size(width).size_range(INSPECTOR);
                let panel = panel.resizable(true).show_separator_line(false).frame(bar(Margin::same(0)));
                let shown = panel.show(ui, |ui| inspector::ui(ui, &model, &mut self.notes, out));
                let (now, held) = (shown.response.rect.width(), ui.input(|input| input.pointer.any_down()));
                // Kept once the edge is let go, and only if somebody took hold of it.
                if (now - width).abs() > 1.0 && !held && self.is_dragging_edge {
                    out.push(Action::SetInspectorWidth(now.round() as u16));
                }
                self.is_dragging_edge = held;
            }
        }
        CentralPanel::no_frame().frame(Frame::new().fill(t.background)).show(ui, |ui| page(ui, &model, out));
        dialogs::ui(ui.ctx(), &self.controller, &mut self.dialogs, out);
        drop::hint(ui.ctx(), model.language);
    }

    /// Carries out what widgets wished for.
    fn follow_wishes(&mut self, context: &egui::Context, out: &mut Vec<Action>) {
        for wish in take_wishes(context) {
            match wish {
                Wish::Export { suggested, csv } => out.push(Action::ExportTable { suggested, text: csv }),
                Wish::Copied => self.controller.notices.report(Problem::CopiedPart),
                Wish::DrawNote(id, drawn) => out.push(Action::DrawNote { id, drawn: Some(drawn) }),
                Wish::Picture(rect) => copy_picture(context, rect),
            }
        }
    }

    /// Draws as the person wants it: theme, size, contrast, motion, years.
    fn follow_look(&self, context: &egui::Context) {
        let session = &self.controller.state.session;
        let look = session.appearance;
        follow_theme(context, session.theme);
        Theme::follow(context, look.scale.factor(), look.high_contrast, session.reduces_motion());
        write_years_of(look.era);
    }

    /// Remembers how large the window is that is about to close.
    fn remember_place(&mut self, context: &egui::Context) {
        let zoom = context.zoom_factor();
        let place = context.input(|input| {
            let viewport = input.viewport();
            let maximized = viewport.maximized.unwrap_or(false);
            let size = viewport.inner_rect.map(|rect| rect.size() * zoom)?;
            Some(WindowPlace { width: size.x, height: size.y, maximized })
        });
        if let Some(place) = place {
            self.controller.remember_window(place);
        }
    }

    fn carry_out(&mut self, context: &egui::Context) {
        let close_requested = context.input(|input| input.viewport().close_requested());
        if close_requested && !self.closing && self.controller.state.project.is_dirty() {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.controller.perform(Action::Do(Command::Quit));
        } else if close_requested {
            self.remember_place(context);
        }
        for effect in self.controller.take_effects() {
            match effect {
                Effect::Copy(text) => context.copy_text(text),
                Effect::Fullscreen(on) => {
                    self.stopwatch.stop();
                    context.send_viewport_cmd(ViewportCommand::Fullscreen(on));
                }
                Effect::Quit => {
                    self.closing = true;
                    self.remember_place(context);
                    context.send_viewport_cmd(ViewportCommand::Close);
                }
            }
        }
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }
}

/// With the command key held, whatever explains its figure on a click is set beside what is selected, or taken out again.
fn join_with_command_key(context: &egui::Context, actions: &mut [Action]) {
    if !context.input(|input| input.modifiers.command) {
        return;
    }
    for action in actions {
        if let Action::Select(Some(selection)) = action {
            *action = Action::SelectToo(selection.clone());
        }
    }
}

/// Whatever explains its figure on a click opens its rows on a second one: every mark, tile and row alike.
fn open_rows_on_double_click(context: &egui::Context, actions: &mut Vec<Action>) {
    if !context.input(|input| input.pointer.button_double_clicked(egui::PointerButton::Primary)) {
        return;
    }
    let chosen = actions.iter().rev().find_map(|action| match action {
        Action::Select(Some(selection)) => selection.figure(),
        _ => None,
    });
    actions.extend(chosen.map(Action::ShowRows));
}

/// Notices and filters stay, the view below them scrolls.
fn page(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let side = ((ui.available_width() - WIDEST) / 2.0).clamp(space::L, 120.0) as i8;
    // The scroll bar takes its room from the margin, so that everything above it ends where the view ends.
    let bar = ui.spacing().scroll.floating_allocated_width as i8;
    let margin = Margin { left: side, right: side - bar, top: 12, bottom: 0 };
    Frame::new().inner_margin(margin).show(ui, |ui| {
        Frame::new().inner_margin(Margin { right: bar, ..Margin::ZERO }).show(ui, |ui| {
            notices::ui(ui, model, out);
            if !model.state.is_empty()
                && model.state.session.mapping.is_none()
                && model.state.session.rows.is_none()
            {
                filter_bar::ui(ui, model, out);
                ui.add_space(space::XS);
            }
        });
        let width = ui.available_width() - f32::from(bar);
        ScrollArea::vertical().id_salt(model.state.session.view).auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(width);
            views::ui(ui, model, out);
            ui.add_space(space::L);
        });
    });
}

/// Puts a part of the window on the clipboard as a picture, once the window has been drawn.
fn copy_picture(context: &egui::Context, rect: egui::Rect) {
    let (clipboard, scale) = (context.clone(), context.pixels_per_point());
    context.request_screenshot(move |picture| {
        let whole = egui::Rect::from_min_size(
            egui::Pos2::ZERO,
            egui::vec2(picture.width() as f32, picture.height() as f32) / scale,
        );
        let part = rect.intersect(whole);
        if part.is_positive() {
            clipboard.copy_image(picture.region(&part, Some(scale)));
            // Only now: a notice moves what stands below it.
            wish_of(&clipboard, Wish::Copied);
            clipboard.request_repaint();
        }
    });
}

/// Shows the theme that was chosen.
pub(in crate::ui) fn follow_theme(context: &egui::Context, choice: ThemeChoice) {
    let wanted = match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    };
    if context.options(|options| options.theme_preference) != wanted {
        context.set_theme(wanted);
        context.request_repaint();
    }
}
